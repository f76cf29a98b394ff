import { EMPTY_FIELDS, type IncidentFields } from '../../../shared/incident/fields.ts'
import type { NewIncidentRow } from './repository.ts'

/** What the tests of the register start from. */

/** A whole report of a fall, as a form would send it. */
export function fallReport(unitId: number, changes: Partial<IncidentFields> = {}): IncidentFields {
  return {
    ...EMPTY_FIELDS,
    arendetyp: 'negativ_handelse',
    handelsetyp: 'fall',
    unitId,
    title: 'Fall från säng på natten',
    description: 'Patienten föll när sänggrinden var nedfälld. Höger höft gör ont.',
    eventDate: '2026-01-20',
    discoveredDate: '2026-01-20',
    immediateAction: 'Läkare tillkallades och röntgen beställdes.',
    ...changes,
  }
}

/** A row as a bulk maker would give it; number n. */
export function rowNumber(n: number, unitId: number, changes: Partial<NewIncidentRow> = {}): NewIncidentRow {
  return {
    arendenr: `AVV-2025-${String(n).padStart(6, '0')}`,
    origin: 'exempel',
    arendetyp: 'tillbud',
    status: 'inkommen',
    reportedAt: '2025-06-01T08:00:00.000Z',
    unitId,
    handelsetyp: 'lakemedel',
    title: `Händelse ${n}`,
    description: 'Fel dos gavs.',
    eventDate: '2025-06-01',
    ...changes,
  }
}
