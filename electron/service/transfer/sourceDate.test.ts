import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIsoDate } from '../../../shared/time/dates.ts'
import { readSourceDate } from './sourceDate.ts'

const TODAY = '2026-11-22'
const day = (text: string) => {
  const read = readSourceDate(text, TODAY)
  return read.kind === 'day' ? read.day : read.kind
}

describe('Datum som exportprogram skriver dem', () => {
  it.each([
    ['2020-02-14', '2020-02-14'],
    ['14/2 2020', '2020-02-14'],
    ['20191213', '2019-12-13'],
    ['11.12.2017', '2017-12-11'],
    ['16 mars 2020', '2020-03-16'],
    ['2023-06-21 14:30', '2023-06-21'],
    ['2021-07-06T14:30:00Z', '2021-07-06'],
    ['17-11-24', '2017-11-24'],
    ['19/12/2023', '2023-12-19'],
    ['03/26/2021', '2021-03-26'],
    ['2025/12/17', '2025-12-17'],
    ['45908', '2025-09-08'],
    ['20.12.2025 kl. 08.15', '2025-12-20'],
  ])('%s är %s', (text, expected) => expect(day(text)).toBe(expected))

  it.each(['2023-02-30', '2024-13-01', '31/4 2022', '00000000', '2023-02-29', '1899-12-31', '2099-01-01'])(
    '%s är inget datum',
    (text) => expect(day(text)).toBe('invalid'),
  )

  it.each(['igår', '5/3', '##########', '03/04/2021'])('%s tolkas inte utan flaggas', (text) =>
    expect(day(text)).toBe('invalid'),
  )

  it('läser månad och år som just det', () => {
    expect(readSourceDate('2021-08', TODAY)).toEqual({ kind: 'month', month: '2021-08' })
    expect(readSourceDate('september 2014', TODAY)).toEqual({ kind: 'month', month: '2014-09' })
    expect(readSourceDate('2018', TODAY)).toEqual({ kind: 'year', year: '2018' })
  })

  it('behåller ord som ord och finner det sista året', () => {
    expect(readSourceDate('våren 2017 till maj 2019', TODAY)).toEqual({ kind: 'words', year: '2019' })
    expect(readSourceDate('2003–2004', TODAY)).toEqual({ kind: 'words', year: '2004' })
    expect(readSourceDate('hösten', TODAY)).toEqual({ kind: 'words', year: null })
  })

  it('ger aldrig en dag som inte finns eller inte har varit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789-/. T:kl'.split('')), maxLength: 18 }),
        (text) => {
          const read = readSourceDate(text, TODAY)
          const given = read.kind === 'day' ? read.day : TODAY
          expect(isIsoDate(given)).toBe(true)
          expect(given <= TODAY && given >= '1900-01-01').toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('läser varje svensk dag rätt i alla entydiga skrivsätt', () => {
    const days = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, (iso) => {
        const [year, month, date] = iso.split('-').map(Number)
        expect(day(iso)).toBe(iso)
        expect(day(iso.replaceAll('-', ''))).toBe(iso)
        expect(day(`${date}/${month} ${year}`)).toBe(iso)
        expect(day(`${date}.${month}.${year}`)).toBe(iso)
      }),
    )
  })
})
