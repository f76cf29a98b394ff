import * as fc from 'fast-check'
import {
  HANDELSETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  VANTETIDER,
  codesOf,
} from '../../../shared/incident/codes.ts'
import {
  ATERKOPPLING,
  SORT_KEYS,
  type GroupKey,
  type IncidentFilter,
  type IncidentSort,
} from '../../../shared/incident/filter.ts'
import { GROUPINGS } from '../../../shared/incident/filter.ts'
import type { Db } from '../db/database.ts'
import { listUnits } from '../organisation/repository.ts'
import { insertIncident, type NewIncidentRow } from './repository.ts'
import { rowNumber } from './testFields.ts'

/** A varied register for tests, and questions to it. */

export const OTHER_ACCOUNT = 'konto-anna'
const SCORES = [null, 1, 2, 3, 4, 6, 8, 9, 12, 16]
const WORDS = [
  'kateterisering av ådern',
  'fel dos gavs',
  'föll i trappan',
  'lång väntan på svar',
  'sänggrind nedfälld',
]

/** The same number gives the same case. Many share a day, so the tie-break by id is used. */
export function variedRow(n: number, units: readonly number[]): NewIncidentRow {
  const at = <T>(list: readonly T[], by: number): T => {
    // Large primes spread the values.
    const value = list[(n * by) % list.length]
    if (value === undefined) throw new Error('an empty list')
    return value
  }
  const riskScore = at(SCORES, 7919)
  const month = String(((n * 5) % 12) + 1).padStart(2, '0')
  const maybe = <T>(by: number, value: T): T | null => ((n * by) % 5 < 2 ? null : value)
  return rowNumber(n, at(units, 104_729), {
    status: at(codesOf(STATUSAR), 31),
    handelsetyp: at(codesOf(HANDELSETYPER), 17),
    undertyp: maybe(3, at(['fall.saeng', 'lakemedel.dos'], 7)),
    harm: at(codesOf(SKADOR), 13),
    potentialHarm: at(codesOf(SKADERISKER), 11),
    riskScore,
    riskLevel: riskScore === null ? null : riskScore >= 8 ? 'hog' : riskScore >= 4 ? 'medel' : 'lag',
    arendetyp: n % 3 === 0 ? 'risk' : 'tillbud',
    origin: n % 5 === 0 ? 'import' : 'exempel',
    eventDate: `2025-${month}-${String((n % 9) + 10)}`,
    reportedAt: `2025-${month}-${String((n % 11) + 10)}T${String((n * 7) % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00.000Z`,
    description: at(WORDS, 1),
    skadetyp: maybe(7, at(['fall', 'trycksar'], 3)),
    nccMerp: maybe(2, at(codesOf(NCC_MERP), 3)),
    vardtyp: maybe(11, at(['oppen', 'sluten', 'primarvard', 'hemsjukvard'], 3)),
    vardprocess: maybe(4, at(['bedomning', 'behandling'], 7)),
    reporterRole: maybe(9, at(['lakare', 'sjukskoterska'], 3)),
    medicalArea: maybe(8, at(['barn', 'kirurgi', 'psykiatri'], 3)),
    samverkan: maybe(12, at(['kommun', 'annan_region'], 3)),
    reportedActualSeverity: maybe(6, n % 5),
    isChild: maybe(13, n % 4 === 0),
    frailElderly: maybe(14, n % 7 === 0),
    fastVardkontakt: maybe(16, at(codesOf(JA_NEJ_OKANT), 5)),
    vardplan: maybe(17, at(codesOf(JA_NEJ_OKANT), 7)),
    waitingKind: maybe(18, at(codesOf(VANTETIDER), 3)),
    waitingDays: maybe(18, n % 300),
    incomplete: n % 17 === 0,
    feedbackWanted: n % 4 !== 1,
    feedbackGivenDate: n % 9 === 0 ? '2025-12-30' : null,
    feedbackSkipReason: n % 10 === 3 ? 'Anonym' : '',
    importBatchId: n % 5 === 0 ? 1 + (n % 3) : null,
    assignedTo: n % 3 === 1 ? OTHER_ACCOUNT : null,
    agens: ['lakemedel', 'medicinteknik', 'it'].filter((_, tag) => (n >> tag) % 3 === 0),
    strategiomraden: n % 6 === 0 ? ['nara_vard'] : [],
    kvalitetsregister: n % 8 === 0 ? ['senior_alert', 'svedvard'] : [],
  })
}

