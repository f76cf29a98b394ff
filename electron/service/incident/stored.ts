import { assessmentAnswers, type Assessment, type Incident } from '../../../shared/incident/contract.ts'
import type { Atgardsbeslut } from '../../../shared/action/codes.ts'
import { willBeDone } from '../../../shared/action/rules.ts'
import type { CodeListName } from '../../../shared/code/names.ts'
import { EJ_KLASSIFICERAD } from '../../../shared/incident/codes.ts'
import { TAG_FIELDS, type TagField } from '../../../shared/incident/fields.ts'
import type { StatusFacts } from '../../../shared/incident/status.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db, Params } from '../db/database.ts'

/** Reads whole incidents, and writes single fields of them by the names the contract uses. */

type Fields = Incident['fields']

interface StoredRow {
  id: number
  version: number
  arendenr: string
  origin: Incident['origin']
  source_system: string | null
  source_key: string | null
  source_url: string | null
  source_publisher: string | null
  source_date: string | null
  arendetyp: Fields['arendetyp']
  status: Incident['status']
  status_reason: string
  closed_date: string | null
  reported_at: string
  event_date: string | null
  event_time: string | null
  event_period: Fields['eventPeriod']
  event_text: string | null
  discovered_date: string | null
  sort_date: string
  unit_id: number
  forvaltning_id: number
  reporter_role: Fields['reporterRole']
  handelsetyp: Fields['handelsetyp']
  vardtyp: Fields['vardtyp']
  specialty: string | null
  title: string
  description: string
  consequence: string
  causes_text: string
  measures_text: string
  immediate_action: string
  what_helped: string
  suggestion: string
  reported_actual_severity: number | null
  reported_potential_severity: number | null
  patient_involved: number
  patient_age: number | null
  patient_sex: Fields['patientSex']
  patient_text: string | null
  patient_informed: Fields['patientInformed']
  patient_informed_date: string | null
  patient_informed_by: string | null
  patient_not_informed_reason: string | null
  journal_noted: number | null
  feedback_wanted: number
  feedback_given_date: string | null
  feedback_text: string
  diarienummer: string | null
  undertyp: Fields['undertyp']
  skadetyp: Fields['skadetyp']
  ncc_merp: Fields['nccMerp']
  psychological_severity: number | null
  vardprocess: Fields['vardprocess']
  medicine_name: string
  medicine_strength: string
  medicine_form: string
  medicine_batch: string
  device_name: string
  device_maker: string
  device_model: string
  device_serial: string
  is_child: number | null
  child_informed: Fields['childInformed']
  guardian_informed: Fields['guardianInformed']
  frail_elderly: number | null
  fast_vardkontakt: Fields['fastVardkontakt']
  vardplan: Fields['vardplan']
  waiting_kind: Fields['waitingKind']
  waiting_days: number | null
  samverkan: Fields['samverkan']
  samverkan_with: string
  medical_area: Fields['medicalArea']
  feedback_skip_reason: string
  harm: Incident['harm']
  potential_harm: Incident['potentialHarm']
  risk_score: number | null
  risk_level: Incident['riskLevel']
  investigated: number
  incomplete: number
  guarantee_passed: number | null
  follow_up_date: string | null
  assigned_to: string | null
  assigned_name: string | null
  merged_into: number | null
  merged_number: string | null
}

/** An incident's own row, in the contract's words. */
export type StoredIncident = Omit<
  Incident,
  'unitPath' | 'assessment' | 'analyses' | 'lexMaria' | 'decidedActions' | 'undo'
>

/** @throws NOT_FOUND */
export function readIncident(db: Db, id: number): StoredIncident {
  const row = db.get<StoredRow>(
    `SELECT i.*, a.name AS assigned_name, m.arendenr AS merged_number
     FROM incident i LEFT JOIN account a ON a.id = i.assigned_to LEFT JOIN incident m ON m.id = i.merged_into
     WHERE i.id = ?`,
    [id],
  )
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Händelsen' })
  return {
    id: row.id,
    version: row.version,
    arendenr: row.arendenr,
    origin: row.origin,
    status: row.status,
    statusReason: row.status_reason,
    closedDate: row.closed_date,
    reportedAt: row.reported_at,
    date: row.sort_date,
    eventText: row.event_text,
    patientText: row.patient_text,
    source: sourceOf(row),
    fields: fieldsOf(row, tagsOf(db, id)),
    forvaltningId: row.forvaltning_id,
    harm: row.harm,
    potentialHarm: row.potential_harm,
    riskScore: row.risk_score,
    riskLevel: row.risk_level,
    investigated: row.investigated === 1,
    incomplete: row.incomplete === 1,
    guaranteePassed: truth(row.guarantee_passed),
    followUpDate: row.follow_up_date,
    assignedTo: row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? '' },
    mergedInto: row.merged_into === null ? null : { id: row.merged_into, arendenr: row.merged_number ?? '' },
    editable: row.origin !== 'publicerad',
  }
}

