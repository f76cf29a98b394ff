import * as z from 'zod'
import { codeValue, type CodeListName } from '../code/names.ts'
import { LardomError } from '../rpc/error.ts'
import { refusePersonnummer } from '../text/personnummer.ts'
import { isIsoDate } from '../time/dates.ts'
import {
  ARENDETYPER,
  DYGNSTIDER,
  JA_NEJ_EJ_AKTUELLT,
  JA_NEJ_OKANT,
  KON,
  NCC_MERP,
  VANTETIDER,
  codesOf,
} from './codes.ts'

/** What a person writes about an incident (domain.md 5.1), and the rules that need only the fields themselves. */

export const isoDate = z.string().refine(isIsoDate, 'Skriv datumet som åååå-mm-dd, till exempel 2026-03-01.')
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Skriv tiden som tt:mm, till exempel 14:30.')
const shortText = z.string().trim().max(300, 'Texten får vara högst 300 tecken.')
const longText = z.string().trim().max(20_000, 'Texten får vara högst 20 000 tecken.')
const codeSet = z
  .array(codeValue)
  .max(20, 'Välj högst 20.')
  .refine((codes) => new Set(codes).size === codes.length, 'Samma värde är valt två gånger.')
/** 0 = ingen påverkan; only the reporter's own first estimate has it. */
const estimate = z.number().int().min(0).max(4)

/** 'Ej angivet' exists only for published cases; a person who reports always knows what kind it is. */
const chosenType = z.enum(codesOf(ARENDETYPER)).refine((type) => type !== 'ej_angivet', 'Välj ärendetyp.')

export const incidentFields = z.strictObject({
  arendetyp: chosenType,
  title: shortText.min(1, 'Skriv en rubrik.'),
  description: longText.min(1, 'Beskriv vad som hände.'),
  unitId: z.number('Välj enhet.').int().positive(),
  eventDate: isoDate.nullable(),
  eventTime: clock.nullable(),
  eventPeriod: z.enum(codesOf(DYGNSTIDER)).nullable(),
  discoveredDate: isoDate.nullable(),
  reporterRole: codeValue.nullable(),
  handelsetyp: codeValue,
  vardtyp: codeValue.nullable(),
  specialty: shortText,
  consequence: longText,
  causesText: longText,
  measuresText: longText,
  immediateAction: longText,
  whatHelped: longText,
  suggestion: longText,
  reportedActualSeverity: estimate.nullable(),
  reportedPotentialSeverity: estimate.nullable(),
  patientInvolved: z.boolean(),
  patientAge: z.number().int().min(0).max(130, 'Ange ålder i hela år, högst 130.').nullable(),
  patientSex: z.enum(codesOf(KON)).nullable(),
  patientInformed: z.enum(codesOf(JA_NEJ_EJ_AKTUELLT)).nullable(),
  patientInformedDate: isoDate.nullable(),
  patientInformedBy: shortText,
  patientNotInformedReason: longText,
  journalNoted: z.boolean().nullable(),
  feedbackWanted: z.boolean(),
  feedbackGivenDate: isoDate.nullable(),
  feedbackText: longText,
  diarienummer: shortText,
  undertyp: codeValue.nullable(),
  skadetyp: codeValue.nullable(),
  nccMerp: z.enum(codesOf(NCC_MERP)).nullable(),
  /** Psykisk skada on a scale of its own: the law counts lidande and psykisk skada (PSL 1 kap. 5 §). */
  psychologicalSeverity: estimate.nullable(),
  vardprocess: codeValue.nullable(),
  /** What was involved; several. */
  agens: codeSet,
  medicineName: shortText,
  medicineStrength: shortText,
  medicineForm: shortText,
  medicineBatch: shortText,
  deviceName: shortText,
  deviceMaker: shortText,
  deviceModel: shortText,
  deviceSerial: shortText,
  isChild: z.boolean().nullable(),
  /** Told apart for a child: itself by age and maturity, and its vårdnadshavare (patientlagen 3 kap. 3 §). */
  childInformed: z.enum(codesOf(JA_NEJ_EJ_AKTUELLT)).nullable(),
  guardianInformed: z.enum(codesOf(JA_NEJ_EJ_AKTUELLT)).nullable(),
  /** Mest sjuka äldre. */
  frailElderly: z.boolean().nullable(),
  fastVardkontakt: z.enum(codesOf(JA_NEJ_OKANT)).nullable(),
  vardplan: z.enum(codesOf(JA_NEJ_OKANT)).nullable(),
  waitingKind: z.enum(codesOf(VANTETIDER)).nullable(),
  /** Whole days waited. */
  waitingDays: z.number().int().min(0).max(20_000, 'Ange väntetiden i hela dagar.').nullable(),
  samverkan: codeValue.nullable(),
  samverkanWith: shortText,
  medicalArea: codeValue.nullable(),
  strategiomraden: codeSet,
  kvalitetsregister: codeSet,
  feedbackSkipReason: longText,
})
export type IncidentFields = z.infer<typeof incidentFields>

