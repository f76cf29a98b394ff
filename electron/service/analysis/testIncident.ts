import { insertIncident, type NewIncidentRow } from '../incident/repository.ts'
import type { Db } from '../db/database.ts'
import { nextNumber } from '../kernel/numbers.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'

/** An assessed incident at SU, for the tests of this area. */
export function insertTestIncident(
  db: Db,
  values: Partial<NewIncidentRow> = {},
): { id: number; forvaltningId: number } {
  const unit = findOwnUnitByCode(db, 'SU')
  if (!unit) throw new Error('SU is missing')
  const id = insertIncident(db, {
    arendenr: nextNumber(db, 'AVV', 2026),
    origin: 'registrerad',
    arendetyp: 'negativ_handelse',
    status: 'bedomd',
    reportedAt: '2026-01-12T08:00:00Z',
    eventDate: '2026-01-10',
    discoveredDate: '2026-01-11',
    unitId: unit.id,
    handelsetyp: 'lakemedel',
    title: 'Fel dos av insulin',
    description: 'Patienten fick fel dos.',
    consequence: 'Förlängd vårdtid',
    harm: 'vardskada',
    ...values,
  })
  return { id, forvaltningId: unit.id }
}

/** Closes the workspace; a test that made the service stumble fails, even when its own expectations held. */
export function closeWithoutFaults(workspace: TestWorkspace): void {
  const [fault] = workspace.faults
  workspace.close()
  if (fault !== undefined) throw new Error('the service met an unexpected error', { cause: fault })
}
