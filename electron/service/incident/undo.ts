import * as z from 'zod'
import { HISTORY_ACTIONS, describeChanges } from '../../../shared/incident/history.ts'
import type { HistoryEntry, Incident } from '../../../shared/incident/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import type { Actor, Context } from '../kernel/context.ts'
import { assertWritable } from '../kernel/scope.ts'
import { moveCase } from './changes.ts'
import { readableIncident, writableIncident } from './reach.ts'
import { reindexIncident } from './repository.ts'
import { codeNamer } from '../code/codes.ts'
import {
  deleteAssessment,
  isChangeName,
  isTagField,
  unitPathOf,
  writeChanges,
  type Changes,
} from './stored.ts'

/** Reads the audit log of an incident: as history to look at, and as what Ångra puts back. */

const UNDOABLE = [
  'incident.update',
  'incident.assess',
  'incident.set-status',
  'incident.give-feedback',
  'triage.assign',
  'triage.classify',
]
const ENTITY = 'incident'
/** Looks at the patient's number and changes of it: told with the rest, but nothing to take back. */
const PATIENT = 'patient'
/** So too its attachments, each under its own id. */
const ATTACHMENT = 'attachment'
const record = z.record(z.string(), z.unknown())

interface AuditRow {
  seq: number
  at: string
  account_id: string | null
  account_name: string
  action: string
  before_json: string | null
  after_json: string | null
}

/** Newest first, in Swedish words. */
export function historyOf(context: Pick<Context, 'db' | 'scope'>, id: number): HistoryEntry[] {
  readableIncident(context, id)
  const { db } = context
  const unitName = (unitId: number) =>
    unitPathOf(db, unitId)
      .map((unit) => unit.name)
      .join(' › ')
  const codeLabel = codeNamer(db)
  return db
    .all<AuditRow>(
      `SELECT seq, at, account_id, account_name, action, before_json, after_json FROM audit_log
       WHERE (entity IN (?, ?) AND entity_id = ?)
         OR (entity = ? AND entity_id IN (SELECT CAST(id AS TEXT) FROM attachment WHERE incident_id = ?))
       ORDER BY seq DESC`,
      [ENTITY, PATIENT, String(id), ATTACHMENT, id],
    )
    .map((row) => ({
      seq: row.seq,
      at: row.at,
      by: row.account_name,
      action: HISTORY_ACTIONS[row.action] ?? row.action,
      changes: describeChanges(parse(row.before_json), parse(row.after_json), { unitName, codeLabel }),
    }))
}

/** What the person may take back, if the latest change is theirs. */
export function undoFor(db: Db, actor: Actor, incident: Pick<Incident, 'id' | 'editable'>): Incident['undo'] {
  const latest = latestChange(db, incident.id)
  if (!incident.editable || !latest || !isUndoableBy(latest, actor)) return null
  return { label: HISTORY_ACTIONS[latest.action] ?? latest.action }
}

/** Puts back what the latest change replaced; itself a change with its own trace. */
export function undoLatest(context: Context, input: { id: number; version: number }) {
  const { db, actor } = context
  const stored = writableIncident(context, input.id)
  const latest = latestChange(db, input.id)
  if (!latest || !UNDOABLE.includes(latest.action)) {
    throw new LardomError('RULE', { detail: 'Det finns ingen ändring att ångra.' })
  }
  if (!isUndoableBy(latest, actor)) {
    throw new LardomError('RULE', {
      detail: `Den senaste ändringen gjordes av ${latest.account_name}. Bara den som gjorde ändringen kan ångra den.`,
    })
  }
  const before = parse(latest.before_json)
  const after = parse(latest.after_json)
  const backTo = before['forvaltningId']
  if (typeof backTo === 'number') assertWritable(context, backTo)
  const version = writeChanges(db, input.id, input.version, changesIn(before))
  const assessmentVersion = after['assessmentVersion']
  if (latest.action === 'incident.assess' && typeof assessmentVersion === 'number') {
    // Its content stays readable in the audit log.
    deleteAssessment(db, input.id, assessmentVersion)
  }
  reindexIncident(db, input.id)
  if (before['unitId'] !== undefined && before['unitId'] !== stored.fields.unitId) moveCase(context, input.id)
  context.audit({ action: 'incident.undo', entity: ENTITY, entityId: input.id, before: after, after: before })
  context.changed('incident')
  return { id: input.id, version }
}

function latestChange(db: Db, id: number): AuditRow | undefined {
  return db.get<AuditRow>(
    `SELECT seq, at, account_id, account_name, action, before_json, after_json FROM audit_log
     WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1`,
    [ENTITY, String(id)],
  )
}

function isUndoableBy(row: AuditRow, actor: Actor): boolean {
  return UNDOABLE.includes(row.action) && row.account_id === actor.id
}

function parse(json: string | null): Record<string, unknown> {
  return json === null ? {} : record.parse(JSON.parse(json))
}

/** The values in a record of the log that a change can write again. */
export function changesIn(before: Record<string, unknown>): Changes {
  const changes: Changes = {}
  for (const [name, value] of Object.entries(before)) {
    if (!isChangeName(name)) continue
    if (isTagField(name)) {
      if (Array.isArray(value)) changes[name] = value.map(String)
      continue
    }
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      // Just checked: the log holds plain values under these names.
      changes[name] = value as string | number | boolean | null
    }
  }
  return changes
}
