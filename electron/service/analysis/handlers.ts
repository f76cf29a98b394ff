import { analysisContract } from '../../../shared/analysis/contract.ts'
import { analysisFindings } from '../../../shared/analysis/quality.ts'
import { buildAnalysisReport } from '../../../shared/analysis/report.ts'
import type { DocumentModel } from '../../../shared/document/model.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { writeDocument } from '../document/write.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { readableForvaltningar } from '../kernel/scope.ts'
import { ENTITY, getAnalysis, UNDOABLE } from './change.ts'
import { complete, decide, reopen, setStep, startAnalysis } from './lifecycle.ts'
import { listAnalyses } from './list.ts'
import {
  saveActionRows,
  saveCauseRows,
  saveCommission,
  saveDelhandelseRows,
  saveMemberRows,
  saveTexts,
} from './saves.ts'
import { nextUndo, undoLatest } from './undo.ts'

export const analysisHandlers = implement(analysisContract, {
  'analysis.list': (filter, context) => listAnalyses(context.db, filter, readableForvaltningar(context)),
  'analysis.get': ({ id }, context) => {
    const content = getAnalysis(context, id)
    const undo = content.completedDate === null ? nextUndo(context.db, id, context.actor.id) : null
    return {
      content,
      findings: analysisFindings(content),
      undo: undo && { label: UNDOABLE[undo.action], at: undo.at },
    }
  },
  'analysis.start': startAnalysis,
  'analysis.save-commission': saveCommission,
  'analysis.save-texts': saveTexts,
  'analysis.save-members': saveMemberRows,
  'analysis.save-delhandelser': saveDelhandelseRows,
  'analysis.save-causes': saveCauseRows,
  'analysis.save-actions': saveActionRows,
  'analysis.set-step': setStep,
  'analysis.decide': decide,
  'analysis.complete': complete,
  'analysis.reopen': reopen,
  'analysis.undo': (target, context) => undoLatest(context, target),
  'analysis.report-model': ({ id }, context) => reportModel(context, id),
  'analysis.write-report': async ({ analysisId, format, path }, context) => {
    const model = reportModel(context, analysisId)
    context.progress(0, 1, 'Skriver slutrapporten')
    // The folder may tell of a person or a patient; the name and the stamps are what an audit needs.
    const trace = (bytes: number) =>
      context.audit({
        action: 'analysis.write-report',
        entity: ENTITY,
        entityId: analysisId,
        after: { format, version: model.version, stamps: model.stamps, bytes },
      })
    const { signal } = context
    const written = await writeDocument(model, format, path, context.service.pdfPrinter, { signal, trace })
    context.progress(1, 1, 'Slutrapporten är skriven')
    return written
  },
})

function reportModel(context: Context, id: number): DocumentModel {
  return buildAnalysisReport({
    content: getAnalysis(context, id),
    workspaceIsExample: context.workspace.isExample,
    today: swedishDay(context.now()),
  })
}
