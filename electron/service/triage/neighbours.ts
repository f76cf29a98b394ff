import type { Db } from '../db/database.ts'
import { similarTo, type SimilarCase } from '../search/similar.ts'

/** More than are wanted, since many of the most alike may lie where the caller cannot read, or be of no use. */
const LOOKED_AT = 300

export type Neighbour = SimilarCase

/** Cases that share a text's rare words, the most alike first; `take` says which of them count. */
export function neighboursOf(
  db: Db,
  text: string,
  { limit, take }: { limit: number; take: (ids: readonly number[]) => ReadonlySet<number> },
): Neighbour[] {
  const alike = similarTo(db, text, LOOKED_AT)
  const kept = take(alike.map(({ id }) => id))
  return alike.filter(({ id }) => kept.has(id)).slice(0, limit)
}
