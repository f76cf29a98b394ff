import type { GroupKey } from '../../../../shared/incident/filter.ts'
import type { Db } from '../../db/database.ts'
import { staleCursor, type Order, type Position, type Rung } from '../cursor.ts'
import { groupLadder, isLong, sortLadder, type LadderSort, type LongSort } from '../orders.ts'
import { dayNumber, dayText, monthNumber, monthText } from './calendar.ts'
import type { CodeColumn } from './codeColumn.ts'
import type { ColumnName } from './source.ts'
import type { Changed, ColumnStore } from './store.ts'

/** Every place in some order. `backwards` reads it from its end. */
export interface Ordered {
  readonly places: Uint32Array
  readonly backwards: boolean
}

/** The rank of each case along one ladder, and the value that a rank stands for. */
interface Ranks {
  readonly rankAt: (place: number) => number
  readonly valueAt: (place: number) => Rung
  /** Undefined when no case could have it. */
  readonly rankOf: (value: Rung) => number | undefined
  readonly count: number
}

const SORT_COLUMN: Readonly<Record<LadderSort, ColumnName>> = {
  status: 'status',
  harm: 'harm',
  type: 'handelsetyp',
  risk: 'riskScore',
  unit: 'unit',
  severity: 'severity',
  vardform: 'vardtyp',
  medicalArea: 'medicalArea',
  assignee: 'assignedTo',
}
const GROUP_COLUMN: Readonly<Record<Exclude<GroupKey, 'month'>, ColumnName>> = {
  status: 'status',
  handelsetyp: 'handelsetyp',
  forvaltning: 'forvaltning',
  unit: 'unit',
  harm: 'harm',
  medicalArea: 'medicalArea',
  assignedTo: 'assignedTo',
}

/** A sort that the columns can follow; relevance is the search's own. */
export type ColumnSort = LongSort | LadderSort

export interface ColumnOrder extends Order {
  readonly sort: Order['sort'] & { readonly by: ColumnSort }
}

interface Kept {
  readonly places: Uint32Array
  readonly standsOn: readonly Changed[]
}

function sortedBy(by: ColumnSort): Changed[] {
  if (by === 'date') return ['days', 'places']
  if (by === 'reported') return ['reported', 'places']
  // Numbers have notes of their own, which empty all.
  if (by === 'number') return ['places']
  return [SORT_COLUMN[by], 'days', 'places']
}

function groupedBy(group: GroupKey): Changed {
  return group === 'month' ? 'days' : GROUP_COLUMN[group]
}

const MOST_KEPT = 6

/** Makes orders as they are first asked for, and keeps the latest few of them until a case changes. */
export class Orderings {
  readonly #db: Db
  readonly #store: ColumnStore
  readonly #numbers: () => Uint32Array
  readonly #kept = new Map<string, Kept>()
  readonly #ranks = new Map<string, Ranks>()

  /** `numbers` gives every place in the order of the cases' numbers. */
  constructor(db: Db, store: ColumnStore, numbers: () => Uint32Array) {
    this.#db = db
    this.#store = store
    this.#numbers = numbers
  }

  /** Forgets everything: a name has changed, or a case has come or gone. */
  clear(): void {
    this.#kept.clear()
    this.#ranks.clear()
  }

  /** Forgets the orders that stand on what has changed. */
  forget(changed: ReadonlySet<Changed>): void {
    this.#ranks.clear()
    for (const [name, { standsOn }] of this.#kept) {
      if (standsOn.some((column) => changed.has(column))) this.#kept.delete(name)
    }
  }

