import type { AnalysedIncident } from '../../../shared/analysis/content.ts'
import type { Status } from '../../../shared/incident/codes.ts'
import type { Context } from '../kernel/context.ts'
import type { Db } from '../db/database.ts'

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

export interface IncidentState {
  readonly status: Status
  readonly forvaltningId: number
  readonly investigated: boolean
  readonly fromExample: boolean
}

export function incidentState(db: Db, id: number): IncidentState | undefined {
  const row = db.get<{ status: Status; forvaltning_id: number; investigated: number; origin: string }>(
    'SELECT status, forvaltning_id, investigated, origin FROM incident WHERE id = ?',
    [id],
  )
  if (!row) return undefined
  return {
    status: row.status,
    forvaltningId: row.forvaltning_id,
    investigated: row.investigated === 1,
    // A published case happened to somebody else: an analysis made of it here is an exercise.
    fromExample: row.origin === 'exempel' || row.origin === 'publicerad',
  }
}

/** Moves the incident on, when it stands where it can be moved from; never backwards. Leaves a trace in its history. */
export function moveIncident(
  context: Context,
  incidentId: number,
  from: readonly Status[],
  to: Status,
): void {
  const state = incidentState(context.db, incidentId)
  if (!state || !from.includes(state.status)) return
  context.db.run('UPDATE incident SET status = ?, version = version + 1 WHERE id = ?', [to, incidentId])
  context.audit({
    action: 'status-andrad',
    entity: 'incident',
    entityId: incidentId,
    before: { status: state.status },
    after: { status: to },
  })
  context.changed('incident')
}

/** The investigation the law asks for is done (PSL 3 kap. 3 §): what the berättelse counts. */
export function markInvestigated(context: Context, incidentId: number): void {
  if (incidentState(context.db, incidentId)?.investigated !== false) return
  context.db.run('UPDATE incident SET investigated = 1, version = version + 1 WHERE id = ?', [incidentId])
  context.audit({
    action: 'utredd',
    entity: 'incident',
    entityId: incidentId,
    before: { investigated: false },
    after: { investigated: true },
  })
  context.changed('incident')
}
