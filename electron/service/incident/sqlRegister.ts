import { TAG_FIELDS } from '../../../shared/incident/fields.ts'
import {
  ASSIGNED_TO_NOBODY,
  FACETS,
  type Facet,
  type GroupKey,
  type IncidentFilter,
  type IncidentSort,
} from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { decodeCursor, staleCursor, type Order, type Position, type Rung } from './cursor.ts'
import { groupLadder, isLong, sortLadder, type Ladder, type LongSort } from './orders.ts'
import {
  FEEDBACK,
  FLAGS,
  LISTS,
  conditions,
  narrowestIndex,
  whereOf,
  type Readable,
  type Where,
} from './where.ts'

/**
 * The register asked in SQL alone: what answers until the columns are in memory (columns/columnIndex.ts) and inside
 * transactions, and what the columns are held against in tests.
 */

export interface ListQuery extends Order {
  readonly filter: IncidentFilter
  readonly cursor: string | null
  /** Lines left out after the cursor. */
  readonly skip?: number
  readonly limit: number
}

/** A sort that SQL can follow; relevance is the search's own. */
export type SqlSort = IncidentSort & { readonly by: Exclude<IncidentSort['by'], 'relevance'> }

/**
 * Whether the covering indexes answer at once. What needs the wide rows, or an order of its own, is better waited for
 * until the columns are there.
 */
export function isQuickInSql(
  db: Db,
  query: { filter: IncidentFilter; sort?: IncidentSort; group?: GroupKey | null },
  readable: Readable,
): boolean {
  const { sort, group = null } = query
  const quickSort = sort === undefined || sort.by === 'date' || sort.by === 'number'
  return group === null && quickSort && whereOf(db, query.filter, readable).covered
}

const KEY_OF: Readonly<Record<LongSort, string>> = {
  date: 'sort_date',
  number: 'arendenr',
  // To the second: as fine as the columns in memory keep it.
  reported: 'substr(reported_at, 1, 19)',
}

export function sqlCount(db: Db, filter: IncidentFilter, readable: Readable): number {
  const where = whereOf(db, filter, readable)
  const index = where.covered ? `INDEXED BY ${narrowestIndex(where)}` : ''
  return (
    db.value<number>(`SELECT count(*) FROM incident ${index} ${conditions(where.clauses)}`, where.params) ?? 0
  )
}

/**
 * Where the wanted rows are, from the cursor on. Each value of a ladder is read from its own stretch of an index, one
 * after the other; pages follow each other by the last row's values, never by counting rows.
 */
export function sqlPage(
  db: Db,
  query: ListQuery & { sort: SqlSort },
  readable: Readable,
  wanted: number,
): Position[] {
  const { filter, sort, group } = query
  const where = whereOf(db, filter, readable)
  const from = query.cursor === null ? null : decodeCursor(query, query.cursor)
  const groups = group === null ? null : groupLadder(db, group, () => monthsOf(db))
  const sorts = isLong(sort.by) ? null : sortLadder(db, sort.by)
  const index = indexFor(filter, sort, group, where)
  const found: Position[] = []
  for (const outer of fromRung(groups, 'asc', from?.group)) {
    const afterGroup = from !== null && same(outer, from.group)
    for (const inner of fromRung(sorts, sort.direction, afterGroup ? from.key : undefined)) {
      found.push(
        ...stretch(db, where, {
          index,
          ...(isLong(sort.by)
            ? { by: sort.by, direction: sort.direction }
            : { by: 'date', direction: 'desc' }),
          equals: [
            ...(groups ? [{ column: groups.column, name: 'group', value: outer ?? null }] : []),
            ...(sorts ? [{ column: sorts.column, name: 'sort', value: inner ?? null }] : []),
          ],
          group: outer ?? null,
          sort: inner,
          from: afterGroup && (sorts === null || same(inner, from.key)) ? from : null,
          wanted: wanted - found.length,
        }),
      )
      if (found.length >= wanted) return found
    }
  }
  return found
}

/** Undefined stands for 'no ladder'. */
type MaybeRung = Rung | undefined

function same(rung: MaybeRung, value: Rung): boolean {
  return (rung ?? null) === value
}

function fromRung(ladder: Ladder | null, direction: 'asc' | 'desc', from: MaybeRung): MaybeRung[] {
  if (ladder === null) return [undefined]
  const rungs = direction === 'asc' ? [...ladder.rungs] : [...ladder.rungs].reverse()
  if (from === undefined) return rungs
  const start = rungs.indexOf(from)
  if (start < 0) throw staleCursor()
  return rungs.slice(start)
}

function indexFor(filter: IncidentFilter, sort: SqlSort, group: GroupKey | null, where: Where): string {
  if (group !== null || !where.covered || filter.ids !== undefined) return ''
  if (sort.by === 'date') return `INDEXED BY ${narrowestIndex(where)}`
  return sort.by === 'number' ? 'INDEXED BY incident_number' : ''
}

