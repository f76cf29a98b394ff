import type { Block } from '../document/model.ts'
import { EFFEKTER, STYRKOR, type Effekt, type Styrka } from '../action/codes.ts'
import { ORSAKSOMRADEN, type Orsaksomrade } from '../analysis/codes.ts'
import { formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import type { ActionYear, AnalysisYear, AnnualReportData } from './figures.ts'
import type { Filled } from './filled.ts'
import { coverageNote, latest, yearTable } from './tables.ts'
import { change, comparable, counted, joinWords, percentWords, show, showDays, yearSpan } from './words.ts'

/** T4 and the åtgärder (domain.md 2.3, 3.5, 3.6). */

function sum(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce((total: number, count) => total + (count ?? 0), 0)
}

function known(it: { coverage: string }, value: number): string {
  return show(it.coverage === 'saknas' ? null : value)
}

export function analysisSentence(data: AnnualReportData, brief = false): string {
  const { year, before } = latest(data.figures.analyses)
  const compared =
    before && comparable(year.coverage, before.coverage)
      ? change(year.completed, before.completed, before.year, brief)
      : ''
  return `Under ${year.year} slutfördes ${counted(year.completed, 'händelseanalys', 'händelseanalyser')}${compared}.`
}

export function t4Handelseanalyser(data: AnnualReportData): Filled {
  const { analyses } = data.figures
  const { year } = latest(analyses)
  if (analyses.every((it) => it.started === 0 && it.completed === 0)) {
    const text = `I registret finns inga händelseanalyser från ${yearSpan(analyses)}.`
    return { blocks: [{ type: 'paragraph', text }], hasData: false }
  }
  const sentences = [analysisSentence(data)]
  if (year.completed > 0) {
    sentences.push(
      `${formatNumber(year.inNitha)} av dem finns i Nitha.`,
      year.lead.days === null ? '' : `Ledtiden var i median ${showDays(year.lead.days)} dagar.`,
      causeSentence(year),
      strengthSentence(year),
    )
  }
  const blocks: Block[] = [
    { type: 'paragraph', text: sentences.filter((it) => it !== '').join(' ') },
    yearTable({
      caption: `Händelseanalyser, ${yearSpan(analyses)}`,
      first: 'Uppgift',
      years: analyses,
      rows: [
        { label: 'Påbörjade', values: analyses.map((it) => known(it, it.started)) },
        { label: 'Slutförda', values: analyses.map((it) => known(it, it.completed)), total: true },
        { label: '– varav i Nitha', values: analyses.map((it) => known(it, it.inNitha)) },
        { label: 'Ledtid, median i dagar', values: analyses.map((it) => showDays(it.lead.days)) },
        { label: '– antal analyser bakom ledtiden', values: analyses.map((it) => known(it, it.lead.n)) },
      ],
      note: [
        'Påbörjade räknas på startdagen, övrigt på den dag analysen slutfördes.',
        'Ledtiden går från uppdraget (annars startdagen) till slutförd analys.',
        ...coverageNote(data, analyses, 'uppgifter'),
      ],
    }),
  ]
  if (analyses.some((it) => sum(it.causes) > 0)) blocks.push(causeTable(data))
  if (analyses.some((it) => sum(it.proposals) > 0)) blocks.push(strengthTable(data))
  return { blocks, hasData: true }
}

function causeSentence(year: AnalysisYear): string {
  const total = sum(year.causes)
  if (total === 0) return ''
  const found = `De visade ${counted(total, 'bakomliggande orsak', 'bakomliggande orsaker')}`
  const most = Math.max(...areas().map(({ code }) => year.causes[code] ?? 0))
  const leading = areas().filter(({ code }) => year.causes[code] === most)
  // Three areas or more with as many each lead nothing.
  if (leading.length > 2) return `${found}.`
  const names = leading.map(({ label }) => label.toLocaleLowerCase('sv'))
  return total === 1
    ? `${found}, inom ${joinWords(names)}.`
    : `${found}, flest inom ${names.join(' samt ')} (${percentWords(most, total)}${leading.length > 1 ? ' var' : ''}).`
}

function strengthSentence(year: AnalysisYear): string {
  const total = sum(year.proposals)
  if (total === 0) return ''
  const strong = (year.proposals.stark ?? 0) + (year.proposals.medel ?? 0)
  return `Av ${counted(total, 'åtgärdsförslag', 'åtgärdsförslag')} bedömdes ${percentWords(strong, total)} vara starka eller medelstarka.`
}

function areas(): { code: Orsaksomrade; label: string }[] {
  // Object.entries of a constant list: only the type is lost.
  return Object.entries(ORSAKSOMRADEN).map(([code, { label }]) => ({ code: code as Orsaksomrade, label }))
}

function causeTable(data: AnnualReportData): Block {
  const { analyses } = data.figures
  return yearTable({
    caption: `Bakomliggande orsaker per orsaksområde, ${yearSpan(analyses)}`,
    first: 'Orsaksområde',
    years: analyses,
    rows: [
      ...areas().map(({ code, label }) => ({
        label,
        values: analyses.map((it) => known(it, it.causes[code] ?? 0)),
      })),
      { label: 'Summa', total: true, values: analyses.map((it) => known(it, sum(it.causes))) },
    ],
    note: ['Orsaker i de händelseanalyser som slutfördes under året. En analys har oftast flera.'],
  })
}

function strengthTable(data: AnnualReportData): Block {
  const { analyses } = data.figures
  return yearTable({
    caption: `Åtgärdsförslag efter styrka, ${yearSpan(analyses)}`,
    first: 'Styrka',
    years: analyses,
    rows: [
      // Object.entries of a constant list: only the type is lost.
      ...Object.entries(STYRKOR).map(([code, label]) => ({
        label,
        values: analyses.map((it) => known(it, it.proposals[code as Styrka] ?? 0)),
      })),
      { label: 'Summa', total: true, values: analyses.map((it) => known(it, sum(it.proposals))) },
    ],
    note: [
      'Förslag i de händelseanalyser som slutfördes under året.',
      'En stark åtgärd tar bort risken eller gör felet omöjligt, en medelstark gör det mindre troligt, en svag bygger på att människor minns (ny rutin, information, utbildning).',
    ],
  })
}

/** 2.4: were decided åtgärder done in time, and did they help? */
export function atgarder(data: AnnualReportData): Filled {
  const { actions } = data.figures
  const { year } = latest(actions)
  if (actions.every((it) => it.due === 0)) return { blocks: [], hasData: false }
  const row = (label: string, value: (it: ActionYear) => number, total = false) => ({
    label,
    total,
    values: actions.map((it) => known(it, value(it))),
  })
  // Object.keys of a constant list: only the type is lost.
  const effects = Object.keys(EFFEKTER) as Effekt[]
  return {
    hasData: true,
    blocks: [
      {
        type: 'paragraph',
        text: [...actionSentence(data), effectSentence(year)].filter((it) => it !== '').join(' '),
      },
      yearTable({
        caption: `Beslutade åtgärder med planerat slutdatum under året, ${yearSpan(actions)}`,
        first: 'Uppgift',
        years: actions,
        rows: [
          row('Klara i tid', (it) => it.doneInTime),
          row('Klara efter slutdatum', (it) => it.doneLate),
          row('Inte klara', (it) => it.notDone),
          row('Summa', (it) => it.due, true),
          ...effects.map((code) => row(EFFECT_LABELS[code], (it) => it.effects[code] ?? 0)),
        ],
        note: [
          `Räknas på planerat slutdatum. Läget är det den ${longDate(data.extracted)}. Effekten gäller de åtgärder som är klara.`,
          ...coverageNote(data, actions, 'uppgifter'),
        ],
      }),
    ],
  }
}

const EFFECT_LABELS: Readonly<Record<Effekt, string>> = {
  ja: 'Klara med effekt',
  delvis: 'Klara med delvis effekt',
  nej: 'Klara utan effekt',
  ej_matt: 'Klara, effekten inte mätt',
}

/** None when no decided åtgärd was planned to be done in the year. */
export function actionSentence(data: AnnualReportData): string[] {
  const { year } = latest(data.figures.actions)
  if (year.due === 0) return []
  return [
    `Av ${counted(year.due, 'beslutad åtgärd', 'beslutade åtgärder')} med slutdatum under ${year.year} blev ${formatNumber(year.doneInTime)} klara i tid (${percentWords(year.doneInTime, year.due)}).`,
  ]
}

function effectSentence(year: ActionYear): string {
  if (year.due === 0) return `Inga beslutade åtgärder hade slutdatum under ${year.year}.`
  const done = year.doneInTime + year.doneLate
  const measured = done - (year.effects.ej_matt ?? 0)
  if (done === 0) return ''
  if (measured === 0) return 'Effekten är ännu inte mätt för någon av de åtgärder som är klara.'
  return `Effekten är mätt för ${formatNumber(measured)} av ${formatNumber(done)} som är klara; ${formatNumber(year.effects.ja ?? 0)} gav avsedd effekt.`
}

/** 3: what is carried into the next year. */
export function oppnaAtgarder(data: AnnualReportData): Filled {
  const { open, late } = data.figures.openActions
  if (open === 0) return { blocks: [], hasData: false }
  const lateText =
    late === 0 ? 'Ingen av dem är försenad.' : `${formatNumber(late)} av dem har passerat sitt slutdatum.`
  const text = `Den ${longDate(data.extracted)} fanns ${counted(open, 'beslutad åtgärd', 'beslutade åtgärder')} som ännu inte är klar${open === 1 ? '' : 'a'} och tas med in i nästa års arbete. ${lateText}`
  return { blocks: [{ type: 'paragraph', text }], hasData: true }
}
