import { transferContract } from '../../../shared/transfer/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from '../kernel/context.ts'
import { implement } from '../kernel/handlers.ts'
import { assertWritable } from '../kernel/scope.ts'
import {
  assertNoneAtWork,
  findBatch,
  forvaltningarOf,
  listBatches,
  takeBack,
  whileAtWork,
} from './importBatches.ts'
import { hashFile } from './fileHash.ts'
import { importSource, type ImportContext } from './importSource.ts'
import { inspectSource } from './inspectSource.ts'
import { listProfiles, removeProfile, saveProfile } from './profileStore.ts'
import { runImport } from './runImport.ts'
import { saveFaulty } from './saveFaulty.ts'

export const transferHandlers = implement(transferContract, {
  'transfer.inspect': (input, { db, signal }) => inspectSource(db, input, signal),
  'transfer.check': async (input, context) => {
    const sha256 = await hashFile(input.path, context.signal)
    return importSource({ ...input, sha256 }, importContext(context))
  },
  'transfer.run': async (input, context) => {
    const { sha256 } = input
    if ((await hashFile(input.path, context.signal)) !== sha256) {
      throw new LardomError('RULE', {
        detail: 'Filen har ändrats sedan den kontrollerades. Kontrollera den igen innan den läses in.',
      })
    }
    // A way back from what an import brings in; without it nothing is read in.
    context.progress(0, 100, 'Gör en säkerhetskopia först: procent')
    await context.service.backups.make(context.workspace, 'fore-import', context.signal)
    try {
      return await runImport(input, importContext(context), context.actor)
    } finally {
      context.changed('incident', 'supervision', 'organisation', 'transfer')
    }
  },
  'transfer.save-faulty': async (input, context) => {
    const sha256 = await hashFile(input.path, context.signal)
    return saveFaulty({ ...input, sha256 }, importContext(context))
  },
  'transfer.profiles': (_input, { db }) => listProfiles(db),
  'transfer.save-profile': (input, context) => saveProfile(context, input),
  'transfer.remove-profile': (input, context) => removeProfile(context, input),
  'transfer.batches': (_input, { db, scope, actor }) => listBatches(db, scope.all ? null : actor.id),
  'transfer.undo-batch': async ({ batchId }, context) => {
    const { db, actor } = context
    findBatch(db, batchId)
    // An import at work stands on the units and cases that are here.
    assertNoneAtWork(db)
    for (const forvaltningId of forvaltningarOf(db, batchId)) assertWritable(context, forvaltningId)
    try {
      return await whileAtWork(db, batchId, () =>
        takeBack(
          {
            db,
            actor,
            at: context.now().toISOString(),
            signal: context.signal,
            audit: context.audit,
            progress: context.progress,
          },
          batchId,
        ),
      )
    } finally {
      context.changed('incident', 'supervision', 'organisation', 'transfer')
    }
  },
})

function importContext(context: Context): ImportContext {
  const { db, scope, signal, progress, audit, now } = context
  return { db, scope, signal, progress, audit, at: now().toISOString() }
}
