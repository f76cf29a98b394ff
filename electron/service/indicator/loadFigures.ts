import { areaOf, type FigureSource } from '../../../shared/indicator/published.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import { openSource } from '../transfer/reading/openSource.ts'

const COLUMNS = [
  'source_url',
  'organisation',
  'year',
  'indicator',
  'definition',
  'numerator',
  'denominator',
  'value',
  'unit',
  'previous_year_value',
  'target',
  'source_type',
  'url_complete',
] as const
type Column = (typeof COLUMNS)[number]

/** Words with which a source says that its figure is not exact; they stand last in the indicator's name. */
const APPROXIMATE = /(?: \(|, )(ungefär|cirka|drygt|närmare|knappt)\)$/

/** The file's rows under its headings. */
export interface FigureRows {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Reads the file of published measures. @throws SOURCE_INVALID when a column is missing or a row is broken. */
export async function readFigures(path: string): Promise<FigureRows> {
  const source = await openSource(path, { format: 'delimited', separator: ',' })
  const header = source.detected.columns.map(({ name }) => name)
  const missing = COLUMNS.find((column) => !header.includes(column))
  if (missing !== undefined) {
    throw new LardomError('SOURCE_INVALID', { file: 'figures.csv', detail: `kolumnen ${missing} saknas` })
  }
  const rows: (readonly string[])[] = []
  for await (const batch of source.batches()) {
    for (const { fields, problem } of batch) {
      if (problem) throw new LardomError('SOURCE_INVALID', { file: 'figures.csv', detail: problem.reason })
      rows.push(fields)
    }
  }
  return { header, rows }
}

/**
 * Stores published measures with their source. Kolada's measures keep their code; other pages' measures get one made
 * from their name, so that figures of unlike origin are never mixed in one series. Returns the number of values.
 */
export function loadFigures(db: Db, { header, rows }: FigureRows): number {
  const places = COLUMNS.map((column) => header.indexOf(column))
  const seen = new Set<string>()
  let values = 0
  for (const fields of rows) {
    const get = (column: Column) => fields[places[COLUMNS.indexOf(column)] ?? -1] ?? ''
    const measure = readMeasure(get('indicator'), get('source_type'))
    const organisation = get('organisation')
    if (areaOf(organisation) === undefined) continue
    const value = Number(get('value'))
    if (get('value') === '' || !Number.isFinite(value)) {
      throw new LardomError('SOURCE_INVALID', { file: 'figures.csv', detail: 'ett värde är inte ett tal' })
    }
    const note = measure.note || (get('url_complete') === 'nej' ? 'källans adress är avkortad' : '')
    // The same figure is quoted by several pages: it is one figure, and the first page is its source.
    const key = JSON.stringify([measure.code, organisation, get('year'), value])
    if (seen.has(key)) continue
    seen.add(key)
    db.run(
      `INSERT INTO indicator (code, name, definition, unit, source) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET definition = CASE definition WHEN '' THEN excluded.definition ELSE definition END`,
      [measure.code, measure.name, definition(get('definition')), get('unit'), measure.source],
    )
    const indicatorId = db.value<number>('SELECT id FROM indicator WHERE code = ?', [measure.code]) ?? null
    db.run(
      `INSERT INTO indicator_value (indicator_id, organisation, period, value, numerator, denominator, target,
         source_url, source_type, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        indicatorId,
        organisation,
        get('year'),
        value,
        numberOrNull(get('numerator')),
        numberOrNull(get('denominator')),
        get('target'),
        get('source_url'),
        get('source_type'),
        note,
      ],
    )
    values++
  }
  return values
}

function readMeasure(
  indicator: string,
  sourceType: string,
): { code: string; name: string; source: FigureSource; note: string } {
  const kolada = /^(.*) \(([NU]\d{5})\)$/.exec(indicator)
  if (kolada && sourceType.startsWith('Kolada')) {
    return { code: kolada[2] ?? '', name: kolada[1] ?? '', source: 'kolada', note: '' }
  }
  const match = APPROXIMATE.exec(indicator)
  const note = match?.[1] ?? ''
  // '(MJG, närmare)' keeps its bracket.
  const name = match ? indicator.slice(0, match.index) + (match[0].startsWith(',') ? ')' : '') : indicator
  return { code: `web:${name.toLocaleLowerCase('sv')}`, name, source: 'webbsida', note }
}

/** Kolada repeats the measure's name before a dash; the part after it is the definition. */
function definition(text: string): string {
  const dash = text.indexOf(' — ')
  return dash === -1 ? text : text.slice(dash + 3)
}

function numberOrNull(text: string): number | null {
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text)
}
