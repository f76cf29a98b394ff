import type {
  Arendetyp,
  Dygnstid,
  JaNejEjAktuellt,
  JaNejOkant,
  Kon,
  NccMerp,
  Skada,
  Skaderisk,
  Status,
  Ursprung,
  Utredningsniva,
  Vantetid,
} from '../../../shared/incident/codes.ts'
import type { AssessmentAnswers } from '../../../shared/incident/assessment.ts'
import { TAG_FIELDS, type TagField } from '../../../shared/incident/fields.ts'
import type { RiskLevel } from '../../../shared/incident/risk.ts'
import { guaranteePassed } from '../../../shared/incident/vardgaranti.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { isIsoDate } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import { indexCase, reindexCase } from '../search/indexText.ts'
import { searchedText, storedText } from '../search/searchedText.ts'

/** An incident as the bulk makers (example data, imports) and the register give it. What is left out is empty. */
export interface NewIncidentRow {
  readonly arendenr: string
  readonly origin: Ursprung
  readonly arendetyp: Arendetyp
  readonly status: Status
  /** Instant, ISO in UTC. */
  readonly reportedAt: string
  readonly unitId: number
  readonly handelsetyp: string
  readonly title: string
  readonly description: string
  readonly sourceSystem?: string | null
  readonly sourceKey?: string | null
  readonly sourceUrl?: string | null
  readonly sourcePublisher?: string | null
  /** A day, or the source's own words ('2019'). */
  readonly sourceDate?: string | null
  readonly eventDate?: string | null
  readonly eventTime?: string | null
  readonly eventPeriod?: Dygnstid | null
  readonly eventText?: string | null
  readonly discoveredDate?: string | null
  /** Given only when it is not the event's day, else the discovery's, else the source's, else the report's. */
  readonly sortDate?: string
  readonly reporterRole?: string | null
  readonly vardtyp?: string | null
  readonly specialty?: string | null
  readonly consequence?: string
  readonly causesText?: string
  readonly measuresText?: string
  readonly immediateAction?: string
  readonly whatHelped?: string
  readonly suggestion?: string
  readonly reportedActualSeverity?: number | null
  readonly reportedPotentialSeverity?: number | null
  readonly patientInvolved?: boolean
  readonly patientAge?: number | null
  readonly patientSex?: Kon | null
  readonly patientText?: string | null
  readonly patientInformed?: JaNejEjAktuellt | null
  readonly patientInformedDate?: string | null
  readonly patientInformedBy?: string | null
  readonly patientNotInformedReason?: string | null
  readonly journalNoted?: boolean | null
  readonly feedbackWanted?: boolean
  readonly feedbackGivenDate?: string | null
  readonly feedbackText?: string
  readonly diarienummer?: string | null
  readonly statusReason?: string
  readonly closedDate?: string | null
  readonly harm?: Skada
  readonly potentialHarm?: Skaderisk
  readonly riskScore?: number | null
  readonly riskLevel?: RiskLevel | null
  readonly investigated?: boolean
  readonly undertyp?: string | null
  readonly skadetyp?: string | null
  readonly nccMerp?: NccMerp | null
  readonly psychologicalSeverity?: number | null
  readonly vardprocess?: string | null
  readonly medicineName?: string
  readonly medicineStrength?: string
  readonly medicineForm?: string
  readonly medicineBatch?: string
  readonly deviceName?: string
  readonly deviceMaker?: string
  readonly deviceModel?: string
  readonly deviceSerial?: string
  readonly isChild?: boolean | null
  readonly childInformed?: JaNejEjAktuellt | null
  readonly guardianInformed?: JaNejEjAktuellt | null
  readonly frailElderly?: boolean | null
  readonly fastVardkontakt?: JaNejOkant | null
  readonly vardplan?: JaNejOkant | null
  readonly waitingKind?: Vantetid | null
  readonly waitingDays?: number | null
  readonly samverkan?: string | null
  readonly samverkanWith?: string
  readonly medicalArea?: string | null
  readonly feedbackSkipReason?: string
  readonly followUpDate?: string | null
  readonly assignedTo?: string | null
  readonly incomplete?: boolean
  readonly importBatchId?: number | null
  /** What the source said when it was last read; see transfer/sourceValues.ts. */
  readonly sourceHash?: string | null
  readonly agens?: readonly string[]
  readonly strategiomraden?: readonly string[]
  readonly kvalitetsregister?: readonly string[]
}

