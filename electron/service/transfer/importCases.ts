import { swedishDay } from '../../../shared/time/dates.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import type { ImportResult, ProfileCode } from '../../../shared/transfer/contract.ts'
import type { Db } from '../db/database.ts'
import type { AuditEntry } from '../kernel/audit.ts'
import { findProfile, missingColumns, PROFILES, type ImportProfile } from './profiles.ts'
import { parseDelimited, type DelimitedFile } from './parseDelimited.ts'
import { readCases } from './readCases.ts'
import { CaseStore, type Fate } from './caseStore.ts'

export interface ImportOptions {
  readonly profile: ProfileCode | undefined
  readonly fileName: string
  readonly dryRun: boolean
  /** The import's instant, ISO in UTC. */
  readonly at: string
  readonly audit: (entry: AuditEntry) => void
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number, label: string) => void
}

const STEP = 200

/** Undoes the transaction of a dry run. */
class DryRun extends Error {}

/**
 * Reads a file's cases into the register. Everything happens in one transaction: a fault, a cancel or a full disk
 * leaves the register as it was. A dry run does the same work and then takes it back, so its answer is the real one.
 */
export async function importCases(db: Db, bytes: Uint8Array, options: ImportOptions): Promise<ImportResult> {
  const { fileName, dryRun } = options
  const file = parseDelimited(bytes)
  const profile = chooseProfile(file, options)
  const read = readCases(file, profile, swedishDay(new Date(options.at)))
  options.progress(0, read.cases.length, 'Läser källfilen')
  // The last moment to change one's mind: the transaction lets nobody in until it is whole.
  await new Promise((resolve) => setImmediate(resolve))
  if (options.signal.aborted) throw new LardomError('CANCELLED')

  const fates: Record<Fate, number> = { new: 0, unchanged: 0, changed: 0, kept: 0 }
  try {
    db.transaction(() => {
      const store = new CaseStore(db, profile.sourceSystem, options.at)
      read.cases.forEach((found, index) => {
        fates[store.put(found)]++
        if (index % STEP === STEP - 1) options.progress(index + 1, read.cases.length, 'Läser in fall')
      })
      if (dryRun) throw new DryRun()
      options.audit({
        action: 'inläst',
        entity: 'import',
        // A file may be named after its patient; the log is not for that.
        entityId: containsPersonnummer(fileName) ? 'källfil' : fileName,
        after: { profile: profile.code, ...fates, faulty: read.faulty.length },
      })
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  options.progress(read.cases.length, read.cases.length, 'Klart')
  return {
    profile: profile.code,
    profileName: profile.name,
    fileName,
    dryRun,
    encoding: file.encoding,
    separator: file.separator,
    read: read.cases.length + read.duplicates + read.faulty.length,
    ...fates,
    duplicates: read.duplicates,
    faulty: [...read.faulty],
    warnings: [...read.warnings],
    skipped: read.skipped,
    unknownTypes: [...read.unknownTypes],
  }
}

function chooseProfile(file: DelimitedFile, options: ImportOptions): ImportProfile {
  const { fileName } = options
  if (file.header.length < 2) {
    throw new LardomError('SOURCE_INVALID', {
      file: fileName,
      detail: 'den har ingen rubrikrad med kolumner. Välj en CSV-fil med rubriker på första raden.',
    })
  }
  if (options.profile !== undefined) {
    const profile = PROFILES[options.profile]
    const missing = missingColumns(profile, file.header)
    if (missing.length === 0) return profile
    throw new LardomError('SOURCE_INVALID', {
      file: fileName,
      detail: `kolumnerna ${missing.join(', ')} saknas för profilen ${profile.name}.`,
    })
  }
  const found = findProfile(file.header)
  if (found) return found
  const known = Object.values(PROFILES).map((profile) => `${profile.name} (${profile.code})`)
  throw new LardomError('SOURCE_INVALID', {
    file: fileName,
    detail: `rubrikerna hör inte till någon känd profil. Kända profiler: ${known.join(', ')}.`,
  })
}
