import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readSettings } from '../account/settings.ts'
import type { Reason } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { ServiceEvent } from '../../../shared/rpc/wire.ts'
import type { BackupKeeper, Workspace } from '../kernel/context.ts'
import { makeCopyBeside, makeCopyNow, thinCopies, type MadeCopy } from './copies.ts'
import type { FileThread } from './fileThread.ts'
import { draftsOf, hasChanged, noteCopy } from './lastCopy.ts'

const GIGABYTE = 1_000_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The first page comes first: a check and a copy want the same disk and processor. */
const AFTER_OPENING = 3000

/** A file larger than this (bytes) is opened first and checked beside the work: up to here it takes a quarter second. */
export const CHECK_LATER_ABOVE = 48 * 1024 * 1024

export interface KeeperOptions {
  /** Where there is none, copies are made in the service itself and the file is checked when it is opened only. */
  readonly thread: FileThread | undefined
  /** Copies are made by themselves: at opening and each hour with changes. */
  readonly automatic: boolean
  readonly now: () => Date
  readonly emit: (event: ServiceEvent) => void
  readonly log: (ref: string, procedure: string, error: unknown) => void
  /** Milliseconds after opening. */
  readonly wait?: number
}

/** Keeps the copies of one open workspace at a time. Never silent when a copy fails; never in the way of the work. */
export class Keeper implements BackupKeeper {
  readonly #options: KeeperOptions
  #workspace: Workspace | undefined
  #stop = new AbortController()
  #queue: Promise<unknown> = Promise.resolve()
  #lastTry = 0
  #lastCheck = 0
  #problem: LardomError | null = null

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  get problem(): LardomError | null {
    return this.#problem
  }

  opened(workspace: Workspace): void {
    this.closing()
    this.#stop = new AbortController()
    this.#workspace = workspace
    this.#problem = null
    const now = this.#options.now().getTime()
    this.#lastTry = now
    this.#lastCheck = now
    void this.#afterOpening(workspace, this.#stop.signal)
  }

  closing(): void {
    this.#workspace = undefined
    this.#stop.abort()
  }

  async idle(): Promise<void> {
    await this.#queue
  }

  make(workspace: Workspace, reason: Reason, signal?: AbortSignal): Promise<MadeCopy> {
    const stop = this.#stop.signal
    return this.#inTurn(() => this.#make(workspace, reason, signal ? AbortSignal.any([stop, signal]) : stop))
  }

  async tick(): Promise<void> {
    const workspace = this.#workspace
    if (!workspace) return
    const now = this.#options.now().getTime()
    // A clock that was turned back would otherwise stop the copies until it has caught up.
    const due = (last: number, every: number) => now - last >= every || now < last
    if (due(this.#lastCheck, DAY)) {
      this.#lastCheck = now
      await this.#check(workspace)
    }
    if (this.#options.automatic && due(this.#lastTry, HOUR)) {
      this.#lastTry = now
      await this.#makeIfChanged(workspace, 'varje-timme')
    }
  }

  async #afterOpening(workspace: Workspace, signal: AbortSignal): Promise<void> {
    const wait = this.#options.wait ?? AFTER_OPENING
    await setTimeout(wait, undefined, { ref: false, signal }).catch(() => undefined)
    if (this.#workspace !== workspace) return
    if (workspace.file.unchecked) await this.#check(workspace)
    if (this.#options.automatic) await this.#makeIfChanged(workspace, 'vid-oppning')
  }

  /** An automatic copy: what stops it is told, and the work goes on. */
  async #makeIfChanged(workspace: Workspace, reason: Reason): Promise<void> {
    if (this.#workspace !== workspace) return
    const { signal } = this.#stop
    try {
      await this.#inTurn(async () => {
        if (this.#workspace === workspace && hasChanged(workspace.file)) {
          await this.#make(workspace, reason, signal)
        }
      })
    } catch (error) {
      // The workspace was locked meanwhile: the next opening sees that it has changed.
      if (signal.aborted || this.#workspace !== workspace) return
      this.#tell(workspace, error)
    }
  }

  async #make(workspace: Workspace, reason: Reason, signal: AbortSignal): Promise<MadeCopy> {
    const { thread, now, emit } = this.#options
    const { file } = workspace
    if (signal.aborted || !file.db.raw.open) throw new LardomError('CANCELLED')
    const drafts = draftsOf(file.db)
    const made = thread
      ? await makeCopyBeside(thread, file, reason, now(), signal)
      : makeCopyNow(file, reason, now())
    if (file.db.raw.open) {
      noteCopy(file, made, drafts, now())
      const budget = readSettings(file.db).backupKeepGigabytes * GIGABYTE
      thinCopies(file.path, now(), budget, made.name)
    }
    if (this.#problem) {
      this.#problem = null
      emit({ name: 'backup-made' })
    }
    emit({ name: 'changed', areas: ['backup'] })
    return made
  }

  #tell(workspace: Workspace, error: unknown): void {
    const { emit, log } = this.#options
    const known =
      error instanceof LardomError
        ? error
        : new LardomError('BACKUP_FAILED', { detail: 'Ett oväntat fel inträffade.' }, { cause: error })
    log('backup', known.code, known.cause ?? known)
    if (known.code === 'DB_DAMAGED') {
      emit({ name: 'damaged', message: damage(workspace).message })
      return
    }
    this.#problem = known
    emit({ name: 'backup-failed', message: known.message })
    emit({ name: 'changed', areas: ['backup'] })
  }

  /** Reads the whole file beside the work; only bad news is told. */
  async #check(workspace: Workspace): Promise<void> {
    const { thread, emit, log } = this.#options
    const { signal } = this.#stop
    const { path, dataKey } = workspace.file
    if (!thread) return
    try {
      const found = await this.#inTurn(() => thread.check(path, dataKey, signal))
      if (found === 'ok' || this.#workspace !== workspace) return
      log('backup', 'check', found)
      emit({ name: 'damaged', message: damage(workspace).message })
    } catch (error) {
      if (signal.aborted || this.#workspace !== workspace) return
      log('backup', 'check', error)
      if (error instanceof LardomError) {
        const told = error.code === 'DB_DAMAGED' ? damage(workspace) : error
        emit({ name: 'damaged', message: told.message })
      } else {
        // The check itself failed, which says nothing of the file: it is done again in an hour.
        this.#lastCheck = this.#options.now().getTime() - DAY + HOUR
      }
    }
  }

  /** One at a time: each wants the whole disk. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => undefined)
    return result
  }
}

function damage({ file }: Workspace): LardomError {
  return new LardomError('DB_DAMAGED', {
    file: basename(file.path),
    detail: 'delar av innehållet går inte att läsa',
  })
}
