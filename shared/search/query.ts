import { foldedWords, wordsIn } from './words.ts'

/** One thing to look for: a word, words that must stand together, or a number with its signs. */
export interface QueryPiece {
  /** Folded, in order; at least one. */
  readonly words: readonly string[]
  /** Written within quotation marks, or joined by signs (EKG-apparat, AVV-2026-000123): the words follow each other. */
  readonly together: 'quoted' | 'joined' | null
  readonly excluded: boolean
  /** The last word is still being typed. */
  readonly unfinished: boolean
}

const MOST_PIECES = 12
const MOST_WORDS = 12
const QUOTES = '"”“„»«'

/**
 * What a person typed. Quotation marks keep words together, a dash before a word or a quotation leaves out what has it;
 * everything else is words, and nothing can be written wrongly: a mark without its fellow reaches to the end.
 */
export function parseQuery(text: string): QueryPiece[] {
  const pieces: QueryPiece[] = []
  let at = 0
  while (at < text.length && pieces.length < MOST_PIECES) {
    const char = text[at] ?? ''
    if (/\s/u.test(char)) {
      at += 1
      continue
    }
    const excluded = /[-\u2212\u2013]/u.test(char) && !/[\s-]/u.test(text[at + 1] ?? ' ')
    const from = excluded ? at + 1 : at
    const quoted = QUOTES.includes(text[from] ?? ' ')
    const end = quoted ? closing(text, from + 1) : nextSpace(text, from)
    const words = foldedWords(text.slice(quoted ? from + 1 : from, end)).slice(0, MOST_WORDS)
    if (words.length > 0) {
      pieces.push({
        words,
        together: words.length < 2 ? null : quoted ? 'quoted' : 'joined',
        excluded,
        unfinished: end >= text.length && !excluded && /[\p{L}\p{N}\p{M}]$/u.test(text),
      })
    }
    at = quoted ? end + 1 : end
  }
  return pieces
}

/** The words of a query that its hits hold, for showing them. */
export function wantedPieces(text: string): QueryPiece[] {
  return parseQuery(text).filter((piece) => !piece.excluded)
}

/**
 * The number that a piece could be: its groups put together, leading zeros kept. Null when it has no digit, and so is
 * no case's number.
 */
export function numberOf(words: readonly string[]): string | null {
  return words.some((word) => /\p{N}/u.test(word)) ? words.join('') : null
}

function closing(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (QUOTES.includes(text[at] ?? ' ')) return at
  return text.length
}

function nextSpace(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? ''
    if (/\s/u.test(char) || (at > from && QUOTES.includes(char))) return at
  }
  return text.length
}

/** True when there is a word to look for. */
export function hasWords(text: string): boolean {
  return wordsIn(text).length > 0
}
