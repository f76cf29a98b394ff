import type { Block, Table } from '../document/model.ts'
import { barChart } from '../document/figure.ts'
import { ARENDETYPER } from '../incident/codes.ts'
import { formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import { avvikelser, known, noIncidents } from './avvikelser.ts'
import type { AnnualReportData, IncidentYear } from './figures.ts'
import type { Filled } from './filled.ts'
import { coverageNote, latest, yearTable } from './tables.ts'
import { change, comparable, counted, joinWords, percentWords, show, yearSpan } from './words.ts'

/** Who reports, how reports are taken care of, and what they are about (1.1.3, 1.2, 2.4.1, 2.4.2). */

/** 1.1.3: avvikelser between vårdgivare. */
export function samverkan(data: AnnualReportData): Filled {
  const { incidents } = data.figures
  const { year, before } = latest(incidents)
  if (year.coverage === 'saknas' || incidents.every((row) => betweenProviders(row) === 0)) {
    return { blocks: [], hasData: false }
  }
  const compared =
    before && comparable(year.coverage, before.coverage)
      ? change(betweenProviders(year), betweenProviders(before), before.year)
      : ''
  const text = `Under ${year.year} registrerades ${counted(betweenProviders(year), 'avvikelse', 'avvikelser')} i samverkan med andra vårdgivare och förvaltningar${compared}.`
  return { blocks: [{ type: 'paragraph', text }], hasData: true }
}

function betweenProviders(row: IncidentYear): number {
  return row.byArendetyp.samverkansavvikelse ?? 0
}

/** 1.2: who reports. */
export function rapportering(data: AnnualReportData): Filled {
  const { year } = latest(data.figures.incidents)
  const roles = data.figures.reporterRoles
  const total = Object.values(roles).reduce<number>((sum, count) => sum + (count ?? 0), 0)
  if (total === 0) return { blocks: [], hasData: false }
  const rows = Object.entries({ ...data.figures.words.yrkesroll, okand: 'Uppgift saknas' })
    .map(([code, label]) => ({ label, count: roles[code] ?? 0 }))
    .filter(({ count }) => count > 0)
  const listed = rows.filter(({ label }) => label !== 'Uppgift saknas').sort((a, b) => b.count - a.count)
  const unknown = rows.filter(({ label }) => label === 'Uppgift saknas')
  const [most] = listed
  const leading = listed
    .filter(({ count }) => count === most?.count)
    .map(({ label }) => GROUPS[label] ?? label.toLocaleLowerCase('sv'))
  const doctors = roles['lakare'] ?? 0
  const doctorsShare =
    doctors === 0 || leading.includes('läkare') ? '' : ` Läkare stod för ${percentWords(doctors, total)}.`
  const sentence =
    most === undefined
      ? `Rapportörens yrkesroll är inte angiven för ${year.year}.`
      : `Flest avvikelser rapporterades av ${joinWords(leading)}, ${percentWords(most.count, total)}${leading.length > 1 ? ' vardera' : ''}.${doctorsShare}`
  const table: Table = {
    type: 'table',
    caption: `Avvikelser efter rapportörens yrkesroll, ${year.year}`,
    columns: [
      { title: 'Yrkesroll', width: 60 },
      { title: 'Antal', align: 'end', width: 20 },
      { title: 'Andel', align: 'end', width: 20 },
    ],
    rows: [...listed, ...unknown].map(({ label, count }) => [
      label,
      formatNumber(count),
      `${formatNumber((count / total) * 100)}\u00a0%`,
    ]),
    note: 'Räknas på den dag då avvikelsen registrerades. Andelen säger inget om gruppens storlek: den vanligaste yrkesgruppen rapporterar ofta mest.',
  }
  return { blocks: [{ type: 'paragraph', text: sentence }, table], hasData: true }
}

const GROUPS: Readonly<Record<string, string>> = {
  Läkare: 'läkare',
  Sjuksköterska: 'sjuksköterskor',
  Undersköterska: 'undersköterskor',
  Barnmorska: 'barnmorskor',
  'Fysio-/arbetsterapeut': 'fysio- och arbetsterapeuter',
  'Psykolog/kurator': 'psykologer och kuratorer',
  Tandvårdspersonal: 'tandvårdspersonal',
  'Biomedicinsk analytiker/röntgensjuksköterska': 'biomedicinska analytiker och röntgensjuksköterskor',
  Administration: 'administrativ personal',
  Övrig: 'övrig personal',
}

/** 2.4.1: how the reports are taken care of, and what they are about. */
export function avvikelsehantering(data: AnnualReportData): Filled {
  const { incidents, handelsetyper, closing, words } = data.figures
  const { year } = latest(incidents)
  if (year.coverage === 'saknas') return { blocks: [noIncidents(data)], hasData: false }
  const blocks: Block[] = []
  if (closing.closed > 0) {
    const all = avvikelser(year)
    blocks.push({
      type: 'paragraph',
      text: `Av ${counted(all, 'avvikelse', 'avvikelser')} från ${year.year} var ${formatNumber(closing.closed)} (${percentWords(closing.closed, all)}) avslutade den ${longDate(data.extracted)}. Av de avslutade blev ${percentWords(closing.within60Days, closing.closed)} klara inom 60 dagar från registreringen.`,
    })
  }
  const sorted = Object.entries(words.handelsetyp)
    .map(([code, label]) => ({ label, count: handelsetyper[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  const top = sorted.slice(0, 3)
  if (total > 0) {
    const share = top.reduce((sum, { count }) => sum + count, 0)
    const names = top.map(({ label }) => `”${label}”`)
    blocks.push({
      type: 'paragraph',
      text:
        sorted.length <= 3
          ? `Avvikelserna gäller ${joinWords(names)}.`
          : `${top[2]?.count === sorted[3]?.count ? 'Tre av de vanligaste' : 'De tre vanligaste'} händelsetyperna, ${joinWords(names)}, står för ${percentWords(share, total)} av avvikelserna.`,
    })
    blocks.push(
      barChart({
        caption: `Avvikelser efter händelsetyp, ${year.year}`,
        categoryLabel: 'Händelsetyp',
        valueLabel: 'Antal avvikelser',
        bars: withRest(sorted),
        note: 'Räknas på den dag då avvikelsen registrerades (svensk tid).',
      }),
    )
  }
  return { blocks, hasData: closing.closed > 0 || total > 0 }
}

/** The twelve most common and the rest as one, so that the chart stays readable. */
function withRest(rows: readonly { label: string; count: number }[]): { label: string; value: number }[] {
  const shown = rows.length > 13 ? 12 : rows.length
  const rest = rows.slice(shown).reduce((sum, { count }) => sum + count, 0)
  const bars = rows.slice(0, shown).map(({ label, count }) => ({ label, value: count }))
  return rest > 0 ? [...bars, { label: `Övriga ${rows.length - shown} händelsetyper`, value: rest }] : bars
}

/** 2.4.2: what the register itself holds of complaints; patientnämnd and IVO are written by the förvaltning. */
export function klagomal(data: AnnualReportData): Filled {
  const { incidents } = data.figures
  const codes = ['klagomal', 'forbattringsforslag'] as const
  const { year } = latest(incidents)
  const none = incidents.every((row) => codes.every((code) => (row.byArendetyp[code] ?? 0) === 0))
  if (year.coverage === 'saknas' || none) return { blocks: [], hasData: false }
  const complaints = year.byArendetyp.klagomal ?? 0
  return {
    hasData: true,
    blocks: [
      {
        type: 'paragraph',
        text: `I registret finns ${counted(complaints, 'klagomål eller synpunkt', 'klagomål och synpunkter')} från ${year.year}. Ärenden hos patientnämnden, IVO och Löf ingår inte.`,
      },
      yearTable({
        caption: `Klagomål, synpunkter och förbättringsförslag i registret, ${yearSpan(incidents)}`,
        first: 'Typ',
        years: incidents,
        rows: codes.map((code) => ({
          label: ARENDETYPER[code],
          values: incidents.map((row) => show(known(row, (it) => it.byArendetyp[code] ?? 0))),
        })),
        note: [
          'Räknas på den dag då ärendet registrerades (svensk tid).',
          ...coverageNote(data, incidents, 'avvikelser'),
        ],
      }),
    ],
  }
}
