import type { Atgardsbeslut, Effekt, Handlingsplanomrade, Styrka } from '../../../shared/action/codes.ts'
import type { Action } from '../../../shared/action/contract.ts'
import type { Db } from '../db/database.ts'
import { nextNumber } from '../kernel/numbers.ts'

interface ActionRow {
  id: number
  number: string
  text: string
  strength: Styrka
  responsible: string
  due_date: string | null
  measure: string
  focus_area: Handlingsplanomrade | ''
  decision: Atgardsbeslut
  decision_reason: string
  done_date: string | null
  follow_up_date: string | null
  effect: Effekt
  effect_date: string | null
  effect_text: string
  version: number
}

const COLUMNS = `id, number, text, strength, responsible, due_date, measure, focus_area, decision, decision_reason,
  done_date, follow_up_date, effect, effect_date, effect_text, version`

/** The åtgärder of an analysis in their order, each with the causes it meets. */
export function actionsOfAnalysis(db: Db, analysisId: number): Action[] {
  const links = new Map<number, number[]>()
  for (const link of db.all<{ action_id: number; cause_id: number }>(
    `SELECT action_id, cause_id FROM action_cause JOIN action ON action.id = action_id
     WHERE analysis_id = ? ORDER BY cause_id`,
    [analysisId],
  )) {
    const known = links.get(link.action_id)
    if (known) known.push(link.cause_id)
    else links.set(link.action_id, [link.cause_id])
  }
  return db
    .all<ActionRow>(`SELECT ${COLUMNS} FROM action WHERE analysis_id = ? ORDER BY position, id`, [analysisId])
    .map((row) => toAction(row, links.get(row.id) ?? []))
}

export function findAction(db: Db, id: number): Action | undefined {
  const row = db.get<ActionRow>(`SELECT ${COLUMNS} FROM action WHERE id = ?`, [id])
  if (!row) return undefined
  const causeIds = db
    .all<{ cause_id: number }>('SELECT cause_id FROM action_cause WHERE action_id = ? ORDER BY cause_id', [
      id,
    ])
    .map((link) => link.cause_id)
  return toAction(row, causeIds)
}

/** The förvaltning an åtgärd belongs to; null when there is no such åtgärd. */
export function forvaltningOf(db: Db, id: number): number | null {
  return db.value<number>('SELECT forvaltning_id FROM action WHERE id = ?', [id]) ?? null
}

/** What an åtgärd hangs on: an analysis, or an incident without one. */
export interface ActionHome {
  readonly analysisId: number | null
  readonly incidentId: number | null
  readonly forvaltningId: number
  readonly isExample: boolean
}

/** Everything of an åtgärd but what the database gives it. */
export type NewAction = Omit<Action, 'id' | 'number' | 'version'>

/** Adds an åtgärd; its number is the next ATG of `year`. With `id` and `number` it comes back as it was (Ångra). */
export function insertAction(
  db: Db,
  home: ActionHome,
  position: number,
  action: NewAction & { readonly id?: number; readonly number?: string; readonly version?: number },
  year: number,
): number {
  const { id } = db.run(
    `INSERT INTO action (id, number, analysis_id, incident_id, forvaltning_id, position, text, strength, responsible,
       due_date, measure, focus_area, decision, decision_reason, done_date, follow_up_date, effect, effect_date,
       effect_text, version, is_example)
     VALUES (@id, @number, @analysisId, @incidentId, @forvaltningId, @position, @text, @strength, @responsible,
       @dueDate, @measure, @focusArea, @decision, @decisionReason, @doneDate, @followUpDate, @effect, @effectDate,
       @effectText, @version, @isExample)`,
    {
      id: action.id ?? null,
      number: action.number ?? nextNumber(db, 'ATG', year),
      analysisId: home.analysisId,
      incidentId: home.incidentId,
      forvaltningId: home.forvaltningId,
      position,
      text: action.text,
      strength: action.strength,
      responsible: action.responsible,
      dueDate: action.dueDate,
      measure: action.measure,
      focusArea: action.focusArea,
      decision: action.decision,
      decisionReason: action.decisionReason,
      doneDate: action.doneDate,
      followUpDate: action.followUpDate,
      effect: action.effect,
      effectDate: action.effectDate,
      effectText: action.effectText,
      version: action.version ?? 1,
      isExample: home.isExample ? 1 : 0,
    },
  )
  linkCauses(db, id, action.causeIds)
  return id
}

/** What the analysis team writes; the decision and what came of it are left alone. */
export type Proposal = Pick<
  Action,
  'text' | 'strength' | 'responsible' | 'dueDate' | 'measure' | 'focusArea' | 'causeIds'
>

export function updateProposal(db: Db, id: number, position: number, proposal: Proposal): void {
  db.run(
    `UPDATE action SET position = @position, text = @text, strength = @strength, responsible = @responsible,
       due_date = @dueDate, measure = @measure, focus_area = @focusArea, version = version + 1 WHERE id = @id`,
    {
      id,
      position,
      text: proposal.text,
      strength: proposal.strength,
      responsible: proposal.responsible,
      dueDate: proposal.dueDate,
      measure: proposal.measure,
      focusArea: proposal.focusArea,
    },
  )
  db.run('DELETE FROM action_cause WHERE action_id = ?', [id])
  linkCauses(db, id, proposal.causeIds)
}

export function updateDecision(
  db: Db,
  id: number,
  to: Pick<Action, 'decision' | 'decisionReason' | 'responsible' | 'dueDate'>,
): void {
  db.run(
    `UPDATE action SET decision = ?, decision_reason = ?, responsible = ?, due_date = ?, version = version + 1
     WHERE id = ?`,
    [to.decision, to.decisionReason, to.responsible, to.dueDate, id],
  )
}

export function updateOutcome(
  db: Db,
  id: number,
  to: Pick<Action, 'doneDate' | 'followUpDate' | 'effect' | 'effectDate' | 'effectText'>,
): void {
  db.run(
    `UPDATE action SET done_date = ?, follow_up_date = ?, effect = ?, effect_date = ?, effect_text = ?,
       version = version + 1 WHERE id = ?`,
    [to.doneDate, to.followUpDate, to.effect, to.effectDate, to.effectText, id],
  )
}

export function deleteAction(db: Db, id: number): void {
  db.run('DELETE FROM action WHERE id = ?', [id])
}

/** Ties an åtgärd to causes; one that is tied already, or is gone, is passed over. */
export function linkCauses(db: Db, actionId: number, causeIds: readonly number[]): void {
  for (const causeId of causeIds) {
    db.run('INSERT OR IGNORE INTO action_cause (action_id, cause_id) SELECT ?, id FROM cause WHERE id = ?', [
      actionId,
      causeId,
    ])
  }
}

function toAction(row: ActionRow, causeIds: number[]): Action {
  return {
    id: row.id,
    number: row.number,
    text: row.text,
    strength: row.strength,
    responsible: row.responsible,
    dueDate: row.due_date,
    measure: row.measure,
    focusArea: row.focus_area,
    causeIds,
    decision: row.decision,
    decisionReason: row.decision_reason,
    doneDate: row.done_date,
    followUpDate: row.follow_up_date,
    effect: row.effect,
    effectDate: row.effect_date,
    effectText: row.effect_text,
    version: row.version,
  }
}