  get bytes(): number {
    return [...this.#kept.values()].reduce((sum, { places }) => sum + places.byteLength, 0)
  }

  ordered({ sort, group }: ColumnOrder): Ordered {
    if (group === null && isLong(sort.by)) {
      return { places: this.#long(sort.by), backwards: sort.direction === 'desc' }
    }
    if (group === null) return { places: this.#laddered(sort), backwards: false }
    const places = this.#keep(
      `${group}/${sort.by}/${sort.direction}`,
      [groupedBy(group), ...sortedBy(sort.by)],
      () => {
        const inner = isLong(sort.by)
          ? inOrder({ places: this.#long(sort.by), backwards: sort.direction === 'desc' })
          : this.#laddered(sort)
        return byRank(inner, this.groupRanks(group), 'asc')
      },
    )
    return { places, backwards: false }
  }

  /** Where the next page begins in an order: the first index after the cursor, counted the way it is read. */
  after(order: ColumnOrder, { places, backwards }: Ordered, from: Position): number {
    const compare = this.#comparison(order, from)
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      const place = places[backwards ? places.length - 1 - middle : middle] ?? 0
      if (compare(place) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** What a cursor after this case says. `number` is read when it is sorted by number. */
  positionOf({ sort, group }: ColumnOrder, place: number, number: string): Position {
    return {
      group: group === null ? null : this.groupRanks(group).valueAt(place),
      key: this.#keyAt(sort.by, place, number),
      date: dayText(this.#store.days[place] ?? 0),
      id: this.#store.ids[place] ?? 0,
    }
  }

  #keyAt(by: ColumnSort, place: number, number: string): Rung {
    if (by === 'date') return null
    if (by === 'number') return number
    if (by === 'reported') return secondText(this.#store.reported[place] ?? 0)
    return this.#sortRanks(by).valueAt(place)
  }

  /** Below 0 when a place stands before the position, 0 when it is it. */
  #comparison({ sort, group }: ColumnOrder, from: Position): (place: number) => number {
    const { ids, days, reported } = this.#store
    const steps: ((place: number) => number)[] = []
    if (group !== null) steps.push(rankStep(this.groupRanks(group), from.group, 1))
    const sign = sort.direction === 'asc' ? 1 : -1
    const byId = (direction: number) => (place: number) => direction * ((ids[place] ?? 0) - from.id)
    if (sort.by === 'number') {
      const wanted = String(from.key)
      steps.push((place) => sign * compareText(this.#numberAt(place), wanted), byId(sign))
    } else if (sort.by === 'reported') {
      const wanted = Math.floor(Date.parse(`${String(from.key)}Z`) / 1000)
      if (Number.isNaN(wanted)) throw staleCursor()
      steps.push((place) => sign * ((reported[place] ?? 0) - wanted), byId(sign))
    } else {
      const day = dayNumber(from.date)
      if (day === null) throw staleCursor()
      const dateSign = sort.by === 'date' ? sign : -1
      if (sort.by !== 'date') steps.push(rankStep(this.#sortRanks(sort.by), from.key, sign))
      steps.push((place) => dateSign * ((days[place] ?? 0) - day), byId(dateSign))
    }
    return (place) => {
      for (const step of steps) {
        const difference = step(place)
        if (difference !== 0) return difference
      }
      return 0
    }
  }

  #numberAt(place: number): string {
    const id = this.#store.ids[place] ?? 0
    return this.#db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [id]) ?? ''
  }

  #long(by: LongSort): Uint32Array {
    switch (by) {
      case 'date':
        return this.#keep('date', sortedBy('date'), () => byDay(this.#store))
      case 'reported':
        return this.#keep('reported', sortedBy('reported'), () => bySecond(this.#store))
      case 'number':
        return this.#numbers()
      default:
        return by satisfies never
    }
  }

  #laddered({ by, direction }: ColumnOrder['sort']): Uint32Array {
    if (isLong(by)) return this.#long(by)
    return this.#keep(`${by}/${direction}`, sortedBy(by), () =>
      byRank(inOrder({ places: this.#long('date'), backwards: true }), this.#sortRanks(by), direction),
    )
  }

  #keep(name: string, standsOn: readonly Changed[], make: () => Uint32Array): Uint32Array {
    const places = this.#kept.get(name)?.places ?? make()
    // The one used last stands last.
    this.#kept.delete(name)
    this.#kept.set(name, { places, standsOn })
    const [oldest] = [...this.#kept.keys()].filter((each) => each !== 'date')
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return places
  }

  #sortRanks(by: LadderSort): Ranks {
    return this.#rank(`sort/${by}`, () =>
      codeRanks(this.#store.column(SORT_COLUMN[by]), sortLadder(this.#db, by).rungs),
    )
  }

  groupRanks(by: GroupKey): Ranks {
    return this.#rank(`group/${by}`, () =>
      by === 'month'
        ? monthRanks(this.#store)
        : codeRanks(this.#store.column(GROUP_COLUMN[by]), groupLadder(this.#db, by, () => []).rungs),
    )
  }

  #rank(name: string, make: () => Ranks): Ranks {
    const ranks = this.#ranks.get(name) ?? make()
    this.#ranks.set(name, ranks)
    return ranks
  }
}

/** A value that its ladder does not have comes after all that it has, by its code. */
function codeRanks({ codes, values }: CodeColumn, rungs: readonly Rung[]): Ranks {
  const ranks = new Map(rungs.map((value, rank) => [value, rank]))
  const others = values.filter((value) => !ranks.has(value))
  for (const value of others.sort((a, b) => compareText(String(a), String(b)))) ranks.set(value, ranks.size)
  const table = Uint32Array.from(values, (value) => ranks.get(value) ?? 0)
  return {
    rankAt: (place) => table[codes[place] ?? 0] ?? 0,
    valueAt: (place) => values[codes[place] ?? 0] ?? null,
    rankOf: (value) => ranks.get(value),
    count: ranks.size,
  }
}

/** The newest month first. */
function monthRanks({ days, length }: ColumnStore): Ranks {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let place = 0; place < length; place++) {
    const day = days[place] ?? 0
    if (day < first) first = day
    if (day > last) last = day
  }
  const latest = length === 0 ? 0 : monthNumber(last)
  const count = length === 0 ? 0 : latest - monthNumber(first) + 1
  return {
    rankAt: (place) => latest - monthNumber(days[place] ?? 0),
    valueAt: (place) => monthText(monthNumber(days[place] ?? 0)),
    rankOf: (value) => {
      const day = dayNumber(`${String(value)}-01`)
      return day === null ? undefined : latest - monthNumber(day)
    },
    count,
  }
}

function rankStep({ rankAt, rankOf }: Ranks, value: Rung, sign: number): (place: number) => number {
  const wanted = rankOf(value)
  if (wanted === undefined) throw staleCursor()
  return (place) => sign * (rankAt(place) - wanted)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function secondText(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19)
}

function inOrder({ places, backwards }: Ordered): Uint32Array {
  return backwards ? places.slice().reverse() : places
}

/** Keeps the order within each rank. */
function byRank(places: Uint32Array, { rankAt, count }: Ranks, direction: 'asc' | 'desc'): Uint32Array {
  const ranks = new Uint32Array(places.length)
  const begins = new Uint32Array(count + 1)
  for (let n = 0; n < places.length; n++) {
    const rank = direction === 'asc' ? rankAt(places[n] ?? 0) : count - 1 - rankAt(places[n] ?? 0)
    ranks[n] = rank
    begins[rank + 1] = (begins[rank + 1] ?? 0) + 1
  }
  return placed(places, ranks, begins)
}

/** Oldest first, then by id. */
function byDay({ days, length }: ColumnStore): Uint32Array {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (let place = 0; place < length; place++) {
    const day = days[place] ?? 0
    if (day < first) first = day
    if (day > last) last = day
  }
  if (length === 0) return new Uint32Array(0)
  const begins = new Uint32Array(last - first + 2)
  const ranks = new Uint32Array(length)
  const places = new Uint32Array(length)
  for (let place = 0; place < length; place++) {
    const rank = (days[place] ?? 0) - first
    places[place] = place
    ranks[place] = rank
    begins[rank + 1] = (begins[rank + 1] ?? 0) + 1
  }
  return placed(places, ranks, begins)
}

const BITS = 11
const MASK = (1 << BITS) - 1

/** Oldest first, then by id: three walks of eleven bits each. */
function bySecond({ reported, length }: ColumnStore): Uint32Array {
  let places: Uint32Array = Uint32Array.from({ length }, (_, place) => place)
  for (let shift = 0; shift < 32; shift += BITS) {
    const begins = new Uint32Array(MASK + 2)
    const ranks = new Uint32Array(length)
    for (let n = 0; n < length; n++) {
      const rank = ((reported[places[n] ?? 0] ?? 0) >>> shift) & MASK
      ranks[n] = rank
      begins[rank + 1] = (begins[rank + 1] ?? 0) + 1
    }
    places = placed(places, ranks, begins)
  }
  return places
}

/** `begins` holds, at rank + 1, how many there are of a rank. */
function placed(places: Uint32Array, ranks: Uint32Array, begins: Uint32Array): Uint32Array {
  for (let rank = 1; rank < begins.length; rank++)
    begins[rank] = (begins[rank] ?? 0) + (begins[rank - 1] ?? 0)
  const result = new Uint32Array(places.length)
  for (let n = 0; n < places.length; n++) {
    const rank = ranks[n] ?? 0
    const at = begins[rank] ?? 0
    begins[rank] = at + 1
    result[at] = places[n] ?? 0
  }
  return result
}
