import type { Block, Table } from '../document/model.ts'
import { IVO_BESLUT, type IvoBeslut } from '../supervision/codes.ts'
import { compareSwedish, formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import type { AnnualReportData, LexMariaYear, Median } from './figures.ts'
import type { Filled } from './filled.ts'
import { givenAwayByParts, maskedOrder, maskedText, maskNote, maskSmall } from './masking.ts'
import { coverageNote, latest, yearTable } from './tables.ts'
import { capitalised, change, comparable, counted, MISSING, show, showDays, yearSpan } from './words.ts'

/** T3 (domain.md 2.3, 1.9). The year is the day of the anmälan; IVO's decisions by their own day. */

export function lexMariaSentence(data: AnnualReportData, brief = false): string {
  const { year, before } = latest(data.figures.lexMaria)
  const who = data.unit.kind === 'region' ? 'regionens förvaltningar' : 'förvaltningen'
  const soFar = year.coverage === 'pagar' ? ` till och med den ${longDate(data.extracted)}` : ''
  const compared =
    before && comparable(year.coverage, before.coverage)
      ? change(year.reported, before.reported, before.year, brief)
      : ''
  return `Under ${year.year} anmälde ${who}${soFar} ${counted(year.reported, 'händelse', 'händelser')} till IVO enligt lex Maria${compared}.`
}

export function t3LexMaria(data: AnnualReportData): Filled {
  const { lexMaria } = data.figures
  const { year } = latest(lexMaria)
  if (year.coverage === 'saknas') {
    const text = `I registret finns varken avvikelser eller lex Maria-anmälningar från ${data.year}. Det betyder att uppgiften saknas, inte att inget har anmälts.`
    return { blocks: [{ type: 'paragraph', text }], hasData: false }
  }
  const sentences = [lexMariaSentence(data)]
  if (year.lead.days !== null && year.lead.n >= FEWEST_IN_MEDIAN) {
    sentences.push(
      `Från händelse till anmälan gick det i median ${showDays(year.lead.days)} dagar (${counted(year.lead.n, 'anmälan', 'anmälningar')} med känt händelsedatum).`,
    )
  }
  const decided = decisions(year)
  if (decided > 0) sentences.push(`IVO meddelade ${counted(decided, 'beslut', 'beslut')} under året.`)
  const blocks: Block[] = [{ type: 'paragraph', text: sentences.join(' ') }, mainTable(data)]
  if (year.reported > 0) {
    blocks.push(typeTable(data, year))
    if (data.unit.kind === 'forvaltning' && data.figures.lexMariaUnits.length > 0) {
      blocks.push(unitTable(data, year))
    }
  }
  return { blocks, hasData: true }
}

/** A median of one or two cases is those cases' own: with the day of the anmälan it gives the day of the event. */
export const FEWEST_IN_MEDIAN = 3

export function medianDays(lead: Median): string {
  return lead.n < FEWEST_IN_MEDIAN ? MISSING : showDays(lead.days)
}

function decisions(year: LexMariaYear): number {
  return Object.values(year.decisions).reduce((sum, count) => sum + count, 0)
}

function known(it: LexMariaYear, value: number): string {
  return show(it.coverage === 'saknas' ? null : value)
}

function mainTable(data: AnnualReportData): Table {
  const { lexMaria } = data.figures
  // Object.keys of a constant list: only the type is lost.
  const codes = (Object.keys(IVO_BESLUT) as IvoBeslut[]).filter((code) =>
    lexMaria.some((it) => (it.decisions[code] ?? 0) > 0),
  )
  return yearTable({
    caption: `Lex Maria, ${yearSpan(lexMaria)}`,
    first: 'Uppgift',
    years: lexMaria,
    rows: [
      { label: 'Anmälda händelser', values: lexMaria.map((it) => known(it, it.reported)), total: true },
      {
        label: 'Mediantid från händelse till anmälan, dagar',
        values: lexMaria.map((it) => medianDays(it.lead)),
      },
      {
        label: '– antal anmälningar bakom mediantiden',
        values: lexMaria.map((it) => known(it, it.lead.n)),
      },
      { label: 'IVO:s beslut', values: lexMaria.map((it) => known(it, decisions(it))), total: true },
      ...codes.map((code) => ({
        label: capitalised(IVO_BESLUT[code]),
        values: lexMaria.map((it) => known(it, it.decisions[code] ?? 0)),
      })),
    ],
    note: [
      'Anmälda händelser räknas på den dag anmälan gjordes till IVO, besluten på beslutsdagen; ett beslut kan gälla en anmälan från ett tidigare år.',
      'Mediantiden gäller årets anmälningar och visas inte för färre än tre.',
      ...coverageNote(data, lexMaria, 'uppgifter'),
    ],
  })
}

/** Lex Maria × händelsetyp is a cut where a person could be recognised, in the region as in a förvaltning. */
function typeTable(data: AnnualReportData, year: LexMariaYear): Block {
  const types = data.figures.lexMariaTypes
  const rows = Object.entries(data.figures.words.handelsetyp)
    .map(([code, name]) => ({ code, name, count: types[code] ?? 0 }))
    .filter(({ count }) => count > 0)
  const parts = data.figures.lexMariaTypesOfParts.map((part) => rows.map(({ code }) => part[code] ?? 0))
  return countTable({
    year,
    rows,
    first: 'Händelsetyp',
    by: 'efter händelsetyp',
    mustHide: givenAwayByParts(parts, rows.length),
  })
}

function unitTable(data: AnnualReportData, year: LexMariaYear): Block {
  return countTable({
    year,
    rows: data.figures.lexMariaUnits,
    first: 'Verksamhet',
    by: 'per verksamhet',
    mustHide: new Set(),
  })
}

function countTable(parts: {
  year: LexMariaYear
  rows: readonly { readonly name: string; readonly count: number }[]
  first: string
  by: string
  mustHide: ReadonlySet<number>
}): Block {
  const { rows } = parts
  const shown = maskSmall(
    rows.map(({ count }) => count),
    parts.mustHide,
  )
  if (shown === null) {
    return {
      type: 'paragraph',
      text: `Anmälningarna är för få för att redovisas ${parts.by} utan att någon kan kännas igen.`,
    }
  }
  const note = maskNote(shown)
  const name = (index: number): string => rows[index]?.name ?? ''
  const order = maskedOrder(shown, (a, b) => compareSwedish(name(a), name(b)))
  return {
    type: 'table',
    caption: `Lex Maria ${parts.by}, ${parts.year.year}`,
    columns: [
      { title: parts.first, width: 75 },
      { title: 'Anmälda', align: 'end', width: 25 },
    ],
    rows: [
      ...order.map((index) => [name(index), maskedText(shown[index] ?? 0, formatNumber)]),
      ['Summa', formatNumber(parts.year.reported)],
    ],
    totals: [rows.length],
    ...(note === '' ? {} : { note }),
  }
}
