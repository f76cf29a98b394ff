import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listCopies } from '../backup/copies.ts'
import { writeAudit } from '../kernel/audit.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { seedOrganisation } from '../organisation/seed.ts'
import { Random } from '../example/random.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import type { Db } from './database.ts'
import { migrations } from './migrations/index.ts'
import { closeWorkspaceFile, createWorkspaceFile } from './workspaceFile.ts'

/** A workspace as the Lärdom of format 2 left it, with cases, met by this one. */
const CASES = 700
const ACCOUNT = 'konto'

let workspace: TestWorkspace
let path: string
beforeEach(async () => {
  workspace = await openTestWorkspace({ create: false })
  path = join(workspace.folder, 'gammal.lardom')
})
afterEach(() => workspace.close())

/** What the cases hold, told by plain SQL. */
const ROWS = `SELECT id, arendenr, title, description, status, harm, unit_id, sort_date, version, source_key, source_hash
  FROM incident ORDER BY sort_date DESC, id DESC`
const AUDIT = 'SELECT * FROM audit_log WHERE seq <= ? ORDER BY seq'

async function makeOld(): Promise<{ rows: { id: number }[]; audit: unknown[] }> {
  const file = await createWorkspaceFile(
    path,
    { id: ACCOUNT, passphrase: TEST_PASSPHRASE },
    {
      migrations: migrations.filter(({ version }) => version <= 2),
      appVersion: '0.3.0',
      now: () => new Date('2026-01-05T10:00:00Z'),
    },
  )
  const { db } = file
  db.transaction(() => {
    db.run('INSERT INTO workspace (id, uid, name, is_example, created_at) VALUES (1, ?, ?, 0, ?)', [
      file.workspaceId,
      'Gammal',
      '2026-01-05T10:00:00Z',
    ])
    db.run('INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)', [
      ACCOUNT,
      'Test Chefläkare',
      '2026-01-05T10:00:00Z',
    ])
    for (const role of ['administrator', 'cheflakare']) {
      db.run('INSERT INTO account_grant (account_id, role) VALUES (?, ?)', [ACCOUNT, role])
    }
    seedOrganisation(db)
    fill(db)
    db.run('INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, ?, ?, ?)', [
      ACCOUNT,
      'view/incident/Bedömda',
      '{"filter":{"status":["bedomd"]},"sort":{"by":"date","direction":"desc"}}',
      '2026-01-05T10:00:00Z',
    ])
  })
  const before = { rows: db.all<{ id: number }>(ROWS), audit: db.all(AUDIT, [1_000_000]) }
  closeWorkspaceFile(file)
  return before
}

function fill(db: Db): void {
  const random = new Random(5, 'format-two')
  const units = ['SU', 'NU', 'SU-1'].flatMap((code) => findOwnUnitByCode(db, code)?.id ?? [])
  for (let n = 1; n <= CASES; n++) {
    const unitId = random.pick(units)
    const day = `2025-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
    const number = `AVV-2025-${String(n).padStart(6, '0')}`
    const { id } = db.run(
      `INSERT INTO incident (arendenr, origin, arendetyp, status, reported_at, event_date, sort_date, unit_id,
         forvaltning_id, handelsetyp, title, description, harm, source_system, source_key, source_hash)
       SELECT ?, 'registrerad', 'negativ_handelse', ?, ?, ?, ?, id, forvaltning_id, ?, ?, ?, 'ej_bedomd', ?, ?, ?
       FROM unit WHERE id = ?`,
      [
        number,
        random.pick(['inkommen', 'bedomd', 'avslutad']),
        `${day}T11:00:00.000Z`,
        day,
        day,
        random.pick(['fall', 'lakemedel', 'ovrigt']),
        `Fall nummer ${n}`,
        n % 7 === 0 ? 'Läkemedelsförväxling vid överlämning.' : 'Patienten gled på golvet.',
        n % 5 === 0 ? 'lexmaria' : null,
        n % 5 === 0 ? `K-${n}` : null,
        n % 5 === 0 ? 'abc123' : null,
        unitId,
      ],
    )
    db.run('INSERT INTO incident_fts (rowid, body) VALUES (?, ?)', [id, `fall nummer ${n} patienten`])
    if (n % 50 === 0) {
      writeAudit(db, { id: ACCOUNT, name: 'Test Chefläkare' }, '2026-01-05T10:00:00Z', {
        action: 'incident.update',
        entity: 'incident',
        entityId: id,
        before: { title: 'Förr' },
        after: { title: `Fall nummer ${n}` },
      })
    }
  }
}

it('A workspace of format 2 opens with every case, its log and its views, and finds them by the new search', async () => {
  const before = await makeOld()
  await workspace.call('account.unlock', { path, passphrase: TEST_PASSPHRASE })
  const db = workspace.db()
  expect(listCopies(path)).toMatchObject([{ reason: 'fore-format' }])
  expect(db.all(ROWS)).toEqual(before.rows)
  expect(db.all(AUDIT, [before.audit.length])).toEqual(before.audit)
  // Making the index anew takes more steps than the gate waits for: until it is whole, it says so.
  expect(await workspace.call('search.status', {})).toMatchObject({ whole: false, total: CASES })
  await workspace.state().search.idle()
  expect(await workspace.call('search.status', {})).toEqual({ whole: true, done: CASES, total: CASES })

  const listed: number[] = []
  for (let cursor: string | null = null; ;) {
    const page: { rows: { id: number }[]; nextCursor: string | null } = await workspace.call(
      'incident.list',
      {
        cursor,
        limit: 200,
      },
    )
    listed.push(...page.rows.map(({ id }) => id))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(listed).toEqual(before.rows.map(({ id }) => id))
  const count = async (text: string) => (await workspace.call('incident.count', { filter: { text } })).total
  expect(await count('förväxling')).toBe(CASES / 7)
  expect(await count('AVV-2025-000042')).toBe(1)
  expect(await workspace.call('view.list', {})).toMatchObject([
    { name: 'Bedömda', own: true, definition: { filter: { status: ['bedomd'] } } },
  ])
  const first = await workspace.call('incident.get', { id: listed[0] ?? 0 })
  expect(first.fields).toMatchObject({ agens: [], undertyp: null, isChild: null })
  expect(workspace.faults).toEqual([])
})
