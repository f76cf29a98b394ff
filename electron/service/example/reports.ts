import { isSectionKey, SKR_TEMPLATE } from '../../../shared/annual-report/skrTemplate.ts'
import { sectionsFor } from '../../../shared/annual-report/template.ts'
import { EXAMPLE_ACCOUNT } from '../../../shared/example/contract.ts'
import { findReport, insertReport, putSection, updateReport } from '../annual-report/repository.ts'
import type { Db } from '../db/database.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { exampleReportTexts } from './texts/reportTexts.ts'

/** The berättelser that have texts; the other förvaltningar show how an unwritten one looks. */
const WRITTEN = [
  { code: 'VGR', kind: 'region', who: 'Regionen' },
  { code: 'SU', kind: 'forvaltning', who: 'Förvaltningen' },
] as const
const YEAR = 2025

/** Drafts with a text in every section, for the latest whole year. Returns the number of berättelser. */
export function insertExampleReports(db: Db, at: string): number {
  let made = 0
  for (const { code, kind, who } of WRITTEN) {
    const unit = findOwnUnitByCode(db, code)
    if (!unit) continue
    const id = insertReport(db, { unitId: unit.id, year: YEAR, template: SKR_TEMPLATE.id, at })
    const report = findReport(db, unit.id, YEAR)
    if (report) updateReport(db, id, { ...report, responsible: EXAMPLE_ACCOUNT })
    const texts = exampleReportTexts(who)
    for (const { key } of sectionsFor(SKR_TEMPLATE, kind)) {
      const body = isSectionKey(key) ? texts[key] : undefined
      if (body === undefined) continue
      putSection(db, id, { section: key, body, updatedAt: at, updatedBy: EXAMPLE_ACCOUNT })
    }
    made++
  }
  return made
}
