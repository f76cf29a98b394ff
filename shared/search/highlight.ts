import { placeInCompound } from './compound.ts'
import { wantedPieces, type QueryPiece } from './query.ts'
import { stem as stemOf } from './stem.ts'
import { wordsIn, type Word } from './words.ts'

/** A part of a text, from `start` to before `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * The window does not know the register's words. The text is there because the search found it, so what is long enough is
 * taken for a word; a shorter rest is mostly an ending.
 */
const LIKELY = (form: string) => form.length >= 6
const stems = new Map<string, string>()
const MOST_STEMS = 20_000

/** A page's texts have the same words again and again. */
function stem(word: string): string {
  let known = stems.get(word)
  if (known === undefined) {
    known = stemOf(word)
    if (stems.size >= MOST_STEMS) stems.clear()
    stems.set(word, known)
  }
  return known
}

const MARKS_OR_SOFT = /[\p{M}\u00ad]/u

/**
 * Where what was searched for stands in a text, in order and apart: the word in whatever form, the part of a compound,
 * the beginning of a word that is still being typed. By the same stems and compounds as the search itself.
 */
export function highlight(query: string, text: string): Range[] {
  const pieces = wantedPieces(query)
  if (pieces.length === 0 || text === '') return []
  const words = wordsIn(text)
  const marked: Range[] = []
  for (const piece of pieces) marked.push(...rangesOf(piece, words, text))
  return joinRanges(marked)
}

/** A piece of a text with what was searched for in it, its ranges counted from its own beginning. */
export interface Snippet {
  readonly text: string
  readonly ranges: readonly Range[]
}

/** The stretch of at most `length` characters that holds most of what was searched for; cut between words, with …. */
export function snippet(query: string, text: string, length: number): Snippet {
  const clean = text.replaceAll(/\s+/gu, ' ').trim()
  const all = highlight(query, clean)
  if (clean.length <= length) return { text: clean, ranges: all }
  const start = bestStart(all, length)
  const from = start <= 20 ? 0 : wordStart(clean, Math.max(0, start - 20))
  const to = wordEnd(clean, from, from + length)
  const before = from > 0 ? '… ' : ''
  const after = to < clean.length ? ' …' : ''
  const shift = before.length - from
  return {
    text: before + clean.slice(from, to).trimEnd() + after,
    ranges: all
      .filter((range) => range.start >= from && range.end <= to)
      .map((range) => ({ start: range.start + shift, end: range.end + shift })),
  }
}

function rangesOf(piece: QueryPiece, words: readonly Word[], text: string): Range[] {
  if (piece.together === null) {
    const [wanted = ''] = piece.words
    return words.flatMap((word) => matchOf(word, wanted, piece.unfinished, text) ?? [])
  }
  const wanted = piece.words.map(stem)
  const joined = piece.together === 'joined' ? piece.words.join('') : undefined
  const found: Range[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word) break
    if (joined !== undefined && stem(word.word) === stem(joined)) {
      found.push({ start: word.start, end: word.end })
      continue
    }
    const stretch = words.slice(at, at + wanted.length)
    const last = stretch.at(-1)
    if (!last || stretch.length < wanted.length) continue
    const same = stretch.every(
      (other, n) =>
        stem(other.word) === wanted[n] ||
        (piece.unfinished && n === wanted.length - 1 && other.word.startsWith(piece.words[n] ?? ' ')),
    )
    if (same) found.push({ start: word.start, end: last.end })
  }
  return found
}

function matchOf(word: Word, wanted: string, unfinished: boolean, text: string): Range | undefined {
  const whole = { start: word.start, end: word.end }
  const wantedStem = stem(wanted)
  if (stem(word.word) === wantedStem) return whole
  if (unfinished && wanted.length >= 2 && word.word.startsWith(wanted)) {
    return spread(word, [0, wanted.length], text)
  }
  const place = placeInCompound(word.word, wantedStem, LIKELY)
  return place && spread(word, place, text)
}

/** A place in the folded word as one in the text; the whole word where they are not equally long. */
function spread(word: Word, [from, to]: readonly [number, number], text: string): Range {
  const written = text.slice(word.start, word.end)
  if (written.length !== word.word.length || MARKS_OR_SOFT.test(written)) {
    return { start: word.start, end: word.end }
  }
  return { start: word.start + from, end: word.start + to }
}

function joinRanges(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)
  const joined: Range[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last && range.start <= last.end) {
      if (range.end > last.end) joined[joined.length - 1] = { start: last.start, end: range.end }
    } else joined.push(range)
  }
  return joined
}

/** Of the marked places, the one that is followed by most others within the length. */
function bestStart(ranges: readonly Range[], length: number): number {
  let best = 0
  let most = 0
  for (const { start } of ranges) {
    const count = ranges.filter((other) => other.start >= start && other.end <= start + length - 20).length
    if (count > most) {
      most = count
      best = start
    }
  }
  return best
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space < 0 || space > at + 20 ? at : space + 1
}

function wordEnd(text: string, from: number, at: number): number {
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space > from ? space : at
}
