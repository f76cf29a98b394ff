import * as z from 'zod'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'

const KEY = 'inkorg'
const settingsSchema = z.strictObject({ stillDays: z.number().int().min(1).max(365) })
type TriageSettings = z.infer<typeof settingsSchema>

/** Two weeks: long enough for a holiday, short enough to be answered for. */
const DEFAULTS: TriageSettings = { stillDays: 14 }

export function readTriageSettings(db: Db): TriageSettings {
  const stored = db.value<string>('SELECT value_json FROM setting WHERE key = ?', [KEY])
  return stored === undefined ? DEFAULTS : settingsSchema.parse(JSON.parse(stored))
}

export function saveTriageSettings(context: Context, settings: TriageSettings): void {
  const { db, now } = context
  const before = readTriageSettings(db)
  db.run(
    `INSERT INTO setting (key, value_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json, updated_at = excluded.updated_at`,
    [KEY, JSON.stringify(settings), now().toISOString()],
  )
  context.audit({
    action: 'triage.save-settings',
    entity: 'setting',
    entityId: KEY,
    before,
    after: settings,
  })
  context.changed('triage')
}
