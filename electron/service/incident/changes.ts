import { assess, type AssessmentAnswers } from '../../../shared/incident/assessment.ts'
import type { Utredningsniva } from '../../../shared/incident/codes.ts'
import {
  assertFields,
  CODE_FIELDS,
  TAG_FIELDS,
  type IncidentFields,
  type TagField,
} from '../../../shared/incident/fields.ts'
import { thresholdsOn } from '../../../shared/incident/risk.ts'
import { missingFromReport } from '../../../shared/incident/complete.ts'
import { emptied, PATIENT_FIELDS } from '../../../shared/incident/sections.ts'
import { concernsPatient, isClosed } from '../../../shared/incident/status.ts'
import { guaranteePassed } from '../../../shared/incident/vardgaranti.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { assertCodes, type CodeClaim } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { assertWritable } from '../kernel/scope.ts'
import { writableIncident } from './reach.ts'
import { insertAssessment, insertIncident, placeOf, reindexIncident } from './repository.ts'
import { currentAssessment, writeChanges, type Changes, type StoredIncident } from './stored.ts'

/** What the commands do; each runs inside the router's transaction. */

type Fields = StoredIncident['fields']

export interface Changed {
  readonly id: number
  readonly version: number
}

/** `short`: only the short report is written, and the case says so until the rest is filled in. */
export function registerIncident(
  context: Context,
  fields: IncidentFields,
  how: { short: boolean },
): Changed & { arendenr: string } {
  const { db, now } = context
  const today = swedishDay(now())
  assertFields(fields, today, how)
  assertCodes(db, claimsOf(fields), today)
  assertTypes(db, fields)
  assertWritable(context, placeOf(db, fields.unitId).forvaltningId)
  const arendenr = nextNumber(db, 'AVV', Number(today.slice(0, 4)))
  const id = insertIncident(db, {
    ...fields,
    ...withoutPatientWhenNone(fields),
    arendenr,
    origin: 'registrerad',
    status: 'inkommen',
    reportedAt: now().toISOString(),
    sortDate: sortDateOf(fields, today),
    incomplete: how.short && missingFromReport(fields).length > 0,
  })
  context.audit({
    action: 'incident.register',
    entity: 'incident',
    entityId: id,
    after: { arendenr, ...fields },
  })
  context.changed('incident')
  return { id, version: 1, arendenr }
}

export function updateIncident(
  context: Context,
  input: { id: number; version: number; fields: IncidentFields },
): Changed {
  const { db, now } = context
  const stored = writableIncident(context, input.id)
  // What nobody has filled in yet may wait until somebody does.
  assertFields(input.fields, swedishDay(now()), { short: stored.incomplete })
  assertCodes(db, claimsOf(input.fields, stored.fields), swedishDay(now()))
  assertTypes(db, input.fields, stored.fields)
  if (!input.fields.patientInvolved && concernsPatient({ patientInvolved: false }, stored.harm)) {
    throw new LardomError(
      'INPUT_INVALID',
      {
        detail:
          'Händelsen är bedömd som en vårdskada, så en patient berördes. Ändra bedömningen först om det är fel.',
      },
      { field: 'patientInvolved' },
    )
  }
  const fields: IncidentFields = { ...input.fields, ...withoutPatientWhenNone(input.fields) }
  const before: Changes = {}
  const after: Changes = {}
  for (const name of Object.keys(fields)) {
    // Object.keys loses the type; the fields are a strict object of exactly these names.
    const field = name as keyof IncidentFields
    if (isSame(fields[field], stored.fields[field])) continue
    Object.assign(before, { [field]: stored.fields[field] })
    Object.assign(after, { [field]: fields[field] })
  }
  if (stored.incomplete && missingFromReport(fields).length === 0) {
    before.incomplete = true
    after.incomplete = false
  }
  if (Object.keys(after).length === 0 && stored.version === input.version) {
    return { id: input.id, version: stored.version }
  }
  if (fields.unitId !== stored.fields.unitId) {
    before.forvaltningId = stored.forvaltningId
    const { forvaltningId } = placeOf(db, fields.unitId)
    // A case is handed over by someone whose role holds on both sides.
    assertWritable(context, forvaltningId)
    after.forvaltningId = forvaltningId
  }
  const date = sortDateOf(fields, swedishDay(new Date(stored.reportedAt)))
  // A date in the source's words keeps its place; a changed day moves the case.
  if (after.eventDate !== undefined || after.discoveredDate !== undefined) {
    before.date = stored.date
    after.date = date
  }
  const passed = guaranteePassed(fields.waitingKind, fields.waitingDays, String(after.date ?? stored.date))
  if (passed !== stored.guaranteePassed) {
    before.guaranteePassed = stored.guaranteePassed
    after.guaranteePassed = passed
  }
  const version = writeChanges(db, input.id, input.version, after)
  reindexIncident(db, input.id)
  if (stored.fields.unitId !== fields.unitId) moveCase(context, input.id)
  context.audit({ action: 'incident.update', entity: 'incident', entityId: input.id, before, after })
  context.changed('incident')
  return { id: input.id, version }
}

