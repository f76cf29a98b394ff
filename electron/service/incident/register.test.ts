import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  HANDELSETYPER,
  type CodeList,
  SKADOR,
  STATUSAR,
  codesOf,
  type Handelsetyp,
  type Skada,
  type Status,
} from '../../../shared/incident/codes.ts'
import type { IncidentRow } from '../../../shared/incident/contract.ts'
import { SORT_KEYS, type IncidentFilter, type IncidentSort } from '../../../shared/incident/filter.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'
import { findOwnUnitByCode, insertUnit, listUnits } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { matchExpression } from '../search/matchExpression.ts'
import { listIncidents } from './register.ts'
import { insertIncident } from './repository.ts'
import { rowNumber } from './testFields.ts'

const TYPE_NAMES: CodeList = HANDELSETYPER
const typeName = (row: { handelsetyp: string }) => TYPE_NAMES[row.handelsetyp] ?? ''

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
  const statuses = codesOf(STATUSAR)
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

const anyFilter: fc.Arbitrary<IncidentFilter> = fc.record(
  {
    forvaltningId: fc.constantFrom('SU', 'NU', 'SÄS').map((code) => findOwnUnitByCode(db, code)?.id ?? 0),
    unitId: fc.constantFrom(1, 2, 3, 8, 12),
    status: fc.uniqueArray(fc.constantFrom(...codesOf(STATUSAR)), { minLength: 1, maxLength: 3 }),
    handelsetyp: fc.uniqueArray(fc.constantFrom(...codesOf(HANDELSETYPER)), { minLength: 1, maxLength: 9 }),
    harm: fc.uniqueArray(fc.constantFrom(...codesOf(SKADOR)), { minLength: 1, maxLength: 3 }),
    arendetyp: fc.constant(['risk' as const]),
    riskLevel: fc.constantFrom(['hog' as const], ['lag' as const, 'medel' as const]),
    origin: fc.constant(['import' as const]),
    from: fc.constantFrom('2025-03-01', '2025-07-15'),
    to: fc.constantFrom('2025-08-01', '2025-12-31'),
    text: fc.constantFrom('kateter', 'ådern', 'AVV-2025-0001', 'finns inte alls'),
  },
  { requiredKeys: [] },
)
const anySort: fc.Arbitrary<IncidentSort> = fc.record({
  by: fc.constantFrom(...SORT_KEYS),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
})

/** The same question asked plainly: every row, filtered and compared in JavaScript. */
async function expected(filter: IncidentFilter): Promise<IncidentRow[]> {
  const all = await everything({}, { by: 'date', direction: 'desc' }, 200)
  const tree = listUnits(db)
  const under = (id: number, root: number): boolean => {
    if (id === root) return true
    const parent = tree.find((unit) => unit.id === id)?.parentId
    return parent !== null && parent !== undefined && under(parent, root)
  }
  // A förvaltning's own id only: a verksamhet's in its place finds nothing, in the register as here.
  const forvaltningOf = (id: number) => tree.find((unit) => unit.id === id)?.forvaltningId
  const text = filter.text === undefined ? undefined : (matchExpression(db, filter.text) ?? undefined)
  const found =
    text === undefined
      ? undefined
      : new Set(
          db
            .all<{ rowid: number }>('SELECT rowid FROM incident_fts WHERE incident_fts MATCH ?', [text])
            .map((row) => row.rowid),
        )
  return all.filter(
    (row) =>
      (filter.forvaltningId === undefined || forvaltningOf(row.unitId) === filter.forvaltningId) &&
      (filter.unitId === undefined || under(row.unitId, filter.unitId)) &&
      (filter.status?.includes(row.status) ?? true) &&
      (filter.handelsetyp?.includes(row.handelsetyp) ?? true) &&
      (filter.harm?.includes(row.harm) ?? true) &&
      (filter.arendetyp?.includes(row.arendetyp) ?? true) &&
      (filter.origin?.includes(row.origin) ?? true) &&
      (filter.riskLevel === undefined ||
        (row.riskLevel !== null && filter.riskLevel.includes(row.riskLevel))) &&
      (filter.from === undefined || row.date >= filter.from) &&
      (filter.to === undefined || row.date <= filter.to) &&
      (found?.has(row.id) ?? true),
  )
}

function rank(row: IncidentRow, by: IncidentSort['by']): number {
  if (by === 'status') return codesOf(STATUSAR).indexOf(row.status)
  if (by === 'harm') return codesOf(SKADOR).indexOf(row.harm)
  return row.riskScore ?? 0
}

function newestFirst(a: IncidentRow, b: IncidentRow): number {
  if (a.date === b.date) return b.id - a.id
  return a.date < b.date ? 1 : -1
}

function compareBy({ by, direction }: IncidentSort) {
  const sign = direction === 'asc' ? 1 : -1
  return (a: IncidentRow, b: IncidentRow): number => {
    if (by === 'date') return -sign * newestFirst(a, b)
    if (by === 'number') return sign * (a.arendenr < b.arendenr ? -1 : 1)
    const order =
      by === 'type'
        ? compareSwedish(typeName(a), typeName(b))
        : by === 'unit'
          ? compareSwedish(a.unitName, b.unitName) || a.unitId - b.unitId
          : rank(a, by) - rank(b, by)
    return sign * order || newestFirst(a, b)
  }
}

describe('the register', () => {
  it('gives, for any filter, sort and page size, every matching row once and in order; the count agrees', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, anySort, fc.constantFrom(7, 60, 200), async (filter, sort, limit) => {
        const rows = await everything(filter, sort, limit)
        const plain = (await expected(filter)).sort(compareBy(sort))
        expect(rows.map((row) => row.id)).toEqual(plain.map((row) => row.id))
        expect((await workspace.call('incident.count', { filter })).total).toBe(plain.length)
      }),
      { numRuns: 150 },
    )
  })

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

  it.each(SORT_KEYS)(
    'of a page sorted by %s reads a covering index and sorts nothing, whatever the filter',
    async (by) => {
      for (const filter of Object.values(filters)) {
        for (const direction of ['asc', 'desc'] as const) {
          const query = { filter, sort: { by, direction }, limit: 10 }
          const { nextCursor } = listIncidents(db, { ...query, cursor: null }, null)
          const plans = pagePlans(() => listIncidents(db, { ...query, cursor: nextCursor }, null))
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
