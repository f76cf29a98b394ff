import type { Output } from '../../../shared/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { NOT_DUPLICATE } from '../../../shared/triage/codes.ts'
import { readIncident } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { assertWritable } from '../kernel/scope.ts'
import { likenessOf } from './duplicates.ts'
import { whyNotPutAway } from './merge.ts'

/** Two cases that may be one: why they are thought to be, what hangs on each, and what hinders putting it away. */
export function compareCases(context: Context, a: number, b: number): Output<'triage.compare'> {
  if (a === b) throw new LardomError('INPUT_INVALID', { detail: 'Välj två olika ärenden.' }, { field: 'b' })
  return { a: sideOf(context, a), b: sideOf(context, b), why: likenessOf(context.db, a, b).why }
}

function sideOf(context: Context, id: number): Output<'triage.compare'>['a'] {
  const { db } = context
  const incident = readIncident(db, id)
  assertWritable(context, incident.forvaltningId)
  const count = (sql: string) => db.value<number>(sql, { id }) ?? 0
  return {
    id,
    version: incident.version,
    blocked: whyNotPutAway(context, incident),
    attachments: count('SELECT count(*) FROM attachment WHERE incident_id = @id AND removed_at IS NULL'),
    links: count(
      `SELECT count(*) FROM incident_link WHERE (incident_id = @id OR other_id = @id) AND kind <> '${NOT_DUPLICATE}'`,
    ),
    actions: count('SELECT count(*) FROM action WHERE incident_id = @id'),
  }
}
