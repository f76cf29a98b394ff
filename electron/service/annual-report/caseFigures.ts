import type {
  ActionYear,
  AnalysisYear,
  Counts,
  Coverage,
  LexMariaYear,
  Median,
  NamedCount,
  ReportFigures,
} from '../../../shared/annual-report/figures.ts'
import type { Effekt, Styrka } from '../../../shared/action/codes.ts'
import type { Orsaksomrade } from '../../../shared/analysis/codes.ts'
import { medianOf } from '../../../shared/document/figure.ts'
import type { Unit } from '../../../shared/organisation/contract.ts'
import type { IvoBeslut } from '../../../shared/supervision/codes.ts'
import { daysBetween } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'

/** Lex Maria, händelseanalyser and åtgärder: some hundreds a year, so their rows are read and counted here. */

const UNITS = `(SELECT value FROM json_each(@units))`

interface Period {
  readonly from: string
  readonly to: string
  readonly units: string
}

function period(units: readonly number[], firstYear: number, lastYear: number): Period {
  return { from: `${firstYear}-01-01`, to: `${lastYear}-12-31`, units: JSON.stringify(units) }
}

export interface LexMariaRow {
  readonly forvaltningId: number
  readonly unitId: number
  readonly handelsetyp: string
  readonly eventDate: string | null
  readonly reportedDate: string | null
  readonly ivoDecision: IvoBeslut | null
  readonly ivoDecisionDate: string | null
}

/** Cases with an anmälan or a decision of IVO in the years. */
export function lexMariaRows(db: Db, units: readonly number[], first: number, last: number): LexMariaRow[] {
  return db.all<LexMariaRow>(
    `SELECT l.forvaltning_id AS forvaltningId, i.unit_id AS unitId, i.handelsetyp, i.event_date AS eventDate,
       l.reported_date AS reportedDate, l.ivo_decision AS ivoDecision, l.ivo_decision_date AS ivoDecisionDate
     FROM lex_maria_case l JOIN incident i ON i.id = l.incident_id
     WHERE l.forvaltning_id IN ${UNITS} AND i.origin <> 'publicerad'
       AND (l.reported_date BETWEEN @from AND @to OR l.ivo_decision_date BETWEEN @from AND @to)`,
    { ...period(units, first, last) },
  )
}

export function reportedIn(row: LexMariaRow, year: number): boolean {
  return row.reportedDate !== null && row.reportedDate.startsWith(`${year}-`)
}

export function lexMariaYear(rows: readonly LexMariaRow[], year: number, coverage: Coverage): LexMariaYear {
  const reported = rows.filter((row) => reportedIn(row, year))
  const decisions: Partial<Record<IvoBeslut, number>> = {}
  let decided = false
  for (const { ivoDecision, ivoDecisionDate } of rows) {
    if (ivoDecision === null || ivoDecisionDate === null || !ivoDecisionDate.startsWith(`${year}-`)) continue
    decisions[ivoDecision] = (decisions[ivoDecision] ?? 0) + 1
    decided = true
  }
  const lead = leadTime(reported)
  const known = reported.length > 0 || decided
  return { year, coverage: withCases(coverage, known), reported: reported.length, decisions, lead }
}

/** A year with cases of its own but no reports is known in part. */
function withCases(coverage: Coverage, hasCases: boolean): Coverage {
  return coverage === 'saknas' && hasCases ? 'delvis' : coverage
}

/** Days from event to anmälan, for those whose event has a day. */
export function leadTime(rows: readonly LexMariaRow[]): Median {
  const days = rows.flatMap(({ eventDate, reportedDate }) => {
    if (eventDate === null || reportedDate === null || eventDate > reportedDate) return []
    return [daysBetween(eventDate, reportedDate)]
  })
  return { days: medianOf(days) ?? null, n: days.length }
}

export function lexMariaTypes(rows: readonly LexMariaRow[], year: number): ReportFigures['lexMariaTypes'] {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    if (reportedIn(row, year)) counts[row.handelsetyp] = (counts[row.handelsetyp] ?? 0) + 1
  }
  return counts
}