function truth(flag: number | null): boolean | null {
  return flag === null ? null : flag === 1
}

function sourceOf(row: StoredRow): Incident['source'] {
  const source = {
    system: row.source_system,
    key: row.source_key,
    url: row.source_url,
    publisher: row.source_publisher,
    date: row.source_date,
  }
  return Object.values(source).every((value) => value === null) ? null : source
}

type Tags = Partial<Record<CodeListName, string[]>>

function tagsOf(db: Db, id: number): Tags {
  const tags: Tags = {}
  for (const { list, code } of db.all<{ list: CodeListName; code: string }>(
    'SELECT list, code FROM incident_tag WHERE incident_id = ? ORDER BY list, code',
    [id],
  )) {
    ;(tags[list] ??= []).push(code)
  }
  return tags
}

function fieldsOf(row: StoredRow, tags: Tags): Fields {
  return {
    arendetyp: row.arendetyp,
    title: row.title,
    description: row.description,
    unitId: row.unit_id,
    eventDate: row.event_date,
    eventTime: row.event_time,
    eventPeriod: row.event_period,
    discoveredDate: row.discovered_date,
    reporterRole: row.reporter_role,
    handelsetyp: row.handelsetyp,
    vardtyp: row.vardtyp,
    specialty: row.specialty ?? '',
    consequence: row.consequence,
    causesText: row.causes_text,
    measuresText: row.measures_text,
    immediateAction: row.immediate_action,
    whatHelped: row.what_helped,
    suggestion: row.suggestion,
    reportedActualSeverity: row.reported_actual_severity,
    reportedPotentialSeverity: row.reported_potential_severity,
    patientInvolved: row.patient_involved === 1,
    patientAge: row.patient_age,
    patientSex: row.patient_sex,
    patientInformed: row.patient_informed,
    patientInformedDate: row.patient_informed_date,
    patientInformedBy: row.patient_informed_by ?? '',
    patientNotInformedReason: row.patient_not_informed_reason ?? '',
    journalNoted: truth(row.journal_noted),
    feedbackWanted: row.feedback_wanted === 1,
    feedbackGivenDate: row.feedback_given_date,
    feedbackText: row.feedback_text,
    diarienummer: row.diarienummer ?? '',
    undertyp: row.undertyp,
    skadetyp: row.skadetyp,
    nccMerp: row.ncc_merp,
    psychologicalSeverity: row.psychological_severity,
    vardprocess: row.vardprocess,
    medicineName: row.medicine_name,
    medicineStrength: row.medicine_strength,
    medicineForm: row.medicine_form,
    medicineBatch: row.medicine_batch,
    deviceName: row.device_name,
    deviceMaker: row.device_maker,
    deviceModel: row.device_model,
    deviceSerial: row.device_serial,
    isChild: truth(row.is_child),
    childInformed: row.child_informed,
    guardianInformed: row.guardian_informed,
    frailElderly: truth(row.frail_elderly),
    fastVardkontakt: row.fast_vardkontakt,
    vardplan: row.vardplan,
    waitingKind: row.waiting_kind,
    waitingDays: row.waiting_days,
    samverkan: row.samverkan,
    samverkanWith: row.samverkan_with,
    medicalArea: row.medical_area,
    feedbackSkipReason: row.feedback_skip_reason,
    agens: tags.agens ?? [],
    strategiomraden: tags.strategiomrade ?? [],
    kvalitetsregister: tags.kvalitetsregister ?? [],
  }
}

/** From the region down to the unit. */
export function unitPathOf(db: Db, unitId: number): Incident['unitPath'] {
  return db
    .all<{ id: number; name: string; depth: number }>(
      `WITH RECURSIVE above (id, parent_id, name, depth) AS (
         SELECT id, parent_id, name, 0 FROM unit WHERE id = ?
         UNION ALL SELECT u.id, u.parent_id, u.name, depth + 1 FROM unit u JOIN above ON u.id = above.parent_id
       ) SELECT id, name, depth FROM above ORDER BY depth DESC`,
      [unitId],
    )
    .map(({ id, name }) => ({ id, name }))
}

