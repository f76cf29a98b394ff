import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ATGARDSBESLUT, EFFEKTER } from './codes.ts'
import { codesOf } from '../incident/codes.ts'
import { actionState, decisionFaults, isLate, nextDeadline, willBeDone } from './rules.ts'

const day = fc.constantFrom('2025-12-31', '2026-01-01', '2026-06-30', '2027-01-01')
const progress = fc.record({
  decision: fc.constantFrom(...codesOf(ATGARDSBESLUT)),
  dueDate: fc.option(day, { nil: null }),
  doneDate: fc.option(day, { nil: null }),
  followUpDate: fc.option(day, { nil: null }),
  effect: fc.constantFrom(...codesOf(EFFEKTER)),
})

describe('the state of an åtgärd', () => {
  it('is late only when a day it must keep has passed', () => {
    fc.assert(
      fc.property(progress, day, (action, today) => {
        const deadline = nextDeadline(action)
        expect(isLate(action, today)).toBe(deadline !== null && deadline < today)
        const mayBeLate = ['beslutad', 'genomford'].includes(actionState(action))
        expect(isLate(action, today) && !mayBeLate).toBe(false)
      }),
    )
  })

  it('is never late on the day itself', () => {
    fc.assert(
      fc.property(progress, (action) => {
        expect(isLate(action, nextDeadline(action) ?? '2026-01-01')).toBe(false)
      }),
    )
  })

  it('of a proposal and of one that will not be done has no deadline', () => {
    for (const decision of ['ej_beslutad', 'genomfors_ej', 'hanskjuts'] as const) {
      const action = {
        decision,
        dueDate: '2020-01-01',
        doneDate: null,
        followUpDate: null,
        effect: 'ej_matt' as const,
      }
      expect(nextDeadline(action)).toBeNull()
    }
  })
})

describe('a decision', () => {
  const decided = fc.record({
    decision: fc.constantFrom(...codesOf(ATGARDSBESLUT)),
    decisionReason: fc.constantFrom('', '  ', 'Skäl'),
    responsible: fc.constantFrom('', ' ', 'Enhetschef'),
    dueDate: fc.option(day, { nil: null }),
  })

  it('to do something always leaves someone responsible and a planned end (PSL 3 kap. 2 §)', () => {
    fc.assert(
      fc.property(decided, (action) => {
        const whole = action.responsible.trim() !== '' && action.dueDate !== null
        const passes = willBeDone(action.decision) && decisionFaults(action).length === 0
        expect(passes && !whole).toBe(false)
      }),
    )
  })

  it('against a proposal always has its reason', () => {
    fc.assert(
      fc.property(decided, (action) => {
        fc.pre(action.decision === 'genomfors_ej' || action.decision === 'hanskjuts')
        expect(decisionFaults(action)).toEqual(action.decisionReason.trim() === '' ? ['skal_saknas'] : [])
      }),
    )
  })
})
