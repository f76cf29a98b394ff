import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAnchor, holdsAnchor, parseAnchor } from './anchor.ts'

const hash = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 32, maxLength: 32 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(''))
const seq = fc.integer({ min: 1, max: 5_000_000 })

function parsed(text: string) {
  const anchor = parseAnchor(text)
  if (typeof anchor === 'string') throw new Error(anchor)
  return anchor
}

describe('an anchor', () => {
  it('is short, in groups of four, and without letters that are mistaken for figures', () => {
    fc.assert(
      fc.property(seq, hash, (row, value) => {
        expect(formatAnchor(row, value)).toMatch(/^\d+:([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
      }),
    )
  })

  it('is held by its own row and by no row with another beginning, however it is typed', () => {
    fc.assert(
      fc.property(seq, hash, hash, (row, own, other) => {
        const text = formatAnchor(row, own)
        for (const typed of [
          text,
          text.toLowerCase(),
          text.replaceAll('-', ' '),
          ` ${text.replaceAll('0', 'o').replaceAll('1', 'l')} `,
        ]) {
          expect(parsed(typed).seq).toBe(row)
          expect(holdsAnchor(parsed(typed), own)).toBe(true)
        }
        expect(holdsAnchor(parsed(text), other)).toBe(own.slice(0, 22) === other.slice(0, 22))
      }),
    )
  })

  it('that is miswritten in one place, or has two neighbours swapped, is told from one that does not hold', () => {
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(seq, hash, fc.nat(), fc.nat(), fc.boolean(), (row, value, where, what, swap) => {
        const text = formatAnchor(row, value)
        const start = text.indexOf(':') + 1
        const places = [...Array(text.length).keys()].filter((at) => at >= start && text[at] !== '-')
        const place = places[where % places.length] ?? start
        const next = text[place + 1] === '-' ? place + 2 : place + 1
        fc.pre(!swap || next < text.length)
        const wrong = swap
          ? replaced(replaced(text, place, text[next] ?? ''), next, text[place] ?? '')
          : replaced(text, place, letters[what % letters.length] ?? '')
        fc.pre(wrong !== text)
        expect(parseAnchor(wrong)).toBe('felskrivet')
      }),
    )
  })

  it.each(['', '12', 'ABCD-EFGH', '0:AAAA-AAAA-AAAA-AAAA-AAAA', 'rad 5', '5:AAAA'])(
    '”%s” is no anchor',
    (text) => {
      expect(parseAnchor(text)).toBe('form')
    },
  )
})

function replaced(text: string, at: number, letter: string): string {
  return at < text.length ? text.slice(0, at) + letter + text.slice(at + 1) : text
}
