import { cleanCell } from '../cleanCell.ts'
import { dateShape } from './dateShape.ts'
import { isBlank } from './recordCutter.ts'
import type { RawRecord } from './source.ts'

export interface FoundHeading {
  /** The record that holds the headings. */
  readonly record: number
  readonly fields: readonly string[]
  readonly why: string
}

/** So many records are looked at; a title page is shorter. */
const LOOKED_AT = 60

/**
 * The heading row: the first row that is as wide as the table. Rows above it are titles ('Avvikelser 2025', an empty
 * row, when it was printed). Undefined when that row looks like data, for then the file has no headings.
 */
export function findHeading(records: readonly RawRecord[]): FoundHeading | undefined {
  const near = records.slice(0, LOOKED_AT).filter(({ fields }) => !isBlank(fields))
  // In a file of two rows the broken one has no say.
  const usual = mostCommon(
    near.map(({ fields }) => fields.length),
    'first',
  )
  const spread = mostCommon(near.map(({ fields }) => filledIn(fields)))
  const wide = near.filter(({ fields }) => filledIn(fields) > Math.max(1, Math.min(usual, spread) / 2))
  const full = wide.filter(({ fields }) => fields.length >= usual)
  const first = chooseHeading(full.length > 0 ? full : wide, spread)
  if (!first) return undefined
  const above = near.filter(({ record }) => record < first.record).length
  const why =
    first.record === 1
      ? 'Första raden är rubrikrad: den har ett namn för varje kolumn.'
      : above === 0
        ? `Rad ${first.record} är rubrikrad: raderna ovanför är tomma.`
        : `Rad ${first.record} är rubrikrad: raderna ovanför är smalare än tabellen och hoppas över.`
  return { record: first.record, fields: first.fields, why }
}

/** A title page with dates or words side by side is not longer. */
const TITLE_ROWS = 20

function chooseHeading(wide: readonly RawRecord[], spread: number): RawRecord | undefined {
  const [first, ...others] = wide
  if (!first) return undefined
  const plain = looksLikeHeading(first.fields)
  if (plain && filledIn(first.fields) >= spread * 0.8) return first
  // 'Urval: 2025-01-01 till 2025-12-31' above the table: the heading is fuller, and what stands under it is of another
  // kind than its names.
  let fullest = filledIn(first.fields)
  for (const [index, record] of others.slice(0, TITLE_ROWS).entries()) {
    const filled = filledIn(record.fields)
    if (filled > fullest && looksLikeHeading(record.fields) && contrasts(record, others.slice(index + 1)))
      return record
    fullest = Math.max(fullest, filled)
  }
  return plain ? first : undefined
}

/** True when under one of the names stand mostly dates or numbers. */
function contrasts(heading: RawRecord, below: readonly RawRecord[]): boolean {
  return heading.fields.some((name, index) => {
    if (name.trim() === '') return false
    const values = below.map(({ fields }) => cleanCell(fields[index] ?? '')).filter((value) => value !== '')
    const measured = values.filter((value) => NUMBER.test(value) || dateShape(value) !== undefined).length
    return values.length > 0 && measured >= values.length * 0.6
  })
}

const NUMBER = /^[-+]?\d[\d\s.,]*%?$/

/** Names: different from each other, short, and neither dates nor numbers. */
function looksLikeHeading(fields: readonly string[]): boolean {
  const names = fields.map(cleanCell).filter((name) => name !== '')
  if (names.length < 2) return false
  if (names.some((name) => name.length > 300 || dateShape(name) !== undefined)) return false
  // A year may be a heading: '2025'.
  const numbers = names.filter((name) => NUMBER.test(name) && !/^(19|20)\d\d$/.test(name))
  if (numbers.length > names.length * 0.3) return false
  return new Set(names.map((name) => name.toLocaleLowerCase('sv'))).size >= names.length * 0.6
}

function filledIn(fields: readonly string[]): number {
  return fields.reduce((count, field) => count + (field.trim() === '' ? 0 : 1), 0)
}

/** The most common number; of two that are as common, the larger, or the one that came first. */
export function mostCommon(numbers: readonly number[], tie: 'larger' | 'first' = 'larger'): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let best = 0
  for (const [number, count] of counts) {
    const before = counts.get(best) ?? 0
    if (count > before || (count === before && tie === 'larger' && number > best)) best = number
  }
  return best
}

/** A name for each column, each different: empty ones by their place, repeated ones by their number. */
export function columnNames(heading: readonly string[], place: (index: number) => string): string[] {
  const taken = new Set(heading.map((name) => cleanCell(name)))
  const seen = new Set<string>()
  return heading.map((raw, index) => {
    const plain = cleanCell(raw).replaceAll('\n', ' ')
    const name = plain === '' ? place(index) : plain
    if (!seen.has(name) && !(plain === '' && taken.has(name))) {
      seen.add(name)
      return name
    }
    let number = 2
    while (seen.has(`${name} (${number})`) || taken.has(`${name} (${number})`)) number++
    seen.add(`${name} (${number})`)
    return `${name} (${number})`
  })
}
