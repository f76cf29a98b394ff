import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from './faults.ts'

export const LOCK_SUFFIX = '-las'

/**
 * One workspace is open in one place: WAL does not hold across machines that share a folder. The lock is the operating
 * system's own, on an empty file beside the workspace, so that it goes away with the process, however that ends. The
 * file itself stays: removing it would let two processes lock two files of the same name.
 */
export class WorkspaceLock {
  readonly #raw: Database.Database
  #holders = 1

  constructor(raw: Database.Database) {
    this.#raw = raw
  }

  /** One more who must release it. */
  retain(): WorkspaceLock {
    this.#holders++
    return this
  }

  release(): void {
    this.#holders--
    if (this.#holders === 0) this.#raw.close()
  }
}

/** @throws WORKSPACE_IN_USE, NO_PERMISSION in a folder that cannot be written. */
export function takeLock(path: string): WorkspaceLock {
  let raw: Database.Database | undefined
  try {
    raw = new Database(`${realPath(path)}${LOCK_SUFFIX}`, { timeout: 0 })
    // Nothing is ever written in it: no journal beside it either.
    raw.pragma('journal_mode = MEMORY')
    raw.exec('BEGIN EXCLUSIVE')
    return new WorkspaceLock(raw)
  } catch (error) {
    raw?.close()
    const known = asLardomError(error, path)
    throw known?.code === 'FILE_LOCKED'
      ? new LardomError('WORKSPACE_IN_USE', { file: basename(path) }, { cause: error })
      : (known ?? error)
  }
}

/** The file itself, whatever link it was reached by: two names of one workspace share one lock. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    // Not there (yet): the folder is what can be asked.
    if (asLardomError(error, path)?.code !== 'FILE_MISSING') throw error
    return join(realpathSync(dirname(path)), basename(path))
  }
}