/** A form with nothing in it. */
export const EMPTY_FIELDS: Omit<IncidentFields, 'arendetyp' | 'handelsetyp' | 'unitId'> = {
  title: '',
  description: '',
  eventDate: null,
  eventTime: null,
  eventPeriod: null,
  discoveredDate: null,
  reporterRole: null,
  vardtyp: null,
  specialty: '',
  consequence: '',
  causesText: '',
  measuresText: '',
  immediateAction: '',
  whatHelped: '',
  suggestion: '',
  reportedActualSeverity: null,
  reportedPotentialSeverity: null,
  patientInvolved: true,
  patientAge: null,
  patientSex: null,
  patientInformed: null,
  patientInformedDate: null,
  patientInformedBy: '',
  patientNotInformedReason: '',
  journalNoted: null,
  feedbackWanted: true,
  feedbackGivenDate: null,
  feedbackText: '',
  diarienummer: '',
  undertyp: null,
  skadetyp: null,
  nccMerp: null,
  psychologicalSeverity: null,
  vardprocess: null,
  agens: [],
  medicineName: '',
  medicineStrength: '',
  medicineForm: '',
  medicineBatch: '',
  deviceName: '',
  deviceMaker: '',
  deviceModel: '',
  deviceSerial: '',
  isChild: null,
  childInformed: null,
  guardianInformed: null,
  frailElderly: null,
  fastVardkontakt: null,
  vardplan: null,
  waitingKind: null,
  waitingDays: null,
  samverkan: null,
  samverkanWith: '',
  medicalArea: null,
  strategiomraden: [],
  kvalitetsregister: [],
  feedbackSkipReason: '',
}

