import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../time/dates.ts'
import { compareCopies, REASONS, type Reason } from './names.ts'
import { copiesToRemove, DAYS, FEWEST, HOURS, SPECIAL_DAYS, WEEKS, type Copy } from './thinning.ts'

// Object.keys widens to string; the record's own keys are its codes.
const reasons = Object.keys(REASONS) as Reason[]
const TODAY = '2026-11-22'
const PLENTY = Number.POSITIVE_INFINITY

const clock = (day: string, hour: number, minute = 0) =>
  `${day} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`
const copy = (at: string, reason: Reason = 'varje-timme', bytes = 1, ordinal = 1): Copy => ({
  name: `${at} ${reason} ${ordinal}`,
  at,
  reason,
  ordinal,
  bytes,
})

/** Copies from a year before until a month after today: a clock may have been wrong. */
const anyCopies = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: -365, max: 30 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      reason: fc.constantFrom(...reasons),
      bytes: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 250, selector: ({ day, hour, minute, reason }) => `${day} ${hour} ${minute} ${reason}` },
  )
  .map((list) =>
    list.map(({ day, hour, minute, reason, bytes }) =>
      copy(clock(addDays(TODAY, day), hour, minute), reason, bytes),
    ),
  )
const budgets = fc.oneof(fc.constant(PLENTY), fc.integer({ min: 0, max: 50_000 }))
const good = (copies: readonly Copy[]) =>
  copies.filter((one) => one.reason !== 'ersatt').toSorted(compareCopies)

function left(copies: readonly Copy[], rules: Parameters<typeof copiesToRemove>[1]): Copy[] {
  const removed = new Set(copiesToRemove(copies, rules))
  return copies.filter((one) => !removed.has(one.name))
}

