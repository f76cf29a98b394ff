import { SKADOR, STATUSAR } from '../../../shared/incident/codes.ts'
import type { CodeListName } from '../../../shared/code/names.ts'
import {
  ASSIGNED_TO_NOBODY,
  DEFAULT_SORT,
  NO_GROUP,
  type GroupKey,
  type IncidentFilter,
  type IncidentSort,
  type SortKey,
} from '../../../shared/incident/filter.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import { codeLabels } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import type { Rung } from './cursor.ts'

/**
 * Orders that are not the alphabet of stored codes: status by the way of a case, harm by severity, type and unit by
 * their Swedish names. A ladder is every value of a column, in order.
 */
export interface Ladder {
  readonly column: string
  readonly rungs: readonly Rung[]
}

/** Sorts along one key with many values; all others have a ladder. */
export type LongSort = 'date' | 'number' | 'reported'
export type LadderSort = Exclude<SortKey, LongSort | 'relevance'>

export function isLong(by: SortKey): by is LongSort {
  return by === 'date' || by === 'number' || by === 'reported'
}

/** Relevance needs a text to be relevant to, and one list for all. */
export function effectiveSort({
  filter,
  sort,
  group,
}: {
  filter: IncidentFilter
  sort: IncidentSort
  group: GroupKey | null
}): IncidentSort {
  const hasText = filter.text !== undefined && filter.text.trim() !== ''
  return sort.by === 'relevance' && (!hasText || group !== null) ? DEFAULT_SORT : sort
}

/** Riskpoäng that a 4 × 4 matrix can give; null is not assessed. */
const RISK_SCORES = [null, 1, 2, 3, 4, 6, 8, 9, 12, 16]

/** In ascending order. */
export function sortLadder(db: Db, by: LadderSort): Ladder {
  switch (by) {
    case 'status':
      return { column: 'status', rungs: Object.keys(STATUSAR) }
    case 'harm':
      return { column: 'harm', rungs: Object.keys(SKADOR) }
    case 'type':
      return { column: 'handelsetyp', rungs: codesByName(db, 'handelsetyp') }
    case 'risk':
      return { column: 'risk_score', rungs: RISK_SCORES }
    case 'unit':
      return { column: 'unit_id', rungs: unitsByName(db).map(({ id }) => id) }
    case 'severity':
      return { column: 'reported_actual_severity', rungs: [null, 0, 1, 2, 3, 4] }
    case 'vardform':
      return { column: 'vardtyp', rungs: [...codesByName(db, 'vardform'), null] }
    case 'medicalArea':
      return { column: 'medical_area', rungs: [...codesByName(db, 'medicinskt_omrade'), null] }
    case 'assignee':
      return { column: 'assigned_to', rungs: [...accountsByName(db).map(({ id }) => id), null] }
    default:
      return by satisfies never
  }
}

/** The headings in the order they stand: the way of a case, the worst first, the newest first, else by name. */
export function groupLadder(db: Db, by: GroupKey, months: () => readonly string[]): Ladder {
  switch (by) {
    case 'status':
      return sortLadder(db, 'status')
    case 'harm':
      return { column: 'harm', rungs: Object.keys(SKADOR).reverse() }
    case 'handelsetyp':
      return sortLadder(db, 'type')
    case 'unit':
      return sortLadder(db, 'unit')
    case 'forvaltning':
      return {
        column: 'forvaltning_id',
        rungs: unitsByName(db)
          .filter(({ id, forvaltningId }) => id === forvaltningId)
          .map(({ id }) => id),
      }
    case 'medicalArea':
      return sortLadder(db, 'medicalArea')
    case 'assignedTo':
      return sortLadder(db, 'assignee')
    case 'month':
      return { column: 'substr(sort_date, 1, 7)', rungs: [...months()].sort().reverse() }
    default:
      return by satisfies never
  }
}

/** How a heading's value is told to the caller. */
export function groupCode(by: GroupKey, value: Rung): string {
  return value === null ? (by === 'assignedTo' ? ASSIGNED_TO_NOBODY : NO_GROUP) : String(value)
}

/** The headings' words. */
export function groupNamer(db: Db, by: GroupKey): (value: Rung) => string {
  const named = (names: ReadonlyMap<Rung, string>, none: string) => (value: Rung) =>
    value === null ? none : (names.get(value) ?? String(value))
  switch (by) {
    case 'status':
      return named(new Map(Object.entries(STATUSAR)), '')
    case 'harm':
      return named(new Map(Object.entries(SKADOR)), '')
    case 'handelsetyp':
      return named(codeLabels(db, 'handelsetyp'), '')
    case 'medicalArea':
      return named(codeLabels(db, 'medicinskt_omrade'), 'Inget medicinskt område angivet')
    case 'unit':
    case 'forvaltning':
      return named(new Map(unitsByName(db).map(({ id, name }) => [id, name])), '')
    case 'assignedTo':
      return named(new Map(accountsByName(db).map(({ id, name }) => [id, name])), 'Ingen handläggare')
    case 'month':
      return (value) => monthName(String(value))
    default:
      return by satisfies never
  }
}

const MONTH = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', month: 'long', year: 'numeric' })
function monthName(month: string): string {
  const at = Date.parse(`${month}-01T00:00:00Z`)
  return Number.isNaN(at) ? month : MONTH.format(at)
}

function codesByName(db: Db, list: CodeListName): string[] {
  return [...codeLabels(db, list)]
    .sort(([codeA, a], [codeB, b]) => compareSwedish(a, b) || (codeA < codeB ? -1 : 1))
    .map(([code]) => code)
}

interface NamedUnit {
  readonly id: number
  readonly name: string
  readonly forvaltningId: number | null
}

function unitsByName(db: Db): NamedUnit[] {
  return db
    .all<NamedUnit>('SELECT id, name, forvaltning_id AS forvaltningId FROM unit')
    .sort((a, b) => compareSwedish(a.name, b.name) || a.id - b.id)
}

export function accountsByName(db: Db): { id: string; name: string }[] {
  return db
    .all<{ id: string; name: string }>('SELECT id, name FROM account')
    .sort((a, b) => compareSwedish(a.name, b.name) || (a.id < b.id ? -1 : 1))
}
