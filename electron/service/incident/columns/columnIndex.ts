import { setImmediate, setTimeout } from 'node:timers/promises'
import type { IncidentFilter } from '../../../../shared/incident/filter.ts'
import { LardomError } from '../../../../shared/rpc/error.ts'
import type { Db } from '../../db/database.ts'
import { searchIds } from '../../search/search.ts'
import type { Readable } from '../where.ts'
import { match, type Match } from './matching.ts'
import { NumberOrder } from './numberOrder.ts'
import { Orderings } from './ordering.ts'
import { forgetNoted, NOTED, noteChanges, notedAfter, type Noted } from './source.ts'
import { ColumnStore } from './store.ts'

/** Nothing else is answered during a slice (ms). */
const SLICE = 12
/** Cases in one statement: a small part of a slice. */
const STEP = 500
/** The first page and what is asked with it go before. */
const START_AFTER = 40
/** More changes than these are taken in a slice at a time, beside the work. */
const MOST_AT_ONCE = 1500
/** Notes kept before they are thrown away. */
const MOST_NOTES = 20_000
const MATCHES_KEPT = 4

/** The register in memory, true at the moment it was asked for. To be used at once: an await, and it may have changed. */
export interface Columns {
  readonly store: ColumnStore
  readonly orderings: Orderings
  /** How each case stands to a filter; kept until a case changes. */
  match(filter: IncidentFilter, readable: Readable): Match
}

interface KeptMatch {
  readonly found: Uint32Array | null
  readonly match: Match
}

/**
 * Everything that the register is cut, sorted and counted by, of every case, in arrays: a filter or a count is a walk
 * along bytes. Read after the first page, in slices, so that nobody waits; kept true by notes of every change, which are
 * taken in before each answer.
 */
export class ColumnIndex implements Columns {
  readonly #db: Db
  /** The connection that was read; another one in its place means another file. */
  readonly #raw: Db['raw']
  store: ColumnStore
  orderings: Orderings
  #numbers: NumberOrder
  #seen = 0
  #whole = false
  #work: Promise<void> | null = null
  readonly #matches = new Map<string, KeptMatch>()

  constructor(db: Db) {
    this.#db = db
    this.#raw = db.raw
    noteChanges(db)
    this.store = new ColumnStore(db)
    this.#numbers = new NumberOrder(db, this.store)
    this.orderings = new Orderings(db, this.store, () => this.#numbers.places())
  }

  isOf(db: Db): boolean {
    return this.#raw === db.raw
  }

  /** Itself when it is true now; null when that takes longer than an answer may. Never inside a transaction. */
  now({ byNumber = false } = {}): Columns | null {
    if (!this.#whole || !this.#takeIn(MOST_AT_ONCE)) {
      this.begin()
      return null
    }
    if (byNumber && !this.#numbers.isTrue()) {
      this.begin()
      return null
    }
    return this
  }

  /** Itself as soon as it is true. @throws CANCELLED, LOCKED */
  async ready(wish: { byNumber?: boolean }, signal?: AbortSignal): Promise<Columns> {
    for (;;) {
      if (signal?.aborted) throw new LardomError('CANCELLED')
      if (!this.#raw.open || this.#db.raw !== this.#raw) throw new LardomError('LOCKED')
      const columns = this.now(wish)
      if (columns) return columns
      await this.#work
    }
  }

  /** Goes on reading, if it is not doing so. Who waits for it is told what went wrong; the next one begins again. */
  begin(after = 0): void {
    if (this.#work) return
    const work = this.#read(after).finally(() => {
      this.#work = null
    })
    // Told to those who wait.
    work.catch(() => undefined)
    this.#work = work
  }

  match(filter: IncidentFilter, readable: Readable): Match {
    const { text, ...rest } = filter
    const found = text === undefined ? null : (searchIds(this.#db, text)?.ids ?? null)
    const key = JSON.stringify([rest, found === null ? null : text, readable])
    const known = this.#matches.get(key)
    if (known && known.found === found) {
      this.#matches.delete(key)
      this.#matches.set(key, known)
      return known.match
    }
    const made = match(this.#db, this.store, rest, readable, found)
    this.#matches.delete(key)
    this.#matches.set(key, { found, match: made })
    const [oldest] = this.#matches.keys()
    if (this.#matches.size > MATCHES_KEPT && oldest !== undefined) this.#matches.delete(oldest)
    return made
  }

  /** Bytes held, for the bench. */
  get bytes(): number {
    const matches = [...this.#matches.values()].reduce((sum, kept) => sum + kept.match.state.byteLength, 0)
    return this.store.bytes + this.orderings.bytes + this.#numbers.bytes + matches
  }

  async #read(after: number): Promise<void> {
    if (after > 0) await setTimeout(after)
    let more = true
    while (more) {
      // The workspace was locked, or another file took its place: nobody asks this one any more.
      if (!this.#raw.open || this.#db.raw !== this.#raw) return
      if (!this.#db.raw.inTransaction) more = this.#slice()
      await setImmediate()
    }
  }

  /** True when there is more to read. */
  #slice(): boolean {
    const until = performance.now() + SLICE
    while (performance.now() < until) {
      if (!this.#whole) this.#whole = !this.store.readOn(STEP)
      else if (!this.#takeIn(STEP)) continue
      else if (!this.#numbers.isTrue() && this.#numbers.step()) continue
      else if (this.#numbers.isTrue()) return false
    }
    return true
  }

  /** Takes in at most so many changes; false when there are more. */
  #takeIn(most: number): boolean {
    const noted = notedAfter(this.#db, this.#seen, most + 1)
    if (noted.length === 0) return true
    const taken = noted.slice(0, most)
    const ids = new Set<number>()
    let anew = false
    for (const { id, kind } of taken) {
      anew ||= kind !== NOTED.row
      if (kind === NOTED.names || id === 0) continue
      ids.add(id)
      if (kind === NOTED.number) this.#numbers.note(id)
    }
    this.#matches.clear()
    this.store.changed.clear()
    if (ids.size > 0 && !this.store.readAgain([...ids])) {
      this.#beginAnew()
      return false
    }
    if (anew) this.orderings.clear()
    else this.orderings.forget(this.store.changed)
    this.#seen = taken.at(-1)?.seq ?? this.#seen
    if (noted.length > most) return false
    this.#forget(taken)
    return true
  }

  #forget(taken: readonly Noted[]): void {
    if (this.#seen < MOST_NOTES || taken.length === 0) return
    forgetNoted(this.#db)
    this.#seen = 0
  }

  #beginAnew(): void {
    this.store = new ColumnStore(this.#db)
    this.#numbers = new NumberOrder(this.#db, this.store)
    this.orderings = new Orderings(this.#db, this.store, () => this.#numbers.places())
    this.#whole = false
  }
}

const indexes = new WeakMap<Db, ColumnIndex>()

/** The index of an open file; null inside a transaction, whose changes may yet be taken back. */
export function columnIndexOf(db: Db): ColumnIndex | null {
  if (!db.raw.open) throw new LardomError('LOCKED')
  if (db.raw.inTransaction) return null
  const known = indexes.get(db)
  if (known?.isOf(db)) return known
  const made = new ColumnIndex(db)
  indexes.set(db, made)
  made.begin(START_AFTER)
  return made
}
