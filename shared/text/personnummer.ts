import { LardomError } from '../rpc/error.ts'
import { luhnCheckDigit } from './luhn.ts'
import { plainDigits } from './plainDigits.ts'
import { isVgrReservnummer } from './reservnummer.ts'

/**
 * Finds personnummer, samordningsnummer and VGR's reservnummer in free text (domain.md 1.7). Free text must never hold
 * them: they have a place of their own, apart from search, exports and documents. The same function warns while one
 * types and refuses what is saved. Other reservnummer have no check digit that can be counted here, and cannot be told
 * from other numbers.
 */

/** Where in a text a number stands; `end` is the place after its last character. */
export interface PersonnummerHit {
  readonly start: number
  readonly end: number
}

/** On plain text; see plainDigits. After a dash the line may have been broken. */
const CANDIDATE = /(?<!\d)(18|19|20)?(\d\d)(\d\d)(\d\d)( {0,2}[-+]\s{0,3}| {1,2})?(\d{4})(?!\d|-\d\d-\d\d)/g
/**
 * With the birthday written as a date: 1912-12-12-1212. A dash must follow it, for after a date and a space comes
 * mostly a time of day. Nor may another day follow: then it is a span of days.
 */
const DATED_CANDIDATE =
  /(?<!\d)(18|19|20)?(\d\d)([-./ ])(\d\d)\3(\d\d)( {0,2}[-+]\s{0,3})(\d{4})(?!\d|[-./ ]\d\d[-./ ]\d\d)/g
const RESERVNUMMER_CANDIDATE = /(?<!\d)((?:18|19|20)\d{6})(?: {0,2}-\s{0,3}| )?([KMX]\d{3})(?![\p{L}\d])/giu

/** No number, with all its signs and spaces, is written longer: so much more is looked at where a text is cut. */
export const LONGEST_NUMBER = 40

/** An HSA-id ends in anything its owner likes; one that begins with a letter is not a person's number. */
const WITHIN_HSA_ID = /SE\d{10}-[A-Z][A-Z0-9]{0,30}$/i
/** Ten digits from 0 after one of these words are a telephone's. */
const AFTER_PHONE_WORD =
  /(?<!\p{L})(?:tel|tfn|mobil|ring|nås|sms|växel|fax|jour(?!nal)|sökare)\p{L}*[ .:(]{0,3}(?:(?:nummer|nr|på|till|via)[ .:]{0,3})?$/iu

/** True when the text holds at least one personnummer, samordningsnummer or VGR reservnummer. */
export function containsPersonnummer(text: string): boolean {
  return findPersonnummer(text).length > 0
}

/** Every number whose date is a real day (or day + 60, samordningsnummer) and whose check digit is right, in order. */
export function findPersonnummer(text: string): PersonnummerHit[] {
  if (!/\p{Nd}/u.test(text)) return []
  const plain = plainDigits(text)
  const hits: PersonnummerHit[] = []
  const add = (index: number, length: number) => {
    const last = plain.placeOf(index + length - 1)
    hits.push({ start: plain.placeOf(index), end: last + widthAt(text, last) })
  }

  for (const match of plain.text.matchAll(CANDIDATE)) {
    const [whole, century, year = '', month = '', day = '', separator, serial = ''] = match
    if (!isNumber(century, year, month, day, separator, serial)) continue
    if (isSomethingElse(plain.text.slice(Math.max(0, match.index - 50), match.index), whole)) continue
    add(match.index, whole.length)
  }
  for (const match of plain.text.matchAll(DATED_CANDIDATE)) {
    const [whole, century, year = '', , month = '', day = '', separator, serial = ''] = match
    if (isNumber(century, year, month, day, separator, serial)) add(match.index, whole.length)
  }
  for (const match of plain.text.matchAll(RESERVNUMMER_CANDIDATE)) {
    const [whole, birthday = '', rest = ''] = match
    if (isVgrReservnummer(`${birthday}${rest.toUpperCase()}`)) add(match.index, whole.length)
  }
  return hits.sort((a, b) => a.start - b.start)
}

/** The text with a mask in the place of every number it holds: for what leaves the workspace. */
export function maskPersonnummer(text: string, mask = '[personnummer borttaget]'): string {
  let masked = ''
  let from = 0
  for (const hit of findPersonnummer(text)) {
    if (hit.start < from) continue
    masked += text.slice(from, hit.start) + mask
    from = hit.end
  }
  return masked + text.slice(from)
}

/**
 * Refuses text that holds a personnummer; what every command does before free text is saved.
 * @throws PERSONNUMMER_IN_TEXT with the field and its Swedish label.
 */
export function refusePersonnummer(text: string, field: string, label: string): void {
  if (containsPersonnummer(text)) throw new LardomError('PERSONNUMMER_IN_TEXT', { label }, { field })
}

/** Ten digits from 0 with nothing between: a telephone's as well as that of somebody born in a year of 00 to 09. */
export function looksLikeBareNumber(candidate: string): boolean {
  return /^0\d{9}$/.test(candidate)
}

/** The check digit of nine digits. */
export function personnummerCheckDigit(nine: string): number {
  return luhnCheckDigit(nine)
}

function isNumber(
  century: string | undefined,
  year: string,
  month: string,
  day: string,
  separator: string | undefined,
  serial: string,
): boolean {
  // Birth numbers start at 001; 000 is never given out.
  if (serial.startsWith('000')) return false
  if (!isBirthday(centuries(century, separator), year, month, day)) return false
  return luhnCheckDigit(`${year}${month}${day}${serial.slice(0, 3)}`) === Number(serial[3])
}

function isSomethingElse(before: string, candidate: string): boolean {
  if (WITHIN_HSA_ID.test(before)) return true
  return looksLikeBareNumber(candidate) && AFTER_PHONE_WORD.test(before)
}

/** Ten digits leave the century open; a plus sign says the person has turned 100. */
function centuries(stated: string | undefined, separator: string | undefined): readonly number[] {
  if (stated !== undefined) return [Number(stated)]
  return separator?.includes('+') ? [18, 19] : [19, 20]
}

function isBirthday(possible: readonly number[], year: string, month: string, day: string): boolean {
  const dayNumber = Number(day) > 60 ? Number(day) - 60 : Number(day)
  return possible.some((century) => {
    const fullYear = century * 100 + Number(year)
    const date = new Date(Date.UTC(fullYear, Number(month) - 1, dayNumber))
    return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === dayNumber
  })
}

/** A digit beyond the basic plane takes two places. */
function widthAt(text: string, place: number): number {
  return (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1
}
