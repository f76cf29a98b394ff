import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { luhnCheckDigit } from '../text/luhn.ts'
import {
  ageOn,
  contradictions,
  formatIdentity,
  maskIdentity,
  mentions,
  parseIdentity,
  type Identity,
} from './identity.ts'

const TODAY = '2026-11-22'

/**
 * Made here from the algorithm, with the birth numbers 980–999 of Skatteverket's testpersonnummer: no living person has
 * them. Written out are only Skatteverket's 19121212-1212 and the example of SKV 707.
 */
const born = fc
  .date({ min: new Date('1870-01-01T00:00:00Z'), max: new Date('2026-11-22T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const numbers = fc.record({
  birthDate: born,
  birthNumber: fc.integer({ min: 980, max: 999 }),
  coordination: fc.boolean(),
})

interface Parts {
  readonly birthDate: string
  readonly birthNumber: number
  readonly coordination: boolean
}

/** Eight digits for the day, four for the rest. */
function build({ birthDate, birthNumber, coordination }: Parts): readonly [string, string] {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const eight = `${year}${month}${coordination ? Number(day) + 60 : day}`
  return [eight, `${birthNumber}${luhnCheckDigit(`${eight.slice(2)}${birthNumber}`)}`]
}

function read(text: string): Identity {
  const parsed = parseIdentity(text, TODAY)
  if (parsed.problem !== undefined) throw new Error(parsed.problem)
  return parsed.identity
}
const problemOf = (text: string) => parseIdentity(text, TODAY).problem
const warningsOf = (text: string) => {
  const parsed = parseIdentity(text, TODAY)
  return parsed.problem === undefined ? parsed.warnings : [parsed.problem]
}

describe('a personnummer or samordningsnummer', () => {
  it('is read with its century, however it is written', () => {
    const separators = fc.constantFrom('', '-', '+', ' ', '\u2013', ' - ', '\u00a0', '\u00ad', '\u200b-')
    fc.assert(
      fc.property(numbers, separators, (parts, separator) => {
        const [eight, four] = build(parts)
        expect(read(`${eight}${separator}${four}`)).toEqual({
          kind: parts.coordination ? 'samordningsnummer' : 'personnummer',
          number: `${eight}${four}`,
          birthDate: parts.birthDate,
        })
      }),
    )
  })

  it('without century is under a hundred with a dash, and over with a plus, from the year one turns 100', () => {
    fc.assert(
      fc.property(numbers, (parts) => {
        const turns = Number(TODAY.slice(0, 4)) - Number(parts.birthDate.slice(0, 4))
        fc.pre(turns < 200)
        const [eight, four] = build(parts)
        const sign = turns >= 100 ? '+' : '-'
        expect(read(`${eight.slice(2)}${sign}${four}`)).toMatchObject({ birthDate: parts.birthDate })
      }),
    )
  })

  it("is Skatteverket's own test number", () => {
    expect(read('19121212-1212')).toEqual({
      kind: 'personnummer',
      number: '191212121212',
      birthDate: '1912-12-12',
    })
    expect(read('121212+1212')).toMatchObject({ birthDate: '1912-12-12' })
    expect(read('1912-12-12-1212')).toMatchObject({ birthDate: '1912-12-12' })
    expect(read('１９１２１２１２ー１２１２'.replace('ー', '－'))).toMatchObject({ number: '191212121212' })
  })

  it("is SKV 707's own example of a samordningsnummer", () => {
    expect(read('701063-2391')).toEqual({
      kind: 'samordningsnummer',
      number: '197010632391',
      birthDate: '1970-10-03',
    })
  })

  it('is refused when any one digit is another', () => {
    fc.assert(
      fc.property(numbers, fc.nat(11), fc.integer({ min: 1, max: 9 }), (parts, place, off) => {
        const twelve = build(parts).join('')
        // The century is no part of the check digit, so it is only held against the day.
        fc.pre(place >= 2)
        const wrong =
          twelve.slice(0, place) + String((Number(twelve[place]) + off) % 10) + twelve.slice(place + 1)
        expect(problemOf(wrong)).toBeDefined()
      }),
    )
  })

  it('is refused when two neighbours have changed places, but for 0 and 9', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 10 }), (parts, place) => {
        const twelve = build(parts).join('')
        const [first, second] = [twelve.charAt(place), twelve.charAt(place + 1)]
        // Luhn cannot tell 09 from 90.
        fc.pre(first !== second && !['09', '90'].includes(first + second))
        expect(problemOf(twelve.slice(0, place) + second + first + twelve.slice(place + 2))).toBeDefined()
      }),
    )
  })

  it('is never one of a day to come', () => {
    const later = fc
      .date({
        min: new Date('2026-11-23T00:00:00Z'),
        max: new Date('2099-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(later, fc.integer({ min: 980, max: 999 }), (birthDate, birthNumber) => {
        const twelve = build({ birthDate, birthNumber, coordination: false }).join('')
        expect(problemOf(twelve)).toBe('Datumet i numret ligger i framtiden.')
      }),
    )
  })

  it.each([
    ['nothing', ' ', 'Skriv numret.'],
    ['a day that is none', '19990230-9802', 'Datumet i numret finns inte. Kontrollera år, månad och dag.'],
    ['29 February in a year without one', '19000229-9802', 'Datumet i numret finns inte.'],
    ['the day after 91', '19701092-2391', 'Datumet i numret finns inte.'],
    ['birth number 000', `19900101-000${luhnCheckDigit('900101000')}`, 'Kontrollsiffran stämmer inte'],
    ['this year, later, with a dash', `261231-980${luhnCheckDigit('261231980')}`, 'plustecken'],
    ['too few digits', '1912-1212', 'Skriv ÅÅÅÅMMDD-NNNN'],
    ['a name', 'Anna Andersson', 'Skriv ÅÅÅÅMMDD-NNNN'],
  ])('says what is wrong with %s', (_, written, problem) => {
    expect(problemOf(written)).toContain(problem)
  })

  it('says what is wrong without repeating a digit of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z+ -]{0,3}\d{6}[0-9A-Z+ -]{0,10}$/), (written) => {
        const compact = written.replace(/\D/g, '')
        expect(warningsOf(written).join(' ').replace(/\D/g, '')).not.toContain(compact)
      }),
    )
  })

  it('is asked about when the person would be very old, or may be a hundred years older', () => {
    expect(warningsOf('19121212-1212')).toEqual(['Personen skulle vara 113 år. Stämmer årtalet?'])
    const bare = `200101980${luhnCheckDigit('200101980')}`
    expect(warningsOf(bare)).toEqual(['Läses som född 2020. Skriv hela årtalet om det är 1920.'])
    expect(warningsOf(`20${bare}`)).toEqual([])
    expect(warningsOf(`${bare.slice(0, 6)}-${bare.slice(6)}`)).toEqual([])
  })
})

