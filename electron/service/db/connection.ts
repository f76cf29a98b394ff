import Database from 'better-sqlite3'
import { Db } from './database.ts'

/**
 * Opens an encrypted file with everything a workspace is opened with. Only with `create` is a file that is not there
 * made. @throws what SQLite throws.
 */
export function openEncrypted(path: string, dataKey: Buffer, { create = false } = {}): Db {
  const raw = new Database(path, { timeout: 2000, fileMustExist: !create })
  try {
    setKey(raw, dataKey)
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    // macOS: a plain fsync leaves the data in the disk's own cache.
    raw.pragma('fullfsync = ON')
    raw.pragma('checkpoint_fullfsync = ON')
    raw.pragma('foreign_keys = ON')
    raw.pragma('secure_delete = ON')
    raw.pragma('cache_size = -65536')
    limit(raw)
  } catch (error) {
    raw.close()
    throw error
  }
  return new Db(raw)
}

/** Opens a copy that nobody else knows of, to encrypt it anew. @throws what SQLite throws. */
export function openForRekey(path: string, dataKey: Buffer): Db {
  const raw = new Database(path, { fileMustExist: true })
  try {
    setKey(raw, dataKey)
    limit(raw)
  } catch (error) {
    raw.close()
    throw error
  }
  return new Db(raw)
}

/** Opens an encrypted file to read it and nothing else. @throws what SQLite throws. */
export function openReadOnly(path: string, dataKey: Buffer): Db {
  const raw = new Database(path, { timeout: 2000, readonly: true })
  try {
    setKey(raw, dataKey)
    limit(raw)
  } catch (error) {
    raw.close()
    throw error
  }
  return new Db(raw)
}

function setKey(raw: Database.Database, dataKey: Buffer): void {
  raw.pragma("cipher='sqlcipher'")
  raw.pragma(`key="x'${dataKey.toString('hex')}'"`)
}

function limit(raw: Database.Database): void {
  // The default may spill sorted patient data to an unencrypted temp file.
  raw.pragma('temp_store = MEMORY')
  raw.pragma('trusted_schema = OFF')
  raw.pragma('cell_size_check = ON')
}
