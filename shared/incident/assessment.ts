import { UNDVIKBARHET, type Skada, type Skaderisk } from './codes.ts'
import { QUESTIONS, type QuestionId } from './questions.ts'
import { riskLevel, riskScore, RISKNIVAER, type RiskLevel, type RiskThresholds, type Scale } from './risk.ts'

/**
 * The decision logic for vårdskada (domain.md 1.1, from PSL 1 kap. 5 §): answers in, conclusions out, each with
 * its question and law. What happened (faktisk) and what could have happened (potentiell) are never mixed:
 * the duty to report to IVO covers both (PSL 3 kap. 5 §).
 */

export type Patientpaverkan = 'faktisk' | 'potentiell' | 'ingen'

/** The three ways a vårdskada is allvarlig (PSL 1 kap. 5 §). */
export interface Seriousness {
  readonly lasting: boolean | null
  readonly increasedCare: boolean | null
  readonly death: boolean | null
}

export interface AssessmentAnswers {
  readonly effect: Patientpaverkan | null
  readonly careRelated: boolean | null
  readonly avoidability: Scale | null
  /** What the harm was; asked when there was a vårdskada. */
  readonly actual: Seriousness
  /** What it could have become; asked unless it already was allvarlig. */
  readonly potential: Seriousness
  readonly actualSeverity: Scale | null
  readonly potentialSeverity: Scale | null
  /** How likely it is to happen again. */
  readonly likelihood: Scale | null
}

export const EMPTY_ANSWERS: AssessmentAnswers = {
  effect: null,
  careRelated: null,
  avoidability: null,
  actual: { lasting: null, increasedCare: null, death: null },
  potential: { lasting: null, increasedCare: null, death: null },
  actualSeverity: null,
  potentialSeverity: null,
  likelihood: null,
}

/** One answered question, what follows from it, and where that is written. */
export interface AssessmentStep {
  readonly id: 'effect' | 'careRelated' | 'avoidability' | 'actual' | 'potential' | 'risk'
  readonly question: string
  readonly answer: string
  readonly conclusion: string
  readonly lawRef: string
}

export interface AssessmentProblem {
  readonly field: QuestionId
  readonly text: string
}

export interface AssessmentResult {
  readonly harm: Skada
  readonly potentialHarm: Skaderisk
  /** (Risk för) allvarlig vårdskada: the chefläkare decides whether it is reported to IVO. */
  readonly lexMariaReview: boolean
  readonly riskScore: number | null
  readonly riskLevel: RiskLevel | null
  /** Potential severity 4: the chefläkare is told whatever the score. */
  readonly flagged: boolean
  readonly steps: readonly AssessmentStep[]
  /** Questions that still need an answer, in the order of the form. */
  readonly missing: readonly AssessmentProblem[]
  /** Answers that cannot both be right; the assessment cannot be saved with them. */
  readonly contradictions: readonly AssessmentProblem[]
  /** Worth a second look; does not hinder saving. */
  readonly warnings: readonly string[]
  /** Nothing missing, nothing contradictory. */
  readonly complete: boolean
  /** The result in one sentence. */
  readonly summary: string
}

/** Undvikbarhet 3–4 makes a harm a vårdskada (domain.md 5.5). */
export function isAvoidable(avoidability: Scale): boolean {
  return avoidability >= 3
}

/** Which questions the answers so far lead to, in the order of the form. */
export function askedQuestions(answers: AssessmentAnswers): QuestionId[] {
  const asked: QuestionId[] = ['effect']
  if (answers.effect === null || answers.effect === 'ingen') return asked
  const harmed = answers.effect === 'faktisk'
  asked.push('careRelated')
  if (answers.careRelated !== false) asked.push('avoidability')
  if (couldBeVardskada(answers)) {
    if (harmed) asked.push('actual.death', 'actual.lasting', 'actual.increasedCare')
    if (!harmed || isSerious(answers.actual) === false) {
      asked.push('potential.death', 'potential.lasting', 'potential.increasedCare')
    }
  }
  if (harmed) asked.push('actualSeverity')
  asked.push('potentialSeverity', 'likelihood')
  return asked
}

