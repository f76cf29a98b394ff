import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { VIEW_NAME_MAX, type SavedView, type ViewDefinition } from '../../../shared/view/contract.ts'
import { assertKeepable } from '../incident/filterTexts.ts'
import type { Context } from '../kernel/context.ts'
import { asView, findView, isTaken, mayEdit, type ViewRow } from './repository.ts'

const ENTITY = 'view'
const WHAT = 'Vyn'

interface Save {
  readonly id: number | null
  readonly version: number | null
  readonly name: string
  readonly definition: ViewDefinition
}

/** A new view of one's own, or another content for one that is there. */
export function saveView(context: Context, { id, version, name, definition }: Save): SavedView {
  refuseNumbers(context, name, definition)
  if (id !== null) {
    const row = editable(context, id, version)
    assertFree(context, { name, shared: row.shared === 1, accountId: row.account_id, but: id })
    write(context, row, { name, definition_json: JSON.stringify(definition) })
    return leaveTrace(context, 'view.save', row)
  }
  assertFree(context, { name, shared: false, accountId: context.actor.id, but: null })
  const made = context.db.run(
    'INSERT INTO saved_view (account_id, shared, name, definition_json, updated_at) VALUES (?, 0, ?, ?, ?)',
    [context.actor.id, name, JSON.stringify(definition), context.now().toISOString()],
  )
  return leaveTrace(context, 'view.save', { id: made.id })
}

export function renameView(
  context: Context,
  { id, version, name }: { id: number; version: number; name: string },
): SavedView {
  refuseNumbers(context, name)
  const row = editable(context, id, version)
  assertFree(context, { name, shared: row.shared === 1, accountId: row.account_id, but: id })
  write(context, row, { name })
  return leaveTrace(context, 'view.rename', row)
}

/** Shares it, or makes it its owner's own again. */
export function shareView(
  context: Context,
  { id, version, shared }: { id: number; version: number; shared: boolean },
): SavedView {
  const row = editable(context, id, version)
  assertFree(context, { name: row.name, shared, accountId: row.account_id, but: id })
  write(context, row, { shared: shared ? 1 : 0 })
  return leaveTrace(context, 'view.share', row)
}

/** Kept in the file, so that it can be taken back. */
export function removeView(
  context: Context,
  { id, version }: { id: number; version: number },
): { id: number; name: string } {
  const row = editable(context, id, version)
  write(context, row, { removed_at: context.now().toISOString() })
  context.audit({ action: 'view.remove', entity: ENTITY, entityId: id, before: told(row) })
  context.changed('view')
  return { id, name: row.name }
}

export function restoreView(context: Context, id: number): SavedView {
  const row = findView(context, id)
  if (!row || !mayEdit(context, row)) throw new LardomError('NOT_FOUND', { what: WHAT })
  if (row.removed_at === null) throw new LardomError('RULE', { detail: 'Vyn är inte borttagen.' })
  write(context, row, { removed_at: null, name: freeName(context, row) })
  return leaveTrace(context, 'view.restore', { id })
}

/** Its own name, or with the first number that makes it free. */
function freeName({ db }: Context, row: ViewRow): string {
  const place = { shared: row.shared === 1, accountId: row.account_id, but: row.id }
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : ` (${n})`
    const name = row.name.slice(0, VIEW_NAME_MAX - ending.length) + ending
    if (!isTaken(db, { ...place, name })) return name
  }
}

/** @throws NOT_FOUND, NOT_ALLOWED, CONFLICT when somebody has changed it since. */
function editable(context: Context, id: number, version: number | null): ViewRow {
  const row = findView(context, id)
  if (!row || row.removed_at !== null) throw new LardomError('NOT_FOUND', { what: WHAT })
  if (!mayEdit(context, row)) {
    throw new LardomError('RULE', {
      detail: `Vyn är delad av ${row.owner_name}. Bara den som delat den eller en chefläkare kan ändra den. Spara en egen under ett annat namn.`,
    })
  }
  if (row.version !== version) throw new LardomError('CONFLICT', { what: WHAT })
  return row
}

function assertFree(
  { db }: Context,
  wanted: { name: string; shared: boolean; accountId: string; but: number | null },
): void {
  if (!isTaken(db, wanted)) return
  const detail = wanted.shared
    ? 'Det finns redan en delad vy med det namnet. Välj ett annat.'
    : 'Det finns redan en vy med det namnet. Välj ett annat.'
  throw new LardomError('INPUT_INVALID', { detail }, { field: 'name' })
}

/** Names and filters are kept and logged, and neither may hold a person's number. */
function refuseNumbers({ db }: Pick<Context, 'db'>, name: string, definition?: ViewDefinition): void {
  refusePersonnummer(name, 'name', 'Namn')
  if (definition) assertKeepable(db, definition.filter, 'definition.filter')
}

type Written = Partial<Pick<ViewRow, 'name' | 'definition_json' | 'shared' | 'removed_at'>>

function write({ db, now }: Context, { id }: Pick<ViewRow, 'id'>, values: Written): void {
  const set = Object.keys(values)
    .map((column) => `${column} = @${column}, `)
    .join('')
  db.run(`UPDATE saved_view SET ${set}updated_at = @at, version = version + 1 WHERE id = @id`, {
    ...values,
    at: now().toISOString(),
    id,
  })
}

/** The row as it now stands, told in the log and to the caller. `before` has only its id when it is new. */
function leaveTrace(
  context: Context,
  action: string,
  before: Pick<ViewRow, 'id'> & Partial<ViewRow>,
): SavedView {
  const row = findView(context, before.id)
  const view = row && asView(context, row)
  if (!row || !view) throw new LardomError('NOT_FOUND', { what: WHAT })
  context.audit({
    action,
    entity: ENTITY,
    entityId: row.id,
    ...(isWhole(before) ? { before: told(before) } : {}),
    after: told(row),
  })
  context.changed('view')
  return view
}

function isWhole(row: Partial<ViewRow>): row is ViewRow {
  return row.definition_json !== undefined
}

function told(row: ViewRow) {
  return { name: row.name, shared: row.shared === 1, definition: JSON.parse(row.definition_json) as unknown }
}
