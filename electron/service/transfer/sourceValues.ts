import type { NewIncidentRow } from '../incident/repository.ts'

/** What a source says of a case: the fields that an import may write, their columns, and how they are told apart. */

export const VALUE_COLUMNS = {
  arendetyp: 'arendetyp',
  status: 'status',
  statusReason: 'status_reason',
  closedDate: 'closed_date',
  handelsetyp: 'handelsetyp',
  undertyp: 'undertyp',
  title: 'title',
  description: 'description',
  sourceUrl: 'source_url',
  sourcePublisher: 'source_publisher',
  sourceDate: 'source_date',
  reportedAt: 'reported_at',
  eventDate: 'event_date',
  eventTime: 'event_time',
  eventPeriod: 'event_period',
  eventText: 'event_text',
  discoveredDate: 'discovered_date',
  sortDate: 'sort_date',
  reporterRole: 'reporter_role',
  vardtyp: 'vardtyp',
  specialty: 'specialty',
  consequence: 'consequence',
  causesText: 'causes_text',
  measuresText: 'measures_text',
  immediateAction: 'immediate_action',
  whatHelped: 'what_helped',
  suggestion: 'suggestion',
  reportedActualSeverity: 'reported_actual_severity',
  reportedPotentialSeverity: 'reported_potential_severity',
  psychologicalSeverity: 'psychological_severity',
  patientInvolved: 'patient_involved',
  patientAge: 'patient_age',
  patientSex: 'patient_sex',
  patientText: 'patient_text',
  patientInformed: 'patient_informed',
  patientInformedDate: 'patient_informed_date',
  patientInformedBy: 'patient_informed_by',
  patientNotInformedReason: 'patient_not_informed_reason',
  journalNoted: 'journal_noted',
  feedbackGivenDate: 'feedback_given_date',
  feedbackText: 'feedback_text',
  diarienummer: 'diarienummer',
  skadetyp: 'skadetyp',
  nccMerp: 'ncc_merp',
  vardprocess: 'vardprocess',
  medicineName: 'medicine_name',
  medicineStrength: 'medicine_strength',
  medicineForm: 'medicine_form',
  medicineBatch: 'medicine_batch',
  deviceName: 'device_name',
  deviceMaker: 'device_maker',
  deviceModel: 'device_model',
  deviceSerial: 'device_serial',
  isChild: 'is_child',
  frailElderly: 'frail_elderly',
  fastVardkontakt: 'fast_vardkontakt',
  vardplan: 'vardplan',
  waitingKind: 'waiting_kind',
  waitingDays: 'waiting_days',
  samverkan: 'samverkan',
  samverkanWith: 'samverkan_with',
  medicalArea: 'medical_area',
} as const satisfies Partial<Record<keyof NewIncidentRow, string>>

export type ColumnValueName = keyof typeof VALUE_COLUMNS
/** Tags, and what the source says of the report to IVO, lie in tables of their own. */
export const TAG_VALUES = ['agens', 'strategiomraden', 'kvalitetsregister'] as const
export const LEX_VALUES = ['lexReported', 'lexDecision'] as const
export type ValueName = ColumnValueName | (typeof TAG_VALUES)[number] | (typeof LEX_VALUES)[number]

export type Value = string | number | boolean | null | undefined | readonly string[]
export type SourceValues = Partial<Record<ValueName, Value>>

export function isColumnValue(name: ValueName): name is ColumnValueName {
  return Object.hasOwn(VALUE_COLUMNS, name)
}

/** Columns that hold '' where nothing is said; the others hold NULL. */
const EMPTY_TEXT: ReadonlySet<ColumnValueName> = new Set([
  'statusReason',
  'consequence',
  'causesText',
  'measuresText',
  'immediateAction',
  'whatHelped',
  'suggestion',
  'feedbackText',
  'medicineName',
  'medicineStrength',
  'medicineForm',
  'medicineBatch',
  'deviceName',
  'deviceMaker',
  'deviceModel',
  'deviceSerial',
  'samverkanWith',
])

/** A value as SQLite keeps it in its column. */
export function asColumn(name: ColumnValueName, value: Value): string | number | null {
  if (typeof value === 'boolean') return Number(value)
  if (value === null || value === undefined || typeof value === 'object') {
    if (name === 'patientInvolved') return 1
    return EMPTY_TEXT.has(name) ? '' : null
  }
  return value === '' && !EMPTY_TEXT.has(name) ? null : value
}

/** The same text for the same meaning, whether it comes from a row of a file or from the table: empty is ''. */
export function canonical(value: Value): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return [...value].sort().join(',')
}

const NAMES = [...Object.keys(VALUE_COLUMNS), ...TAG_VALUES, ...LEX_VALUES] as ValueName[]
export const MARK_WIDTH = 13
const CODE_OF = new Map(NAMES.map((name, index) => [name, index.toString(36).padStart(2, '0')]))
const NAME_OF = new Map([...CODE_OF].map(([name, code]) => [code, name]))

/**
 * The marks of a row: thirteen letters for each field the source fills, so that it can be told later which fields the
 * source has changed and which have been changed here. (The words themselves would double the register's size.)
 */
export function marksOf(names: readonly ValueName[], values: SourceValues): string {
  let marks = ''
  for (const name of names) {
    const text = canonical(values[name])
    if (text !== '') marks += (CODE_OF.get(name) ?? '') + mark(text)
  }
  return marks
}

/** The marks by field; a field that is not there was empty. */
export function readMarks(marks: string): Map<ValueName, string> {
  const read = new Map<ValueName, string>()
  for (let at = 0; at + MARK_WIDTH <= marks.length; at += MARK_WIDTH) {
    const name = NAME_OF.get(marks.slice(at, at + 2))
    if (name !== undefined) read.set(name, marks.slice(at + 2, at + MARK_WIDTH))
  }
  return read
}

/** 53 bits of a text's content, in eleven letters. Not for secrets: for telling one text from another. */
export function mark(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(MARK_WIDTH - 2, '0')
}

/** A case's whole memory of its source: the marks, and the unit the source's place was. */
export function sourceHash(marks: string, unitId: number): string {
  return `${marks}|${unitId}`
}

export function readSourceHash(stored: string | null): { marks: string; unitId: number | null } {
  const [marks = '', unit] = (stored ?? '').split('|')
  return { marks, unitId: unit === undefined || unit === '' ? null : Number(unit) }
}
