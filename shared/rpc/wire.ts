import * as z from 'zod'
import type { ErrorValue } from './error.ts'

/** The messages between main (or a test) and the data service. Everything is structured-clone and JSON safe. */

export const requestSchema = z.strictObject({
  type: z.literal('call'),
  id: z.string().min(1).max(80),
  procedure: z.string().max(80),
  input: z.unknown(),
  caller: z.enum(['window', 'host']),
  /** Made by the caller of a command; the same id is applied at most once. */
  commandId: z.string().max(80).optional(),
})
export type CallRequest = z.infer<typeof requestSchema>

export const toServiceSchema = z.discriminatedUnion('type', [
  requestSchema,
  z.strictObject({ type: z.literal('cancel'), id: z.string() }),
  z.strictObject({
    type: z.literal('printed'),
    id: z.string(),
    pdfBase64: z.string().optional(),
    error: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('shutdown') }),
])
export type ToService = z.infer<typeof toServiceSchema>

export type CallResult =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: ErrorValue }

/** Why a workspace is locked: the person asked for it, is away, the computer sleeps or is locked, Lärdom is closed. */
export const LOCK_WHY = ['person', 'idle', 'sleep', 'screen', 'quit'] as const
export type LockWhy = (typeof LOCK_WHY)[number]

/** What the service tells without being asked. */
export type ServiceEvent =
  /** Data in these areas changed: read it again. */
  | { readonly name: 'changed'; readonly areas: readonly string[] }
  | {
      readonly name: 'progress'
      readonly requestId: string
      readonly done: number
      readonly total: number
      readonly label: string
    }
  | { readonly name: 'locked' }
  /** The check that runs beside the work found the open file damaged. */
  | { readonly name: 'damaged'; readonly message: string }
  /** The last change before the file was left is not whole; told once, when it is opened. */
  | { readonly name: 'cut-short'; readonly message: string }
  /** A copy that should have been made by itself was not; told until one is. */
  | { readonly name: 'backup-failed'; readonly message: string }
  | { readonly name: 'backup-made' }
  /** A copy took the place of the open workspace: everything is read again. */
  | { readonly name: 'restored' }
  /** From main: the service process died and was started again. */
  | { readonly name: 'service-restarted' }
  /** From main: it died too often in a short time and is not started again. */
  | { readonly name: 'service-stopped' }
  /** From main: the workspace is about to be locked. The window saves what is being typed and says when it has. */
  | { readonly name: 'lock-wanted'; readonly why: LockWhy }
  /** From main: nobody has touched the computer for a while, and the workspace is locked in this many seconds. */
  | { readonly name: 'lock-soon'; readonly seconds: number }
  /** From main: somebody is there after all. */
  | { readonly name: 'lock-later' }

export type FromService =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly id: string; readonly result: CallResult }
  | { readonly type: 'event'; readonly event: ServiceEvent }
  /** The service asks its host to print HTML as a tagged PDF (modern Electron only). */
  | { readonly type: 'print'; readonly id: string; readonly html: string }

/** What the preload gives the window: three functions, no more. */
export interface LardomBridge {
  call(
    procedure: string,
    input: unknown,
    options?: { requestId?: string; commandId?: string },
  ): Promise<CallResult>
  cancel(requestId: string): void
  on(listener: (event: ServiceEvent) => void): () => void
}
