import { findStep, isClosed } from '../../../shared/incident/status.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { Context } from '../kernel/context.ts'
import { pick, type Changed } from './changes.ts'
import { writableIncident } from './reach.ts'
import { statusFactsOf, writeChanges, type Changes, type StoredIncident } from './stored.ts'

export interface StatusInput {
  readonly id: number
  readonly version: number
  readonly status: StoredIncident['status']
  readonly reason: string
  readonly investigated?: boolean | undefined
  readonly takeOn?: boolean | undefined
  readonly followUpDate?: string | undefined
}

/** Takes a case one step on (shared/incident/status.ts); what the step itself fills in counts as filled in. */
export function setStatus(context: Context, input: StatusInput): Changed {
  const { db, now, actor } = context
  const today = swedishDay(now())
  const stored = writableIncident(context, input.id)
  refusePersonnummer(input.reason, 'reason', 'Skäl')
  const investigated = input.investigated ?? stored.investigated
  const followUpDate = input.followUpDate ?? stored.followUpDate
  const facts = statusFactsOf(db, stored)
  const step = findStep(stored.status, input.status, {
    ...facts,
    investigated,
    followUpDate,
    assigned: facts.assigned || input.takeOn === true,
  })
  if (!step) {
    throw new LardomError('RULE', { detail: 'Ärendet kan inte få den statusen därifrån det är nu.' })
  }
  const [hindrance] = step.hindrances
  if (hindrance !== undefined) throw new LardomError('RULE', { detail: hindrance.text }, { field: 'status' })
  if (step.reasonLabel !== null && input.reason === '') {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: `Skriv ett svar: ${step.reasonLabel}` },
      { field: 'reason' },
    )
  }
  if (input.followUpDate !== undefined && input.followUpDate < today) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Uppföljningen kan inte ligga före i dag.' },
      { field: 'followUpDate' },
    )
  }
  const after: Changes = {
    status: input.status,
    statusReason: input.reason,
    closedDate: isClosed(input.status) ? today : null,
    investigated,
    ...(followUpDate === stored.followUpDate ? {} : { followUpDate }),
    ...(input.takeOn === true ? { assignedTo: actor.id, assignedAt: now().toISOString() } : {}),
  }
  const assignedAt = db.value<string>('SELECT assigned_at FROM incident WHERE id = ?', [input.id]) ?? null
  const version = writeChanges(db, input.id, input.version, after)
  const before = { ...pick(stored, after), ...(input.takeOn === true ? { assignedAt } : {}) }
  context.audit({
    action: 'incident.set-status',
    entity: 'incident',
    entityId: input.id,
    before: { ...before, handlerName: stored.assignedTo?.name ?? null },
    after: { ...after, handlerName: input.takeOn === true ? actor.name : (stored.assignedTo?.name ?? null) },
  })
  context.changed('incident')
  return { id: input.id, version }
}
