import { describe, expect, it } from 'vitest'
import { age, byReason, outcome } from './labels.ts'

const nothing = { batch: null, changed: 0, unchanged: 0, refusedTotal: 0, refused: [], stopped: false }

describe('what a bulk change did', () => {
  it('is said in one sentence', () => {
    expect(outcome(nothing)).toBe('Inget ändrades.')
    expect(outcome({ ...nothing, changed: 1200, unchanged: 1, refusedTotal: 2 })).toBe(
      '1\u00a0200 händelser ändrades. 1 händelse var redan så. 2 händelser kunde inte ändras.',
    )
    expect(outcome({ ...nothing, changed: 1, stopped: true })).toBe(
      '1 händelse ändrades. Du avbröt innan allt var klart.',
    )
  })

  it('tells what it could not change by its reason', () => {
    const refused = [
      { id: 1, arendenr: 'AVV-2', reason: 'a' },
      { id: 2, arendenr: null, reason: 'b' },
      { id: 3, arendenr: 'AVV-1', reason: 'a' },
    ]
    expect(byReason({ ...nothing, refusedTotal: 3, refused })).toEqual([
      { reason: 'a', numbers: ['AVV-1', 'AVV-2'] },
      { reason: 'b', numbers: ['nr 2'] },
    ])
  })
})

describe('the age of a case', () => {
  it('is said as people say it', () => {
    expect([age(0), age(1), age(30)]).toEqual(['i dag', '1 dag', '30 dagar'])
  })
})
