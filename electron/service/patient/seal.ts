import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { IdentityKind } from '../../../shared/patient/identity.ts'

/**
 * A patient's number is sealed once more inside the encrypted file: AES-256-GCM under a key for this column alone, bound
 * to its case and kind, so that a row cannot be moved to another case. Sealing the same number twice gives two different
 * values, so nobody can see that two cases have the same patient.
 */
const IV = 12
const TAG = 16
/** Every number takes the same room. */
const ROOM = 32

export interface SealedAt {
  readonly incidentId: number
  readonly kind: IdentityKind
}

export function seal(key: Uint8Array, at: SealedAt, number: string): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(at))
  const sealed = Buffer.concat([cipher.update(number.padEnd(ROOM), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** @throws when the value is damaged, or was sealed for another case, kind or workspace. */
export function unseal(key: Uint8Array, at: SealedAt, value: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', key, value.subarray(0, IV), { authTagLength: TAG })
  decipher.setAAD(boundTo(at)).setAuthTag(value.subarray(IV, IV + TAG))
  return Buffer.concat([decipher.update(value.subarray(IV + TAG)), decipher.final()])
    .toString('utf8')
    .trimEnd()
}

function boundTo({ incidentId, kind }: SealedAt): Buffer {
  return Buffer.from(`patient_identity/${incidentId}/${kind}`)
}
