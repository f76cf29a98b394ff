import { assertReadable, assertWritable } from '../kernel/scope.ts'
import type { Context } from '../kernel/context.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { readIncident, type StoredIncident } from './stored.ts'

type Reaching = Pick<Context, 'db' | 'scope'>

/** The incident, if the caller's role reaches its förvaltning. @throws NOT_FOUND, OUT_OF_SCOPE */
export function readableIncident(context: Reaching, id: number): StoredIncident {
  const incident = readIncident(context.db, id)
  assertReadable(context, incident.forvaltningId)
  return incident
}

/** The incident, if the caller may change it. @throws NOT_FOUND, RULE for a published case, OUT_OF_SCOPE */
export function writableIncident(context: Reaching, id: number): StoredIncident {
  const incident = readIncident(context.db, id)
  // Published cases are shown as the source says.
  if (!incident.editable) {
    throw new LardomError('RULE', {
      detail:
        'Det här är ett publicerat fall ur en offentlig källa. Det visas som det står där och kan inte ändras.',
    })
  }
  assertWritable(context, incident.forvaltningId)
  // Found to be about the same event as another: what is done is done there (electron/service/triage/merge.ts).
  if (incident.status === 'sammanford') {
    throw new LardomError('RULE', {
      detail: `Ärendet är sammanfört med ${incident.mergedInto?.arendenr ?? 'ett annat'}. Gör ändringen där, eller ta isär dem först.`,
    })
  }
  return incident
}
