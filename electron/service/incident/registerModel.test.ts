import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HANDELSETYPER, SKADOR, STATUSAR, codesOf, type CodeList } from '../../../shared/incident/codes.ts'
import type { IncidentRow } from '../../../shared/incident/contract.ts'
import type { GroupKey, IncidentFilter, IncidentSort } from '../../../shared/incident/filter.ts'
import { isClosed } from '../../../shared/incident/status.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import { codeLabels } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import { insertLexMariaCase } from '../supervision/repository.ts'
import { findOwnUnitByCode, listUnits } from '../organisation/repository.ts'
import { searchIds } from '../search/search.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { anyFilter, anyGroup, anySort, insertVaried, OTHER_ACCOUNT } from './testRegister.ts'

/** The register held against the same questions asked plainly: every case, filtered and compared in JavaScript. */

const COUNT = 500
const LEX_MARIA = [3, 30, 300]
const TYPES: CodeList = HANDELSETYPER
const ALL_STATUSES = codesOf(STATUSAR)

let workspace: TestWorkspace
let db: Db
let all: readonly IncidentRow[]
let batches: ReadonlyMap<number, number | null>

beforeAll(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  insertVaried(db, COUNT)
  for (const incidentId of LEX_MARIA) {
    insertLexMariaCase(db, {
      incidentId,
      number: `LM-${incidentId}`,
      decision: 'ej_beslutat',
      isExample: false,
    })
  }
  all = await everything({ status: ALL_STATUSES }, { by: 'date', direction: 'desc' }, null, 200)
  batches = new Map(
    db
      .all<{ id: number; batch: number | null }>('SELECT id, import_batch_id AS batch FROM incident')
      .map(({ id, batch }) => [id, batch]),
  )
})
afterAll(() => workspace.close())

async function everything(
  filter: IncidentFilter,
  sort: IncidentSort,
  group: GroupKey | null,
  limit: number,
): Promise<IncidentRow[]> {
  const rows: IncidentRow[] = []
  let cursor: string | null = null
  do {
    const page: { rows: IncidentRow[]; nextCursor: string | null } = await workspace.call('incident.list', {
      filter,
      sort,
      group,
      cursor,
      limit,
    })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows
}

function among<T>(wanted: readonly T[] | undefined, value: T | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value))
}

function any(wanted: readonly string[] | undefined, values: readonly string[]): boolean {
  return wanted === undefined || values.some((value) => wanted.includes(value))
}

function is(wanted: boolean | undefined, value: boolean | null): boolean {
  return wanted === undefined || value === wanted
}

function expected(filter: IncidentFilter): IncidentRow[] {
  const tree = listUnits(db)
  const under = (id: number, root: number): boolean => {
    if (id === root) return true
    const parent = tree.find((unit) => unit.id === id)?.parentId
    return parent !== null && parent !== undefined && under(parent, root)
  }
  // A förvaltning's own id only: a verksamhet's in its place finds nothing, in the register as here.
  const forvaltningOf = (id: number) => tree.find((unit) => unit.id === id)?.forvaltningId
  const hit = filter.text === undefined ? null : searchIds(db, filter.text)
  const found = hit === null ? null : new Set(hit.ids)
  const withMerged = filter.ids !== undefined || (filter.status?.includes('sammanford') ?? false)
  return all.filter(
    (row) =>
      (withMerged || row.status !== 'sammanford') &&
      (filter.forvaltningId === undefined || forvaltningOf(row.unitId) === filter.forvaltningId) &&
      (filter.unitId === undefined || under(row.unitId, filter.unitId)) &&
      among(filter.status, row.status) &&
      among(filter.handelsetyp, row.handelsetyp) &&
      among(filter.undertyp, row.undertyp) &&
      among(filter.harm, row.harm) &&
      among(filter.potentialHarm, row.potentialHarm) &&
      among(filter.arendetyp, row.arendetyp) &&
      among(filter.riskLevel, row.riskLevel) &&
      among(filter.origin, row.origin) &&
      among(filter.skadetyp, row.skadetyp) &&
      among(filter.nccMerp, row.nccMerp) &&
      among(filter.vardtyp, row.vardtyp) &&
      among(filter.vardprocess, row.vardprocess) &&
      among(filter.reporterRole, row.reporterRole) &&
      among(filter.medicalArea, row.medicalArea) &&
      among(filter.samverkan, row.samverkan) &&
      any(filter.agens, row.agens) &&
      any(filter.strategiomraden, row.strategiomraden) &&
      any(filter.kvalitetsregister, row.kvalitetsregister) &&
      is(filter.isChild, row.isChild) &&
      is(filter.frailElderly, row.frailElderly) &&
      among(filter.fastVardkontakt, row.fastVardkontakt) &&
      among(filter.vardplan, row.vardplan) &&
      among(filter.waitingKind, row.waitingKind) &&
      is(filter.guaranteePassed, row.guaranteePassed) &&
      is(filter.incomplete, row.incomplete) &&
      // 'jag' is the test's own account, which nothing is assigned to.
      among(filter.assignedTo, row.assignedTo ?? 'ingen') &&
      among(filter.feedback, row.feedback) &&
      is(filter.closed, isClosed(row.status)) &&
      is(filter.hasAnalysis, false) &&
      is(filter.hasLexMaria, LEX_MARIA.includes(row.id)) &&
      (filter.importBatchId === undefined || batches.get(row.id) === filter.importBatchId) &&
      among(filter.ids, row.id) &&
      (filter.from === undefined || row.date >= filter.from) &&
      (filter.to === undefined || row.date <= filter.to) &&
      (filter.reportedFrom === undefined || row.reported >= filter.reportedFrom) &&
      (filter.reportedTo === undefined || row.reported <= filter.reportedTo) &&
      (found === null || found.has(row.id)),
  )
}