/** Field names as forms, history and error messages show them. */
export const FIELD_LABELS: Readonly<Record<keyof IncidentFields, string>> = {
  arendetyp: 'Ärendetyp',
  title: 'Rubrik',
  description: 'Vad hände?',
  unitId: 'Händelseplats',
  eventDate: 'Händelsedatum',
  eventTime: 'Klockslag',
  eventPeriod: 'Tid på dygnet',
  discoveredDate: 'Upptäckt datum',
  reporterRole: 'Rapportörens yrkesroll',
  handelsetyp: 'Händelsetyp',
  vardtyp: 'Vårdform',
  specialty: 'Specialitet',
  consequence: 'Konsekvens för patienten',
  causesText: 'Orsaker',
  measuresText: 'Åtgärder',
  immediateAction: 'Omedelbar åtgärd',
  whatHelped: 'Vad fungerade bra eller hindrade skada?',
  suggestion: 'Förslag till åtgärd',
  reportedActualSeverity: 'Vad blev följden?',
  reportedPotentialSeverity: 'Hur illa hade det kunnat gå?',
  patientInvolved: 'Berördes en patient?',
  patientAge: 'Patientens ålder',
  patientSex: 'Patientens kön',
  patientInformed: 'Är patienten eller närstående informerad?',
  patientInformedDate: 'Informerad datum',
  patientInformedBy: 'Informerad av',
  patientNotInformedReason: 'Skäl till att patienten inte informerats',
  journalNoted: 'Är informationen antecknad i journalen?',
  feedbackWanted: 'Återkoppling önskas',
  feedbackGivenDate: 'Återkoppling given datum',
  feedbackText: 'Återkoppling till rapportören',
  diarienummer: 'Diarienummer',
  undertyp: 'Undertyp',
  skadetyp: 'Skadetyp',
  nccMerp: 'Skadans kategori (NCC MERP)',
  psychologicalSeverity: 'Psykisk skada eller lidande',
  vardprocess: 'Steg i vårdprocessen',
  agens: 'Vad var inblandat?',
  medicineName: 'Läkemedlets namn',
  medicineStrength: 'Styrka',
  medicineForm: 'Läkemedelsform',
  medicineBatch: 'Läkemedlets batchnummer',
  deviceName: 'Produktens namn',
  deviceMaker: 'Tillverkare',
  deviceModel: 'Modell eller typ',
  deviceSerial: 'Serie- eller batchnummer',
  isChild: 'Gällde det ett barn?',
  childInformed: 'Är barnet informerat?',
  guardianInformed: 'Är vårdnadshavarna informerade?',
  frailElderly: 'Hör patienten till de mest sjuka äldre?',
  fastVardkontakt: 'Hade patienten en fast vårdkontakt?',
  vardplan: 'Fanns en vårdplan?',
  waitingKind: 'Vad väntade patienten på?',
  waitingDays: 'Väntetid i dagar',
  samverkan: 'Samverkan med',
  samverkanWith: 'Vilken kommun eller vårdgivare?',
  medicalArea: 'Medicinskt område',
  strategiomraden: 'Strategiområden',
  kvalitetsregister: 'Kvalitetsregister',
  feedbackSkipReason: 'Skäl till att återkoppling inte ges',
}

/** Fields whose value is a code of a list that is data. */
export const CODE_FIELDS = {
  handelsetyp: 'handelsetyp',
  undertyp: 'handelsetyp',
  skadetyp: 'skadetyp',
  vardtyp: 'vardform',
  vardprocess: 'vardprocess',
  reporterRole: 'yrkesroll',
  samverkan: 'samverkan',
  medicalArea: 'medicinskt_omrade',
} as const satisfies Partial<Record<keyof IncidentFields, CodeListName>>

/** Fields of several codes each, kept as tags. */
export const TAG_FIELDS = {
  agens: 'agens',
  strategiomraden: 'strategiomrade',
  kvalitetsregister: 'kvalitetsregister',
} as const satisfies Partial<Record<keyof IncidentFields, CodeListName>>
export type TagField = keyof typeof TAG_FIELDS

/** Every field a person types freely into; none of them may hold a personnummer. */
export const FREE_TEXT_FIELDS = [
  'title',
  'description',
  'specialty',
  'consequence',
  'causesText',
  'measuresText',
  'immediateAction',
  'whatHelped',
  'suggestion',
  'patientInformedBy',
  'patientNotInformedReason',
  'feedbackText',
  'diarienummer',
  'medicineName',
  'medicineStrength',
  'medicineForm',
  'medicineBatch',
  'deviceName',
  'deviceMaker',
  'deviceModel',
  'deviceSerial',
  'samverkanWith',
  'feedbackSkipReason',
] as const satisfies readonly (keyof IncidentFields)[]

/** Kinds of report that need no day of their own: nothing has happened yet, or the day is not the point. */
const WITHOUT_EVENT_DATE: readonly string[] = ['risk', 'forbattringsforslag', 'klagomal']

export interface FieldProblem {
  readonly field: keyof IncidentFields
  readonly text: string
}

