import { describe, expect, it } from 'vitest'
import { RESERVNUMMER_FORMATS, reservnummerFormat } from './reservnummer.ts'

/** The examples that the sources themselves give; they belong to nobody. */
describe('a reservnummer', () => {
  it.each([
    ['19810829M071', 'vgr'],
    ['19450829K088', 'vgr'],
    ['19930829X802', 'vgr'],
    ['991981000010', 'stockholm'],
    ['991945000023', 'stockholm'],
    ['991993000032', 'stockholm'],
    ['19810829SU3A', 'varmland'],
    ['19450829SF2B', 'varmland'],
    ['22950606FH20', 'nationellt'],
    ['25780404KHD5', 'nationellt'],
    ['00342145BZ31', 'nationellt'],
    ['00749852BZK0', 'nationellt'],
  ])('%s is known as %s', (number, code) => {
    expect(reservnummerFormat(number)?.code).toBe(code)
  })

  it.each([
    ['the check digit is wrong', '19810829M072'],
    ['the order does not agree with the sex', '19810829M081'],
    ['the day is none', '19810832M071'],
    ['the letter is another', '19810829L071'],
    ['it is a personnummer', '191212121212'],
    ['a national one holds a letter that is never used', '22950606FI20'],
    ['a national one has a century that is not given out', '20950606FH20'],
  ])('is not known when %s', (_, number) => {
    expect(reservnummerFormat(number)).toBeNull()
  })

  it('has its form from somewhere, read on a day', () => {
    for (const { source, asOf } of RESERVNUMMER_FORMATS) {
      expect(source).toMatch(/^https:/)
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })
})
