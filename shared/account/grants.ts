import * as z from 'zod'
import { ROLES, type Role } from './roles.ts'

/** A role in one förvaltning (a unit's id), or in the whole region (null). */
export const grant = z.strictObject({
  role: z.enum(ROLES),
  forvaltningId: z.number().int().positive().nullable(),
})
export type Grant = z.infer<typeof grant>

/** The förvaltningar that something may be done in. */
export type Scope =
  | { readonly all: true }
  | { readonly all: false; readonly forvaltningar: readonly number[] }

/** The distinct roles of the grants, wherever they hold. */
export function rolesOf(grants: readonly Grant[]): Role[] {
  return [...new Set(grants.map(({ role }) => role))]
}

/**
 * Where the holder may act in one of `roles`: everywhere if any of those grants is for the region. Null when no grant
 * gives any of them.
 */
export function scopeOf(grants: readonly Grant[], roles: readonly Role[]): Scope | null {
  const giving = grants.filter(({ role }) => roles.includes(role))
  if (giving.length === 0) return null
  const forvaltningar = new Set<number>()
  for (const { forvaltningId } of giving) {
    if (forvaltningId === null) return { all: true }
    forvaltningar.add(forvaltningId)
  }
  return { all: false, forvaltningar: [...forvaltningar] }
}

export function scopeHolds(scope: Scope, forvaltningId: number | null): boolean {
  return scope.all || (forvaltningId !== null && scope.forvaltningar.includes(forvaltningId))
}
