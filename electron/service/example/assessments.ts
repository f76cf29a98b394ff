import {
  assess,
  EMPTY_ANSWERS,
  type AssessmentAnswers,
  type AssessmentResult,
} from '../../../shared/incident/assessment.ts'
import type { Utredningsniva } from '../../../shared/incident/codes.ts'
import { thresholdsOn, type Scale } from '../../../shared/incident/risk.ts'
import type { Random } from './random.ts'
import type { EventTemplate } from './texts/grammar.ts'

const NO = { lasting: false, increasedCare: false, death: false } as const

/** Share of the events that could harm and did; of these, less than half could have been avoided. */
const HARMED = 0.052
const AVOIDABLE = 0.46
/** Share of the near misses and harmless events where it could have gone very badly. */
const COULD_BE_SERIOUS = 0.012

/** What happened, as the one who assesses answers the questions. */
export function pickAnswers(random: Random, template: EventTemplate): AssessmentAnswers {
  const { kind } = template
  if (kind === 'forslag' || (kind === 'klagomal' && random.chance(0.8))) {
    return { ...EMPTY_ANSWERS, effect: 'ingen' }
  }
  if (kind === 'handelse' || kind === 'samverkan') {
    if (template.mild && random.chance(HARMED)) return harmed(random)
    if (random.chance(0.42)) return { ...EMPTY_ANSWERS, effect: 'ingen' }
  }
  const serious = random.chance(COULD_BE_SERIOUS)
  return {
    ...EMPTY_ANSWERS,
    effect: 'potentiell',
    careRelated: true,
    avoidability: random.chance(0.86) ? pickScale(random, { 3: 0.6, 4: 0.4 }) : 2,
    potential: serious ? { ...NO, lasting: random.chance(0.5), increasedCare: true } : NO,
    potentialSeverity: serious ? 3 : pickScale(random, { 1: 0.45, 2: 0.55 }),
    likelihood: pickScale(random, { 1: 0.3, 2: 0.42, 3: 0.23, 4: 0.05 }),
  }
}

function harmed(random: Random): AssessmentAnswers {
  const actualSeverity = pickScale(random, { 1: 0.45, 2: 0.55 })
  return {
    effect: 'faktisk',
    careRelated: true,
    avoidability: random.chance(AVOIDABLE)
      ? pickScale(random, { 3: 0.7, 4: 0.3 })
      : pickScale(random, { 1: 0.4, 2: 0.6 }),
    actual: NO,
    potential: NO,
    actualSeverity,
    potentialSeverity: 2,
    likelihood: pickScale(random, { 1: 0.3, 2: 0.45, 3: 0.22, 4: 0.03 }),
  }
}

function pickScale(random: Random, weights: Readonly<Partial<Record<'1' | '2' | '3' | '4', number>>>): Scale {
  // The keys are the four steps of the scale.
  return Number(random.weighted(weights)) as Scale
}

/** The rules' own conclusion; an answer set that the rules call incomplete is a fault of this generator. */
export function conclude(
  answers: AssessmentAnswers,
  day: string,
): AssessmentResult & { thresholdVersion: string } {
  const thresholds = thresholdsOn(day)
  const result = assess(answers, thresholds)
  if (!result.complete)
    throw new Error(`incomplete assessment: ${result.missing.map(({ text }) => text).join(' ')}`)
  return { ...result, thresholdVersion: thresholds.version }
}

/** How deeply such an event is investigated. */
export function investigationLevel(result: AssessmentResult): Utredningsniva {
  if (result.lexMariaReview || result.riskLevel === 'hog') return 'fordjupad'
  if (result.harm === 'vardskada' || result.potentialHarm === 'risk_vardskada') return 'enkel'
  return 'ingen'
}

const MOTIVATIONS = {
  none: ['Ingen patient påverkades.', 'Ingen påverkan på patient. Ärendet används i förbättringsarbetet.'],
  risk: [
    'Ingen skada, men händelsen hade kunnat leda till besvär. Åtgärdas i linjen.',
    'Felet upptäcktes i tid. Risken bedöms som begränsad.',
    'Patienten påverkades inte. Liknande händelser har förekommit och följs.',
  ],
  unavoidable: [
    'Skadan var en känd komplikation och vården följde rutin.',
    'Skadan bedöms inte ha kunnat undvikas med rimliga åtgärder.',
  ],
  harm: [
    'Skadan var övergående och hade sannolikt kunnat undvikas.',
    'Åtgärder som var bestämda var inte på plats. Skadan läkte utan men.',
  ],
  serious: [
    'Händelsen hade kunnat leda till allvarlig vårdskada. Chefläkaren är informerad.',
    'Risk för allvarlig vårdskada. Fördjupad utredning påbörjas.',
  ],
} as const

export function motivate(random: Random, result: AssessmentResult): string {
  if (result.lexMariaReview) return random.pick(MOTIVATIONS.serious)
  if (result.harm === 'vardskada') return random.pick(MOTIVATIONS.harm)
  if (result.harm === 'skada_ej_undvikbar') return random.pick(MOTIVATIONS.unavoidable)
  return random.pick(result.potentialHarm === 'risk_vardskada' ? MOTIVATIONS.risk : MOTIVATIONS.none)
}
