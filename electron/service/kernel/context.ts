import type { Grant, Scope } from '../../../shared/account/grants.ts'
import type { Role } from '../../../shared/account/roles.ts'
import type { ServiceEvent } from '../../../shared/rpc/wire.ts'
import type { Db } from '../db/database.ts'
import type { OpenedFile } from '../db/workspaceFile.ts'
import type { AuditEntry } from './audit.ts'

/** Who is calling, once the workspace is unlocked. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
  /** The distinct roles of the grants. */
  readonly roles: readonly Role[]
  /** A temporary passphrase opened the workspace: nothing but choosing an own one can be done. */
  readonly mustChangePassphrase: boolean
}

/** Prints HTML as a tagged PDF; see architecture decision 6. */
export interface PdfPrinter {
  /** What to call it on screen and in the terminal, e.g. 'Chromium 156'. */
  describe(): Promise<string>
  print(html: string, signal?: AbortSignal): Promise<Uint8Array>
}

/** What every handler has, unlocked or not. */
export interface OpenContext {
  readonly service: ServiceState
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Tells the caller how far a job has come. */
  readonly progress: (done: number, total: number, label: string) => void
  /** Tells every window something it did not ask for. */
  readonly announce: (event: ServiceEvent) => void
}

/** What a handler has when a workspace is open. */
export interface Context extends OpenContext {
  readonly db: Db
  readonly actor: Actor
  /** Where the actor may act in a role that this procedure takes; see kernel/scope.ts. */
  readonly scope: Scope
  readonly workspace: Workspace
  /** Leaves a trace in the append-only log; inside a command it commits with the change. */
  readonly audit: (entry: AuditEntry) => void
  /** Names the areas whose data changed, so that windows read them again. */
  readonly changed: (...areas: string[]) => void
}

export interface Workspace {
  readonly file: OpenedFile
  /** The workspace's id for life; its keyring names the same. */
  readonly uid: string
  readonly name: string
  readonly isExample: boolean
}

/** Checks files above a size (bytes) in another thread, while the work goes on. Answers 'ok' or what was found. */
export interface CheckLater {
  readonly above: number
  readonly check: (path: string, dataKey: Uint8Array) => Promise<string>
}

/** The service's own state: at most one open workspace and who opened it. */
export interface ServiceState {
  workspace: Workspace | undefined
  actor: Actor | undefined
  readonly appVersion: string
  readonly pdfPrinter: PdfPrinter
  /** Where there is none, every file is checked whole when it is opened. */
  readonly checkLater: CheckLater | undefined
}
