import type { AnalysedIncident } from '../../../shared/analysis/content.ts'
import type { Status } from '../../../shared/incident/codes.ts'
import type { Db } from '../db/database.ts'
import { readIncident, writeChanges, type Changes } from '../incident/stored.ts'
import type { Context } from '../kernel/context.ts'

/** What an analysis reads from its incident, and the status it moves the incident to. */
export function analysedIncident(db: Db, id: number): AnalysedIncident | undefined {
  return db.get<AnalysedIncident>(
    `SELECT incident.id, arendenr, title, description, consequence, immediate_action AS immediateAction,
       event_date AS eventDate, event_text AS eventText, discovered_date AS discoveredDate, unit_id AS unitId,
       unit.name AS unitName, harm, potential_harm AS potentialHarm, origin, source_url AS sourceUrl,
       source_publisher AS sourcePublisher, diarienummer
     FROM incident JOIN unit ON unit.id = unit_id WHERE incident.id = ?`,
    [id],
  )
}

/** What the law asks an incident to have been through (PSL 3 kap. 3 §) is set by closing its analysis. */
interface Move {
  readonly from: readonly Status[]
  readonly to: Status
  readonly investigated?: true
}

/**
 * Moves the incident on, when it stands where it can be moved from; never backwards. The trace in its history carries
 * the name of what was done to the analysis, so that the incident's own Ångra does not reach past it.
 */
export function moveIncident(
  context: Context,
  analysis: { readonly number: string; readonly incidentId: number },
  action: 'analysis.start' | 'analysis.decide' | 'analysis.complete',
  move: Move,
): void {
  const incident = readIncident(context.db, analysis.incidentId)
  // A published case stays as its source has it.
  const changes: Changes = !incident.editable
    ? {}
    : {
        ...(move.from.includes(incident.status) ? { status: move.to } : {}),
        ...(move.investigated && !incident.investigated ? { investigated: true } : {}),
      }
  if (Object.keys(changes).length > 0) writeChanges(context.db, incident.id, incident.version, changes)
  const before: Changes = {
    ...(changes.status === undefined ? {} : { status: incident.status }),
    ...(changes.investigated === undefined ? {} : { investigated: incident.investigated }),
  }
  context.audit({
    action,
    entity: 'incident',
    entityId: incident.id,
    before,
    after: { analysisNumber: analysis.number, ...changes },
  })
  context.changed('incident')
}
