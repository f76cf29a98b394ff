import type { Handlingsplanomrade, Styrka } from '../../../../shared/action/codes.ts'
import type { Orsaksomrade } from '../../../../shared/analysis/codes.ts'
import type { AssessmentAnswers } from '../../../../shared/incident/assessment.ts'
import type { Handelsetyp } from '../../../../shared/incident/codes.ts'
import type { Setting } from '../settings.ts'

/** A step of what happened. `deviation` is what did not go as expected there. */
export interface StoryStep {
  readonly time: string
  readonly actor: string
  readonly text: string
  readonly source: string
  readonly deviation?: string
}

/** A bakomliggande orsak; `step` is the place of its delhändelse in the story. */
export interface StoryCause {
  readonly step: number
  readonly area: Orsaksomrade
  readonly subcategory: string
  readonly text: string
}

export interface StoryAction {
  /** Places of the causes it meets. */
  readonly causes: readonly number[]
  readonly text: string
  readonly strength: Styrka
  readonly responsible: string
  readonly measure: string
  readonly focus: Handlingsplanomrade
}

/** An invented serious event with its händelseanalys. Texts are filled as those of EventTemplate. */
export interface Story {
  readonly on: readonly Setting[]
  readonly type: Handelsetyp
  readonly title: string
  /** When on the day, where the story says so. */
  readonly hour: number | null
  readonly text: string
  readonly consequence: string
  readonly now: string
  /** Adults, children or newborn, for the patient's age. */
  readonly ages: readonly [number, number]
  readonly answers: AssessmentAnswers
  readonly purpose: string
  readonly scope: string
  readonly noticed: string
  readonly account: string
  readonly barriers: string
  readonly sideFindings: string
  readonly steps: readonly StoryStep[]
  /** The first two are always there; later ones vary from analysis to analysis. */
  readonly causes: readonly StoryCause[]
  readonly actions: readonly StoryAction[]
}

const NO = { lasting: false, increasedCare: false, death: false } as const

/** The patient died, and it could have been avoided. */
export const DIED: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 3,
  actual: { ...NO, death: true },
  potential: NO,
  actualSeverity: 4,
  potentialSeverity: 4,
  likelihood: 1,
}

/** A lasting harm that is not slight. */
export const LASTING: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 4,
  actual: { ...NO, lasting: true, increasedCare: true },
  potential: NO,
  actualSeverity: 3,
  potentialSeverity: 4,
  likelihood: 2,
}

/** Much more care was needed, then recovery. */
export const MORE_CARE: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 3,
  actual: { ...NO, increasedCare: true },
  potential: NO,
  actualSeverity: 3,
  potentialSeverity: 4,
  likelihood: 2,
}

/** A vårdskada that was not allvarlig but could have been. */
export const COULD_BE_WORSE: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 4,
  actual: NO,
  potential: { ...NO, death: true },
  actualSeverity: 2,
  potentialSeverity: 4,
  likelihood: 2,
}

/** Nobody was harmed, but somebody could have died or been maimed. */
export const NEAR_MISS: AssessmentAnswers = {
  effect: 'potentiell',
  careRelated: true,
  avoidability: 4,
  actual: NO,
  potential: { ...NO, death: true },
  actualSeverity: null,
  potentialSeverity: 4,
  likelihood: 2,
}
