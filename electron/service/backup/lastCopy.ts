import * as z from 'zod'
import type { Db } from '../db/database.ts'
import type { MadeCopy } from './copies.ts'

/** Kept in the workspace itself: what the last copy holds, so that an unchanged workspace is not copied again. */
const KEY = 'backup.last'
const lastSchema = z.object({ auditSeq: z.number(), drafts: z.string() })

interface Kept {
  readonly db: Db
}

/** True when there is something that the last copy does not hold. Opening, locking and copying change nothing. */
export function hasChanged({ db }: Kept): boolean {
  const stored = db.value<string>('SELECT value_json FROM setting WHERE key = ?', [KEY])
  const last = stored === undefined ? undefined : lastSchema.safeParse(JSON.parse(stored)).data
  if (!last || last.drafts !== draftsOf(db)) return true
  // Another log than the one that was copied: a restored copy.
  const head = db.value<number>('SELECT max(seq) FROM audit_log') ?? 0
  if (head < last.auditSeq) return true
  return (
    db.value<number>(
      `SELECT 1 FROM audit_log WHERE seq > ? AND entity <> 'backup'
       AND NOT (entity = 'arbetsyta' AND action IN ('upplåst', 'låst')) LIMIT 1`,
      [last.auditSeq],
    ) === 1
  )
}

/** `drafts` as they were when the copy began. */
export function noteCopy({ db }: Kept, copy: MadeCopy, drafts: string, now: Date): void {
  db.run(
    `INSERT INTO setting (key, value_json, updated_at) VALUES (@key, @value, @at)
     ON CONFLICT (key) DO UPDATE SET value_json = @value, updated_at = @at`,
    {
      key: KEY,
      value: JSON.stringify({ auditSeq: copy.auditSeq, drafts }),
      at: now.toISOString(),
    },
  )
}

/** Drafts leave no row in the log. */
export function draftsOf(db: Db): string {
  return db.value<string>("SELECT count(*) || ' ' || coalesce(max(updated_at), '') FROM draft") ?? ''
}
