import { existsSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openEncrypted, openForRekey, openReadOnly } from './connection.ts'
import type { Db } from './database.ts'
import { assertEncrypted, assertWhole } from './fileCheck.ts'
import { openKeyringFile, saveKeyring } from './fileKey.ts'
import type { DataKey } from './keyring.ts'
import { syncFile, syncFolder } from './syncFolder.ts'

/**
 * A new data key: the workspace is copied, the copy is encrypted anew and takes the workspace's place. A crash at any
 * moment leaves a file that its keyring opens:
 *
 * 1. the copy lies whole and flushed beside the workspace, under the new key ({@link rekeyCopy});
 * 2. the keyring holds both keys;
 * 3. the workspace is closed, with nothing left in its log, and the copy takes its name;
 * 4. it is opened with the new key, and the keyring keeps only that one.
 *
 * Before 3 the old file is there, after it the new one, and between 2 and 4 the keyring opens both; whoever opens the
 * workspace next tries the new key first and then tidies (fileKey.ts).
 */

/** For tests: called after each step, so that a crash can be played there. */
export type OnStep = (step: string) => void

/** Where the copy lies until it takes the workspace's place. */
export function rotationPath(path: string): string {
  return `${path}-nyckelbyte`
}

/** What an interrupted change of data key left behind. Only the holder of the workspace's lock may call. */
export function removeUnfinishedRotation(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const file = `${rotationPath(path)}${suffix}`
    // A folder of that name is somebody else's, and is told when a copy is to lie there. A link would lead it elsewhere.
    const found = lstatSync(file, { throwIfNoEntry: false })
    if (found?.isFile() || found?.isSymbolicLink()) rmSync(file, { force: true })
  }
}

/**
 * Encrypts a copy anew, flushes it, opens it with the new key and checks that all of it is there.
 * @throws DB_DAMAGED, DISK_FULL and the like; what is half made is the caller's to remove.
 */
export function rekeyCopy(copy: string, oldKey: Buffer, newKey: Buffer): void {
  const raw = openForRekey(copy, oldKey)
  let before: string
  try {
    before = countRows(raw)
    // A file in WAL mode cannot be encrypted anew.
    raw.raw.pragma('journal_mode = DELETE')
    raw.raw.pragma(`rekey="x'${newKey.toString('hex')}'"`)
  } finally {
    raw.close()
  }
  syncFile(copy)
  assertEncrypted(copy)
  const name = basename(copy)
  const made = openReadOnly(copy, newKey)
  try {
    assertWhole(made, name)
    if (countRows(made) !== before) {
      throw new LardomError('DB_DAMAGED', { file: name, detail: 'kopian har inte alla rader' })
    }
  } finally {
    made.close()
  }
}

/**
 * Steps 2–4. The connection is replaced in the same {@link Db}, so whoever holds it goes on. On an error the workspace
 * is open again under the key that its file has.
 */
export function swapDataKey(
  file: { readonly db: Db; readonly path: string; readonly dataKey: Buffer },
  next: DataKey,
  onStep: OnStep = () => undefined,
): void {
  const { db, path, dataKey } = file
  const copy = rotationPath(path)
  const ring = openKeyringFile(path, dataKey)
  try {
    saveKeyring(path, ring, [next, ring.dataKey])
    onStep('keyring with both')
    db.raw.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    onStep('closed')
    assertNoLog(path)
    renameSync(copy, path)
    onStep('renamed')
    syncFolder(dirname(path))
    onStep('flushed')
    db.reopen(openEncrypted(path, next.key).raw)
    next.key.copy(dataKey)
    onStep('open')
    saveKeyring(path, { ...ring, dataKey: next })
    onStep('keyring with the new one')
  } catch (error) {
    reopen(file, next.key)
    throw error
  }
}

/** Opens what lies there, the copy having taken its place or not. */
function reopen({ db, path, dataKey }: { db: Db; path: string; dataKey: Buffer }, nextKey: Buffer): void {
  if (db.raw.open) return
  const renamed = !existsSync(rotationPath(path))
  const key = renamed ? nextKey : Buffer.from(dataKey)
  db.reopen(openEncrypted(path, key).raw)
  key.copy(dataKey)
}

/** The old file's log would be taken for the new one's. It stays only while somebody else has the file open. */
function assertNoLog(path: string): void {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (log && log.size > 0) throw new LardomError('FILE_LOCKED', { file: basename(path) })
}

function countRows(db: Db): string {
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
  )
  const counts = tables.map(({ name }) => {
    const quoted = `"${name.replaceAll('"', '""')}"`
    return [name, db.value<number>(`SELECT count(*) FROM ${quoted}`)]
  })
  return JSON.stringify([db.raw.pragma('user_version', { simple: true }), counts])
}