interface AssessmentRow {
  version: number
  assessed_at: string
  assessed_by: string
  answers_json: string
  harm: Assessment['harm']
  potential_harm: Assessment['potentialHarm']
  avoidability: Assessment['avoidability']
  actual_severity: Assessment['actualSeverity']
  potential_severity: Assessment['potentialSeverity']
  likelihood: Assessment['likelihood']
  risk_score: number | null
  risk_level: Assessment['riskLevel']
  threshold_version: string
  lex_maria_review: number
  investigation_level: Assessment['investigationLevel']
  motivation: string
}

/** The newest assessment, or null. */
export function currentAssessment(db: Db, incidentId: number): Assessment | null {
  const row = db.get<AssessmentRow>(
    'SELECT * FROM assessment WHERE incident_id = ? ORDER BY version DESC LIMIT 1',
    [incidentId],
  )
  if (!row) return null
  return {
    version: row.version,
    assessedAt: row.assessed_at,
    assessedBy: row.assessed_by,
    answers: assessmentAnswers.parse(JSON.parse(row.answers_json)),
    harm: row.harm,
    potentialHarm: row.potential_harm,
    avoidability: row.avoidability,
    actualSeverity: row.actual_severity,
    potentialSeverity: row.potential_severity,
    likelihood: row.likelihood,
    riskScore: row.risk_score,
    riskLevel: row.risk_level,
    thresholdVersion: row.threshold_version,
    lexMariaReview: row.lex_maria_review === 1,
    investigationLevel: row.investigation_level,
    motivation: row.motivation,
  }
}

export function deleteAssessment(db: Db, incidentId: number, version: number): void {
  db.run('DELETE FROM assessment WHERE incident_id = ? AND version = ?', [incidentId, version])
}

/** Analyses that came from an incident; the analysis room owns their content. */
export function analysesOf(db: Db, incidentId: number): Incident['analyses'] {
  return db
    .all<{ id: number; number: string; title: string; step: number; completed_date: string | null }>(
      'SELECT id, number, title, step, completed_date FROM analysis WHERE incident_id = ? ORDER BY id',
      [incidentId],
    )
    .map(({ completed_date, ...row }) => ({ ...row, completedDate: completed_date }))
}

/** What the register shows of the lex Maria case; the supervision room owns it. */
export function lexMariaOf(db: Db, incidentId: number): Incident['lexMaria'] {
  const row = db.get<{ number: string; decision: string; reported_date: string | null }>(
    'SELECT number, decision, reported_date FROM lex_maria_case WHERE incident_id = ?',
    [incidentId],
  )
  return row
    ? { number: row.number, decided: row.decision !== 'ej_beslutat', reportedDate: row.reported_date }
    : null
}

/** Åtgärder that will be carried out because of an incident, or of its analyses. */
export function decidedActionsOf(db: Db, incidentId: number): Incident['decidedActions'] {
  return db
    .all<{ text: string; follow_up_date: string | null; decision: Atgardsbeslut }>(
      `SELECT text, follow_up_date, decision FROM action
       WHERE incident_id = @id OR analysis_id IN (SELECT id FROM analysis WHERE incident_id = @id) ORDER BY id`,
      { id: incidentId },
    )
    .filter(({ decision }) => willBeDone(decision))
    .map(({ text, follow_up_date }) => ({ text, followUpDate: follow_up_date }))
}

/** What the status rules ask about a case. */
export function statusFactsOf(db: Db, incident: StoredIncident): StatusFacts {
  return {
    harm: incident.harm,
    potentialHarm: incident.potentialHarm,
    patientInvolved: incident.fields.patientInvolved,
    patientInformed: incident.fields.patientInformed,
    patientNotInformedReason: incident.fields.patientNotInformedReason,
    investigated: incident.investigated,
    lexMariaDecided: lexMariaOf(db, incident.id)?.decided ?? false,
    assigned: incident.assignedTo !== null,
    investigationLevel: currentAssessment(db, incident.id)?.investigationLevel ?? null,
    decidedActions: decidedActionsOf(db, incident.id).length,
    followUpDate: incident.followUpDate,
    feedbackWanted: incident.fields.feedbackWanted,
    feedbackGivenDate: incident.fields.feedbackGivenDate,
    feedbackSkipReason: incident.fields.feedbackSkipReason,
    // One that was brought in without a type is no more whole than a short report.
    incomplete: incident.incomplete || incident.fields.handelsetyp === EJ_KLASSIFICERAD,
  }
}

