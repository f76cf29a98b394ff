import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Role } from '../../../shared/account/roles.ts'
import type { Atgardsbeslut, Effekt, Styrka } from '../../../shared/action/codes.ts'
import type { Orsaksomrade } from '../../../shared/analysis/codes.ts'
import type { AnalysisContent } from '../../../shared/analysis/content.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { closeWithoutFaults } from '../analysis/testIncident.ts'
import type { Db } from '../db/database.ts'
import { insertIncident, type NewIncidentRow } from '../incident/repository.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { findOwnUnitByCode, insertUnit } from '../organisation/repository.ts'
import { insertLexMariaCase, type NewLexMariaCaseRow } from '../supervision/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/**
 * One workspace for a whole file, since making one takes a second of scrypt: each test runs inside a transaction that
 * is rolled back after it, and starts with the account's own roles.
 */
export function sharedWorkspace(): () => TestWorkspace {
  let workspace: TestWorkspace | undefined
  let roles: readonly Role[] = []
  const open = (): TestWorkspace => {
    if (!workspace) throw new Error('no workspace before the tests run')
    return workspace
  }
  beforeAll(async () => {
    workspace = await openTestWorkspace()
    roles = workspace.state().actor?.roles ?? []
  })
  beforeEach(() => {
    open().db().raw.exec('BEGIN')
  })
  afterEach(() => {
    open().actAs(...roles)
    open().db().raw.exec('ROLLBACK')
    open().events.length = 0
  })
  afterAll(() => closeWithoutFaults(open()))
  return open
}

/** Rows for the tests of this folder, put in through the other areas' own repositories. */

export function unitId(db: Db, code: string): number {
  const unit = findOwnUnitByCode(db, code)
  if (!unit) throw new Error(`${code} is missing`)
  return unit.id
}

/** An avvikelse at a unit (SU's first verksamhet unless said), reported at an instant. */
export function report(
  db: Db,
  reportedAt: string,
  values: Partial<Omit<NewIncidentRow, 'reportedAt'>> & { readonly at?: string } = {},
): number {
  const { at = 'SU-1', ...rest } = values
  return insertIncident(db, {
    arendenr: nextNumber(db, 'AVV', Number(reportedAt.slice(0, 4))),
    origin: 'registrerad',
    arendetyp: 'negativ_handelse',
    status: 'inkommen',
    reportedAt,
    unitId: unitId(db, at),
    handelsetyp: 'lakemedel',
    title: 'Fel dos',
    description: 'Patienten fick fel dos.',
    ...rest,
  })
}

/** An incident and its lex Maria case. */
export function lexMaria(
  db: Db,
  reportedAt: string,
  incident: Parameters<typeof report>[2],
  values: Partial<NewLexMariaCaseRow>,
): void {
  const incidentId = report(db, reportedAt, { harm: 'allvarlig_vardskada', ...incident })
  const number = nextNumber(db, 'LM', Number(reportedAt.slice(0, 4)))
  insertLexMariaCase(db, { number, incidentId, decision: 'ska_anmalas', ...values })
}

/** A published case, which lies in an organisation of its own beside the region. */
export function published(db: Db, day: string): void {
  const unit = insertUnit(db, {
    parentId: null,
    organisation: 'publicerad',
    kind: 'forvaltning',
    code: `pub-${day}`,
    name: 'Karolinska Universitetssjukhuset',
  })
  const incidentId = insertIncident(db, {
    arendenr: nextNumber(db, 'AVV', Number(day.slice(0, 4))),
    origin: 'publicerad',
    arendetyp: 'negativ_handelse',
    status: 'ej_angivet',
    reportedAt: `${day}T10:00:00Z`,
    unitId: unit,
    handelsetyp: 'lakemedel',
    title: 'Publicerat fall',
    description: 'Ur källan.',
    harm: 'allvarlig_vardskada',
    investigated: true,
  })
  const number = nextNumber(db, 'LM', Number(day.slice(0, 4)))
  insertLexMariaCase(db, { number, incidentId, decision: 'ska_anmalas', reportedDate: day })
}

interface TestAction {
  readonly strength: Styrka
  readonly due?: string
  readonly done?: string
  readonly decision?: Atgardsbeslut
  readonly effect?: Effekt
}

/** A händelseanalys at SU of an incident of its own. */
export function analysis(
  db: Db,
  started: string,
  completed: string | null,
  values: {
    readonly commissioned?: string
    readonly inNitha?: boolean
    readonly heard?: AnalysisContent['patientHeard']
    readonly causes?: readonly Orsaksomrade[]
    readonly actions?: readonly TestAction[]
  } = {},
): void {
  const incidentId = report(db, `${started}T08:00:00Z`)
  insertAnalysis(
    db,
    {
      incidentId,
      forvaltningId: unitId(db, 'SU'),
      title: 'Analys',
      startedDate: started,
      completedDate: completed,
      commission: { commissionDate: values.commissioned ?? null, inNitha: values.inNitha ?? false },
      patientHeard: values.heard ?? 'ej_angivet',
      isExample: false,
    },
    {
      causes: (values.causes ?? []).map((area) => ({
        delhandelse: null,
        text: 'Orsak',
        area,
        subcategory: '',
        noActionReason: '',
      })),
      actions: (values.actions ?? []).map((action) => ({
        causes: [],
        text: 'Åtgärd',
        strength: action.strength,
        responsible: 'Enhetschef',
        dueDate: action.due ?? null,
        measure: '',
        focusArea: '',
        decision: action.decision ?? 'genomfors',
        decisionReason: '',
        doneDate: action.done ?? null,
        followUpDate: null,
        effect: action.effect ?? 'ej_matt',
        effectDate: null,
        effectText: '',
      })),
    },
  )
}

export function denominator(db: Db, code: string, year: number, kind: string, value: number): void {
  db.run(
    `INSERT INTO denominator (forvaltning_id, year, kind, value, source) VALUES (?, ?, ?, ?, 'vårddatabasen')`,
    [unitId(db, code), year, kind, value],
  )
}
