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

/**
 * What a person typed, as an FTS5 query in which nothing is syntax. Null when there is no word to look for. What it
 * finds stands under "Search" in docs/architecture.md.
 */
export function matchExpression(db: Db, text: string): string | null {
  const pieces = lookedFor(parseQuery(text))
  if (pieces.length === 0) return null
  const vocabulary = vocabularyOf(db)
  const wanted = pieces.filter((piece) => !piece.excluded).map((piece) => groupOf(vocabulary, piece))
  const excluded = pieces.filter((piece) => piece.excluded).map((piece) => groupOf(vocabulary, piece))
  const all = wanted.length === 0 ? quote(EVERY) : wanted.join(' AND ')
  return excluded.length === 0 ? all : `(${all}) NOT (${excluded.join(' OR ')})`
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

/** Any of these is a hit for the piece. */
function groupOf(vocabulary: Vocabulary, piece: QueryPiece): string {
  const ways =
    piece.together === null
      ? wordWays(vocabulary, piece.words[0] ?? '', piece.unfinished)
      : togetherWays(vocabulary, piece)
  return ways.length === 1 ? (ways[0] ?? '') : `(${[...new Set(ways)].join(' OR ')})`
}

function wordWays(vocabulary: Vocabulary, word: string, unfinished: boolean): string[] {
  const ways = [stem(word), ...vocabulary.lateCompounds(word)].map(quote)
  if (/\p{N}/u.test(word)) {
    ways.push(quote(numberMark(word)))
    if (/^0+[1-9]/.test(word)) ways.push(quote(numberMark(word.replace(/^0+/, ''))))
  }
  if (unfinished) ways.push(...beginningWays(vocabulary, word))
  return ways
}

function beginningWays(vocabulary: Vocabulary, letters: string): string[] {
  // One letter begins a tenth of all words: nothing to look for yet.
  if (letters.length < 2) return []
  if (letters.length < BEGINNING) return [`${quote(beginning(letters))} *`]
  if (letters.length === BEGINNING) return [quote(beginning(letters))]
  return [`${quote(letters)} *`, ...vocabulary.stemsBeginning(letters).map(quote)]
}

function togetherWays(vocabulary: Vocabulary, { words, together, unfinished }: QueryPiece): string[] {
  const stems = words.map(stem)
  const complete = unfinished ? stems.slice(0, -1) : stems
  const last = words.at(-1) ?? ''
  const needed = [
    ...complete.map(quote),
    ...complete.slice(1).map((second, n) => quote(pair(complete[n] ?? '', second))),
    ...(unfinished ? [anyOf(wordWays(vocabulary, last, true))] : []),
  ]
  const ways = [`(${needed.join(' AND ')})`]
  if (together === 'joined') {
    const joined = words.join('')
    const number = numberOf(words)
    if (number === null) ways.push(...wordWays(vocabulary, joined, false))
    else ways.push(...numberWays(words, number, unfinished))
  }
  return ways
}

/** A case's number as far as it has been typed. Two digits into it are still too many to look up one by one. */
function numberWays(groups: readonly string[], number: string, unfinished: boolean): string[] {
  const whole = quote(numberMark(number))
  if (!unfinished) return [whole]
  const last = groups.at(-1) ?? ''
  if (last.length < 3) return [whole, quote(numberMark(groups.slice(0, -1).join('')))]
  // The year of a number is a group of its own; every number of a year begins with it.
  return groups.length === 2 && /^\d{4}$/.test(last) ? [whole] : [`${whole} *`]
}

function anyOf(ways: readonly string[]): string {
  return ways.length === 1 ? (ways[0] ?? '') : `(${ways.join(' OR ')})`
}

/** A word is letters, digits and marks, or one of our own signs and such: nothing in it ends a quotation. */
function quote(word: string): string {
  return `"${word}"`
}
