import { damagedAttachments } from '../attachment/extract.ts'
import { verifyAudit } from '../kernel/audit.ts'
import type { Db } from '../db/database.ts'

export interface VerifyReport {
  ok: boolean
  database: string
  orphans: number
  auditRows: number
  auditBrokenAt: number | null
  format: number
  faults: string[]
}

/** Proves that the file is whole: every page and index, every reference, every attachment, every link of the log's chain. */
export function verifyWorkspace(db: Db): VerifyReport {
  const database = String(db.raw.pragma('integrity_check(1)', { simple: true }))
  const broken = db.raw.pragma('foreign_key_check')
  const orphans = Array.isArray(broken) ? broken.length : 0
  const audit = verifyAudit(db)
  const attachments = damagedAttachments(db)
  const faults = [
    ...(database === 'ok' ? [] : [`filen är skadad (${database})`]),
    ...(orphans === 0 ? [] : [`${orphans} rader saknar det de hör till`]),
    ...(attachments === 0
      ? []
      : [
          attachments === 1
            ? 'en bilaga är inte det som lades till'
            : `${attachments} bilagor är inte det som lades till`,
        ]),
    ...(audit.brokenAt === null ? [] : [`loggens kedja är bruten vid rad ${audit.brokenAt}`]),
  ]
  return {
    ok: faults.length === 0,
    database,
    orphans,
    auditRows: audit.rows,
    auditBrokenAt: audit.brokenAt,
    format: Number(db.raw.pragma('user_version', { simple: true })),
    faults,
  }
}
