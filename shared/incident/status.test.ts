import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SKADERISKER, SKADOR, STATUSAR, UTREDNINGSNIVAER, codesOf } from './codes.ts'
import { awaitsFeedback, findStep, isClosed, nextSteps, type StatusFacts } from './status.ts'

const harmless: StatusFacts = {
  harm: 'ingen_skada',
  potentialHarm: 'ingen_risk',
  patientInvolved: true,
  patientInformed: null,
  patientNotInformedReason: '',
  investigated: false,
  lexMariaDecided: false,
  assigned: true,
  investigationLevel: 'enkel',
  decidedActions: 1,
  followUpDate: '2026-06-01',
  feedbackWanted: true,
  feedbackGivenDate: '2026-01-31',
  feedbackSkipReason: '',
  incomplete: false,
}
const facts: fc.Arbitrary<StatusFacts> = fc.record({
  harm: fc.constantFrom(...codesOf(SKADOR)),
  potentialHarm: fc.constantFrom(...codesOf(SKADERISKER)),
  patientInvolved: fc.boolean(),
  patientInformed: fc.constantFrom('ja' as const, 'nej' as const, 'ej_aktuellt' as const, null),
  patientNotInformedReason: fc.constantFrom('', 'Patienten är sövd.'),
  investigated: fc.boolean(),
  lexMariaDecided: fc.boolean(),
  assigned: fc.boolean(),
  investigationLevel: fc.constantFrom(null, ...codesOf(UTREDNINGSNIVAER)),
  decidedActions: fc.nat({ max: 3 }),
  followUpDate: fc.constantFrom(null, '2026-06-01'),
  feedbackWanted: fc.boolean(),
  feedbackGivenDate: fc.constantFrom(null, '2026-01-31'),
  feedbackSkipReason: fc.constantFrom('', 'Rapportören är okänd.'),
  incomplete: fc.boolean(),
})
const hindrances = (from: keyof typeof STATUSAR, to: keyof typeof STATUSAR, known: StatusFacts) =>
  findStep(from, to, known)?.hindrances.map(({ text }) => text)
const codes = (from: keyof typeof STATUSAR, to: keyof typeof STATUSAR, known: StatusFacts) =>
  findStep(from, to, known)?.hindrances.map(({ code }) => code)

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

  it('never moves a published case, nor one that was put together with another', () => {
    expect(nextSteps('ej_angivet', harmless)).toEqual([])
    expect(nextSteps('sammanford', harmless)).toEqual([])
  })

  it('is never put together with another by a step of its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codesOf(STATUSAR)), facts, (status, known) => {
        expect(nextSteps(status, known).map((step) => step.to)).not.toContain('sammanford')
      }),
    )
  })

  it('is investigated by somebody, at a level that somebody has chosen', () => {
    expect(codes('bedomd', 'under_utredning', { ...harmless, assigned: false })).toEqual(['handlaggare'])
    expect(codes('bedomd', 'under_utredning', { ...harmless, investigationLevel: 'ingen' })).toEqual(['niva'])
    // An imported case may have been judged elsewhere, without a level.
    expect(codes('bedomd', 'under_utredning', { ...harmless, investigationLevel: null })).toEqual(['niva'])
  })

  it('has an åtgärd decided, or a written reason', () => {
    expect(findStep('bedomd', 'atgard_beslutad', harmless)?.reasonLabel).toBeNull()
    const none = { ...harmless, decidedActions: 0 }
    expect(findStep('bedomd', 'atgard_beslutad', none)?.reasonLabel).toContain('varför')
  })

  it('is followed up on a day that somebody has set', () => {
    expect(codes('atgard_beslutad', 'uppfoljning', { ...harmless, followUpDate: null })).toEqual([
      'uppfoljningsdag',
    ])
  })

  it('does not end before the one who reported has got an answer, or a reason', () => {
    const waiting = { ...harmless, feedbackGivenDate: null }
    expect(codes('bedomd', 'avslutad', waiting)).toEqual(['aterkoppling'])
    expect(codes('bedomd', 'avslutad', { ...waiting, feedbackSkipReason: 'Rapportören är okänd.' })).toEqual(
      [],
    )
    expect(codes('bedomd', 'avslutad', { ...waiting, feedbackSkipReason: '  ' })).toEqual(['aterkoppling'])
    expect(codes('bedomd', 'avslutad', { ...waiting, feedbackWanted: false })).toEqual([])
  })

  it('does not end while only the short report is written', () => {
    expect(codes('bedomd', 'avslutad', { ...harmless, incomplete: true })).toEqual(['kort_rapport'])
  })

  it('is never avslutad with a duty left undone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codesOf(STATUSAR)), facts, (status, known) => {
        fc.pre(findStep(status, 'avslutad', known)?.hindrances.length === 0)
        const harmed = known.harm === 'vardskada' || known.harm === 'allvarlig_vardskada'
        const reportable =
          known.harm === 'allvarlig_vardskada' || known.potentialHarm === 'risk_allvarlig_vardskada'
        expect(known.harm).not.toBe('ej_bedomd')
        expect(known.incomplete).toBe(false)
        expect(awaitsFeedback(known)).toBe(false)
        expect(harmed && !known.investigated).toBe(false)
        expect(harmed && known.patientInformed !== 'ja' && known.patientNotInformedReason === '').toBe(false)
        expect(reportable && !known.lexMariaDecided).toBe(false)
      }),
    )
  })

  it('says of every hindrance what to do and where', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codesOf(STATUSAR)), facts, (status, known) => {
        for (const { text, place } of nextSteps(status, known).flatMap((step) => step.hindrances)) {
          expect(text).toMatch(/[.]$/)
          expect(place).toBeTruthy()
        }
      }),
    )
  })

  it('lets every own case go on from every status', () => {
    const own = codesOf(STATUSAR).filter((status) => !['ej_angivet', 'sammanford'].includes(status))
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
