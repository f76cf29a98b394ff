/** Days as whole numbers that follow each other like their ISO text does; 31 to a month, so that a month divides out. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const PER_MONTH = 31
const PER_YEAR = 12 * PER_MONTH

/** Null when it is no day's text. */
export function dayNumber(date: string): number | null {
  const match = DAY.exec(date)
  if (!match) return null
  const [month, day] = [Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > PER_MONTH) return null
  return Number(match[1]) * PER_YEAR + (month - 1) * PER_MONTH + (day - 1)
}

export function dayText(number: number): string {
  return `${monthText(monthNumber(number))}-${two((number % PER_MONTH) + 1)}`
}

export function monthNumber(day: number): number {
  return Math.floor(day / PER_MONTH)
}

export function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${two((month % 12) + 1)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
