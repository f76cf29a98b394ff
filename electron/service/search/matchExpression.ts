import { BEGINNING, beginning, EVERY, numberMark, pair } from '../../../shared/search/marks.ts'
import { numberOf, parseQuery, type QueryPiece } from '../../../shared/search/query.ts'
import { stem } from '../../../shared/search/stem.ts'
import type { Db } from '../db/database.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** Words that say nothing beside others: fall i trappan is fall and trappan. Within quotation marks they count. */
const SMALL_WORDS = new Set(
  'att av de den det en ett för från har hon han i inte med men om och på sin som så till var vid är'.split(
    ' ',
  ),
)

/** What a search asks of the index: words, beginnings of words, and how they go together. */
export type Wanted =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'beginning'; readonly word: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Wanted[] }
  | { readonly kind: 'without'; readonly from: Wanted; readonly what: Wanted }

/** What a person typed, in which nothing is syntax. Null when there is no word to look for. See "Search" in docs/architecture.md. */
export function wantedBy(db: Db, text: string): Wanted | null {
  const pieces = lookedFor(parseQuery(text))
  if (pieces.length === 0) return null
  const vocabulary = vocabularyOf(db)
  const wanted = pieces.filter((piece) => !piece.excluded).map((piece) => groupOf(vocabulary, piece))
  const excluded = pieces.filter((piece) => piece.excluded).map((piece) => groupOf(vocabulary, piece))
  const from = wanted.length === 0 ? word(EVERY) : allOf(wanted)
  return excluded.length === 0 ? from : { kind: 'without', from, what: anyOf(excluded) }
}

/** The same as a query in FTS5's language. */
export function matchExpression(db: Db, text: string): string | null {
  const wanted = wantedBy(db, text)
  return wanted && written(wanted)
}

/** Every word is letters, digits and marks, or one of our own signs and such: nothing in it ends a quotation. */
export function written(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'word':
      return `"${wanted.word}"`
    case 'beginning':
      return `"${wanted.word}" *`
    case 'all':
      return `(${wanted.of.map(written).join(' AND ')})`
    case 'any':
      return `(${wanted.of.map(written).join(' OR ')})`
    case 'without':
      return `(${written(wanted.from)} NOT ${written(wanted.what)})`
    default:
      return wanted satisfies never
  }
}

/** Without the small words and the single letter that the next word begins with, where there is more to go by. */
export function lookedFor(pieces: readonly QueryPiece[]): QueryPiece[] {
  const telling = pieces.filter(
    (piece) =>
      piece.together !== null ||
      piece.excluded ||
      !(SMALL_WORDS.has(piece.words[0] ?? '') || (piece.unfinished && piece.words[0]?.length === 1)),
  )
  return telling.some((piece) => !piece.excluded) ? telling : [...pieces]
}

const word = (one: string): Wanted => ({ kind: 'word', word: one })
const begins = (letters: string): Wanted => ({ kind: 'beginning', word: letters })

function allOf(of: readonly Wanted[]): Wanted {
  const [only] = of
  return of.length === 1 && only ? only : { kind: 'all', of }
}

function anyOf(of: readonly Wanted[]): Wanted {
  const different = [...new Map(of.map((one) => [written(one), one])).values()]
  const [only] = different
  return different.length === 1 && only ? only : { kind: 'any', of: different }
}

/** Any of these is a hit for the piece. */
function groupOf(vocabulary: Vocabulary, piece: QueryPiece): Wanted {
  return anyOf(
    piece.together === null
      ? wordWays(vocabulary, piece.words[0] ?? '', piece.unfinished)
      : togetherWays(vocabulary, piece),
  )
}

function wordWays(vocabulary: Vocabulary, typed: string, unfinished: boolean): Wanted[] {
  const ways = [stem(typed), ...vocabulary.lateCompounds(typed)].map(word)
  if (/\p{N}/u.test(typed)) {
    ways.push(word(numberMark(typed)))
    if (/^0+[1-9]/.test(typed)) ways.push(word(numberMark(typed.replace(/^0+/, ''))))
  }
  if (unfinished) ways.push(...beginningWays(vocabulary, typed))
  return ways
}

function beginningWays(vocabulary: Vocabulary, letters: string): Wanted[] {
  // One letter begins a tenth of all words: nothing to look for yet.
  if (letters.length < 2) return []
  if (letters.length < BEGINNING) return [begins(beginning(letters))]
  if (letters.length === BEGINNING) return [word(beginning(letters))]
  return [begins(letters), ...vocabulary.stemsBeginning(letters).map(word)]
}

function togetherWays(vocabulary: Vocabulary, { words, together, unfinished }: QueryPiece): Wanted[] {
  const stems = words.map(stem)
  const complete = unfinished ? stems.slice(0, -1) : stems
  const ways = [
    allOf([
      ...complete.map(word),
      ...complete.slice(1).map((second, n) => word(pair(complete[n] ?? '', second))),
      ...(unfinished ? [anyOf(wordWays(vocabulary, words.at(-1) ?? '', true))] : []),
    ]),
  ]
  if (together === 'joined') {
    const number = numberOf(words)
    ways.push(
      ...(number === null
        ? wordWays(vocabulary, words.join(''), false)
        : numberWays(words, number, unfinished)),
    )
  }
  return ways
}

/** A case's number as far as it has been typed. Two digits into it are still too many to look up one by one. */
function numberWays(groups: readonly string[], number: string, unfinished: boolean): Wanted[] {
  const whole = word(numberMark(number))
  if (!unfinished) return [whole]
  const last = groups.at(-1) ?? ''
  if (last.length < 3) return [whole, word(numberMark(groups.slice(0, -1).join('')))]
  // The year of a number is a group of its own; every number of a year begins with it.
  return groups.length === 2 && /^\d{4}$/.test(last) ? [whole] : [begins(numberMark(number))]
}