interface Stretch {
  readonly index: string
  readonly by: LongSort
  readonly direction: 'asc' | 'desc'
  readonly equals: readonly { readonly column: string; readonly name: string; readonly value: Rung }[]
  readonly group: Rung
  readonly sort: MaybeRung
  readonly from: Position | null
  readonly wanted: number
}

/** Ids along one index, from a position on. Every name in the text is this room's own; values are bound. */
function stretch(db: Db, where: Where, wish: Stretch): Position[] {
  const { from, by, direction } = wish
  const key = KEY_OF[by]
  const clauses = [...where.clauses, ...wish.equals.map(({ column, name }) => `${column} IS @${name}Value`)]
  if (from) clauses.push(`(${key}, id) ${direction === 'asc' ? '>' : '<'} (@fromKey, @fromId)`)
  return db
    .all<{ id: number; key: string; date: string }>(
      `SELECT id, ${key} AS key, sort_date AS date FROM incident ${wish.index} ${conditions(clauses)}
       ORDER BY ${key} ${direction}, id ${direction} LIMIT @wanted`,
      {
        ...where.params,
        ...Object.fromEntries(wish.equals.map(({ name, value }) => [`${name}Value`, value])),
        ...(from ? { fromKey: by === 'date' ? from.date : String(from.key), fromId: from.id } : {}),
        wanted: wish.wanted,
      },
    )
    .map(({ id, key: value, date }) => ({
      group: wish.group,
      key: wish.sort !== undefined ? wish.sort : by === 'date' ? null : value,
      date,
      id,
    }))
}

export function monthsOf(db: Db): string[] {
  return db
    .all<{ month: string }>('SELECT DISTINCT substr(sort_date, 1, 7) AS month FROM incident')
    .map(({ month }) => month)
}

/** How many stand under each value. */
export function sqlGroups(
  db: Db,
  filter: IncidentFilter,
  group: GroupKey,
  readable: Readable,
): Map<Rung, number> {
  const where = whereOf(db, filter, readable)
  const { column } = groupLadder(db, group, () => [])
  return new Map(
    db
      .all<{ value: Rung; count: number }>(
        `SELECT ${column} AS value, count(*) AS count FROM incident ${conditions(where.clauses)} GROUP BY 1`,
        where.params,
      )
      .map(({ value, count }) => [value, count]),
  )
}

export type RawFacets = Map<Facet, Map<string, number>>

/** For each facet: how many there are of each code, by the other filters (its own choice would hide the rest). */
export function sqlFacets(db: Db, filter: IncidentFilter, readable: Readable): RawFacets {
  return new Map(FACETS.map((facet) => [facet, facetOf(db, facet, filter, readable)]))
}

function facetOf(db: Db, facet: Facet, filter: IncidentFilter, readable: Readable): Map<string, number> {
  const where = whereOf(db, withoutFacet(filter, facet), readable, { withMerged: facet === 'status' })
  const tag = isTag(facet) ? TAG_FIELDS[facet] : null
  const from =
    tag === null ? 'incident' : 'incident JOIN incident_tag ON incident_tag.incident_id = incident.id'
  const clauses = tag === null ? where.clauses : [...where.clauses, `incident_tag.list = '${tag}'`]
  const rows = db.all<{ code: string | number | null; count: number }>(
    `SELECT ${valueOf(facet)} AS code, count(*) AS count FROM ${from} ${conditions(clauses)} GROUP BY 1`,
    where.params,
  )
  return new Map(rows.flatMap(({ code, count }) => (code === null ? [] : [[String(code), count] as const])))
}

/** The filter as it counts for a facet. */
export function withoutFacet(filter: IncidentFilter, facet: Facet): IncidentFilter {
  if (facet === 'forvaltning') {
    const { forvaltningId: _forvaltning, unitId: _unit, ...others } = filter
    return others
  }
  const { [facet]: _own, ...others } = filter
  return others
}

function isTag(facet: Facet): facet is keyof typeof TAG_FIELDS {
  return Object.hasOwn(TAG_FIELDS, facet)
}

function valueOf(facet: Facet): string {
  if (isTag(facet)) return 'incident_tag.code'
  if (facet === 'forvaltning') return 'forvaltning_id'
  if (facet === 'feedback') return FEEDBACK
  if (facet === 'assignedTo') return `coalesce(assigned_to, '${ASSIGNED_TO_NOBODY}')`
  if (isFlag(facet)) return `CASE ${FLAGS[facet]} WHEN 1 THEN 'ja' WHEN 0 THEN 'nej' END`
  return LISTS[facet]
}

function isFlag(facet: Facet): facet is keyof typeof FLAGS & Facet {
  return Object.hasOwn(FLAGS, facet)
}
