import { scopeHolds } from '../../../shared/account/grants.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from './context.ts'

/**
 * Roles hold per förvaltning (domain.md 1.7). The router finds where the caller may act in a role that the procedure
 * takes (`context.scope`); a handler that touches a case asks here. A refusal is logged by the router.
 */
type Scoped = Pick<Context, 'db' | 'scope'>

/** @throws OUT_OF_SCOPE unless the caller may change what belongs to this förvaltning. */
export function assertWritable(context: Scoped, forvaltningId: number | null): void {
  if (!scopeHolds(context.scope, forvaltningId)) throw new LardomError('OUT_OF_SCOPE')
}

/** @throws OUT_OF_SCOPE unless the caller may read what belongs to this förvaltning. */
export function assertReadable(context: Scoped, forvaltningId: number | null): void {
  if (!mayRead(context, forvaltningId)) throw new LardomError('OUT_OF_SCOPE')
}

/** Published cases belong to nobody here and are read by every reader. */
export function mayRead({ db, scope }: Scoped, forvaltningId: number | null): boolean {
  if (scopeHolds(scope, forvaltningId)) return true
  if (forvaltningId === null) return false
  return (
    db.value<number>("SELECT 1 FROM unit WHERE id = ? AND organisation = 'publicerad'", [forvaltningId]) === 1
  )
}

/** Every förvaltning (and published vårdgivare) that may be read, for lists; null when nothing is cut away. */
export function readableForvaltningar({ db, scope }: Scoped): readonly number[] | null {
  if (scope.all) return null
  const published = db.all<{ id: number }>(
    "SELECT id FROM unit WHERE organisation = 'publicerad' AND forvaltning_id = id",
  )
  return [...scope.forvaltningar, ...published.map(({ id }) => id)]
}
