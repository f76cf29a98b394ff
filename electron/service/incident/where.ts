import type { IncidentFilter } from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { matchExpression } from './matchExpression.ts'

/** A filter as SQL over `incident`: only columns of the covering indexes, so that no wide row is read. */
export interface Where {
  readonly clauses: readonly string[]
  readonly params: Readonly<Record<string, string | number>>
  /** The förvaltning the filter stays within, if it names one. */
  readonly forvaltningId: number | undefined
}

/** The förvaltningar whose cases the caller may see; null for all (kernel/scope.ts). */
export type Readable = readonly number[] | null

const LISTS = {
  arendetyp: 'arendetyp',
  handelsetyp: 'handelsetyp',
  status: 'status',
  harm: 'harm',
  potentialHarm: 'potential_harm',
  riskLevel: 'risk_level',
  origin: 'origin',
} as const satisfies Partial<Record<keyof IncidentFilter, string>>
const LIST_KEYS = [
  'arendetyp',
  'handelsetyp',
  'status',
  'harm',
  'potentialHarm',
  'riskLevel',
  'origin',
] as const

/**
 * One value is compared, several go in as one JSON array: the text of the statement depends on which filters are
 * used, never on how many values they have, so few statements are prepared.
 */
export function whereOf(db: Db, filter: IncidentFilter, readable: Readable): Where {
  const clauses: string[] = []
  const params: Record<string, string | number> = {}
  let { forvaltningId } = filter
  if (filter.unitId !== undefined) {
    const isForvaltning =
      db.value<number>('SELECT 1 FROM unit WHERE id = ? AND forvaltning_id = id', [filter.unitId]) === 1
    if (isForvaltning && forvaltningId === undefined) forvaltningId = filter.unitId
    else {
      clauses.push(
        `unit_id IN (WITH RECURSIVE below (id) AS (SELECT @unitId UNION ALL
           SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id) SELECT id FROM below)`,
      )
      params['unitId'] = filter.unitId
    }
  }
  if (forvaltningId !== undefined) {
    clauses.push('forvaltning_id = @forvaltningId')
    params['forvaltningId'] = forvaltningId
  }
  if (readable !== null && !(forvaltningId !== undefined && readable.includes(forvaltningId))) {
    clauses.push('forvaltning_id IN (SELECT value FROM json_each(@readable))')
    params['readable'] = JSON.stringify(readable)
  }
  for (const key of LIST_KEYS) {
    const values = filter[key]
    const [first] = values ?? []
    if (values === undefined || first === undefined) continue
    if (values.length === 1) {
      clauses.push(`${LISTS[key]} = @${key}`)
      params[key] = first
    } else {
      clauses.push(`${LISTS[key]} IN (SELECT value FROM json_each(@${key}))`)
      params[key] = JSON.stringify(values)
    }
  }
  if (filter.from !== undefined) {
    clauses.push('sort_date >= @from')
    params['from'] = filter.from
  }
  if (filter.to !== undefined) {
    clauses.push('sort_date <= @to')
    params['to'] = filter.to
  }
  const match = filter.text === undefined ? null : matchExpression(filter.text)
  if (match !== null) {
    // The plus keeps the planner on the ordered index: looking up each match's wide row is fifty times slower.
    clauses.push('+id IN (SELECT rowid FROM incident_fts WHERE incident_fts MATCH @match)')
    params['match'] = match
  }
  return { clauses, params, forvaltningId }
}

/** The narrowest index that holds what is counted or, by date, listed. */
export function narrowestIndex(filter: IncidentFilter, where: Where): string {
  if (where.forvaltningId !== undefined) return 'incident_forvaltning'
  if (filter.harm?.length === 1) return 'incident_harm'
  if (filter.handelsetyp?.length === 1) return 'incident_type'
  if (filter.status?.length === 1) return 'incident_status'
  return 'incident_sort'
}

export function conditions(clauses: readonly string[]): string {
  return clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`
}