function newestFirst(a: IncidentRow, b: IncidentRow): number {
  if (a.date === b.date) return b.id - a.id
  return a.date < b.date ? 1 : -1
}

/** Names last where there is none. */
function byName(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return compareSwedish(a, b)
}

function compareBy({ by, direction }: IncidentSort, reportedAt: ReadonlyMap<number, string>) {
  const sign = direction === 'asc' ? 1 : -1
  const rank = (list: readonly string[], code: string) => list.indexOf(code)
  const text = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
  const vardformer = codeLabels(db, 'vardform')
  const areas = codeLabels(db, 'medicinskt_omrade')
  const label = (labels: ReadonlyMap<string, string>, code: string | null) =>
    code === null ? null : (labels.get(code) ?? code)
  const orders: Readonly<
    Record<Exclude<IncidentSort['by'], 'date' | 'relevance'>, (a: IncidentRow, b: IncidentRow) => number>
  > = {
    number: (a, b) => text(a.arendenr, b.arendenr),
    unit: (a, b) => compareSwedish(a.unitName, b.unitName) || a.unitId - b.unitId,
    type: (a, b) => compareSwedish(TYPES[a.handelsetyp] ?? '', TYPES[b.handelsetyp] ?? ''),
    status: (a, b) => rank(ALL_STATUSES, a.status) - rank(ALL_STATUSES, b.status),
    harm: (a, b) => rank(codesOf(SKADOR), a.harm) - rank(codesOf(SKADOR), b.harm),
    risk: (a, b) => (a.riskScore ?? 0) - (b.riskScore ?? 0),
    severity: (a, b) => (a.severity ?? -1) - (b.severity ?? -1),
    reported: (a, b) => text(reportedAt.get(a.id) ?? '', reportedAt.get(b.id) ?? '') || a.id - b.id,
    vardform: (a, b) => byName(label(vardformer, a.vardtyp), label(vardformer, b.vardtyp)),
    medicalArea: (a, b) => byName(label(areas, a.medicalArea), label(areas, b.medicalArea)),
    assignee: (a, b) => byName(a.assigneeName, b.assigneeName),
  }
  return (a: IncidentRow, b: IncidentRow): number => {
    if (by === 'date') return -sign * newestFirst(a, b)
    if (by === 'relevance') return newestFirst(a, b)
    return sign * orders[by](a, b) || newestFirst(a, b)
  }
}

function headingOf(row: IncidentRow, group: GroupKey): string {
  const forvaltning = listUnits(db).find((unit) => unit.id === row.unitId)?.forvaltningId
  const codes: Readonly<Record<GroupKey, string>> = {
    status: row.status,
    handelsetyp: row.handelsetyp,
    forvaltning: String(forvaltning),
    unit: String(row.unitId),
    harm: row.harm,
    month: row.date.slice(0, 7),
    medicalArea: row.medicalArea ?? '',
    assignedTo: row.assignedTo ?? 'ingen',
  }
  return codes[group]
}

interface Listed {
  readonly filter: IncidentFilter
  readonly sort: IncidentSort
  readonly group: GroupKey | null
}

/** `plain` holds the same cases, sorted; words have an order of their own. */
async function expectInOrder(
  rows: readonly IncidentRow[],
  plain: readonly IncidentRow[],
  { filter, sort, group }: Listed,
): Promise<void> {
  const ids = (list: readonly IncidentRow[]) => list.map((row) => row.id)
  const byWords = sort.by === 'relevance' && (filter.text ?? '').trim() !== '' && group === null
  const ungrouped = group === null && !byWords
  expect(ungrouped ? ids(rows) : []).toEqual(ungrouped ? ids(plain) : [])
  if (group === null) return
  const headings = await workspace.call('incident.groups', { filter, group })
  expect(rows.map((row) => row.group)).toEqual(
    headings.flatMap(({ code, count }) => Array.from({ length: count }, () => code)),
  )
  for (const { code } of headings) {
    const under = plain.filter((row) => headingOf(row, group) === code)
    expect(ids(rows.filter((row) => row.group === code))).toEqual(ids(under))
  }
}

