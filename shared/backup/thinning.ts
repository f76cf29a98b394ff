import { daysBetween } from '../time/dates.ts'
import { compareCopies, type CopyName } from './names.ts'

/**
 * Which copies are let go. One per hour for 24 hours, one per day for 30 days, one per week for 26 weeks; those made by
 * hand, those from before a risky change, and what a restore replaced, for 30 days. It is hours, days and weeks *that have a copy* that
 * are counted, so that neither a long holiday nor a clock that runs wrong makes good copies old.
 */

export interface Copy extends Pick<CopyName, 'name' | 'at' | 'reason' | 'ordinal'> {
  readonly bytes: number
}

export interface ThinningRules {
  /** The day in Sweden, YYYY-MM-DD. */
  readonly today: string
  /** Bytes that the copies may take together. */
  readonly budget: number
  /** The copy that was just made and checked: never let go, whatever its name says of the time. */
  readonly justMade?: string
}

export const HOURS = 24
export const DAYS = 30
export const WEEKS = 26
/** Days that a copy made for a reason of its own stays, besides the rules above. */
export const SPECIAL_DAYS = 30
/** However little room there is. */
export const FEWEST = 3

const SPECIAL: ReadonlySet<string> = new Set([
  'for-hand',
  'fore-format',
  'fore-import',
  'fore-nyckelbyte',
  'ersatt',
])

/** The names of the copies to remove, oldest first. */
export function copiesToRemove(copies: readonly Copy[], rules: ThinningRules): string[] {
  const sorted = [...copies].sort(compareCopies)
  // What a restore replaced may be the damaged file itself: it never stands in for a good copy.
  const good = sorted.filter((copy) => copy.reason !== 'ersatt')
  const kept = new Set<string>()
  if (rules.justMade !== undefined) kept.add(rules.justMade)
  keepNewestOfEach(good, HOURS, hourOf, kept)
  keepNewestOfEach(good, DAYS, dayOf, kept)
  keepNewestOfEach(good, WEEKS, weekOf, kept)
  for (const copy of sorted) if (isRecentSpecial(copy, rules.today)) kept.add(copy.name)
  keepWithinBudget(sorted, kept, rules)
  return sorted
    .filter((copy) => !kept.has(copy.name))
    .map((copy) => copy.name)
    .reverse()
}

function keepNewestOfEach(
  sorted: readonly Copy[],
  count: number,
  periodOf: (copy: Copy) => string | number,
  kept: Set<string>,
): void {
  const seen = new Set<string | number>()
  for (const copy of sorted) {
    const period = periodOf(copy)
    if (seen.has(period)) continue
    if (seen.size === count) return
    seen.add(period)
    kept.add(copy.name)
  }
}

/** Lets the oldest go until the rest has room; the newest good ones and the newest replaced one always stay. */
function keepWithinBudget(
  sorted: readonly Copy[],
  kept: Set<string>,
  { budget, justMade }: ThinningRules,
): void {
  const staying = sorted.filter((copy) => kept.has(copy.name))
  const fixed = new Set(
    staying
      .filter((copy) => copy.reason !== 'ersatt')
      .slice(0, FEWEST)
      .map((copy) => copy.name),
  )
  if (justMade !== undefined) fixed.add(justMade)
  const replaced = staying.find((copy) => copy.reason === 'ersatt')
  if (replaced) fixed.add(replaced.name)
  let size = staying.reduce((sum, copy) => sum + copy.bytes, 0)
  for (const copy of staying.toReversed()) {
    if (size <= budget) return
    if (fixed.has(copy.name)) continue
    kept.delete(copy.name)
    size -= copy.bytes
  }
}

function isRecentSpecial(copy: Copy, today: string): boolean {
  return SPECIAL.has(copy.reason) && daysBetween(dayOf(copy), today) < SPECIAL_DAYS
}

const hourOf = (copy: Copy) => copy.at.slice(0, 13)
const dayOf = (copy: Copy) => copy.at.slice(0, 10)
/** Weeks since a Monday. */
const weekOf = (copy: Copy) => Math.floor(daysBetween('1969-12-29', dayOf(copy)) / 7)
