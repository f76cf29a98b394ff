import { longDate } from '../time/dates.ts'
import {
  ALLVARLIGHETSGRADER,
  ARENDETYPER,
  DYGNSTIDER,
  JA_NEJ_EJ_AKTUELLT,
  JA_NEJ_OKANT,
  KON,
  NCC_MERP,
  SANNOLIKHETER,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  UNDVIKBARHET,
  UTREDNINGSNIVAER,
  VANTETIDER,
  type CodeList,
} from './codes.ts'
import type { CodeListName } from '../code/names.ts'
import { CODE_FIELDS, FIELD_LABELS, TAG_FIELDS } from './fields.ts'
import { RISKNIVAER } from './risk.ts'

/** Turns the before and after of a change, as the audit log keeps them, into words. */

/** A flat record of what a change touched: field name to stored value. Other areas store labels, not codes. */
export type ChangeRecord = Readonly<Record<string, unknown>>

export const HISTORY_ACTIONS: Readonly<Record<string, string>> = {
  'incident.register': 'Rapporterade händelsen',
  'incident.update': 'Redigerade händelsen',
  'incident.assess': 'Bedömde händelsen',
  'incident.set-status': 'Ändrade status',
  'incident.give-feedback': 'Gav återkoppling',
  'incident.undo': 'Ångrade den senaste ändringen',
  'transfer.update': 'Läste in nya uppgifter från källan',
  'transfer.undo': 'Ångrade en inläsning',
  'patient.set': 'Skrev in patientens nummer',
  'patient.reveal': 'Såg patientens nummer',
  'patient.remove': 'Tog bort patientens nummer',
  'analysis.start': 'Startade händelseanalys',
  'analysis.decide': 'Beslutade om åtgärder i händelseanalysen',
  'analysis.complete': 'Avslutade händelseanalysen',
  'supervision.decide': 'Beslutade om lex Maria',
  'supervision.mark-reported': 'Markerade som anmäld till IVO',
  'supervision.record-decision': 'Skrev in IVO:s beslut',
  'triage.assign': 'Tilldelade händelsen',
  'triage.classify': 'Klassificerade händelsen',
  'triage.undo': 'Ångrade en ändring av flera händelser',
  'triage.merge': 'Sammanförde med ett annat ärende',
  'triage.put-away': 'Sammanförde ärendet med ett annat',
  'triage.unmerge': 'Tog isär sammanförda ärenden',
  'triage.not-duplicate': 'Markerade som inte samma händelse',
  'triage.link': 'Länkade ärendet',
  'triage.unlink': 'Tog bort en länk',
  'attachment.add': 'Lade till en bilaga',
  'attachment.describe': 'Ändrade en bilagas namn eller beskrivning',
  'attachment.remove': 'Tog bort en bilaga',
  'attachment.open': 'Öppnade en bilaga',
  'attachment.save-copy': 'Sparade en kopia av en bilaga utanför Lärdom',
}

const LABELS: Readonly<Record<string, string>> = {
  ...FIELD_LABELS,
  status: 'Status',
  eventText: 'Händelsedatum i källans ord',
  patientText: 'Patienten i källans ord',
  sourceUrl: 'Källa',
  sourcePublisher: 'Utgivare',
  lexReported: 'Anmäld till IVO, i källans ord',
  lexDecision: 'IVO:s beslut, i källans ord',
  statusReason: 'Skäl',
  lexMariaNumber: 'Lex Maria-ärende',
  analysisNumber: 'Händelseanalys',
  closedDate: 'Avslutad datum',
  investigated: 'Utredd enligt 3 kap. 3 § PSL',
  incomplete: 'Behöver kompletteras',
  guaranteePassed: 'Vårdgarantins gräns passerad',
  followUpDate: 'Följs upp',
  handlerName: 'Handläggare',
  harm: 'Skada',
  potentialHarm: 'Risk för skada',
  riskScore: 'Riskpoäng',
  riskLevel: 'Risknivå',
  avoidability: 'Undvikbarhet',
  actualSeverity: 'Faktisk allvarlighetsgrad',
  potentialSeverity: 'Potentiell allvarlighetsgrad',
  likelihood: 'Sannolikhet',
  investigationLevel: 'Utredningsnivå',
  motivation: 'Motivering',
  assessmentVersion: 'Bedömning nummer',
  lexMariaDecision: 'Lex Maria',
  lexMariaDate: 'Beslutsdatum för lex Maria',
  lexMariaReason: 'Motivering till beslutet',
  reportedDate: 'Anmäld till IVO',
  ivoDnr: 'IVO:s diarienummer',
  ivoDecision: 'IVO:s beslut',
  ivoDecisionDate: 'IVO:s beslutsdatum',
  ivoDecisionText: 'Om IVO:s beslut',
  attachmentName: 'Bilaga',
  attachmentType: 'Typ',
  attachmentDescription: 'Beskrivning',
  attachmentPersonnummer: 'Personnummer',
  attachmentReason: 'Skäl',
  mergedNumber: 'Sammanfört ärende',
  mergedIntoNumber: 'Sammanfört med',
  notDuplicateOf: 'Inte samma händelse som',
  link: 'Länk',
  linkNote: 'Kommentar',
  patientIdentity: 'Patientens identitet',
  patientIdentityPurpose: 'Ändamål',
  patientIdentityReason: 'Skäl',
}

