import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ATGARDSBESLUT, STYRKOR } from '../action/codes.ts'
import { codesOf } from '../incident/codes.ts'
import type { AnalysisContent } from './content.ts'
import { analysisFindings, codesToAcknowledge, lawFindings } from './quality.ts'
import { testAction, testAnalysis, testCause, testDelhandelse } from './testAnalysis.ts'

const codes = (content: AnalysisContent) => analysisFindings(content).map((found) => found.code)
const law = (content: AnalysisContent) => lawFindings(analysisFindings(content)).map((found) => found.code)

/** Analyses of all shapes: causes with and without åtgärd or reason, åtgärder tied to anything or nothing. */
const anyAnalysis = fc
  .record({
    steps: fc.array(fc.record({ text: fc.constantFrom('', 'Sker'), deviation: fc.constantFrom('', 'Fel') }), {
      maxLength: 3,
    }),
    causes: fc.array(
      fc.record({
        text: fc.constantFrom('', ' ', 'Larmet saknades, vilket gjorde att ingen kom', 'Slarv'),
        noActionReason: fc.constantFrom('', 'Åtgärdas redan'),
        step: fc.option(fc.nat(2), { nil: null }),
      }),
      { maxLength: 4 },
    ),
    actions: fc.array(
      fc.record({
        text: fc.constantFrom('', 'Gör något'),
        strength: fc.constantFrom(...codesOf(STYRKOR)),
        decision: fc.constantFrom(...codesOf(ATGARDSBESLUT)),
        responsible: fc.constantFrom('', 'Chef'),
        dueDate: fc.constantFrom(null, '2026-05-01'),
        causes: fc.array(fc.nat(3), { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    decided: fc.boolean(),
  })
  .map(({ steps, causes, actions, decided }) =>
    testAnalysis({
      delhandelser: steps.map((row, index) => testDelhandelse({ ...row, id: 11 + index })),
      causes: causes.map(({ step, ...row }, index) =>
        testCause({
          ...row,
          id: 21 + index,
          delhandelseId: step === null || step >= steps.length ? null : 11 + step,
        }),
      ),
      actions: actions.map(({ causes: met, ...row }, index) =>
        testAction({
          ...row,
          id: 31 + index,
          causeIds: [...new Set(met.filter((nr) => nr < causes.length).map((nr) => 21 + nr))],
        }),
      ),
      decision: { comment: '', decidedBy: 'Chef', decidedDate: decided ? '2026-02-20' : null },
    }),
  )

describe('the quality of an analysis', () => {
  it('of a well made one has nothing to say', () => {
    expect(analysisFindings(testAnalysis())).toEqual([])
  })

  it('G1: every cause that no åtgärd meets and no reason covers is named, and no other', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const named = analysisFindings(content)
          .filter((found) => found.code === 'orsak_utan_atgard')
          .map((found) => found.where.id)
        const unmet = content.causes
          .filter((cause) => cause.text.trim() !== '' && cause.noActionReason.trim() === '')
          .filter(
            (cause) =>
              !content.actions.some((action) => action.text !== '' && action.causeIds.includes(cause.id)),
          )
          .map((cause) => cause.id)
        expect(named).toEqual(unmet)
      }),
    )
  })

  it('G1: every åtgärd that meets no cause is named, and no other', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const named = analysisFindings(content)
          .filter((found) => found.code === 'atgard_utan_orsak')
          .map((found) => found.where.id)
        const real = new Set(
          content.causes.filter((cause) => cause.text.trim() !== '').map((cause) => cause.id),
        )
        expect(named).toEqual(
          content.actions
            .filter((action) => action.text !== '' && !action.causeIds.some((id) => real.has(id)))
            .map((action) => action.id),
        )
      }),
    )
  })

  it('tells when all that may be done is weak, and only then', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const chosen = content.actions.filter((row) => row.text !== '' && row.decision !== 'genomfors_ej')
        const weak = chosen.length > 0 && chosen.every((row) => row.strength === 'svag')
        expect(codes(content).includes('bara_svaga')).toBe(weak)
      }),
    )
  })

  it('lets no åtgärd that will be done lack ansvarig or date, by law', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const bare = content.actions.some(
          (row) =>
            row.text !== '' &&
            (row.decision === 'genomfors' || row.decision === 'genomfors_andrad') &&
            (row.responsible === '' || row.dueDate === null),
        )
        const named = law(content).some((code) => code === 'ansvarig_saknas' || code === 'datum_saknas')
        expect(named).toBe(bare)
      }),
    )
  })

  it('always points at a row that is there, explains itself, and comes in the order of the steps', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const ids = {
          members: content.members,
          delhandelser: content.delhandelser,
          causes: content.causes,
          actions: content.actions,
        }
        let step = 1
        for (const { where, message } of analysisFindings(content)) {
          expect(where.step).toBeGreaterThanOrEqual(step)
          step = where.step
          expect(message).toMatch(/^[\p{Lu}”].*[.?]$/u)
          if (where.id === null) continue
          const rows: readonly { id: number }[] = where.part in ids ? ids[where.part as keyof typeof ids] : []
          expect(rows.some((row) => row.id === where.id)).toBe(true)
        }
      }),
    )
  })

  it('closes a gate when the missing piece is added, whatever else is missing', () => {
    fc.assert(
      fc.property(anyAnalysis, (content) => {
        const met = testAnalysis({
          ...content,
          actions: [
            ...content.actions,
            testAction({ id: 99, causeIds: content.causes.map((row) => row.id) }),
          ],
        })
        expect(codes(met)).not.toContain('orsak_utan_atgard')
      }),
    )
  })
})

