import { STATUSAR, codesOf, type Status } from '../../../shared/incident/codes.ts'
import { ASSIGNED_TO_ME, ASSIGNED_TO_NOBODY, type IncidentFilter } from '../../../shared/incident/filter.ts'
import { TAG_FIELDS, type TagField } from '../../../shared/incident/fields.ts'
import { isClosed } from '../../../shared/incident/status.ts'
import { addDays } from '../../../shared/time/dates.ts'
import { swedishMidnight } from '../../../shared/time/swedishMidnight.ts'
import type { Db } from '../db/database.ts'
import { matchExpression } from '../search/matchExpression.ts'

/** A filter as SQL over `incident`. */
export interface Where {
  readonly clauses: readonly string[]
  readonly params: Readonly<Record<string, string | number>>
  /** The förvaltning the filter stays within, if it names one. */
  readonly forvaltningId: number | undefined
  /** Only columns of the covering indexes are asked for, so that no wide row is read. */
  readonly covered: boolean
}

/** The förvaltningar whose cases the caller may see; null for all (kernel/scope.ts). */
export type Readable = readonly number[] | null

/** Filters that name values of one column, and the column. Those up to origin are in every covering index. */
export const LISTS = {
  arendetyp: 'arendetyp',
  handelsetyp: 'handelsetyp',
  status: 'status',
  harm: 'harm',
  potentialHarm: 'potential_harm',
  riskLevel: 'risk_level',
  origin: 'origin',
  undertyp: 'undertyp',
  skadetyp: 'skadetyp',
  nccMerp: 'ncc_merp',
  vardtyp: 'vardtyp',
  vardprocess: 'vardprocess',
  reporterRole: 'reporter_role',
  medicalArea: 'medical_area',
  samverkan: 'samverkan',
  fastVardkontakt: 'fast_vardkontakt',
  vardplan: 'vardplan',
  waitingKind: 'waiting_kind',
} as const satisfies Partial<Record<keyof IncidentFilter, string>>
// Object.keys only loses the type.
export const LIST_KEYS = Object.keys(LISTS) as (keyof typeof LISTS)[]
const COVERED: readonly string[] = LIST_KEYS.slice(0, LIST_KEYS.indexOf('origin') + 1)

/** Filters that are yes or no, and what is 1 for yes, 0 for no, null for neither. */
export const FLAGS = {
  isChild: 'is_child',
  frailElderly: 'frail_elderly',
  guaranteePassed: 'guarantee_passed',
  incomplete: 'incomplete',
  closed: `(status IN (${codesOf(STATUSAR)
    .filter((status) => isClosed(status))
    .map((status) => `'${status}'`)
    .join(', ')}))`,
  hasAnalysis: 'EXISTS (SELECT 1 FROM analysis WHERE analysis.incident_id = incident.id)',
  hasLexMaria: 'EXISTS (SELECT 1 FROM lex_maria_case WHERE lex_maria_case.incident_id = incident.id)',
} as const satisfies Partial<Record<keyof IncidentFilter, string>>
export const FLAG_KEYS = Object.keys(FLAGS) as (keyof typeof FLAGS)[]

/** See ATERKOPPLING in shared/incident/filter.ts. */
export const FEEDBACK = `CASE WHEN feedback_given_date IS NOT NULL THEN 'given' WHEN feedback_wanted = 0 THEN 'onskas_ej'
  WHEN feedback_skip_reason <> '' THEN 'ges_ej' ELSE 'vantar' END`

export const TAG_KEYS = Object.keys(TAG_FIELDS) as TagField[]
const MERGED: Status = 'sammanford'

/** The filter with 'jag' as the account that asks. */
export function asAskedBy(filter: IncidentFilter, accountId: string): IncidentFilter {
  if (!filter.assignedTo?.includes(ASSIGNED_TO_ME)) return filter
  return {
    ...filter,
    assignedTo: filter.assignedTo.map((who) => (who === ASSIGNED_TO_ME ? accountId : who)),
  }
}

/** Whether cases put together with another are left out. */
export function leavesOutMerged(filter: IncidentFilter): boolean {
  return filter.ids === undefined && !(filter.status?.includes(MERGED) ?? false)
}

/** The förvaltning, or the units with all under them, that the filter names. */
export function placesOf(
  db: Db,
  filter: IncidentFilter,
): { forvaltningId: number | undefined; unitIds: number[] | null } {
  const { forvaltningId, unitId } = filter
  if (unitId === undefined) return { forvaltningId, unitIds: null }
  const isForvaltning =
    db.value<number>('SELECT 1 FROM unit WHERE id = ? AND forvaltning_id = id', [unitId]) === 1
  if (isForvaltning && forvaltningId === undefined) return { forvaltningId: unitId, unitIds: null }
  const unitIds = db
    .all<{ id: number }>(
      `WITH RECURSIVE below (id) AS (SELECT ? UNION ALL
         SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id) SELECT id FROM below`,
      [unitId],
    )
    .map(({ id }) => id)
  return { forvaltningId, unitIds }
}

