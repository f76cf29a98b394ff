import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openEncrypted } from '../../electron/service/db/connection.ts'
import type { Db } from '../../electron/service/db/database.ts'
import { verifyAudit } from '../../electron/service/kernel/audit.ts'

/** What belongs to a workspace's data: the file and its write-ahead log. */
const DATA = ['', '-wal'] as const

/** Copies a workspace as it lies, as after a crash, and gives the copy's path. */
export function copyWorkspace(path: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const target = join(folder, basename(path))
  for (const suffix of [...DATA, '-nycklar']) {
    if (existsSync(`${path}${suffix}`)) copyFileSync(`${path}${suffix}`, `${target}${suffix}`)
  }
  return target
}

/** Opens a copy as a crash left it, and lists what is wrong with it; `look` may find more. */
export function inspect(path: string, dataKey: Buffer, look: (db: Db) => string[]): string[] {
  return glance(path, dataKey, (db) => {
    const whole = String(db.raw.pragma('integrity_check(1)', { simple: true }))
    if (whole !== 'ok') return [`filen är skadad: ${whole}`]
    const orphans = db.raw.pragma('foreign_key_check')
    const { brokenAt } = verifyAudit(db)
    return [
      ...(Array.isArray(orphans) && orphans.length > 0 ? [`${orphans.length} föräldralösa rader`] : []),
      ...(brokenAt === null ? [] : [`loggens kedja bruten vid ${brokenAt}`]),
      ...look(db),
    ]
  })
}

/** The same without the checks that read everything. */
export function glance(path: string, dataKey: Buffer, look: (db: Db) => string[]): string[] {
  let db: Db | undefined
  try {
    db = openEncrypted(path, dataKey)
    return look(db)
  } catch (error) {
    return [`filen går inte att öppna: ${String(error)}`]
  } finally {
    db?.close()
  }
}
