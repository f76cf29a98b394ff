import type { IncidentRow } from '../../../shared/incident/contract.ts'
import { SKADOR, STATUSAR } from '../../../shared/incident/codes.ts'
import type { IncidentFilter, IncidentSort, SortKey } from '../../../shared/incident/filter.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import { codeLabels } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import { decodeCursor, encodeCursor, staleCursor, type Position } from './cursor.ts'
import { conditions, narrowestIndex, whereOf, type Readable, type Where } from './where.ts'

export interface ListQuery {
  readonly filter: IncidentFilter
  readonly sort: IncidentSort
  readonly cursor: string | null
  readonly limit: number
}

export interface Page {
  readonly rows: IncidentRow[]
  readonly nextCursor: string | null
}

/**
 * One page of the register. First the ids, from a covering index in the wanted order; then those rows.
 * Pages follow each other by the last row's keys, never by counting rows.
 */
export function listIncidents(db: Db, query: ListQuery, readable: Readable): Page {
  const where = whereOf(db, query.filter, readable)
  const from = query.cursor === null ? null : decodeCursor(query.sort, query.cursor)
  // One more than asked tells whether there is a next page.
  const wanted = query.limit + 1
  const found = idsInOrder(db, query, where, from, wanted)
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  return {
    rows: fetchRows(
      db,
      page.map((position) => position.id),
    ),
    nextCursor: found.length > query.limit && last ? encodeCursor(query.sort, last) : null,
  }
}

export function countIncidents(db: Db, filter: IncidentFilter, readable: Readable): number {
  const where = whereOf(db, filter, readable)
  return (
    db.value<number>(
      `SELECT count(*) FROM incident INDEXED BY ${narrowestIndex(filter, where)} ${conditions(where.clauses)}`,
      where.params,
    ) ?? 0
  )
}

type Facet = 'status' | 'handelsetyp' | 'harm'
export type FacetCounts = Record<Facet, { code: string; count: number }[]>

/** For each facet: how many there are of each code, by the other filters (its own choice would hide the rest). */
export function facetCounts(db: Db, filter: IncidentFilter, readable: Readable): FacetCounts {
  const countsOf = (facet: Facet, ownIndex: string) => {
    const { [facet]: _own, ...others } = filter
    const where = whereOf(db, others, readable)
    const index = where.forvaltningId === undefined ? ownIndex : 'incident_forvaltning'
    return db.all<{ code: string; count: number }>(
      `SELECT ${facet} AS code, count(*) AS count FROM incident INDEXED BY ${index} ${conditions(where.clauses)} GROUP BY ${facet}`,
      where.params,
    )
  }
  return {
    status: countsOf('status', 'incident_status'),
    handelsetyp: countsOf('handelsetyp', 'incident_type'),
    harm: countsOf('harm', 'incident_harm'),
  }
}

interface Grouping {
  readonly index: string
  readonly column: string
  /** Every value, in ascending order. */
  readonly values: readonly (string | number | null)[]
}

/** Riskpoäng that a 4 × 4 matrix can give; null is not assessed. */
const RISK_SCORES = [null, 1, 2, 3, 4, 6, 8, 9, 12, 16]

/**
 * Orders that are not the alphabet of stored codes: status by the way of a case, harm by severity, type and unit by
 * their Swedish names. Each value is read from its own stretch of an index, one after the other.
 */
function groupingOf(db: Db, by: Exclude<SortKey, 'date' | 'number'>, where: Where): Grouping {
  switch (by) {
    case 'status':
      return { index: 'incident_status', column: 'status', values: Object.keys(STATUSAR) }
    case 'harm':
      return { index: 'incident_harm', column: 'harm', values: Object.keys(SKADOR) }
    case 'type':
      return {
        index: 'incident_type',
        column: 'handelsetyp',
        values: [...codeLabels(db, 'handelsetyp')]
          .sort(([, a], [, b]) => compareSwedish(a, b))
          .map(([code]) => code),
      }
    case 'risk':
      return { index: 'incident_risk', column: 'risk_score', values: RISK_SCORES }
    case 'unit':
      return { index: 'incident_unit', column: 'unit_id', values: unitsByName(db, where.forvaltningId) }
    default:
      return by satisfies never
  }
}

