import type { CodeListName } from '../code/names.ts'
import {
  ARENDETYPER,
  DYGNSTIDER,
  JA_NEJ_EJ_AKTUELLT,
  JA_NEJ_OKANT,
  KON,
  NCC_MERP,
  STATUSAR,
  VANTETIDER,
  type CodeList,
} from '../incident/codes.ts'
import { CODE_FIELDS, FIELD_LABELS, TAG_FIELDS, type IncidentFields } from '../incident/fields.ts'

/** What a column of a source can be (domain.md 5.1): the register's own fields, and what only a source has. */

/**
 * How a cell is read. text: as it is, several columns may be joined; code: a value that is looked up; tags: several,
 * separated by semicolon, comma or line; severity: 0–4 or its words; place: the three levels together are one place.
 */
export type ImportKind =
  | 'key'
  | 'text'
  | 'code'
  | 'tags'
  | 'date'
  | 'time'
  | 'number'
  | 'age'
  | 'yes-no'
  | 'severity'
  | 'place'

/** Under which heading the wizard offers it. */
export const IMPORT_GROUPS = {
  arende: 'Ärendet',
  plats: 'Plats',
  tid: 'Tid',
  handelse: 'Händelsen',
  klass: 'Klassning',
  patient: 'Patienten',
  villkor: 'Läkemedel, produkt och väntan',
  handlaggning: 'Handläggning',
  kalla: 'Källan',
} as const
export type ImportGroup = keyof typeof IMPORT_GROUPS

export interface ImportFieldSpec {
  readonly label: string
  readonly kind: ImportKind
  readonly group: ImportGroup
  /** Of a 'code' or 'tags': the list that is data, or the constant list. */
  readonly list?: CodeListName
  readonly codes?: CodeList
  /** The longest text, for short fields. */
  readonly longest?: number
}

const own = (
  name: keyof IncidentFields,
  kind: ImportKind,
  group: ImportGroup,
  more: Partial<ImportFieldSpec> = {},
): ImportFieldSpec => ({ label: FIELD_LABELS[name], kind, group, ...more })
const coded = (name: keyof typeof CODE_FIELDS, group: ImportGroup) =>
  own(name, 'code', group, { list: CODE_FIELDS[name] })
const tagged = (name: keyof typeof TAG_FIELDS, group: ImportGroup) =>
  own(name, 'tags', group, { list: TAG_FIELDS[name] })
const short = { longest: 300 }

