import { NO_GROUP } from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { searchRanked } from '../search/search.ts'
import { decodeCursor, type Position } from './cursor.ts'
import type { ListQuery } from './sqlRegister.ts'
import { conditions, whereOf, type Readable } from './where.ts'

/** So many of what a text finds are put in order of relevance; whatever else it finds follows by date. */
const BEST = 1000

/** The best first, then the others as they come. `fits` is asked of what the text finds. */
export function byRelevance(
  db: Db,
  text: string,
  newestFirst: Iterable<number>,
  fits: (id: number) => boolean,
): Uint32Array {
  const best = searchRanked(db, text, BEST, fits)
  const among = new Set(best)
  return Uint32Array.from([...best, ...[...newestFirst].filter((id) => !among.has(id))])
}

/** A page of ids that stand in an order of their own. The cursor's key is how far down it stood, should it be gone. */
export function pageAlong(ids: Uint32Array, query: ListQuery, wanted: number): Position[] {
  const from = query.cursor === null ? null : decodeCursor(query, query.cursor)
  const begin = from === null ? 0 : placeAfter(ids, from)
  const start = begin + (query.skip ?? 0)
  return [...ids.subarray(start, start + wanted)].map((id, n) => ({
    group: NO_GROUP,
    key: start + n,
    date: '',
    id,
  }))
}

function placeAfter(ids: Uint32Array, { id, key }: Position): number {
  const place = ids.indexOf(id)
  return place >= 0 ? place + 1 : Number(key) || 0
}

export function sqlRelevantPage(db: Db, query: ListQuery, readable: Readable, wanted: number): Position[] {
  const where = whereOf(db, query.filter, readable)
  const ids = db.column<number>(
    `SELECT id FROM incident ${conditions(where.clauses)} ORDER BY sort_date DESC, id DESC`,
    where.params,
  )
  const among = new Set(ids)
  return pageAlong(
    byRelevance(db, query.filter.text ?? '', ids, (id) => among.has(id)),
    query,
    wanted,
  )
}
