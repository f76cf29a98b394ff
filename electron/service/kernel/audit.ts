import { createHash } from 'node:crypto'
import type { OpenedWith } from '../../../shared/account/contract.ts'
import type { Db } from '../db/database.ts'

export interface AuditEntry {
  readonly action: string
  readonly entity: string
  readonly entityId: string | number
  readonly before?: unknown
  readonly after?: unknown
}

export interface ChainRow {
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

/** Who did it. */
interface Doer {
  readonly id: string | null
  readonly name: string
  readonly openedWith?: OpenedWith
}

/** Whoever has the recovery key acts in the first administrator's account, and need not be that person. */
export function nameInLog({ name, openedWith }: Doer): string {
  return openedWith === 'recovery' ? `${name} (återställningsnyckeln)` : name
}

/** Adds one row to the append-only log; its hash covers the row and the hash before it. */
export function writeAudit(db: Db, who: Doer, at: string, entry: AuditEntry): void {
  const previous = db.value<string>('SELECT hash FROM audit_log ORDER BY seq DESC LIMIT 1') ?? GENESIS
  const row = {
    at,
    account_id: who.id,
    account_name: asStored(nameInLog(who)),
    action: asStored(entry.action),
    entity: asStored(entry.entity),
    entity_id: asStored(String(entry.entityId)),
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

/** Half a surrogate pair has no UTF-8: hashed as typed, the row would not be what is read back. (JSON escapes them.) */
function asStored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

/**
 * How a link is broken. saknas: the row is gone (or all from it on). andrad: what the row says is not what its own
 * fingerprint was made of. fel-plats: the row is whole but does not hang on the one before it, so one of them was
 * moved, put in or made anew.
 */
export type BreakKind = 'saknas' | 'andrad' | 'fel-plats'

/** The first broken link. `row` is what stands there now; null when nothing does. */
export interface AuditBreak {
  readonly seq: number
  readonly kind: BreakKind
  readonly row: ChainRow | null
}

export interface ChainReport {
  /** Rows that hang together, from the first. */
  readonly rows: number
  readonly firstAt: string | null
  readonly lastAt: string | null
  /** The last row that hangs together with all before it. */
  readonly head: { readonly seq: number; readonly hash: string } | null
  readonly broken: AuditBreak | null
  /** The hashes of the rows asked for, where the chain reached them. */
  readonly hashes: ReadonlyMap<number, string>
}

const PAGE = 500

/**
 * Walks the chain from its first row, a page at a time, and yields how many rows it has passed. What cannot be seen
 * from inside (a chain made anew from some row, or cut together with SQLite's own count) shows against an anchor:
 * a row's hash that was written down before.
 */
export function* walkChain(
  db: Db,
  watched: readonly number[] = [],
): Generator<number, ChainReport, undefined> {
  const hashes = new Map<number, string>()
  const wanted = new Set(watched)
  let head: ChainReport['head'] = null
  let rows = 0
  let firstAt: string | null = null
  let lastAt: string | null = null
  const report = (broken: AuditBreak | null): ChainReport => ({
    rows,
    firstAt,
    lastAt,
    head,
    broken,
    hashes,
  })
  for (;;) {
    const last: number = head?.seq ?? 0
    const page = db.all<ChainRow>('SELECT * FROM audit_log WHERE seq > ? ORDER BY seq LIMIT ?', [last, PAGE])
    if (page.length === 0) {
      const gone = countedRows(db) !== last
      return report(gone ? { seq: last + 1, kind: 'saknas', row: null } : null)
    }
    for (const row of page) {
      const expected = rows + 1
      // AUTOINCREMENT without deletes leaves no gap: a missing number is a removed row.
      if (row.seq !== expected) return report({ seq: expected, kind: 'saknas', row: null })
      if (row.hash !== hashOf(row)) return report({ seq: row.seq, kind: 'andrad', row })
      if (row.previous_hash !== (head?.hash ?? GENESIS)) {
        return report({ seq: row.seq, kind: 'fel-plats', row })
      }
      head = { seq: row.seq, hash: row.hash }
      if (wanted.has(row.seq)) hashes.set(row.seq, row.hash)
      firstAt ??= row.at
      lastAt = row.at
      rows++
    }
    yield rows
  }
}

/** Walks the whole chain at once; returns the number of rows and the first broken link, if any. */
export function verifyAudit(db: Db): ChainReport & { readonly brokenAt: number | null } {
  const walk = walkChain(db)
  for (;;) {
    const step = walk.next()
    if (step.done) return { ...step.value, brokenAt: step.value.broken?.seq ?? null }
  }
}

/** SQLite's own count of the rows ever added: higher than the last row when the end was cut off. */
function countedRows(db: Db): number {
  return db.value<number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'") ?? 0
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
