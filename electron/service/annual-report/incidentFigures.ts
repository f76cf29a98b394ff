import { AVVIKELSETYPER } from '../../../shared/annual-report/avvikelser.ts'
import type { Coverage, IncidentYear, ReportFigures } from '../../../shared/annual-report/figures.ts'
import { ARENDETYPER, type Arendetyp } from '../../../shared/incident/codes.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { codeLabels } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import { monthSpan, yearSpan, type Span } from './scope.ts'

/**
 * Counts of the register. Every query is a walk along incident_report, the covering index on förvaltning and report
 * time, so that no row's text is read: a hundred thousand incidents take a few tenths of a second.
 */

// Codes of our own constant lists, so they may stand in the SQL.
const AVVIKELSE = `arendetyp IN (${AVVIKELSETYPER.map((code) => `'${code}'`).join(', ')})`
// A case put together with another is counted with that one.
const OWN = `status <> 'sammanford' AND origin <> 'publicerad'`
const COUNTED = `status <> 'avvisad' AND ${OWN}`
const IN_SPAN = `forvaltning_id = @unit AND reported_at >= @from AND reported_at < @to`
const HARM = `harm IN ('vardskada', 'allvarlig_vardskada')`

const ARENDETYP_COLUMNS = Object.keys(ARENDETYPER)
  .map((code) => `sum(arendetyp = '${code}' AND ok) AS type_${code}`)
  .join(', ')

const YEAR_SQL = `
SELECT ${ARENDETYP_COLUMNS},
  count(*) AS rows,
  sum(NOT ok) AS rejected,
  sum(ok AND investigated) AS investigated,
  sum(ok AND harmed) AS harm,
  sum(ok AND harm = 'allvarlig_vardskada') AS serious_harm,
  sum(ok AND NOT harmed AND potential_harm = 'risk_allvarlig_vardskada') AS serious_risk,
  sum(ok AND harm = 'ej_bedomd' AND ${AVVIKELSE}) AS not_assessed,
  sum(ok AND harmed AND patient_informed = 'ja') AS informed_yes,
  sum(ok AND harmed AND patient_informed = 'nej') AS informed_no,
  sum(ok AND harmed AND coalesce(patient_informed, '') = '') AS informed_unknown,
  sum(ok AND risk_level = 'lag' AND ${AVVIKELSE}) AS risk_low,
  sum(ok AND risk_level = 'medel' AND ${AVVIKELSE}) AS risk_medium,
  sum(ok AND risk_level = 'hog' AND ${AVVIKELSE}) AS risk_high
FROM (
  SELECT arendetyp, investigated, harm, potential_harm, patient_informed, risk_level,
    status <> 'avvisad' AS ok, ${HARM} AS harmed
  FROM incident WHERE ${IN_SPAN} AND ${OWN}
)`

/** One förvaltning's year; null when the register has nothing at all from it. */
export type UnitYear = Omit<IncidentYear, 'year' | 'coverage'>

export function countYear(db: Db, unit: number, year: number): UnitYear | null {
  const row = db.get<Record<string, number | null>>(YEAR_SQL, { unit, ...yearSpan(year) })
  if (!row || (row['rows'] ?? 0) === 0) return null
  const n = (column: string): number => row[column] ?? 0
  return {
    // Object.keys of a constant list: only the type is lost.
    byArendetyp: Object.fromEntries(
      (Object.keys(ARENDETYPER) as Arendetyp[]).map((code) => [code, n(`type_${code}`)]),
    ),
    rejected: n('rejected'),
    investigated: n('investigated'),
    harm: n('harm'),
    seriousHarm: n('serious_harm'),
    seriousRisk: n('serious_risk'),
    notAssessed: n('not_assessed'),
    informed: { yes: n('informed_yes'), no: n('informed_no'), unknown: n('informed_unknown') },
    riskLevels: { low: n('risk_low'), medium: n('risk_medium'), high: n('risk_high') },
  }
}

const NOTHING: UnitYear = {
  byArendetyp: {},
  rejected: 0,
  investigated: 0,
  harm: 0,
  seriousHarm: 0,
  seriousRisk: 0,
  notAssessed: 0,
  informed: { yes: 0, no: 0, unknown: 0 },
  riskLevels: { low: 0, medium: 0, high: 0 },
}

/** Several förvaltningar's years as one. */
export function addYears(parts: readonly (UnitYear | null)[]): UnitYear | null {
  const known = parts.filter((part) => part !== null)
  if (known.length === 0) return null
  return known.reduce(
    (sum, part): UnitYear => ({
      byArendetyp: Object.fromEntries(
        (Object.keys(ARENDETYPER) as Arendetyp[]).map((code) => [
          code,
          (sum.byArendetyp[code] ?? 0) + (part.byArendetyp[code] ?? 0),
        ]),
      ),
      rejected: sum.rejected + part.rejected,
      investigated: sum.investigated + part.investigated,
      harm: sum.harm + part.harm,
      seriousHarm: sum.seriousHarm + part.seriousHarm,
      seriousRisk: sum.seriousRisk + part.seriousRisk,
      notAssessed: sum.notAssessed + part.notAssessed,
      informed: {
        yes: sum.informed.yes + part.informed.yes,
        no: sum.informed.no + part.informed.no,
        unknown: sum.informed.unknown + part.informed.unknown,
      },
      riskLevels: {
        low: sum.riskLevels.low + part.riskLevels.low,
        medium: sum.riskLevels.medium + part.riskLevels.medium,
        high: sum.riskLevels.high + part.riskLevels.high,
      },
    }),
    NOTHING,
  )
}

