import {
  ASSIGNED_TO_NOBODY,
  FACETS,
  type Facet,
  type IncidentFilter,
} from '../../../../shared/incident/filter.ts'
import { STATUSAR, type Status } from '../../../../shared/incident/codes.ts'
import { isClosed } from '../../../../shared/incident/status.ts'
import { addDays } from '../../../../shared/time/dates.ts'
import { swedishMidnight } from '../../../../shared/time/swedishMidnight.ts'
import type { Db } from '../../db/database.ts'
import type { Rung } from '../cursor.ts'
import type { RawFacets } from '../sqlRegister.ts'
import { FLAG_KEYS, TAG_KEYS, leavesOutMerged, placesOf, type Readable } from '../where.ts'
import { dayNumber } from './calendar.ts'
import type { CodeColumn } from './codeColumn.ts'
import { BETWEEN, type ColumnName } from './source.ts'
import type { ColumnStore } from './store.ts'

/** Which column a facet counts, and the codes that a stored value counts for. */
interface FacetSource {
  readonly column: ColumnName
  readonly codes: (value: Rung) => readonly string[]
}

const plain = (value: Rung) => (value === null ? [] : [String(value)])
const yesOrNo = (value: Rung) => (value === null ? [] : [value === 1 ? 'ja' : 'nej'])
const STATUS_CODES = Object.keys(STATUSAR)
const isStatus = (value: Rung): value is Status => typeof value === 'string' && STATUS_CODES.includes(value)

export function sourceOf(facet: Facet): FacetSource {
  if (facet === 'closed') {
    return { column: 'status', codes: (value) => [isStatus(value) && isClosed(value) ? 'ja' : 'nej'] }
  }
  if (isOneOf(TAG_KEYS, facet)) {
    return { column: facet, codes: (value) => (value === null ? [] : String(value).split(BETWEEN)) }
  }
  if (isOneOf(FLAG_KEYS, facet)) return { column: facet, codes: yesOrNo }
  if (facet === 'assignedTo') {
    return { column: facet, codes: (value) => [value === null ? ASSIGNED_TO_NOBODY : String(value)] }
  }
  return { column: facet, codes: plain }
}

function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return (list as readonly string[]).includes(name)
}

/**
 * How each case stands to a filter: 0 fits it all, {@link OUT} fits not, or fits but for one facet, whose number plus
 * one it is. So the same walk tells the list, the count and every facet.
 */
export interface Match {
  readonly state: Uint8Array
  readonly count: number
}
const OUT = 255

/** `found` is what the text found, ascending; null without a text. */
export function match(
  db: Db,
  store: ColumnStore,
  filter: IncidentFilter,
  readable: Readable,
  found: Uint32Array | null,
): Match {
  const { length } = store
  const state = new Uint8Array(length)
  if (found === null && filter.ids === undefined) {
    if (store.someGone) for (let n = 0; n < length; n++) if (store.there[n] === 0) state[n] = OUT
  } else {
    state.fill(OUT)
    admit(store, state, found ?? Uint32Array.from(new Set(filter.ids)).sort())
    if (found !== null && filter.ids !== undefined) {
      const wanted = new Set(filter.ids)
      for (let n = 0; n < length; n++) if (!wanted.has(store.ids[n] ?? 0)) state[n] = OUT
    }
  }
  const places = placesOf(db, filter)
  if (readable !== null) {
    const may = new Set<Rung>(readable)
    cut(state, store.column('forvaltning'), (value) => may.has(value), null)
  }
  if (filter.importBatchId !== undefined) {
    cut(state, store.column('importBatch'), (value) => value === filter.importBatchId, null)
  }
  cutDays(state, store.days, filter)
  cutReported(state, store.reported, filter)
  for (const [number, facet] of FACETS.entries()) {
    const { column, codes } = sourceOf(facet)
    const wanted = wantedOf(filter, facet, places.forvaltningId)
    const conditions: Condition[] = []
    if (wanted !== null) {
      conditions.push({
        column: store.column(column),
        allows: (value) => codes(value).some((code) => wanted.has(code)),
      })
    }
    if (facet === 'forvaltning' && places.unitIds !== null) {
      const units = new Set<Rung>(places.unitIds)
      conditions.push({ column: store.column('unit'), allows: (value) => units.has(value) })
    }
    if (facet === 'status' && wanted === null && leavesOutMerged(filter)) {
      conditions.push({ column: store.column('status'), allows: (value) => value !== 'sammanford' })
    }
    for (const { column: by, allows } of conditions) cut(state, by, allows, number + 1)
  }
  let count = 0
  for (let n = 0; n < length; n++) if (state[n] === 0) count++
  return { state, count }
}

interface Condition {
  readonly column: CodeColumn
  readonly allows: (value: Rung) => boolean
}