function unitsByName(db: Db, forvaltningId: number | undefined): number[] {
  const units =
    forvaltningId === undefined
      ? db.all<{ id: number; name: string }>('SELECT id, name FROM unit')
      : db.all<{ id: number; name: string }>('SELECT id, name FROM unit WHERE forvaltning_id = ?', [
          forvaltningId,
        ])
  return units.sort((a, b) => compareSwedish(a.name, b.name) || a.id - b.id).map((unit) => unit.id)
}

function idsInOrder(
  db: Db,
  { filter, sort }: ListQuery,
  where: Where,
  from: Position | null,
  wanted: number,
): Position[] {
  if (sort.by === 'date' || sort.by === 'number') {
    return stretch(db, where, {
      index: sort.by === 'number' ? 'incident_number' : narrowestIndex(filter, where),
      key: sort.by === 'number' ? 'arendenr' : 'sort_date',
      direction: sort.direction,
      group: null,
      from,
      wanted,
    })
  }
  const grouping = groupingOf(db, sort.by, where)
  const values = sort.direction === 'asc' ? grouping.values : [...grouping.values].reverse()
  const start = from === null ? 0 : values.indexOf(from.group)
  if (start < 0) throw staleCursor()
  const found: Position[] = []
  for (const value of values.slice(start)) {
    found.push(
      ...stretch(db, where, {
        index: grouping.index,
        key: 'sort_date',
        direction: 'desc',
        group: { column: grouping.column, value },
        from: from !== null && value === from.group ? from : null,
        wanted: wanted - found.length,
      }),
    )
    if (found.length >= wanted) break
  }
  return found
}

interface Stretch {
  readonly index: string
  readonly key: 'sort_date' | 'arendenr'
  readonly direction: 'asc' | 'desc'
  readonly group: { readonly column: string; readonly value: string | number | null } | null
  readonly from: Position | null
  readonly wanted: number
}

/** Ids along one index, from a position on. Every name in the text is this file's own; values are bound. */
function stretch(db: Db, where: Where, wish: Stretch): Position[] {
  const { group, from, key } = wish
  const clauses = [...where.clauses]
  if (group) clauses.push(`${group.column} IS @group`)
  if (from) clauses.push(`(${key}, id) ${wish.direction === 'asc' ? '>' : '<'} (@fromKey, @fromId)`)
  const order = `${key} ${wish.direction}, id ${wish.direction}`
  return db
    .all<{ id: number; key: string }>(
      `SELECT id, ${key} AS key FROM incident INDEXED BY ${wish.index} ${conditions(clauses)} ORDER BY ${order} LIMIT @wanted`,
      {
        ...where.params,
        ...(group ? { group: group.value } : {}),
        ...(from ? { fromKey: from.key, fromId: from.id } : {}),
        wanted: wish.wanted,
      },
    )
    .map((row) => ({ group: group?.value ?? null, key: row.key, id: row.id }))
}

interface ListedRow {
  id: number
  arendenr: string
  sort_date: string
  event_text: string | null
  title: string
  unit_id: number
  unit_name: string
  forvaltning_name: string
  arendetyp: IncidentRow['arendetyp']
  handelsetyp: IncidentRow['handelsetyp']
  status: IncidentRow['status']
  harm: IncidentRow['harm']
  potential_harm: IncidentRow['potentialHarm']
  risk_score: number | null
  risk_level: IncidentRow['riskLevel']
  origin: IncidentRow['origin']
}

function fetchRows(db: Db, ids: readonly number[]): IncidentRow[] {
  const rows = db.all<ListedRow>(
    `SELECT i.id, i.arendenr, i.sort_date, i.event_text, i.title, i.unit_id, u.name AS unit_name,
       f.name AS forvaltning_name, i.arendetyp, i.handelsetyp, i.status, i.harm, i.potential_harm, i.risk_score,
       i.risk_level, i.origin
     FROM incident i JOIN unit u ON u.id = i.unit_id JOIN unit f ON f.id = i.forvaltning_id
     WHERE i.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toRow(row)] : []
  })
}

function toRow(row: ListedRow): IncidentRow {
  return {
    id: row.id,
    arendenr: row.arendenr,
    date: row.sort_date,
    eventText: row.event_text,
    title: row.title,
    unitId: row.unit_id,
    unitName: row.unit_name,
    forvaltningName: row.forvaltning_name,
    arendetyp: row.arendetyp,
    handelsetyp: row.handelsetyp,
    status: row.status,
    harm: row.harm,
    potentialHarm: row.potential_harm,
    riskScore: row.risk_score,
    riskLevel: row.risk_level,
    origin: row.origin,
  }
}