/** From answers to conclusions; pure, so the form shows live what the service will store. */
export function assess(answers: AssessmentAnswers, thresholds: RiskThresholds): AssessmentResult {
  const { harm, potentialHarm } = harmOf(answers)
  const asked = askedQuestions(answers)
  const scored =
    asked.includes('likelihood') && answers.potentialSeverity !== null && answers.likelihood !== null
      ? {
          severity: answers.potentialSeverity,
          score: riskScore(answers.potentialSeverity, answers.likelihood),
        }
      : null
  const level = scored && riskLevel(scored.score, scored.severity, thresholds)
  const missing = missingAnswers(answers, asked)
  const contradictions = contradictionsIn(answers, asked)
  const lexMariaReview = harm === 'allvarlig_vardskada' || potentialHarm === 'risk_allvarlig_vardskada'
  return {
    harm,
    potentialHarm,
    lexMariaReview,
    riskScore: scored?.score ?? null,
    riskLevel: level,
    flagged: scored?.severity === 4,
    steps: stepsOf(answers, asked, harm, potentialHarm, scored?.score ?? null, level),
    missing,
    contradictions,
    warnings: warningsFor(answers, harm, potentialHarm),
    complete: missing.length === 0 && contradictions.length === 0,
    summary: summarise(harm, potentialHarm, lexMariaReview, scored?.score ?? null, level),
  }
}

/** True or false when the answers settle it: one yes is enough, a no needs all three. */
function isSerious(seriousness: Seriousness): boolean | null {
  const answers = [seriousness.lasting, seriousness.increasedCare, seriousness.death]
  if (answers.includes(true)) return true
  return answers.includes(null) ? null : false
}

function couldBeVardskada(answers: AssessmentAnswers): boolean {
  return answers.careRelated === true && answers.avoidability !== null && isAvoidable(answers.avoidability)
}

function harmOf(answers: AssessmentAnswers): { harm: Skada; potentialHarm: Skaderisk } {
  const { effect, careRelated, avoidability } = answers
  if (effect === null) return { harm: 'ej_bedomd', potentialHarm: 'ej_bedomd' }
  if (effect === 'ingen') return { harm: 'ingen_skada', potentialHarm: 'ingen_risk' }
  const harmed = effect === 'faktisk'
  const settled = careRelated === false || (careRelated === true && avoidability !== null)
  if (!settled) return { harm: harmed ? 'ej_bedomd' : 'ingen_skada', potentialHarm: 'ej_bedomd' }
  if (!couldBeVardskada(answers)) {
    return { harm: harmed ? 'skada_ej_undvikbar' : 'ingen_skada', potentialHarm: 'ingen_risk' }
  }
  const actual = harmed ? isSerious(answers.actual) : false
  const harm: Skada = !harmed
    ? 'ingen_skada'
    : actual === null
      ? 'ej_bedomd'
      : actual
        ? 'allvarlig_vardskada'
        : 'vardskada'
  // What has happened could evidently happen: an actual allvarlig vårdskada is never a lesser risk.
  const potential = actual === true ? true : actual === null ? null : isSerious(answers.potential)
  const potentialHarm: Skaderisk =
    potential === null ? 'ej_bedomd' : potential ? 'risk_allvarlig_vardskada' : 'risk_vardskada'
  return { harm, potentialHarm }
}

function valueOf(answers: AssessmentAnswers, id: QuestionId): unknown {
  const values: Readonly<Record<QuestionId, unknown>> = {
    effect: answers.effect,
    careRelated: answers.careRelated,
    avoidability: answers.avoidability,
    'actual.death': answers.actual.death,
    'actual.lasting': answers.actual.lasting,
    'actual.increasedCare': answers.actual.increasedCare,
    'potential.death': answers.potential.death,
    'potential.lasting': answers.potential.lasting,
    'potential.increasedCare': answers.potential.increasedCare,
    actualSeverity: answers.actualSeverity,
    potentialSeverity: answers.potentialSeverity,
    likelihood: answers.likelihood,
  }
  return values[id]
}

function missingAnswers(answers: AssessmentAnswers, asked: readonly QuestionId[]): AssessmentProblem[] {
  return asked
    .filter((id) => valueOf(answers, id) === null)
    .filter((id) => !(id.startsWith('actual.') && isSerious(answers.actual) === true))
    .filter((id) => !(id.startsWith('potential.') && isSerious(answers.potential) === true))
    .map((field) => ({ field, text: `Svar saknas: ${QUESTIONS[field]}` }))
}

