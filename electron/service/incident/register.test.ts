import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  HANDELSETYPER,
  SKADOR,
  STATUSAR,
  codesOf,
  type Handelsetyp,
  type Skada,
  type Status,
} from '../../../shared/incident/codes.ts'
import type { IncidentRow } from '../../../shared/incident/contract.ts'
import type { IncidentFilter, IncidentSort } from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { findOwnUnitByCode, insertUnit, listUnits } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { encodeCursor } from './cursor.ts'
import { isQuickInSql, sqlPage } from './sqlRegister.ts'
import { insertIncident } from './repository.ts'
import { rowNumber } from './testFields.ts'

const COUNT = 700
function at<T>(list: readonly T[], n: number): T {
  const value = list[n % list.length]
  if (value === undefined) throw new Error('an empty list')
  return value
}

let workspace: TestWorkspace
let db: Db
let units: number[]

beforeAll(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  const su1 = findOwnUnitByCode(db, 'SU-1')?.id ?? 0
  for (const [code, name] of [
    ['SU-1-A', 'Åkutmottagning'],
    ['SU-1-B', 'Östra avdelningen'],
    ['SU-1-C', 'Avdelning 12'],
  ] as const) {
    insertUnit(db, { parentId: su1, organisation: 'egen', kind: 'enhet', code, name })
  }
  units = listUnits(db)
    .filter((unit) => unit.forvaltningId !== null)
    .map((unit) => unit.id)
  const statuses = codesOf(STATUSAR).filter((status) => status !== 'sammanford')
  const types = codesOf(HANDELSETYPER)
  const harms = codesOf(SKADOR)
  const scores = [null, 1, 2, 3, 4, 6, 8, 9, 12, 16]
  db.transaction(() => {
    for (let n = 1; n <= COUNT; n++) {
      // Large primes spread the values; many rows share a day, so the tie-break by id is used.
      const score = at(scores, n * 7919)
      insertIncident(
        db,
        rowNumber(n, at(units, n * 104_729), {
          status: at(statuses, n * 31) satisfies Status,
          handelsetyp: at(types, n * 17) satisfies Handelsetyp,
          harm: at(harms, n * 13) satisfies Skada,
          riskScore: score,
          riskLevel: score === null ? null : score >= 8 ? 'hog' : score >= 4 ? 'medel' : 'lag',
          arendetyp: n % 3 === 0 ? 'risk' : 'tillbud',
          origin: n % 5 === 0 ? 'import' : 'exempel',
          eventDate: `2025-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 9) + 10)}`,
          description: n % 4 === 0 ? 'Ett ovanligt ord: kateterisering av ÅDERN.' : 'Fel dos gavs.',
        }),
      )
    }
  })
})
afterAll(() => workspace.close())

const list = (filter: IncidentFilter, sort?: IncidentSort, cursor: string | null = null, limit = 200) =>
  workspace.call('incident.list', { filter, ...(sort ? { sort } : {}), cursor, limit })

async function total(text: string): Promise<number> {
  return (await workspace.call('incident.count', { filter: { text } })).total
}

