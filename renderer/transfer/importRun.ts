import { useSyncExternalStore } from 'react'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, type In, type JobProgress } from '../app/rpc.ts'
import type { RunReport } from './wizardState.ts'

/**
 * The import that is under way. It lives beside the pages: one may look at something else while it goes on, and comes
 * back to the same bar.
 */
export type ImportRun =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: JobProgress | null; readonly stopping: boolean }
  | { readonly state: 'done'; readonly report: RunReport }
  | { readonly state: 'failed'; readonly error: LardomError }

let run: ImportRun = { state: 'idle' }
let requestId: string | null = null
const listeners = new Set<() => void>()

function set(next: ImportRun): void {
  run = next
  for (const listener of listeners) listener()
}

/** Begins, unless one is under way. */
export function startImport(input: In<'host.run-import'>): void {
  if (run.state === 'running') return
  const id = crypto.randomUUID()
  requestId = id
  set({ state: 'running', progress: null, stopping: false })
  const stopListening = window.lardom.on((event) => {
    if (event.name !== 'progress' || event.requestId !== id || run.state !== 'running') return
    set({ ...run, progress: event })
  })
  call('host.run-import', input, { requestId: id })
    .then(
      (report) => set({ state: 'done', report }),
      (error: unknown) => set({ state: 'failed', error: asLardomError(error) }),
    )
    .finally(() => {
      stopListening()
      requestId = null
    })
}

export function cancelImport(): void {
  if (run.state !== 'running' || requestId === null) return
  window.lardom.cancel(requestId)
  set({ ...run, stopping: true })
}

/** What it came to has been taken care of. */
export function forgetImport(): void {
  if (run.state !== 'running') set({ state: 'idle' })
}

export function useImportRun(): ImportRun {
  return useSyncExternalStore(subscribe, () => run)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
