import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Router } from 'wouter'
import { useHashLocation } from './hashLocation.ts'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { tell, Toasts } from '../ui/toast.tsx'
import { OwnPassphrase } from '../account/OwnPassphrase.tsx'
import { Gate } from './gate/Gate.tsx'
import { LockGuard } from './LockGuard.tsx'
import { goToLastPlace } from './place.ts'
import { call, useServiceEvents, type LockReason, type Out } from './rpc.ts'
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

const GONE: Readonly<Record<LockReason, LardomError | null>> = {
  locked: null,
  'service-restarted': new LardomError('SERVICE_GONE'),
  'service-stopped': new LardomError('SERVICE_STOPPED'),
}

/**
 * The gate until a workspace is unlocked, then the app. After a lock this window is on its way out and shows nothing:
 * another one, in another process, takes its place at the gate (electron/main/mainWindow.ts).
 */
function Entrance() {
  const [session, setSession] = useState<WorkspaceInfo | null>(null)
  const [stage, setStage] = useState<'asking' | 'gate' | 'open' | 'leaving'>('asking')
  /** Somebody else knows what the workspace was opened with: one's own passphrase comes before the pages. */
  const [choosing, setChoosing] = useState(false)
  const [damage, setDamage] = useState<string | null>(null)
  const [gone, setGone] = useState<LardomError | null>(null)
  const [before, setBefore] = useState<Out<'host.gate'> | null>(null)

  useEffect(() => {
    void Promise.all([
      call('account.session', {}).catch(() => null),
      call('host.gate', {}).catch(() => null),
    ]).then(([open, known]) => {
      setSession(open)
      setChoosing(open?.mustChangePassphrase ?? false)
      setBefore(known)
      if (open && known?.why === 'window-gone') {
        tell('Fönstret stannade och har lästs in igen. Det som var sparat är kvar.')
      }
      setStage(open ? 'open' : 'gate')
    })
  }, [])

  const onClosed = useCallback((why: LockReason) => {
    client.clear()
    setSession(null)
    setDamage(null)
    setGone(GONE[why])
    setStage(why === 'locked' ? 'leaving' : 'gate')
  }, [])
  const onRestored = useCallback(() => {
    // Everything on the screen was read from what has been replaced.
    setDamage(null)
    void client.resetQueries()
    void call('account.session', {}).then(setSession, () => setSession(null))
  }, [])
  useServiceEvents(onClosed, setDamage, onRestored)

  const enter = useCallback((info: WorkspaceInfo) => {
    void goToLastPlace().then(() => {
      setSession(info)
      setChoosing(false)
      setStage('open')
    })
  }, [])

  const onOpened = useCallback(
    (info: WorkspaceInfo) => {
      client.clear()
      setGone(null)
      setBefore(null)
      if (info.mustChangePassphrase || info.openedWith === 'recovery') {
        setSession(info)
        setChoosing(true)
        setStage('open')
      } else enter(info)
    },
    [enter],
  )

  if (stage === 'asking') return null
  if (stage === 'leaving') return <main className="gate" aria-busy="true" />
  return (
    <>
      {session && choosing ? (
        <OwnPassphrase session={session} onDone={enter} />
      ) : session ? (
        <SessionContext value={session}>
          <Shell damage={damage} />
        </SessionContext>
      ) : (
        <Gate onOpened={onOpened} gone={gone ?? goneBefore(before)} before={before} />
      )}
      <LockGuard />
    </>
  )
}

function goneBefore(before: Out<'host.gate'> | null): LardomError | null {
  return before?.why === 'service-restarted' || before?.why === 'service-stopped' ? GONE[before.why] : null
}