describe('a reservnummer', () => {
  it.each(['19810829M071', '19810829-m071', ' 19810829 M071 ', '22950606-FH20', '991981000010'])(
    '%s is read',
    (written) => {
      expect(read(written)).toMatchObject({ kind: 'reservnummer' })
      expect(warningsOf(written)).toEqual([])
    },
  )

  it("of VGR's tells the birthday", () => {
    expect(read('19810829-M071').birthDate).toBe('1981-08-29')
  })

  it('of another form is taken, but asked about', () => {
    expect(read('19810829-T12B')).toMatchObject({ kind: 'reservnummer', birthDate: null })
    expect(warningsOf('19121212-121O')[0]).toContain('O i stället för noll')
    expect(warningsOf('19810829M072')).toHaveLength(1)
  })

  it('is never made of digits alone, but for the 99 of Stockholm', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,16}$/), (digits) => {
        fc.pre(!digits.startsWith('99'))
        const parsed = parseIdentity(digits, TODAY)
        expect(parsed.problem === undefined ? parsed.identity.kind : '').not.toBe('reservnummer')
      }),
    )
  })
})

describe('a number on screen', () => {
  it('is masked to its birthday, and whole only when asked for', () => {
    expect(maskIdentity(read('121212+1212'))).toBe('19121212-****')
    expect(formatIdentity(read('121212+1212'))).toBe('19121212-1212')
    expect(maskIdentity(read('19810829M071'))).toBe('19810829-****')
    expect(maskIdentity({ number: 'SU123456' })).toBe('SU12****')
  })

  it('never shows its last four when masked', () => {
    fc.assert(
      fc.property(numbers, (parts) => {
        const [, four] = build(parts)
        expect(maskIdentity(read(build(parts).join(''))).slice(8)).not.toContain(four)
      }),
    )
  })
})

describe('the number and the case', () => {
  const person = () => read('19121212-1212')

  it('agree within a year of the age that was reported', () => {
    const at = (patientAge: number | null, eventDate: string | null = '2000-01-10') =>
      contradictions(person(), { eventDate, patientAge }, TODAY)
    expect(at(87)).toEqual([])
    expect(at(86)).toEqual([])
    expect(at(88)).toEqual([])
    expect(at(null)).toEqual([])
    expect(at(45)).toEqual(['Enligt händelsen var patienten 45 år, enligt numret 87. Är det rätt patient?'])
    expect(at(45, '1912-12-11')).toEqual([
      'Personen är född efter händelsen 11 december 1912. Är det rätt patient?',
    ])
  })

  it('count whole years', () => {
    expect(ageOn('1980-02-29', '2025-02-27')).toBe(44)
    expect(ageOn('1980-02-29', '2025-02-28')).toBe(45)
    expect(ageOn('2026-11-22', '2026-11-22')).toBe(0)
  })

  it('find the very number in a reason, however it is divided', () => {
    const reserv = read('19810829M071')
    for (const text of ['Rnr 19810829-M071.', '810829 m071', '1981 08 29 M071']) {
      expect(mentions(text, reserv)).toBe(true)
    }
    expect(mentions('Journalen beställs.', reserv)).toBe(false)
  })
})
