import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Role } from '../../../shared/account/roles.ts'
import { closeWithoutFaults } from '../analysis/testIncident.ts'
import type { Db } from '../db/database.ts'
import { insertIncident, type NewIncidentRow } from '../incident/repository.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

export const unitOf = (db: Db, code: string) => findOwnUnitByCode(db, code)?.id ?? 0

export interface TriageDesk {
  readonly workspace: () => TestWorkspace
  /** The acting account's id. */
  readonly me: () => string
  /** A new case, at SU unless said. */
  readonly incident: (values?: Partial<NewIncidentRow> & { at?: string }) => number
  /** What has been done to a case, newest first. */
  readonly history: (id: number) => Promise<string[]>
}

/** One workspace for a file's tests; each starts from nothing, since it is rolled back after it. */
export function triageDesk(): TriageDesk {
  let opened: TestWorkspace | undefined
  let roles: readonly Role[] = []
  let me = ''
  const workspace = () => {
    if (!opened) throw new Error('no workspace before the tests run')
    return opened
  }
  beforeAll(async () => {
    opened = await openTestWorkspace()
    roles = opened.state().actor?.roles ?? []
    me = opened.state().actor?.id ?? ''
  })
  beforeEach(() => void workspace().db().raw.exec('BEGIN'))
  afterEach(() => {
    workspace().db().raw.exec('ROLLBACK')
    workspace().actAs(...roles)
    workspace().setNow('2026-02-01T11:00:00Z')
  })
  afterAll(() => closeWithoutFaults(workspace()))
  return {
    workspace,
    me: () => me,
    incident: ({ at = 'SU', ...values } = {}) => {
      const db = workspace().db()
      return insertIncident(db, {
        arendenr: nextNumber(db, 'AVV', 2026),
        origin: 'registrerad',
        arendetyp: 'negativ_handelse',
        status: 'inkommen',
        reportedAt: '2026-01-30T08:00:00Z',
        unitId: unitOf(db, at),
        handelsetyp: 'ovrigt',
        title: 'Fel dos',
        description: 'Patienten fick fel dos.',
        ...values,
      })
    },
    history: async (id) => (await workspace().call('incident.history', { id })).map(({ action }) => action),
  }
}

export const items = (...ids: number[]) => ids.map((id) => ({ id, version: null }))
