import type { AnalysisContent } from '../../../shared/analysis/content.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from '../kernel/context.ts'
import { assertReadable, assertWritable } from '../kernel/scope.ts'
import { bumpVersion, findAnalysis } from './repository.ts'

/** Which analysis a command changes, and the version of it that the caller has seen. */
export interface Target {
  readonly id: number
  readonly expectedVersion: number
}

/** The names of the changes in the audit log. The first group can be taken back by analysis.undo. */
export const UNDOABLE = {
  'analysis.save-commission': 'Uppdrag',
  'analysis.save-texts': 'Texter',
  'analysis.save-members': 'Team',
  'analysis.save-delhandelser': 'Händelseförlopp',
  'analysis.save-causes': 'Orsaker',
  'analysis.save-actions': 'Åtgärdsförslag',
} as const
export type UndoableAction = keyof typeof UNDOABLE

export type AnalysisAction =
  | UndoableAction
  | 'analysis.start'
  | 'analysis.set-step'
  | 'analysis.decide'
  | 'analysis.complete'
  | 'analysis.reopen'
  | 'analysis.undo'
  | 'analysis.write-report'

export const ENTITY = 'analysis'

/** @throws NOT_FOUND, OUT_OF_SCOPE */
export function getAnalysis(context: Pick<Context, 'db' | 'scope'>, id: number): AnalysisContent {
  const content = findAnalysis(context.db, id)
  if (!content) throw new LardomError('NOT_FOUND', { what: 'Analysen' })
  assertReadable(context, content.forvaltningId)
  return content
}

/** The analysis as the caller has seen it, to change it. @throws CONFLICT, OUT_OF_SCOPE */
export function getUnchanged(context: Context, target: Target): AnalysisContent {
  const content = getAnalysis(context, target.id)
  assertWritable(context, content.forvaltningId)
  if (content.version !== target.expectedVersion) throw new LardomError('CONFLICT', { what: 'Analysen' })
  return content
}

/** The same, and still open: a closed analysis is a finished document (domain.md 1.7). */
export function getOpen(context: Context, target: Target): AnalysisContent {
  const content = getUnchanged(context, target)
  if (content.completedDate !== null) {
    throw new LardomError('RULE', { detail: 'Analysen är avslutad. Öppna den igen för att ändra i den.' })
  }
  return content
}

/** Leaves the trace of a change, makes the next version, and tells who reads analyses and åtgärder. */
export function commit(
  context: Context,
  id: number,
  action: AnalysisAction,
  before: unknown,
  after: unknown,
): { version: number; savedAt: string } {
  context.audit({ action, entity: ENTITY, entityId: id, before, after })
  context.changed('analysis', 'action')
  // Whether anything may be attached goes by whether it is closed.
  if (action === 'analysis.complete' || action === 'analysis.reopen') context.changed('attachment')
  return { version: bumpVersion(context.db, id), savedAt: context.now().toISOString() }
}
