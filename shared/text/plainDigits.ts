/**
 * Text as a reader sees it: what is invisible is gone, and digits, dashes and spaces of every kind are the plain ones.
 * A number that came from a PDF, a phone or another keyboard is then the same number.
 */
export interface PlainText {
  readonly text: string
  /** Where the character at an index stands in the text that was given; one past the end gives its length. */
  readonly placeOf: (index: number) => number
}

/** Soft hyphen, joiners, zero width, marks of direction, variation selectors, byte order mark. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u
const DASH = /[-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/
const PLUS = /[+\ufe62\uff0b]/
const SPACE = /[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/
const DIGIT = /\p{Nd}/u
/** Everything but what is known to mean itself: such a text is looked through letter by letter. */
const STRANGE = /[^\n -\u007e\u00a1-\u00ac\u00ae-\u024f\u2018-\u201f\u2026]/

export function plainDigits(text: string): PlainText {
  if (!STRANGE.test(text)) return { text, placeOf: (index) => index }
  const places: number[] = []
  let plain = ''
  let place = 0
  for (const character of text) {
    const read = readAs(character)
    for (let index = 0; index < read.length; index++) places.push(place)
    plain += read
    place += character.length
  }
  return { text: plain, placeOf: (index) => places[index] ?? place }
}

function readAs(character: string): string {
  if (character >= '!' && character <= '~') return character
  if (INVISIBLE.test(character)) return ''
  if (SPACE.test(character)) return ' '
  if (DASH.test(character)) return '-'
  if (PLUS.test(character)) return '+'
  return DIGIT.test(character) ? String(digitValue(character)) : character
}

/** Unicode's decimal digits stand in rows of ten from zero to nine; some rows follow directly on each other. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}
