import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Router } from 'wouter'
import { useHashLocation } from './hashLocation.ts'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import { Toasts } from '../ui/toast.tsx'
import { Gate } from './gate/Gate.tsx'
import { call, useServiceEvents } from './rpc.ts'
import { SessionContext } from './session.tsx'
import { Shell } from './Shell.tsx'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Data is local and 'changed' events tell when it is stale: no polling, no refetch on focus.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: false,
    },
  },
})

export function App() {
  return (
    <I18nProvider locale="sv-SE">
      <QueryClientProvider client={client}>
        <Router hook={useHashLocation}>
          <Entrance />
          <Toasts />
        </Router>
      </QueryClientProvider>
    </I18nProvider>
  )
}

/** The gate until a workspace is unlocked, then the app. After a lock nothing that was read stays in the window. */
function Entrance() {
  const [session, setSession] = useState<WorkspaceInfo | null>(null)
  const [asked, setAsked] = useState(false)
  const [damage, setDamage] = useState<string | null>(null)

  useEffect(() => {
    call('account.session', {})
      .then(setSession)
      .catch(() => setSession(null))
      .finally(() => setAsked(true))
  }, [])

  const onLocked = useCallback(() => {
    client.clear()
    setSession(null)
    setDamage(null)
  }, [])
  useServiceEvents(onLocked, setDamage)

  const onOpened = useCallback((info: WorkspaceInfo) => {
    client.clear()
    setSession(info)
  }, [])

  if (!asked) return null
  if (!session) return <Gate onOpened={onOpened} />
  return (
    <SessionContext value={session}>
      <Shell damage={damage} />
    </SessionContext>
  )
}
