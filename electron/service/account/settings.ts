import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../shared/account/settings.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'

const KEY = 'arbetsyta'

/** What the administrator has chosen, over the defaults. For every room that follows a setting. */
export function readSettings(db: Db): Settings {
  const stored = db.value<string>('SELECT value_json FROM setting WHERE key = ?', [KEY])
  if (stored === undefined) return DEFAULT_SETTINGS
  // A setting that was added later is not in what an earlier version stored.
  return settingsSchema.parse({ ...DEFAULT_SETTINGS, ...(JSON.parse(stored) as Partial<Settings>) })
}

export function saveSettings(context: Context, settings: Settings): void {
  const { db, now } = context
  const before = readSettings(db)
  db.run(
    `INSERT INTO setting (key, value_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json, updated_at = excluded.updated_at`,
    [KEY, JSON.stringify(settings), now().toISOString()],
  )
  context.audit({
    action: 'account.settings-save',
    entity: 'setting',
    entityId: KEY,
    before,
    after: settings,
  })
  context.changed('account')
}
