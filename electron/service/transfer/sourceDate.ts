import { addDays, isIsoDate } from '../../../shared/time/dates.ts'

/** What a cell that should hold a date says. */
export type SourceDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'day'; readonly day: string; readonly note?: string }
  | { readonly kind: 'month'; readonly month: string }
  | { readonly kind: 'year'; readonly year: string }
  /** Words such as 'våren 2017 till maj 2019'; `year` is the last one named. */
  | { readonly kind: 'words'; readonly year: string | null }
  /** Looks like a date but is none; `reason` is Swedish and quotes nothing. */
  | { readonly kind: 'invalid'; readonly reason: string }

const MONTHS = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
]

/** How a column writes dates whose year comes last, where it is known. */
export type YearLastOrder = 'ymd' | 'dmy' | 'mdy'

/** A time of day after the date: it is dropped, the day stays. */
const CLOCK = /[T ](?:kl\.? ?)?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/i

/** Excel counts days from 1899-12-30; these bounds are 1982–2064. */
const EXCEL_FIRST = 30_000
const EXCEL_LAST = 60_000

/**
 * Reads a date as exports write it. Only what can be read in one way becomes a day; 3/4/2021 is told to be unclear.
 * `today` is the latest day that can have been; care is not documented before 1900.
 */
export function readSourceDate(cell: string, today: string, order?: YearLastOrder): SourceDate {
  const text = cell.trim()
  if (text === '') return { kind: 'empty' }
  const date = text.replace(CLOCK, '').trim()
  return readNumeric(date, today, order) ?? readWords(date, today)
}

/** The time of day that stands after a date, as tt:mm; undefined when there is none, or midnight, which says nothing. */
export function timeAfterDate(cell: string): string | undefined {
  const found = CLOCK.exec(cell.trim())?.[0]
  return found === undefined ? undefined : readClock(found.replace(/^[T ]/, ''), true)
}

/** A time of day as tt:mm: '14:30', '14.30', 'kl 14.30', '1430', '2:30 PM'. */
export function readClock(text: string, midnightSaysNothing = false): string | undefined {
  const found =
    /^(?:kl\.? ?)?(\d{1,2})[:.]?(\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    )
  if (!found) return undefined
  const half = found[3]?.toLowerCase()
  let hour = Number(found[1])
  if (half === 'p' && hour < 12) hour += 12
  if (half === 'a' && hour === 12) hour = 0
  if (hour > 23 || Number(found[2]) > 59) return undefined
  const time = `${String(hour).padStart(2, '0')}:${found[2] ?? ''}`
  return midnightSaysNothing && time === '00:00' ? undefined : time
}

function readNumeric(text: string, today: string, order?: YearLastOrder): SourceDate | undefined {
  if (/^\d{4}$/.test(text)) return plausibleYear(text, today) ? { kind: 'year', year: text } : impossible()
  const month = /^(\d{4})-(\d{2})$/.exec(text)
  if (month) {
    const valid = Number(month[2]) >= 1 && Number(month[2]) <= 12 && plausibleYear(month[1] ?? '', today)
    return valid ? { kind: 'month', month: text } : impossible()
  }
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (yearFirst) return asDay(yearFirst[1], yearFirst[2], yearFirst[3], today)
  const short = /^(\d{2})-(\d{2})-(\d{2})$/.exec(text)
  if (short) {
    const century = `20${short[1]}-${short[2]}-${short[3]}` > today ? '19' : '20'
    return asDay(`${century}${short[1]}`, short[2], short[3], today, 'Året är skrivet med två siffror.')
  }
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})[-/. ]+(\d{4})$/.exec(text)
  if (yearLast) return readYearLast(yearLast, today, order)
  if (/^\d{5}$/.test(text)) {
    const serial = Number(text)
    if (serial < EXCEL_FIRST || serial > EXCEL_LAST) return impossible()
    return plausible(addDays('1899-12-30', serial), today, 'Datumet är ett serienummer ur Excel.')
  }
  if (/^\d{1,2}\/\d{1,2}$/.test(text)) return { kind: 'invalid', reason: 'Året saknas i datumet.' }
  if (/^[#\d/. -]+$/.test(text)) return impossible()
  return undefined
}

/** Day first as in Sweden, unless the second number can only be a day; 3/4 could be either when slashes are used. */
function readYearLast(match: RegExpExecArray, today: string, order?: YearLastOrder): SourceDate {
  const [, first = '', separator, second = '', year = ''] = match
  const [a, b] = [Number(first), Number(second)]
  // Where the column's order is known only one reading is right, also when the other would be a day.
  if (order === 'mdy') return asDay(year, first, second, today)
  if (order === 'dmy') return asDay(year, second, first, today)
  if (b > 12 && a <= 12) {
    return separator === '/'
      ? asDay(year, first, second, today, 'Datumet är skrivet med månaden först.')
      : impossible()
  }
  // '14/2 2020' is Swedish for 14 February; '3/4/2021' may be American.
  const swedish = separator !== '/' || /\s\d{4}$/.test(match[0]) || a > 12 || a === b
  if (!swedish) {
    return { kind: 'invalid', reason: 'Datumet kan läsas på två sätt (dag och månad går att förväxla).' }
  }
  return asDay(year, second, first, today)
}

function readWords(text: string, today: string): SourceDate {
  const written = /^(\d{1,2})(?::?e)? (\p{L}+)\.? (\d{4})$/u.exec(text)
  if (written) {
    const month = monthNumber(written[2] ?? '')
    if (month) return asDay(written[3], String(month), written[1], today)
  }
  const monthYear = /^(\p{L}+) (\d{4})$/u.exec(text)
  if (monthYear) {
    const month = monthNumber(monthYear[1] ?? '')
    if (month && plausibleYear(monthYear[2] ?? '', today)) {
      return { kind: 'month', month: `${monthYear[2]}-${String(month).padStart(2, '0')}` }
    }
  }
  if (/^(igår|idag|i går|i dag|förra veckan)$/i.test(text)) {
    return { kind: 'invalid', reason: 'Datumet är skrivet i förhållande till en okänd dag.' }
  }
  return { kind: 'words', year: lastYear(text, today) }
}

/** The last year that a text names, or null. */
export function lastYear(text: string, today: string): string | null {
  const years = [...text.matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].map((match) => match[1] ?? '')
  return years.findLast((year) => plausibleYear(year, today)) ?? null
}

function monthNumber(word: string): number | undefined {
  const name = word.toLocaleLowerCase('sv')
  const index = MONTHS.findIndex(
    (month) => month === name || (name.length >= 3 && month.slice(0, 3) === name),
  )
  return index === -1 ? undefined : index + 1
}

function asDay(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  today: string,
  note?: string,
): SourceDate {
  const iso = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  return isIsoDate(iso) ? plausible(iso, today, note) : impossible()
}

function plausible(day: string, today: string, note?: string): SourceDate {
  if (day > today) return { kind: 'invalid', reason: 'Datumet ligger i framtiden.' }
  if (day < '1900-01-01') return { kind: 'invalid', reason: 'Datumet är orimligt tidigt.' }
  return note === undefined ? { kind: 'day', day } : { kind: 'day', day, note }
}

function plausibleYear(year: string, today: string): boolean {
  return year >= '1900' && year <= today.slice(0, 4)
}

function impossible(): SourceDate {
  return { kind: 'invalid', reason: 'Datumet finns inte i kalendern.' }
}
