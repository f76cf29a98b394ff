import { constants, existsSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { BACKUP_ROLES } from '../../../shared/backup/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openEncrypted } from '../db/connection.ts'
import type { Db } from '../db/database.ts'
import { asLardomError } from '../db/faults.ts'
import { assertEncrypted, assertWhole } from '../db/fileCheck.ts'
import { chooseDataKey } from '../db/fileKey.ts'
import { keyringPath, readKeyring } from '../db/keyringFile.ts'
import { RECOVERY, serializeKeyring, type Keyring } from '../db/keyringFormat.ts'
import { openKeyring, type Unlocked } from '../db/keyringUnlock.ts'
import { APPLICATION_ID } from '../db/migrate.ts'
import { syncFile, syncFolder } from '../db/syncFolder.ts'
import type { FileThread } from './fileThread.ts'
import { incomingPath } from './replace.ts'

interface Wanted {
  /** The workspace that the copy is to take the place of. */
  readonly path: string
  /** The copy's file. */
  readonly copy: string
  readonly passphrase: string
  /** Who asks, where that is known: tried first, so that nobody is taken for another with the same passphrase. */
  readonly accountId?: string
  /** The newest format this program understands. */
  readonly newest: number
  readonly thread: FileThread | undefined
  readonly signal: AbortSignal
}

/**
 * Lays a copy and its keyring beside the workspace, whole, checked and flushed, for somebody who may restore it by the
 * copy's own accounts. The workspace itself is not touched; on any failure nothing is left.
 * @throws BACKUP_PASSPHRASE, BACKUP_UNUSABLE, NOT_ALLOWED, WHICH_ACCOUNT, DB_FROM_NEWER_APP, DISK_FULL, CANCELLED.
 */
export async function layIncoming(wanted: Wanted): Promise<void> {
  const { path, copy, signal } = wanted
  const incoming = incomingPath(path)
  const name = basename(copy)
  try {
    const keyring = keyringOf(copy, path)
    const unlocked = await openAs(keyring, wanted)
    assertEncrypted(copy)
    await copyAside(copy, incoming)
    writeFileSync(keyringPath(incoming), serializeKeyring(keyring), { mode: 0o600, flag: 'wx' })
    if (signal.aborted) throw new LardomError('CANCELLED')
    const dataKey = judge(incoming, name, unlocked, wanted)
    if (wanted.thread) {
      const found = await wanted.thread.check(incoming, dataKey, signal)
      if (found !== 'ok') throw damaged(name, found)
    }
    // A reader leaves them; nothing is in them, for the last writer closed the file.
    for (const suffix of ['-wal', '-shm']) rmSync(`${incoming}${suffix}`, { force: true })
    dataKey.fill(0)
    if (signal.aborted) throw new LardomError('CANCELLED')
    syncFile(incoming)
    syncFile(keyringPath(incoming))
    syncFolder(dirname(path))
  } catch (error) {
    removeIncoming(path)
    const known = asLardomError(error, copy)
    throw known?.code === 'DB_DAMAGED' ? damaged(name, known) : (known ?? error)
  }
}

export function removeIncoming(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-nycklar']) {
    rmSync(`${incomingPath(path)}${suffix}`, { force: true })
  }
}

/** The copy's own keyring; where that is gone or damaged, the workspace's may open the copy too. */
function keyringOf(copy: string, path: string): Keyring {
  try {
    return readKeyring(copy)
  } catch (error) {
    const code = asLardomError(error, copy)?.code
    if (code !== 'KEYRING_MISSING' && code !== 'KEYRING_DAMAGED') throw error
    try {
      return readKeyring(path)
    } catch {
      throw new LardomError(
        'BACKUP_UNUSABLE',
        { file: basename(copy), detail: 'dess nyckelfil saknas eller är skadad' },
        { cause: error },
      )
    }
  }
}

async function openAs(keyring: Keyring, { copy, passphrase, accountId, signal }: Wanted): Promise<Unlocked> {
  try {
    const fileName = basename(keyringPath(copy))
    const credential = { kind: 'passphrase', secret: passphrase, accountId } as const
    return await openKeyring(keyring, credential, fileName, { signal })
  } catch (error) {
    throw error instanceof LardomError && error.code === 'WRONG_PASSPHRASE'
      ? new LardomError('BACKUP_PASSPHRASE', {}, { field: 'passphrase', cause: error })
      : error
  }
}

/** A file that a restore replaced may have a log of its own that belongs to it. */
async function copyAside(copy: string, incoming: string): Promise<void> {
  const files = ['', '-wal'].filter((suffix) => existsSync(`${copy}${suffix}`))
  const size = files.reduce((sum, suffix) => sum + statSync(`${copy}${suffix}`).size, 0)
  const disk = statfsSync(dirname(incoming))
  if (disk.bavail * disk.bsize < size) throw new LardomError('DISK_FULL')
  // Nothing lies there (finishReplacement): what somebody laid since is not written over, nor a link followed.
  for (const suffix of files) {
    await copyFile(`${copy}${suffix}`, `${incoming}${suffix}`, constants.COPYFILE_EXCL)
  }
}

/** Ours, not too new, whole, and the person's to restore. Returns the data key that opens it. */
function judge(incoming: string, name: string, unlocked: Unlocked, { newest, thread }: Wanted): Buffer {
  const { dataKey } = chooseDataKey(incoming, unlocked.dataKeys, (key) => {
    // Opened to write: that moves what its log holds into it, and closes it clean.
    const db = openEncrypted(incoming, key)
    try {
      if (Number(db.raw.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
        throw new LardomError('BACKUP_UNUSABLE', { file: name, detail: 'den är ingen arbetsyta' })
      }
      const found = Number(db.raw.pragma('user_version', { simple: true }))
      if (found > newest) throw new LardomError('DB_FROM_NEWER_APP', { found, supported: newest })
      if (!thread) assertWhole(db, name)
      assertOne(db, unlocked)
      if (!mayRestore(db, unlocked.memberId)) throw new LardomError('NOT_ALLOWED')
    } finally {
      db.close()
    }
  })
  return Buffer.from(dataKey.key)
}

/** The restored workspace would not open with a passphrase that several accounts share. @throws WHICH_ACCOUNT. */
function assertOne(db: Db, { memberId, others }: Unlocked): void {
  const names = [memberId, ...others].flatMap(
    (id) => db.value<string>('SELECT name FROM account WHERE id = ? AND disabled_at IS NULL', [id]) ?? [],
  )
  if (others.length > 0 && names.length > 1) {
    throw new LardomError('WHICH_ACCOUNT', { names: names.join(', ') })
  }
}

/** The recovery key may; an account may by its roles in the file itself. */
export function mayRestore(db: Db, memberId: string): boolean {
  if (memberId === RECOVERY) return true
  // Format 1 had the roles in a table of another name.
  const table = db.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'account_grant'")
    ? 'account_grant'
    : 'account_role'
  const roles = db.all<{ role: string }>(
    `SELECT role FROM ${table} JOIN account ON account.id = account_id
     WHERE account_id = ? AND disabled_at IS NULL`,
    [memberId],
  )
  const allowed: ReadonlySet<string> = new Set(BACKUP_ROLES)
  return roles.some(({ role }) => allowed.has(role))
}

function damaged(file: string, cause: unknown): LardomError {
  return new LardomError(
    'BACKUP_UNUSABLE',
    { file, detail: 'delar av innehållet går inte att läsa' },
    { cause },
  )
}
