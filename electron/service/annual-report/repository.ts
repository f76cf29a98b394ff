import type { ReportStatus } from '../../../shared/annual-report/figures.ts'
import type { Db } from '../db/database.ts'

/** Rows of annual_report and annual_report_section. */

export interface StoredReport {
  readonly id: number
  readonly unitId: number
  readonly year: number
  readonly status: ReportStatus
  readonly responsible: string
  readonly diarienummer: string
  readonly decisionBody: string
  readonly decisionDate: string | null
  readonly version: number
}

const COLUMNS = `id, unit_id AS unitId, year, status, responsible, diarienummer, decision_body AS decisionBody,
  decision_date AS decisionDate, version`

export function findReport(db: Db, unitId: number, year: number): StoredReport | undefined {
  return db.get<StoredReport>(`SELECT ${COLUMNS} FROM annual_report WHERE unit_id = ? AND year = ?`, [
    unitId,
    year,
  ])
}

export function listReports(db: Db): (StoredReport & { updatedAt: string | null })[] {
  return db.all(
    `SELECT ${COLUMNS}, (SELECT max(updated_at) FROM annual_report_section WHERE report_id = annual_report.id) AS updatedAt
     FROM annual_report`,
  )
}

export function insertReport(
  db: Db,
  row: { unitId: number; year: number; template: string; at: string },
): number {
  return db.run(
    `INSERT INTO annual_report (unit_id, year, template, status, responsible, diarienummer, decision_body, created_at)
     VALUES (?, ?, ?, 'utkast', '', '', '', ?)`,
    [row.unitId, row.year, row.template, row.at],
  ).id
}

export function updateReport(
  db: Db,
  id: number,
  meta: Pick<StoredReport, 'status' | 'responsible' | 'diarienummer' | 'decisionBody' | 'decisionDate'>,
): void {
  db.run(
    `UPDATE annual_report SET status = ?, responsible = ?, diarienummer = ?, decision_body = ?, decision_date = ?,
       version = version + 1 WHERE id = ?`,
    [meta.status, meta.responsible, meta.diarienummer, meta.decisionBody, meta.decisionDate, id],
  )
}

export interface StoredSection {
  readonly section: string
  readonly body: string
  readonly updatedAt: string
  readonly updatedBy: string
}

export function sectionsOf(db: Db, reportId: number): StoredSection[] {
  return db.all(
    `SELECT section, body, updated_at AS updatedAt, updated_by AS updatedBy FROM annual_report_section
     WHERE report_id = ?`,
    [reportId],
  )
}

export function findSection(db: Db, reportId: number, section: string): StoredSection | undefined {
  return db.get(
    `SELECT section, body, updated_at AS updatedAt, updated_by AS updatedBy FROM annual_report_section
     WHERE report_id = ? AND section = ?`,
    [reportId, section],
  )
}

export function putSection(db: Db, reportId: number, row: StoredSection): void {
  db.run(
    `INSERT INTO annual_report_section (report_id, section, body, updated_at, updated_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (report_id, section) DO UPDATE
     SET body = excluded.body, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [reportId, row.section, row.body, row.updatedAt, row.updatedBy],
  )
}

/** Sections that have words, per report. */
export function writtenSections(db: Db): Map<number, Set<string>> {
  const rows = db.all<{ reportId: number; section: string }>(
    `SELECT report_id AS reportId, section FROM annual_report_section WHERE trim(body, char(9, 10, 13, 32)) <> ''`,
  )
  const written = new Map<number, Set<string>>()
  for (const { reportId, section } of rows) {
    const set = written.get(reportId) ?? new Set()
    written.set(reportId, set.add(section))
  }
  return written
}
