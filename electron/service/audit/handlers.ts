import { CASE_READERS } from '../../../shared/account/roles.ts'
import { scopeOf } from '../../../shared/account/grants.ts'
import { formatAnchor } from '../../../shared/audit/anchor.ts'
import { auditContract, LOG_READERS, type AuditDetail } from '../../../shared/audit/contract.ts'
import { describeDifference } from '../../../shared/audit/describe.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { mayRead } from '../kernel/scope.ts'
import { codeNamer } from '../code/codes.ts'
import { findUnit } from '../organisation/repository.ts'
import { exportLog } from './exportLog.ts'
import { subjectOf, type Subject } from './names.ts'
import {
  asAuditRow,
  countRows,
  findRow,
  listRows,
  newestRow,
  peopleInLog,
  whereOf,
  type Whose,
} from './repository.ts'
import { currentAnchor, verifyLog } from './verify.ts'

export const auditHandlers = implement(auditContract, {
  'audit.overview': (_input, context) => {
    const { db, actor } = context
    const whose = whoseActs(context)
    const where = whereOf(db, {}, whose)
    return {
      // The chain has no gaps, so the newest row's number is how many there are.
      rows: whose === 'everyone' ? (newestRow(db)?.seq ?? 0) : where === null ? 0 : countRows(db, where),
      firstAt: db.value<string>('SELECT at FROM audit_log ORDER BY seq LIMIT 1') ?? null,
      everyone: whose === 'everyone',
      people: whose === 'everyone' ? peopleInLog(db) : [{ id: actor.id, name: actor.name }],
    }
  },
  'audit.list': ({ filter, before, limit }, context) => {
    const { db } = context
    const where = whereOf(db, filter, whoseActs(context))
    if (where === null) return { rows: [], more: false }
    const found = listRows(db, where, before, limit + 1)
    return { rows: found.slice(0, limit).map((row) => asAuditRow(db, row)), more: found.length > limit }
  },
  'audit.count': ({ filter }, context) => {
    const where = whereOf(context.db, filter, whoseActs(context))
    return { total: where === null ? 0 : countRows(context.db, where) }
  },
  'audit.get': ({ seq }, context) => readDetail(context, seq),
  'audit.anchor': (_input, context) => currentAnchor(context),
  'audit.verify': ({ anchor }, context) => verifyLog(context, anchor),
  'audit.export': (input, context) => exportLog(context, input, whoseActs(context)),
})

/** Logguppföljning is the vårdgivare's (PDL 4 kap. 3 §): its administrator and chefläkare. Others see their own acts. */
function whoseActs({ actor }: Context): Whose {
  const readers: readonly string[] = LOG_READERS
  return actor.roles.some((role) => readers.includes(role)) ? 'everyone' : { accountId: actor.id }
}

function readDetail(context: Context, seq: number): AuditDetail {
  const { db } = context
  const whose = whoseActs(context)
  const row = findRow(db, seq)
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Raden i loggen' })
  if (whose !== 'everyone' && row.account_id !== whose.accountId) throw new LardomError('NOT_ALLOWED')
  const { before_json: before, after_json: after } = row
  const empty = before === null && after === null
  const readable = mayReadContent(context, subjectOf(db, row.entity, row.entity_id))
  return {
    row: asAuditRow(db, row),
    content: empty ? 'inget' : readable ? 'visas' : 'dolt',
    changes:
      empty || !readable ? [] : describeDifference(parse(before), parse(after), wordsOf(context), row.entity),
    anchor: formatAnchor(row.seq, row.hash),
  }
}

/** Case text in the log is read by those who may read the case itself; the pure administrator never is (domain.md 1.7). */
function mayReadContent({ db, actor }: Context, subject: Subject): boolean {
  if (subject.content === 'open') return true
  const scope = scopeOf(actor.grants, CASE_READERS)
  if (scope === null) return false
  if (scope.all) return true
  return subject.content === 'case' && mayRead({ db, scope }, subject.forvaltningId)
}

function wordsOf({ db }: Context) {
  return { unitName: (id: number) => findUnit(db, id)?.name ?? `enhet ${id}`, codeLabel: codeNamer(db) }
}

/** The log holds what JSON.stringify wrote, unless somebody changed it: then it is shown as it stands. */
function parse(json: string | null): unknown {
  if (json === null) return undefined
  try {
    return JSON.parse(json)
  } catch {
    // A forged row; the check of the chain is what tells of it.
    return json
  }
}