describe('what the law asks', () => {
  it('is the course of events and what affected it (PSL 3 kap. 3 §)', () => {
    const { texts } = testAnalysis()
    const bare = testAnalysis({
      delhandelser: [],
      causes: [],
      actions: [],
      texts: { ...texts, eventDescription: ' ' },
    })
    expect(law(bare)).toEqual(['forlopp_saknas', 'orsak_saknas'])
    expect(law(testAnalysis({ delhandelser: [], causes: [testCause()] }))).toEqual([])
  })

  it('is no personnummer anywhere that is printed', () => {
    const secret = 'Född 19121212-1212'
    const { texts, commission, decision } = testAnalysis()
    const ways: Partial<AnalysisContent>[] = [
      { texts: { ...texts, barriers: secret } },
      { commission: { ...commission, purpose: secret } },
      { decision: { ...decision, comment: secret } },
      { delhandelser: [testDelhandelse({ actor: secret })] },
      { causes: [testCause({ noActionReason: secret })] },
      { actions: [testAction({ causeIds: [21], measure: secret })] },
    ]
    for (const way of ways) expect(law(testAnalysis(way))).toContain('personnummer')
  })

  it('is never mere advice: wording of HSLF-FS 2017:40 that is uncertain does not stop anyone', () => {
    const { texts } = testAnalysis()
    const content = testAnalysis({ texts: { ...texts, noticed: '', similarEvents: '', spread: '' } })
    const found = analysisFindings(content).filter((finding) => finding.message.includes('HSLF-FS 2017:40'))
    expect(found.map((finding) => finding.code)).toEqual([
      'uppmarksammad_saknas',
      'liknande_saknas',
      'spridning_saknas',
    ])
    expect(found.every((finding) => finding.severity !== 'lag')).toBe(true)
    expect(found.every((finding) => finding.message.includes('kontrollera ordalydelsen'))).toBe(true)
  })
})

const severity = (harm: 'allvarlig_vardskada' | 'vardskada') => {
  const content = testAnalysis({ patientHeard: 'ej_angivet' })
  const [found] = analysisFindings({ ...content, incident: { ...content.incident, harm } })
  return found?.severity
}

describe('the team and the commission', () => {
  it('tells that the analysledare comes from where it happened', () => {
    const members = testAnalysis().members.map((row) =>
      row.role === 'analysledare' ? { ...row, unit: 'östra sjukhuset ' } : row,
    )
    expect(codes(testAnalysis({ members }))).toEqual(['analysledare_fran_enheten'])
  })

  it('asks for lex Maria when the decision is taken and it is still open', () => {
    const { commission } = testAnalysis()
    expect(codes(testAnalysis({ commission: { ...commission, lexMaria: 'ej_avgjort' } }))).toEqual([
      'lex_maria_ej_avgjort',
    ])
  })

  it('asks for a patient’s voice harder when the harm is serious', () => {
    expect(severity('allvarlig_vardskada')).toBe('kvalitet')
    expect(severity('vardskada')).toBe('tips')
  })

  it('gives each kind once to acknowledge', () => {
    const content = testAnalysis({ actions: [], causes: [testCause(), testCause({ id: 22 })] })
    expect(codesToAcknowledge(analysisFindings(content))).toEqual([
      'avvikelse_utan_orsak',
      'orsak_utan_atgard',
      'atgard_saknas',
    ])
  })
})
