import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  FACETS,
  type GroupKey,
  type IncidentFilter,
  type IncidentSort,
} from '../../../../shared/incident/filter.ts'
import { codesOf } from '../../../../shared/incident/codes.ts'
import { GROUPINGS } from '../../../../shared/incident/filter.ts'
import { insertAnalysis } from '../../analysis/repository.ts'
import type { Db } from '../../db/database.ts'
import { findOwnUnitByCode } from '../../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/testWorkspace.ts'
import { encodeCursor, type Position } from '../cursor.ts'
import { effectiveSort, groupLadder } from '../orders.ts'
import { sqlRelevantPage } from '../relevance.ts'
import { monthsOf, sqlCount, sqlFacets, sqlGroups, sqlPage } from '../sqlRegister.ts'
import { insertIncident } from '../repository.ts'
import { anyFilter, anyGroup, anySort, insertVaried, OTHER_ACCOUNT, variedRow } from '../testRegister.ts'
import { asAskedBy, type Readable } from '../where.ts'
import { columnCount, columnFacets, columnGroups, columnPage } from './answers.ts'
import { columnIndexOf, type Columns } from './columnIndex.ts'

const COUNT = 600
let workspace: TestWorkspace
let db: Db
let units: number[]
let forvaltningar: number[]
let next = COUNT + 1

beforeAll(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  units = insertVaried(db, COUNT)
  forvaltningar = ['SU', 'NU', 'SÄS'].map((code) => findOwnUnitByCode(db, code)?.id ?? 0)
  for (const incidentId of [5, 17, 170]) {
    insertAnalysis(db, {
      incidentId,
      forvaltningId: forvaltningar[0] ?? 0,
      title: 'Fel dos',
      startedDate: '2026-01-12',
      isExample: false,
    })
  }
})
afterAll(() => workspace.close())

function columns(): Promise<Columns> {
  const index = columnIndexOf(db)
  if (!index) throw new Error('inside a transaction')
  return index.ready({ byNumber: true })
}

interface Question {
  readonly filter: IncidentFilter
  readonly sort: IncidentSort
  readonly group: GroupKey | null
}

function anyQuestion(): fc.Arbitrary<Question & { readable: Readable; limit: number; skip: number }> {
  return fc.record({
    filter: anyFilter(forvaltningar).map((filter) => asAskedBy(filter, OTHER_ACCOUNT)),
    sort: anySort,
    group: anyGroup,
    readable: fc.constantFrom(null, null, [forvaltningar[0] ?? 0], forvaltningar.slice(1), []),
    limit: fc.constantFrom(7, 60, 200),
    skip: fc.constantFrom(0, 0, 1, 50),
  })
}

/** The whole list, a page at a time, by whoever answers. */
function walk(
  question: Question & { limit: number; skip: number },
  page: (query: Question & { cursor: string | null; limit: number; skip: number }) => Position[],
) {
  const found: Position[] = []
  let cursor: string | null = null
  let { skip } = question
  for (;;) {
    const more: Position[] = page({ ...question, cursor, skip })
    found.push(...more.slice(0, question.limit))
    const last = found.at(-1)
    if (more.length <= question.limit || !last) return found.map(({ id, group }) => ({ id, group }))
    cursor = encodeCursor(question, last)
    skip = 0
  }
}

function bySql(question: Question & { limit: number; skip: number }, readable: Readable) {
  return walk(question, (query) => {
    const { by } = query.sort
    return by === 'relevance'
      ? sqlRelevantPage(db, query, readable, query.limit + 1)
      : sqlPage(db, { ...query, sort: { ...query.sort, by } }, readable, query.skip + query.limit + 1).slice(
          query.skip,
        )
  })
}

async function expectTheSame(
  asked: Question & { readable: Readable; limit: number; skip: number },
): Promise<void> {
  const { filter, readable, group } = asked
  const question = { ...asked, sort: effectiveSort(asked) }
  const ready = await columns()
  expect(walk(question, (query) => columnPage(db, ready, query, readable, query.limit + 1))).toEqual(
    bySql(question, readable),
  )
  expect(columnCount(ready, filter, readable)).toBe(sqlCount(db, filter, readable))
  expect(plainFacets(columnFacets(ready, filter, readable))).toEqual(
    plainFacets(sqlFacets(db, filter, readable)),
  )
  const counted = sqlGroups(db, filter, group ?? 'status', readable)
  const inOrder = groupLadder(db, group ?? 'status', () => monthsOf(db)).rungs.flatMap((value) =>
    counted.has(value) ? [[value, counted.get(value)]] : [],
  )
  expect(columnGroups(ready, filter, group ?? 'status', readable)).toEqual(inOrder)
}

function plainFacets(facets: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  return Object.fromEntries([...facets].map(([facet, counts]) => [facet, Object.fromEntries(counts)]))
}

