import type { ImportProfile } from '../../../shared/transfer/contract.ts'
import { mapping as mappingSchema, type Mapping } from '../../../shared/transfer/mapping.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { SHIPPED_PROFILES } from './shippedProfiles.ts'

/** Profiles: those that ship, and those that the workspace has saved under a name. */

interface ProfileRow {
  id: number
  name: string
  definition_json: string
  updated_at: string
  updated_by: string
  version: number
}

/** The workspace's own first, by name; then those that ship. */
export function listProfiles(db: Db): ImportProfile[] {
  const own = db.all<ProfileRow>('SELECT * FROM import_profile ORDER BY name').map(toProfile)
  const shipped = SHIPPED_PROFILES.map(({ id, mapping }) => ({
    id,
    shipped: true,
    mapping,
    version: 1,
    updatedAt: null,
    updatedBy: null,
  }))
  return [...own, ...shipped]
}

function toProfile(row: ProfileRow): ImportProfile {
  return {
    id: String(row.id),
    shipped: false,
    mapping: mappingSchema.parse(JSON.parse(row.definition_json)),
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}

/** What the workspace has learnt of a source system's values. */
export function rememberedValues(db: Db, sourceSystem: string): Mapping['values'] {
  return mappingSchema.shape.values.parse(
    db.all('SELECT field, value, target FROM import_value WHERE source_system = ? LIMIT 20000', [
      sourceSystem,
    ]),
  )
}

interface Saving {
  readonly id: number | null
  readonly expectedVersion: number | null
  readonly mapping: Mapping
}

/** @throws INPUT_INVALID when another profile has the name, NOT_FOUND, CONFLICT. */
export function saveProfile(
  context: Pick<Context, 'db' | 'actor' | 'now' | 'audit' | 'changed'>,
  { id, expectedVersion, mapping }: Saving,
): { id: number; version: number } {
  const { db, actor, now } = context
  const { name, sourceSystem } = mapping
  const namesake = db.value<number>('SELECT id FROM import_profile WHERE name = ?', [name])
  const ships = SHIPPED_PROFILES.some((profile) => profile.mapping.name === name)
  if (ships || (namesake !== undefined && namesake !== id)) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Det finns redan en profil med det namnet. Välj ett annat namn.' },
      { field: 'name' },
    )
  }
  const at = now().toISOString()
  const json = JSON.stringify(mapping)
  const before = id === null ? undefined : existing(db, id)
  if (before !== undefined && before.version !== expectedVersion) {
    throw new LardomError('CONFLICT', { what: 'Profilen' })
  }
  const saved =
    id === null
      ? {
          id: db.run(
            'INSERT INTO import_profile (name, source_system, definition_json, updated_at, updated_by) VALUES (?, ?, ?, ?, ?)',
            [name, sourceSystem, json, at, actor.name],
          ).id,
          version: 1,
        }
      : { id, version: (before?.version ?? 0) + 1 }
  if (id !== null) {
    db.run(
      'UPDATE import_profile SET name = ?, source_system = ?, definition_json = ?, updated_at = ?, updated_by = ?, version = ? WHERE id = ?',
      [name, sourceSystem, json, at, actor.name, saved.version, id],
    )
  }
  context.audit({
    action: 'transfer.save-profile',
    entity: 'import',
    entityId: name,
    ...(before ? { before: { name: before.name, version: before.version } } : {}),
    after: { name, sourceSystem, columns: mapping.columns.filter(({ field }) => field !== null).length },
  })
  context.changed('transfer')
  return saved
}

/** @throws NOT_FOUND, CONFLICT. */
export function removeProfile(
  context: Pick<Context, 'db' | 'audit' | 'changed'>,
  { id, expectedVersion }: { id: number; expectedVersion: number },
): { id: number } {
  const before = existing(context.db, id)
  if (before.version !== expectedVersion) throw new LardomError('CONFLICT', { what: 'Profilen' })
  context.db.run('DELETE FROM import_profile WHERE id = ?', [id])
  context.audit({
    action: 'transfer.remove-profile',
    entity: 'import',
    entityId: before.name,
    before: { name: before.name, version: before.version },
  })
  context.changed('transfer')
  return { id }
}

function existing(db: Db, id: number): { name: string; version: number } {
  const row = db.get<{ name: string; version: number }>(
    'SELECT name, version FROM import_profile WHERE id = ?',
    [id],
  )
  if (!row) throw new LardomError('NOT_FOUND', { what: 'Profilen' })
  return row
}
