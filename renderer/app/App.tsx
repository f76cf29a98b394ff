import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Router } from 'wouter'
import { useHashLocation } from './hashLocation.ts'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { Toasts } from '../ui/toast.tsx'
import { Gate } from './gate/Gate.tsx'
import { call, useServiceEvents, type LockReason } from './rpc.ts'
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

/** Kept while the window is open, through the reload that a lock makes. */
const LAST_OPENED = 'senast-oppnad'

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

const GONE: Readonly<Record<LockReason, LardomError | null>> = {
  locked: null,
  'service-restarted': new LardomError('SERVICE_GONE'),
  'service-stopped': new LardomError('SERVICE_STOPPED'),
}

/** The gate until a workspace is unlocked, then the app. After a lock nothing that was read stays in the window. */
function Entrance() {
  const [session, setSession] = useState<WorkspaceInfo | null>(null)
  const [asked, setAsked] = useState(false)
  const [damage, setDamage] = useState<string | null>(null)
  const [gone, setGone] = useState<LardomError | null>(null)

  useEffect(() => {
    call('account.session', {})
      .then(setSession)
      .catch(() => setSession(null))
      .finally(() => setAsked(true))
  }, [])

  const onLocked = useCallback((why: LockReason) => {
    client.clear()
    setGone(GONE[why])
    setSession(null)
    setDamage(null)
  }, [])
  useServiceEvents(onLocked, setDamage)

  const onOpened = useCallback((info: WorkspaceInfo) => {
    client.clear()
    startInOwnAddress(info)
    setGone(null)
    setSession(info)
  }, [])

  if (!asked) return null
  if (!session) return <Gate onOpened={onOpened} gone={gone} />
  return (
    <SessionContext value={session}>
      <Shell damage={damage} />
    </SessionContext>
  )
}

/**
 * The address may point into the workspace that was open before: case 12 there is not case 12 here, and its filters
 * name units that need not be here. The same workspace opens where it was locked.
 */
function startInOwnAddress({ fileName, name }: WorkspaceInfo): void {
  const opened = `${fileName}/${name}`
  const before = window.sessionStorage.getItem(LAST_OPENED)
  if (before !== null && before !== opened) {
    window.history.replaceState(null, '', `${window.location.pathname}#/handelser`)
  }
  window.sessionStorage.setItem(LAST_OPENED, opened)
}
