import * as z from 'zod'
import {
  importCounts,
  type ImportBatch,
  type ImportCounts,
  type UndoResult,
} from '../../../shared/transfer/contract.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import { plainKey } from '../../../shared/transfer/nearest.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import { reindexIncident } from '../incident/repository.ts'
import { nameInLog, type AuditEntry } from '../kernel/audit.ts'
import type { Actor } from '../kernel/context.ts'
import { workOn } from './caseWork.ts'
import { VALUE_COLUMNS } from './sourceValues.ts'

/** The history of imports, and the way back from each. */

interface BatchRow {
  id: number
  started_at: string
  started_by: string
  account_id: string
  profile_name: string
  source_system: string
  file_name: string
  state: ImportBatch['state']
  counts_json: string
  finished_at: string | null
  undone_at: string | null
  undone_by: string | null
  remaining: number
}

const stored = z.object({ counts: importCounts, units: z.array(z.number()) })
const NO_COUNTS: ImportCounts = {
  read: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  kept: 0,
  duplicates: 0,
  faulty: 0,
  warnings: 0,
  skipped: 0,
  alreadyHere: 0,
}
const MOST_LISTED = 200
const UNDO_CHUNK = 100
const MOST_LEFT = 200

/** Batches at work in this process: any other that says so was stopped by a crash. */
const atWork = new WeakMap<Db, Set<number>>()

/** @throws RULE when another import is at work in the workspace. */
export function assertNoneAtWork(db: Db): void {
  if ((atWork.get(db)?.size ?? 0) > 0) {
    throw new LardomError('RULE', {
      detail: 'En inläsning pågår redan i arbetsytan. Vänta tills den är klar, eller avbryt den.',
    })
  }
}

/** Notes that a batch is at work, until `work` ends. */
export async function whileAtWork<T>(db: Db, batchId: number, work: () => Promise<T>): Promise<T> {
  const ids = atWork.get(db) ?? new Set<number>()
  atWork.set(db, ids)
  ids.add(batchId)
  try {
    return await work()
  } finally {
    ids.delete(batchId)
  }
}

/** A new batch, and what its mapping says of the source's values, to be known the next time. */
export function beginBatch(
  db: Db,
  who: Actor,
  at: string,
  about: { mapping: Mapping; fileName: string; sha256: string },
): number {
  const { mapping, fileName, sha256 } = about
  const { id } = db.run(
    `INSERT INTO import_batch (started_at, started_by, account_id, profile_name, source_system, file_name, file_sha256,
       state, counts_json) VALUES (?, ?, ?, ?, ?, ?, ?, 'pagar', ?)`,
    [
      at,
      nameInLog(who),
      who.id,
      mapping.name,
      mapping.sourceSystem,
      fileName,
      sha256,
      JSON.stringify({ counts: NO_COUNTS, units: [] }),
    ],
  )
  for (const { field, value, target } of mapping.values) {
    db.run(
      `INSERT INTO import_value (source_system, field, value_folded, value, target, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (source_system, field, value_folded) DO UPDATE
       SET value = excluded.value, target = excluded.target, updated_at = excluded.updated_at`,
      [mapping.sourceSystem, field, plainKey(value), value, target, at],
    )
  }
  return id
}

export function keepCounts(db: Db, batchId: number, counts: ImportCounts, units: readonly number[]): void {
  db.run('UPDATE import_batch SET counts_json = ? WHERE id = ?', [JSON.stringify({ counts, units }), batchId])
}

export function endBatch(db: Db, batchId: number, state: 'klar' | 'avbruten', at: string): void {
  db.run('UPDATE import_batch SET state = ?, finished_at = ? WHERE id = ?', [state, at, batchId])
}

/** Takes away the note of a batch that has left nothing behind it. */
export function forgetBatch(db: Db, batchId: number): void {
  db.run(
    `DELETE FROM import_batch WHERE id = @batchId
       AND NOT EXISTS (SELECT 1 FROM import_batch_row WHERE batch_id = @batchId)`,
    { batchId },
  )
}

/** Newest first; of one account, or of all. */
export function listBatches(db: Db, accountId: string | null): ImportBatch[] {
  return db
    .all<BatchRow>(
      `SELECT b.*, (SELECT count(*) FROM import_batch_row r WHERE r.batch_id = b.id) AS remaining
       FROM import_batch b WHERE ? IS NULL OR account_id = ? ORDER BY id DESC LIMIT ?`,
      [accountId, accountId, MOST_LISTED],
    )
    .map((row) => ({
      id: row.id,
      startedAt: row.started_at,
      startedBy: row.started_by,
      profileName: row.profile_name,
      sourceSystem: row.source_system,
      fileName: row.file_name,
      state: stateOf(db, row),
      counts: stored.parse(JSON.parse(row.counts_json)).counts,
      finishedAt: row.finished_at,
      undoneAt: row.undone_at,
      undoneBy: row.undone_by,
      remaining: row.state === 'angrad' ? 0 : row.remaining,
    }))
}

