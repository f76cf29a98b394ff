import type { DateOrder } from '../../../../shared/transfer/format.ts'

/** How a cell writes a date: what it proves of the order, 'either' when day and month could change places. */
export type DateShape = 'ymd' | 'dmy' | 'mdy' | 'either'

const TIME = String.raw`(?:[T ,]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(?:18|19|20|21)\d\d([-/.])(\d{1,2})(?:\1(\d{1,2}))?${TIME}$`)
const PACKED = /^(?:19|20)\d\d(\d\d)(\d\d)$/
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})(?:[-/.]| {1,2})(\d{4}|\d{2})${TIME}$`)
const WORDS =
  /^\d{1,2}(?::?e)?[ -](?:jan|feb|mar|apr|ma[jiy]|jun|jul|aug|sep|o[kc]t|nov|dec)\p{L}*\.?[ -]\d{2,4}$/iu

/** Undefined for what is no date at all. Whether the day exists is not asked here. */
export function dateShape(text: string): DateShape | undefined {
  const first = text.charCodeAt(0)
  // All of them begin with a digit; most cells do not.
  if (!(first >= 0x30 && first <= 0x39) || text.length < 6 || text.length > 40) return undefined
  const yearFirst = YEAR_FIRST.exec(text) ?? PACKED.exec(text)
  if (yearFirst) {
    const [month, day] = yearFirst.length === 4 ? [yearFirst[2], yearFirst[3]] : [yearFirst[1], yearFirst[2]]
    return within(month, 12) && (day === undefined || within(day, 31)) ? 'ymd' : undefined
  }
  const last = YEAR_LAST.exec(text)
  if (last) {
    const [, a, separator, b] = last
    if (within(a, 31) && within(b, 12) && Number(a) > 12) return 'dmy'
    if (within(a, 12) && within(b, 31) && Number(b) > 12) return 'mdy'
    if (!within(a, 12) || !within(b, 12)) return undefined
    // Dots, and '3/4 2021', are never American.
    return separator === '.' || /\d \d{4}/.test(text.slice(0, 11)) ? 'dmy' : 'either'
  }
  return WORDS.test(text) ? 'dmy' : undefined
}

function within(digits: string | undefined, most: number): boolean {
  const number = Number(digits)
  return number >= 1 && number <= most
}

/** The order of a column's dates: one day above 12 decides; where two orders contradict each other nothing is decided. */
export function dateOrderOf(counts: Readonly<Record<DateShape, number>>): DateOrder {
  const { ymd, dmy, mdy, either } = counts
  if (ymd >= dmy + mdy + either) return 'ymd'
  // One in fifty against the rest is a slip of the pen, not an order.
  if (dmy > 0 && mdy * 50 <= dmy) return 'dmy'
  if (mdy > 0 && dmy * 50 <= mdy) return 'mdy'
  return 'unclear'
}