async function everything(filter: IncidentFilter, sort: IncidentSort, limit: number): Promise<IncidentRow[]> {
  const rows: IncidentRow[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(filter, sort, cursor, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows
}

describe('the register', () => {
  it('sorts units by the Swedish alphabet', async () => {
    const rows = await everything({ unitId: units[1] ?? 0 }, { by: 'unit', direction: 'asc' }, 200)
    const names = [...new Set(rows.map((row) => row.unitName))]
    expect(names.indexOf('Avdelning 12')).toBeLessThan(names.indexOf('Åkutmottagning'))
    expect(names.indexOf('Åkutmottagning')).toBeLessThan(names.indexOf('Östra avdelningen'))
  })

  it('stays whole when rows come in between two pages', async () => {
    const sort: IncidentSort = { by: 'date', direction: 'desc' }
    const first = await list({}, sort, null, 50)
    db.raw.exec('SAVEPOINT test')
    insertIncident(db, rowNumber(9001, units[0] ?? 1, { eventDate: '2025-12-31' }))
    const second = await list({}, sort, first.nextCursor, 50)
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    const ids = [...first.rows, ...second.rows].map((row) => row.id)
    expect(new Set(ids).size).toBe(100)
  })

  it('refuses a cursor that is broken or of another sort', async () => {
    const page = await list({}, { by: 'date', direction: 'desc' }, null, 5)
    for (const cursor of ['', 'skräp', Buffer.from('{"a":1}').toString('base64url'), page.nextCursor]) {
      const result = await workspace.callRaw('incident.list', {
        sort: { by: 'status', direction: 'asc' },
        cursor,
      })
      expect(result).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', field: 'cursor' } })
    }
    expect((await workspace.callRaw('incident.list', { limit: 201 })).ok).toBe(false)
    expect((await workspace.callRaw('incident.list', { filter: { status: ['okänd'] } })).ok).toBe(false)
  })

  it('counts what each choice would give, beside the other filters', async () => {
    const facets = await workspace.call('incident.suggest-facets', {
      filter: { status: ['inkommen'], arendetyp: ['risk'] },
    })
    for (const { code, count } of facets.status) {
      const status = codesOf(STATUSAR).find((known) => known === code)
      if (!status) throw new Error(`unknown status ${code}`)
      const { total } = await workspace.call('incident.count', {
        filter: { status: [status], arendetyp: ['risk'] },
      })
      expect(count).toBe(total)
    }
    expect(facets.harm.reduce((sum, { count }) => sum + count, 0)).toBe(
      (await workspace.call('incident.count', { filter: { status: ['inkommen'], arendetyp: ['risk'] } }))
        .total,
    )
  })
})

describe('search', () => {
  it('knows Swedish letters, beginnings of words, numbers and units', async () => {
    expect(await total('kateter')).toBe(COUNT / 4)
    expect(await total('KATETERISERING ådern')).toBe(COUNT / 4)
    // å is a letter of its own, not an a with a ring.
    expect(await total('adern')).toBe(0)
    expect(await total('AVV-2025-000123')).toBe(1)
    expect(await total('östra avd')).toBeGreaterThan(0)
    expect(await total('   ')).toBe(COUNT)
  })

  it('can be asked anything at all without a fault', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('"', '*', '^', ':', '-', '+', '(', ')', "'", ';', ' ', 'a', 'å', '\0'),
        maxLength: 60,
      }),
      fc.constantFrom(
        'AND',
        'a OR b',
        'NOT x',
        'NEAR(a b)',
        'body:x',
        '"',
        '*',
        "'; DROP TABLE incident; --",
        'a"b*',
        '\ud800',
        'e\u0301',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const result = await workspace.callRaw('incident.list', { filter: { text } })
        expect(result.ok).toBe(true)
        expect((await workspace.callRaw('incident.count', { filter: { text } })).ok).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(workspace.faults).toEqual([])
  })

  it('finds nothing of what is said about the patient', async () => {
    db.raw.exec('SAVEPOINT test')
    insertIncident(
      db,
      rowNumber(9002, units[0] ?? 1, { patientText: 'hemligaord', patientNotInformedReason: 'hemligaord' }),
    )
    const found = await total('hemligaord')
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect(found).toBe(0)
  })
})

/** The plan of every page statement that `work` runs. */
function pagePlans(work: () => void): string[] {
  const plans = new Map<string, string>()
  const spy = vi.spyOn(db, 'all')
  try {
    work()
    for (const [sql, params] of spy.mock.calls) {
      if (!sql.includes('LIMIT')) continue
      const rows = db.raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params)
      plans.set(sql, rows.map((row) => row.detail).join('; '))
    }
  } finally {
    spy.mockRestore()
  }
  return [...plans.values()]
}

describe('the query plan', () => {
  const filters: Readonly<Record<string, IncidentFilter>> = {
    'no filter': {},
    förvaltning: { forvaltningId: 2 },
    enhet: { unitId: 3 },
    ärendetyp: { arendetyp: ['risk'] },
    händelsetyp: { handelsetyp: ['fall'] },
    'two types': { handelsetyp: ['fall', 'lakemedel'] },
    status: { status: ['inkommen'] },
    'open statuses': { status: ['inkommen', 'bedomd', 'under_utredning'] },
    period: { from: '2025-01-01', to: '2025-12-31' },
    vårdskada: { harm: ['vardskada', 'allvarlig_vardskada'] },
    risk: { riskLevel: ['hog'] },
    ursprung: { origin: ['exempel'] },
    text: { text: 'kateter' },
    'much at once': { forvaltningId: 2, status: ['inkommen'], from: '2025-01-01', text: 'dos' },
  }

  it.each(['date', 'number'] as const)(
    'of a page sorted by %s, before the columns are in memory, reads a covering index and sorts nothing',
    (by) => {
      for (const filter of Object.values(filters)) {
        for (const direction of ['asc', 'desc'] as const) {
          const order = { sort: { by, direction }, group: null }
          const query = { filter, ...order, limit: 10 }
          expect(isQuickInSql(db, query, null)).toBe(true)
          const last = sqlPage(db, { ...query, cursor: null }, null, 10).at(-1)
          if (!last) throw new Error('no case fits')
          const cursor = encodeCursor(order, last)
          const plans = pagePlans(() => sqlPage(db, { ...query, cursor }, null, 10))
          expect(plans.length).toBeGreaterThan(0)
          for (const plan of plans) {
            expect(plan).toMatch(/USING COVERING INDEX incident_/)
            expect(plan).not.toContain('TEMP B-TREE')
          }
        }
      }
    },
  )
})
