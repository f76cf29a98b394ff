import { incidentContract } from '../../../shared/incident/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { readableForvaltningar } from '../kernel/scope.ts'
import { assessIncident, registerIncident, updateIncident } from './changes.ts'
import { giveFeedback } from './feedback.ts'
import { foundIn } from './foundIn.ts'
import { exportRegister } from './export/exportRegister.ts'
import { readableIncident } from './reach.ts'
import { countIncidents, facetCounts, groupCounts, listIncidents } from './register.ts'
import { setStatus } from './setStatus.ts'
import { analysesOf, currentAssessment, decidedActionsOf, lexMariaOf, unitPathOf } from './stored.ts'
import { asAskedBy } from './where.ts'
import { historyOf, undoFor, undoLatest } from './undo.ts'

export const incidentHandlers = implement(incidentContract, {
  'incident.list': (query, context) =>
    listIncidents(
      context,
      { ...query, filter: asAskedBy(query.filter, context.actor.id) },
      readableForvaltningar(context),
    ),
  'incident.count': async ({ filter }, context) => ({
    total: await countIncidents(context, asAskedBy(filter, context.actor.id), readableForvaltningar(context)),
  }),
  'incident.suggest-facets': ({ filter }, context) =>
    facetCounts(context, asAskedBy(filter, context.actor.id), readableForvaltningar(context)),
  'incident.found-in': ({ ids, text }, context) =>
    foundIn(context.db, ids, text, readableForvaltningar(context)),
  'incident.groups': ({ filter, group }, context) =>
    groupCounts(context, asAskedBy(filter, context.actor.id), group, readableForvaltningar(context)),
  'incident.export': (input, context) =>
    exportRegister(
      context,
      { ...input, filter: asAskedBy(input.filter, context.actor.id) },
      readableForvaltningar(context),
    ),
  'incident.get': ({ id }, context) => {
    const { db, actor } = context
    const stored = readableIncident(context, id)
    return {
      ...stored,
      unitPath: unitPathOf(db, stored.fields.unitId),
      assessment: currentAssessment(db, id),
      analyses: analysesOf(db, id),
      lexMaria: lexMariaOf(db, id),
      decidedActions: decidedActionsOf(db, id),
      undo: undoFor(db, actor, stored),
    }
  },
  'incident.history': ({ id }, context) => historyOf(context, id),
  'incident.register': ({ fields, short }, context) => registerIncident(context, fields, { short }),
  'incident.update': (input, context) => updateIncident(context, input),
  'incident.assess': (input, context) => assessIncident(context, input),
  'incident.set-status': (input, context) => setStatus(context, input),
  'incident.give-feedback': (input, context) => giveFeedback(context, input),
  'incident.undo': (input, context) => undoLatest(context, input),
})
