import { createHash } from 'node:crypto'
import { LardomError, type ErrorCode } from '../../../shared/rpc/error.ts'
import type { Db } from './database.ts'
import { asLardomError } from './faults.ts'

const PASSING: readonly ErrorCode[] = ['DISK_FULL', 'FILE_LOCKED', 'WRITE_FAILED', 'NO_PERMISSION']

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** 'LRDM': how we know our own files. */
export const APPLICATION_ID = 0x4c52444d

/** Newest format this program understands. */
export function supportedVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

/**
 * Brings the file to the newest format: numbered, forward only, each with its bookkeeping row in one transaction.
 * `backup` is called once, before the first pending migration of a file that already holds data, and returns where
 * the verified copy lies.
 * @throws DB_FROM_NEWER_APP before anything is written; MIGRATION_FAILED with the file as it was.
 */
export function migrate(
  db: Db,
  migrations: readonly Migration[],
  options: { appVersion: string; now: () => Date; backup: (version: number) => string },
): { from: number; to: number } {
  const from = Number(db.raw.pragma('user_version', { simple: true }))
  const newest = supportedVersion(migrations)
  if (from > newest) throw new LardomError('DB_FROM_NEWER_APP', { found: from, supported: newest })
  if (from > 0) assertUnchanged(db, migrations)
  const pending = migrations.filter((migration) => migration.version > from)
  if (pending.length === 0) return { from, to: from }
  const backup = from > 0 ? options.backup(from) : ''
  for (const migration of pending) {
    try {
      db.transaction(() => {
        db.raw.exec(migration.sql)
        db.run(
          'INSERT INTO schema_migration (version, name, sha256, applied_at, app_version) VALUES (?, ?, ?, ?, ?)',
          [
            migration.version,
            migration.name,
            sha256(migration.sql),
            options.now().toISOString(),
            options.appVersion,
          ],
        )
        const orphans = db.raw.pragma('foreign_key_check')
        if (Array.isArray(orphans) && orphans.length > 0) throw new Error('foreign_key_check')
        db.raw.pragma(`user_version = ${migration.version}`)
        db.raw.pragma(`application_id = ${APPLICATION_ID}`)
      })
    } catch (error) {
      // A full disk or a locked file is not the step's fault, and has its own words for what to do.
      const known = asLardomError(error, db.raw.name)
      if (known && PASSING.includes(known.code)) throw known
      throw new LardomError(
        'MIGRATION_FAILED',
        { detail: `steg ${migration.version}, ${migration.name}`, backup },
        { cause: error },
      )
    }
  }
  return { from, to: newest }
}

function assertUnchanged(db: Db, migrations: readonly Migration[]): void {
  const applied = db.all<{ version: number; sha256: string }>('SELECT version, sha256 FROM schema_migration')
  for (const row of applied) {
    const known = migrations.find((migration) => migration.version === row.version)
    if (known && sha256(known.sql) !== row.sha256) {
      throw new LardomError('DB_DAMAGED', {
        file: 'Arbetsytan',
        detail: `formatets steg ${row.version} stämmer inte med programmets`,
      })
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
