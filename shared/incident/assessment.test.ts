import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess, EMPTY_ANSWERS, isAvoidable, type AssessmentAnswers } from './assessment.ts'
import { RISK_THRESHOLDS, riskLevel, riskScore, SCALE, thresholdsOn } from './risk.ts'

const [standard] = RISK_THRESHOLDS
const yesNo = fc.constantFrom(true, false, null)
const scale = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)
const scaleOrNone = fc.option(scale)
const seriousness = fc.record({ lasting: yesNo, increasedCare: yesNo, death: yesNo })
const anyAnswers: fc.Arbitrary<AssessmentAnswers> = fc.record({
  effect: fc.constantFrom('faktisk' as const, 'potentiell' as const, 'ingen' as const, null),
  careRelated: yesNo,
  avoidability: scaleOrNone,
  actual: seriousness,
  potential: seriousness,
  actualSeverity: scaleOrNone,
  potentialSeverity: scaleOrNone,
  likelihood: scaleOrNone,
})
const no = { lasting: false, increasedCare: false, death: false }

/** A fall with a broken hip that could have been avoided. */
const brokenHip: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 3,
  actual: { ...no, increasedCare: true },
  potential: { lasting: null, increasedCare: null, death: null },
  actualSeverity: 3,
  potentialSeverity: 4,
  likelihood: 3,
}

describe('the decision logic for vårdskada', () => {
  it('finds a broken hip after an avoidable fall to be an allvarlig vårdskada, and says why', () => {
    const result = assess(brokenHip, standard)
    expect(result).toMatchObject({
      harm: 'allvarlig_vardskada',
      potentialHarm: 'risk_allvarlig_vardskada',
      lexMariaReview: true,
      riskScore: 12,
      riskLevel: 'hog',
      flagged: true,
      complete: true,
    })
    expect(result.steps.map((step) => step.id)).toEqual([
      'effect',
      'careRelated',
      'avoidability',
      'actual',
      'risk',
    ])
    expect(result.steps.find((step) => step.id === 'actual')).toMatchObject({
      answer: 'Ja: väsentligt ökat vårdbehov',
      lawRef: 'PSL 1 kap. 5 §, 3 kap. 5 §',
    })
    expect(result.summary).toBe(
      'Händelsen har medfört en allvarlig vårdskada. Risken är hög: 12 poäng. Chefläkaren ska pröva om händelsen ska anmälas till IVO (lex Maria).',
    )
  })

  it('keeps what happened and what could have happened apart', () => {
    const nearMiss = assess(
      {
        ...brokenHip,
        effect: 'potentiell',
        actualSeverity: null,
        potential: { ...no, death: true },
      },
      standard,
    )
    expect(nearMiss).toMatchObject({
      harm: 'ingen_skada',
      potentialHarm: 'risk_allvarlig_vardskada',
      lexMariaReview: true,
    })
    const mild = assess(
      { ...brokenHip, actual: no, potential: { ...no, lasting: true }, actualSeverity: 2 },
      standard,
    )
    expect(mild).toMatchObject({ harm: 'vardskada', potentialHarm: 'risk_allvarlig_vardskada' })
  })

  it('ends at once when no patient was or could have been affected', () => {
    const result = assess({ ...EMPTY_ANSWERS, effect: 'ingen' }, standard)
    expect(result).toMatchObject({
      harm: 'ingen_skada',
      potentialHarm: 'ingen_risk',
      riskScore: null,
      complete: true,
      lexMariaReview: false,
    })
  })

  it('sees no vårdskada in harm that care did not cause, but points to 3 kap. 6 §', () => {
    const result = assess({ ...brokenHip, careRelated: false }, standard)
    expect(result.harm).toBe('skada_ej_undvikbar')
    expect(result.steps.find((step) => step.id === 'careRelated')?.lawRef).toContain('3 kap. 6 §')
  })

  it('asks for what is missing, in the order of the form, and concludes nothing early', () => {
    const start = assess(EMPTY_ANSWERS, standard)
    expect(start.missing.map((problem) => problem.field)).toEqual(['effect'])
    expect(start.summary).toBe('Bedömningen är inte klar.')
    const half = assess({ ...EMPTY_ANSWERS, effect: 'faktisk', careRelated: true, avoidability: 4 }, standard)
    expect(half.harm).toBe('ej_bedomd')
    expect(half.missing.map((problem) => problem.field)).toEqual([
      'actual.death',
      'actual.lasting',
      'actual.increasedCare',
      'actualSeverity',
      'potentialSeverity',
      'likelihood',
    ])
  })

  it('refuses a death that is not severity 4, and a potential severity below the actual', () => {
    const dead = assess(
      { ...brokenHip, actual: { ...no, death: true }, actualSeverity: 3, potentialSeverity: 2 },
      standard,
    )
    expect(dead.contradictions.map((problem) => problem.field)).toEqual([
      'actualSeverity',
      'potentialSeverity',
    ])
    expect(dead.complete).toBe(false)
  })

  it('asks for a second look when severity and allvarlig disagree', () => {
    const result = assess({ ...brokenHip, actual: no, potential: no, potentialSeverity: 3 }, standard)
    expect(result.warnings).toHaveLength(2)
    expect(result.complete).toBe(true)
  })
})

