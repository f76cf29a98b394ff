import { actionContract } from '../../../shared/action/contract.ts'
import type { Action } from '../../../shared/action/contract.ts'
import { FOLLOW_UP_MONTHS, willBeDone } from '../../../shared/action/rules.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { addMonths, swedishDay } from '../../../shared/time/dates.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { assertWritable, readableForvaltningar } from '../kernel/scope.ts'
import { listActions } from './list.ts'
import { findAction, forvaltningOf, updateOutcome } from './repository.ts'

export const actionHandlers = implement(actionContract, {
  'action.list': (filter, context) =>
    listActions(context.db, filter, readableForvaltningar(context), swedishDay(context.now())),
  'action.mark-done': ({ id, expectedVersion, doneDate, followUpDate }, context) => {
    const action = getUnchanged(context, id, expectedVersion)
    if (!willBeDone(action.decision)) {
      throw new LardomError('RULE', {
        detail: `${action.number} är inte beslutad att genomföras. Uppdragsgivaren beslutar först.`,
      })
    }
    notInFuture(context, doneDate, 'doneDate', 'Dagen då åtgärden blev klar')
    const next = followUpDate ?? addMonths(doneDate, FOLLOW_UP_MONTHS)
    if (next < doneDate) {
      throw new LardomError(
        'RULE',
        { detail: 'Effekten kan inte följas upp innan åtgärden är gjord.' },
        { field: 'followUpDate' },
      )
    }
    const version = setOutcome(context, action, 'action.mark-done', { doneDate, followUpDate: next })
    return { version, followUpDate: next }
  },
  'action.record-effect': (input, context) => {
    const action = getUnchanged(context, input.id, input.expectedVersion)
    refusePersonnummer(input.effectText, 'effectText', 'Effekt')
    if (action.doneDate === null) {
      throw new LardomError('RULE', {
        detail: `${action.number} är inte genomförd ännu. Markera den som genomförd innan effekten bedöms.`,
      })
    }
    notInFuture(context, input.effectDate, 'effectDate', 'Uppföljningens datum')
    if (input.effectDate < action.doneDate) {
      throw new LardomError(
        'RULE',
        { detail: 'Effekten kan inte följas upp innan åtgärden är gjord.' },
        { field: 'effectDate' },
      )
    }
    if (input.effect === 'ej_matt' && input.nextFollowUpDate === null) {
      throw new LardomError(
        'RULE',
        { detail: 'Effekten är inte mätt: ange när den följs upp nästa gång.' },
        { field: 'nextFollowUpDate' },
      )
    }
    const version = setOutcome(context, action, 'action.record-effect', {
      effect: input.effect,
      effectDate: input.effectDate,
      effectText: input.effectText,
      ...(input.nextFollowUpDate === null ? {} : { followUpDate: input.nextFollowUpDate }),
    })
    return { version }
  },
})

function getUnchanged(context: Context, id: number, expectedVersion: number): Action {
  const action = findAction(context.db, id)
  if (!action) throw new LardomError('NOT_FOUND', { what: 'Åtgärden' })
  assertWritable(context, forvaltningOf(context.db, id))
  if (action.version !== expectedVersion) throw new LardomError('CONFLICT', { what: 'Åtgärden' })
  return action
}

function setOutcome(
  context: Context,
  action: Action,
  name: string,
  change: Partial<Pick<Action, 'doneDate' | 'followUpDate' | 'effect' | 'effectDate' | 'effectText'>>,
): number {
  const { doneDate, followUpDate, effect, effectDate, effectText } = action
  const before = { doneDate, followUpDate, effect, effectDate, effectText }
  const after = { ...before, ...change }
  updateOutcome(context.db, action.id, after)
  context.audit({ action: name, entity: 'action', entityId: action.id, before, after })
  // The analysis shows its åtgärder too.
  context.changed('action', 'analysis')
  return action.version + 1
}

function notInFuture(context: Context, day: string, field: string, label: string): void {
  if (day > swedishDay(context.now())) {
    throw new LardomError('RULE', { detail: `${label} kan inte ligga i framtiden.` }, { field })
  }
}