describe('the register', () => {
  it('gives, for any filter, sort, heading and page size, every fitting case once and in order', async () => {
    const forvaltningar = ['SU', 'NU', 'SÄS'].map((code) => findOwnUnitByCode(db, code)?.id ?? 0)
    const reportedAt = new Map(
      db
        .all<{ id: number; at: string }>('SELECT id, reported_at AS at FROM incident')
        .map(({ id, at }) => [id, at]),
    )
    await fc.assert(
      fc.asyncProperty(
        anyFilter(forvaltningar),
        anySort,
        anyGroup,
        fc.constantFrom(7, 60, 200),
        async (filter, sort, group, limit) => {
          const rows = await everything(filter, sort, group, limit)
          const plain = expected(filter).sort(compareBy(sort, reportedAt))
          const sorted = (list: IncidentRow[]) => list.map((row) => row.id).sort((a, b) => a - b)
          expect(sorted(rows)).toEqual(sorted(plain))
          expect((await workspace.call('incident.count', { filter })).total).toBe(plain.length)
          await expectInOrder(rows, plain, { filter, sort, group })
        },
      ),
      { numRuns: 80 },
    )
  })

  it('counts, for each choice, what there would be if it were the only one of its kind', async () => {
    const filter: IncidentFilter = { status: ['inkommen', 'bedomd'], agens: ['lakemedel'], isChild: false }
    const facets = await workspace.call('incident.suggest-facets', { filter })
    const totalOf = async (changed: IncidentFilter) =>
      (await workspace.call('incident.count', { filter: changed })).total
    for (const { code, count } of facets.status) {
      const status = ALL_STATUSES.find((known) => known === code)
      expect(await totalOf({ ...filter, status: status ? [status] : [] })).toBe(count)
    }
    for (const { code, count } of facets.agens)
      expect(await totalOf({ ...filter, agens: [code] })).toBe(count)
    for (const { code, count } of facets.isChild) {
      expect(await totalOf({ ...filter, isChild: code === 'ja' })).toBe(count)
    }
    for (const { code, count } of facets.assignedTo) {
      expect(await totalOf({ ...filter, assignedTo: [code] })).toBe(count)
    }
    for (const { code, count } of facets.forvaltning) {
      expect(await totalOf({ ...filter, forvaltningId: Number(code) })).toBe(count)
    }
    const unfiltered = await workspace.call('incident.suggest-facets', {})
    expect(unfiltered.assignedTo.find(({ code }) => code === OTHER_ACCOUNT)?.label).toBe('Anna Andersson')
    expect(unfiltered.assignedTo.find(({ code }) => code === 'ingen')?.label).toBe('Ingen handläggare')
  })

  it('finds what is mine, what nobody has, and who waits for an answer', async () => {
    const { accountId } = await workspace.call('account.session', {}).then((session) => {
      if (!session) throw new Error('nobody is in')
      return session
    })
    db.run('UPDATE incident SET assigned_to = ? WHERE id = 2', [accountId])
    const mine = await workspace.call('incident.list', { filter: { assignedTo: ['jag'] } })
    expect(mine.rows.map((row) => row.id)).toEqual([2])
    db.run('UPDATE incident SET assigned_to = NULL WHERE id = 2')
    expect((await workspace.call('incident.list', { filter: { assignedTo: ['jag'] } })).rows).toEqual([])
  })

  it('opens far down a long list', async () => {
    const sort = { by: 'harm', direction: 'desc' } as const
    const whole = await everything({}, sort, null, 200)
    const far = await workspace.call('incident.list', { sort, skip: 333, limit: 20 })
    expect(far.rows.map((row) => row.id)).toEqual(whole.slice(333, 353).map((row) => row.id))
    const on = await workspace.call('incident.list', { sort, cursor: far.nextCursor, skip: 10, limit: 5 })
    expect(on.rows.map((row) => row.id)).toEqual(whole.slice(363, 368).map((row) => row.id))
    expect(await workspace.call('incident.list', { sort, skip: 5000 })).toEqual({
      rows: [],
      nextCursor: null,
    })
  })

  it('puts what fits the words best first, and all the rest after it', async () => {
    const filter = { text: 'dos' }
    const rows = await everything(filter, { by: 'relevance', direction: 'desc' }, null, 60)
    const byDate = await everything(filter, { by: 'date', direction: 'desc' }, null, 200)
    expect(rows.length).toBeGreaterThan(60)
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(byDate.map((row) => row.id)))
    expect(rows.length).toBe(byDate.length)
  })
})
