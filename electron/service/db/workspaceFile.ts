import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { OpenedWith } from '../../../shared/account/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openEncrypted } from './connection.ts'
import type { Db } from './database.ts'
import { asLardomError } from './faults.ts'
import { assertLooksLikeWorkspace, assertWhole, WORKSPACE_EXTENSION } from './fileCheck.ts'
import { emptyKeyring, newDataKey, newRecoveryKey, unwrap, withSlot } from './keyring.ts'
import { keyringPath, readKeyring, writeKeyring } from './keyringFile.ts'
import { APPLICATION_ID, migrate, supportedVersion, type Migration } from './migrate.ts'

export interface OpenOptions {
  readonly migrations: readonly Migration[]
  readonly appVersion: string
  readonly now: () => Date
  /** A file larger than this (bytes) is opened first and checked beside the work. */
  readonly checkLaterAbove?: number
}

export interface OpenedFile {
  readonly db: Db
  readonly path: string
  readonly accountId: string
  readonly openedWith: OpenedWith
  readonly dataKey: Buffer
  /** True when the file was too large to check before it was used: it remains to be done. */
  readonly unchecked: boolean
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
  try {
    db = openEncrypted(path, dataKey)
    migrate(db, options.migrations, { ...options, backup: () => '' })
    writeKeyring(path, keyring)
    return {
      db,
      path,
      accountId: account.id,
      openedWith: 'passphrase',
      dataKey,
      recoveryKey,
      unchecked: false,
    }
  } catch (error) {
    db?.close()
    removeWorkspaceFiles(path)
    throw asLardomError(error, path) ?? error
  }
}

/**
 * Opens a workspace. Order matters: the keyring's own tag tells a wrong passphrase before the database is touched,
 * so a database that then cannot be read is damaged, not locked.
 */
export function openWorkspaceFile(path: string, passphrase: string, options: OpenOptions): OpenedFile {
  const name = basename(path)
  assertLooksLikeWorkspace(path)
  const { dataKey, slotId } = unwrap(readKeyring(path), passphrase)
  let db: Db | undefined
  try {
    const opened = openEncrypted(path, dataKey)
    db = opened
    if (Number(opened.raw.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
      throw new LardomError('NOT_A_WORKSPACE', { file: name })
    }
    const found = Number(opened.raw.pragma('user_version', { simple: true }))
    const newest = supportedVersion(options.migrations)
    // Before the format is raised the file is always checked, however large.
    const limit = options.checkLaterAbove ?? Number.POSITIVE_INFINITY
    const unchecked = found === newest && statSync(path).size > limit
    if (found <= newest && !unchecked) assertWhole(opened, name)
    migrate(opened, options.migrations, {
      ...options,
      backup: (version) => backupBefore(opened, path, version, options.now(), dataKey),
    })
    const openedWith = slotId === 'aterstallning' ? 'recovery' : 'passphrase'
    return { db: opened, path, accountId: slotId, openedWith, dataKey, unchecked }
  } catch (error) {
    db?.close()
    throw asLardomError(error, path) ?? error
  }
}

/** Removes a half-made or example workspace with all its side files. */
export function removeWorkspaceFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-nycklar'])
    rmSync(`${path}${suffix}`, { force: true })
}

/** A verified copy, with its keyring, before the format changes. Returns where it lies. */
function backupBefore(db: Db, path: string, version: number, now: Date, dataKey: Buffer): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '')
  const name = `${basename(path, WORKSPACE_EXTENSION)}.fore-format-${version + 1}.${stamp}${WORKSPACE_EXTENSION}`
  const target = join(dirname(path), name)
  // VACUUM INTO keeps the encryption and the key; db.backup() does not work on a keyed source.
  db.run('VACUUM INTO ?', [target])
  copyFileSync(keyringPath(path), keyringPath(target))
  const copy = openEncrypted(target, dataKey)
  try {
    assertWhole(copy, name)
  } finally {
    copy.close()
  }
  return target
}
