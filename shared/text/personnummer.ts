import { LardomError } from '../rpc/error.ts'

/**
 * Finds personnummer and samordningsnummer in free text (domain.md 1.7). Free text must never hold them:
 * they have a place of their own, apart from search, exports and documents.
 * Reservnummer have no national form or check digit and cannot be told from other numbers.
 */

/** Where in a text a number stands; `end` is the place after its last character. */
export interface PersonnummerHit {
  readonly start: number
  readonly end: number
}

/** Dashes and spaces as people, Word and phones write them. */
const DASH = '[-+\\u2010-\\u2015\\u2212]'
const SPACE = '[ \\t\\u00a0\\u2007\\u2009\\u202f]'
const CANDIDATE = new RegExp(
  `(?<!\\d)(18|19|20)?(\\d{2})(\\d{2})(\\d{2})(${SPACE}?${DASH}${SPACE}?|${SPACE})?(\\d{4})(?!\\d)`,
  'g',
)
/**
 * With the birthday written as a date: 1912-12-12-1212. A dash must follow it, for after a date and a space comes
 * mostly a time of day.
 */
const DATED_CANDIDATE = new RegExp(
  `(?<!\\d)(18|19|20)?(\\d{2})[-./](\\d{2})[-./](\\d{2})(${SPACE}?${DASH}${SPACE}?)(\\d{4})(?!\\d)`,
  'g',
)

/** True when the text holds at least one personnummer or samordningsnummer. */
export function containsPersonnummer(text: string): boolean {
  return findPersonnummer(text).length > 0
}

/** Every number whose date is a real day (or day + 60, samordningsnummer) and whose check digit is right. */
export function findPersonnummer(text: string): PersonnummerHit[] {
  const hits: PersonnummerHit[] = []
  for (const match of [...text.matchAll(CANDIDATE), ...text.matchAll(DATED_CANDIDATE)]) {
    const [whole, century, year = '', month = '', day = '', separator, serial = ''] = match
    // Birth numbers start at 001; 000 is never given out.
    if (serial.startsWith('000')) continue
    if (!isBirthday(centuries(century, separator), year, month, day)) continue
    if (!hasRightCheckDigit(`${year}${month}${day}${serial}`)) continue
    hits.push({ start: match.index, end: match.index + whole.length })
  }
  return hits
}

/**
 * Refuses text that holds a personnummer; what every command does before free text is saved.
 * @throws PERSONNUMMER_IN_TEXT with the field and its Swedish label.
 */
export function refusePersonnummer(text: string, field: string, label: string): void {
  if (containsPersonnummer(text)) throw new LardomError('PERSONNUMMER_IN_TEXT', { label }, { field })
}

/** The check digit of nine digits (Luhn, modulus 10, weights 2 1 2 1 …). */
export function personnummerCheckDigit(nine: string): number {
  return (10 - (luhnSum(nine) % 10)) % 10
}

function hasRightCheckDigit(ten: string): boolean {
  return personnummerCheckDigit(ten.slice(0, 9)) === Number(ten[9])
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const product = Number(digits[index]) * (index % 2 === 0 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  return sum
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