const INSERT = `INSERT INTO incident (
  arendenr, origin, source_system, source_key, source_url, source_publisher, source_date, arendetyp, status,
  reported_at, event_date, event_time, event_period, event_text, discovered_date, sort_date, unit_id,
  forvaltning_id, reporter_role, handelsetyp, vardtyp, specialty, title, description, consequence, causes_text,
  measures_text, immediate_action, what_helped, suggestion, reported_actual_severity,
  reported_potential_severity, patient_involved, patient_age, patient_sex, patient_text, patient_informed,
  patient_informed_date, patient_informed_by, patient_not_informed_reason, journal_noted, feedback_wanted,
  feedback_given_date, feedback_text, diarienummer, status_reason, closed_date, harm, potential_harm, risk_score,
  risk_level, investigated,
  undertyp, skadetyp, ncc_merp, psychological_severity, vardprocess, medicine_name, medicine_strength,
  medicine_form, medicine_batch, device_name, device_maker, device_model, device_serial, is_child,
  child_informed, guardian_informed, frail_elderly, fast_vardkontakt, vardplan, waiting_kind, waiting_days, samverkan, samverkan_with,
  medical_area, feedback_skip_reason, guarantee_passed, incomplete, follow_up_date,
  assigned_to, assigned_at, import_batch_id, source_hash
) VALUES (
  @arendenr, @origin, @source_system, @source_key, @source_url, @source_publisher, @source_date, @arendetyp, @status,
  @reported_at, @event_date, @event_time, @event_period, @event_text, @discovered_date, @sort_date, @unit_id,
  @forvaltning_id, @reporter_role, @handelsetyp, @vardtyp, @specialty, @title, @description, @consequence, @causes_text,
  @measures_text, @immediate_action, @what_helped, @suggestion, @reported_actual_severity,
  @reported_potential_severity, @patient_involved, @patient_age, @patient_sex, @patient_text, @patient_informed,
  @patient_informed_date, @patient_informed_by, @patient_not_informed_reason, @journal_noted, @feedback_wanted,
  @feedback_given_date, @feedback_text, @diarienummer, @status_reason, @closed_date, @harm, @potential_harm, @risk_score,
  @risk_level, @investigated,
  @undertyp, @skadetyp, @ncc_merp, @psychological_severity, @vardprocess, @medicine_name, @medicine_strength,
  @medicine_form, @medicine_batch, @device_name, @device_maker, @device_model, @device_serial, @is_child,
  @child_informed, @guardian_informed, @frail_elderly, @fast_vardkontakt, @vardplan, @waiting_kind, @waiting_days, @samverkan, @samverkan_with,
  @medical_area, @feedback_skip_reason, @guarantee_passed, @incomplete, @follow_up_date,
  @assigned_to, @assigned_at, @import_batch_id, @source_hash
)`

/**
 * Adds an incident and its words to the search index; returns its id. Makes no audit row and checks no rule:
 * that is for the command or the import that calls.
 */
export function insertIncident(db: Db, row: NewIncidentRow): number {
  const place = placeOf(db, row.unitId)
  const sortDate =
    row.sortDate ??
    row.eventDate ??
    row.discoveredDate ??
    (isIsoDate(row.sourceDate ?? '') ? row.sourceDate : undefined) ??
    row.reportedAt.slice(0, 10)
  const { id } = db.run(INSERT, {
    arendenr: row.arendenr,
    origin: row.origin,
    source_system: row.sourceSystem ?? null,
    source_key: row.sourceKey ?? null,
    source_url: row.sourceUrl ?? null,
    source_publisher: row.sourcePublisher ?? null,
    source_date: row.sourceDate ?? null,
    arendetyp: row.arendetyp,
    status: row.status,
    reported_at: row.reportedAt,
    event_date: row.eventDate ?? null,
    event_time: row.eventTime ?? null,
    event_period: row.eventPeriod ?? null,
    event_text: row.eventText ?? null,
    discovered_date: row.discoveredDate ?? null,
    sort_date: sortDate,
    unit_id: row.unitId,
    forvaltning_id: place.forvaltningId,
    reporter_role: row.reporterRole ?? null,
    handelsetyp: row.handelsetyp,
    vardtyp: row.vardtyp ?? null,
    specialty: row.specialty ?? null,
    title: row.title,
    description: row.description,
    consequence: row.consequence ?? '',
    causes_text: row.causesText ?? '',
    measures_text: row.measuresText ?? '',
    immediate_action: row.immediateAction ?? '',
    what_helped: row.whatHelped ?? '',
    suggestion: row.suggestion ?? '',
    reported_actual_severity: row.reportedActualSeverity ?? null,
    reported_potential_severity: row.reportedPotentialSeverity ?? null,
    patient_involved: row.patientInvolved === false ? 0 : 1,
    patient_age: row.patientAge ?? null,
    patient_sex: row.patientSex ?? null,
    patient_text: row.patientText ?? null,
    patient_informed: row.patientInformed ?? null,
    patient_informed_date: row.patientInformedDate ?? null,
    patient_informed_by: row.patientInformedBy ?? null,
    patient_not_informed_reason: row.patientNotInformedReason ?? null,
    journal_noted: flag(row.journalNoted),
    feedback_wanted: row.feedbackWanted === false ? 0 : 1,
    feedback_given_date: row.feedbackGivenDate ?? null,
    feedback_text: row.feedbackText ?? '',
    diarienummer: row.diarienummer ?? null,
    status_reason: row.statusReason ?? '',
    closed_date: row.closedDate ?? null,
    harm: row.harm ?? 'ej_bedomd',
    potential_harm: row.potentialHarm ?? 'ej_bedomd',
    risk_score: row.riskScore ?? null,
    risk_level: row.riskLevel ?? null,
    investigated: row.investigated ? 1 : 0,
    undertyp: row.undertyp ?? null,
    skadetyp: row.skadetyp ?? null,
    ncc_merp: row.nccMerp ?? null,
    psychological_severity: row.psychologicalSeverity ?? null,
    vardprocess: row.vardprocess ?? null,
    medicine_name: row.medicineName ?? '',
    medicine_strength: row.medicineStrength ?? '',
    medicine_form: row.medicineForm ?? '',
    medicine_batch: row.medicineBatch ?? '',
    device_name: row.deviceName ?? '',
    device_maker: row.deviceMaker ?? '',
    device_model: row.deviceModel ?? '',
    device_serial: row.deviceSerial ?? '',
    is_child: flag(row.isChild),
    child_informed: row.childInformed ?? null,
    guardian_informed: row.guardianInformed ?? null,
    frail_elderly: flag(row.frailElderly),
    fast_vardkontakt: row.fastVardkontakt ?? null,
    vardplan: row.vardplan ?? null,
    waiting_kind: row.waitingKind ?? null,
    waiting_days: row.waitingDays ?? null,
    samverkan: row.samverkan ?? null,
    samverkan_with: row.samverkanWith ?? '',
    medical_area: row.medicalArea ?? null,
    feedback_skip_reason: row.feedbackSkipReason ?? '',
    guarantee_passed: flag(guaranteePassed(row.waitingKind ?? null, row.waitingDays ?? null, sortDate)),
    incomplete: row.incomplete ? 1 : 0,
    follow_up_date: row.followUpDate ?? null,
    assigned_to: row.assignedTo ?? null,
    assigned_at: row.assignedTo ? row.reportedAt : null,
    import_batch_id: row.importBatchId ?? null,
    source_hash: row.sourceHash ?? null,
  })
  for (const field of Object.keys(TAG_FIELDS) as TagField[]) {
    for (const code of row[field] ?? []) {
      db.run('INSERT INTO incident_tag (incident_id, list, code) VALUES (?, ?, ?)', [
        id,
        TAG_FIELDS[field],
        code,
      ])
    }
  }
  indexCase(db, id, searchedText(row, place.unitName))
  return id
}

