import type { Db } from '../db/database.ts'

/** Drafts are a person's own, unfinished input. They live in the encrypted file, so a lock or a crash loses nothing. */

export function getDraft(db: Db, accountId: string, key: string): { body: string; updatedAt: string } | null {
  const row = db.get<{ body: string; updated_at: string }>(
    'SELECT body, updated_at FROM draft WHERE account_id = ? AND key = ?',
    [accountId, key],
  )
  return row ? { body: row.body, updatedAt: row.updated_at } : null
}

export function saveDraft(
  db: Db,
  accountId: string,
  key: string,
  body: string,
  at: string,
): { updatedAt: string } {
  db.run(
    `INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    [accountId, key, body, at],
  )
  return { updatedAt: at }
}

export function discardDraft(db: Db, accountId: string, key: string): void {
  db.run('DELETE FROM draft WHERE account_id = ? AND key = ?', [accountId, key])
}

export function listDrafts(db: Db, accountId: string, prefix: string): { key: string; updatedAt: string }[] {
  return db
    .all<{ key: string; updated_at: string }>(
      'SELECT key, updated_at FROM draft WHERE account_id = ? AND substr(key, 1, length(?)) = ? ORDER BY updated_at DESC',
      [accountId, prefix, prefix],
    )
    .map((row) => ({ key: row.key, updatedAt: row.updated_at }))
}