function stateOf(db: Db, { id, state }: Pick<BatchRow, 'id' | 'state'>): ImportBatch['state'] {
  return state === 'pagar' && !atWork.get(db)?.has(id) ? 'avbruten' : state
}

interface DoneRow {
  incident_id: number
  fate: 'ny' | 'andrad'
  version: number
  before_json: string | null
  current: number | null
  arendenr: string | null
}

export interface Undoing {
  readonly db: Db
  readonly actor: Actor
  readonly at: string
  readonly signal?: AbortSignal
  readonly audit: (entry: AuditEntry) => void
  readonly progress: (done: number, total: number, label: string) => void
}

/** Every förvaltning that a batch's cases lie in, now and when they are put back. */
export function forvaltningarOf(db: Db, batchId: number): number[] {
  return db.column<number>(
    `SELECT i.forvaltning_id FROM import_batch_row r JOIN incident i ON i.id = r.incident_id WHERE r.batch_id = @batchId
     UNION SELECT json_extract(before_json, '$.columns.forvaltning_id') FROM import_batch_row
     WHERE batch_id = @batchId AND json_extract(before_json, '$.columns.forvaltning_id') IS NOT NULL`,
    { batchId },
  )
}

/** @throws NOT_FOUND, RULE when it is taken back already or still at work. */
export function findBatch(db: Db, batchId: number): { accountId: string; sourceSystem: string } {
  const row = db.get<Pick<BatchRow, 'id' | 'state' | 'account_id' | 'source_system'>>(
    'SELECT id, state, account_id, source_system FROM import_batch WHERE id = ?',
    [batchId],
  )
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Inläsningen' })
  const state = stateOf(db, row)
  if (state === 'pagar') {
    throw new LardomError('RULE', { detail: 'Inläsningen pågår. Avbryt den först.' })
  }
  if (state === 'angrad') throw new LardomError('RULE', { detail: 'Inläsningen är redan ångrad.' })
  return { accountId: row.account_id, sourceSystem: row.source_system }
}

/**
 * Takes back what a batch did, the latest first, some hundred cases at a time: stopped half-way it can be taken up
 * again. A case that has been worked on since stays, and is told.
 */
export async function takeBack(undoing: Undoing, batchId: number): Promise<UndoResult> {
  const result: UndoResult = { removed: 0, restored: 0, left: [], leftTotal: 0 }
  try {
    await takeRowsBack(undoing, batchId, result)
    return result
  } finally {
    const { db, audit } = undoing
    const { removed, restored, leftTotal } = result
    // Also of one that was stopped half-way: what it has done is done.
    if (db.raw.open) {
      audit({
        action: 'transfer.undo-batch',
        entity: 'import',
        entityId: db.value<string>('SELECT file_name FROM import_batch WHERE id = ?', [batchId]) ?? '',
        after: { batch: batchId, removed, restored, left: leftTotal },
      })
    }
  }
}

async function takeRowsBack(undoing: Undoing, batchId: number, result: UndoResult): Promise<void> {
  const { db, actor, at, signal, progress } = undoing
  const total = db.value<number>('SELECT count(*) FROM import_batch_row WHERE batch_id = ?', [batchId]) ?? 0
  let last = Number.MAX_SAFE_INTEGER
  for (let done = 0; ; done += UNDO_CHUNK) {
    progress(Math.min(done, total), total, 'Tar tillbaka ärende')
    const rows = db.all<DoneRow>(
      `SELECT r.incident_id, r.fate, r.version, r.before_json, i.version AS current, i.arendenr
       FROM import_batch_row r LEFT JOIN incident i ON i.id = r.incident_id
       WHERE r.batch_id = ? AND r.incident_id < ? ORDER BY r.incident_id DESC LIMIT ?`,
      [batchId, last, UNDO_CHUNK],
    )
    if (rows.length === 0) break
    db.transaction(() => {
      for (const row of rows) undoRow(undoing, batchId, row, result)
    })
    last = rows.at(-1)?.incident_id ?? 0
    await new Promise((resolve) => setImmediate(resolve))
    if (signal?.aborted) throw new LardomError('CANCELLED')
  }
  db.transaction(() => {
    removeUnits(db, batchId)
    db.run(
      "UPDATE import_batch SET state = 'angrad', undone_at = ?, undone_by = ?, finished_at = coalesce(finished_at, ?) WHERE id = ?",
      [at, nameInLog(actor), at, batchId],
    )
  })
  progress(total, total, 'Klart')
}

