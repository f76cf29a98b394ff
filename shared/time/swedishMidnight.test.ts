import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, swedishDay } from './dates.ts'
import { swedishMidnight } from './swedishMidnight.ts'

describe('midnight in Sweden', () => {
  it('is 23.00 UTC the day before in winter and 22.00 in summer', () => {
    expect(swedishMidnight('2026-01-01').toISOString()).toBe('2025-12-31T23:00:00.000Z')
    expect(swedishMidnight('2025-07-01').toISOString()).toBe('2025-06-30T22:00:00.000Z')
  })

  it('follows the clock on the days it changes', () => {
    // Summer time began on 30 March 2025 and ended on 26 October 2025, both at 01.00 UTC.
    expect(swedishMidnight('2025-03-30').toISOString()).toBe('2025-03-29T23:00:00.000Z')
    expect(swedishMidnight('2025-03-31').toISOString()).toBe('2025-03-30T22:00:00.000Z')
    expect(swedishMidnight('2025-10-26').toISOString()).toBe('2025-10-25T22:00:00.000Z')
    expect(swedishMidnight('2025-10-27').toISOString()).toBe('2025-10-26T23:00:00.000Z')
  })

  it('is the first millisecond of the day, every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000 }), (offset) => {
        const day = addDays('2000-01-01', offset)
        const start = swedishMidnight(day)
        expect(swedishDay(start)).toBe(day)
        expect(swedishDay(new Date(start.getTime() - 1))).toBe(addDays(day, -1))
      }),
      { numRuns: 300 },
    )
  })
})
