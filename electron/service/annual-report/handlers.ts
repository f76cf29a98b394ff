import { buildAnnualReport } from '../../../shared/annual-report/build.ts'
import { annualReportContract } from '../../../shared/annual-report/contract.ts'
import { isSectionKey, type SectionKey } from '../../../shared/annual-report/skrTemplate.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { writeDocument } from '../document/write.ts'
import { implement } from '../kernel/handlers.ts'
import { getReport, listYears, reportData, saveMeta } from './report.ts'
import { saveSection, undoSection } from './sections.ts'

export const annualReportHandlers = implement(annualReportContract, {
  'annual-report.list': (_input, context) => listYears(context),
  'annual-report.get': (input, context) => getReport(context, input),
  'annual-report.preview': (input, context) => buildAnnualReport(reportData(context, input)),
  'annual-report.save-section': (input, context) =>
    saveSection(context, { ...input, section: keyOf(input.section) }),
  'annual-report.undo-section': (input, context) =>
    undoSection(context, { ...input, section: keyOf(input.section) }),
  'annual-report.save-meta': (input, context) => saveMeta(context, input),
  'annual-report.write': async ({ unitCode, year, format, path }, context) => {
    context.progress(0, 2, 'Räknar fram uppgifterna')
    const model = buildAnnualReport(reportData(context, { unitCode, year }))
    context.progress(1, 2, 'Skriver dokumentet')
    const trace = (bytes: number) =>
      context.audit({
        action: 'annual-report.write',
        entity: 'annual_report',
        entityId: `${unitCode}/${year}`,
        after: { format, bytes, stamps: model.stamps },
      })
    const { signal } = context
    const written = await writeDocument(model, format, path, context.service.pdfPrinter, { signal, trace })
    context.progress(2, 2, 'Klar')
    return written
  },
})

/** The contract has checked it; this is for the type. */
function keyOf(section: string): SectionKey {
  if (!isSectionKey(section)) throw new LardomError('NOT_FOUND', { what: 'Avsnittet' })
  return section
}
