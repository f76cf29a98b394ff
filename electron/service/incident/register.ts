import type { IncidentRow } from '../../../shared/incident/contract.ts'
import {
  ASSIGNED_TO_NOBODY,
  FACETS,
  type Facet,
  type GroupKey,
  type IncidentFilter,
} from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { encodeCursor } from './cursor.ts'
import { groupCode, groupLadder, groupNamer } from './orders.ts'
import { fetchRows } from './rows.ts'
import {
  monthsOf,
  sqlCount,
  sqlFacets,
  sqlGroups,
  sqlPage,
  type ListQuery,
  type RawFacets,
  type SqlSort,
} from './sqlRegister.ts'
import type { Readable } from './where.ts'

export interface Page {
  readonly rows: IncidentRow[]
  readonly nextCursor: string | null
}

/** One page of the register: first the ids in the wanted order, then those rows. */
export function listIncidents(db: Db, query: ListQuery, readable: Readable): Page {
  const sort: SqlSort =
    query.sort.by === 'relevance' ? { by: 'date', direction: 'desc' } : { ...query.sort, by: query.sort.by }
  const asked = { ...query, sort }
  // One more than asked tells whether there is a next page.
  const skip = query.skip ?? 0
  const found = sqlPage(db, asked, readable, skip + query.limit + 1).slice(skip)
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const groups = new Map(page.map(({ id, group }) => [id, group]))
  return {
    rows: fetchRows(
      db,
      page.map(({ id }) => id),
    ).map((row) => ({
      ...row,
      group: query.group === null ? null : groupCode(query.group, groups.get(row.id) ?? null),
    })),
    nextCursor: found.length > query.limit && last ? encodeCursor(asked, last) : null,
  }
}

export function countIncidents(db: Db, filter: IncidentFilter, readable: Readable): number {
  return sqlCount(db, filter, readable)
}

export interface FacetCount {
  readonly code: string
  readonly count: number
  readonly label?: string
}
export type FacetCounts = Record<Facet, FacetCount[]>

/** For each facet: how many there are of each code, by the other filters. */
export function facetCounts(db: Db, filter: IncidentFilter, readable: Readable): FacetCounts {
  return withLabels(db, sqlFacets(db, filter, readable))
}

function withLabels(db: Db, counts: RawFacets): FacetCounts {
  const names: Partial<Record<Facet, (code: string) => string>> = {
    forvaltning: (code) => nameForvaltning(Number(code)),
    assignedTo: (code) => nameAccount(code === ASSIGNED_TO_NOBODY ? null : code),
  }
  const nameForvaltning = groupNamer(db, 'forvaltning')
  const nameAccount = groupNamer(db, 'assignedTo')
  const entries = FACETS.map((facet) => {
    const name = names[facet]
    return [
      facet,
      [...(counts.get(facet) ?? [])].map(([code, count]) => ({
        code,
        count,
        ...(name ? { label: name(code) } : {}),
      })),
    ] as const
  })
  // Every facet has just been given its entry; fromEntries only loses the names.
  return Object.fromEntries(entries) as unknown as FacetCounts
}

/** The headings of a grouped list in their order, those that have cases. */
export function groupCounts(
  db: Db,
  filter: IncidentFilter,
  group: GroupKey,
  readable: Readable,
): { code: string; label: string; count: number }[] {
  const counts = sqlGroups(db, filter, group, readable)
  const name = groupNamer(db, group)
  return groupLadder(db, group, () => monthsOf(db)).rungs.flatMap((value) => {
    const count = counts.get(value)
    return count ? [{ code: groupCode(group, value), label: name(value), count }] : []
  })
}
