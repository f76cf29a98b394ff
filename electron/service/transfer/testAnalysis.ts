import { insertAnalysis } from '../analysis/repository.ts'
import type { Db } from '../db/database.ts'

/** An analysis on a case, for tests of what counts as work. */
export function insertTestAnalysis(db: Db, incidentId: number): void {
  insertAnalysis(db, {
    incidentId,
    forvaltningId: db.value<number>('SELECT forvaltning_id FROM incident WHERE id = ?', [incidentId]) ?? 0,
    title: 'Fall',
    startedDate: '2026-11-01',
    isExample: false,
  })
}
