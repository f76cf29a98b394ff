import * as z from 'zod'
import { action } from '../action/contract.ts'
import { codesOf, SKADERISKER, SKADOR, URSPRUNG } from '../incident/codes.ts'
import { unitId } from '../organisation/contract.ts'
import { LEX_MARIA_I_UPPDRAG, ORSAKSOMRADEN, PATIENT_HORD, TEAMROLLER } from './codes.ts'

/** The parts of an analysis as data; quality.ts and report.ts read them, the contract carries them. */

export const rowId = z.number().int().positive()
export const orsaksomrade = z.enum(Object.keys(ORSAKSOMRADEN) as [keyof typeof ORSAKSOMRADEN])

export const commission = z.strictObject({
  title: z.string(),
  /** A person's name; never printed. */
  commissioner: z.string(),
  commissionerRole: z.string(),
  commissionDate: z.string().nullable(),
  purpose: z.string(),
  scope: z.string(),
  wantedEndDate: z.string().nullable(),
  feedbackTo: z.string(),
  lexMaria: z.enum(codesOf(LEX_MARIA_I_UPPDRAG)),
  inNitha: z.boolean(),
})
export type Commission = z.infer<typeof commission>

/** The free texts, by the name they are stored under and the label that errors and pages use. */
export const TEXT_LABELS = {
  method: 'Metod',
  sources: 'Källor',
  summary: 'Sammanfattning',
  eventDescription: 'Händelsebeskrivning',
  noticed: 'När och hur händelsen uppmärksammades',
  similarEvents: 'Liknande händelser tidigare',
  patientAccount: 'Patientens/närståendes beskrivning',
  barriers: 'Barriärer',
  sideFindings: 'Bidragande faktorer, bifynd och andra upptäckta risker',
  cost: 'Vårdskadekostnad',
  evaluation: 'Analysutvärdering',
  feedback: 'Återkoppling',
  spread: 'Spridning av kunskapen',
} as const
export type TextKey = keyof typeof TEXT_LABELS
export const TEXT_KEYS = Object.keys(TEXT_LABELS) as [TextKey, ...TextKey[]]

export const texts = z.strictObject({
  method: z.string(),
  sources: z.string(),
  summary: z.string(),
  eventDescription: z.string(),
  noticed: z.string(),
  similarEvents: z.string(),
  patientAccount: z.string(),
  barriers: z.string(),
  sideFindings: z.string(),
  cost: z.string(),
  evaluation: z.string(),
  feedback: z.string(),
  spread: z.string(),
})

export const member = z.strictObject({
  id: rowId,
  role: z.enum(codesOf(TEAMROLLER)),
  profession: z.string(),
  unit: z.string(),
})
export type Member = z.infer<typeof member>

/** One step of what happened: one actor, one act, present tense, with time and source (domain.md 3.4). */
export const delhandelse = z.strictObject({
  id: rowId,
  timeText: z.string(),
  actor: z.string(),
  text: z.string(),
  source: z.string(),
  /** What did not go as expected here, if anything. */
  deviation: z.string(),
})
export type Delhandelse = z.infer<typeof delhandelse>

/** A bakomliggande orsak. */
export const cause = z.strictObject({
  id: rowId,
  delhandelseId: rowId.nullable(),
  text: z.string(),
  area: orsaksomrade.or(z.literal('')),
  subcategory: z.string(),
  /** Why no åtgärd meets it (gate G1). */
  noActionReason: z.string(),
})
export type Cause = z.infer<typeof cause>

/** What the analysis needs to know of the event it is about. */
export const analysedIncident = z.strictObject({
  id: rowId,
  arendenr: z.string(),
  title: z.string(),
  description: z.string(),
  consequence: z.string(),
  immediateAction: z.string(),
  eventDate: z.string().nullable(),
  eventText: z.string().nullable(),
  discoveredDate: z.string().nullable(),
  unitId,
  unitName: z.string(),
  harm: z.enum(codesOf(SKADOR)),
  potentialHarm: z.enum(codesOf(SKADERISKER)),
  origin: z.enum(codesOf(URSPRUNG)),
  sourceUrl: z.string().nullable(),
  sourcePublisher: z.string().nullable(),
  diarienummer: z.string().nullable(),
})
export type AnalysedIncident = z.infer<typeof analysedIncident>

export const decision = z.strictObject({
  comment: z.string(),
  /** A role, not a name. */
  decidedBy: z.string(),
  decidedDate: z.string().nullable(),
})

/** Everything of one analysis. */
export const analysisContent = z.strictObject({
  id: rowId,
  number: z.string(),
  incident: analysedIncident,
  forvaltningId: unitId,
  forvaltningName: z.string(),
  step: z.number().int().min(1).max(8),
  startedDate: z.string(),
  completedDate: z.string().nullable(),
  commission,
  texts,
  patientHeard: z.enum(codesOf(PATIENT_HORD)),
  members: z.array(member),
  delhandelser: z.array(delhandelse),
  causes: z.array(cause),
  actions: z.array(action),
  decision,
  isExample: z.boolean(),
  version: z.number().int().positive(),
})
export type AnalysisContent = z.infer<typeof analysisContent>
