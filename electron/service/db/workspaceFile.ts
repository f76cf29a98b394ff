import { randomUUID } from 'node:crypto'
import { existsSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { OpenedWith } from '../../../shared/account/contract.ts'
import { workspaceOfFolder } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { makeCopyNow } from '../backup/copies.ts'
import { finishReplacement, isBeingReplaced, type Intent } from '../backup/replace.ts'
import { openEncrypted, openReadOnly } from './connection.ts'
import type { Db } from './database.ts'
import { asLardomError } from './faults.ts'
import { assertLooksLikeWorkspace, assertWhole } from './fileCheck.ts'
import { emptyKeyring, newDataKey, newRecoveryKey, unwrap, withSlot } from './keyring.ts'
import { keyringPath, readKeyring, writeKeyring } from './keyringFile.ts'
import { APPLICATION_ID, migrate, supportedVersion, type Migration } from './migrate.ts'
import { syncFolder } from './syncFolder.ts'
import { LOCK_SUFFIX, takeLock, type WorkspaceLock } from './workspaceLock.ts'

export interface OpenOptions {
  readonly migrations: readonly Migration[]
  readonly appVersion: string
  readonly now: () => Date
  /** A file larger than this (bytes) is opened first and checked beside the work. */
  readonly checkLaterAbove?: number
  /** Held already by whoever opens the same workspace again; released with the opened file. */
  readonly lock?: WorkspaceLock
}

export interface OpenedFile {
  readonly db: Db
  readonly path: string
  readonly accountId: string
  readonly openedWith: OpenedWith
  readonly dataKey: Buffer
  /** True when the file was too large to check before it was used: it remains to be done. */
  readonly unchecked: boolean
  /** Kept while the file is open; see {@link closeWorkspaceFile}. */
  readonly lock: WorkspaceLock
  /** A copy has just been put in the place of what was here: to be noted in the log. */
  readonly restored: Intent | null
}

/** Closes the file and lets others open it; the key is wiped. */
export function closeWorkspaceFile(file: OpenedFile): void {
  file.db.close()
  file.dataKey.fill(0)
  file.lock.release()
}

/** Creates an encrypted workspace with one account; returns the recovery key, which is shown once and never stored. */
export function createWorkspaceFile(
  path: string,
  account: { id: string; name: string; passphrase: string },
  options: OpenOptions,
): OpenedFile & { recoveryKey: string } {
  if (existsSync(path) || existsSync(keyringPath(path))) {
    throw new LardomError('FILE_EXISTS', { file: basename(path) })
  }
  if (!existsSync(dirname(path))) {
    throw new LardomError('WRITE_FAILED', { file: basename(path), detail: 'mappen finns inte' })
  }
  const dataKey = newDataKey()
  const recoveryKey = newRecoveryKey()
  let keyring = emptyKeyring(randomUUID())
  keyring = withSlot(
    keyring,
    { id: account.id, kind: 'account', name: account.name, secret: account.passphrase },
    dataKey,
  )
  keyring = withSlot(
    keyring,
    { id: 'aterstallning', kind: 'recovery', name: 'Återställningsnyckel', secret: recoveryKey },
    dataKey,
  )
  let db: Db | undefined
  const lock = takeLock(path)
  try {
    db = openEncrypted(path, dataKey, { create: true })
    migrate(db, options.migrations, { ...options, backup: () => '' })
    writeKeyring(path, keyring)
    syncFolder(dirname(path))
    return {
      db,
      path,
      accountId: account.id,
      openedWith: 'passphrase',
      dataKey,
      recoveryKey,
      unchecked: false,
      lock,
      restored: null,
    }
  } catch (error) {
    db?.close()
    lock.release()
    removeWorkspaceFiles(path)
    throw asLardomError(error, path) ?? error
  }
}

/**
 * Opens a workspace. Order matters: nothing is touched before the lock is held; the keyring's own tag tells a wrong
 * passphrase before the database is touched, so a database that then cannot be read is damaged, not locked; and the
 * format is read before anything can be written.
 */
export function openWorkspaceFile(path: string, passphrase: string, options: OpenOptions): OpenedFile {
  assertNoCopy(path)
  if (!isBeingReplaced(path)) assertLooksLikeWorkspace(path)
  const lock = options.lock?.retain() ?? takeLock(path)
  let db: Db | undefined
  try {
    const restored = finishReplacement(path)
    assertLooksLikeWorkspace(path)
    const { dataKey, slotId } = unwrap(readKeyring(path), passphrase)
    const newest = supportedVersion(options.migrations)
    const found = readFormat(path, dataKey)
    if (found > newest) throw new LardomError('DB_FROM_NEWER_APP', { found, supported: newest })
    const opened = openEncrypted(path, dataKey)
    db = opened
    // Before the format is raised the file is always checked, however large.
    const limit = options.checkLaterAbove ?? Number.POSITIVE_INFINITY
    const unchecked = found === newest && statSync(path).size > limit
    if (!unchecked) assertWhole(opened, basename(path))
    migrate(opened, options.migrations, {
      ...options,
      backup: () => makeCopyNow({ db: opened, path, dataKey }, 'fore-format', options.now()).name,
    })
    const openedWith = slotId === 'aterstallning' ? 'recovery' : 'passphrase'
    return { db: opened, path, accountId: slotId, openedWith, dataKey, unchecked, lock, restored }
  } catch (error) {
    db?.close()
    lock.release()
    throw asLardomError(error, path) ?? error
  }
}

/** A copy that was worked in could be thinned away. @throws COPY_CHOSEN. */
function assertNoCopy(path: string): void {
  const workspace = workspaceOfFolder(dirname(path))
  if (workspace === null) return
  throw new LardomError('COPY_CHOSEN', { file: basename(path), workspace: basename(workspace) })
}

/**
 * The file's format, read without leaving a trace: a file from a newer program must be left as it was, and closing a
 * connection that may write would move its log into it. @throws NOT_A_WORKSPACE, and what SQLite throws.
 */
function readFormat(path: string, dataKey: Buffer): number {
  const sideFiles = ['-wal', '-shm'].map((suffix) => `${path}${suffix}`).filter((file) => !existsSync(file))
  const db = openReadOnly(path, dataKey)
  try {
    if (Number(db.raw.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
      throw new LardomError('NOT_A_WORKSPACE', { file: basename(path) })
    }
    return Number(db.raw.pragma('user_version', { simple: true }))
  } finally {
    db.close()
    // A reader makes them and cannot take them away. The lock is held: nobody else has the file open.
    for (const file of sideFiles) rmSync(file, { force: true })
  }
}

/** Removes a half-made or example workspace with all its side files. */
export function removeWorkspaceFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-nycklar', LOCK_SUFFIX])
    rmSync(`${path}${suffix}`, { force: true })
}
