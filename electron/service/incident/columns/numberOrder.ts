import type { Db } from '../../db/database.ts'
import type { ColumnStore } from './store.ts'

const STEP = 1000
/** More late comers than this, and the order is read anew. */
const MOST_LATE = 64

/** Every place in the order of the cases' numbers, read from their index a step at a time and kept true from then on. */
export class NumberOrder {
  readonly #db: Db
  readonly #store: ColumnStore
  #places: Uint32Array
  #length = 0
  #last: readonly [string, number] = ['', 0]
  #whole = false
  /** Ids whose number came, changed or went since they were read. */
  readonly #late = new Set<number>()

  constructor(db: Db, store: ColumnStore) {
    this.#db = db
    this.#store = store
    this.#places = new Uint32Array(store.length)
  }

  get bytes(): number {
    return this.#places.byteLength
  }

  note(id: number): void {
    this.#late.add(id)
  }

  /** True when it holds every case, those noted too. */
  isTrue(): boolean {
    if (!this.#whole) return false
    if (this.#late.size > MOST_LATE) {
      this.#beginAnew()
      return false
    }
    for (const id of this.#late) this.#move(id)
    this.#late.clear()
    return true
  }

  places(): Uint32Array {
    return this.#places.subarray(0, this.#length)
  }

  /** Reads one step on; true when there is more to read. */
  step(): boolean {
    if (this.#whole) return false
    const rows = this.#db.arrays(
      `SELECT arendenr, id FROM incident INDEXED BY incident_number WHERE (arendenr, id) > (?, ?)
       ORDER BY arendenr, id LIMIT ?`,
      [...this.#last, STEP],
      // Selected as these two.
    ) as unknown as (readonly [string, number])[]
    for (const [, id] of rows) {
      const place = this.#store.placeOf(id)
      // One that the columns have not yet taken in is noted, and comes with the late ones.
      if (place >= 0) this.#insert(this.#length, place)
    }
    const last = rows.at(-1)
    if (last) this.#last = last
    this.#whole = rows.length < STEP
    return !this.#whole
  }

  #beginAnew(): void {
    this.#late.clear()
    this.#length = 0
    this.#last = ['', 0]
    this.#whole = false
  }

  #move(id: number): void {
    const place = this.#store.placeOf(id)
    if (place < 0) return
    const before = this.places().indexOf(place)
    if (before >= 0) {
      this.#places.copyWithin(before, before + 1, this.#length)
      this.#length -= 1
    }
    const number = this.#numberOf(place)
    if (number === undefined) return
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#numberOf(this.#places[middle] ?? 0) ?? ''
      if (Buffer.compare(Buffer.from(other), Buffer.from(number)) < 0) low = middle + 1
      else high = middle
    }
    this.#insert(low, place)
  }

  #insert(at: number, place: number): void {
    if (this.#length === this.#places.length) {
      const larger = new Uint32Array(this.#length + Math.max(1024, this.#length >> 3))
      larger.set(this.#places)
      this.#places = larger
    }
    if (at < this.#length) this.#places.copyWithin(at + 1, at, this.#length)
    this.#places[at] = place
    this.#length += 1
  }

  #numberOf(place: number): string | undefined {
    const id = this.#store.ids[place] ?? 0
    return this.#db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [id])
  }
}
