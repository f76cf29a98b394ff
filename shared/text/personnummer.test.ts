import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsPersonnummer, findPersonnummer, personnummerCheckDigit } from './personnummer.ts'

/** Synthetic numbers in Skatteverket's test series (birth number 980–999): no living person has them. */
const parts = fc.record({
  date: fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2025-12-31T00:00:00Z'),
    noInvalidDate: true,
  }),
  birthNumber: fc.integer({ min: 980, max: 999 }),
  coordination: fc.boolean(),
  long: fc.boolean(),
  separator: fc.constantFrom('', '-', '+', ' ', '\u2013', '\u00a0', ' - '),
})

interface Parts {
  readonly date: Date
  readonly birthNumber: number
  readonly coordination: boolean
  readonly long: boolean
  readonly separator: string
}

function build({ date, birthNumber, coordination, long, separator }: Parts) {
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-')
  const shownDay = coordination ? String(Number(day) + 60) : day
  const nine = `${year.slice(2)}${month}${shownDay}${birthNumber}`
  const serial = `${birthNumber}${personnummerCheckDigit(nine)}`
  // A plus sign on ten digits means a century earlier, which 29 February 2000 does not survive.
  const safe = separator === '+' && !long ? '-' : separator
  return { text: `${long ? year : year.slice(2)}${month}${shownDay}${safe}${serial}`, serial }
}

const prose = fc.stringMatching(/^[A-Za-zÅÄÖåäö .,:;!?]*$/)

describe('personnummer in free text', () => {
  it('are found in every way they are written, and where they stand', () => {
    fc.assert(
      fc.property(parts, prose, prose, (number, before, after) => {
        const { text } = build(number)
        const whole = `${before}${text}${after}`
        expect(findPersonnummer(whole)).toEqual([{ start: before.length, end: before.length + text.length }])
      }),
    )
  })

  it('are found with the birthday written as a date, but a date and a time of day are not taken for one', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('-', '.', '/'), prose, (number, apart, before) => {
        const { text, serial } = build({ ...number, separator: '-' })
        const date = text.slice(0, -5)
        const dated = [date.slice(0, -4), date.slice(-4, -2), date.slice(-2)].join(apart)
        const whole = `${before}${dated}-${serial}`
        expect(findPersonnummer(whole)).toEqual([{ start: before.length, end: whole.length }])
        expect(containsPersonnummer(`${dated} ${serial}`)).toBe(false)
      }),
    )
  })

  it('are not seen when the check digit is wrong', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 9 }), (number, off) => {
        const { text } = build(number)
        const wrong = `${text.slice(0, -1)}${(Number(text.at(-1)) + off) % 10}`
        expect(containsPersonnummer(wrong)).toBe(false)
      }),
    )
  })

  it('are not seen inside a longer row of digits', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('1', '7'), (number, digit) => {
        const { text } = build({ ...number, long: true, separator: '' })
        expect(containsPersonnummer(`${digit}${text}`)).toBe(false)
        expect(containsPersonnummer(`${text}${digit}`)).toBe(false)
      }),
    )
  })

  it('are never seen in text without digits', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(containsPersonnummer(text)).toBe(false)
      }),
    )
  })

  it.each([
    ['a month that is not', '991301'],
    ['a day that is not', '990230'],
    ['29 February in a year without one', '990229'],
  ])('are not seen with %s', (_, six) => {
    const nine = `${six}980`
    expect(containsPersonnummer(`${six}-980${personnummerCheckDigit(nine)}`)).toBe(false)
  })

  it('are not confused with dates, times, diarienummer, case numbers and phone numbers', () => {
    for (const text of [
      'Inkom 2026-03-01 kl. 14.30, RS 2022-01294.',
      'AVV-2026-000123 och LM-2026-0001',
      'Ring 031-343 40 00 eller 010-441 00 00.',
      'HS 172-2015, HSLF-FS 2017:40, SFS 2010:659',
      'Provet togs 20240512 och svarades 20240514.',
    ]) {
      expect(findPersonnummer(text)).toEqual([])
    }
  })

  it('are all found when there are several', () => {
    const one = `900101-980${personnummerCheckDigit('900101980')}`
    const two = `20000229981${personnummerCheckDigit('000229981')}`
    expect(findPersonnummer(`${one}, ${two}`)).toHaveLength(2)
  })
})
