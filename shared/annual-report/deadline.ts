import { addDays, daysBetween } from '../time/dates.ts'

/** D1 (domain.md 1.8): the berättelse of a year is there on 1 March of the next. */
export interface Deadline {
  /** What the law says; colour by this one. */
  readonly strict: string
  /** Moved to the next söckendag where 1 March is a Saturday or Sunday (lag 1930:173, 2 §). */
  readonly moved: string
  /** Whole days from today to the strict date; negative when it has passed. */
  readonly daysLeft: number
}

export function reportDeadline(year: number, today: string): Deadline {
  const strict = `${year + 1}-03-01`
  // 1 and 2 March are never a helgdag by name (Easter is 22 March at the earliest), so only the weekend matters.
  const weekday = new Date(`${strict}T00:00:00Z`).getUTCDay()
  const moved = weekday === 6 ? addDays(strict, 2) : weekday === 0 ? addDays(strict, 1) : strict
  return { strict, moved, daysLeft: daysBetween(today, strict) }
}
