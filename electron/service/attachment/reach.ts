import { scopeHolds, scopeOf } from '../../../shared/account/grants.ts'
import { ANALYSTS, CASE_WRITERS } from '../../../shared/account/roles.ts'
import type { AttachmentOwner } from '../../../shared/attachment/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { putAwayWords } from '../incident/reach.ts'
import { readIncident } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { assertReadable, assertWritable } from '../kernel/scope.ts'
import { findAttachment, findOwner, type StoredAttachment } from './repository.ts'

interface Place {
  readonly forvaltningId: number
  /** Why nobody may change it now, in words; null when it may be changed. */
  readonly closed: string | null
}

/** @throws NOT_FOUND, OUT_OF_SCOPE */
export function readablePlace(context: Context, owner: AttachmentOwner): Place {
  const place = placeOf(context, owner)
  assertReadable(context, place.forvaltningId)
  return place
}

/**
 * The role that gives the right to write is the owner's own: an analysledare does not change the incident, a
 * handläggare not the analysis. @throws NOT_FOUND, OUT_OF_SCOPE, NOT_ALLOWED, RULE
 */
export function writablePlace(context: Context, owner: AttachmentOwner): Place {
  const place = placeOf(context, owner)
  assertWritable(context, place.forvaltningId)
  const scope = scopeOf(context.actor.grants, writersOf(owner))
  if (scope === null) throw new LardomError('NOT_ALLOWED')
  assertWritable({ db: context.db, scope }, place.forvaltningId)
  if (place.closed !== null) throw new LardomError('RULE', { detail: place.closed })
  return place
}

/** Whether {@link writablePlace} would let the caller through. */
export function mayWrite(context: Context, owner: AttachmentOwner, place: Place): boolean {
  const scope = scopeOf(context.actor.grants, writersOf(owner))
  return scope !== null && scopeHolds(scope, place.forvaltningId) && place.closed === null
}

/** @throws NOT_FOUND when it never was, or is removed; OUT_OF_SCOPE */
export function readableAttachment(context: Context, id: number): StoredAttachment {
  readablePlace(context, ownerOf(context, id))
  return existing(context, id)
}

/** @throws NOT_FOUND, OUT_OF_SCOPE, NOT_ALLOWED, RULE */
export function writableAttachment(context: Context, id: number): StoredAttachment {
  writablePlace(context, ownerOf(context, id))
  return existing(context, id)
}

/** Also of one that is removed: whoever may not see the case does not learn that either. */
function ownerOf({ db }: Context, id: number): AttachmentOwner {
  const owner = findOwner(db, id)
  if (!owner) throw new LardomError('NOT_FOUND', { what: 'Bilagan' })
  return owner
}

function existing({ db }: Context, id: number): StoredAttachment {
  const found = findAttachment(db, id)
  if (!found) throw new LardomError('NOT_FOUND', { what: 'Bilagan' })
  return found
}

function writersOf(owner: AttachmentOwner) {
  return 'incidentId' in owner ? CASE_WRITERS : ANALYSTS
}

function placeOf({ db }: Context, owner: AttachmentOwner): Place {
  if ('incidentId' in owner) {
    const incident = readIncident(db, owner.incidentId)
    return {
      forvaltningId: incident.forvaltningId,
      closed: incident.editable
        ? putAwayWords(incident)
        : 'Det här är ett publicerat fall ur en offentlig källa. Det visas som det står där, utan egna bilagor.',
    }
  }
  const analysis = db.get<{ forvaltningId: number; completedDate: string | null }>(
    'SELECT forvaltning_id AS forvaltningId, completed_date AS completedDate FROM analysis WHERE id = ?',
    [owner.analysisId],
  )
  if (!analysis) throw new LardomError('NOT_FOUND', { what: 'Analysen' })
  return {
    forvaltningId: analysis.forvaltningId,
    closed:
      analysis.completedDate === null
        ? null
        : 'Analysen är avslutad. Öppna den igen för att ändra i dess bilagor.',
  }
}