const CODES: Readonly<Record<string, CodeList>> = {
  arendetyp: ARENDETYPER,
  eventPeriod: DYGNSTIDER,
  nccMerp: NCC_MERP,
  childInformed: JA_NEJ_EJ_AKTUELLT,
  guardianInformed: JA_NEJ_EJ_AKTUELLT,
  fastVardkontakt: JA_NEJ_OKANT,
  vardplan: JA_NEJ_OKANT,
  waitingKind: VANTETIDER,
  patientSex: KON,
  patientInformed: JA_NEJ_EJ_AKTUELLT,
  status: STATUSAR,
  harm: SKADOR,
  potentialHarm: SKADERISKER,
  riskLevel: RISKNIVAER,
  investigationLevel: UTREDNINGSNIVAER,
}

const CODE_LISTS_OF: Readonly<Record<string, CodeListName | undefined>> = { ...CODE_FIELDS, ...TAG_FIELDS }

/** Kept in the log for undo or proof, but not for reading. */
const HIDDEN = new Set(['answers', 'thresholdVersion', 'version', 'attachmentSize', 'attachmentSha256'])
const EMPTY = '–'

export interface ValueWords {
  /** Names a unit by its id. */
  readonly unitName: (id: number) => string
  /** A code's label in a list that is data; the code where it is unknown. */
  readonly codeLabel: (list: CodeListName, code: string) => string
}

export interface FieldChange {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** One line per field whose value changed, in the order the record has them. */
export function describeChanges(before: ChangeRecord, after: ChangeRecord, words: ValueWords): FieldChange[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return fields
    .filter((field) => !HIDDEN.has(field) && LABELS[field] !== undefined)
    .map((field) => ({
      label: LABELS[field] ?? field,
      before: valueText(field, before[field], words),
      after: valueText(field, after[field], words),
    }))
    .filter((change) => change.before !== change.after)
}

/** The words a field of a case is known by; undefined for what is kept for undo or proof alone. */
export function fieldLabel(field: string): string | undefined {
  return HIDDEN.has(field) ? undefined : LABELS[field]
}

/** A field's stored value in words: the code list's, the unit's name, yes and no. */
export function valueText(field: string, value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return EMPTY
  if (typeof value === 'boolean') return value ? 'Ja' : 'Nej'
  if (typeof value === 'number') return numberText(field, value, words)
  const list = CODE_LISTS_OF[field]
  if (Array.isArray(value)) {
    const labels = value.map((code) =>
      list === undefined ? String(code) : words.codeLabel(list, String(code)),
    )
    return labels.length === 0 ? EMPTY : labels.join(', ')
  }
  if (typeof value !== 'string') return EMPTY
  if (list !== undefined) return words.codeLabel(list, value)
  const label = CODES[field]?.[value]
  if (label !== undefined) return label
  return field.endsWith('Date') ? longDate(value) : value
}

function numberText(field: string, value: number, words: ValueWords): string {
  if (field === 'unitId') return words.unitName(value)
  const scaled: Readonly<Record<string, string | undefined>> = {
    avoidability: lookUp(UNDVIKBARHET, value),
    likelihood: lookUp(SANNOLIKHETER, value)?.label,
    actualSeverity: lookUp(ALLVARLIGHETSGRADER, value)?.label,
    potentialSeverity: lookUp(ALLVARLIGHETSGRADER, value)?.label,
    reportedActualSeverity: estimateLabel(value),
    reportedPotentialSeverity: estimateLabel(value),
    psychologicalSeverity: estimateLabel(value),
  }
  const label = scaled[field]
  return label === undefined ? String(value) : `${value}. ${label}`
}

function lookUp<T>(list: Readonly<Record<1 | 2 | 3 | 4, T>>, value: number): T | undefined {
  return value === 1 || value === 2 || value === 3 || value === 4 ? list[value] : undefined
}

function estimateLabel(value: number): string | undefined {
  return value === 0 ? 'Ingen påverkan' : lookUp(ALLVARLIGHETSGRADER, value)?.label
}
