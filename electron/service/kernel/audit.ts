import { createHash } from 'node:crypto'
import type { Db } from '../db/database.ts'

export interface AuditEntry {
  readonly action: string
  readonly entity: string
  readonly entityId: string | number
  readonly before?: unknown
  readonly after?: unknown
}

interface ChainRow {
  seq: number
  at: string
  account_id: string | null
  account_name: string
  action: string
  entity: string
  entity_id: string
  before_json: string | null
  after_json: string | null
  previous_hash: string
  hash: string
}

const GENESIS = '0'.repeat(64)

/** Adds one row to the append-only log; its hash covers the row and the hash before it. */
export function writeAudit(
  db: Db,
  who: { id: string | null; name: string },
  at: string,
  entry: AuditEntry,
): void {
  const previous = db.value<string>('SELECT hash FROM audit_log ORDER BY seq DESC LIMIT 1') ?? GENESIS
  const row = {
    at,
    account_id: who.id,
    account_name: who.name,
    action: entry.action,
    entity: entry.entity,
    entity_id: String(entry.entityId),
    before_json: entry.before === undefined ? null : JSON.stringify(entry.before),
    after_json: entry.after === undefined ? null : JSON.stringify(entry.after),
    previous_hash: previous,
  }
  db.run(
    `INSERT INTO audit_log (at, account_id, account_name, action, entity, entity_id, before_json, after_json, previous_hash, hash)
     VALUES (@at, @account_id, @account_name, @action, @entity, @entity_id, @before_json, @after_json, @previous_hash, @hash)`,
    { ...row, hash: hashOf(row) },
  )
}

/** Walks the chain; returns the number of rows and the first broken link, if any. */
export function verifyAudit(db: Db): { rows: number; brokenAt: number | null } {
  let previous = GENESIS
  let rows = 0
  let seq = 0
  for (;;) {
    const page = db.all<ChainRow>('SELECT * FROM audit_log WHERE seq > ? ORDER BY seq LIMIT 1000', [seq])
    if (page.length === 0) return { rows, brokenAt: null }
    for (const row of page) {
      // AUTOINCREMENT without deletes leaves no gap: a missing number is a removed row.
      if (row.seq !== seq + 1 || row.previous_hash !== previous || row.hash !== hashOf(row)) {
        return { rows, brokenAt: row.seq }
      }
      previous = row.hash
      seq = row.seq
      rows++
    }
  }
}

function hashOf(row: Omit<ChainRow, 'seq' | 'hash'>): string {
  const text = JSON.stringify([
    row.previous_hash,
    row.at,
    row.account_id,
    row.account_name,
    row.action,
    row.entity,
    row.entity_id,
    row.before_json,
    row.after_json,
  ])
  return createHash('sha256').update(text).digest('hex')
}
