import { scopeHolds, scopeOf } from '../../../shared/account/grants.ts'
import {
  IDENTITY_PURPOSES,
  IDENTITY_WRITERS,
  REVEAL_PURPOSES,
  patientContract,
  type PatientIdentity,
} from '../../../shared/patient/contract.ts'
import { formatIdentity, maskIdentity, mentions, parseIdentity } from '../../../shared/patient/identity.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { readableIncident, writableIncident } from '../incident/reach.ts'
import type { StoredIncident } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import {
  deleteIdentity,
  hasIdentity,
  hasOngoingAnalysis,
  readIdentity,
  writeIdentity,
  type StoredIdentity,
} from './repository.ts'

/**
 * The trace says that a number was registered, replaced, shown or taken away, by whom, when and why: never what it was.
 * Its entity is 'patient' under the case's id, so that the case's history tells it but Ångra does not trip over it.
 */
export const patientHandlers = implement(patientContract, {
  'patient.get': ({ incidentId }, context) => {
    const { db } = context
    const incident = readableIncident(context, incidentId)
    const mayShow = incident.editable && reaches(context, incident)
    const identity = mayShow ? readIdentity(db, incidentId) : null
    return {
      identity: identity && described(identity),
      registered: hasIdentity(db, incidentId),
      mayShow,
      mayChange: incident.editable && reachesAsWriter(context, incident),
    }
  },

  'patient.set': ({ incidentId, number, purpose, replace }, context) => {
    const { db, now, actor } = context
    return db.transaction(() => {
      writableIncident(context, incidentId)
      const parsed = parseIdentity(number, swedishDay(now()))
      if (parsed.problem !== undefined) {
        throw new LardomError('INPUT_INVALID', { detail: parsed.problem }, { field: 'number' })
      }
      const before = hasIdentity(db, incidentId)
      if (before && !replace) throw new LardomError('CONFLICT', { what: 'Patientens identitet' })
      writeIdentity(db, {
        incidentId,
        identity: parsed.identity,
        purpose,
        at: now().toISOString(),
        accountId: actor.id,
      })
      leaveTrace(context, incidentId, 'patient.set', {
        patientIdentity: before ? 'Ersatt' : 'Registrerad',
        patientIdentityPurpose: IDENTITY_PURPOSES[purpose],
      })
      return described(stored(db, incidentId))
    })
  },

  'patient.reveal': ({ incidentId, purpose, reason }, context) => {
    const { db } = context
    // The look is in the log before the number leaves: both or neither.
    return db.transaction(() => {
      const incident = writableIncident(context, incidentId)
      // Logged by the router as a refusal.
      if (!reaches(context, incident)) throw new LardomError('NOT_ALLOWED')
      const identity = stored(db, incidentId)
      refuseNumber(reason, identity)
      leaveTrace(context, incidentId, 'patient.reveal', {
        patientIdentity: 'Visad',
        patientIdentityPurpose: REVEAL_PURPOSES[purpose],
        ...(reason === '' ? {} : { patientIdentityReason: reason }),
      })
      return { number: formatIdentity(identity), kind: identity.kind }
    })
  },

  'patient.remove': ({ incidentId, reason }, context) => {
    const { db } = context
    writableIncident(context, incidentId)
    refuseNumber(reason, stored(db, incidentId))
    deleteIdentity(db, incidentId)
    leaveTrace(context, incidentId, 'patient.remove', {
      patientIdentity: 'Borttagen',
      patientIdentityReason: reason,
    })
    return null
  },
})

function described(identity: StoredIdentity): PatientIdentity {
  const { kind, purpose, registeredAt, registeredBy } = identity
  return { kind, masked: maskIdentity(identity), purpose, registeredAt, registeredBy }
}

/** @throws NOT_FOUND */
function stored(db: Context['db'], incidentId: number): StoredIdentity {
  const identity = readIdentity(db, incidentId)
  if (!identity) throw new LardomError('NOT_FOUND', { what: 'Patientens identitet' })
  return identity
}

/** A reservnummer is known by nothing but itself, so the reason is held against the very number too. */
function refuseNumber(reason: string, identity: StoredIdentity): void {
  refusePersonnummer(reason, 'reason', 'Skäl')
  if (mentions(reason, identity)) {
    throw new LardomError('PERSONNUMMER_IN_TEXT', { label: 'Skäl' }, { field: 'reason' })
  }
}

/** Who leads an analysis meets the patient's identity only while the case is analysed (domain.md 1.7, PDL 4 kap.). */
function reaches(context: Context, incident: StoredIncident): boolean {
  return reachesAsWriter(context, incident) || hasOngoingAnalysis(context.db, incident.id)
}

function reachesAsWriter({ actor }: Context, incident: StoredIncident): boolean {
  const scope = scopeOf(actor.grants, IDENTITY_WRITERS)
  return scope !== null && scopeHolds(scope, incident.forvaltningId)
}

function leaveTrace(
  context: Context,
  incidentId: number,
  action: string,
  after: Readonly<Record<string, string>>,
): void {
  context.audit({ action, entity: 'patient', entityId: incidentId, after })
  context.changed('patient', 'incident')
}