export interface WhereOptions {
  /** For the count of statuses, where each is counted as if it were chosen. */
  readonly withMerged?: boolean
}

/**
 * One value is compared, several go in as one JSON array: the text of the statement depends on which filters are
 * used, never on how many values they have, so few statements are prepared.
 */
export function whereOf(
  db: Db,
  filter: IncidentFilter,
  readable: Readable,
  { withMerged = false }: WhereOptions = {},
): Where {
  const clauses: string[] = []
  const params: Record<string, string | number> = {}
  let covered = true
  const outside = (clause: string) => {
    covered = false
    clauses.push(clause)
  }
  const { forvaltningId, unitIds } = placesOf(db, filter)
  if (unitIds !== null) {
    clauses.push('unit_id IN (SELECT value FROM json_each(@unitIds))')
    params['unitIds'] = JSON.stringify(unitIds)
  }
  if (forvaltningId !== undefined) {
    clauses.push('forvaltning_id = @forvaltningId')
    params['forvaltningId'] = forvaltningId
  }
  if (readable !== null && !(forvaltningId !== undefined && readable.includes(forvaltningId))) {
    clauses.push('forvaltning_id IN (SELECT value FROM json_each(@readable))')
    params['readable'] = JSON.stringify(readable)
  }
  if (!withMerged && leavesOutMerged(filter)) clauses.push(`status <> '${MERGED}'`)
  for (const key of LIST_KEYS) {
    const values = filter[key]
    const [first] = values ?? []
    if (values === undefined || first === undefined) continue
    if (!COVERED.includes(key)) covered = false
    if (values.length === 1) {
      clauses.push(`${LISTS[key]} = @${key}`)
      params[key] = first
    } else {
      clauses.push(`${LISTS[key]} IN (SELECT value FROM json_each(@${key}))`)
      params[key] = JSON.stringify(values)
    }
  }
  for (const key of FLAG_KEYS) {
    const wanted = filter[key]
    if (wanted === undefined) continue
    const clause = `${FLAGS[key]} = ${wanted ? 1 : 0}`
    if (key === 'closed') clauses.push(clause)
    else outside(clause)
  }
  for (const key of TAG_KEYS) {
    const codes = filter[key]
    if (codes === undefined) continue
    outside(`EXISTS (SELECT 1 FROM incident_tag WHERE incident_tag.incident_id = incident.id
      AND list = '${TAG_FIELDS[key]}' AND code IN (SELECT value FROM json_each(@${key})))`)
    params[key] = JSON.stringify(codes)
  }
  if (filter.feedback !== undefined) {
    outside(`${FEEDBACK} IN (SELECT value FROM json_each(@feedback))`)
    params['feedback'] = JSON.stringify(filter.feedback)
  }
  if (filter.assignedTo !== undefined) {
    outside(`coalesce(assigned_to, '${ASSIGNED_TO_NOBODY}') IN (SELECT value FROM json_each(@assignedTo))`)
    params['assignedTo'] = JSON.stringify(filter.assignedTo)
  }
  if (filter.importBatchId !== undefined) {
    outside('import_batch_id = @importBatchId')
    params['importBatchId'] = filter.importBatchId
  }
  if (filter.ids !== undefined) {
    clauses.push('id IN (SELECT value FROM json_each(@ids))')
    params['ids'] = JSON.stringify(filter.ids)
  }
  if (filter.from !== undefined) {
    clauses.push('sort_date >= @from')
    params['from'] = filter.from
  }
  if (filter.to !== undefined) {
    clauses.push('sort_date <= @to')
    params['to'] = filter.to
  }
  if (filter.reportedFrom !== undefined) {
    outside('reported_at >= @reportedFrom')
    params['reportedFrom'] = swedishMidnight(filter.reportedFrom).toISOString()
  }
  if (filter.reportedTo !== undefined) {
    outside('reported_at < @reportedTo')
    params['reportedTo'] = swedishMidnight(addDays(filter.reportedTo, 1)).toISOString()
  }
  const match = filter.text === undefined ? null : matchExpression(db, filter.text)
  if (match !== null) {
    // The plus keeps the planner on the ordered index: looking up each match's wide row is fifty times slower.
    clauses.push('+id IN (SELECT rowid FROM incident_fts WHERE incident_fts MATCH @match)')
    params['match'] = match
  }
  return { clauses, params, forvaltningId, covered }
}

/** The narrowest index that holds what is counted or, by date, listed. */
export function narrowestIndex(where: Where): string {
  return where.forvaltningId === undefined ? 'incident_sort' : 'incident_forvaltning'
}

export function conditions(clauses: readonly string[]): string {
  return clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`
}
