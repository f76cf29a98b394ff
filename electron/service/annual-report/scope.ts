import { LardomError } from '../../../shared/rpc/error.ts'
import { swedishMidnight } from '../../../shared/time/swedishMidnight.ts'
import type { Unit } from '../../../shared/organisation/contract.ts'
import type { Db } from '../db/database.ts'
import { listUnits } from '../organisation/repository.ts'

/** Whose events a report counts: the own organisation's förvaltningar only, never those of published cases. */
export interface Scope {
  readonly unit: Unit
  readonly kind: 'forvaltning' | 'region'
  readonly region: Unit
  /** Every förvaltning counted: the one, or the region's all. In the organisation's own order. */
  readonly forvaltningar: readonly Unit[]
  /** All own förvaltningar, also when the report is about one. */
  readonly allForvaltningar: readonly Unit[]
  /** The whole tree by id. */
  readonly units: ReadonlyMap<number, Unit>
}

/** @throws NOT_FOUND when the code is no own förvaltning and not the region. */
export function findScope(db: Db, code: string): Scope {
  const units = listUnits(db)
  const own = units.filter((unit) => unit.organisation === 'egen')
  const region = own.find((unit) => unit.kind === 'region')
  const wanted = code.toLocaleLowerCase('sv')
  const unit = own.find(
    (it) => (it.kind === 'region' || it.kind === 'forvaltning') && it.code.toLocaleLowerCase('sv') === wanted,
  )
  if (!unit || !region)
    throw new LardomError('NOT_FOUND', { what: `Förvaltningen ${code}` }, { field: 'unitCode' })
  const allForvaltningar = own.filter((it) => it.kind === 'forvaltning')
  return {
    unit,
    kind: unit.kind === 'region' ? 'region' : 'forvaltning',
    region,
    forvaltningar: unit.kind === 'region' ? allForvaltningar : [unit],
    allForvaltningar,
    units: new Map(units.map((it) => [it.id, it])),
  }
}

/** Instants [from, to) as text to compare with a stored instant. */
export interface Span {
  readonly from: string
  readonly to: string
}

/**
 * The stored instant may be written with or without milliseconds; a bound cut at the minute sorts before both, so
 * that a span holds exactly the instants from Swedish midnight to Swedish midnight.
 */
function bound(day: string): string {
  return swedishMidnight(day).toISOString().slice(0, 16)
}

export function yearSpan(year: number): Span {
  return { from: bound(`${year}-01-01`), to: bound(`${year + 1}-01-01`) }
}

function monthName(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** '2025-03' */
export function monthSpan(year: number, month: number): Span & { readonly month: string } {
  const next = month === 12 ? monthName(year + 1, 1) : monthName(year, month + 1)
  return {
    month: monthName(year, month),
    from: bound(`${monthName(year, month)}-01`),
    to: bound(`${next}-01`),
  }
}
