import * as z from 'zod'
import { FIELD_LABELS } from '../../../shared/incident/fields.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { copied, type CopyableField } from '../../../shared/triage/merge.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { Context } from '../kernel/context.ts'
import { assertWritable } from '../kernel/scope.ts'
import { reindexIncident } from '../incident/repository.ts'
import { changesIn } from '../incident/undo.ts'
import { writableIncident } from '../incident/reach.ts'
import { readIncident, writeChanges, type Changes, type StoredIncident } from '../incident/stored.ts'

/**
 * Two reports of one event become one case: the other is put away with status 'sammanford', is counted nowhere, and
 * stays readable with all that hangs on it. Taken apart again it is as it was.
 */
interface Versioned {
  readonly id: number
  readonly version: number
}

export interface MergeInput {
  readonly keep: Versioned
  readonly away: Versioned
  readonly copy: readonly CopyableField[]
}

/** Why a case cannot be put away; null when it can. */
export function whyNotPutAway({ db }: Pick<Context, 'db'>, incident: StoredIncident): string | null {
  const { id, arendenr } = incident
  if (!incident.editable) return `${arendenr} är ett publicerat fall och kan inte sammanföras.`
  if (incident.status === 'sammanford') return `${arendenr} är redan sammanfört med ett annat ärende.`
  const analysis = db.value<string>('SELECT number FROM analysis WHERE incident_id = ?', [id])
  if (analysis !== undefined)
    return `${arendenr} har en egen händelseanalys, ${analysis}. Behåll det i stället.`
  const lexMaria = db.value<string>('SELECT number FROM lex_maria_case WHERE incident_id = ?', [id])
  if (lexMaria !== undefined) {
    return `${arendenr} har ett eget lex Maria-ärende, ${lexMaria}. Behåll det i stället.`
  }
  const merged = db.value<string>('SELECT arendenr FROM incident WHERE merged_into = ?', [id])
  if (merged !== undefined) {
    return `${merged} är sammanfört med ${arendenr}. Behåll ${arendenr}, eller ta isär dem först.`
  }
  return null
}

export function mergeCases(context: Context, input: MergeInput): { keep: Versioned; away: Versioned } {
  const { db, now } = context
  if (input.keep.id === input.away.id) {
    throw new LardomError('INPUT_INVALID', { detail: 'Välj två olika ärenden.' }, { field: 'away' })
  }
  const keep = writableIncident(context, input.keep.id)
  const away = writableIncident(context, input.away.id)
  const blocked = whyNotPutAway(context, away)
  if (blocked !== null) throw new LardomError('RULE', { detail: blocked })

  const { values, tooLong } = copied(keep.fields, away.fields, input.copy, away.arendenr)
  if (tooLong !== null) {
    throw new LardomError(
      'RULE',
      { detail: `${FIELD_LABELS[tooLong]} skulle bli längre än 20 000 tecken. Kopiera inte det fältet.` },
      { field: 'copy' },
    )
  }
  // Whoever reported the other waits for an answer too: it is given from the case that is kept.
  const owed =
    away.fields.feedbackWanted && away.fields.feedbackGivenDate === null && !keep.fields.feedbackWanted
  const intoKept: Changes = { ...values, ...(owed ? { feedbackWanted: true } : {}) }
  const day = values.eventDate ?? values.discoveredDate
  if (day !== undefined && day !== null && keep.fields.eventDate === null) intoKept.date = day
  const keepVersion = writeChanges(db, keep.id, input.keep.version, intoKept)
  reindexIncident(db, keep.id)

  const putAway: Changes = {
    status: 'sammanford',
    statusReason: `Samma händelse som ${keep.arendenr}.`,
    closedDate: swedishDay(now()),
    mergedInto: keep.id,
  }
  const awayVersion = writeChanges(db, away.id, input.away.version, putAway)
  context.audit({
    action: 'triage.merge',
    entity: 'incident',
    entityId: keep.id,
    before: { ...pick(keep, intoKept) },
    after: { ...intoKept, mergedNumber: away.arendenr, version: keepVersion },
  })
  context.audit({
    action: 'triage.put-away',
    entity: 'incident',
    entityId: away.id,
    before: { ...pick(away, putAway), mergedInto: null },
    after: { ...putAway, mergedIntoNumber: keep.arendenr, version: awayVersion },
  })
  context.changed('incident', 'triage')
  return { keep: { id: keep.id, version: keepVersion }, away: { id: away.id, version: awayVersion } }
}

