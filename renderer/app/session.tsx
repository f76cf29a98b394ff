import { createContext, useContext } from 'react'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { Role } from '../../shared/account/roles.ts'

export const SessionContext = createContext<WorkspaceInfo | null>(null)

/** The open workspace and who opened it. Only inside the shell. */
export function useSession(): WorkspaceInfo {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession utanför skalet')
  return session
}

/** The window hides what one may not do; the service refuses it all the same. */
export function useMay(roles: readonly Role[]): boolean {
  return useSession().roles.some((role) => roles.includes(role))
}
