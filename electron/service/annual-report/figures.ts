import { avvikelser } from '../../../shared/annual-report/avvikelser.ts'
import type {
  Coverage,
  Denominator,
  ForvaltningRow,
  ReportFigures,
  VerksamhetRow,
} from '../../../shared/annual-report/figures.ts'
import { NAMNARE, NAMNARE_PER, type Namnare } from '../../../shared/indicator/denominators.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import { codeLabels } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import {
  actionYear,
  analysisYear,
  countOpenActions,
  leadTime,
  lexMariaRows,
  lexMariaTypes,
  lexMariaUnits,
  lexMariaYear,
  readActions,
  readAnalyses,
  reportedIn,
  verksamhetOf,
  type Analyses,
  type LexMariaRow,
} from './caseFigures.ts'
import {
  addYears,
  countClosed,
  countHandelsetyper,
  countMonths,
  countPerUnit,
  countReporterRoles,
  countYear,
  firstReportedDay,
  incidentYear,
  type UnitYear,
} from './incidentFigures.ts'
import { publishedFigures } from './indicatorFigures.ts'
import type { Scope } from './scope.ts'

/** At most so many years in a table, and at least so many, so that a missing year is seen to be missing. */
const [MOST_YEARS, FEWEST_YEARS] = [5, 3]
/** The chart by month has at most so many years. */
const CHART_YEARS = 3

/** Everything the berättelse of a förvaltning, or of the region, needs from the register. `today` is the Swedish day. */
export function readFigures(db: Db, scope: Scope, year: number, today: string): ReportFigures {
  const ids = scope.forvaltningar.map((unit) => unit.id)
  const firstReported = firstReportedDay(
    db,
    scope.allForvaltningar.map((unit) => unit.id),
  )
  const years = yearsOf(year, firstReported)
  const first = years[0] ?? year
  const perUnit = new Map(
    ids.map((id) => [id, new Map(years.map((it) => [it, countYear(db, id, it)] as const))] as const),
  )
  const incidents = years.map((it) => {
    const counts = addYears([...perUnit.values()].map((unitYears) => unitYears.get(it) ?? null))
    return incidentYear(it, coverageOf(it, firstReported, today), counts)
  })
  const coverage = (it: number): Coverage => incidents.find((row) => row.year === it)?.coverage ?? 'saknas'
  const cases = lexMariaRows(db, ids, first, year)
  const analyses = readAnalyses(db, ids, first, year)
  const actions = readActions(db, ids, first, year)
  const denominators = readDenominators(db, ids, first, year)
  const nameOf = (unitId: number): string => partName(scope, unitId)
  const region = scope.kind === 'region'
  return {
    incidents,
    lexMaria: years.map((it) => lexMariaYear(cases, it, coverage(it))),
    analyses: years.map((it) => analysisYear(analyses, it, coverage(it))),
    actions: years.map((it) => actionYear(actions, it, coverage(it))),
    firstReported,
    monthly: countMonths(db, ids, incidents.slice(-CHART_YEARS).filter(known), firstReported, today),
    handelsetyper: countHandelsetyper(db, ids, year),
    reporterRoles: countReporterRoles(db, ids, year),
    words: {
      handelsetyp: Object.fromEntries(codeLabels(db, 'handelsetyp')),
      yrkesroll: Object.fromEntries(codeLabels(db, 'yrkesroll')),
    },
    closing: countClosed(db, ids, year),
    lexMariaTypes: lexMariaTypes(cases, year),
    lexMariaTypesOfParts: region
      ? ids.map((id) =>
          lexMariaTypes(
            cases.filter((row) => row.forvaltningId === id),
            year,
          ),
        )
      : [],
    lexMariaUnits: region ? [] : lexMariaUnits(cases, year, nameOf),
    denominators: commonDenominators(denominators, perUnit, years),
    verksamheter: region ? [] : verksamheter(db, scope, year),
    forvaltningar: region
      ? forvaltningar({
          scope,
          year,
          perUnit,
          cases,
          analyses,
          denominators,
          whole: coverage(year) === 'hel',
        })
      : [],
    indicators: publishedFigures(db, year),
    openActions: countOpenActions(db, ids, today),
  }
}

function known(row: { coverage: Coverage }): boolean {
  return row.coverage !== 'saknas'
}

/** Back to the register's first year, three to five years. */
function yearsOf(year: number, firstReported: string | null): number[] {
  const start = firstReported === null ? year : Number(firstReported.slice(0, 4))
  const from = Math.min(Math.max(start, year - MOST_YEARS + 1), year - FEWEST_YEARS + 1)
  return Array.from({ length: year - from + 1 }, (_, index) => from + index)
}

