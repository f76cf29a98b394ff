import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDigits } from './plainDigits.ts'

describe('text as a reader sees it', () => {
  it.each([
    ['full-width', '１９１２', '1912'],
    ['Arabic-Indic', '١٩١٢', '1912'],
    ['Devanagari', '१९१२', '1912'],
    ['mathematical, in rows that follow on each other', '𝟏𝟗𝟙𝟚𝟣𝟤', '191212'],
  ])('has plain digits for %s ones', (_, written, plain) => {
    expect(plainDigits(written).text).toBe(plain)
  })

  it('has plain dashes and spaces, and nothing invisible', () => {
    expect(plainDigits('1\u00ad9\u200b1\u20602\u2013\u00a0\u202f\u22121\ufeff').text).toBe('1912-  -1')
  })

  it('keeps every other letter', () => {
    const letters = fc.stringMatching(/^[a-zåäöéA-ZÅÄÖ ,.:;!?”’…–\n]*$/)
    fc.assert(
      fc.property(letters, (text) => {
        expect(plainDigits(text).text).toBe(text.replaceAll('–', '-'))
      }),
    )
  })

  it('knows where each character stood', () => {
    const piece = fc.constantFrom('1', '９', '𝟏', '\u00ad', 'å', '\u200d', ' ', '–', '👍')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const { text: plain, placeOf } = plainDigits(text)
        for (let index = 0; index < plain.length; index++) {
          const [character = ''] = text.slice(placeOf(index))
          // A pair of halves is one character, and both halves stand where it does.
          expect(plainDigits(character).text).toContain(plain[index])
        }
        expect(placeOf(plain.length)).toBe(text.length)
      }),
    )
  })
})
