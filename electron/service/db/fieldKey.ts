import { hkdfSync, randomBytes } from 'node:crypto'
import type { Db } from './database.ts'

const LENGTH = 32

/**
 * A key for sealing single columns, one per purpose (e.g. 'patient-identity'), made by HKDF-SHA256 (RFC 5869) from a
 * random secret that lies inside the encrypted file. It does not hang on the data key, so it stays the same when the
 * data key is replaced. Whoever calls wipes it after use: `key.fill(0)`.
 */
export function fieldKey(db: Db, purpose: string): Buffer {
  const secret = readSecret(db) ?? makeSecret(db)
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `lardom/${purpose}`, LENGTH))
}

function readSecret(db: Db): Uint8Array | undefined {
  return db.value<Uint8Array>('SELECT secret FROM field_secret WHERE id = 1')
}

/** Made when it is first asked for; of two at once the first one stays. */
function makeSecret(db: Db): Uint8Array {
  db.run('INSERT INTO field_secret (id, secret) VALUES (1, ?) ON CONFLICT (id) DO NOTHING', [
    randomBytes(LENGTH),
  ])
  const secret = readSecret(db)
  if (!secret) throw new Error('the field secret was not kept')
  return secret
}