function flag(value: boolean | null | undefined): number | null {
  return value === undefined || value === null ? null : Number(value)
}

/** Writes the search words of a stored incident anew, from what it now says. */
export function reindexIncident(db: Db, id: number): void {
  const text = storedText(db, id)
  if (!text) throw new LardomError('NOT_FOUND', { what: 'Händelsen' })
  reindexCase(db, id, text)
}

/** The unit's name and förvaltning. @throws INPUT_INVALID when it is unknown or above every förvaltning. */
export function placeOf(db: Db, unitId: number): { unitName: string; forvaltningId: number } {
  const unit = db.get<{ name: string; forvaltning_id: number | null }>(
    'SELECT name, forvaltning_id FROM unit WHERE id = ?',
    [unitId],
  )
  if (!unit) throw new LardomError('INPUT_INVALID', { detail: 'Enheten finns inte.' }, { field: 'unitId' })
  if (unit.forvaltning_id === null) {
    throw new LardomError(
      'INPUT_INVALID',
      {
        detail: 'Välj en förvaltning, verksamhet eller enhet; en händelse kan inte läggas på hela regionen.',
      },
      { field: 'unitId' },
    )
  }
  return { unitName: unit.name, forvaltningId: unit.forvaltning_id }
}

export interface NewAssessmentRow {
  readonly incidentId: number
  readonly version: number
  readonly assessedAt: string
  readonly assessedBy: string
  readonly answers: AssessmentAnswers
  readonly harm: Skada
  readonly potentialHarm: Skaderisk
  readonly riskScore: number | null
  readonly riskLevel: RiskLevel | null
  readonly thresholdVersion: string
  readonly lexMariaReview: boolean
  readonly investigationLevel: Utredningsniva
  readonly motivation: string
}

/** Adds an assessment version. The copies on the incident (harm, potential_harm, risk_score, risk_level) are the caller’s. */
export function insertAssessment(db: Db, row: NewAssessmentRow): number {
  const { answers } = row
  return db.run(
    `INSERT INTO assessment (incident_id, version, assessed_at, assessed_by, answers_json, harm, potential_harm,
       avoidability, actual_severity, potential_severity, likelihood, risk_score, risk_level, threshold_version,
       lex_maria_review, investigation_level, motivation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.incidentId,
      row.version,
      row.assessedAt,
      row.assessedBy,
      JSON.stringify(answers),
      row.harm,
      row.potentialHarm,
      answers.avoidability,
      answers.actualSeverity,
      answers.potentialSeverity,
      answers.likelihood,
      row.riskScore,
      row.riskLevel,
      row.thresholdVersion,
      row.lexMariaReview ? 1 : 0,
      row.investigationLevel,
      row.motivation,
    ],
  ).id
}
