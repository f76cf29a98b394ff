import type { AnalysisContent } from './content.ts'
import type { Add, Finding } from './finding.ts'
import { actionFindings, decisionFindings, personnummerFindings, reportFindings } from './qualityOfActions.ts'
import {
  causeFindings,
  commissionFindings,
  courseFindings,
  factFindings,
  teamFindings,
} from './qualityOfCauses.ts'

/**
 * What is missing in an analysis, or could be better. Pure, so that a page can show it while one types and the
 * service can hold the same line. 'lag' is what stops an analysis from being closed; 'kvalitet' is told and, at
 * closing, acknowledged; 'tips' is advice.
 */

/** Every finding of an analysis, in the order of its steps. */
export function analysisFindings(content: AnalysisContent): Finding[] {
  const findings: Finding[] = []
  const add: Add = (code, severity, message, { step, part, id, field }) =>
    findings.push({ code, severity, message, where: { step, part, id: id ?? null, field: field ?? null } })
  commissionFindings(content, add)
  teamFindings(content, add)
  factFindings(content, add)
  courseFindings(content, add)
  causeFindings(content, add)
  actionFindings(content, add)
  reportFindings(content, add)
  decisionFindings(content, add)
  personnummerFindings(content, add)
  return findings.toSorted((a, b) => a.where.step - b.where.step)
}

/** What the law lets no analysis be closed without. */
export function lawFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((found) => found.severity === 'lag')
}

/** What must be acknowledged, by code, when an analysis is closed with it. */
export function codesToAcknowledge(findings: readonly Finding[]): string[] {
  return [...new Set(findings.filter((found) => found.severity === 'kvalitet').map((found) => found.code))]
}
