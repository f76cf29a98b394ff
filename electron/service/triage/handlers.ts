import { triageContract } from '../../../shared/triage/contract.ts'
import { readableIncident } from '../incident/reach.ts'
import { implement } from '../kernel/handlers.ts'
import { changeMany, changeNow } from './bulk.ts'
import { caseHandlers } from './caseHandlers.ts'
import { linksOf, readTriageCase } from './caseRows.ts'
import { compareCases } from './compare.ts'
import { findDuplicates } from './duplicates.ts'
import { countInbox, listInbox } from './inbox.ts'
import { addLink, markNotDuplicate, readableAnalysis, removeLink } from './links.ts'
import { mergeCases, unmergeCase } from './merge.ts'
import { saveTriageSettings } from './settings.ts'
import { similarCases } from './similar.ts'
import { suggestTypes } from './suggestTypes.ts'
import { undoBulk } from './undoBulk.ts'

export const triageHandlers = implement(triageContract, {
  'triage.counts': (place, context) => countInbox(context, place),
  'triage.inbox': (query, context) => listInbox(context, query),
  'triage.handlers': (_input, context) => caseHandlers(context),
  'triage.save-settings': (settings, context) => {
    saveTriageSettings(context, settings)
    return {}
  },
  'triage.assign': ({ items, to }, context) => changeNow(context, items, { kind: 'assign', to }),
  'triage.classify': ({ items, set, suggested }, context) =>
    changeNow(context, items, { kind: 'classify', set, suggested }),
  'triage.change-many': ({ target, change }, context) => changeMany(context, target, change),
  'triage.undo': ({ batch }, context) => undoBulk(context, batch),
  'triage.suggest-types': (about, context) => suggestTypes(context, about),
  'triage.suggest-rows': ({ ids }, context) =>
    ids.map((id) => {
      const { handelsetyp } = readableIncident(context, id).fields
      const [best] = suggestTypes(context, { incidentId: id })
      return { id, suggestion: best && best.score >= CLEAR && best.handelsetyp !== handelsetyp ? best : null }
    }),
  'triage.similar': (about, context) => similarCases(context, about),
  'triage.duplicates': (place, context) => findDuplicates(context, place),
  'triage.compare': ({ a, b }, context) => compareCases(context, a, b),
  'triage.merge': (input, context) => mergeCases(context, input),
  'triage.unmerge': (input, context) => unmergeCase(context, input),
  'triage.not-duplicate': ({ a, b }, context) => markNotDuplicate(context, a, b),
  'triage.get': ({ incidentId }, context) => readTriageCase(context, incidentId),
  'triage.analysis-links': ({ analysisId }, context) => {
    readableAnalysis(context, analysisId)
    return linksOf(context, { analysisId })
  },
  'triage.link': (input, context) => addLink(context, input),
  'triage.unlink': ({ id }, context) => removeLink(context, id),
})

/** A line of the inbox shows a suggestion only where most of the likeness points to one type. */
const CLEAR = 0.6
