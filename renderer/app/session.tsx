import { createContext, useContext } from 'react'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import { scopeHolds, scopeOf } from '../../shared/account/grants.ts'
import type { Role } from '../../shared/account/roles.ts'

export const SessionContext = createContext<WorkspaceInfo | null>(null)

/** The open workspace and who opened it. Only inside the shell. */
export function useSession(): WorkspaceInfo {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession utanför skalet')
  return session
}

/**
 * The window hides what one may not do; the service refuses it all the same. With a förvaltning: may it be done there?
 */
export function useMay(roles: readonly Role[], forvaltningId?: number | null): boolean {
  const scope = scopeOf(useSession().grants, roles)
  return scope !== null && (forvaltningId === undefined || scopeHolds(scope, forvaltningId))
}
