import { fold } from '../../../shared/text/swedish.ts'

/** Letters, digits and private use begin a word, marks may follow: what FTS5's unicode61 makes tokens of. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu
const MAX_PHRASES = 10

/**
 * What a person typed, as an FTS5 query in which nothing is syntax: each piece between spaces becomes a quoted
 * phrase, all must be found, and the last may be unfinished. Null when there is no word to look for.
 */
export function matchExpression(text: string): string | null {
  const phrases = fold(text)
    .split(/\s+/u)
    // A case number, AVV-2026-000123, is several words to the index: they must stand together.
    .map((piece) => piece.match(WORD) ?? [])
    .filter((words) => words.length > 0)
    .slice(0, MAX_PHRASES)
  const last = phrases.at(-1)?.at(-1)
  if (last === undefined) return null
  const query = phrases.map((words) => `"${words.join(' ')}"`).join(' AND ')
  // One letter begins a tenth of all words; the index helps from two.
  return last.length >= 2 ? `${query} *` : query
}
