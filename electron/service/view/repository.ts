import type { Role } from '../../../shared/account/roles.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import { viewDefinition, type SavedView } from '../../../shared/view/contract.ts'
import type { Context } from '../kernel/context.ts'
import type { Db } from '../db/database.ts'

export interface ViewRow {
  readonly id: number
  readonly account_id: string
  readonly owner_name: string
  readonly shared: number
  readonly name: string
  readonly definition_json: string
  readonly updated_at: string
  readonly version: number
  readonly removed_at: string | null
}

const SELECT = `SELECT v.id, v.account_id, a.name AS owner_name, v.shared, v.name, v.definition_json, v.updated_at,
    v.version, v.removed_at
  FROM saved_view v JOIN account a ON a.id = v.account_id`

type Asking = Pick<Context, 'db' | 'actor' | 'scope'>

/** One's own views and the shared ones, by name. */
export function listViews(context: Asking): SavedView[] {
  return context.db
    .all<ViewRow>(`${SELECT} WHERE v.removed_at IS NULL AND (v.shared = 1 OR v.account_id = ?)`, [
      context.actor.id,
    ])
    .flatMap((row) => asView(context, row) ?? [])
    .sort((a, b) => compareSwedish(a.name, b.name) || a.id - b.id)
}

/** The view as the caller sees it; null when what it shows cannot be read (made by a newer Lärdom). */
export function asView(context: Asking, row: ViewRow): SavedView | null {
  const definition = definitionOf(row.definition_json)
  if (definition === null) return null
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    shared: row.shared === 1,
    ownerName: row.owner_name,
    own: row.account_id === context.actor.id,
    editable: mayEdit(context, row),
    updatedAt: row.updated_at,
    definition,
  }
}

function definitionOf(json: string): SavedView['definition'] | null {
  try {
    const parsed = viewDefinition.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    // Not JSON: a view taken over from a draft that was no view.
    return null
  }
}

const CARETAKER: Role = 'cheflakare'

/** Its owner; of a shared view also a chefläkare of the whole region, for whoever shared it may have left. */
export function mayEdit({ actor }: Asking, row: Pick<ViewRow, 'account_id' | 'shared'>): boolean {
  if (row.account_id === actor.id) return true
  return (
    row.shared === 1 &&
    actor.grants.some(({ role, forvaltningId }) => role === CARETAKER && forvaltningId === null)
  )
}

/** A view the caller can see, removed or not. */
export function findView({ db, actor }: Asking, id: number): ViewRow | undefined {
  return db.get<ViewRow>(`${SELECT} WHERE v.id = ? AND (v.shared = 1 OR v.account_id = ?)`, [id, actor.id])
}

/** Whether another view that one sees beside it has the name: one's own, or a shared one. */
export function isTaken(
  db: Db,
  wanted: { name: string; shared: boolean; accountId: string; but: number | null },
): boolean {
  return (
    db.value<number>(
      `SELECT 1 FROM saved_view WHERE removed_at IS NULL AND name = @name AND id IS NOT @but
         AND ((@shared = 1 AND shared = 1) OR (@shared = 0 AND shared = 0 AND account_id = @accountId))`,
      { ...wanted, shared: wanted.shared ? 1 : 0 },
    ) === 1
  )
}
