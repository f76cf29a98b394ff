import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SKADERISKER, SKADOR, STATUSAR, codesOf } from './codes.ts'
import { findStep, isClosed, nextSteps, type StatusFacts } from './status.ts'

const harmless: StatusFacts = {
  harm: 'ingen_skada',
  potentialHarm: 'ingen_risk',
  patientInvolved: true,
  patientInformed: null,
  patientNotInformedReason: '',
  investigated: false,
  lexMariaDecided: false,
}
const facts: fc.Arbitrary<StatusFacts> = fc.record({
  harm: fc.constantFrom(...codesOf(SKADOR)),
  potentialHarm: fc.constantFrom(...codesOf(SKADERISKER)),
  patientInvolved: fc.boolean(),
  patientInformed: fc.constantFrom('ja' as const, 'nej' as const, 'ej_aktuellt' as const, null),
  patientNotInformedReason: fc.constantFrom('', 'Patienten är sövd.'),
  investigated: fc.boolean(),
  lexMariaDecided: fc.boolean(),
})
const hindrances = (from: keyof typeof STATUSAR, to: keyof typeof STATUSAR, known: StatusFacts) =>
  findStep(from, to, known)?.hindrances

describe('the way of a case', () => {
  it('goes from bedömd to utredning, beslut, uppföljning and avslutad', () => {
    expect(hindrances('bedomd', 'under_utredning', harmless)).toEqual([])
    expect(hindrances('under_utredning', 'atgard_beslutad', harmless)).toEqual([])
    expect(hindrances('atgard_beslutad', 'uppfoljning', harmless)).toEqual([])
    expect(hindrances('uppfoljning', 'avslutad', harmless)).toEqual([])
  })

  it('leads from inkommen to bedömd by an assessment only', () => {
    const steps = nextSteps('inkommen', { ...harmless, harm: 'ej_bedomd' }).map((step) => step.to)
    expect(steps).toEqual(['avvisad', 'overford'])
  })

  it('does not end a vårdskada that is not investigated, or whose patient is not told', () => {
    const known: StatusFacts = { ...harmless, harm: 'vardskada', potentialHarm: 'risk_vardskada' }
    const problems = hindrances('under_utredning', 'avslutad', known)
    expect(problems?.[0]).toContain('3 kap. 3 §')
    expect(problems?.[1]).toContain('3 kap. 8 §')
    expect(
      hindrances('under_utredning', 'avslutad', { ...known, investigated: true, patientInformed: 'ja' }),
    ).toEqual([])
    const reason = {
      ...known,
      investigated: true,
      patientNotInformedReason: 'Patienten är avliden utan närstående.',
    }
    expect(hindrances('under_utredning', 'avslutad', reason)).toEqual([])
  })

  it('asks whether the patient is told of a vårdskada even where the form says that no patient was involved', () => {
    const known: StatusFacts = {
      ...harmless,
      harm: 'vardskada',
      potentialHarm: 'risk_vardskada',
      patientInvolved: false,
      investigated: true,
    }
    expect(hindrances('under_utredning', 'avslutad', known)?.[0]).toContain('3 kap. 8 §')
  })

  it('does not end a (risk for) allvarlig vårdskada before the lex Maria decision', () => {
    const known: StatusFacts = { ...harmless, potentialHarm: 'risk_allvarlig_vardskada' }
    expect(hindrances('bedomd', 'avslutad', known)?.[0]).toContain('lex Maria')
    expect(hindrances('bedomd', 'avslutad', { ...known, lexMariaDecided: true })).toEqual([])
  })

  it('asks for a reason to reject, hand over or reopen', () => {
    expect(findStep('inkommen', 'avvisad', harmless)?.reasonLabel).toBeTruthy()
    expect(findStep('bedomd', 'overford', harmless)?.reasonLabel).toBeTruthy()
    expect(findStep('avslutad', 'under_utredning', harmless)).toMatchObject({ reopens: true })
    expect(findStep('avslutad', 'under_utredning', harmless)?.reasonLabel).toBeTruthy()
  })

  it('never moves a published case', () => {
    expect(nextSteps('ej_angivet', harmless)).toEqual([])
  })

  it('lets every own case go on from every status', () => {
    const own = codesOf(STATUSAR).filter((status) => status !== 'ej_angivet')
    fc.assert(
      fc.property(fc.constantFrom(...own), facts, (status, known) => {
        const steps = nextSteps(status, known)
        expect(steps.length).toBeGreaterThan(0)
        expect(steps.map((step) => step.to)).not.toContain(status)
        expect(steps.every((step) => step.reopens === isClosed(status))).toBe(true)
      }),
    )
  })

  it('never goes past an unassessed harm', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codesOf(STATUSAR)), facts, (status, known) => {
        const open = nextSteps(status, { ...known, harm: 'ej_bedomd' })
          .filter((step) => step.hindrances.length === 0)
          .map((step) => step.to)
        expect(['avvisad', 'overford', 'inkommen']).toEqual(expect.arrayContaining(open))
      }),
    )
  })
})