function wantedOf(
  filter: IncidentFilter,
  facet: Facet,
  forvaltningId: number | undefined,
): ReadonlySet<string> | null {
  if (facet === 'forvaltning') return forvaltningId === undefined ? null : new Set([String(forvaltningId)])
  const value = filter[facet]
  if (value === undefined) return null
  return typeof value === 'boolean' ? new Set([value ? 'ja' : 'nej']) : new Set<string>(value)
}

/** Takes out what is not allowed; with a mark, what only that keeps out is marked with it. */
function cut(
  state: Uint8Array,
  column: CodeColumn,
  allows: (value: Rung) => boolean,
  mark: number | null,
): void {
  const { codes, values } = column
  const refused = Uint8Array.from(values, (value) => (allows(value) ? 0 : 1))
  if (!refused.includes(1)) return
  const { length } = state
  for (let n = 0; n < length; n++) {
    if (refused[codes[n] ?? 0] === 1) {
      const now = state[n]
      state[n] = mark !== null && (now === 0 || now === mark) ? mark : OUT
    }
  }
}

/** Lets in those of the ids, ascending, that there are. */
function admit(store: ColumnStore, state: Uint8Array, ids: Uint32Array): void {
  for (const id of ids) {
    const place = store.placeOf(id)
    if (place >= 0 && store.there[place] === 1) state[place] = 0
  }
}

function cutDays(state: Uint8Array, days: Int32Array, { from, to }: IncidentFilter): void {
  if (from === undefined && to === undefined) return
  const first = from === undefined ? Number.NEGATIVE_INFINITY : (dayNumber(from) ?? 0)
  const last = to === undefined ? Number.POSITIVE_INFINITY : (dayNumber(to) ?? 0)
  for (let n = 0; n < state.length; n++) {
    const day = days[n] ?? 0
    if (day < first || day > last) state[n] = OUT
  }
}

function cutReported(
  state: Uint8Array,
  reported: Uint32Array,
  { reportedFrom, reportedTo }: IncidentFilter,
): void {
  if (reportedFrom === undefined && reportedTo === undefined) return
  const seconds = (day: string) => swedishMidnight(day).getTime() / 1000
  const first = reportedFrom === undefined ? Number.NEGATIVE_INFINITY : seconds(reportedFrom)
  const after = reportedTo === undefined ? Number.POSITIVE_INFINITY : seconds(addDays(reportedTo, 1))
  for (let n = 0; n < state.length; n++) {
    const at = reported[n] ?? 0
    if (at < first || at >= after) state[n] = OUT
  }
}

/** For each facet, how many there are of each code by the other filters. */
export function countFacets(store: ColumnStore, { state, count }: Match): RawFacets {
  const perColumn = new Map<ColumnName, Uint32Array>()
  const places = fitting(state, count)
  for (const { column } of FACETS.map(sourceOf)) {
    if (!perColumn.has(column)) perColumn.set(column, countCodes(store.column(column), places))
  }
  const marked = countMarked(store, state)
  return new Map(
    FACETS.map((facet, number) => {
      const { column, codes } = sourceOf(facet)
      const totals = new Map<string, number>()
      const add = (counts: Uint32Array | undefined) => {
        for (const [code, value] of store.column(column).values.entries()) {
          const of = counts?.[code] ?? 0
          if (of === 0) continue
          for (const each of codes(value)) totals.set(each, (totals.get(each) ?? 0) + of)
        }
      }
      add(perColumn.get(column))
      add(marked.get(number + 1))
      return [facet, totals]
    }),
  )
}

/** The places that fit the filter, ascending. */
export function fitting(state: Uint8Array, count: number): Uint32Array {
  const places = new Uint32Array(count)
  let at = 0
  for (let n = 0; n < state.length; n++) if (state[n] === 0) places[at++] = n
  return places
}

export function countCodes({ codes, values }: CodeColumn, places: Uint32Array): Uint32Array {
  const counts = new Uint32Array(values.length)
  for (let n = 0; n < places.length; n++) {
    const code = codes[places[n] ?? 0] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

function countMarked(store: ColumnStore, state: Uint8Array): Map<number, Uint32Array> {
  const tables: (Uint32Array | undefined)[] = []
  const columns: CodeColumn[] = []
  for (const [number, facet] of FACETS.entries()) {
    columns[number + 1] = store.column(sourceOf(facet).column)
  }
  for (let n = 0; n < state.length; n++) {
    const mark = state[n] ?? OUT
    if (mark === 0 || mark === OUT) continue
    const column = columns[mark]
    if (!column) continue
    const table = (tables[mark] ??= new Uint32Array(column.values.length))
    const code = column.codes[n] ?? 0
    table[code] = (table[code] ?? 0) + 1
  }
  return new Map(tables.flatMap((table, mark) => (table ? [[mark, table] as const] : [])))
}
