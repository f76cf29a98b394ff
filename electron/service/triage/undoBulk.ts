import * as z from 'zod'
import { isClosed } from '../../../shared/incident/status.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { BulkResult } from '../../../shared/triage/contract.ts'
import { changesIn } from '../incident/undo.ts'
import { writableIncident } from '../incident/reach.ts'
import { writeChanges } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { Tally, inSteps, type Item } from './bulk.ts'

/** Takes back what one call changed in many cases: what it was stands in the log, beside the batch's own name. */

const DAY = 86_400_000
const record = z.record(z.string(), z.unknown())

interface Row {
  entity_id: string
  before_json: string
  after_json: string
}

/** @throws RULE when there is nothing by that name of the caller's own, from the last day. */
export async function undoBulk(context: Context, batch: string): Promise<BulkResult> {
  const { db, actor, now } = context
  const rows = db.all<Row>(
    `SELECT entity_id, before_json, after_json FROM audit_log
     WHERE account_id = @me AND at >= @since AND action IN ('triage.assign', 'triage.classify')
       AND json_extract(after_json, '$.bulk') = @batch`,
    { me: actor.id, since: new Date(now().getTime() - DAY).toISOString(), batch },
  )
  if (rows.length === 0) {
    throw new LardomError('RULE', {
      detail: 'Det finns ingen ändring av dig från det senaste dygnet att ångra.',
    })
  }
  const byId = new Map(rows.map((row) => [Number(row.entity_id), row]))
  const items: Item[] = [...byId.keys()].map((id) => ({ id, version: null }))
  const tally = new Tally(batch)
  await inSteps(context, items, 'Ångrar ändringarna', tally, (id) => {
    const row = byId.get(id)
    if (!row) throw new TypeError('an item that was not asked for')
    try {
      return putBack(context, id, row)
    } catch (error) {
      if (!(error instanceof LardomError)) throw error
      return { kind: 'refused', arendenr: null, reason: error.message, code: error.code }
    }
  })
  return { ...tally.result(), batch: null }
}

function putBack(context: Context, id: number, row: Row) {
  const stored = writableIncident(context, id)
  const before = record.parse(JSON.parse(row.before_json))
  const after = record.parse(JSON.parse(row.after_json))
  if (stored.version !== after['version'] || isClosed(stored.status)) {
    return {
      kind: 'refused',
      arendenr: stored.arendenr,
      reason: 'Händelsen har ändrats sedan dess och lämnas som den är.',
      code: 'CONFLICT',
    } as const
  }
  writeChanges(context.db, id, stored.version, changesIn(before))
  context.audit({ action: 'triage.undo', entity: 'incident', entityId: id, before: after, after: before })
  return { kind: 'changed' } as const
}
