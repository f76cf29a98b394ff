import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, daysBetween, isIsoDate } from './dates.ts'

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('addMonths', () => {
  it.each([
    ['2025-12-31', 2, '2026-02-28'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2026-04-30', 2, '2026-06-30'],
    ['2025-10-24', 2, '2025-12-24'],
    ['2026-01-31', -2, '2025-11-30'],
  ])('%s and %i months is %s', (from, months, to) => expect(addMonths(from, months)).toBe(to))

  it('keeps the day number, or takes the month’s last day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (from, months) => {
        const to = addMonths(from, months)
        expect(isIsoDate(to)).toBe(true)
        const nextDay = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).getUTCDate()
        expect(to.slice(8) === from.slice(8) || (nextDay === 1 && to.slice(8) < from.slice(8))).toBe(true)
        expect(Math.abs(daysBetween(from, to) - months * 30.4375)).toBeLessThan(5)
      }),
    )
  })
})