/** Anmälda per verksamhet: the part of the förvaltning that the unit lies in. */
export function lexMariaUnits(
  rows: readonly LexMariaRow[],
  year: number,
  nameOf: (unitId: number) => string,
): NamedCount[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (reportedIn(row, year)) counts.set(nameOf(row.unitId), (counts.get(nameOf(row.unitId)) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => ({ name, count }))
}

interface AnalysisRow {
  id: number
  forvaltningId: number
  startedDate: string
  completedDate: string | null
  commissionDate: string | null
  inNitha: number
  patientHeard: string
}

export interface Analyses {
  readonly rows: readonly AnalysisRow[]
  /** By analysis and code. */
  readonly causes: readonly { id: number; code: Orsaksomrade; count: number }[]
  readonly proposals: readonly { id: number; code: Styrka; count: number }[]
}

export function readAnalyses(db: Db, units: readonly number[], first: number, last: number): Analyses {
  const within = period(units, first, last)
  const completed = `SELECT id FROM analysis WHERE forvaltning_id IN ${UNITS} AND completed_date BETWEEN @from AND @to`
  return {
    rows: db.all<AnalysisRow>(
      `SELECT id, forvaltning_id AS forvaltningId, started_date AS startedDate, completed_date AS completedDate,
         commission_date AS commissionDate, in_nitha AS inNitha, patient_heard AS patientHeard
       FROM analysis WHERE forvaltning_id IN ${UNITS}
         AND (started_date BETWEEN @from AND @to OR completed_date BETWEEN @from AND @to)`,
      { ...within },
    ),
    causes: db.all(
      `SELECT analysis_id AS id, area AS code, count(*) AS count FROM cause
       WHERE analysis_id IN (${completed}) GROUP BY analysis_id, area`,
      { ...within },
    ),
    proposals: db.all(
      `SELECT analysis_id AS id, strength AS code, count(*) AS count FROM action
       WHERE analysis_id IN (${completed}) GROUP BY analysis_id, strength`,
      { ...within },
    ),
  }
}

export function analysisYear(analyses: Analyses, year: number, coverage: Coverage): AnalysisYear {
  const started = analyses.rows.filter((row) => row.startedDate.startsWith(`${year}-`)).length
  const done = analyses.rows.filter((row) => row.completedDate?.startsWith(`${year}-`))
  const ids = new Set(done.map((row) => row.id))
  const days = done.flatMap((row) => {
    const start = row.commissionDate ?? row.startedDate
    return row.completedDate === null || start > row.completedDate
      ? []
      : [daysBetween(start, row.completedDate)]
  })
  const heard = (code: string): number => done.filter((row) => row.patientHeard === code).length
  return {
    year,
    coverage: withCases(coverage, started + done.length > 0),
    started,
    completed: done.length,
    inNitha: done.filter((row) => row.inNitha === 1).length,
    lead: { days: medianOf(days) ?? null, n: days.length },
    patientHeard: {
      yes: heard('ja'),
      declined: heard('erbjuden_avbojt'),
      no: done.length - heard('ja') - heard('erbjuden_avbojt'),
    },
    causes: sumCodes(analyses.causes, ids),
    proposals: sumCodes(analyses.proposals, ids),
  }
}

function sumCodes<Code extends string>(
  rows: readonly { id: number; code: Code; count: number }[],
  ids: ReadonlySet<number>,
): Counts<Code> {
  const counts: Partial<Record<Code, number>> = {}
  for (const { id, code, count } of rows) if (ids.has(id)) counts[code] = (counts[code] ?? 0) + count
  return counts
}

interface ActionRow {
  dueDate: string
  doneDate: string | null
  effect: Effekt
}

const DECIDED = `decision IN ('genomfors', 'genomfors_andrad')`

/** Decided åtgärder planned to be done in the years. */
export function readActions(db: Db, units: readonly number[], first: number, last: number): ActionRow[] {
  return db.all<ActionRow>(
    `SELECT due_date AS dueDate, done_date AS doneDate, effect FROM action
     WHERE forvaltning_id IN ${UNITS} AND due_date BETWEEN @from AND @to AND ${DECIDED}`,
    { ...period(units, first, last) },
  )
}

export function actionYear(rows: readonly ActionRow[], year: number, coverage: Coverage): ActionYear {
  const due = rows.filter((row) => row.dueDate.startsWith(`${year}-`))
  const inTime = due.filter((row) => row.doneDate !== null && row.doneDate <= row.dueDate)
  const late = due.filter((row) => row.doneDate !== null && row.doneDate > row.dueDate)
  const effects: Partial<Record<Effekt, number>> = {}
  for (const { effect } of [...inTime, ...late]) effects[effect] = (effects[effect] ?? 0) + 1
  return {
    year,
    coverage: withCases(coverage, due.length > 0),
    due: due.length,
    doneInTime: inTime.length,
    doneLate: late.length,
    notDone: due.length - inTime.length - late.length,
    effects,
  }
}

/** Decided åtgärder that are not done, and those whose planned day has passed. */
export function countOpenActions(
  db: Db,
  units: readonly number[],
  today: string,
): ReportFigures['openActions'] {
  const row = db.get<{ open: number; late: number | null }>(
    `SELECT count(*) AS open, sum(due_date IS NOT NULL AND due_date < @today) AS late FROM action
     WHERE forvaltning_id IN ${UNITS} AND done_date IS NULL AND ${DECIDED}`,
    { today, units: JSON.stringify(units) },
  )
  return { open: row?.open ?? 0, late: row?.late ?? 0 }
}

/** The part of the förvaltning a unit lies in: its verksamhet, or the förvaltning itself. */
export function verksamhetOf(units: ReadonlyMap<number, Unit>, unitId: number): Unit | undefined {
  let unit = units.get(unitId)
  while (unit && unit.kind === 'enhet') {
    unit = unit.parentId === null ? undefined : units.get(unit.parentId)
  }
  return unit
}
