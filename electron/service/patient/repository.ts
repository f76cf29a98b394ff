import { basename } from 'node:path'
import type { IdentityPurpose } from '../../../shared/patient/contract.ts'
import type { Identity, IdentityKind } from '../../../shared/patient/identity.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'
import { fieldKey } from '../db/fieldKey.ts'
import { seal, unseal } from './seal.ts'

const KEY_PURPOSE = 'patient'

/** What is kept beside the number. */
export interface StoredIdentity {
  readonly kind: IdentityKind
  readonly number: string
  readonly purpose: IdentityPurpose
  readonly registeredAt: string
  readonly registeredBy: string
}

interface IdentityRow {
  kind: IdentityKind
  sealed: Uint8Array
  purpose: IdentityPurpose
  created_at: string
  name: string
}

export function hasIdentity(db: Db, incidentId: number): boolean {
  return db.value<number>('SELECT 1 FROM patient_identity WHERE incident_id = ?', [incidentId]) === 1
}

/** The identity of a case, opened, or null. @throws DB_DAMAGED when its seal is broken. */
export function readIdentity(db: Db, incidentId: number): StoredIdentity | null {
  const row = db.get<IdentityRow>(
    `SELECT p.kind, p.sealed, p.purpose, p.created_at, a.name
     FROM patient_identity p JOIN account a ON a.id = p.created_by WHERE p.incident_id = ?`,
    [incidentId],
  )
  if (!row) return null
  return {
    kind: row.kind,
    number: withKey(db, (key) => open(db, key, incidentId, row)),
    purpose: row.purpose,
    registeredAt: row.created_at,
    registeredBy: row.name,
  }
}

/** Puts the number on the case; an earlier one is gone. */
export function writeIdentity(
  db: Db,
  row: {
    incidentId: number
    identity: Identity
    purpose: IdentityPurpose
    at: string
    accountId: string
  },
): void {
  const { incidentId, identity } = row
  const sealed = withKey(db, (key) => seal(key, { incidentId, kind: identity.kind }, identity.number))
  db.run(
    `INSERT INTO patient_identity (incident_id, kind, sealed, purpose, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (incident_id) DO UPDATE SET kind = excluded.kind, sealed = excluded.sealed,
       purpose = excluded.purpose, created_at = excluded.created_at, created_by = excluded.created_by`,
    [incidentId, identity.kind, sealed, row.purpose, row.at, row.accountId],
  )
}

export function deleteIdentity(db: Db, incidentId: number): void {
  db.run('DELETE FROM patient_identity WHERE incident_id = ?', [incidentId])
}

/** True while somebody analyses the case. */
export function hasOngoingAnalysis(db: Db, incidentId: number): boolean {
  return (
    db.value<number>('SELECT 1 FROM analysis WHERE incident_id = ? AND completed_date IS NULL LIMIT 1', [
      incidentId,
    ]) === 1
  )
}

function open(db: Db, key: Uint8Array, incidentId: number, { kind, sealed }: IdentityRow): string {
  try {
    return unseal(key, { incidentId, kind }, sealed)
  } catch (error) {
    throw new LardomError(
      'DB_DAMAGED',
      { file: basename(db.raw.name), detail: 'patientens nummer i ett ärende går inte att läsa' },
      { cause: error },
    )
  }
}

function withKey<T>(db: Db, work: (key: Uint8Array) => T): T {
  const key = fieldKey(db, KEY_PURPOSE)
  try {
    return work(key)
  } finally {
    key.fill(0)
  }
}
