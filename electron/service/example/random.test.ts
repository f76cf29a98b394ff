import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

const first = (seed: number, stream: string) => new Random(seed, stream).float()

describe('Slumptalen', () => {
  it('är desamma för samma frö på alla datorer', () => {
    const random = new Random(2026, 'test')
    expect(Array.from({ length: 4 }, () => random.int(0, 999_999))).toEqual(PINNED)
  })

  it('är oberoende mellan strömmar och frön', () => {
    expect(new Set([first(1, 'a'), first(1, 'b'), first(2, 'a'), first(2, 'b')]).size).toBe(4)
  })

  it('ligger jämnt mellan noll och ett', () => {
    const random = new Random(1, 'jämn')
    const bins = Array.from({ length: 10 }, () => 0)
    for (let turn = 0; turn < 20_000; turn++) {
      const bin = Math.floor(random.float() * 10)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  it('väljer efter vikt, aldrig det som väger noll', () => {
    const random = new Random(1, 'vikt')
    const chosen = { a: 0, b: 0, c: 0 }
    for (let turn = 0; turn < 3000; turn++) chosen[random.weighted({ a: 2, b: 1, c: 0 })]++
    expect(chosen.c).toBe(0)
    expect(Math.abs(chosen.a / chosen.b - 2)).toBeLessThan(0.25)
  })

  it('ger väntetider runt sin median, med en svans men ett tak', () => {
    const random = new Random(1, 'dagar')
    const days = Array.from({ length: 2001 }, () => random.days(30, 200)).toSorted((a, b) => a - b)
    expect(Math.abs((days[1000] ?? 0) - 30)).toBeLessThan(4)
    expect(days.at(-1)).toBeLessThanOrEqual(200)
    expect((days[1900] ?? 0) > 60).toBe(true)
  })
})

const PINNED = [163_489, 956_131, 623_904, 969_781]