/** What the rules between fields look at; a form may not have chosen its type yet. */
export type RuleFields = Pick<
  IncidentFields,
  | 'undertyp'
  | 'eventDate'
  | 'discoveredDate'
  | 'reportedActualSeverity'
  | 'patientInvolved'
  | 'patientInformed'
  | 'patientInformedDate'
  | 'patientNotInformedReason'
  | 'feedbackGivenDate'
> & { readonly arendetyp: string | null; readonly handelsetyp: string | null }

/**
 * Rules between the fields; empty when all is well. `today` is the day in Sweden. A `short` report leaves what the
 * handler must find out: whether the patient has been told.
 */
export function fieldProblems(fields: RuleFields, today: string, { short = false } = {}): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: keyof IncidentFields, text: string) => problems.push({ field, text })
  if (
    fields.eventDate === null &&
    fields.arendetyp !== null &&
    !WITHOUT_EVENT_DATE.includes(fields.arendetyp)
  ) {
    add('eventDate', 'Ange vilken dag det hände.')
  }
  if (fields.undertyp !== null && fields.handelsetyp === null) {
    add('undertyp', 'Välj händelsetyp först.')
  }
  if (fields.eventDate !== null && fields.eventDate > today) {
    add('eventDate', 'Händelsedatum kan inte ligga i framtiden.')
  }
  if (fields.discoveredDate !== null && fields.discoveredDate > today) {
    add('discoveredDate', 'Upptäckt datum kan inte ligga i framtiden.')
  }
  if (
    fields.discoveredDate !== null &&
    fields.eventDate !== null &&
    fields.discoveredDate < fields.eventDate
  ) {
    add('discoveredDate', 'Händelsen kan inte ha upptäckts innan den inträffade.')
  }
  const harmed = fields.reportedActualSeverity !== null && fields.reportedActualSeverity >= 1
  if (!fields.patientInvolved && harmed) {
    add(
      'patientInvolved',
      'Du har angett att en patient skadades. Svara ja på frågan om en patient berördes, eller ändra följden till ingen påverkan.',
    )
  }
  // PSL 3 kap. 8 §: the patient is told as soon as possible; patientdatalagen 3 kap. 6 §: it is noted in the record.
  if (!short && fields.patientInvolved && harmed && fields.patientInformed === null) {
    add('patientInformed', 'En patient skadades. Svara på om patienten eller närstående har informerats.')
  }
  if (fields.patientInformed === 'ja' && fields.patientInformedDate === null) {
    add('patientInformedDate', 'Ange vilken dag patienten eller närstående informerades.')
  }
  if (fields.patientInformedDate !== null && fields.patientInformedDate > today) {
    add('patientInformedDate', 'Datumet kan inte ligga i framtiden.')
  }
  if (
    fields.patientInformedDate !== null &&
    fields.eventDate !== null &&
    fields.patientInformedDate < fields.eventDate
  ) {
    add('patientInformedDate', 'Patienten kan inte ha informerats innan det hände.')
  }
  if (
    fields.patientInvolved &&
    harmed &&
    fields.patientInformed === 'nej' &&
    fields.patientNotInformedReason === ''
  ) {
    add('patientNotInformedReason', 'Skriv varför patienten inte har informerats ännu.')
  }
  if (fields.feedbackGivenDate !== null && fields.feedbackGivenDate > today) {
    add('feedbackGivenDate', 'Datumet kan inte ligga i framtiden.')
  }
  return problems
}

/**
 * Throws the first thing that hinders saving.
 * @throws PERSONNUMMER_IN_TEXT or INPUT_INVALID with the field.
 */
export function assertFields(fields: IncidentFields, today: string, how: { short?: boolean } = {}): void {
  for (const field of FREE_TEXT_FIELDS) refusePersonnummer(fields[field], field, FIELD_LABELS[field])
  const problem = fieldProblems(fields, today, how)[0]
  if (problem) throw new LardomError('INPUT_INVALID', { detail: problem.text }, { field: problem.field })
}
