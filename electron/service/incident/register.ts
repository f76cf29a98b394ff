import type { IncidentRow } from '../../../shared/incident/contract.ts'
import {
  ASSIGNED_TO_NOBODY,
  FACETS,
  type Facet,
  type GroupKey,
  type IncidentFilter,
} from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { columnCount, columnFacets, columnGroups, columnIds, columnPage } from './columns/answers.ts'
import { columnIndexOf, type Columns } from './columns/columnIndex.ts'
import { encodeCursor, type Order, type Position, type Rung } from './cursor.ts'
import { effectiveSort, groupCode, groupLadder, groupNamer } from './orders.ts'
import { sqlRelevantPage } from './relevance.ts'
import { fetchRows } from './rows.ts'
import {
  isQuickInSql,
  monthsOf,
  sqlCount,
  sqlFacets,
  sqlGroups,
  sqlPage,
  type ListQuery,
  type RawFacets,
} from './sqlRegister.ts'
import type { Readable } from './where.ts'

export interface Page {
  readonly rows: IncidentRow[]
  readonly nextCursor: string | null
}

/** A question that is under way can be cancelled. */
interface Asking {
  readonly db: Db
  readonly signal?: AbortSignal
}

/**
 * The columns in memory, where they answer; null where SQL does: inside a transaction, and for the first moments after
 * a workspace is opened if an index answers at once. What no index has is waited for.
 */
function columnsFor(
  { db, signal }: Asking,
  quickInSql: () => boolean,
  wish: { byNumber?: boolean } = {},
): Columns | null | Promise<Columns> {
  const index = columnIndexOf(db)
  if (index === null) return null
  return index.now(wish) ?? (quickInSql() ? null : index.ready(wish, signal))
}

/** Answers at once where it can: a page should not wait a turn for nothing. */
function then<T>(
  columns: Columns | null | Promise<Columns>,
  answer: (columns: Columns | null) => T,
): T | Promise<T> {
  return columns instanceof Promise ? columns.then(answer) : answer(columns)
}

/** One page of the register: first the ids in the wanted order, then those rows. */
export function listIncidents(asking: Asking, query: ListQuery, readable: Readable): Page | Promise<Page> {
  const sort = effectiveSort(query)
  const asked = { ...query, sort }
  const quick = () => isQuickInSql(asking.db, asked, readable)
  return then(columnsFor(asking, quick, { byNumber: sort.by === 'number' }), (columns) => {
    // One more than asked tells whether there is a next page.
    const wanted = query.limit + 1
    return pageOf(asking.db, asked, positions(asking.db, columns, asked, readable, wanted))
  })
}

/** The id of every case of a list, in its order. */
export async function allIds(
  asking: Asking,
  wish: Pick<ListQuery, 'filter' | 'sort' | 'group'>,
  readable: Readable,
): Promise<Uint32Array> {
  const sort = effectiveSort(wish)
  const query = { ...wish, sort, cursor: null, limit: 0 }
  const columns = await columnsFor(asking, () => false, { byNumber: sort.by === 'number' })
  const every = 2 ** 31
  if (!columns) return Uint32Array.from(positions(asking.db, null, query, readable, every), ({ id }) => id)
  return columnIds(asking.db, columns, query, readable)
}

function positions(
  db: Db,
  columns: Columns | null,
  query: ListQuery,
  readable: Readable,
  wanted: number,
): Position[] {
  if (columns) return columnPage(db, columns, query, readable, wanted)
  const skip = query.skip ?? 0
  const { by } = query.sort
  return by === 'relevance'
    ? sqlRelevantPage(db, query, readable, wanted)
    : sqlPage(db, { ...query, sort: { ...query.sort, by } }, readable, skip + wanted).slice(skip)
}

function pageOf(db: Db, query: Order & { limit: number }, found: readonly Position[]): Page {
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const groups = new Map(page.map(({ id, group }) => [id, group]))
  const rows = fetchRows(
    db,
    page.map(({ id }) => id),
  ).map((row) => ({
    ...row,
    group: query.group === null ? null : groupCode(query.group, groups.get(row.id) ?? null),
  }))
  return { rows, nextCursor: found.length > query.limit && last ? encodeCursor(query, last) : null }
}

export function countIncidents(
  asking: Asking,
  filter: IncidentFilter,
  readable: Readable,
): number | Promise<number> {
  const quick = () => isQuickInSql(asking.db, { filter }, readable)
  return then(columnsFor(asking, quick), (columns) =>
    columns ? columnCount(columns, filter, readable) : sqlCount(asking.db, filter, readable),
  )
}

export interface FacetCount {
  readonly code: string
  readonly count: number
  readonly label?: string
}
export type FacetCounts = Record<Facet, FacetCount[]>

/** For each facet: how many there are of each code, by the other filters. */
export function facetCounts(
  asking: Asking,
  filter: IncidentFilter,
  readable: Readable,
): FacetCounts | Promise<FacetCounts> {
  const { db } = asking
  return then(
    columnsFor(asking, () => false),
    (columns) =>
      withLabels(db, columns ? columnFacets(columns, filter, readable) : sqlFacets(db, filter, readable)),
  )
}

function withLabels(db: Db, counts: RawFacets): FacetCounts {
  const nameForvaltning = groupNamer(db, 'forvaltning')
  const nameAccount = groupNamer(db, 'assignedTo')
  const names: Partial<Record<Facet, (code: string) => string>> = {
    forvaltning: (code) => nameForvaltning(Number(code)),
    assignedTo: (code) => nameAccount(code === ASSIGNED_TO_NOBODY ? null : code),
  }
  const entries = FACETS.map((facet) => {
    const name = names[facet]
    const codes = [...(counts.get(facet) ?? [])].map(([code, count]) => ({
      code,
      count,
      ...(name ? { label: name(code) } : {}),
    }))
    return [facet, codes] as const
  })
  // Every facet has just been given its entry; fromEntries only loses the names.
  return Object.fromEntries(entries) as unknown as FacetCounts
}

export interface GroupCount {
  readonly code: string
  readonly label: string
  readonly count: number
}

/** The headings of a grouped list in their order, those that have cases. */
export function groupCounts(
  asking: Asking,
  filter: IncidentFilter,
  group: GroupKey,
  readable: Readable,
): GroupCount[] | Promise<GroupCount[]> {
  const { db } = asking
  return then(
    columnsFor(asking, () => false),
    (columns) => {
      const name = groupNamer(db, group)
      const counted: readonly (readonly [Rung, number])[] = columns
        ? columnGroups(columns, filter, group, readable)
        : inLadder(db, group, sqlGroups(db, filter, group, readable))
      return counted.map(([value, count]) => ({ code: groupCode(group, value), label: name(value), count }))
    },
  )
}

function inLadder(db: Db, group: GroupKey, counts: ReadonlyMap<Rung, number>): [Rung, number][] {
  return groupLadder(db, group, () => monthsOf(db)).rungs.flatMap((value) => {
    const count = counts.get(value)
    return count ? [[value, count]] : []
  })
}
