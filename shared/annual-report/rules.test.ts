import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCounts } from './compare.ts'
import { reportDeadline } from './deadline.ts'
import { givenAwayByParts, maskedOrder, maskedText, maskNote, maskSmall, SMALLEST_SHOWN } from './masking.ts'
import { change, counted, inWords, joinWords, percentWords, showDays } from './words.ts'

describe('comparing two years', () => {
  it('calls a difference a rise only when it is larger than chance gives', () => {
    // 12 to 14: |2| − 1 = 1 ≤ 1.96 · √26 = 9.99.
    expect(compareCounts(14, 12)).toBe('inom-slumpen')
    // 1 000 to 1 100: 99 > 1.96 · √2100 = 89.8.
    expect(compareCounts(1100, 1000)).toBe('fler')
    expect(compareCounts(1000, 1100)).toBe('farre')
    // 1 000 to 1 085: 84 ≤ 1.96 · √2085 = 89.5.
    expect(compareCounts(1085, 1000)).toBe('inom-slumpen')
    expect(compareCounts(4, 0)).toBe('inom-slumpen')
    expect(compareCounts(6, 0)).toBe('fler')
    expect(compareCounts(7, 7)).toBe('lika')
  })

  it('says the mirror image when the years change places', () => {
    const mirror = { fler: 'farre', farre: 'fler', lika: 'lika', 'inom-slumpen': 'inom-slumpen' } as const
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(50_000), (a, b) => {
        expect(compareCounts(b, a)).toBe(mirror[compareCounts(a, b)])
      }),
    )
  })

  it('is said in words that claim no more than the numbers', () => {
    expect(change(1100, 1000, 2024)).toBe(', 100 fler än 2024 (1\u00a0000), en ökning med 10 procent')
    expect(change(950, 1050, 2024)).toBe(', 100 färre än 2024 (1\u00a0050), en minskning med 9,5 procent')
    expect(change(14, 12, 2024)).toBe(', mot 12 året före; skillnaden ryms inom slumpen')
    expect(change(14, 12, 2024, true)).toBe(', mot 12 året före')
    expect(change(7, 7, 2024)).toBe(', lika många som 2024')
    expect(change(0, 0, 2024)).toBe(', liksom 2024')
    // A percentage on 10 cases would say more than it knows.
    expect(change(40, 10, 2024)).toBe(', 30 fler än 2024 (10)')
  })
})

