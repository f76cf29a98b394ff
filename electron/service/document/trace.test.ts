import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeAudit } from '../kernel/audit.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { insertTestIncident } from '../analysis/testIncident.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

/** The workspace's own disk is full from here on: not one more row of the log has room. */
function fillLog(): void {
  const db = workspace.db()
  db.raw.pragma(`max_page_count = ${Number(db.raw.pragma('page_count', { simple: true }))}`)
  for (let row = 0; row < 10_000; row++) {
    try {
      writeAudit(db, { id: null, name: 'prov' }, '2026-02-01T11:00:00Z', {
        action: 'prov',
        entity: 'prov',
        entityId: row,
      })
    } catch {
      // As meant: SQLITE_FULL.
      return
    }
  }
  throw new Error('the log never filled up')
}

describe('a document', () => {
  it('leaves no file where its writing could not be logged', async () => {
    const incidentId = insertTestIncident(workspace.db()).id
    const { id: analysisId } = await workspace.call('analysis.start', { incidentId, title: 'Fel dos' })
    fillLog()
    const before = readdirSync(workspace.folder)
    const path = join(workspace.folder, 'rapport.docx')
    for (const [procedure, input] of [
      ['annual-report.write', { unitCode: 'SU', year: 2025, format: 'docx', path }],
      ['analysis.write-report', { analysisId, format: 'docx', path }],
      ['audit.export', { path, filter: {} }],
    ] as const) {
      const result = await workspace.callRaw(procedure, input)
      expect(result).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } })
      expect(existsSync(path)).toBe(false)
      expect(readdirSync(workspace.folder)).toEqual(before)
    }
  })
})
