import type { Db } from '../db/database.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'

/** A minimal incident at SU, put in by SQL: the tests of this area stand on the schema, not on another area. */
export function insertTestIncident(
  db: Db,
  values: { status?: string; origin?: string; harm?: string; title?: string } = {},
): { id: number; forvaltningId: number } {
  const unit = findOwnUnitByCode(db, 'SU')
  if (!unit) throw new Error('SU is missing')
  const next = (db.value<number>('SELECT count(*) FROM incident') ?? 0) + 1
  const { id } = db.run(
    `INSERT INTO incident (arendenr, origin, arendetyp, status, reported_at, event_date, discovered_date, sort_date,
       unit_id, forvaltning_id, handelsetyp, title, description, consequence, harm)
     VALUES (@arendenr, @origin, 'negativ_handelse', @status, '2026-01-12T08:00:00Z', '2026-01-10', '2026-01-11',
       '2026-01-10', @unit, @unit, 'lakemedel', @title, 'Patienten fick fel dos.', 'Förlängd vårdtid', @harm)`,
    {
      arendenr: `AVV-2026-${String(next).padStart(6, '0')}`,
      origin: values.origin ?? 'registrerad',
      status: values.status ?? 'bedomd',
      unit: unit.id,
      title: values.title ?? 'Fel dos av insulin',
      harm: values.harm ?? 'vardskada',
    },
  )
  return { id, forvaltningId: unit.id }
}
