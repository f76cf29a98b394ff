import { foldedWords } from './words.ts'

/**
 * Words of the index that are no words of a text: signs that no word begins with, before what they say. The index's
 * tokenizer splits at ASCII signs only, so that each is one word to it.
 */

/** Every case has it: what everything but … is taken from. */
export const EVERY = '¶'

/** The case's title has a word with this stem. */
export const inTitle = (stem: string): string => `«${stem}`

/** The case says it three times or more. */
export const often = (stem: string): string => `»${stem}`

/** A word begins with these letters: what a search for a beginning looks in. */
export const beginning = (letters: string): string => `¤${letters}`
export const BEGINNING = 3

/** A case's number without its signs, or its first groups. */
export const numberMark = (number: string): string => `№${number}`

const PAIRS = 1 << 18

/**
 * Two words after each other, as one of a quarter million marks: few enough to be kept for every pair, and so many that
 * a case with both words apart and another pair of the same mark is one in some thousands.
 */
export function pair(first: string, second: string): string {
  let hash = 0x811c9dc5
  const text = `${first} ${second}`
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash ^= hash >>> 15
  return `§${((hash >>> 0) % PAIRS).toString(36)}`
}

/**
 * How a case's own number is found: whole (AVV-2026-000123), by its first groups (AVV-2026), by its last without the
 * zeros before (123).
 */
export function marksOfNumber(number: string): string[] {
  const groups = foldedWords(number)
  const last = groups.at(-1) ?? ''
  const heads = groups.slice(1).map((_, n) => groups.slice(0, n + 1).join(''))
  const tail = /^0*[1-9]\d{0,11}$/.test(last) && groups.length > 1 ? [last.replace(/^0+/, '')] : []
  return [...new Set([groups.join(''), ...heads, ...tail])].filter((mark) => mark !== '').map(numberMark)
}
