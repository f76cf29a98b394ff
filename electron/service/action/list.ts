import type { Atgardsbeslut, Effekt, Styrka } from '../../../shared/action/codes.ts'
import type { ActionListRow } from '../../../shared/action/contract.ts'
import { actionState, isLate, nextDeadline, type ActionState } from '../../../shared/action/rules.ts'
import { fold } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'

export interface ActionFilter {
  readonly forvaltningId: number | null
  readonly states: readonly ActionState[]
  readonly lateOnly: boolean
  readonly strength: Styrka | null
  readonly text: string
  readonly offset: number
  readonly limit: number
}

/** What filtering and order need; the wide columns are read only for the page that is shown. */
interface Narrow {
  id: number
  number: string
  decision: Atgardsbeslut
  dueDate: string | null
  doneDate: string | null
  followUpDate: string | null
  effect: Effekt
  strength: Styrka
}

type Wide = Omit<ActionListRow, 'state' | 'late' | 'isExample'> & { isExample: number }

const SOURCE = `FROM action
  JOIN unit ON unit.id = action.forvaltning_id
  LEFT JOIN analysis ON analysis.id = action.analysis_id
  LEFT JOIN incident ON incident.id = action.incident_id`

/** The register of åtgärder: late ones first, then by what is due next, then the rest by number. */
export function listActions(
  db: Db,
  filter: ActionFilter,
  readable: readonly number[] | null,
  today: string,
): { rows: ActionListRow[]; total: number; lateTotal: number } {
  const all = db.all<Narrow>(
    `SELECT id, number, decision, due_date AS dueDate, done_date AS doneDate, follow_up_date AS followUpDate, effect,
       strength FROM action WHERE (@forvaltningId IS NULL OR forvaltning_id = @forvaltningId)
       AND (@readable IS NULL OR forvaltning_id IN (SELECT value FROM json_each(@readable)))`,
    { forvaltningId: filter.forvaltningId, readable: readable && JSON.stringify(readable) },
  )
  const words = fold(filter.text).split(/\s+/).filter(Boolean)
  const texts = words.length === 0 ? undefined : searchTexts(db, filter.forvaltningId)
  const matching = all.filter(
    (row) =>
      (filter.states.length === 0 || filter.states.includes(actionState(row))) &&
      (!filter.lateOnly || isLate(row, today)) &&
      (filter.strength === null || row.strength === filter.strength) &&
      (texts === undefined || words.every((word) => texts.get(row.id)?.includes(word))),
  )
  const ordered = matching.toSorted(
    (a, b) => compareDays(nextDeadline(a), nextDeadline(b)) || (a.number < b.number ? 1 : -1),
  )
  const rows = ordered.slice(filter.offset, filter.offset + filter.limit).flatMap(({ id }) => {
    const row = wideRow(db, id)
    return row
      ? [{ ...row, state: actionState(row), late: isLate(row, today), isExample: row.isExample === 1 }]
      : []
  })
  return {
    rows,
    total: matching.length,
    lateTotal: all.filter((row) => isLate(row, today)).length,
  }
}

function wideRow(db: Db, id: number): Wide | undefined {
  return db.get<Wide>(
    `SELECT action.id, action.number, action.text, strength, responsible, due_date AS dueDate, measure,
       focus_area AS focusArea, action.decision, decision_reason AS decisionReason, done_date AS doneDate,
       action.follow_up_date AS followUpDate, effect, effect_date AS effectDate, effect_text AS effectText, action.version,
       action.analysis_id AS analysisId, analysis.number AS analysisNumber, action.incident_id AS incidentId, arendenr,
       coalesce(analysis.title, incident.title, '') AS sourceTitle, action.forvaltning_id AS forvaltningId,
       unit.name AS forvaltningName, action.is_example AS isExample
     ${SOURCE} WHERE action.id = ?`,
    [id],
  )
}

/** Folded by Swedish rules, which SQLite lacks; only read when something is searched for. */
function searchTexts(db: Db, forvaltningId: number | null): Map<number, string> {
  const rows = db.all<{ id: number; text: string }>(
    `SELECT action.id, action.number || ' ' || action.text || ' ' || responsible || ' ' || measure || ' ' ||
       coalesce(analysis.number || ' ' || analysis.title, '') || ' ' || coalesce(arendenr, '') AS text
     ${SOURCE} WHERE @forvaltningId IS NULL OR action.forvaltning_id = @forvaltningId`,
    { forvaltningId },
  )
  return new Map(rows.map((row) => [row.id, fold(row.text)]))
}

/** Days in order, none last. */
function compareDays(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
