import type { ImportReport } from '../../../shared/transfer/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { mappingProblems } from '../../../shared/transfer/mapping.ts'
import type { Db } from '../db/database.ts'
import type { Actor } from '../kernel/context.ts'
import { namedFile } from './fileHash.ts'
import {
  assertNoneAtWork,
  beginBatch,
  endBatch,
  forgetBatch,
  keepCounts,
  takeBack,
  whileAtWork,
} from './importBatches.ts'
import { importSource, type ImportContext, type ImportInput } from './importSource.ts'

/**
 * Takes a source in as one batch. Each chunk of rows is a transaction of its own, so that others get their turn; what a
 * cancelled batch has done is taken back, and what a crash has cut off can be read again or taken back later.
 */
export async function runImport(
  input: ImportInput,
  context: ImportContext,
  actor: Actor,
): Promise<ImportReport & { batchId: number }> {
  const { db, at, audit } = context
  const { mapping, path, sha256 } = input
  const problem = mappingProblems(mapping)[0]
  if (problem)
    throw new LardomError('INPUT_INVALID', { detail: problem.text }, { field: problem.field ?? 'mapping' })
  assertNoneAtWork(db)
  const fileName = namedFile(path)
  const batchId = db.transaction(() => {
    const id = beginBatch(db, actor, at, { mapping, fileName, sha256 })
    audit({
      action: 'transfer.run',
      entity: 'import',
      entityId: fileName,
      after: { batch: id, profile: mapping.name, sourceSystem: mapping.sourceSystem },
    })
    return id
  })
  return whileAtWork(db, batchId, async () => {
    try {
      const report = await withLongerLog(db, () =>
        importSource(input, context, {
          batchId,
          keep: (counts, units) => keepCounts(db, batchId, counts, units),
        }),
      )
      db.transaction(() => {
        endBatch(db, batchId, 'klar', at)
        audit({
          action: 'inläst',
          entity: 'import',
          entityId: fileName,
          after: { batch: batchId, profile: mapping.name, ...report.counts },
        })
      })
      return { ...report, batchId }
    } catch (error) {
      await stopped(error, context, actor, { batchId, fileName })
      throw error
    }
  })
}

/** Pages of 4 KB. */
const LONGER_LOG = 16_000
const USUAL_LOG = 1000

/**
 * The write-ahead log is moved into the file less often meanwhile: every chunk touches the same pages of the indexes
 * again. Each commit is as safe as ever; the next one after the import moves what is left.
 */
async function withLongerLog<T>(db: Db, work: () => Promise<T>): Promise<T> {
  db.raw.pragma(`wal_autocheckpoint = ${LONGER_LOG}`)
  try {
    return await work()
  } finally {
    if (db.raw.open) db.raw.pragma(`wal_autocheckpoint = ${USUAL_LOG}`)
  }
}

async function stopped(
  error: unknown,
  context: ImportContext,
  actor: Actor,
  { batchId, fileName }: { batchId: number; fileName: string },
): Promise<void> {
  const { db, at, audit, progress } = context
  // Locked in the middle: the batch is found as broken off when the workspace is opened again.
  if (!db.raw.open) return
  const refused = error instanceof LardomError && error.code === 'SOURCE_INVALID'
  const cancelled = error instanceof LardomError && error.code === 'CANCELLED'
  // A full disk and the like: it can be gone on with, or taken back, when there is room again.
  if (!refused && !cancelled) {
    endBatch(db, batchId, 'avbruten', at)
    return
  }
  const { removed, restored } = await takeBack({ db, actor, at, audit, progress }, batchId)
  // A file that could not be read to its end has done nothing: it is in the log, and nowhere else.
  if (refused) forgetBatch(db, batchId)
  db.transaction(() =>
    audit({
      action: 'transfer.cancel',
      entity: 'import',
      entityId: fileName,
      after: { batch: batchId, removed, restored },
    }),
  )
}
