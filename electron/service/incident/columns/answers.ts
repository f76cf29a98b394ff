import type { GroupKey, IncidentFilter } from '../../../../shared/incident/filter.ts'
import type { Db } from '../../db/database.ts'
import { decodeCursor, type Position, type Rung } from '../cursor.ts'
import { byRelevance, pageAlong } from '../relevance.ts'
import type { ListQuery, RawFacets } from '../sqlRegister.ts'
import type { Readable } from '../where.ts'
import type { Columns } from './columnIndex.ts'
import { countFacets } from './matching.ts'

/** What the register is asked, answered from the columns: the same as electron/service/incident/sqlRegister.ts answers. */

export function columnCount(columns: Columns, filter: IncidentFilter, readable: Readable): number {
  return columns.match(filter, readable).count
}

export function columnFacets(columns: Columns, filter: IncidentFilter, readable: Readable): RawFacets {
  return countFacets(columns.store, columns.match(filter, readable))
}

/** How many stand under each heading that has any, in their order. */
export function columnGroups(
  columns: Columns,
  filter: IncidentFilter,
  group: GroupKey,
  readable: Readable,
): [Rung, number][] {
  const { rankAt, valueAt, count } = columns.orderings.groupRanks(group)
  const { state } = columns.match(filter, readable)
  const counts = new Uint32Array(count)
  const examples = new Uint32Array(count)
  for (let place = 0; place < state.length; place++) {
    if (state[place] !== 0) continue
    const rank = rankAt(place)
    counts[rank] = (counts[rank] ?? 0) + 1
    examples[rank] = place
  }
  return [...counts].flatMap((total, rank) =>
    total === 0 ? [] : [[valueAt(examples[rank] ?? 0), total] as [Rung, number]],
  )
}

/** Where the wanted cases are, from the cursor on. */
export function columnPage(
  db: Db,
  columns: Columns,
  query: ListQuery,
  readable: Readable,
  wanted: number,
): Position[] {
  const { store, orderings } = columns
  const { sort, group } = query
  const { by } = sort
  if (by === 'relevance') {
    return pageAlong(relevantIds(db, columns, query, readable), query, wanted)
  }
  const order = { group, sort: { ...sort, by } }
  const ordered = orderings.ordered(order)
  const { places, backwards } = ordered
  const { state } = columns.match(query.filter, readable)
  const from = query.cursor === null ? null : decodeCursor(query, query.cursor)
  const begin = from === null ? 0 : orderings.after(order, ordered, from)
  const found: Position[] = []
  let skip = query.skip ?? 0
  const { length } = places
  for (let n = begin; n < length; n++) {
    const place = places[backwards ? length - 1 - n : n] ?? 0
    if (state[place] !== 0) continue
    if (skip > 0) {
      skip -= 1
      continue
    }
    const number = by === 'number' ? numberOf(db, store.ids[place] ?? 0) : ''
    found.push(orderings.positionOf(order, place, number))
    if (found.length >= wanted) break
  }
  return found
}

/** The id of every case of a list, in its order. */
export function columnIds(db: Db, columns: Columns, query: ListQuery, readable: Readable): Uint32Array {
  const { store, orderings } = columns
  const { sort, group } = query
  const { by } = sort
  if (by === 'relevance') return relevantIds(db, columns, query, readable)
  const { places, backwards } = orderings.ordered({ group, sort: { ...sort, by } })
  const { state, count } = columns.match(query.filter, readable)
  const ids = new Uint32Array(count)
  let at = 0
  for (let n = 0; n < places.length; n++) {
    const place = places[backwards ? places.length - 1 - n : n] ?? 0
    if (state[place] === 0) ids[at++] = store.ids[place] ?? 0
  }
  return ids
}

function numberOf(db: Db, id: number): string {
  return db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [id]) ?? ''
}

function relevantIds(db: Db, columns: Columns, query: ListQuery, readable: Readable): Uint32Array {
  const { store, orderings } = columns
  const { state } = columns.match(query.filter, readable)
  const { places } = orderings.ordered({ group: null, sort: { by: 'date', direction: 'desc' } })
  const newestFirst: number[] = []
  for (let n = places.length - 1; n >= 0; n--) {
    const place = places[n] ?? 0
    if (state[place] === 0) newestFirst.push(store.ids[place] ?? 0)
  }
  const fits = (id: number) => {
    const place = store.placeOf(id)
    return place >= 0 && state[place] === 0
  }
  return byRelevance(db, query.filter.text ?? '', newestFirst, fits)
}
