import type { Db } from '../../db/database.ts'
import type { Rung } from '../cursor.ts'
import { dayNumber } from './calendar.ts'
import { CodeColumn } from './codeColumn.ts'
import {
  CODED_FROM,
  CODED_NAMES,
  LINKED_NAMES,
  linkedBetween,
  linkedOf,
  readAfter,
  readThese,
  type ColumnName,
  type Linked,
  type RawRow,
} from './source.ts'

const LEAST = 1024

export type Changed = ColumnName | 'days' | 'reported' | 'places'

/** What the register is cut, sorted and counted by, of every case: one place in each array, in the order of their ids. */
export class ColumnStore {
  readonly #db: Db
  readonly #columns: ReadonlyMap<ColumnName, CodeColumn>
  #capacity: number
  /** Places in use, also those whose case is gone. */
  length = 0
  ids: Uint32Array
  days: Int32Array
  /** Seconds since 1970. */
  reported: Uint32Array
  /** 1 where the case still is. */
  there: Uint8Array
  /** What has got another value since it was last emptied; 'places' when cases have come. */
  readonly changed = new Set<Changed>()
  /** A case that was here is gone. */
  someGone = false

  constructor(db: Db) {
    this.#db = db
    const most = db.value<number | null>('SELECT max(id) FROM incident') ?? 0
    this.#capacity = Math.max(LEAST, Math.min(most + (most >> 5), 2_000_000))
    this.ids = new Uint32Array(this.#capacity)
    this.days = new Int32Array(this.#capacity)
    this.reported = new Uint32Array(this.#capacity)
    this.there = new Uint8Array(this.#capacity)
    this.#columns = new Map(
      [...CODED_NAMES, ...LINKED_NAMES].map((name) => [name, new CodeColumn(this.#capacity)]),
    )
  }

  get lastId(): number {
    return this.length === 0 ? 0 : (this.ids[this.length - 1] ?? 0)
  }

  column(name: ColumnName): CodeColumn {
    const column = this.#columns.get(name)
    if (!column) throw new TypeError(`no column ${name}`)
    return column
  }

  /** Bytes held. */
  get bytes(): number {
    const codes = [...this.#columns.values()].reduce((sum, column) => sum + column.codes.byteLength, 0)
    return (
      codes + this.ids.byteLength + this.days.byteLength + this.reported.byteLength + this.there.byteLength
    )
  }

  /** Takes in the next cases after those that are here; false when there are none. */
  readOn(count: number): boolean {
    const rows = readAfter(this.#db, this.lastId, count)
    const first = rows[0]
    const last = rows.at(-1)
    if (!first || !last) return false
    const linked = linkedBetween(this.#db, first[0], last[0])
    for (const row of rows) this.#put(this.#placeFor(row[0]), row, linked)
    return true
  }

  /**
   * Reads these cases anew: changed, come or gone.
   * @returns false when one has come in between those that are here, and all must be read from the beginning.
   */
  readAgain(ids: readonly number[]): boolean {
    const rows = new Map(readThese(this.#db, ids).map((row) => [row[0], row]))
    const linked = linkedOf(this.#db, ids)
    for (const id of [...ids].sort((a, b) => a - b)) {
      const place = this.placeOf(id)
      const row = rows.get(id)
      if (row === undefined) {
        if (place < 0) continue
        this.there[place] = 0
        this.someGone = true
      } else if (place >= 0) this.#put(place, row, linked)
      else if (id > this.lastId) this.#put(this.#placeFor(id), row, linked)
      else return false
    }
    return true
  }

  /** -1 when it is not here. */
  placeOf(id: number): number {
    // Ids mostly follow each other without gaps.
    const guess = id - (this.ids[0] ?? 0)
    if (guess >= 0 && guess < this.length && this.ids[guess] === id) return guess
    let low = 0
    let high = this.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.ids[middle] ?? 0
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  #placeFor(id: number): number {
    if (this.length === this.#capacity) this.#grow()
    const place = this.length++
    this.changed.add('places')
    this.ids[place] = id
    return place
  }

  #put(place: number, row: RawRow, linked: Linked): void {
    const [id, date, reportedAt] = row
    const day = dayNumber(date)
    const at = Date.parse(reportedAt)
    if (day === null || Number.isNaN(at)) throw new TypeError(`case ${id} has a date that is none`)
    const second = Math.max(0, Math.floor(at / 1000))
    if (this.days[place] !== day) this.changed.add('days')
    if (this.reported[place] !== second) this.changed.add('reported')
    this.days[place] = day
    this.reported[place] = second
    this.there[place] = 1
    for (const [index, name] of CODED_NAMES.entries()) {
      // Selected in the order of these names.
      this.#set(name, place, row[CODED_FROM + index] as Rung)
    }
    const tags = linked.tags.get(id)
    this.#set('agens', place, tags?.agens ?? null)
    this.#set('strategiomraden', place, tags?.strategiomraden ?? null)
    this.#set('kvalitetsregister', place, tags?.kvalitetsregister ?? null)
    this.#set('hasAnalysis', place, linked.analysis.has(id) ? 1 : 0)
    this.#set('hasLexMaria', place, linked.lexMaria.has(id) ? 1 : 0)
  }

  #set(name: ColumnName, place: number, value: Rung): void {
    const column = this.column(name)
    const before = column.codes[place]
    column.set(place, value)
    if (column.codes[place] !== before) this.changed.add(name)
  }

  #grow(): void {
    const capacity = this.#capacity + Math.max(LEAST, this.#capacity >> 2)
    this.#capacity = capacity
    const larger = <T extends Uint8Array | Uint32Array | Int32Array>(made: T, from: T): T => {
      made.set(from)
      return made
    }
    this.ids = larger(new Uint32Array(capacity), this.ids)
    this.days = larger(new Int32Array(capacity), this.days)
    this.reported = larger(new Uint32Array(capacity), this.reported)
    this.there = larger(new Uint8Array(capacity), this.there)
    for (const column of this.#columns.values()) column.grow(capacity)
  }
}