function contradictionsIn(answers: AssessmentAnswers, asked: readonly QuestionId[]): AssessmentProblem[] {
  const { actual, potential, actualSeverity, potentialSeverity } = answers
  const problems: AssessmentProblem[] = []
  const isAsked = (id: QuestionId) => asked.includes(id)
  if (isAsked('actual.death') && actual.death === true && actualSeverity !== null && actualSeverity !== 4) {
    problems.push({
      field: 'actualSeverity',
      text: 'Patienten har avlidit av skadan. Då är den faktiska allvarlighetsgraden 4, katastrofal.',
    })
  }
  if (
    isAsked('potential.death') &&
    potential.death === true &&
    potentialSeverity !== null &&
    potentialSeverity !== 4
  ) {
    problems.push({
      field: 'potentialSeverity',
      text: 'Patienten hade kunnat avlida. Då är den potentiella allvarlighetsgraden 4, katastrofal.',
    })
  }
  if (
    isAsked('actualSeverity') &&
    actualSeverity !== null &&
    potentialSeverity !== null &&
    potentialSeverity < actualSeverity
  ) {
    problems.push({
      field: 'potentialSeverity',
      text: `Det som hände hade bevisligen kunnat hända: den potentiella allvarlighetsgraden kan inte vara lägre än den faktiska (${actualSeverity}).`,
    })
  }
  return problems
}

/** How severity 1–4 usually goes with allvarlig vårdskada (domain.md 5.4): a proposal, so it only warns. */
function warningsFor(answers: AssessmentAnswers, harm: Skada, potentialHarm: Skaderisk): string[] {
  const warnings: string[] = []
  const { actualSeverity, potentialSeverity } = answers
  if (harm === 'vardskada' && actualSeverity !== null && actualSeverity >= 3) {
    warnings.push(
      `Faktisk allvarlighetsgrad ${actualSeverity} innebär oftast allvarlig vårdskada. Kontrollera svaren om bestående skada, vårdbehov och dödsfall.`,
    )
  }
  if (harm === 'allvarlig_vardskada' && actualSeverity === 1) {
    warnings.push('Faktisk allvarlighetsgrad 1 är ovanlig vid allvarlig vårdskada. Kontrollera bedömningen.')
  }
  if (potentialHarm === 'risk_vardskada' && potentialSeverity !== null && potentialSeverity >= 3) {
    warnings.push(
      `Potentiell allvarlighetsgrad ${potentialSeverity} innebär oftast risk för allvarlig vårdskada. Kontrollera svaren om vad det hade kunnat leda till.`,
    )
  }
  if (potentialHarm === 'risk_allvarlig_vardskada' && potentialSeverity === 1) {
    warnings.push(
      'Potentiell allvarlighetsgrad 1 är ovanlig vid risk för allvarlig vårdskada. Kontrollera bedömningen.',
    )
  }
  return warnings
}

const PSL_DEFINITION = 'PSL 1 kap. 5 §'

function stepsOf(
  answers: AssessmentAnswers,
  asked: readonly QuestionId[],
  harm: Skada,
  potentialHarm: Skaderisk,
  score: number | null,
  level: RiskLevel | null,
): AssessmentStep[] {
  const { effect, careRelated, avoidability } = answers
  const steps: AssessmentStep[] = []
  if (effect === null) return steps
  const harmed = effect === 'faktisk'
  steps.push({
    id: 'effect',
    question: QUESTIONS.effect,
    answer: { faktisk: 'Ja', potentiell: 'Nej, men det hade kunnat ske', ingen: 'Nej' }[effect],
    conclusion: {
      faktisk: 'Något oönskat har drabbat patienten: bedöm om det är en vårdskada.',
      potentiell: 'Ingen drabbades, men det hade kunnat ske: bedöm risken för vårdskada.',
      ingen: 'Avvikelse utan patientpåverkan. Ingen vårdskada och ingen risk för vårdskada.',
    }[effect],
    lawRef: PSL_DEFINITION,
  })
  if (asked.includes('careRelated') && careRelated !== null) {
    const otherHarm =
      'Inte vårdskada. Om skadan är allvarlig och beror på säkerhetsbrister kan den ändå behöva anmälas till IVO.'
    steps.push({
      id: 'careRelated',
      question: QUESTIONS.careRelated,
      answer: careRelated ? 'Ja' : 'Nej',
      conclusion: careRelated
        ? 'Händelsen hör till patientens kontakt med hälso- och sjukvården.'
        : harmed
          ? otherHarm
          : 'Ingen risk för vårdskada, eftersom händelsen inte hör till vården.',
      lawRef: careRelated ? PSL_DEFINITION : `${PSL_DEFINITION}, 3 kap. 6 §`,
    })
  }
  if (asked.includes('avoidability') && avoidability !== null) {
    steps.push({
      id: 'avoidability',
      question: QUESTIONS.avoidability,
      answer: `${avoidability}. ${UNDVIKBARHET[avoidability]}`,
      conclusion: avoidabilityConclusion(harmed, isAvoidable(avoidability), careRelated === true),
      lawRef: PSL_DEFINITION,
    })
  }
  if (asked.includes('actual.death') && harm !== 'ej_bedomd') {
    steps.push({
      id: 'actual',
      question: 'Är vårdskadan allvarlig?',
      answer: seriousnessText(answers.actual, harm === 'allvarlig_vardskada', [
        'patienten har avlidit',
        'bestående och inte ringa skada',
        'väsentligt ökat vårdbehov',
      ]),
      conclusion:
        harm === 'allvarlig_vardskada'
          ? 'Allvarlig vårdskada. Chefläkaren prövar anmälan enligt lex Maria.'
          : 'Vårdskada som inte är allvarlig. Den ska utredas och patienten informeras.',
      lawRef: harm === 'allvarlig_vardskada' ? `${PSL_DEFINITION}, 3 kap. 5 §` : 'PSL 3 kap. 3 och 8 §§',
    })
  }
  if (asked.includes('potential.death') && potentialHarm !== 'ej_bedomd') {
    const serious = potentialHarm === 'risk_allvarlig_vardskada'
    steps.push({
      id: 'potential',
      question: 'Hade det kunnat bli en allvarlig vårdskada?',
      answer: seriousnessText(answers.potential, serious, [
        'patienten hade kunnat avlida',
        'bestående och inte ringa skada',
        'väsentligt ökat vårdbehov',
      ]),
      conclusion: serious
        ? 'Risk för allvarlig vårdskada. Anmälningsskyldigheten gäller även det som hade kunnat hända.'
        : 'Risk för vårdskada, men inte för allvarlig vårdskada.',
      lawRef: serious ? 'PSL 3 kap. 5 §' : 'PSL 3 kap. 3 §',
    })
  }
  if (score !== null && level !== null) {
    steps.push({
      id: 'risk',
      question: 'Hur stor är risken att det händer igen?',
      answer: `Allvarlighetsgrad ${answers.potentialSeverity} × sannolikhet ${answers.likelihood} = ${score}`,
      conclusion: `${RISKNIVAER[level]} risk.${answers.potentialSeverity === 4 ? ' Allvarlighetsgrad 4 visas alltid för chefläkaren.' : ''}`,
      lawRef: 'SOSFS 2011:9 5 kap.',
    })
  }
  return steps
}

