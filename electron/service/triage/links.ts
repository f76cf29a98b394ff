import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { ANALYSIS_LINK, NOT_DUPLICATE, type LinkKind } from '../../../shared/triage/codes.ts'
import { readableIncident, writableIncident } from '../incident/reach.ts'
import type { Context } from '../kernel/context.ts'
import { assertReadable, assertWritable } from '../kernel/scope.ts'
import { labelOf } from './caseRows.ts'

/** Links between incidents, and from an incident to an analysis that began with another. */

type To = { readonly incidentId: number; readonly kind: LinkKind } | { readonly analysisId: number }

interface LinkInput {
  readonly incidentId: number
  readonly to: To
  readonly note: string
}

/** The caller changes the one case and needs but read the other; both histories say it. */
export function addLink(context: Context, { incidentId, to, note }: LinkInput): { id: number } {
  const incident = writableIncident(context, incidentId)
  refusePersonnummer(note, 'note', 'Kommentar')
  const far =
    'analysisId' in to ? readableAnalysis(context, to.analysisId) : incidentEnd(context, to.incidentId)
  if ('incidentId' in to && to.incidentId === incidentId) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'En händelse kan inte länkas till sig själv.' },
      { field: 'to' },
    )
  }
  if ('analysisId' in to && far.startedBy === incidentId) {
    throw new LardomError('RULE', { detail: 'Händelseanalysen utgår redan från den här händelsen.' })
  }
  const kind = 'analysisId' in to ? ANALYSIS_LINK : to.kind
  if (alreadyLinked(context, incidentId, to, kind)) {
    throw new LardomError('RULE', { detail: `De är redan länkade: ${labelOf(kind, true)} ${far.name}.` })
  }
  const id = insertLink(context, incidentId, to, kind, note)
  context.audit({
    action: 'triage.link',
    entity: 'incident',
    entityId: incidentId,
    before: {},
    after: { link: `${labelOf(kind, true)} ${far.name}`, ...(note === '' ? {} : { linkNote: note }) },
  })
  if ('incidentId' in to) {
    context.audit({
      action: 'triage.link',
      entity: 'incident',
      entityId: to.incidentId,
      before: {},
      after: {
        link: `${labelOf(kind, false)} ${incident.arendenr}`,
        ...(note === '' ? {} : { linkNote: note }),
      },
    })
  }
  context.changed('triage', 'incident')
  return { id }
}

export function removeLink(context: Context, id: number): Record<string, never> {
  const { db } = context
  const row = db.get<{
    incident_id: number
    other_id: number | null
    analysis_id: number | null
    kind: string
    note: string
    forvaltning_id: number
  }>(
    `SELECT incident_id, other_id, analysis_id, kind, note, forvaltning_id
     FROM incident_link l JOIN incident i ON i.id = l.incident_id WHERE l.id = ? AND kind <> ?`,
    [id, NOT_DUPLICATE],
  )
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Länken' })
  assertWritable(context, row.forvaltning_id)
  db.run('DELETE FROM incident_link WHERE id = ?', [id])
  const note = row.note === '' ? {} : { linkNote: row.note }
  const nearName = db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [row.incident_id]) ?? ''
  const farName =
    row.other_id === null
      ? db.value<string>('SELECT number FROM analysis WHERE id = ?', [row.analysis_id])
      : db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [row.other_id])
  const told = (entityId: number, isFrom: boolean, name: string) =>
    context.audit({
      action: 'triage.unlink',
      entity: 'incident',
      entityId,
      before: { link: `${labelOf(row.kind, isFrom)} ${name}`, ...note },
      after: {},
    })
  told(row.incident_id, true, farName ?? '')
  if (row.other_id !== null) told(row.other_id, false, nearName)
  context.changed('triage', 'incident')
  return {}
}

/** Somebody has looked at both: they are not shown as possible duplicates again. */
export function markNotDuplicate(context: Context, a: number, b: number): Record<string, never> {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const one = writableIncident(context, low)
  const other = writableIncident(context, high)
  if (alreadyLinked(context, low, { incidentId: high, kind: 'samma_handelse' }, NOT_DUPLICATE)) return {}
  insertLink(context, low, { incidentId: high, kind: 'samma_handelse' }, NOT_DUPLICATE, '')
  for (const [entityId, name] of [
    [low, other.arendenr],
    [high, one.arendenr],
  ] as const) {
    context.audit({
      action: 'triage.not-duplicate',
      entity: 'incident',
      entityId,
      before: {},
      after: { notDuplicateOf: name },
    })
  }
  context.changed('triage')
  return {}
}

function incidentEnd(context: Context, id: number): { name: string; startedBy: null } {
  return { name: readableIncident(context, id).arendenr, startedBy: null }
}

/** @throws NOT_FOUND, OUT_OF_SCOPE */
export function readableAnalysis(
  context: Pick<Context, 'db' | 'scope'>,
  id: number,
): { name: string; startedBy: number } {
  const row = context.db.get<{ number: string; forvaltning_id: number; incident_id: number }>(
    'SELECT number, forvaltning_id, incident_id FROM analysis WHERE id = ?',
    [id],
  )
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Händelseanalysen' })
  assertReadable(context, row.forvaltning_id)
  return { name: row.number, startedBy: row.incident_id }
}

/** From either end: 'samma händelse' is one link, not two. */
function alreadyLinked({ db }: Context, incidentId: number, to: To, kind: string): boolean {
  if ('analysisId' in to) {
    return (
      db.value<number>('SELECT 1 FROM incident_link WHERE incident_id = ? AND analysis_id = ?', [
        incidentId,
        to.analysisId,
      ]) === 1
    )
  }
  return (
    db.value<number>(
      `SELECT 1 FROM incident_link WHERE kind = @kind
         AND ((incident_id = @a AND other_id = @b) OR (incident_id = @b AND other_id = @a))`,
      { kind, a: incidentId, b: to.incidentId },
    ) === 1
  )
}

function insertLink(
  { db, now, actor }: Context,
  incidentId: number,
  to: To,
  kind: string,
  note: string,
): number {
  return db.run(
    `INSERT INTO incident_link (incident_id, other_id, analysis_id, kind, note, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      incidentId,
      'incidentId' in to ? to.incidentId : null,
      'analysisId' in to ? to.analysisId : null,
      kind,
      note,
      now().toISOString(),
      actor.id,
    ],
  ).id
}