describe('for any answers', () => {
  it('vårdskada needs care and undvikbarhet 3–4, and an actual one needs a harmed patient', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { harm, potentialHarm } = assess(answers, standard)
        const actual = harm === 'vardskada' || harm === 'allvarlig_vardskada'
        const potential = potentialHarm === 'risk_vardskada' || potentialHarm === 'risk_allvarlig_vardskada'
        const grounds =
          answers.careRelated === true && answers.avoidability !== null && isAvoidable(answers.avoidability)
        expect({ actual, potential, grounds }).not.toMatchObject({ actual: true, grounds: false })
        expect({ actual, potential, grounds }).not.toMatchObject({ potential: true, grounds: false })
        expect(actual && answers.effect !== 'faktisk').toBe(false)
        expect({ harm, serious: potentialHarm === 'risk_allvarlig_vardskada' }).not.toEqual({
          harm: 'allvarlig_vardskada',
          serious: false,
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('lex Maria is reviewed exactly when there was, or could have been, an allvarlig vårdskada', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const result = assess(answers, standard)
        expect(result.lexMariaReview).toBe(
          result.harm === 'allvarlig_vardskada' || result.potentialHarm === 'risk_allvarlig_vardskada',
        )
      }),
    )
  })

  it('a complete assessment has settled both harms, and a score unless no patient was concerned', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const result = assess(answers, standard)
        fc.pre(result.complete)
        expect(result.harm).not.toBe('ej_bedomd')
        expect(result.potentialHarm).not.toBe('ej_bedomd')
        expect(result.riskScore === null).toBe(answers.effect === 'ingen')
        expect(result.summary).not.toContain('inte klar')
      }),
    )
  })

  it('answering what is missing always leads to an end', () => {
    fc.assert(
      fc.property(anyAnswers, (start) => {
        let answers = start
        for (let round = 0; round < 12; round++) {
          const field = assess(answers, standard).missing[0]?.field
          if (field === undefined) break
          answers = answer(answers, field)
        }
        expect(assess(answers, standard).missing).toEqual([])
      }),
    )
  })

  it('every step has a question, an answer, a conclusion and a law', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const step of assess(answers, standard).steps) {
          expect([step.question, step.answer, step.conclusion, step.lawRef]).not.toContain('')
        }
      }),
    )
  })
})

describe('risk', () => {
  it('has the nine scores of the matrix, and low, medium and high as the default says', () => {
    const scores = new Set(SCALE.flatMap((a) => SCALE.map((s) => riskScore(a, s))))
    expect([...scores].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 6, 8, 9, 12, 16])
    expect([1, 2, 3].map((score) => riskLevel(score, 1, standard))).toEqual(['lag', 'lag', 'lag'])
    expect([4, 6].map((score) => riskLevel(score, 2, standard))).toEqual(['medel', 'medel'])
    expect([8, 9, 12, 16].map((score) => riskLevel(score, 3, standard))).toEqual(['hog', 'hog', 'hog', 'hog'])
  })

  it('never falls when severity or likelihood rises, and severity 4 is never low, whatever the thresholds', () => {
    const order = ['lag', 'medel', 'hog']
    const thresholds = fc
      .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
      .map(([a, b]) => ({ ...standard, medel: Math.min(a, b), hog: Math.max(a, b) }))
    fc.assert(
      fc.property(scale, scale, scale, scale, thresholds, (a, b, c, d, limits) => {
        const [low, high] = a <= b ? [a, b] : [b, a]
        const [rare, often] = c <= d ? [c, d] : [d, c]
        const level = (severity: typeof a, likelihood: typeof a) =>
          order.indexOf(riskLevel(riskScore(severity, likelihood), severity, limits))
        expect(level(high, often)).toBeGreaterThanOrEqual(level(low, rare))
        expect(level(4, rare)).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('uses the thresholds that applied on the day', () => {
    expect(thresholdsOn('2026-02-01').version).toBe('standard-1')
    expect(thresholdsOn('1999-01-01').version).toBe('standard-1')
  })
})

function answer(answers: AssessmentAnswers, field: string): AssessmentAnswers {
  const [group, key] = field.split('.')
  if (group === 'actual' && key !== undefined) {
    return { ...answers, actual: { ...answers.actual, [key]: false } }
  }
  if (group === 'potential' && key !== undefined) {
    return { ...answers, potential: { ...answers.potential, [key]: false } }
  }
  if (field === 'effect') return { ...answers, effect: 'faktisk' }
  if (field === 'careRelated') return { ...answers, careRelated: true }
  return { ...answers, [field]: 3 }
}