export function incidentYear(year: number, coverage: Coverage, counts: UnitYear | null): IncidentYear {
  return counts === null ? { year, coverage: 'saknas', ...NOTHING } : { year, coverage, ...counts }
}

/** The first day anything was reported in the own organisation, in Sweden; null in an empty register. */
export function firstReportedDay(db: Db, forvaltningar: readonly number[]): string | null {
  const first = forvaltningar
    .map((unit) =>
      db.value<string | null>(
        `SELECT reported_at FROM incident WHERE forvaltning_id = ? AND origin <> 'publicerad'
         ORDER BY reported_at LIMIT 1`,
        [unit],
      ),
    )
    .filter((at) => at !== undefined && at !== null)
    .sort()[0]
  return first === undefined ? null : swedishDay(new Date(first))
}

/** Avvikelser per month of the given years. A month that has not ended, or a year without data, is null. */
export function countMonths(
  db: Db,
  units: readonly number[],
  years: readonly { readonly year: number; readonly coverage: Coverage }[],
  firstReported: string | null,
  today: string,
): ReportFigures['monthly'] {
  const sql = `SELECT count(*) FROM incident WHERE ${IN_SPAN} AND ${COUNTED} AND ${AVVIKELSE}`
  return years.flatMap(({ year, coverage }) =>
    Array.from({ length: 12 }, (_, index) => {
      const { month, from, to } = monthSpan(year, index + 1)
      const ended =
        today >= (index === 11 ? `${year + 1}-01-01` : `${year}-${String(index + 2).padStart(2, '0')}-01`)
      const begun = firstReported !== null && firstReported.slice(0, 7) <= month
      if (coverage === 'saknas' || !ended || !begun) return { month, value: null }
      const value = units.reduce((sum, unit) => sum + (db.value<number>(sql, { unit, from, to }) ?? 0), 0)
      return { month, value }
    }),
  )
}

function groupedCount(
  db: Db,
  column: 'handelsetyp' | 'reporter_role',
  units: readonly number[],
  span: Span,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const unit of units) {
    const rows = db.all<{ code: string | null; count: number }>(
      `SELECT ${column} AS code, count(*) AS count FROM incident
       WHERE ${IN_SPAN} AND ${COUNTED} AND ${AVVIKELSE} GROUP BY ${column}`,
      { unit, ...span },
    )
    for (const { code, count } of rows) counts.set(code ?? '', (counts.get(code ?? '') ?? 0) + count)
  }
  return counts
}

export function countHandelsetyper(
  db: Db,
  units: readonly number[],
  year: number,
): ReportFigures['handelsetyper'] {
  const counts = groupedCount(db, 'handelsetyp', units, yearSpan(year))
  return Object.fromEntries(
    [...codeLabels(db, 'handelsetyp').keys()].map((code) => [code, counts.get(code) ?? 0]),
  )
}

export function countReporterRoles(
  db: Db,
  units: readonly number[],
  year: number,
): ReportFigures['reporterRoles'] {
  const counts = groupedCount(db, 'reporter_role', units, yearSpan(year))
  const roles = [...codeLabels(db, 'yrkesroll').keys()].map((code) => [code, counts.get(code) ?? 0] as const)
  const named = roles.reduce((sum, [, count]) => sum + count, 0)
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { ...Object.fromEntries(roles), okand: all - named }
}

/** Avvikelser, utredda and vårdskador of a förvaltning's year per unit that reported. */
export function countPerUnit(
  db: Db,
  unit: number,
  year: number,
): { unitId: number; incidents: number; investigated: number; harm: number }[] {
  return db.all(
    `SELECT unit_id AS unitId, sum(${AVVIKELSE}) AS incidents, sum(investigated) AS investigated, sum(${HARM}) AS harm
     FROM incident WHERE ${IN_SPAN} AND ${COUNTED} GROUP BY unit_id`,
    { unit, ...yearSpan(year) },
  )
}

/**
 * The year's avvikelser that are closed, and those of them closed within 60 days. The day of the report is the Swedish
 * one, so winter and summer time are counted apart.
 */
export function countClosed(db: Db, units: readonly number[], year: number): ReportFigures['closing'] {
  const parts = offsetParts(year)
  let [closed, within] = [0, 0]
  for (const unit of units) {
    for (const { from, to, hours } of parts) {
      const row = db.get<{ closed: number | null; within: number | null }>(
        `SELECT count(*) AS closed, sum(closed_date <= date(reported_at, @hours, '+60 days')) AS within
         FROM incident WHERE ${IN_SPAN} AND ${COUNTED} AND ${AVVIKELSE} AND closed_date IS NOT NULL`,
        { unit, from, to, hours },
      )
      closed += row?.closed ?? 0
      within += row?.within ?? 0
    }
  }
  return { closed, within60Days: within }
}

/** A year as spans with one offset from UTC each: the clocks change at 01.00 UTC on the last Sundays of March and October. */
export function offsetParts(year: number): (Span & { readonly hours: string })[] {
  const { from, to } = yearSpan(year)
  const [summer, winter] = [lastSunday(year, 3), lastSunday(year, 10)]
  return [
    { from, to: `${summer}T01:00`, hours: '+1 hours' },
    { from: `${summer}T01:00`, to: `${winter}T01:00`, hours: '+2 hours' },
    { from: `${winter}T01:00`, to, hours: '+1 hours' },
  ]
}

function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0))
  last.setUTCDate(last.getUTCDate() - last.getUTCDay())
  return last.toISOString().slice(0, 10)
}
