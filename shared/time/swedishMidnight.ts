import { swedishDay } from './dates.ts'

/**
 * The instant when a day begins in Sweden: 23.00 UTC the day before in winter, 22.00 in summer time. Sweden changes
 * its clocks at 01.00 UTC, never at midnight, so every day has exactly one beginning.
 */
export function swedishMidnight(day: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const summer = new Date(utc - 2 * 3_600_000)
  return swedishDay(summer) === day ? summer : new Date(utc - 3_600_000)
}
