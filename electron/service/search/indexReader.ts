import type { Db } from '../db/database.ts'

/**
 * Reads FTS5's own tables: which cases have a word, straight into a set of bits. FTS5 gives a hundred thousand ids in ten
 * milliseconds, one by one; read as they are stored they take a tenth of that, and a question with common words is
 * answered while it is typed. The format is part of SQLite's files and does not change under them: described in
 * fts5_index.c ("SEGMENT CONTENT"), here for detail=none and contentless_delete=1. What does not read as expected is
 * {@link UnknownFormat}, and the same question is then asked of FTS5 itself.
 */
export class UnknownFormat extends Error {}

/** A set of cases: bit `id` is set for each of them. */
export type Bits = Uint32Array

const STRUCTURE = 10
const PAGE_BITS = 2 ** 37
const MOST_PAGES = 64
const FIRST_BYTE = 4
const MOST_ID = 2 ** 31

interface Segment {
  readonly id: number
  readonly firstPage: number
  readonly lastPage: number
  /** Ids whose rows in this segment have been taken away. */
  readonly removed: ReadonlySet<number>
}

interface Page {
  readonly id: number
  readonly block: Uint8Array
}

export class IndexReader {
  readonly #db: Db
  readonly #segments: readonly Segment[]
  readonly #size: number

  /** Of the index as it is now, outside any transaction. @throws UnknownFormat */
  constructor(db: Db) {
    this.#db = db
    const block = db.value<Uint8Array>('SELECT block FROM incident_fts_data WHERE id = ?', [STRUCTURE])
    if (!block) throw new UnknownFormat('no structure')
    this.#segments = segmentsOf(db, block)
    const last = db.value<number | null>('SELECT max(id) FROM incident_fts_docsize') ?? 0
    if (last >= MOST_ID) throw new UnknownFormat('ids too large')
    this.#size = (last >>> 5) + 1
  }

  /** Places for every case there is. */
  empty(): Bits {
    return new Uint32Array(this.#size)
  }

  /** The cases with a word, or with any word that begins so. @throws UnknownFormat */
  find(word: string, beginning: boolean): Bits {
    const bits = this.empty()
    // '0' stands before every word of the main index.
    const wanted = new TextEncoder().encode(`0${word}`)
    for (const segment of this.#segments) this.#scan(segment, wanted, beginning, bits)
    return bits
  }

  #scan(segment: Segment, wanted: Uint8Array, beginning: boolean, bits: Bits): void {
    const entry = this.#db.value<number>(
      'SELECT pgno FROM incident_fts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1',
      [segment.id, wanted],
    )
    // A merge that has come half-way takes pages away from the beginning, and leaves where words began on them.
    let next = Math.max(segment.firstPage, entry === undefined ? 0 : entry >>> 1)
    let count = 1
    const term = new TermReader(wanted)
    let within = false
    while (next <= segment.lastPage) {
      const from = segment.id * PAGE_BITS + next
      const pages = this.#db.all<Page>(
        'SELECT id, block FROM incident_fts_data WHERE id >= ? AND id <= ? ORDER BY id',
        [from, Math.min(from + count - 1, segment.id * PAGE_BITS + segment.lastPage)],
      )
      if (pages.length === 0) throw new UnknownFormat('a page is missing')
      for (const { block } of pages) {
        const state = scanPage(block, term, { beginning, within, bits, removed: segment.removed })
        if (state === 'done') return
        within = state === 'within'
      }
      next += pages.length
      count = Math.min(count * 4, MOST_PAGES)
    }
  }
}

interface Scan {
  readonly beginning: boolean
  /** The last page ended within the list of a word that is wanted. */
  readonly within: boolean
  readonly bits: Bits
  readonly removed: ReadonlySet<number>
}

/** Reads one page of a part for one word. @throws UnknownFormat */
export function scanPage(page: Uint8Array, term: TermReader, scan: Scan): 'done' | 'within' | 'before' {
  const end = ((page[2] ?? 0) << 8) | (page[3] ?? 0)
  if (end < FIRST_BYTE || end > page.length) throw new UnknownFormat('a page without its end')
  const starts = termStarts(page, end)
  const [first = end] = starts
  if (scan.within) readIds(page, FIRST_BYTE, first, scan)
  if (starts.length === 0) return scan.within ? 'within' : 'before'
  // A word ended here: without another one to come, so did the question.
  if (scan.within && !scan.beginning) return 'done'
  for (const [n, start] of starts.entries()) {
    const list = term.read(page, start, n === 0)
    const until = starts[n + 1] ?? end
    const order = term.compare(scan.beginning)
    if (order > 0) return 'done'
    if (order < 0) continue
    readIds(page, list, until, scan)
    if (n === starts.length - 1) return 'within'
    if (!scan.beginning) return 'done'
  }
  return 'before'
}

