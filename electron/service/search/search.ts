import { inTitle, often, pair } from '../../../shared/search/marks.ts'
import { parseQuery } from '../../../shared/search/query.ts'
import { stem } from '../../../shared/search/stem.ts'
import type { Db } from '../db/database.ts'
import { countOf, idsOf } from './bits.ts'
import { lookedFor, wantedBy, written, type Wanted } from './matchExpression.ts'
import { openIndex, type OpenIndex, type SearchHit } from './openIndex.ts'

const MOST_KEPT = 12

/**
 * Every case that what a person typed finds; null when there is no word to look for. The same question on the same
 * index is answered from memory, so that a page, its count and its facets search once.
 */
export function searchIds(db: Db, text: string): SearchHit | null {
  const index = openIndex(db)
  if (index === null) return search(db, null, text)
  const known = index.hits.get(text)
  if (known !== undefined) {
    index.hits.delete(text)
    index.hits.set(text, known)
    return known
  }
  const hit = search(db, index, text)
  index.hits.set(text, hit)
  const [oldest] = index.hits.keys()
  if (index.hits.size > MOST_KEPT && oldest !== undefined) index.hits.delete(oldest)
  return hit
}

function search(db: Db, index: OpenIndex | null, text: string): SearchHit | null {
  const wanted = wantedBy(db, text)
  return wanted === null ? null : { ids: matching(db, index, wanted) }
}

function matching(db: Db, index: OpenIndex | null, wanted: Wanted): Uint32Array {
  const bits = index?.bitsOf(wanted) ?? null
  return bits === null ? askedOfFts(db, wanted) : idsOf(bits)
}

/** The same asked of FTS5 itself: within a transaction, whose changes only it knows, or if its files are unlike what is known. */
export function askedOfFts(db: Db, wanted: Wanted): Uint32Array {
  const ids = db.column<number>('SELECT rowid FROM incident_fts WHERE incident_fts MATCH ?', [
    written(wanted),
  ])
  return Uint32Array.from(ids)
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
  const index = openIndex(db)
  for (const { mark, weight } of signalsOf(db, index, text)) {
    add(ids, scores, matching(db, index, { kind: 'word', word: mark }), weight)
  }
  return best(ids, scores, limit)
}

interface Signal {
  readonly mark: string
  readonly weight: number
}

function signalsOf(db: Db, index: OpenIndex | null, text: string): Signal[] {
  const words = lookedFor(parseQuery(text))
    .filter((piece) => !piece.excluded)
    .map((piece) => piece.words.map(stem))
  const total = db.value<number>('SELECT max(id) FROM incident_fts_docsize') ?? 0
  const signals: Signal[] = []
  const rarity = new Map<string, number>()
  for (const one of new Set(words.flat())) {
    const bits = index?.bitsOf({ kind: 'word', word: one }) ?? null
    const cases = bits === null ? documents(db, one, COUNTED) : countOf(bits)
    const weight = Math.log(1 + total / (1 + cases))
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
