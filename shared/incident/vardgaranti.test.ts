import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../time/dates.ts'
import { VANTETIDER, codesOf } from './codes.ts'
import { GUARANTEE_LIMITS, guaranteePassed, limitOn } from './vardgaranti.ts'

const kinds = fc.constantFrom(...codesOf(VANTETIDER))
const days = fc.integer({ min: 0, max: 20_000 })
const dates = fc.integer({ min: 0, max: 12_000 }).map((after) => addDays('2000-01-01', after))

describe('vårdgarantin', () => {
  it('är 0–3–90–90 i dag, och passeras dagen efter', () => {
    expect(guaranteePassed('kontakt', 0, '2026-02-01')).toBe(false)
    expect(guaranteePassed('kontakt', 1, '2026-02-01')).toBe(true)
    expect(guaranteePassed('bedomning', 3, '2026-02-01')).toBe(false)
    expect(guaranteePassed('bedomning', 4, '2026-02-01')).toBe(true)
    for (const kind of ['besok', 'behandling'] as const) {
      expect(guaranteePassed(kind, 90, '2026-02-01')).toBe(false)
      expect(guaranteePassed(kind, 91, '2026-02-01')).toBe(true)
    }
  })

  it('gav primärvården sju dagar till och med 2018', () => {
    expect(guaranteePassed('bedomning', 7, '2018-12-31')).toBe(false)
    expect(guaranteePassed('bedomning', 7, '2019-01-01')).toBe(true)
    expect(limitOn('bedomning', '2018-12-31')?.rule).toContain('7 dagar')
  })

  it('säger ingenting om tiden före lagen, eller om annan väntan', () => {
    expect(guaranteePassed('besok', 400, '2010-06-30')).toBeNull()
    for (const kind of ['aterbesok', 'undersokning', 'annan'] as const) {
      expect(guaranteePassed(kind, 400, '2026-02-01')).toBeNull()
    }
    expect(guaranteePassed('besok', null, '2026-02-01')).toBeNull()
    expect(guaranteePassed(null, 400, '2026-02-01')).toBeNull()
  })

  it('har aldrig två gränser för samma väntan på samma dag', () => {
    fc.assert(
      fc.property(kinds, dates, (kind, day) => {
        const found = GUARANTEE_LIMITS.filter(
          (limit) => limit.kind === kind && limit.from <= day && (limit.to === null || day <= limit.to),
        )
        expect(found.length).toBeLessThanOrEqual(1)
        expect(limitOn(kind, day)).toBe(found[0])
      }),
    )
  })

  it('har en källa och en följd utan glapp för varje gräns', () => {
    for (const limit of GUARANTEE_LIMITS) expect(limit.source).toMatch(/20\d\d:\d+/)
    const followed = GUARANTEE_LIMITS.flatMap(({ kind, to }) => (to === null ? [] : [{ kind, to }]))
    expect(followed).not.toEqual([])
    for (const { kind, to } of followed) expect(limitOn(kind, addDays(to, 1))).toBeDefined()
  })

  it('blir aldrig uppfylld av att man väntar längre', () => {
    fc.assert(
      fc.property(kinds, days, days, dates, (kind, one, more, day) => {
        fc.pre(guaranteePassed(kind, one, day) === true)
        expect(guaranteePassed(kind, one + more, day)).toBe(true)
      }),
    )
  })
})