/** Where on a page each word starts. */
function termStarts(page: Uint8Array, end: number): number[] {
  const starts: number[] = []
  let at = end
  let start = 0
  while (at < page.length) {
    let value = 0
    let byte: number
    do {
      byte = page[at] ?? 0
      value = value * 128 + (byte & 127)
      at += 1
    } while (byte & 128 && at < page.length)
    start += value
    if (start < FIRST_BYTE || start > end) throw new UnknownFormat('a word outside its page')
    starts.push(start)
  }
  return starts
}

/** Ids as differences, the first of a list and of a page whole. */
function readIds(page: Uint8Array, from: number, to: number, { bits, removed }: Scan): void {
  const most = bits.length * 32
  const check = removed.size > 0
  let at = from
  let id = 0
  while (at < to) {
    let byte = page[at] ?? 0
    let value = byte & 127
    at += 1
    while (byte & 128) {
      byte = page[at] ?? 0
      value = value * 128 + (byte & 127)
      at += 1
    }
    if (value === 0) throw new UnknownFormat('a mark within a list')
    id += value
    if (id >= MOST_ID) throw new UnknownFormat('an id too large')
    // Beyond the last there are only cases that are gone.
    if (id >= most || (check && removed.has(id))) continue
    bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31))
  }
  if (at !== to) throw new UnknownFormat('a list that does not end')
}

/** Words of a page one after the other: each says how much it has of the one before it. */
export class TermReader {
  readonly #wanted: Uint8Array
  #term = new Uint8Array(512)
  #length = 0

  constructor(wanted: Uint8Array) {
    this.#wanted = wanted
  }

  /** Reads the word at a place; returns where its list starts. */
  read(page: Uint8Array, start: number, first: boolean): number {
    let at = start
    const number = () => {
      let value = 0
      let byte: number
      do {
        byte = page[at] ?? 0
        value = value * 128 + (byte & 127)
        at += 1
      } while (byte & 128)
      return value
    }
    const kept = first ? 0 : number()
    const added = number()
    if (kept > this.#length || kept + added > this.#term.length) throw new UnknownFormat('a long word')
    this.#term.set(page.subarray(at, at + added), kept)
    this.#length = kept + added
    return at + added
  }

  /** Below 0 before the wanted word, 0 at it (or at a word that begins so), above 0 after it. */
  compare(beginning: boolean): number {
    const wanted = this.#wanted
    const shared = Math.min(this.#length, wanted.length)
    for (let n = 0; n < shared; n++) {
      const difference = (this.#term[n] ?? 0) - (wanted[n] ?? 0)
      if (difference !== 0) return difference
    }
    if (this.#length < wanted.length) return -1
    return beginning || this.#length === wanted.length ? 0 : 1
  }
}

/** The parts that the index is stored in, by FTS5's own description of them. */
function segmentsOf(db: Db, block: Uint8Array): Segment[] {
  let at = 4
  const number = () => {
    let value = 0
    let byte: number
    do {
      if (at >= block.length) throw new UnknownFormat('a short structure')
      byte = block[at] ?? 0
      value = value * 128 + (byte & 127)
      at += 1
    } while (byte & 128)
    return value
  }
  // The mark of the structure that knows rows taken away.
  const marked = block[4] === 0xff && block[5] === 0 && block[6] === 0 && block[7] === 1
  if (!marked) {
    if (block.length > 7) throw new UnknownFormat('another structure')
    return []
  }
  at = 8
  const levels = number()
  const total = number()
  number()
  const segments: Segment[] = []
  for (let level = 0; level < levels; level++) {
    number()
    const count = number()
    for (let n = 0; n < count; n++) {
      const [id, firstPage, lastPage] = [number(), number(), number()]
      number()
      number()
      const pages = number()
      number()
      number()
      segments.push({ id, firstPage, lastPage, removed: pages > 0 ? removedFrom(db, id, pages) : new Set() })
    }
  }
  if (segments.length !== total || at !== block.length) throw new UnknownFormat('another structure')
  return segments
}

/** The ids taken away from a part: open hashes of four or eight bytes to a place. */
function removedFrom(db: Db, segment: number, pages: number): Set<number> {
  const removed = new Set<number>()
  const first = BigInt(segment + 65_536) * BigInt(PAGE_BITS)
  for (let n = 0; n < pages; n++) {
    const block = db.value<Uint8Array>('SELECT block FROM incident_fts_data WHERE id = ?', [
      first + BigInt(n),
    ])
    if (!block || block.length < 8) throw new UnknownFormat('no list of what is gone')
    const width = block[0] === 4 ? 4 : 8
    const view = new DataView(block.buffer, block.byteOffset, block.length)
    for (let at = 8; at + width <= block.length; at += width) {
      const id = width === 4 ? view.getUint32(at) : Number(view.getBigUint64(at))
      if (id !== 0) removed.add(id)
    }
  }
  return removed
}
