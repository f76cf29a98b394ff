import { inTitle, often, pair } from '../../../shared/search/marks.ts'
import { parseQuery } from '../../../shared/search/query.ts'
import { stem } from '../../../shared/search/stem.ts'
import type { Db } from '../db/database.ts'
import { lookedFor, matchExpression } from './matchExpression.ts'

/** What a search found. */
export interface SearchHit {
  /** Every case that matches, in ascending order. */
  readonly ids: Uint32Array
}

interface Kept {
  readonly version: string
  readonly hits: Map<string, SearchHit | null>
}

const MOST_KEPT = 12
const kept = new WeakMap<Db, Kept>()
const NONE = new Uint32Array(0)

/**
 * Every case that what a person typed finds; null when there is no word to look for. The same question on the same
 * index is answered from memory, so that a page, its count and its facets search once.
 */
export function searchIds(db: Db, text: string): SearchHit | null {
  const version = indexVersion(db)
  if (version === null) return search(db, text)
  let store = kept.get(db)
  if (store?.version !== version) {
    store = { version, hits: new Map() }
    kept.set(db, store)
  }
  const known = store.hits.get(text)
  if (known !== undefined) {
    store.hits.delete(text)
    store.hits.set(text, known)
    return known
  }
  const hit = search(db, text)
  store.hits.set(text, hit)
  const [oldest] = store.hits.keys()
  if (store.hits.size > MOST_KEPT && oldest !== undefined) store.hits.delete(oldest)
  return hit
}

/**
 * Changes with every change of the index: FTS5's own description of its parts, which counts what has been written and
 * taken away. Null inside a transaction, whose changes may be taken back.
 */
export function indexVersion(db: Db): string | null {
  if (db.raw.inTransaction) return null
  const block = db.value<Uint8Array>('SELECT block FROM incident_fts_data WHERE id = 10')
  return block === undefined ? null : Buffer.from(block).toString('latin1')
}

function search(db: Db, text: string): SearchHit | null {
  const expression = matchExpression(db, text)
  return expression === null ? null : { ids: matching(db, expression) }
}

/** The ids that an FTS5 expression finds, ascending. */
export function matching(db: Db, expression: string): Uint32Array {
  const ids = db.column<number>('SELECT rowid FROM incident_fts WHERE incident_fts MATCH ?', [expression])
  return ids.length === 0 ? NONE : Uint32Array.from(ids)
}

/** Weighs a word in the title, one that comes again and again, and two that stand as they were typed. */
const TITLE = 1
const OFTEN = 0.5
const BESIDE = 0.8
const COUNTED = 50_000

/**
 * The best `limit` of what a search finds, best first: words in the title before words in the text, words that come
 * again, words beside each other as they were typed, each weighed by how rare it is; the newest first among equals.
 * `within` keeps to some of the cases.
 */
export function searchRanked(
  db: Db,
  text: string,
  limit: number,
  within?: (id: number) => boolean,
): number[] {
  const hit = searchIds(db, text)
  if (hit === null) return []
  const ids = within ? hit.ids.filter(within) : hit.ids
  const scores = new Float32Array(ids.length)
  for (const { mark, weight } of signalsOf(db, text)) {
    add(ids, scores, matching(db, `"${mark}"`), weight)
  }
  return best(ids, scores, limit)
}

interface Signal {
  readonly mark: string
  readonly weight: number
}

function signalsOf(db: Db, text: string): Signal[] {
  const words = lookedFor(parseQuery(text))
    .filter((piece) => !piece.excluded)
    .map((piece) => piece.words.map(stem))
  const total = db.value<number>('SELECT max(id) FROM incident_fts_docsize') ?? 0
  const signals: Signal[] = []
  const rarity = new Map<string, number>()
  for (const one of new Set(words.flat())) {
    const weight = Math.log(1 + total / (1 + documents(db, one, COUNTED)))
    rarity.set(one, weight)
    signals.push({ mark: inTitle(one), weight: weight * TITLE }, { mark: often(one), weight: weight * OFTEN })
  }
  const flat = words.flat()
  for (const [n, second] of flat.slice(1).entries()) {
    const first = flat[n] ?? ''
    const weight = Math.min(rarity.get(first) ?? 0, rarity.get(second) ?? 0)
    signals.push({ mark: pair(first, second), weight: weight * BESIDE })
  }
  return signals
}

/** How many cases have a stem, counted no further than `most`. */
export function documents(db: Db, one: string, most: number): number {
  return (
    db.value<number>('SELECT count(*) FROM (SELECT 1 FROM incident_fts WHERE incident_fts MATCH ? LIMIT ?)', [
      `"${one}"`,
      most,
    ]) ?? 0
  )
}

/** Both are ascending: one walk along them. */
function add(ids: Uint32Array, scores: Float32Array, marked: Uint32Array, weight: number): void {
  let at = 0
  for (const id of marked) {
    while (at < ids.length && (ids[at] ?? 0) < id) at += 1
    if (at >= ids.length) return
    if (ids[at] === id) scores[at] = (scores[at] ?? 0) + weight
  }
}

/** The places with the highest scores, by a heap no larger than what is asked for; the newest first among equals. */
function best(ids: Uint32Array, scores: Float32Array, limit: number): number[] {
  const heap: number[] = []
  // Later places have higher ids: among equals the later one is better.
  const worse = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0)
    return difference < 0 || (difference === 0 && a < b)
  }
  const sink = (from: number) => {
    let at = from
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      let least = at
      if (left < heap.length && worse(heap[left] ?? 0, heap[least] ?? 0)) least = left
      if (right < heap.length && worse(heap[right] ?? 0, heap[least] ?? 0)) least = right
      if (least === at) return
      const moved = heap[at] ?? 0
      heap[at] = heap[least] ?? 0
      heap[least] = moved
      at = least
    }
  }
  // From the newest, so that most of the others never come in.
  for (let place = ids.length - 1; place >= 0; place--) {
    if (heap.length < limit) {
      heap.push(place)
      if (heap.length === limit) {
        for (let at = (limit >> 1) - 1; at >= 0; at--) sink(at)
      }
    } else if (worse(heap[0] ?? 0, place)) {
      heap[0] = place
      sink(0)
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1)).map((place) => ids[place] ?? 0)
}
