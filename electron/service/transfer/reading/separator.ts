import { QUOTES, SEPARATORS, type Quote, type Separator } from '../../../../shared/transfer/format.ts'
import type { FoundEncoding } from './encoding.ts'
import { mostCommon } from './heading.ts'
import { isBlank, RecordCutter } from './recordCutter.ts'
import type { RawRecord } from './source.ts'

export interface FoundSeparator {
  readonly separator: Separator
  readonly quote: Quote
  /** The first records, cut so. */
  readonly records: readonly RawRecord[]
  /** Share of them that are as wide as most are. */
  readonly even: number
  /** The usual number of fields. */
  readonly width: number
}

const LOOKED_AT = 300

/** The separator and quote with which the first records come out as a table: as wide as possible, as even as possible. */
export function findSeparator(
  head: Buffer,
  whole: boolean,
  found: FoundEncoding,
  wish: { separator?: Separator | undefined; quote?: Quote | undefined },
): FoundSeparator {
  let best: FoundSeparator | undefined
  let bestScore = -1
  for (const quote of wish.quote === undefined ? likelyQuotes(head) : [wish.quote]) {
    for (const separator of wish.separator === undefined ? SEPARATORS : [wish.separator]) {
      const candidate = cutWith(head, whole, found, separator, quote)
      // One column is no table, however even it is.
      const wide = candidate.width < 2 ? 0 : Math.sqrt(Math.min(candidate.width, 60))
      const score = candidate.even ** 2 * wide
      if (score > bestScore) {
        best = candidate
        bestScore = score
      }
    }
  }
  if (!best) throw new Error('findSeparator: no candidate')
  return best
}

function cutWith(
  head: Buffer,
  whole: boolean,
  found: FoundEncoding,
  separator: Separator,
  quote: Quote,
): FoundSeparator {
  const cutter = new RecordCutter({ encoding: found.encoding, separator, quote, crLines: found.crLines })
  let records = cutter.push(head, whole)
  // A single record that is larger than what was looked at: better half of it than nothing.
  if (records.length === 0 && !whole) records = cutter.push(Buffer.alloc(0), true)
  records = records.slice(0, LOOKED_AT)
  const full = records.filter(({ fields }) => !isBlank(fields))
  // A line without any separator may be the rest of a text whose quote is broken: it has no say.
  const width = mostCommon(full.map(({ fields }) => fields.length).filter((length) => length > 1)) || 1
  // A row with loose quotes is a sign that this is not how it was written.
  const even = full.reduce(
    (sum, { fields, notes, problem }) =>
      fields.length === width && problem === undefined ? sum + (notes.length > 0 ? 0.5 : 1) : sum,
    0,
  )
  return { separator, quote, records, width, even: full.length === 0 ? 0 : even / full.length }
}

/** Single quotes only where there is no double quote at all and they stand at the edges of fields. */
function likelyQuotes(head: Buffer): readonly Quote[] {
  const text = head.toString('latin1')
  if (text.includes('"') || !/(?:^|[;,\t|\r\n])'[^'\r\n]*'(?:[;,\t|\r\n]|$)/.test(text))
    return QUOTES.slice(0, 1)
  return QUOTES.slice(0, 2)
}

export const SEPARATOR_NAMES: Readonly<Record<Separator, string>> = {
  ';': 'semikolon',
  ',': 'komma',
  '\t': 'tabb',
  '|': 'lodstreck (|)',
}

export const QUOTE_NAMES: Readonly<Record<Quote, string>> = {
  '"': 'citattecken (")',
  "'": "apostrofer (')",
  '': 'inga citattecken',
}
