import { describe, expect, it } from 'vitest'
import { presetPeriods } from './registerPeriods.ts'

const of = (today: string) =>
  Object.fromEntries(presetPeriods(today).map(({ label, from, to }) => [label, `${from} – ${to}`]))

describe('periods that can be chosen at once', () => {
  it('are years, the last thirty days, and the tertial one is in and the one before', () => {
    expect(of('2026-11-22')).toEqual({
      'I år': '2026-01-01 – 2026-12-31',
      'Förra året': '2025-01-01 – 2025-12-31',
      'Senaste 30 dagarna': '2026-10-24 – 2026-11-22',
      'Tertial 3 2026': '2026-09-01 – 2026-12-31',
      'Tertial 2 2026': '2026-05-01 – 2026-08-31',
    })
  })

  it('reach into the year before, and to the end of February in a leap year', () => {
    expect(of('2024-03-01')).toMatchObject({
      'Tertial 1 2024': '2024-01-01 – 2024-04-30',
      'Tertial 3 2023': '2023-09-01 – 2023-12-31',
      'Senaste 30 dagarna': '2024-02-01 – 2024-03-01',
    })
  })
})
