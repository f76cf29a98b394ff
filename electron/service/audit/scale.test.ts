import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditFilter } from '../../../shared/audit/filter.ts'
import { writeAudit } from '../kernel/audit.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { listRows, listSql, whereOf } from './repository.ts'

const ROWS = 100_000
const ACTIONS = ['incident.update', 'analysis.save-texts', 'upplåst', 'annual-report.save-section']

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await openTestWorkspace()
  const db = workspace.db()
  const start = Date.parse('2024-01-01T00:00:00Z')
  db.transaction(() => {
    for (let row = 1; row < ROWS; row++) {
      // A day's worth is some hundred rows; one in five thousand is a look at a patient's identity.
      const rare = row % 5000 === 0
      writeAudit(
        db,
        { id: `konto-${row % 40}`, name: `Person ${row % 40}` },
        new Date(start + row * 500_000).toISOString(),
        {
          action: rare ? 'patient.reveal' : (ACTIONS[row % ACTIONS.length] ?? ''),
          entity: rare ? 'patient' : 'incident',
          entityId: row % 3000,
          before: { title: `före ${row}`, description: 'x'.repeat(200) },
          after: { title: `efter ${row}`, description: 'y'.repeat(200) },
        },
      )
    }
  })
}, 120_000)
afterAll(() => workspace.close())

/** How SQLite goes about a page of the list. */
function planOf(filter: AuditFilter): string {
  const db = workspace.db()
  const where = whereOf(db, filter, 'everyone')
  if (where === null) throw new Error('nothing fits')
  return db
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${listSql(where.sql, false)}`, [...where.params, 60])
    .map((step) => step.detail)
    .join('; ')
}

describe(`the log of ${ROWS} rows`, () => {
  it.each<[string, AuditFilter, RegExp]>([
    ['all of it', {}, /^SCAN audit_log$/],
    [
      'one person',
      { accountId: 'konto-7' },
      /^SEARCH audit_log USING INDEX audit_log_account \(account_id=\?\)$/,
    ],
    ['looks at identity', { kinds: ['visning'] }, /USING INDEX audit_log_action \(action=\?\)/],
    ['one case', { about: 'AVV-2026-000001' }, /USING INDEX audit_log_entity \(entity=\? AND entity_id=\?\)/],
    [
      'some days',
      { from: '2024-05-01', to: '2024-05-03' },
      /USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/,
    ],
  ])('finds %s along an index', (_name, filter, plan) => {
    const db = workspace.db()
    db.raw.exec('SAVEPOINT ett_fall')
    if (filter.about !== undefined) {
      db.run(
        `INSERT INTO incident (id, arendenr, origin, arendetyp, status, reported_at, sort_date, unit_id, forvaltning_id, handelsetyp, title, description)
         VALUES (77, ?, 'registrerad', 'risk', 'inkommen', '', '', 1, 1, 'fall', '', '')`,
        [filter.about],
      )
    }
    expect(planOf(filter)).toMatch(plan)
    const where = whereOf(db, filter, 'everyone')
    expect(where && listRows(db, where, null, 60).length).toBeGreaterThan(5)
    db.raw.exec('ROLLBACK TO ett_fall; RELEASE ett_fall')
  })

  it('is checked row by row with word of how far it has come, and other calls get in between', async () => {
    workspace.events.length = 0
    const check = workspace.call('audit.verify', {})
    const between = await workspace.call('audit.list', { filter: {}, limit: 1 })
    const told = () => workspace.events.filter((event) => event.name === 'progress').length
    expect(between.rows).toHaveLength(1)
    expect(told()).toBeLessThan(20)
    expect(await check).toMatchObject({ ok: true, rows: ROWS })
    expect(told()).toBe(ROWS / 500)
  })

  it('can be left in the middle of the check', async () => {
    const { service } = workspace
    const check = service.call({
      type: 'call',
      id: 'kontroll',
      procedure: 'audit.verify',
      input: {},
      caller: 'window',
    })
    setImmediate(() => service.cancel('kontroll'))
    expect(await check).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
  })
})
