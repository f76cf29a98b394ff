import { EMPTY_FIELDS } from '../../../shared/incident/fields.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import type { TestWorkspace } from './testWorkspace.ts'

/** One reported incident, through the same call as the window's. */
export async function registerIncident(workspace: TestWorkspace, title: string): Promise<{ id: number }> {
  return workspace.call('incident.register', {
    fields: {
      ...EMPTY_FIELDS,
      arendetyp: 'risk',
      handelsetyp: 'fall',
      title,
      description: 'Räcket saknas.',
      unitId: findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0,
      eventDate: '2026-01-10',
    },
  })
}