function undoRow({ db, audit }: Undoing, batchId: number, row: DoneRow, result: UndoResult): void {
  const id = row.incident_id
  const gone = () =>
    db.run('DELETE FROM import_batch_row WHERE batch_id = ? AND incident_id = ?', [batchId, id])
  if (row.current === null) {
    gone()
    return
  }
  const why = row.current === row.version ? workOn(db, id) : 'den har ändrats efter inläsningen'
  if (why !== undefined) {
    result.leftTotal++
    if (result.left.length < MOST_LEFT) {
      result.left.push({
        incidentId: id,
        arendenr: row.arendenr ?? '',
        reason: `Ärendet lämnades som det är eftersom ${why}.`,
      })
    }
    return
  }
  gone()
  if (row.fate === 'ny') {
    db.run('DELETE FROM lex_maria_case WHERE incident_id = ?', [id])
    db.run('DELETE FROM incident WHERE id = ?', [id])
    result.removed++
  } else {
    putBack(db, audit, id, row.before_json)
    // Now it is as the batch before left it, which can be taken back in its turn.
    db.run(
      `UPDATE import_batch_row SET version = (SELECT version FROM incident WHERE id = @id)
       WHERE batch_id = (SELECT import_batch_id FROM incident WHERE id = @id) AND incident_id = @id
         AND version = @before`,
      { id, before: row.version - 1 },
    )
    result.restored++
  }
}

const beforeChange = z.object({
  columns: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  tags: z.record(z.string(), z.array(z.string())),
  lex: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullish(),
})

function putBack(db: Db, audit: Undoing['audit'], id: number, json: string | null): void {
  const before = beforeChange.parse(JSON.parse(json ?? '{}'))
  // Names of our own columns, written by importStore.ts.
  const columns = Object.keys(before.columns)
  const now = db.get<Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM incident WHERE id = ?`, [id])
  audit({
    action: 'transfer.undo',
    entity: 'incident',
    entityId: id,
    before: inWords(now ?? {}),
    after: inWords(before.columns),
  })
  const sets = columns.map((column) => `${column} = @${column}`)
  db.run(`UPDATE incident SET ${sets.join(', ')}, version = version + 1 WHERE id = @id`, {
    ...before.columns,
    id,
  })
  for (const [list, codes] of Object.entries(before.tags)) {
    db.run('DELETE FROM incident_tag WHERE incident_id = ? AND list = ?', [id, list])
    for (const code of codes) {
      db.run('INSERT INTO incident_tag (incident_id, list, code) VALUES (?, ?, ?)', [id, list, code])
    }
  }
  if (before.lex !== undefined) {
    db.run('DELETE FROM lex_maria_case WHERE incident_id = ?', [id])
    if (before.lex !== null) {
      const names = Object.keys(before.lex)
      db.run(
        `INSERT INTO lex_maria_case (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
        before.lex,
      )
    }
  }
  db.run(
    'UPDATE lex_maria_case SET forvaltning_id = (SELECT forvaltning_id FROM incident WHERE id = @id) WHERE incident_id = @id',
    { id },
  )
  reindexIncident(db, id)
}

const NAME_OF_COLUMN = new Map<string, string>([
  ...Object.entries(VALUE_COLUMNS).map(([name, column]): [string, string] => [column, name]),
  ['unit_id', 'unitId'],
  ['sort_date', 'date'],
])

/** Columns under the names that the log knows. */
function inWords(columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([column, value]) => {
      const name = NAME_OF_COLUMN.get(column)
      return name === undefined ? [] : [[name, value]]
    }),
  )
}

/** The units that the batch made and nothing lies on, from below. */
function removeUnits(db: Db, batchId: number): void {
  const json = db.value<string>('SELECT counts_json FROM import_batch WHERE id = ?', [batchId])
  const { units } = stored.parse(JSON.parse(json ?? '{}'))
  for (const id of units.toReversed()) {
    const used = db.value(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM incident WHERE unit_id = @id OR forvaltning_id = @id)
         OR EXISTS (SELECT 1 FROM unit WHERE parent_id = @id OR successor_id = @id)
         OR EXISTS (SELECT 1 FROM account_grant WHERE forvaltning_id = @id)
         OR EXISTS (SELECT 1 FROM analysis WHERE forvaltning_id = @id)
         OR EXISTS (SELECT 1 FROM action WHERE forvaltning_id = @id)
         OR EXISTS (SELECT 1 FROM annual_report WHERE unit_id = @id)
         OR EXISTS (SELECT 1 FROM denominator WHERE forvaltning_id = @id)`,
      { id },
    )
    if (used === undefined) {
      db.run('UPDATE unit SET forvaltning_id = NULL WHERE id = ?', [id])
      db.run('DELETE FROM unit WHERE id = ?', [id])
    }
  }
}
