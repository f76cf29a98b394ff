import { fold } from '../text/swedish.ts'

/** A word of a text: folded, and where it stands in the text as written. */
export interface Word {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Letters and digits begin a word; marks and soft hyphens may stand within. Å, ä and ö are letters like the others. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*/gu
/** No Swedish word is longer; what is, is cut, in the index as in the query. */
export const LONGEST_WORD = 48

/** Every word of a text with its place, for highlights. */
export function wordsIn(text: string): Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const [written] = match
    found.push({ word: foldWord(written), start: match.index, end: match.index + written.length })
  }
  return found
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  return (text.match(WORD) ?? []).map(foldWord)
}

/** True when there is nothing but letters (and their marks) in it. */
export function isLetters(word: string): boolean {
  return !/[^\p{L}\p{M}]/u.test(word)
}

function foldWord(written: string): string {
  const folded = fold(written.includes('\u00ad') ? written.replaceAll('\u00ad', '') : written)
  return folded.length <= LONGEST_WORD ? folded : cut(folded)
}

function cut(word: string): string {
  // Never half a letter of those that take two places.
  const last = word.charCodeAt(LONGEST_WORD - 1)
  return word.slice(0, last >= 0xd800 && last < 0xdc00 ? LONGEST_WORD - 1 : LONGEST_WORD)
}
