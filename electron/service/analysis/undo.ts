import * as z from 'zod'
import { commission, TEXT_KEYS, type AnalysisContent } from '../../../shared/analysis/content.ts'
import { PATIENT_HORD } from '../../../shared/analysis/codes.ts'
import { codesOf } from '../../../shared/incident/codes.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from '../kernel/context.ts'
import type { Db } from '../db/database.ts'
import { commit, ENTITY, getOpen, UNDOABLE, type Target, type UndoableAction } from './change.ts'
import { restore, snapshots } from './lists.ts'
import { updateCommission, updateTexts } from './repository.ts'

/** What the audit log keeps of a change of texts: only those that changed. */
export const textsState = z.strictObject({
  texts: z.partialRecord(z.enum(TEXT_KEYS), z.string()),
  patientHeard: z.enum(codesOf(PATIENT_HORD)).optional(),
})

interface LogRow {
  seq: number
  at: string
  account_id: string | null
  action: string
  undoes: number | null
}

/** The latest change that is not undone, if it is the person's own and can be taken back; else null. */
export function nextUndo(
  db: Db,
  analysisId: number,
  accountId: string,
): { seq: number; at: string; action: UndoableAction } | null {
  const undone = new Set<number>()
  const log = db.all<LogRow>(
    `SELECT seq, at, account_id, action, CASE WHEN action = 'analysis.undo' THEN after_json ->> '$.undoes' END AS undoes
     FROM audit_log WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1000`,
    [ENTITY, String(analysisId)],
  )
  for (const row of log) {
    if (row.action === 'analysis.undo') {
      if (row.undoes !== null) undone.add(row.undoes)
      continue
    }
    // These change no content: one can go back past them.
    if (row.action === 'analysis.set-step' || row.action === 'analysis.write-report') continue
    if (undone.has(row.seq)) continue
    // A decision, a closing or somebody else's change is where one's own way back ends.
    if (!isUndoable(row.action) || row.account_id !== accountId) return null
    return { seq: row.seq, at: row.at, action: row.action }
  }
  return null
}

/** Puts back what the latest own change replaced. */
export function undoLatest(context: Context, target: Target): { version: number; label: string } {
  const { db, actor } = context
  const content = getOpen(context, target)
  const latest = nextUndo(db, content.id, actor.id)
  if (!latest) {
    throw new LardomError('RULE', {
      detail:
        'Det finns ingen egen ändring att ångra. Någon annan har ändrat sist, eller så har ett beslut tagits sedan dess.',
    })
  }
  const row = db.get<{ before_json: string; after_json: string }>(
    'SELECT before_json, after_json FROM audit_log WHERE seq = ?',
    [latest.seq],
  )
  if (!row) throw new RangeError(`audit row ${latest.seq} is gone`)
  const before: unknown = JSON.parse(row.before_json)
  putBack(db, content, latest.action, before)
  const { version } = commit(context, content.id, 'analysis.undo', JSON.parse(row.after_json), {
    undoes: latest.seq,
    state: before,
  })
  return { version, label: UNDOABLE[latest.action] }
}

function putBack(db: Db, content: AnalysisContent, action: UndoableAction, before: unknown): void {
  switch (action) {
    case 'analysis.save-commission':
      return updateCommission(db, content.id, commission.parse(before))
    case 'analysis.save-texts': {
      const { texts, patientHeard } = textsState.parse(before)
      return updateTexts(db, content.id, texts, patientHeard)
    }
    case 'analysis.save-members':
      return restore.members(db, content, snapshots.members.parse(before))
    case 'analysis.save-delhandelser':
      return restore.delhandelser(db, content, snapshots.delhandelser.parse(before))
    case 'analysis.save-causes':
      return restore.causes(db, content, snapshots.causes.parse(before))
    case 'analysis.save-actions':
      return restore.actions(db, content, snapshots.actions.parse(before))
  }
}

function isUndoable(action: string): action is UndoableAction {
  return Object.hasOwn(UNDOABLE, action)
}