export interface AssessInput {
  readonly id: number
  readonly version: number
  readonly answers: AssessmentAnswers
  readonly investigationLevel: Utredningsniva
  readonly motivation: string
}

export function assessIncident(context: Context, input: AssessInput): Changed {
  const { db, now, actor } = context
  const stored = writableIncident(context, input.id)
  if (isClosed(stored.status)) {
    throw new LardomError('RULE', {
      detail: 'Ärendet är stängt. Återöppna det innan du bedömer det på nytt.',
    })
  }
  refusePersonnummer(input.motivation, 'motivation', 'Motivering')
  if (input.answers.effect === 'faktisk' && !stored.fields.patientInvolved) {
    throw new LardomError(
      'RULE',
      {
        detail:
          'I händelsen står att ingen patient berördes. Redigera händelsen och svara ja på den frågan innan du bedömer att en patient drabbades.',
      },
      { field: 'effect' },
    )
  }
  const thresholds = thresholdsOn(swedishDay(now()))
  const result = assess(input.answers, thresholds)
  const problem = result.missing[0] ?? result.contradictions[0]
  if (problem) throw new LardomError('INPUT_INVALID', { detail: problem.text }, { field: problem.field })

  const earlier = currentAssessment(db, input.id)
  const assessmentVersion = (earlier?.version ?? 0) + 1
  const copies: Changes = {
    harm: result.harm,
    potentialHarm: result.potentialHarm,
    riskScore: result.riskScore,
    riskLevel: result.riskLevel,
    ...(stored.status === 'inkommen' ? { status: 'bedomd' } : {}),
  }
  const version = writeChanges(db, input.id, input.version, copies)
  insertAssessment(db, {
    incidentId: input.id,
    version: assessmentVersion,
    assessedAt: now().toISOString(),
    assessedBy: actor.name,
    answers: input.answers,
    harm: result.harm,
    potentialHarm: result.potentialHarm,
    riskScore: result.riskScore,
    riskLevel: result.riskLevel,
    thresholdVersion: thresholds.version,
    lexMariaReview: result.lexMariaReview,
    investigationLevel: input.investigationLevel,
    motivation: input.motivation,
  })
  context.audit({
    action: 'incident.assess',
    entity: 'incident',
    entityId: input.id,
    before: {
      ...pick(stored, copies),
      avoidability: earlier?.avoidability ?? null,
      actualSeverity: earlier?.actualSeverity ?? null,
      potentialSeverity: earlier?.potentialSeverity ?? null,
      likelihood: earlier?.likelihood ?? null,
      investigationLevel: earlier?.investigationLevel ?? null,
      motivation: earlier?.motivation ?? null,
      assessmentVersion: earlier?.version ?? null,
    },
    after: {
      ...copies,
      avoidability: input.answers.avoidability,
      actualSeverity: input.answers.actualSeverity,
      potentialSeverity: input.answers.potentialSeverity,
      likelihood: input.answers.likelihood,
      investigationLevel: input.investigationLevel,
      motivation: input.motivation,
      assessmentVersion,
      thresholdVersion: thresholds.version,
      answers: input.answers,
    },
  })
  context.changed('incident')
  return { id: input.id, version }
}

