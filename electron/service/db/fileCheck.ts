import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openReadOnly } from './connection.ts'
import type { Db } from './database.ts'
import { asLardomError } from './faults.ts'
import { keyringPath } from './keyringFile.ts'

export const WORKSPACE_EXTENSION = '.lardom'

/** @throws DB_DAMAGED when SQLite's quick_check finds anything. */
export function assertWhole(db: Db, name: string): void {
  const answer = db.raw.pragma('quick_check(1)', { simple: true })
  if (answer === 'ok') return
  throw new LardomError(
    'DB_DAMAGED',
    { file: name, detail: 'delar av innehållet går inte att läsa' },
    { cause: answer },
  )
}

/** Reads the whole file through a connection of its own: 'ok', or what SQLite found first. For another thread. */
export function checkWorkspaceFile(path: string, dataKey: Buffer): string {
  const db = openReadOnly(path, dataKey)
  try {
    return String(db.raw.pragma('quick_check(1)', { simple: true }))
  } finally {
    db.close()
  }
}

/** @throws NOT_A_WORKSPACE, FILE_MISSING or NO_PERMISSION before any key is tried. */
export function assertLooksLikeWorkspace(path: string): void {
  const name = basename(path)
  try {
    if (!statSync(path).isFile()) throw new LardomError('NOT_A_WORKSPACE', { file: name })
    assertEncrypted(path)
    if (!path.endsWith(WORKSPACE_EXTENSION) && !existsSync(keyringPath(path))) {
      throw new LardomError('NOT_A_WORKSPACE', { file: name })
    }
  } catch (error) {
    throw asLardomError(error, path) ?? error
  }
}

/** An unencrypted database must never be taken for ours (Signal-Desktop #5097). @throws NOT_A_WORKSPACE. */
export function assertEncrypted(path: string): void {
  const head = Buffer.alloc(16)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, head, 0, 16, 0)
  } finally {
    closeSync(handle)
  }
  if (head.toString('latin1').startsWith('SQLite format 3')) {
    throw new LardomError('NOT_A_WORKSPACE', { file: basename(path) })
  }
}