describe('small numbers', () => {
  it('hides 1–4 and shows 0 and the large ones', () => {
    expect(maskSmall([12, 3, 0, 2])).toEqual([12, 'small', 0, 'small'])
    expect(maskSmall([12, 7, 0])).toEqual([12, 7, 0])
  })

  it('hides one more when a single small number could be had by subtraction', () => {
    expect(maskSmall([12, 3, 9])).toEqual([12, 'small', 'hidden'])
    // A hidden count is at least 5 and at most the smallest that is shown: 9 here can be 4 + 5 only.
    expect(maskSmall([5, 4, 5])).toBeNull()
  })

  it('leaves the table out when the hidden ones sum to their least or most', () => {
    // Two small ones that sum to 2 are one each. Hiding 12 too would say just that, since nothing else makes it hidden.
    expect(maskSmall([12, 1, 1])).toBeNull()
    expect(maskSmall([4, 4, 12])).toBeNull()
  })

  it('gives up when nothing is left to hide behind', () => {
    expect(maskSmall([3])).toBeNull()
    expect(maskSmall([1, 1])).toBeNull()
    expect(maskSmall([])).toEqual([])
  })

  it('leaves at least two possible values for every small number, whatever the table', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 5 }), (counts) => {
        const masked = maskSmall(counts)
        if (masked === null) return
        const total = counts.reduce((sum, count) => sum + count, 0)
        const possible = solutions(masked, total)
        expect(possible.length).toBeGreaterThan(0)
        masked.forEach((cell, index) => {
          if (cell !== 'small') return
          expect(new Set(possible.map((solution) => solution[index])).size).toBeGreaterThan(1)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('keeps them from one who knows the rule, too', () => {
    // Every table of three counts: of those that are printed alike, a small number has two values or more.
    const [cap, alike] = [12, new Map<string, number[][]>()]
    for (let a = 0; a <= cap; a++) {
      for (let b = 0; b <= cap; b++) {
        for (let c = 0; c <= cap; c++) {
          const masked = maskSmall([a, b, c])
          if (!masked?.includes('small')) continue
          const printed = JSON.stringify([masked, a + b + c])
          alike.set(printed, [...(alike.get(printed) ?? []), [a, b, c]])
        }
      }
    }
    const given = [...alike].filter(([printed, tables]) =>
      tables[0]?.some((count, index) => {
        const small = count > 0 && count < SMALLEST_SHOWN
        // The highest counts of the walk have their alternatives outside it.
        return (
          small &&
          !printed.includes('hidden",') &&
          !tables[0]?.includes(cap) &&
          new Set(tables.map((table) => table[index])).size < 2
        )
      }),
    )
    expect(given).toEqual([])
  })

  it('stand by name, since their own order would tell which is larger', () => {
    const order = maskedOrder(['small', 12, 'small', 'hidden', 40], (a, b) => b - a)
    expect(order).toEqual([4, 1, 3, 2, 0])
  })

  it('are not given away by the region’s table beside the förvaltningarnas', () => {
    // 3 fall in the region, and only one förvaltning lists any: its '<5' would be 3.
    expect(
      givenAwayByParts(
        [
          [3, 2, 9],
          [0, 6, 8],
        ],
        3,
      ),
    ).toEqual(new Set([0, 1]))
    // Two that both hide theirs protect each other.
    expect(
      givenAwayByParts(
        [
          [3, 2],
          [2, 3],
        ],
        2,
      ),
    ).toEqual(new Set())
    expect(givenAwayByParts([], 2)).toEqual(new Set())
    // What must be hidden for that reason takes one more with it when it stands alone.
    expect(maskSmall([12, 20, 9], new Set([1]))).toEqual([12, 'hidden', 'hidden'])
    expect(maskSmall([12, 3, 9], new Set([2]))).toEqual([12, 'small', 'hidden'])
  })

  it('is written and explained', () => {
    expect(['small', 'hidden', 12].map((cell) => maskedText(cell as 'small', String))).toEqual([
      '<5',
      'dolt',
      '12',
    ])
    expect(maskNote([3, 12])).toBe('')
    expect(maskNote(['small', 12])).toContain('<5 står för 1–4')
    expect(maskNote(['small', 'hidden'])).toContain('dolt')
  })
})

/** Every table that a reader could have had behind the masked one, given its sum. */
function solutions(masked: readonly (number | 'small' | 'hidden')[], total: number): number[][] {
  const [cell, ...rest] = masked
  if (cell === undefined) return total === 0 ? [[]] : []
  const values =
    cell === 'small'
      ? range(1, SMALLEST_SHOWN - 1)
      : cell === 'hidden'
        ? range(SMALLEST_SHOWN, Math.max(SMALLEST_SHOWN, total))
        : [cell]
  return values
    .filter((value) => value <= total)
    .flatMap((value) => solutions(rest, total - value).map((tail) => [value, ...tail]))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

describe('the deadline', () => {
  it('is 1 March, and the next working day when that is a weekend', () => {
    // domain.md 1.8: 1 March 2026 is a Sunday.
    expect(reportDeadline(2025, '2026-02-01')).toEqual({
      strict: '2026-03-01',
      moved: '2026-03-02',
      daysLeft: 28,
    })
    // 1 March 2025 was a Saturday.
    expect(reportDeadline(2024, '2025-03-04')).toEqual({
      strict: '2025-03-01',
      moved: '2025-03-03',
      daysLeft: -3,
    })
    expect(reportDeadline(2026, '2027-03-01')).toEqual({
      strict: '2027-03-01',
      moved: '2027-03-01',
      daysLeft: 0,
    })
  })
})

describe('words', () => {
  it('bend to the number', () => {
    expect(counted(0, 'avvikelse', 'avvikelser')).toBe('inga avvikelser')
    expect(counted(1, 'avvikelse', 'avvikelser')).toBe('1\u00a0avvikelse')
    expect(counted(2333, 'avvikelse', 'avvikelser')).toBe('2\u00a0333\u00a0avvikelser')
    expect(percentWords(9, 1950)).toBe('mindre än 1 procent')
    expect(percentWords(1949, 1950)).toBe('mer än 99 procent')
    expect(percentWords(0, 10)).toBe('0 procent')
    expect(inWords(9)).toBe('nio')
    expect(inWords(13)).toBe('13')
    expect(joinWords(['en'])).toBe('en')
    expect(joinWords(['en', 'två', 'tre'])).toBe('en, två och tre')
    expect(showDays(44.5)).toBe('44,5')
    expect(showDays(61)).toBe('61')
    expect(showDays(null)).toBe('–')
  })
})
