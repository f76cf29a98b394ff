import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The folders in which opened attachments lie in clear, as long as a workspace is open. Their names say whose they are:
 * a later start finds what a crash left and takes it away.
 */
const FOLDER = /^lardom-bilaga-(\d{1,10})-[A-Za-z0-9]{6}$/
/** A process of that number that lives may be another one by now: nobody leaves a workspace open this long. */
const OLDEST = 24 * 60 * 60 * 1000
const FIRST_RETRY = 2000
const LAST_RETRY = 30_000

export interface AttachmentFilesOptions {
  /** Where the folders are made; the system's own place by default. */
  readonly root?: string
  /** Removes a folder or throws. The tests give one that is held. */
  readonly remove?: (folder: string) => void
  readonly now?: () => number
  readonly firstRetry?: number
  /** Another program holds files open (Windows): they could not be removed, and are tried again. */
  readonly onHeld?: (count: number) => void
}

export class AttachmentFiles {
  readonly #root: string
  readonly #remove: (folder: string) => void
  readonly #now: () => number
  readonly #firstRetry: number
  readonly #onHeld: (count: number) => void
  readonly #folders = new Map<number, string>()
  /** To be removed as soon as it can be. */
  readonly #held = new Set<string>()
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(options: AttachmentFilesOptions = {}) {
    this.#root = options.root ?? tmpdir()
    this.#remove = options.remove ?? removeFolder
    this.#now = options.now ?? Date.now
    this.#firstRetry = options.firstRetry ?? FIRST_RETRY
    this.#onHeld = options.onHeld ?? (() => undefined)
  }

  /** An empty folder that nobody else may look into. What was opened of the same attachment before is removed. */
  folderFor(id: number): string {
    this.discard(id)
    const folder = mkdtempSync(join(this.#root, `lardom-bilaga-${process.pid}-`))
    // Made so already; said again for a system that has its own view of temporary folders.
    chmodSync(folder, 0o700)
    this.#folders.set(id, folder)
    return folder
  }

  /** Removes what was opened of one attachment. */
  discard(id: number): void {
    const folder = this.#folders.get(id)
    if (folder === undefined) return
    this.#folders.delete(id)
    this.#try(folder)
  }

  /** Removes everything that was opened. What another program holds is tried again until it lets go. */
  removeAll(): void {
    for (const id of this.#folders.keys()) this.discard(id)
  }

  /** The last attempt, when Lärdom is closed: what is left then is found at the next start. */
  close(): void {
    this.removeAll()
    clearTimeout(this.#retry)
    for (const folder of this.#held) this.#tryOnce(folder)
  }

  /** Takes away what an earlier run left: only folders of ours, only when that run is over. */
  sweep(): void {
    for (const name of this.#names()) {
      const pid = Number(FOLDER.exec(name)?.[1] ?? Number.NaN)
      const folder = join(this.#root, name)
      if (Number.isNaN(pid) || [...this.#folders.values()].includes(folder)) continue
      if (this.#isLeft(folder, pid)) this.#try(folder)
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.#root)
    } catch {
      // A folder for temporary files that cannot be listed: there is nothing to be found in it.
      return []
    }
  }

  #isLeft(folder: string, pid: number): boolean {
    const info = lstatSync(folder, { throwIfNoEntry: false })
    // A link, or somebody else's folder of the same name, is not ours to touch.
    if (!info?.isDirectory()) return false
    if (process.getuid !== undefined && info.uid !== process.getuid()) return false
    // Our own number: nothing of this run is made yet, so the run before us had it too.
    return pid === process.pid || !isAlive(pid) || this.#now() - info.mtimeMs > OLDEST
  }

  #try(folder: string): void {
    if (this.#tryOnce(folder)) return
    this.#held.add(folder)
    this.#retry ??= this.#later(this.#firstRetry)
  }

  #tryOnce(folder: string): boolean {
    try {
      this.#remove(folder)
      return !existsSync(folder)
    } catch {
      // Held by another program, mostly: tried again, and told if it lasts.
      return false
    }
  }

  #later(delay: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      for (const folder of this.#held) if (this.#tryOnce(folder)) this.#held.delete(folder)
      this.#retry = undefined
      if (this.#held.size === 0) return
      if (delay === this.#firstRetry) this.#onHeld(this.#held.size)
      this.#retry = this.#later(Math.min(delay * 2, LAST_RETRY))
    }, delay).unref()
  }
}

/**
 * Tells Windows that the file came from outside: Office then shows it in Protected View, without macros and without
 * fetching anything. Other systems have no such mark that a program of ours can set.
 */
export function markAsForeign(path: string): void {
  if (process.platform !== 'win32') return
  chmodSync(path, 0o600)
  try {
    writeFileSync(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n')
  } catch {
    // A disk that is not NTFS has no place for the mark: the file is opened without.
  }
  chmodSync(path, 0o400)
}

function removeFolder(folder: string): void {
  // Windows removes no file that is read-only.
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (process.platform === 'win32' && lstatSync(path).isFile()) chmodSync(path, 0o600)
  }
  rmSync(folder, { recursive: true, maxRetries: 3, retryDelay: 50 })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
