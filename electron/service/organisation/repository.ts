import type { Unit } from '../../../shared/organisation/contract.ts'
import type { Db } from '../db/database.ts'

interface UnitRow {
  id: number
  parent_id: number | null
  organisation: Unit['organisation']
  kind: Unit['kind']
  code: string
  name: string
  provides_care: number
  forvaltning_id: number | null
  is_example: number
}

/** The whole tree; ids grow downwards, so id order is parents first. */
export function listUnits(db: Db): Unit[] {
  return db
    .all<UnitRow>(
      'SELECT id, parent_id, organisation, kind, code, name, provides_care, forvaltning_id, is_example FROM unit ORDER BY id',
    )
    .map(toUnit)
}

export function findUnit(db: Db, id: number): Unit | undefined {
  const row = db.get<UnitRow>('SELECT * FROM unit WHERE id = ?', [id])
  return row && toUnit(row)
}

/** By code, without regard to case (SkaS, skas); 'VGR' is the region itself. Own organisation only. */
export function findOwnUnitByCode(db: Db, code: string): Unit | undefined {
  const wanted = code.toLocaleLowerCase('sv')
  return listUnits(db).find(
    (unit) => unit.organisation === 'egen' && unit.code.toLocaleLowerCase('sv') === wanted,
  )
}

export interface NewUnit {
  readonly parentId: number | null
  readonly organisation: Unit['organisation']
  readonly kind: Unit['kind']
  readonly code: string
  readonly name: string
  readonly providesCare?: boolean
  readonly isExample?: boolean
}

/** Adds a unit; its förvaltning is itself, or the nearest one above. */
export function insertUnit(db: Db, unit: NewUnit): number {
  const inherited =
    unit.parentId === null
      ? null
      : (db.value<number | null>('SELECT forvaltning_id FROM unit WHERE id = ?', [unit.parentId]) ?? null)
  const { id } = db.run(
    `INSERT INTO unit (parent_id, organisation, kind, code, name, provides_care, forvaltning_id, is_example)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      unit.parentId,
      unit.organisation,
      unit.kind,
      unit.code,
      unit.name,
      unit.providesCare === false ? 0 : 1,
      inherited,
      unit.isExample ? 1 : 0,
    ],
  )
  if (unit.kind === 'forvaltning') db.run('UPDATE unit SET forvaltning_id = id WHERE id = ?', [id])
  return id
}

function toUnit(row: UnitRow): Unit {
  return {
    id: row.id,
    parentId: row.parent_id,
    organisation: row.organisation,
    kind: row.kind,
    code: row.code,
    name: row.name,
    providesCare: row.provides_care === 1,
    forvaltningId: row.forvaltning_id,
    isExample: row.is_example === 1,
  }
}