function avoidabilityConclusion(harmed: boolean, avoidable: boolean, careRelated: boolean): string {
  if (!careRelated) return 'Svara också på om händelsen hör till vården.'
  if (avoidable) return harmed ? 'Undvikbart: vårdskada.' : 'Undvikbart: risk för vårdskada.'
  return harmed ? 'Inte undvikbart: inte vårdskada.' : 'Inte undvikbart: ingen risk för vårdskada.'
}

function seriousnessText(
  seriousness: Seriousness,
  serious: boolean,
  [death, lasting, care]: readonly [string, string, string],
): string {
  if (!serious) return 'Nej'
  const reasons = [
    seriousness.death === true ? death : null,
    seriousness.lasting === true ? lasting : null,
    seriousness.increasedCare === true ? care : null,
  ].filter((reason) => reason !== null)
  return `Ja: ${reasons.join(', ')}`
}

function summarise(
  harm: Skada,
  potentialHarm: Skaderisk,
  lexMariaReview: boolean,
  score: number | null,
  level: RiskLevel | null,
): string {
  if (harm === 'ej_bedomd' || potentialHarm === 'ej_bedomd') return 'Bedömningen är inte klar.'
  const parts = [harmSentence(harm, potentialHarm)]
  if (score !== null && level !== null) {
    parts.push(`Risken är ${RISKNIVAER[level].toLocaleLowerCase('sv')}: ${score} poäng.`)
  }
  if (lexMariaReview) parts.push('Chefläkaren ska pröva om händelsen ska anmälas till IVO (lex Maria).')
  return parts.join(' ')
}

function harmSentence(harm: Skada, potentialHarm: Skaderisk): string {
  if (harm === 'allvarlig_vardskada') return 'Händelsen har medfört en allvarlig vårdskada.'
  if (harm === 'vardskada') {
    return potentialHarm === 'risk_allvarlig_vardskada'
      ? 'Händelsen har medfört en vårdskada, och den hade kunnat bli allvarlig.'
      : 'Händelsen har medfört en vårdskada.'
  }
  if (harm === 'skada_ej_undvikbar') return 'Patienten har skadats, men det är inte en vårdskada.'
  if (potentialHarm === 'risk_allvarlig_vardskada') {
    return 'Ingen patient skadades, men händelsen hade kunnat medföra en allvarlig vårdskada.'
  }
  if (potentialHarm === 'risk_vardskada') {
    return 'Ingen patient skadades, men händelsen hade kunnat medföra en vårdskada.'
  }
  return 'Händelsen har inte medfört, och hade inte kunnat medföra, någon vårdskada.'
}
