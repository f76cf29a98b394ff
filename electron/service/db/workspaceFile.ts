import { randomUUID } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { LardomError } from '../../../shared/rpc/error.ts'
import { Db } from './database.ts'
import { asLardomError } from './faults.ts'
import {
  emptyKeyring,
  newDataKey,
  newRecoveryKey,
  parseKeyring,
  serializeKeyring,
  unwrap,
  withSlot,
  type Keyring,
} from './keyring.ts'
import { APPLICATION_ID, migrate, supportedVersion, type Migration } from './migrate.ts'

export const WORKSPACE_EXTENSION = '.lardom'

/** The keyring lies beside the workspace, with its name. */
export function keyringPath(workspacePath: string): string {
  return `${workspacePath}-nycklar`
}

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
    return { db, path, accountId: account.id, dataKey, recoveryKey, unchecked: false }
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
    return { db: opened, path, accountId: slotId, dataKey, unchecked }
  } catch (error) {
    db?.close()
    throw asLardomError(error, path) ?? error
  }
}

/** Reads the whole file through a connection of its own: 'ok', or what SQLite found first. For another thread. */
export function checkWorkspaceFile(path: string, dataKey: Buffer): string {
  const db = openEncrypted(path, dataKey)
  try {
    return String(db.raw.pragma('quick_check(1)', { simple: true }))
  } finally {
    db.close()
  }
}

/** Removes a half-made or example workspace with all its side files. */
export function removeWorkspaceFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-nycklar'])
    rmSync(`${path}${suffix}`, { force: true })
}

function openEncrypted(path: string, dataKey: Buffer): Db {
  const raw = new Database(path, { timeout: 2000 })
  try {
    raw.pragma("cipher='sqlcipher'")
    raw.pragma(`key="x'${dataKey.toString('hex')}'"`)
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    // The default may spill sorted patient data to an unencrypted temp file.
    raw.pragma('temp_store = MEMORY')
    raw.pragma('secure_delete = ON')
    raw.pragma('trusted_schema = OFF')
    raw.pragma('cell_size_check = ON')
    raw.pragma('cache_size = -65536')
  } catch (error) {
    raw.close()
    throw error
  }
  return new Db(raw)
}

function assertWhole(db: Db, name: string): void {
  const answer = db.raw.pragma('quick_check(1)', { simple: true })
  if (answer === 'ok') return
  throw new LardomError(
    'DB_DAMAGED',
    { file: name, detail: 'delar av innehållet går inte att läsa' },
    { cause: answer },
  )
}

function assertLooksLikeWorkspace(path: string): void {
  const name = basename(path)
  try {
    if (!statSync(path).isFile()) throw new LardomError('NOT_A_WORKSPACE', { file: name })
    const head = Buffer.alloc(16)
    const handle = openSync(path, 'r')
    try {
      readSync(handle, head, 0, 16, 0)
    } finally {
      closeSync(handle)
    }
    // An unencrypted database must never be taken for ours (Signal-Desktop #5097).
    const plain = head.toString('latin1').startsWith('SQLite format 3')
    if (plain || (!path.endsWith(WORKSPACE_EXTENSION) && !existsSync(keyringPath(path)))) {
      throw new LardomError('NOT_A_WORKSPACE', { file: name })
    }
  } catch (error) {
    throw asLardomError(error, path) ?? error
  }
}

function readKeyring(path: string): Keyring {
  const file = keyringPath(path)
  if (!existsSync(file)) throw new LardomError('KEYRING_MISSING', { file: basename(file) })
  try {
    return parseKeyring(readFileSync(file, 'utf8'), basename(file))
  } catch (error) {
    throw asLardomError(error, file) ?? error
  }
}

/** Written aside, flushed, then renamed: a power cut leaves the old keyring or the new one, never half of one. */
function writeKeyring(path: string, keyring: Keyring): void {
  const target = keyringPath(path)
  const temporary = `${target}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeSync(handle, serializeKeyring(keyring))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, target)
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
