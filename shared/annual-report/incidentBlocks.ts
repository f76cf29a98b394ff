import type { Block } from '../document/model.ts'
import { monthLine } from '../document/figure.ts'
import { ARENDETYPER, type Arendetyp } from '../incident/codes.ts'
import { NAMNARE } from '../indicator/denominators.ts'
import { formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import { AVVIKELSETYPER, avvikelser, known, noIncidents, rate, rateKinds, rateLabel } from './avvikelser.ts'
import { compareCounts } from './compare.ts'
import type { AnnualReportData, IncidentYear } from './figures.ts'
import type { Filled } from './filled.ts'
import { coverageNote, latest, yearTable } from './tables.ts'
import { capitalised, change, comparable, counted, joinWords, show, yearSpan } from './words.ts'

/** T1 (domain.md 2.3, 7.1). */

/** The sentence that reads T1's last column. */
export function incidentSentence(data: AnnualReportData, brief = false): string {
  const { year, before } = latest(data.figures.incidents)
  const total = avvikelser(year)
  const soFar = year.coverage === 'pagar' ? ` till och med den ${longDate(data.extracted)}` : ''
  const compared =
    before && comparable(year.coverage, before.coverage)
      ? change(total, avvikelser(before), before.year, brief)
      : ''
  return `Under ${year.year} registrerades${soFar} ${counted(total, 'avvikelse', 'avvikelser')}${compared}.`
}

export function t1Avvikelser(data: AnnualReportData): Filled {
  const { incidents, monthly } = data.figures
  const { year, before } = latest(incidents)
  if (year.coverage === 'saknas') return { blocks: [noIncidents(data)], hasData: false }
  const sentences = [incidentSentence(data)]
  if (before && comparable(year.coverage, before.coverage)) sentences.push(typeSentence(year, before))
  sentences.push(...rateSentences(data))
  const types = AVVIKELSETYPER.filter((code) => incidents.some((row) => (row.byArendetyp[code] ?? 0) > 0))
  const rows = [
    ...types.map((code) => ({
      label: ARENDETYPER[code],
      values: incidents.map((row) => show(known(row, (it) => it.byArendetyp[code] ?? 0))),
    })),
    { label: 'Summa avvikelser', total: true, values: incidents.map((row) => show(known(row, avvikelser))) },
    ...rateKinds(data).map((kind) => ({
      label: capitalised(rateLabel(kind)),
      values: incidents.map((row) => show(rate(data, kind, row), 1)),
    })),
  ]
  const rejected = incidents.map((row) => known(row, (it) => it.rejected))
  const blocks: Block[] = [
    { type: 'paragraph', text: sentences.join(' ') },
    yearTable({
      caption: `Avvikelser efter typ, ${yearSpan(incidents)}`,
      first: 'Typ',
      years: incidents,
      rows,
      note: [
        'Räknas på den dag då avvikelsen registrerades (svensk tid).',
        rejected.some((count) => (count ?? 0) > 0)
          ? `Avvisade ärenden ingår inte (${year.year}: ${show(year.rejected)}).`
          : '',
        'Klagomål och förbättringsförslag redovisas för sig.',
        ...denominatorSources(data),
        ...coverageNote(data, incidents, 'avvikelser'),
      ],
    }),
    REPORTS_ARE_NOT_SAFETY,
  ]
  if (monthly.some(({ value }) => value !== null)) {
    const years = monthly.map(({ month }) => ({ year: Number(month.slice(0, 4)) }))
    blocks.push(
      monthLine({
        caption: `Avvikelser per månad, ${yearSpan(years)}`,
        valueLabel: 'Antal avvikelser',
        months: monthly,
        note: 'Räknas på den dag då avvikelsen registrerades (svensk tid). Medianen gäller alla månader i figuren.',
      }),
    )
  }
  return { blocks, hasData: true }
}

/** domain.md 7.1 nr 7 and 2.5: the review of journals in VGR 2013–2014. */
export const REPORTS_ARE_NOT_SAFETY: Block = {
  type: 'note',
  title: 'Antalet avvikelser är inte ett mått på säkerheten',
  text: [
    {
      text: 'Personalens rapporter fångar en liten del av skadorna: högst fem procent, när de jämfördes med granskade journaler i Västra Götaland 2013–2014 (',
    },
    {
      text: 'Läkartidningen 2017',
      href: 'https://lakartidningen.se/opinion/debatt/2017/02/markorbaserad-journalgranskning-hittar-mer-an-toppen-av-ett-isberg/',
    },
    {
      text: '). Fler rapporter kan vara ett tecken på god säkerhetskultur, och färre kan bero på att man slutat rapportera. Läs därför antalet tillsammans med journalgranskning, klagomål och skadeanmälningar.',
    },
  ],
}

function typeSentence(year: IncidentYear, before: IncidentYear): string {
  const named: readonly (readonly [Arendetyp, string])[] = [
    ['negativ_handelse', 'de negativa händelserna'],
    ['tillbud', 'tillbuden'],
    ['risk', 'riskerna'],
    ['samverkansavvikelse', 'avvikelserna i samverkan'],
  ]
  const moved = (direction: 'fler' | 'farre'): string[] =>
    named.flatMap(([code, label]) => {
      const [now, then] = [year.byArendetyp[code] ?? 0, before.byArendetyp[code] ?? 0]
      if (compareCounts(now, then) !== direction) return []
      return [`${label} (från ${formatNumber(then)} till ${formatNumber(now)})`]
    })
  const [up, down] = [moved('fler'), moved('farre')]
  const parts = [
    ...(up.length > 0 ? [`${joinWords(up)} ökade`] : []),
    ...(down.length > 0 ? [`${joinWords(down)} minskade`] : []),
  ]
  if (parts.length === 0) return 'Ingen av typerna ändrades mer än vad slumpen kan ge.'
  return `${capitalised(parts.join(', medan '))}.`
}

function rateSentences(data: AnnualReportData): string[] {
  const { year, before } = latest(data.figures.incidents)
  return rateKinds(data).flatMap((kind, index) => {
    const now = rate(data, kind, year)
    if (now === null) return []
    const then = before ? rate(data, kind, before) : null
    const compared = then === null ? '' : `, mot ${formatNumber(then, 1)} året före`
    const start = index === 0 ? 'Det motsvarar' : 'Räknat mot personalen är det'
    return [`${start} ${formatNumber(now, 1)} avvikelser ${rateLabel(kind)}${compared}.`]
  })
}

function denominatorSources(data: AnnualReportData): string[] {
  return rateKinds(data).map((kind) => {
    const sources = new Set(
      data.figures.denominators.filter((row) => row.kind === kind).flatMap((row) => row.sources),
    )
    return `${NAMNARE[kind]}: ${joinWords([...sources])}.`
  })
}
