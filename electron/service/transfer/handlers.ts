import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { transferContract } from '../../../shared/transfer/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from '../db/faults.ts'
import { implement } from '../kernel/handlers.ts'
import { assertWritable } from '../kernel/scope.ts'
import { importCases } from './importCases.ts'

/** Larger exports are split by their own system; the whole file is held in memory while it is read. */
const LARGEST = 100 * 1024 * 1024

export const transferHandlers = implement(transferContract, {
  'transfer.import': async ({ path, profile, dryRun }, context) => {
    // A file may hold any förvaltning's cases: reading one in asks for a role in the whole region.
    assertWritable(context, null)
    const source = readSource(path)
    if (!dryRun) {
      // A way back from what an import brings in; without it nothing is read in.
      context.progress(0, 1, 'Gör en säkerhetskopia först')
      await context.service.backups.make(context.workspace, 'fore-import', context.signal)
    }
    const result = await importCases(context.db, source, {
      profile,
      fileName: basename(path),
      dryRun,
      at: context.now().toISOString(),
      audit: context.audit,
      signal: context.signal,
      progress: context.progress,
    })
    if (!dryRun && result.new + result.changed > 0) {
      context.changed('incident', 'supervision', 'organisation')
    }
    return result
  },
  'transfer.inspect': () => Promise.reject(notYet()),
  'transfer.check': () => Promise.reject(notYet()),
  'transfer.run': () => Promise.reject(notYet()),
  'transfer.save-faulty': () => Promise.reject(notYet()),
  'transfer.profiles': () => [],
  'transfer.save-profile': () => {
    throw notYet()
  },
  'transfer.remove-profile': () => {
    throw notYet()
  },
  'transfer.batches': () => [],
  'transfer.undo-batch': () => Promise.reject(notYet()),
})

/** Follows within the hour: the contract went in first, for those who build on it. */
function notYet(): LardomError {
  return new LardomError('RULE', { detail: 'Den delen av inläsningen byggs just nu.' })
}

function readSource(path: string): Uint8Array {
  const file = basename(path)
  const unreadable = (detail: string) => new LardomError('SOURCE_INVALID', { file, detail })
  try {
    const { size, isFile } = infoOf(path)
    if (!isFile) throw unreadable('det är en mapp eller något annat än en fil. Välj en CSV-fil.')
    if (size === 0) throw unreadable('filen är tom.')
    if (size > LARGEST) throw unreadable('filen är större än 100 MB. Dela upp den.')
    return readFileSync(path)
  } catch (error) {
    const known = asLardomError(error, path)
    // Not the workspace is missing, but what should be read into it.
    if (known?.code === 'FILE_MISSING') throw unreadable('filen finns inte. Kontrollera sökvägen.')
    throw known ?? error
  }
}

function infoOf(path: string): { size: number; isFile: boolean } {
  const found = statSync(path)
  return { size: found.size, isFile: found.isFile() }
}
