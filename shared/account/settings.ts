import * as z from 'zod'

/** What a workspace's administrator sets for everyone in it. */
export const settingsSchema = z.strictObject({
  /** Minutes without a key press or a movement after which the window locks. */
  idleLockMinutes: z
    .number('Skriv ett helt antal minuter.')
    .int('Skriv ett helt antal minuter.')
    .min(1, 'Minst 1 minut.')
    .max(120, 'Högst 120 minuter.'),
  /** How much disk the automatic backups may take before the oldest are thinned out. */
  backupKeepGigabytes: z
    .number('Skriv ett helt antal gigabyte.')
    .int('Skriv ett helt antal gigabyte.')
    .min(1, 'Minst 1 GB.')
    .max(500, 'Högst 500 GB.'),
})
export type Settings = z.infer<typeof settingsSchema>

/** What holds until somebody has chosen otherwise. */
export const DEFAULT_SETTINGS: Settings = { idleLockMinutes: 10, backupKeepGigabytes: 5 }
