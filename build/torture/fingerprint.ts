import { createHash } from 'node:crypto'
import type { Db } from '../../electron/service/db/database.ts'

/** Tables that are no one's content: what is being typed, receipts, the log itself (checked by its own chain). */
const UNAUDITED = /^(?:draft|command_receipt|audit_log|sqlite_.*)$/

/** Kept in the file but nobody's: what the last copy held. */
const TECHNICAL: Readonly<Record<string, string>> = { setting: "WHERE key <> 'backup.last'" }

/** A fingerprint of everything that may not change without a trace. */
export function contentHash(db: Db): string {
  return hashOf(db, (table) => !UNAUDITED.test(table), TECHNICAL)
}

/** Of the cases and all that hangs on them, and of the drafts: what no key, copy, account or format has to do with. */
export function casesHash(db: Db): string {
  const counts =
    /^(?:incident|assessment|analysis|analysis_member|delhandelse|cause|action|action_cause|attachment|draft)$/
  return hashOf(db, (table) => counts.test(table))
}

/** A fingerprint of every row of the file, the log and the receipts too. */
export function wholeHash(db: Db): string {
  return hashOf(db, () => true)
}

function hashOf(
  db: Db,
  counts: (table: string) => boolean,
  filters: Readonly<Record<string, string>> = {},
): string {
  const hash = createHash('sha256')
  const tables = db
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )
    .map(({ name }) => name)
    .filter(counts)
  for (const table of tables) {
    const rows = db.raw.prepare(`SELECT * FROM "${table}" ${filters[table] ?? ''}`).raw()
    let named = false
    for (const row of rows.iterate()) {
      // A table without rows says nothing: a newer format may have more of them.
      if (!named) hash.update(`\n${table}\n`)
      named = true
      // raw(): a row is the list of its values.
      for (const value of row as unknown[]) {
        hash.update(value instanceof Uint8Array ? value : JSON.stringify(value))
      }
    }
  }
  return hash.digest('hex')
}

/** Counts every change of a row on this connection, rolled back or not: the same number means that nothing was touched. */
export function touched(db: Db): number {
  return db.value<number>('SELECT total_changes()') ?? 0
}

export function auditRows(db: Db): number {
  return db.value<number>('SELECT coalesce(max(seq), 0) FROM audit_log') ?? 0
}
