import { existsSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { OpenedWith } from '../../../shared/account/contract.ts'
import { workspaceOfFolder } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { makeCopyNow } from '../backup/copies.ts'
import { finishReplacement, isBeingReplaced, type Intent } from '../backup/replace.ts'
import { openEncrypted, openForRekey, openReadOnly } from './connection.ts'
import type { Db } from './database.ts'
import { asLardomError } from './faults.ts'
import { assertLooksLikeWorkspace, assertWhole } from './fileCheck.ts'
import { chooseDataKey, saveKeyring, settleKeyring } from './fileKey.ts'
import { keyringPath, readKeyring, removeUnfinishedKeyring } from './keyringFile.ts'
import { openKeyring, type Credential, type UnlockHooks } from './keyringUnlock.ts'
import { APPLICATION_ID, migrate, supportedVersion, type Migration } from './migrate.ts'
import { makeKeyring } from './newKeyring.ts'
import { removeUnfinishedRotation } from './rotation.ts'
import { syncFolder } from './syncFolder.ts'
import { readWalState } from './walCheck.ts'
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
  /** The keyring's id of the workspace. */
  readonly workspaceId: string
  /** The account, or the recovery key's member, that opened it. */
  readonly memberId: string
  readonly openedWith: OpenedWith
  /** A temporary passphrase opened it. */
  readonly temporary: boolean
  /** Other accounts that the same passphrase opens. */
  readonly others: readonly string[]
  /** Replaced in place when the data key is. */
  readonly dataKey: Buffer
  /** True when the file was too large to check before it was used: it remains to be done. */
  readonly unchecked: boolean
  /** Kept while the file is open; see {@link closeWorkspaceFile}. */
  readonly lock: WorkspaceLock
  /** A copy has just been put in the place of what was here: to be noted in the log. */
  readonly restored: Intent | null
  /** The last change before the file was left is not whole, and is not in it: to be told and noted. */
  readonly cutShort: boolean
}

/** Closes the file and lets others open it; the key is wiped. */
export function closeWorkspaceFile(file: OpenedFile): void {
  file.db.close()
  file.dataKey.fill(0)
  file.lock.release()
}

/** Creates an encrypted workspace with one account; returns the recovery key, which is shown once and never stored. */
export async function createWorkspaceFile(
  path: string,
  account: { id: string; passphrase: string },
  options: OpenOptions,
): Promise<OpenedFile & { recoveryKey: string }> {
  if (!existsSync(dirname(path))) {
    throw new LardomError('WRITE_FAILED', { file: basename(path), detail: 'mappen finns inte' })
  }
  const { ring, recoveryKey } = await makeKeyring(account)
  if (existsSync(path) || existsSync(keyringPath(path))) {
    throw new LardomError('FILE_EXISTS', { file: basename(path) })
  }
  const dataKey = ring.dataKey.key
  let db: Db | undefined
  const lock = takeLock(path)
  try {
    db = openEncrypted(path, dataKey, { create: true })
    migrate(db, options.migrations, { ...options, backup: () => '' })
    saveKeyring(path, ring)
    syncFolder(dirname(path))
    return {
      db,
      path,
      workspaceId: ring.workspaceId,
      memberId: account.id,
      openedWith: 'passphrase',
      temporary: false,
      others: [],
      dataKey,
      recoveryKey,
      unchecked: false,
      lock,
      restored: null,
      cutShort: false,
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
export async function openWorkspaceFile(
  path: string,
  credential: Credential,
  options: OpenOptions,
  hooks: UnlockHooks = {},
): Promise<OpenedFile> {
  assertNoCopy(path)
  if (!isBeingReplaced(path)) assertLooksLikeWorkspace(path)
  const lock = options.lock?.retain() ?? takeLock(path)
  let db: Db | undefined
  try {
    const restored = finishReplacement(path)
    assertLooksLikeWorkspace(path)
    // Before anything of SQLite's touches the log: it stops where the damage is, and says nothing.
    const log = readWalState(path)
    const keyring = readKeyring(path)
    const unlocked = await openKeyring(keyring, credential, basename(keyringPath(path)), hooks)
    if (log === 'damaged') {
      throw new LardomError('DB_DAMAGED', {
        file: basename(path),
        detail: 'de senaste ändringarna går inte att läsa',
      })
    }
    const newest = supportedVersion(options.migrations)
    const chosen = chooseDataKey(path, unlocked.dataKeys, (key) => readFormat(path, key))
    const found = chosen.found
    const dataKey = chosen.dataKey.key
    if (found > newest) throw new LardomError('DB_FROM_NEWER_APP', { found, supported: newest })
    settleKeyring(path, dataKey)
    removeUnfinishedRotation(path)
    removeUnfinishedKeyring(path)
    const opened = openEncrypted(path, dataKey)
    db = opened
    // Before the format is raised the file is always checked, however large.
    const limit = options.checkLaterAbove ?? Number.POSITIVE_INFINITY
    const unchecked = found === newest && statSync(path).size > limit
    if (!unchecked) assertWhole(opened, basename(path))
    // What a crash left of the log would lie among the next changes, and could not be told from them.
    opened.raw.pragma('wal_checkpoint(TRUNCATE)')
    migrate(opened, options.migrations, {
      ...options,
      backup: () => makeCopyNow({ db: opened, path, dataKey }, 'fore-format', options.now()).name,
    })
    const { memberId, openedWith, temporary, others } = unlocked
    const { workspaceId } = keyring
    return {
      db: opened,
      path,
      workspaceId,
      memberId,
      openedWith,
      temporary,
      others,
      dataKey,
      unchecked,
      lock,
      restored,
      cutShort: log === 'cut',
    }
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
 * The file's format, read without leaving a trace (a journal that a crash left in the middle of a change of key or a
 * restore is rolled back first, which only one who may write can do): a file from a newer program must be left as it was, and closing a
 * connection that may write would move its log into it. @throws NOT_A_WORKSPACE, and what SQLite throws.
 */
function readFormat(path: string, dataKey: Buffer): number {
  const sideFiles = ['-wal', '-shm'].map((suffix) => `${path}${suffix}`).filter((file) => !existsSync(file))
  const db = existsSync(`${path}-journal`) ? openForRekey(path, dataKey) : openReadOnly(path, dataKey)
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
