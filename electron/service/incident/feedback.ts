import type { ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import type { incidentContract } from '../../../shared/incident/contract.ts'
import { FIELD_LABELS } from '../../../shared/incident/fields.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { Context } from '../kernel/context.ts'
import { pick, type Changed } from './changes.ts'
import { writableIncident } from './reach.ts'
import { writeChanges, type Changes } from './stored.ts'

type Input = ParsedInputOf<(typeof incidentContract)['incident.give-feedback']>

/** Notes what the one who reported has been told, or why nothing can be told; also of a closed case. */
export function giveFeedback(context: Context, input: Input): Changed {
  const { db, now } = context
  const stored = writableIncident(context, input.id)
  const { answer } = input
  let after: Changes
  if (answer.kind === 'given') {
    refusePersonnummer(answer.text, 'feedbackText', FIELD_LABELS.feedbackText)
    const reported = swedishDay(new Date(stored.reportedAt))
    if (answer.date > swedishDay(now()) || answer.date < reported) {
      throw new LardomError(
        'INPUT_INVALID',
        { detail: 'Återkopplingen gavs någon dag mellan rapporten och i dag.' },
        { field: 'feedbackGivenDate' },
      )
    }
    after = { feedbackText: answer.text, feedbackGivenDate: answer.date, feedbackSkipReason: '' }
  } else {
    refusePersonnummer(answer.reason, 'feedbackSkipReason', FIELD_LABELS.feedbackSkipReason)
    after = { feedbackSkipReason: answer.reason, feedbackGivenDate: null }
  }
  const version = writeChanges(db, input.id, input.version, after)
  context.audit({
    action: 'incident.give-feedback',
    entity: 'incident',
    entityId: input.id,
    before: pick(stored, after),
    after,
  })
  context.changed('incident')
  return { id: input.id, version }
}
