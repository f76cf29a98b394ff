import * as z from 'zod'
import type { Db } from '../db/database.ts'

const KEY = 'nycklar'

const schema = z.strictObject({
  /** An account was removed, or the recovery key replaced, after the data key was made. */
  rotationDue: z.boolean(),
  rotatedAt: z.string().nullable(),
  recoveryKeyMadeAt: z.string().nullable(),
})
type KeyMarks = z.infer<typeof schema>

/** What is remembered about the workspace's keys; the keys themselves lie in the keyring. */
export function readKeyMarks(db: Db): KeyMarks {
  const stored = db.value<string>('SELECT value_json FROM setting WHERE key = ?', [KEY])
  return stored === undefined
    ? { rotationDue: false, rotatedAt: null, recoveryKeyMadeAt: null }
    : schema.parse(JSON.parse(stored))
}

export function saveKeyMarks(db: Db, at: string, change: Partial<KeyMarks>): void {
  db.run(
    `INSERT INTO setting (key, value_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json, updated_at = excluded.updated_at`,
    [KEY, JSON.stringify({ ...readKeyMarks(db), ...change }), at],
  )
}
