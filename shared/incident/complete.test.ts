import { describe, expect, it } from 'vitest'
import { EJ_KLASSIFICERAD } from './codes.ts'
import { missingFromReport } from './complete.ts'

const whole = {
  handelsetyp: 'fall',
  vardtyp: 'sluten',
  patientInvolved: true,
  patientInformed: null,
  journalNoted: null,
  reportedActualSeverity: 0,
} as const
const missing = (changes: object) => missingFromReport({ ...whole, ...changes }).map(({ field }) => field)

describe('en kort rapport', () => {
  it('saknar händelsetyp och vårdform tills någon har valt dem', () => {
    expect(missing({})).toEqual([])
    expect(missing({ handelsetyp: EJ_KLASSIFICERAD, vardtyp: null })).toEqual(['handelsetyp', 'vardtyp'])
  })

  it('om en skadad patient saknar besked om att patienten har fått veta', () => {
    expect(missing({ reportedActualSeverity: 2 })).toEqual(['patientInformed'])
    expect(missing({ reportedActualSeverity: 2, patientInformed: 'ja' })).toEqual(['journalNoted'])
    expect(missing({ reportedActualSeverity: 2, patientInformed: 'nej' })).toEqual([])
    expect(missing({ reportedActualSeverity: 2, patientInvolved: false })).toEqual([])
  })
})
