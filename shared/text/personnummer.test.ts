import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  containsPersonnummer,
  findPersonnummer,
  maskPersonnummer,
  personnummerCheckDigit,
} from './personnummer.ts'

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

describe('what leaves the workspace', () => {
  it('has a mask in the place of every number, and every other letter as it was', () => {
    expect(maskPersonnummer('Patienten 19121212-1212, åter 121212-1212.')).toBe(
      'Patienten [personnummer borttaget], åter [personnummer borttaget].',
    )
    expect(maskPersonnummer('Ingen nämns här, tel 031-123 45 67.')).toBe(
      'Ingen nämns här, tel 031-123 45 67.',
    )
    fc.assert(
      fc.property(fc.string(), (text) => !containsPersonnummer(maskPersonnummer(`${text} 19121212-1212`))),
    )
  })
})

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

  it('are found when they are split, hidden or in the digits of another keyboard', () => {
    const disguises: Readonly<Record<string, (text: string) => string>> = {
      'split by soft hyphens': (text) => text.split('').join('\u00ad'),
      'split by zero width spaces': (text) => text.replace('-', '\u200b-\u200b'),
      'with a byte order mark within': (text) => `${text.slice(0, 4)}\ufeff${text.slice(4)}`,
      'in full-width digits': (text) => text.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
      'in Arabic-Indic digits': (text) => text.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))),
      'in mathematical digits': (text) =>
        text.replace(/\d/g, (d) => String.fromCodePoint(0x1d7ce + Number(d))),
      'with a non-breaking hyphen': (text) => text.replace('-', '\u2011'),
      'with an em dash between spaces': (text) => text.replace('-', ' \u2014 '),
      'with a full-width dash': (text) => text.replace('-', '\uff0d'),
      'with two spaces': (text) => text.replace('-', '  '),
      'with a narrow non-breaking space': (text) => text.replace('-', '\u202f'),
      'broken over two lines after the dash': (text) => text.replace('-', '-\n'),
      'with a tab': (text) => text.replace('-', '\t'),
    }
    fc.assert(
      fc.property(parts, fc.constantFrom(...Object.keys(disguises)), prose, (number, disguise, before) => {
        const { text } = build({ ...number, separator: '-' })
        const hidden = disguises[disguise]?.(text) ?? ''
        const [hit] = findPersonnummer(`${before}${hidden} och mer.`)
        expect(hit).toEqual({ start: before.length, end: before.length + hidden.length })
      }),
    )
  })

  it('are found with the birthday in groups, when a dash comes before the last four', () => {
    fc.assert(
      fc.property(parts, (number) => {
        const { text, serial } = build({ ...number, separator: '-' })
        const date = text.slice(0, -5)
        const spaced = `${date.slice(0, -4)} ${date.slice(-4, -2)} ${date.slice(-2)}-${serial}`
        expect(containsPersonnummer(spaced)).toBe(true)
      }),
    )
  })

  it("are found as VGR's reservnummer too", () => {
    // The examples of Inera's description: they belong to nobody.
    for (const number of ['19810829M071', '19450829-K088', '19930829 X802', '19930829x802']) {
      expect(findPersonnummer(`Pat ${number}.`)).toEqual([{ start: 4, end: 4 + number.length }])
    }
    expect(containsPersonnummer('Artikel 19810829M072 och 20240512K123')).toBe(false)
  })

  const digit = fc.integer({ min: 0, max: 9 })
  const digits = (length: number) =>
    fc.array(digit, { minLength: length, maxLength: length }).map((it) => it.join(''))
  const year = fc.integer({ min: 2000, max: 2030 })
  const day = fc
    .date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2030-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString())

  it.each<[string, fc.Arbitrary<string>]>([
    [
      'a mobile number',
      fc
        .tuple(fc.constantFrom('0', '2', '3', '6', '9'), digits(7))
        .map(([a, b]) => `07${a}-${b.slice(0, 3)} ${b.slice(3, 5)} ${b.slice(5)}`),
    ],
    [
      'a mobile number written otherwise',
      fc.tuple(digit, digits(6)).map(([a, b]) => `070${a}-${b.slice(0, 2)} ${b.slice(2, 4)} ${b.slice(4)}`),
    ],
    ['a number abroad', digits(9).map((it) => `+46${it}`)],
    [
      'a number abroad, spaced',
      digits(9).map((it) => `+46 ${it.slice(0, 2)} ${it.slice(2, 5)} ${it.slice(5, 7)} ${it.slice(7)}`),
    ],
    [
      'a number in a row, said to be a telephone',
      digits(9).map((it) => `Tel: 0${it}, mobil 0${it}, ring 0${it}, telefonnummer 0${it}`),
    ],
    ['a number to Göteborg', digits(7).map((it) => `031-${it.slice(0, 3)} ${it.slice(3, 5)} ${it.slice(5)}`)],
    ['a day', day.map((it) => it.slice(0, 10))],
    [
      'a day and a time',
      day.map((it) => `${it.slice(0, 10)} ${it.slice(11, 16)}, ${it.slice(0, 10)} kl. ${it.slice(11, 16)}`),
    ],
    [
      'a day and a time without colon',
      day.map((it) => `${it.slice(0, 10)} ${it.slice(11, 13)}${it.slice(14, 16)}`),
    ],
    ['two days', fc.tuple(day, day).map(([a, b]) => `${a.slice(0, 10)}–${b.slice(0, 10)}`)],
    [
      'two compact days',
      fc.tuple(day, day).map(([a, b]) => [a, b].map((it) => it.slice(0, 10).replaceAll('-', '')).join('-')),
    ],
    ['years', fc.tuple(year, year).map(([a, b]) => `${a}-${b}, ${a}–${b}, ${a} ${b}`)],
    [
      'a diarienummer',
      fc
        .tuple(year, digits(5))
        .map(([a, b]) => `SU ${a}-${b}, RS ${a}-${b}, 3.1.1-${b}/${a}, HSN ${a}-0${b}`),
    ],
    [
      'a case number',
      fc
        .tuple(year, digits(6))
        .map(
          ([a, b]) => `AVV-${a}-${b}, HA-${a}-${b.slice(2)}, LM-${a}-${b.slice(2)}, ATG-${a}-${b.slice(2)}`,
        ),
    ],
    [
      'an HSA-id',
      fc.tuple(digits(12), fc.constantFrom('E', 'P', 'F', 'A')).map(([a, b]) => `SE2321000131-${b}${a}`),
    ],
    ['a short HSA-id', digits(10).map((it) => `SE2321000131-E${it}`)],
    [
      'an organisationsnummer',
      fc.tuple(fc.constantFrom('232100', '556012', '202100'), digits(4)).map(([a, b]) => `${a}-${b}`),
    ],
    ['an id of Kolada', digits(5).map((it) => `N${it}, U${it}, N${it}_2024`)],
    [
      'an amount',
      digits(10).map((it) => `${it.slice(0, 1)} ${it.slice(1, 4)} ${it.slice(4, 7)} ${it.slice(7)} kr`),
    ],
    [
      'a law',
      fc
        .tuple(year, digits(4))
        .map(([a, b]) => `SFS ${a}:${b}, HSLF-FS ${a}:${b.slice(2)}, prop. ${a}/22:${b.slice(1)}`),
    ],
    ['a postcode and a box', digits(5).map((it) => `Box ${it}, ${it.slice(0, 3)} ${it.slice(3)} Göteborg`)],
    ['an ISBN', digits(9).map((it) => `978-91-${it.slice(0, 4)}-${it.slice(4, 7)}-${it.slice(8)}`)],
  ])('are not seen in %s', (_, written) => {
    fc.assert(
      fc.property(written, prose, (text, before) => {
        expect(findPersonnummer(`${before} ${text}.`)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('are seen after words that only look like those of a telephone', () => {
    const number = `070101980${personnummerCheckDigit('070101980')}`
    for (const before of ['Journal', 'Remittering', 'Ringde patienten', 'Telefon till', 'Personnummer']) {
      const seen = !before.startsWith('Telefon')
      expect({ before, seen: containsPersonnummer(`${before} ${number}`) }).toEqual({ before, seen })
    }
    // Said to be a telephone, but written as nobody writes one.
    expect(containsPersonnummer(`Tel 070101-980${personnummerCheckDigit('070101980')}`)).toBe(true)
  })

  it('are found in the order they stand, however each is written', () => {
    const text = 'Först 1912-12-12-1212, sedan 19121212-1212.'
    expect(findPersonnummer(text).map(({ start }) => start)).toEqual([6, 29])
    expect(maskPersonnummer(text, '#')).toBe('Först #, sedan #.')
  })

  it('are all found when there are several', () => {
    const one = `900101-980${personnummerCheckDigit('900101980')}`
    const two = `20000229981${personnummerCheckDigit('000229981')}`
    expect(findPersonnummer(`${one}, ${two}`)).toHaveLength(2)
  })
})
