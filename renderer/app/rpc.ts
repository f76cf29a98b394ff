import { useMutation, useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Contract as ServiceContract } from '../../shared/contract.ts'
import type { hostContract } from '../../shared/host/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { InputOf, OutputOf } from '../../shared/rpc/procedure.ts'
import type { LardomBridge } from '../../shared/rpc/wire.ts'
import { tell } from '../ui/toast.tsx'

declare global {
  interface Window {
    readonly lardom: LardomBridge
  }
}

type AllContract = ServiceContract & typeof hostContract
export type Name = keyof AllContract
export type In<N extends Name> = InputOf<AllContract[N]>
export type Out<N extends Name> = OutputOf<AllContract[N]>

/** Calls a procedure; rejects with a LardomError whose message is ready to show. */
export async function call<N extends Name>(
  name: N,
  input: In<N>,
  options: { requestId?: string; commandId?: string } = {},
): Promise<Out<N>> {
  const result = await window.lardom.call(name, input, options)
  if (!result.ok) throw LardomError.fromValue(result.error)
  // The service parses its input and, in tests, its output by the same contract.
  return result.data as Out<N>
}

/** Reads through a procedure. Read again by itself when a command tells that its area changed. */
export function useRpc<N extends Name>(
  name: N,
  input: In<N>,
  options: Pick<UseQueryOptions<Out<N>, LardomError>, 'enabled' | 'placeholderData' | 'staleTime'> = {},
) {
  return useQuery<Out<N>, LardomError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => callCancellable(name, input, signal),
    ...options,
  })
}

/** The same call outside a hook (infinite lists): a query that is no longer wanted is cancelled in the service. */
export async function callCancellable<N extends Name>(
  name: N,
  input: In<N>,
  signal: AbortSignal,
): Promise<Out<N>> {
  const requestId = crypto.randomUUID()
  signal.addEventListener('abort', () => window.lardom.cancel(requestId), { once: true })
  return call(name, input, { requestId })
}

/** Changes through a command. Each run has its own command id, so that a retry cannot apply twice. */
export function useCommand<N extends Name>(name: N) {
  return useMutation<Out<N>, LardomError, In<N>>({
    mutationFn: (input) => call(name, input, { commandId: crypto.randomUUID() }),
  })
}

export interface JobProgress {
  readonly done: number
  readonly total: number
  readonly label: string
}

/** Long work with progress and cancel. */
export function useJob<N extends Name>(name: N) {
  const [progress, setProgress] = useState<JobProgress | null>(null)
  const [running, setRunning] = useState(false)
  const requestId = useRef<string | null>(null)

  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name === 'progress' && event.requestId === requestId.current) setProgress(event)
      }),
    [],
  )

  const run = useCallback(
    async (input: In<N>): Promise<Out<N>> => {
      const id = crypto.randomUUID()
      requestId.current = id
      setRunning(true)
      setProgress(null)
      try {
        return await call(name, input, { requestId: id })
      } finally {
        setRunning(false)
        setProgress(null)
        requestId.current = null
      }
    },
    [name],
  )
  const cancel = useCallback(() => {
    if (requestId.current !== null) window.lardom.cancel(requestId.current)
  }, [])
  return { run, running, progress, cancel }
}

/** Why the window stands at the gate again. */
export type LockReason = 'locked' | 'service-restarted' | 'service-stopped'

/** Keeps what is on screen true: a change names its areas, and what was read from them is read again. */
export function useServiceEvents(
  onLocked: (why: LockReason) => void,
  onDamaged: (message: string) => void,
  onRestored: () => void,
): void {
  const client = useQueryClient()
  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name === 'changed') {
          void client.invalidateQueries({
            predicate: ({ queryKey: [name] }) =>
              typeof name === 'string' &&
              (event.areas.includes(name.slice(0, name.indexOf('.'))) ||
                // What the inbox lists and counts is cases.
                (name.startsWith('triage.') && event.areas.includes('incident'))),
          })
        }
        if (event.name === 'damaged') onDamaged(event.message)
        // Stays long enough to be seen: it may be about what one wrote last.
        if (event.name === 'cut-short')
          tell(event.message, { label: 'Jag har sett det', run: () => undefined })
        if (event.name === 'restored') onRestored()
        if (
          event.name === 'locked' ||
          event.name === 'service-restarted' ||
          event.name === 'service-stopped'
        ) {
          onLocked(event.name)
        }
      }),
    [client, onLocked, onDamaged, onRestored],
  )
}
