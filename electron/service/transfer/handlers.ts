import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { transferContract } from '../../../shared/transfer/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from '../db/faults.ts'
import { implement } from '../kernel/handlers.ts'
import { importCases } from './importCases.ts'

/** Larger exports are split by their own system; the whole file is held in memory while it is read. */
const LARGEST = 100 * 1024 * 1024

export const transferHandlers = implement(transferContract, {
  'transfer.import': async ({ path, profile, dryRun }, context) => {
    const result = await importCases(context.db, readSource(path), {
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
})

function readSource(path: string): Uint8Array {
  const file = basename(path)
  try {
    const { size } = statSync(path)
    if (size === 0) throw new LardomError('SOURCE_INVALID', { file, detail: 'filen är tom.' })
    if (size > LARGEST) {
      throw new LardomError('SOURCE_INVALID', { file, detail: 'filen är större än 100 MB. Dela upp den.' })
    }
    return readFileSync(path)
  } catch (error) {
    throw asLardomError(error, path) ?? error
  }
}