const record = z.record(z.string(), z.unknown())

export function unmergeCase(
  context: Context,
  { id, version }: Versioned,
): Versioned & { textsStay: boolean } {
  const { db } = context
  const away = readIncident(db, id)
  assertWritable(context, away.forvaltningId)
  const keepId = db.value<number | null>('SELECT merged_into FROM incident WHERE id = ?', [id]) ?? null
  if (away.status !== 'sammanford' || keepId === null) {
    throw new LardomError('RULE', { detail: 'Ärendet är inte sammanfört med något annat.' })
  }
  const keep = readIncident(db, keepId)
  // Texts are taken out of it, and it is one case again: whoever does that may change both.
  assertWritable(context, keep.forvaltningId)
  const was = latest(context, id, 'triage.put-away')?.before ?? {}
  const back: Changes = {
    status: 'inkommen',
    statusReason: '',
    closedDate: null,
    ...changesIn(was),
    mergedInto: null,
  }
  const next = writeChanges(db, id, version, back)
  const textsStay = !takeBack(context, keep, away.arendenr)
  context.audit({
    action: 'triage.unmerge',
    entity: 'incident',
    entityId: id,
    before: { ...pick(away, back), mergedIntoNumber: keep.arendenr },
    after: { ...back, mergedIntoNumber: null },
  })
  context.changed('incident', 'triage')
  return { id, version: next, textsStay }
}

/** What was copied into the kept case goes out again, if nobody has worked on it since. True when nothing stays. */
function takeBack(context: Context, keep: StoredIncident, awayNumber: string): boolean {
  const { db } = context
  const merge = latest(context, keep.id, 'triage.merge')
  const wasThis = merge?.after['mergedNumber'] === awayNumber
  const before = wasThis ? changesIn(merge.before) : {}
  const copiedSome = Object.keys(before).length > 0
  const untouched = wasThis && merge.after['version'] === keep.version
  if (copiedSome && untouched) {
    writeChanges(db, keep.id, keep.version, before)
    reindexIncident(db, keep.id)
  }
  context.audit({
    action: 'triage.unmerge',
    entity: 'incident',
    entityId: keep.id,
    before: { ...(copiedSome && untouched ? pick(keep, before) : {}), mergedNumber: awayNumber },
    after: copiedSome && untouched ? before : {},
  })
  return untouched || (wasThis && !copiedSome)
}

function latest(
  { db }: Context,
  id: number,
  action: string,
): { before: Record<string, unknown>; after: Record<string, unknown> } | undefined {
  const row = db.get<{ before_json: string; after_json: string }>(
    `SELECT before_json, after_json FROM audit_log WHERE entity = 'incident' AND entity_id = ? AND action = ?
     ORDER BY seq DESC LIMIT 1`,
    [String(id), action],
  )
  return (
    row && {
      before: record.parse(JSON.parse(row.before_json)),
      after: record.parse(JSON.parse(row.after_json)),
    }
  )
}

/** The stored values of the fields that a change is about to write. */
function pick(stored: StoredIncident, changes: Changes): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = {
    ...stored.fields,
    status: stored.status,
    statusReason: stored.statusReason,
    closedDate: stored.closedDate,
    date: stored.date,
  }
  return Object.fromEntries(
    Object.keys(changes)
      .filter((name) => name !== 'mergedInto')
      .map((name) => [name, values[name] ?? null]),
  )
}
