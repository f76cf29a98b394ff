import { chmodSync, statfsSync, statSync, truncateSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openReadOnly } from '../db/connection.ts'
import type { Db } from '../db/database.ts'
import { assertEncrypted, assertWhole } from '../db/fileCheck.ts'
import { APPLICATION_ID } from '../db/migrate.ts'
import { syncFile } from '../db/syncFolder.ts'

/** What a copy must have in common with its source. */
interface Contents {
  readonly format: number
  readonly rows: Readonly<Record<string, number>>
  readonly auditSeq: number
  readonly auditHash: string
}

export interface VerifiedCopy {
  readonly bytes: number
  /** Rows in all tables together. */
  readonly rows: number
  /** The last row of the log that the copy holds: tells later whether anything has happened since. */
  readonly auditSeq: number
}

/** Tries before a copy that was made while others wrote is judged by its log alone. */
const TRIES = 3
/** Left free on the disk, so that a copy never takes the room that the work itself needs. */
const MARGIN = 32 * 1024 * 1024

/**
 * Writes the workspace to `target`, encrypted under the same key, flushes it, opens it again and checks it: its head is
 * not readable, every page holds, and it has the source's rows and the source's log. What is not whole is the caller's
 * to remove. @throws DISK_FULL, DB_DAMAGED (of the source), BACKUP_FAILED.
 */
export function writeVerifiedCopy(source: Db, dataKey: Buffer, target: string): VerifiedCopy {
  assertRoom(source, target)
  for (let attempt = 1; ; attempt++) {
    const version = versionOf(source)
    const before = readContents(source)
    // VACUUM INTO keeps the encryption and the key; db.backup() does not work on a keyed source.
    source.run('VACUUM INTO ?', [target])
    const steady = versionOf(source) === version
    if (!steady && attempt < TRIES) {
      truncateSync(target)
      continue
    }
    chmodSync(target, 0o600)
    syncFile(target)
    const copied = readCopy(target, dataKey)
    if (!(steady ? sameContents(before, copied) : hasSameLog(source, before, copied))) {
      throw new LardomError('BACKUP_FAILED', { detail: 'Kopian stämde inte med arbetsytan.' })
    }
    return {
      bytes: statSync(target).size,
      rows: Object.values(copied.rows).reduce((sum, count) => sum + count, 0),
      auditSeq: copied.auditSeq,
    }
  }
}

/** Opens a copy and reads all of it. @throws BACKUP_FAILED, DB_DAMAGED. */
function readCopy(target: string, dataKey: Buffer): Contents {
  assertEncrypted(target)
  const copy = openReadOnly(target, dataKey)
  try {
    if (Number(copy.raw.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
      throw new LardomError('BACKUP_FAILED', { detail: 'Kopian är inte en arbetsyta.' })
    }
    assertWhole(copy, basename(target))
    return readContents(copy)
  } finally {
    copy.close()
  }
}

function readContents(db: Db): Contents {
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
  )
  // One read of one moment: the tables' counts belong together.
  return db.raw.transaction(() => {
    const rows: Record<string, number> = {}
    for (const { name } of tables) {
      rows[name] = db.value<number>(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`) ?? 0
    }
    const head = db.get<{ seq: number; hash: string }>(
      'SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1',
    )
    return {
      format: Number(db.raw.pragma('user_version', { simple: true })),
      rows,
      auditSeq: head?.seq ?? 0,
      auditHash: head?.hash ?? '',
    }
  })()
}

function sameContents(a: Contents, b: Contents): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Others wrote while the copy was made: then its log must be a beginning of the source's, no shorter than before. */
function hasSameLog(source: Db, before: Contents, copied: Contents): boolean {
  const hash = source.value<string>('SELECT hash FROM audit_log WHERE seq = ?', [copied.auditSeq])
  return (
    copied.format === before.format &&
    copied.auditSeq >= before.auditSeq &&
    copied.rows['audit_log'] === copied.auditSeq &&
    (copied.auditSeq === 0 || hash === copied.auditHash)
  )
}

/** Changes when another connection has written. */
function versionOf(db: Db): number {
  return Number(db.raw.pragma('data_version', { simple: true }))
}

function assertRoom(source: Db, target: string): void {
  const pages = Number(source.raw.pragma('page_count', { simple: true }))
  const size = pages * Number(source.raw.pragma('page_size', { simple: true }))
  const disk = statfsSync(dirname(target))
  if (disk.bavail * disk.bsize < size + MARGIN) throw new LardomError('DISK_FULL')
}
