import type { OpenedWith } from '../../../shared/account/contract.ts'
import type { Grant, Scope } from '../../../shared/account/grants.ts'
import type { Role } from '../../../shared/account/roles.ts'
import type { Reason } from '../../../shared/backup/names.ts'
import type { LardomError } from '../../../shared/rpc/error.ts'
import type { ServiceEvent } from '../../../shared/rpc/wire.ts'
import type { MadeCopy } from '../backup/copies.ts'
import type { FileThread } from '../backup/fileThread.ts'
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
  /** What the workspace was opened with. */
  readonly openedWith: OpenedWith
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
  /** Cancels all other work under way and waits a moment for it to tidy up after itself. */
  readonly stopOthers: () => Promise<void>
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

/** The service's own state: at most one open workspace and who opened it. */
export interface ServiceState {
  workspace: Workspace | undefined
  actor: Actor | undefined
  /** Wrong passphrases since the workspace at a path was last opened: told in its log when it is. */
  readonly failedUnlocks: Map<string, number>
  readonly appVersion: string
  readonly pdfPrinter: PdfPrinter
  /** Reads whole files beside the work. Where there is none, every file is checked when it is opened. */
  readonly fileThread: FileThread | undefined
  /** A file larger than this (bytes) is opened first and checked by the thread; a default where it is not said. */
  readonly checkLaterAbove: number | undefined
  /** Keeps the copies of the open workspace. */
  readonly backups: BackupKeeper
  /** Makes the search index of the open workspace anew when it was made in an older way. */
  readonly search: SearchKeeper
}

/** Keeps the search index of the open workspace; see search/keeper.ts. */
export interface SearchKeeper {
  opened(workspace: Workspace): void
  closing(): void
  /** Resolves when nothing is being made anew. */
  idle(): Promise<void>
}

/** Copies of the open workspace: made by themselves, by hand, and before what could go wrong. */
export interface BackupKeeper {
  /** A workspace has been opened: its copies are kept from now on. */
  opened(workspace: Workspace): void
  /** It is about to be closed: what reads it beside the work is stopped. */
  closing(): void
  /** Makes a copy, after the one that is being made. @throws BACKUP_FAILED, DB_DAMAGED, CANCELLED. */
  make(workspace: Workspace, reason: Reason, signal?: AbortSignal): Promise<MadeCopy>
  /** Resolves when nothing reads the file beside the work any more. */
  idle(): Promise<void>
  /** Looks at the clock: makes a copy each hour with changes, checks the file each day. */
  tick(): Promise<void>
  /** Why the last copy was not made; null when it was. */
  readonly problem: LardomError | null
}