describe('thinning', () => {
  it('keeps the newest good copies, however little room there is, and the one just made whatever its clock said', () => {
    fc.assert(
      fc.property(anyCopies, budgets, fc.nat(), (copies, budget, pick) => {
        const justMade = copies[pick % Math.max(1, copies.length)]?.name
        const kept = left(copies, { today: TODAY, budget, ...(justMade === undefined ? {} : { justMade }) })
        const names = kept.map(({ name }) => name)
        expect(names).toEqual(expect.arrayContaining(justMade === undefined ? [] : [justMade]))
        // The newest good one, and three of them where the rules of hours, days and weeks keep three.
        expect(names).toEqual(
          expect.arrayContaining(
            good(copies)
              .slice(0, 1)
              .map(({ name }) => name),
          ),
        )
        const unlimited = good(left(copies, { today: TODAY, budget: PLENTY }))
        expect(good(kept).length).toBeGreaterThanOrEqual(Math.min(FEWEST, unlimited.length))
      }),
    )
  })

  it('removes only what is there, each once, and nothing more when it is done again', () => {
    fc.assert(
      fc.property(anyCopies, budgets, (copies, budget) => {
        const rules = { today: TODAY, budget }
        const removed = copiesToRemove(copies, rules)
        expect(new Set(removed).size).toBe(removed.length)
        expect(copies.map(({ name }) => name)).toEqual(expect.arrayContaining(removed))
        expect(copiesToRemove(left(copies, rules), rules)).toEqual([])
      }),
    )
  })

  it('does not depend on the order in which a folder is listed', () => {
    fc.assert(
      fc.property(
        anyCopies.chain((copies) =>
          fc.tuple(
            fc.constant(copies),
            fc.shuffledSubarray(copies, { minLength: copies.length, maxLength: copies.length }),
          ),
        ),
        budgets,
        ([copies, shuffled], budget) => {
          const rules = { today: TODAY, budget }
          expect(copiesToRemove(shuffled, rules)).toEqual(copiesToRemove(copies, rules))
        },
      ),
    )
  })

  it('holds the budget, or holds nothing but what always stays', () => {
    fc.assert(
      fc.property(anyCopies, fc.integer({ min: 0, max: 50_000 }), (copies, budget) => {
        const kept = left(copies, { today: TODAY, budget })
        const size = kept.reduce((sum, one) => sum + one.bytes, 0)
        const replaced = kept.filter(({ reason }) => reason === 'ersatt').length
        const always = FEWEST + Math.min(1, replaced)
        expect(size <= budget || kept.length <= always).toBe(true)
      }),
    )
  })

  it('lets old ones go before new ones when room is short', () => {
    fc.assert(
      fc.property(anyCopies, fc.integer({ min: 0, max: 50_000 }), (copies, budget) => {
        const ordinary = copies.filter(({ reason }) => reason === 'varje-timme')
        const all = left(ordinary, { today: TODAY, budget: PLENTY }).toSorted(compareCopies)
        const some = left(ordinary, { today: TODAY, budget }).toSorted(compareCopies)
        expect(some).toEqual(all.slice(0, some.length))
      }),
    )
  })

  it('never lets what a restore replaced stand in for a good copy', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        const rules = { today: TODAY, budget: PLENTY }
        const withOut = copies.filter(({ reason }) => reason !== 'ersatt')
        expect(good(left(copies, rules))).toEqual(good(left(withOut, rules)))
      }),
    )
  })

  it('keeps what was made by hand or before a risky change, and what a restore replaced, for thirty days', () => {
    const special = reasons.filter((reason) => !['vid-oppning', 'varje-timme'].includes(reason))
    expect(special).toHaveLength(5)
    for (const reason of special) {
      // Enough newer ones that hours, days and weeks are spoken for.
      const others = Array.from({ length: 400 }, (_, day) => copy(clock(addDays(TODAY, -day), 23, 59)))
      const young = copy(clock(addDays(TODAY, -SPECIAL_DAYS + 1), 9), reason)
      const old = copy(clock(addDays(TODAY, -SPECIAL_DAYS), 9), reason)
      const removed = copiesToRemove([...others, young, old], { today: TODAY, budget: PLENTY })
      expect(removed).toContain(old.name)
      expect(removed).not.toContain(young.name)
    }
  })

  it('leaves an hour, a day and a week apart after a year of a copy each hour', () => {
    let copies: Copy[] = []
    const end = addDays(TODAY, 365)
    for (let day = TODAY; day <= end; day = addDays(day, 1)) {
      for (let hour = 7; hour < 18; hour++) {
        const made = copy(clock(day, hour, 30))
        copies = left([...copies, made], { today: day, budget: PLENTY, justMade: made.name })
      }
    }
    const sorted = copies.toSorted(compareCopies)
    expect(sorted.length).toBeLessThanOrEqual(HOURS + DAYS + WEEKS)
    const days = sorted.map(({ at }) => at.slice(0, 10))
    // The last 30 days, each; and from then on one a week for half a year.
    for (let back = 0; back < DAYS; back++) expect(days).toContain(addDays(end, -back))
    expect(daysBetween(days.at(-1) ?? '', end)).toBeGreaterThanOrEqual((WEEKS - 2) * 7)
    expect(daysBetween(days.at(-1) ?? '', end)).toBeLessThanOrEqual(WEEKS * 7)
    expect(sorted.slice(0, HOURS).map(({ at }) => at.slice(0, 10))).toEqual([
      ...Array.from({ length: 11 }, () => end),
      ...Array.from({ length: 11 }, () => addDays(end, -1)),
      ...Array.from({ length: 2 }, () => addDays(end, -2)),
    ])
  })

  it('takes nothing from half a year of copies when the clock has jumped ahead, or back', () => {
    const copies = Array.from({ length: 20 }, (_, week) => copy(clock(addDays(TODAY, -7 * week), 12)))
    for (const today of ['2041-01-01', '2010-01-01']) {
      const made = copy(clock(today, 12))
      const removed = copiesToRemove([...copies, made], { today, budget: PLENTY, justMade: made.name })
      expect(removed).toEqual([])
    }
  })
})