export const IMPORT_FIELDS = {
  key: { label: 'Ärendenummer i källan', kind: 'key', group: 'arende' },
  arendetyp: own('arendetyp', 'code', 'arende', { codes: ARENDETYPER }),
  title: own('title', 'text', 'arende', short),
  status: { label: 'Status', kind: 'code', group: 'handlaggning', codes: STATUSAR },
  statusReason: { label: 'Skäl till status', kind: 'text', group: 'handlaggning' },
  closedDate: { label: 'Avslutad datum', kind: 'date', group: 'handlaggning' },
  diarienummer: own('diarienummer', 'text', 'arende', short),
  reporterRole: coded('reporterRole', 'arende'),

  forvaltning: { label: 'Förvaltning', kind: 'place', group: 'plats' },
  verksamhet: { label: 'Verksamhet eller klinik', kind: 'place', group: 'plats' },
  enhet: { label: 'Enhet', kind: 'place', group: 'plats' },
  unitPath: { label: 'Plats som väg (Förvaltning > Verksamhet > Enhet)', kind: 'place', group: 'plats' },
  unitHsaId: { label: 'Enhetens HSA-id', kind: 'place', group: 'plats' },
  region: { label: 'Region', kind: 'text', group: 'plats', longest: 300 },
  vardgivare: { label: 'Vårdgivare', kind: 'text', group: 'plats', longest: 300 },

  eventDate: own('eventDate', 'date', 'tid'),
  eventTime: own('eventTime', 'time', 'tid'),
  eventPeriod: own('eventPeriod', 'code', 'tid', { codes: DYGNSTIDER }),
  discoveredDate: own('discoveredDate', 'date', 'tid'),
  reportedDate: { label: 'Rapporterat datum', kind: 'date', group: 'tid' },

  description: own('description', 'text', 'handelse'),
  consequence: own('consequence', 'text', 'handelse'),
  immediateAction: own('immediateAction', 'text', 'handelse'),
  causesText: own('causesText', 'text', 'handelse'),
  measuresText: own('measuresText', 'text', 'handelse'),
  whatHelped: own('whatHelped', 'text', 'handelse'),
  suggestion: own('suggestion', 'text', 'handelse'),

  handelsetyp: coded('handelsetyp', 'klass'),
  undertyp: coded('undertyp', 'klass'),
  skadetyp: coded('skadetyp', 'klass'),
  nccMerp: own('nccMerp', 'code', 'klass', { codes: NCC_MERP }),
  reportedActualSeverity: own('reportedActualSeverity', 'severity', 'klass'),
  reportedPotentialSeverity: own('reportedPotentialSeverity', 'severity', 'klass'),
  psychologicalSeverity: own('psychologicalSeverity', 'severity', 'klass'),
  vardtyp: coded('vardtyp', 'klass'),
  vardprocess: coded('vardprocess', 'klass'),
  specialty: own('specialty', 'text', 'klass', short),
  medicalArea: coded('medicalArea', 'klass'),
  agens: tagged('agens', 'klass'),
  strategiomraden: tagged('strategiomraden', 'klass'),
  kvalitetsregister: tagged('kvalitetsregister', 'klass'),
  samverkan: coded('samverkan', 'klass'),
  samverkanWith: own('samverkanWith', 'text', 'klass', short),

  patientText: { label: 'Patientens ålder och kön i ord', kind: 'text', group: 'patient', longest: 300 },
  patientInvolved: own('patientInvolved', 'yes-no', 'patient'),
  patientAge: own('patientAge', 'age', 'patient'),
  patientSex: own('patientSex', 'code', 'patient', { codes: KON }),
  isChild: own('isChild', 'yes-no', 'patient'),
  frailElderly: own('frailElderly', 'yes-no', 'patient'),
  fastVardkontakt: own('fastVardkontakt', 'code', 'patient', { codes: JA_NEJ_OKANT }),
  vardplan: own('vardplan', 'code', 'patient', { codes: JA_NEJ_OKANT }),
  patientInformed: own('patientInformed', 'code', 'patient', { codes: JA_NEJ_EJ_AKTUELLT }),
  patientInformedDate: own('patientInformedDate', 'date', 'patient'),
  patientInformedBy: own('patientInformedBy', 'text', 'patient', short),
  patientNotInformedReason: own('patientNotInformedReason', 'text', 'patient'),
  journalNoted: own('journalNoted', 'yes-no', 'patient'),

  medicineName: own('medicineName', 'text', 'villkor', short),
  medicineStrength: own('medicineStrength', 'text', 'villkor', short),
  medicineForm: own('medicineForm', 'text', 'villkor', short),
  medicineBatch: own('medicineBatch', 'text', 'villkor', short),
  deviceName: own('deviceName', 'text', 'villkor', short),
  deviceMaker: own('deviceMaker', 'text', 'villkor', short),
  deviceModel: own('deviceModel', 'text', 'villkor', short),
  deviceSerial: own('deviceSerial', 'text', 'villkor', short),
  waitingKind: own('waitingKind', 'code', 'villkor', { codes: VANTETIDER }),
  waitingDays: own('waitingDays', 'number', 'villkor'),

  feedbackGivenDate: own('feedbackGivenDate', 'date', 'handlaggning'),
  feedbackText: own('feedbackText', 'text', 'handlaggning'),
  reportedToIvo: { label: 'Anmäld till IVO (lex Maria)', kind: 'text', group: 'handlaggning' },
  ivoDecision: { label: 'IVO:s beslut', kind: 'text', group: 'handlaggning' },

  sourceUrl: { label: 'Källans webbadress', kind: 'text', group: 'kalla', longest: 2000 },
  publisher: { label: 'Utgivare', kind: 'text', group: 'kalla', longest: 300 },
  publishedDate: { label: 'Publicerad datum', kind: 'date', group: 'kalla' },
} as const satisfies Record<string, ImportFieldSpec>

export type ImportField = keyof typeof IMPORT_FIELDS
export const IMPORT_FIELD_NAMES = Object.keys(IMPORT_FIELDS) as [ImportField, ...ImportField[]]

/** A field's spec with its optional parts. */
export function importFieldSpec(field: ImportField): ImportFieldSpec {
  return IMPORT_FIELDS[field]
}

/** Fields whose values are looked up and can be mapped one by one; a place is mapped whole, under 'enhet'. */
export function hasMappedValues(field: ImportField): boolean {
  return ['code', 'tags', 'yes-no', 'severity'].includes(IMPORT_FIELDS[field].kind) || field === 'enhet'
}
