import { incidentContract } from '../../../shared/incident/contract.ts'
import { implement } from '../kernel/handlers.ts'
import { assessIncident, registerIncident, setStatus, updateIncident } from './changes.ts'
import { countIncidents, facetCounts, listIncidents } from './register.ts'
import { analysesOf, currentAssessment, lexMariaOf, readIncident, unitPathOf } from './stored.ts'
import { historyOf, undoFor, undoLatest } from './undo.ts'

export const incidentHandlers = implement(incidentContract, {
  'incident.list': (query, { db }) => listIncidents(db, query),
  'incident.count': ({ filter }, { db }) => ({ total: countIncidents(db, filter) }),
  'incident.suggest-facets': ({ filter }, { db }) => facetCounts(db, filter),
  'incident.get': ({ id }, { db, actor }) => {
    const stored = readIncident(db, id)
    return {
      ...stored,
      unitPath: unitPathOf(db, stored.fields.unitId),
      assessment: currentAssessment(db, id),
      analyses: analysesOf(db, id),
      lexMaria: lexMariaOf(db, id),
      undo: undoFor(db, actor, stored),
    }
  },
  'incident.history': ({ id }, { db }) => historyOf(db, id),
  'incident.register': ({ fields }, context) => registerIncident(context, fields),
  'incident.update': (input, context) => updateIncident(context, input),
  'incident.assess': (input, context) => assessIncident(context, input),
  'incident.set-status': (input, context) => setStatus(context, input),
  'incident.undo': (input, context) => undoLatest(context, input),
})
