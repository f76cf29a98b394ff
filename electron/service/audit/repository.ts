import { kindOf } from '../../../shared/audit/acts.ts'
import type { AuditRow } from '../../../shared/audit/contract.ts'
import type { AuditFilter } from '../../../shared/audit/filter.ts'
import { addDays } from '../../../shared/time/dates.ts'
import { swedishMidnight } from '../../../shared/time/swedishMidnight.ts'
import type { Db } from '../db/database.ts'
import type { ChainRow } from '../kernel/audit.ts'
import { relatedTo, subjectOf } from './names.ts'

/** Whose acts are read: everybody's, or one account's. */
export type Whose = { readonly accountId: string } | 'everyone'

type Bind = string | number

export interface Where {
  readonly sql: string
  readonly params: readonly Bind[]
}

/** The part of a row that lists need; what a change held before and after is read one row at a time. */
export type LogRow = Omit<ChainRow, 'before_json' | 'after_json' | 'previous_hash' | 'hash'>
const COLUMNS = 'seq, at, account_id, account_name, action, entity, entity_id'

/** Null when nothing can fit. */
export function whereOf(db: Db, filter: AuditFilter, whose: Whose): Where | null {
  const parts: string[] = []
  const params: Bind[] = []
  const add = (sql: string, ...values: readonly Bind[]) => {
    parts.push(sql)
    params.push(...values)
  }
  if (whose !== 'everyone') add('account_id = ?', whose.accountId)
  if (filter.accountId !== undefined) add('account_id = ?', filter.accountId)
  if (filter.kinds !== undefined) {
    const wanted: readonly string[] = filter.kinds
    const actions = knownActions(db).filter((action) => wanted.includes(kindOf(action)))
    if (actions.length === 0) return null
    add(`action IN (${marks(actions.length)})`, ...actions)
  }
  if (filter.about !== undefined) {
    const related = relatedTo(db, filter.about)
    const pairs = related ?? entitiesWith(db, filter.about)
    if (pairs.length === 0) return null
    add(
      `(entity, entity_id) IN (VALUES ${pairs.map(() => '(?, ?)').join(', ')})`,
      ...pairs.flatMap(({ entity, entityId }) => [entity, entityId]),
    )
  }
  if (filter.from !== undefined || filter.to !== undefined) {
    const from = filter.from === undefined ? '' : swedishMidnight(filter.from).toISOString()
    const to = filter.to === undefined ? '~' : swedishMidnight(addDays(filter.to, 1)).toISOString()
    // Rows come in the order of time unless a clock was set back: their numbers bound what must be looked at.
    const span = db.get<{ low: number | null; high: number | null }>(
      'SELECT min(seq) AS low, max(seq) AS high FROM audit_log WHERE at >= ? AND at < ?',
      [from, to],
    )
    if (!span || span.low === null || span.high === null) return null
    add('seq BETWEEN ? AND ?', span.low, span.high)
    add('at >= ?', from)
    add('at < ?', to)
  }
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), params }
}

/** The newest rows below `before`, in the order of the log. */
export function listRows(db: Db, where: Where, before: number | null, limit: number): LogRow[] {
  return db.all<LogRow>(listSql(where.sql, before !== null), [
    ...where.params,
    ...(before === null ? [] : [before]),
    limit,
  ])
}

/** The text is the test's too: it looks at the query's plan. */
export function listSql(where: string, paged: boolean): string {
  return `SELECT ${COLUMNS} FROM audit_log WHERE ${where}${paged ? ' AND seq < ?' : ''} ORDER BY seq DESC LIMIT ?`
}

export function countRows(db: Db, where: Where): number {
  return db.value<number>(`SELECT count(*) FROM audit_log WHERE ${where.sql}`, where.params) ?? 0
}

export function findRow(db: Db, seq: number): ChainRow | undefined {
  return db.get<ChainRow>('SELECT * FROM audit_log WHERE seq = ?', [seq])
}

export function newestRow(db: Db): { seq: number; at: string; hash: string } | undefined {
  return db.get('SELECT seq, at, hash FROM audit_log ORDER BY seq DESC LIMIT 1')
}

/** The row as the window shows it. */
export function asAuditRow(db: Db, row: LogRow): AuditRow {
  const { name, incidentId, analysisId } = subjectOf(db, row.entity, row.entity_id)
  return {
    seq: row.seq,
    at: row.at,
    accountId: row.account_id,
    who: row.account_name,
    action: row.action,
    kind: kindOf(row.action),
    entity: row.entity,
    entityId: row.entity_id,
    name,
    incidentId,
    analysisId,
  }
}

/** Everybody in the log, by the name they last had there. */
export function peopleInLog(db: Db): { id: string; name: string }[] {
  return distinct(db, 'account_id').map((id) => ({
    id,
    name:
      db.value<string>('SELECT account_name FROM audit_log WHERE account_id = ? ORDER BY seq DESC LIMIT 1', [
        id,
      ]) ?? id,
  }))
}

/** The acts that the log has any of. */
export function knownActions(db: Db): string[] {
  return distinct(db, 'action')
}

function entitiesWith(db: Db, entityId: string): { entity: string; entityId: string }[] {
  return distinct(db, 'entity').map((entity) => ({ entity, entityId }))
}

/** Jumps along an index from value to value: as many steps as there are values, however long the log is. */
function distinct(db: Db, column: 'account_id' | 'action' | 'entity'): string[] {
  return db
    .all<{ value: string }>(
      `WITH RECURSIVE step (value) AS (
         SELECT min(${column}) FROM audit_log
         UNION ALL
         SELECT (SELECT min(${column}) FROM audit_log WHERE ${column} > step.value) FROM step WHERE step.value IS NOT NULL
       )
       SELECT value FROM step WHERE value IS NOT NULL`,
    )
    .map(({ value }) => value)
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}