function coverageOf(year: number, firstReported: string | null, today: string): Coverage {
  if (firstReported === null || `${year}-01-01` > today) return 'saknas'
  if (today <= `${year}-12-31`) return 'pagar'
  // A register that starts within January has the year for all that tables can show.
  return firstReported > `${year}-01-31` && firstReported.startsWith(`${year}-`) ? 'borjar' : 'hel'
}

type DenominatorRow = Omit<Denominator, 'sources'> & {
  readonly forvaltningId: number
  readonly source: string
}

function readDenominators(db: Db, ids: readonly number[], first: number, last: number): DenominatorRow[] {
  return db
    .all<{ forvaltningId: number; year: number; kind: string; value: number; source: string }>(
      `SELECT forvaltning_id AS forvaltningId, year, kind, value, source FROM denominator
       WHERE forvaltning_id IN (SELECT value FROM json_each(?)) AND year BETWEEN ? AND ?`,
      [JSON.stringify(ids), first, last],
    )
    .flatMap((row) => (isNamnare(row.kind) ? [{ ...row, kind: row.kind }] : []))
}

function isNamnare(kind: string): kind is Namnare {
  return Object.hasOwn(NAMNARE, kind)
}

/** Sums over the förvaltningar, only where every förvaltning that reported in the year has the denominator. */
function commonDenominators(
  rows: readonly DenominatorRow[],
  perUnit: ReadonlyMap<number, ReadonlyMap<number, UnitYear | null>>,
  years: readonly number[],
): Denominator[] {
  return years.flatMap((year) => {
    const reporting = [...perUnit]
      .filter(([, counts]) => (counts.get(year) ?? null) !== null)
      .map(([id]) => id)
    // Object.keys of a constant list: only the type is lost.
    return (Object.keys(NAMNARE) as Namnare[]).flatMap((kind) => {
      const own = rows.filter(
        (row) => row.year === year && row.kind === kind && reporting.includes(row.forvaltningId),
      )
      if (own.length === 0 || own.length < reporting.length) return []
      const value = own.reduce((sum, row) => sum + row.value, 0)
      return [{ year, kind, value, sources: [...new Set(own.map((row) => row.source))] }]
    })
  })
}

function partName(scope: Scope, unitId: number): string {
  const part = verksamhetOf(scope.units, unitId)
  return part === undefined || part.id === scope.unit.id ? 'Gemensamt för förvaltningen' : part.name
}

function verksamheter(db: Db, scope: Scope, year: number): VerksamhetRow[] {
  const rows = new Map<string, VerksamhetRow>()
  for (const { unitId, incidents, investigated, harm } of countPerUnit(db, scope.unit.id, year)) {
    const name = partName(scope, unitId)
    const sum = rows.get(name)
    rows.set(name, {
      name,
      incidents: (sum?.incidents ?? 0) + incidents,
      investigated: (sum?.investigated ?? 0) + investigated,
      harm: (sum?.harm ?? 0) + harm,
    })
  }
  return [...rows.values()].sort((a, b) => b.incidents - a.incidents || compareSwedish(a.name, b.name))
}

function forvaltningar(parts: {
  scope: Scope
  year: number
  perUnit: ReadonlyMap<number, ReadonlyMap<number, UnitYear | null>>
  cases: readonly LexMariaRow[]
  analyses: Analyses
  denominators: readonly DenominatorRow[]
  whole: boolean
}): ForvaltningRow[] {
  const { scope, year, perUnit, cases, analyses, denominators, whole } = parts
  return scope.forvaltningar.flatMap((unit): ForvaltningRow[] => {
    const counts = perUnit.get(unit.id)?.get(year) ?? null
    // Fastighet and the like are listed only when they have something.
    if (counts === null && !unit.providesCare) return []
    const own = cases.filter((row) => row.forvaltningId === unit.id && reportedIn(row, year))
    const ownAnalyses = { ...analyses, rows: analyses.rows.filter((row) => row.forvaltningId === unit.id) }
    const row = incidentYear(year, 'hel', counts)
    const per = (kind: Namnare): number | null => {
      const base = denominators.find(
        (it) => it.forvaltningId === unit.id && it.year === year && it.kind === kind,
      )
      if (!whole || counts === null || !base || base.value <= 0) return null
      return (avvikelser(row) / base.value) * NAMNARE_PER[kind]
    }
    const care = (['vardtillfallen', 'besok'] as const).flatMap((kind) => {
      const value = per(kind)
      return value === null ? [] : [{ value, kind }]
    })
    return [
      {
        code: unit.code,
        name: unit.name,
        hasData: counts !== null,
        incidents: avvikelser(row),
        investigated: row.investigated,
        harm: row.harm,
        seriousHarm: row.seriousHarm,
        lexMaria: own.length,
        lexMariaLead: leadTime(own),
        analysesCompleted: analysisYear(ownAnalyses, year, 'hel').completed,
        perCare: care[0] ?? null,
        perStaff: per('arsarbetare'),
      },
    ]
  })
}