/** So many varied cases, with another account that some are assigned to. @returns the units used. */
export function insertVaried(db: Db, count: number): number[] {
  const units = listUnits(db)
    .filter((unit) => unit.forvaltningId !== null)
    .map((unit) => unit.id)
  db.transaction(() => {
    db.run('INSERT OR IGNORE INTO account (id, name, created_at) VALUES (?, ?, ?)', [
      OTHER_ACCOUNT,
      'Anna Andersson',
      '2025-01-01T00:00:00.000Z',
    ])
    for (let n = 1; n <= count; n++) insertIncident(db, variedRow(n, units))
  })
  return units
}

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })

export function anyFilter(forvaltningar: readonly number[]): fc.Arbitrary<IncidentFilter> {
  const every: { [Key in keyof Required<IncidentFilter>]: fc.Arbitrary<Required<IncidentFilter>[Key]> } = {
    forvaltningId: fc.constantFrom(...forvaltningar),
    unitId: fc.constantFrom(1, 2, 3, 8, 12),
    status: some(...codesOf(STATUSAR)),
    handelsetyp: fc.uniqueArray(fc.constantFrom(...codesOf(HANDELSETYPER)), { minLength: 1, maxLength: 9 }),
    undertyp: some('fall.saeng', 'lakemedel.dos'),
    harm: some(...codesOf(SKADOR)),
    potentialHarm: some(...codesOf(SKADERISKER)),
    arendetyp: fc.constant(['risk']),
    riskLevel: fc.constantFrom(['hog'], ['lag', 'medel']),
    origin: fc.constant(['import']),
    from: fc.constantFrom('2025-03-01', '2025-07-15'),
    to: fc.constantFrom('2025-08-01', '2025-12-31'),
    reportedFrom: fc.constantFrom('2025-02-12', '2025-07-15'),
    reportedTo: fc.constantFrom('2025-08-14', '2025-12-15'),
    skadetyp: some('fall', 'trycksar'),
    nccMerp: some(...codesOf(NCC_MERP)),
    vardtyp: some('oppen', 'sluten', 'primarvard'),
    vardprocess: some('bedomning', 'behandling'),
    reporterRole: some('lakare', 'sjukskoterska'),
    medicalArea: some('barn', 'kirurgi', 'psykiatri'),
    samverkan: some('kommun', 'annan_region'),
    agens: some('lakemedel', 'medicinteknik', 'it'),
    strategiomraden: some('nara_vard', 'digitalisering'),
    kvalitetsregister: some('senior_alert', 'svedvard'),
    isChild: fc.boolean(),
    frailElderly: fc.boolean(),
    fastVardkontakt: some(...codesOf(JA_NEJ_OKANT)),
    vardplan: some(...codesOf(JA_NEJ_OKANT)),
    waitingKind: some(...codesOf(VANTETIDER)),
    guaranteePassed: fc.boolean(),
    incomplete: fc.boolean(),
    assignedTo: some(OTHER_ACCOUNT, 'ingen', 'jag'),
    feedback: some(...codesOf(ATERKOPPLING)),
    closed: fc.boolean(),
    hasAnalysis: fc.boolean(),
    hasLexMaria: fc.boolean(),
    importBatchId: fc.constantFrom(1, 2, 99),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 300 }),
    text: fc.constantFrom('kateter', 'ådern', 'dos', 'trapp', 'AVV-2025-0001', 'finns inte alls', ' '),
  }
  // Few keys at a time, or nothing is ever found.
  const keys = Object.keys(every) as (keyof IncidentFilter)[]
  return fc
    .uniqueArray(fc.constantFrom(...keys), { maxLength: 3 })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((key) => [key, every[key]]))),
    ) as fc.Arbitrary<IncidentFilter>
}

export const anySort: fc.Arbitrary<IncidentSort> = fc.record({
  by: fc.constantFrom(...SORT_KEYS),
  direction: fc.constantFrom('asc', 'desc'),
})

export const anyGroup: fc.Arbitrary<GroupKey | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...codesOf(GROUPINGS)) },
)
