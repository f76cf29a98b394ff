import Database from 'better-sqlite3'
import { Db } from './database.ts'

/** Opens (or makes) an encrypted file with everything a workspace is opened with. @throws what SQLite throws. */
export function openEncrypted(path: string, dataKey: Buffer): Db {
  const raw = new Database(path, { timeout: 2000 })
  try {
    raw.pragma("cipher='sqlcipher'")
    raw.pragma(`key="x'${dataKey.toString('hex')}'"`)
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    // The default may spill sorted patient data to an unencrypted temp file.
    raw.pragma('temp_store = MEMORY')
    raw.pragma('secure_delete = ON')
    raw.pragma('trusted_schema = OFF')
    raw.pragma('cell_size_check = ON')
    raw.pragma('cache_size = -65536')
  } catch (error) {
    raw.close()
    throw error
  }
  return new Db(raw)
}
