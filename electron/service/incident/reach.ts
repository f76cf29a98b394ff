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
  assertNotPutAway(incident)
  return incident
}

/** Why a case that was found to be about the same event as another is not changed; null when it may be. */
export function putAwayWords({
  status,
  mergedInto,
}: Pick<StoredIncident, 'status' | 'mergedInto'>): string | null {
  if (status !== 'sammanford') return null
  return `Ärendet är sammanfört med ${mergedInto?.arendenr ?? 'ett annat'}. Gör ändringen där, eller ta isär dem först.`
}

/** What is done to such a case is done where it is counted (electron/service/triage/merge.ts). @throws RULE */
export function assertNotPutAway(incident: Pick<StoredIncident, 'status' | 'mergedInto'>): void {
  const words = putAwayWords(incident)
  if (words !== null) throw new LardomError('RULE', { detail: words })
}