/** A change that some room could make: by number, so that it can be told again. */
function change(kind: number, id: number): void {
  const changes: readonly (() => void)[] = [
    () => insertIncident(db, variedRow(next++, units)),
    () =>
      db.run(
        "UPDATE incident SET status = 'avslutad', closed_date = '2026-01-31', version = version + 1 WHERE id = ?",
        [id],
      ),
    () =>
      db.run(
        "UPDATE incident SET sort_date = '2024-02-03', assigned_to = ?, medical_area = 'barn' WHERE id = ?",
        [OTHER_ACCOUNT, id],
      ),
    () => db.run('DELETE FROM incident_tag WHERE incident_id = ?', [id]),
    () =>
      db.run(
        "INSERT OR IGNORE INTO incident_tag (incident_id, list, code) SELECT id, 'agens', 'blod' FROM incident WHERE id = ?",
        [id],
      ),
    () => db.run('DELETE FROM incident WHERE id = ? AND id NOT IN (SELECT incident_id FROM analysis)', [id]),
    () => db.run('DELETE FROM incident WHERE id = (SELECT max(id) FROM incident)'),
    () =>
      db.run('UPDATE incident SET unit_id = ?, forvaltning_id = ? WHERE id = ?', [
        forvaltningar[1] ?? 0,
        forvaltningar[1] ?? 0,
        id,
      ]),
    () => db.run("UPDATE unit SET name = 'Ö ' || name WHERE id = ?", [units[id % units.length] ?? 0]),
    () => db.run('UPDATE incident SET arendenr = ? WHERE id = ?', [`ZZZ-${String(next++)}`, id]),
    () => db.run("UPDATE incident SET feedback_given_date = '2026-01-15', is_child = 1 WHERE id = ?", [id]),
    () => db.run('DELETE FROM analysis WHERE incident_id = ?', [id]),
  ]
  changes[kind % changes.length]?.()
}

describe('the register in memory', () => {
  it('answers every question as SQL does: filters, sorts, groups, pages, counts, facets, scopes', async () => {
    await fc.assert(fc.asyncProperty(anyQuestion(), expectTheSame), { numRuns: 120 })
  })

  it('counts every facet and every group as SQL does where nothing is filtered', async () => {
    for (const group of codesOf(GROUPINGS)) {
      await expectTheSame({
        filter: {},
        sort: { by: 'number', direction: 'asc' },
        group,
        readable: null,
        limit: 200,
        skip: 0,
      })
    }
    const facets = columnFacets(await columns(), {}, null)
    for (const facet of FACETS.filter((name) => name !== 'hasLexMaria'))
      expect(facets.get(facet)?.size).toBeGreaterThan(0)
  })

  it('stays true through changes of every kind, by whoever makes them, and through those taken back', async () => {
    const step = fc.record({
      kind: fc.nat(11),
      id: fc.integer({ min: 1, max: COUNT }),
      ending: fc.constantFrom('kept', 'kept', 'taken back', 'half taken back'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        anyQuestion(),
        async (steps, question) => {
          await columns()
          const inside: unknown[] = []
          for (const { kind, id, ending } of steps) {
            if (ending === 'kept') change(kind, id)
            else {
              db.raw.exec('BEGIN')
              if (ending === 'half taken back') change(kind + 1, id)
              db.raw.exec('SAVEPOINT half')
              change(kind, id)
              // Asked inside: what is answered must not be remembered.
              inside.push(columnIndexOf(db))
              db.raw.exec('ROLLBACK TO half')
              db.raw.exec(ending === 'taken back' ? 'ROLLBACK' : 'COMMIT')
            }
            const index = columnIndexOf(db)
            if (id % 2 === 0) index?.now()
          }
          expect(inside.every((index) => index === null)).toBe(true)
          await expectTheSame(question)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps no order that a change of one case has touched', async () => {
    const orders = [
      ...(['date', 'reported', 'status', 'medicalArea', 'assignee', 'unit'] as const).map((by) => ({
        by,
        group: null,
      })),
      { by: 'date', group: 'status' } as const,
      { by: 'status', group: 'month' } as const,
    ]
    for (const [n, { by, group }] of orders.entries()) {
      for (const kind of [1, 2, 7]) {
        const question = {
          filter: {},
          sort: { by, direction: 'asc' as const },
          group,
          readable: null,
          limit: 200,
          skip: 0,
        }
        // Asked before, so that there is an order to keep.
        columnPage(db, await columns(), { ...question, cursor: null }, null, 1)
        change(kind, 200 + n * 10 + kind)
        const ready = await columns()
        expect(walk(question, (query) => columnPage(db, ready, query, null, query.limit + 1))).toEqual(
          bySql(question, null),
        )
      }
    }
  })

  it('takes in many changes beside the work, and is waited for', async () => {
    await columns()
    db.transaction(() => {
      for (let n = 0; n < 2500; n++) insertIncident(db, variedRow(next++, units))
      db.run("UPDATE incident SET medical_area = 'psykiatri' WHERE id % 3 = 0")
    })
    expect(columnIndexOf(db)?.now()).toBeNull()
    await expectTheSame({
      filter: { medicalArea: ['psykiatri'] },
      sort: { by: 'number', direction: 'desc' },
      group: null,
      readable: null,
      limit: 200,
      skip: 0,
    })
  })

  it('ends with the workspace, and is another one for another connection', async () => {
    const other = await openTestWorkspace()
    insertVaried(other.db(), 50)
    const index = columnIndexOf(other.db())
    const waiting = index?.ready({})
    await other.call('account.lock', {})
    await expect(waiting).rejects.toMatchObject({ code: 'LOCKED' })
    other.close()
  })
})