/** What hangs on an incident follows it to another förvaltning, so that lists and statistics agree. */
export function moveCase({ db }: Pick<Context, 'db'>, id: number): void {
  for (const table of ['analysis', 'action', 'lex_maria_case']) {
    db.run(
      `UPDATE ${table} SET forvaltning_id = (SELECT forvaltning_id FROM incident WHERE id = @id) WHERE incident_id = @id`,
      { id },
    )
  }
}

/** Tags are sets: their order says nothing. */
function isSame(a: IncidentFields[keyof IncidentFields], b: IncidentFields[keyof IncidentFields]): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((code) => b.includes(code))
}

/** The codes that a form has chosen, as the lists of the day must have them. */
function claimsOf(fields: IncidentFields, before?: Fields): CodeClaim[] {
  const single = (Object.keys(CODE_FIELDS) as (keyof typeof CODE_FIELDS)[]).flatMap((field) => {
    const code = fields[field]
    return code === null ? [] : [{ list: CODE_FIELDS[field], field, code, before: before?.[field] }]
  })
  const several = (Object.keys(TAG_FIELDS) as TagField[]).flatMap((field) =>
    fields[field].map((code) => ({ list: TAG_FIELDS[field], field, code, before: before?.[field] })),
  )
  return [...single, ...several]
}

function sortDateOf(fields: IncidentFields, reportedDay: string): string {
  return fields.eventDate ?? fields.discoveredDate ?? reportedDay
}

/** Answers about a patient mean nothing where none was involved. */
function withoutPatientWhenNone(fields: IncidentFields): Partial<IncidentFields> {
  return fields.patientInvolved ? {} : emptied(PATIENT_FIELDS)
}

/**
 * The händelsetyp is of the upper level, and the undertyp one of its own. What a case has since before is left as it is.
 * @throws INPUT_INVALID
 */
function assertTypes(db: Db, fields: IncidentFields, before?: Fields): void {
  const parentOf = (code: string) =>
    db.get<{ parent: string | null }>('SELECT parent FROM code WHERE list = ? AND code = ?', [
      CODE_FIELDS.handelsetyp,
      code,
    ])?.parent ?? null
  const isNew = fields.handelsetyp !== before?.handelsetyp
  if (isNew && parentOf(fields.handelsetyp) !== null) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Välj en händelsetyp, och det som står under den som undertyp.' },
      { field: 'handelsetyp' },
    )
  }
  const { undertyp } = fields
  if (undertyp === null || (!isNew && undertyp === before.undertyp)) return
  if (parentOf(undertyp) !== fields.handelsetyp) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Undertypen hör till en annan händelsetyp. Välj en som hör till den valda.' },
      { field: 'undertyp' },
    )
  }
}

/** The stored values of the fields that a change is about to write. */
export function pick(stored: StoredIncident, changes: Changes): Changes {
  const values: Readonly<Record<string, unknown>> = {
    ...stored.fields,
    status: stored.status,
    statusReason: stored.statusReason,
    closedDate: stored.closedDate,
    harm: stored.harm,
    potentialHarm: stored.potentialHarm,
    riskScore: stored.riskScore,
    riskLevel: stored.riskLevel,
    investigated: stored.investigated,
    incomplete: stored.incomplete,
    followUpDate: stored.followUpDate,
    assignedTo: stored.assignedTo?.id ?? null,
  }
  return Object.fromEntries(Object.keys(changes).map((name) => [name, values[name] ?? null]))
}
