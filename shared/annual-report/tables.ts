import type { Table } from '../document/model.ts'
import { longDate } from '../time/dates.ts'
import type { AnnualReportData, Coverage } from './figures.ts'
import { joinWords } from './words.ts'

interface Year {
  readonly year: number
  readonly coverage: Coverage
}

/** The report's year and the one before it. */
export function latest<Row extends Year>(years: readonly Row[]): { year: Row; before: Row | undefined } {
  const year = years.at(-1)
  if (!year) throw new RangeError('a report has at least its own year')
  return { year, before: years.at(-2) }
}

interface YearRow {
  readonly label: string
  readonly values: readonly string[]
  readonly total?: boolean
}

/** A table with one column per year; the empty parts of its note fall away. */
export function yearTable(parts: {
  caption: string
  first: string
  years: readonly Year[]
  rows: readonly YearRow[]
  note: readonly string[]
}): Table {
  const totals = parts.rows.flatMap((row, index) => (row.total ? [index] : []))
  const note = parts.note.filter((text) => text !== '').join(' ')
  const width = parts.years.length > 3 ? 11 : 14
  return {
    type: 'table',
    caption: parts.caption,
    columns: [
      { title: parts.first, width: 100 - width * parts.years.length },
      ...parts.years.map((row) => ({ title: String(row.year), align: 'end' as const, width })),
    ],
    rows: parts.rows.map((row) => [row.label, ...row.values]),
    ...(totals.length > 0 ? { totals } : {}),
    ...(note === '' ? {} : { note }),
  }
}

/** Says what the years' columns do not cover: '–' is missing, never 0. */
export function coverageNote(data: AnnualReportData, years: readonly Year[], what: string): string[] {
  const missing = years.filter((row) => row.coverage === 'saknas').map((row) => String(row.year))
  const starts = years.find((row) => row.coverage === 'borjar')
  const partly = years.filter((row) => row.coverage === 'delvis').map((row) => String(row.year))
  const running = years.find((row) => row.coverage === 'pagar')
  return [
    missing.length > 0
      ? `– betyder att uppgift saknas: registret har inga ${what} från ${joinWords(missing)}.`
      : '',
    partly.length > 0
      ? `Från ${joinWords(partly)} har registret inga avvikelser, så talen kan vara ofullständiga.`
      : '',
    starts && data.figures.firstReported !== null
      ? `Registret börjar den ${longDate(data.figures.firstReported)}, så ${starts.year} är inte ett helt år.`
      : '',
    running
      ? `${running.year} är inte slut: uppgifterna gäller till och med den ${longDate(data.extracted)}.`
      : '',
  ].filter((text) => text !== '')
}