/** Every name a change may write, and its column. */
const COLUMNS = {
  arendetyp: 'arendetyp',
  title: 'title',
  description: 'description',
  unitId: 'unit_id',
  forvaltningId: 'forvaltning_id',
  eventDate: 'event_date',
  eventTime: 'event_time',
  eventPeriod: 'event_period',
  discoveredDate: 'discovered_date',
  date: 'sort_date',
  reporterRole: 'reporter_role',
  handelsetyp: 'handelsetyp',
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
  patientInvolved: 'patient_involved',
  patientAge: 'patient_age',
  patientSex: 'patient_sex',
  patientInformed: 'patient_informed',
  patientInformedDate: 'patient_informed_date',
  patientInformedBy: 'patient_informed_by',
  patientNotInformedReason: 'patient_not_informed_reason',
  journalNoted: 'journal_noted',
  feedbackWanted: 'feedback_wanted',
  feedbackGivenDate: 'feedback_given_date',
  feedbackText: 'feedback_text',
  diarienummer: 'diarienummer',
  undertyp: 'undertyp',
  skadetyp: 'skadetyp',
  nccMerp: 'ncc_merp',
  psychologicalSeverity: 'psychological_severity',
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
  childInformed: 'child_informed',
  guardianInformed: 'guardian_informed',
  frailElderly: 'frail_elderly',
  fastVardkontakt: 'fast_vardkontakt',
  vardplan: 'vardplan',
  waitingKind: 'waiting_kind',
  waitingDays: 'waiting_days',
  samverkan: 'samverkan',
  samverkanWith: 'samverkan_with',
  medicalArea: 'medical_area',
  feedbackSkipReason: 'feedback_skip_reason',
  guaranteePassed: 'guarantee_passed',
  assignedTo: 'assigned_to',
  assignedAt: 'assigned_at',
  incomplete: 'incomplete',
  followUpDate: 'follow_up_date',
  mergedInto: 'merged_into',
  suggestedType: 'suggested_type',
  status: 'status',
  statusReason: 'status_reason',
  closedDate: 'closed_date',
  harm: 'harm',
  potentialHarm: 'potential_harm',
  riskScore: 'risk_score',
  riskLevel: 'risk_level',
  investigated: 'investigated',
} as const
type ColumnName = keyof typeof COLUMNS
export type ChangeName = ColumnName | TagField
type Value = string | number | boolean | null
export type Changes = Partial<Record<ColumnName, Value> & Record<TagField, readonly string[]>>

export function isChangeName(name: string): name is ChangeName {
  return isColumn(name) || isTagField(name)
}

export function isTagField(name: string): name is TagField {
  return Object.hasOwn(TAG_FIELDS, name)
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name)
}

/**
 * Writes the named fields and counts the version up, if the incident still is at `version`.
 * @throws CONFLICT when someone else has changed it since.
 */
export function writeChanges(db: Db, id: number, version: number, changes: Changes): number {
  const names = Object.keys(changes).filter((name) => isColumn(name))
  const params: Params = {
    id,
    version,
    ...Object.fromEntries(names.map((name) => [name, bindable(changes[name])])),
  }
  const set = names.map((name) => `${COLUMNS[name]} = @${name}, `).join('')
  const { changes: rows } = db.run(
    `UPDATE incident SET ${set}version = version + 1 WHERE id = @id AND version = @version`,
    params,
  )
  if (rows === 0) {
    readIncident(db, id)
    throw new LardomError('CONFLICT', { what: 'Händelsen' })
  }
  for (const name of Object.keys(changes).filter((each) => isTagField(each))) {
    writeTags(db, id, TAG_FIELDS[name], changes[name] ?? [])
  }
  return version + 1
}

/** The codes of one list that a case has, in the place of those it had. */
export function writeTags(db: Db, id: number, list: CodeListName, codes: readonly string[]): void {
  db.run('DELETE FROM incident_tag WHERE incident_id = ? AND list = ?', [id, list])
  for (const code of codes) {
    db.run('INSERT INTO incident_tag (incident_id, list, code) VALUES (?, ?, ?)', [id, list, code])
  }
}

function bindable(value: string | number | boolean | null | undefined): string | number | null {
  return typeof value === 'boolean' ? Number(value) : (value ?? null)
}
