import { LardomError } from '../../../shared/rpc/error.ts'
import { writeVerifiedCopy } from '../backup/verifiedCopy.ts'
import type { Db } from '../db/database.ts'
import { newDataKeyOf } from '../db/keyring.ts'
import {
  rekeyCopy,
  removeUnfinishedRotation,
  rotationPath,
  swapDataKey,
  type OnStep,
} from '../db/rotation.ts'
import { newDataKey } from '../db/secrets.ts'
import type { Context, Workspace } from '../kernel/context.ts'
import { saveKeyMarks } from './keyMarks.ts'
import { rule } from './rules.ts'

/** Copies that are made beside the work before the work has to wait for one. */
const TRIES = 3
const STEPS = 4

const rotating = new WeakSet<Workspace>()

/**
 * Encrypts the whole workspace with a new data key; see db/rotation.ts. The work goes on meanwhile: when something was
 * written while the copy was made, it is made again.
 * A copy is kept first, under the key of before.
 * @throws CANCELLED and LOCKED with everything as it was; BACKUP_FAILED, DISK_FULL and the like too.
 */
export async function rotateDataKey(context: Context, onStep?: OnStep): Promise<void> {
  const { service, workspace, db, now } = context
  const { file } = workspace
  if (rotating.has(workspace)) rule('Datanyckeln byts redan. Vänta tills det är klart.')
  rotating.add(workspace)
  const next = newDataKeyOf(newDataKey())
  try {
    context.progress(0, STEPS, 'Gör en säkerhetskopia först')
    await service.backups.make(workspace, 'fore-nyckelbyte', context.signal).catch((error: unknown) => {
      throw service.workspace === workspace ? error : new LardomError('LOCKED', {}, { cause: error })
    })
    // A copy that is being made would end up with the other key's keyring.
    service.backups.closing()
    await service.backups.idle()
    await makeCopy(context, next.key)
    swapDataKey(file, next, onStep)
    db.transaction(() => {
      saveKeyMarks(db, now().toISOString(), { rotationDue: false, rotatedAt: now().toISOString() })
      context.audit({ action: 'account.rotate-key', entity: 'arbetsyta', entityId: workspace.name })
    })
    context.changed('account')
    context.progress(STEPS, STEPS, 'Klart')
  } finally {
    next.key.fill(0)
    rotating.delete(workspace)
    // Locked meanwhile: then whoever opens it next takes away what is left.
    if (service.workspace === workspace) {
      removeUnfinishedRotation(file.path)
      service.backups.opened(workspace)
    }
  }
}

/** A copy under the new key that has everything the workspace has when this returns. */
async function makeCopy(context: Context, newKey: Buffer): Promise<void> {
  const { service, workspace, db, progress } = context
  const { path, dataKey } = workspace.file
  const copy = rotationPath(path)
  const { signal, done } = untilLocked(context)
  const assertGoesOn = () => {
    if (service.workspace !== workspace) throw new LardomError('LOCKED')
    if (context.signal.aborted) throw new LardomError('CANCELLED')
  }
  try {
    for (let attempt = 1; ; attempt++) {
      assertGoesOn()
      removeUnfinishedRotation(path)
      const version = versionOf(db)
      progress(0, STEPS, 'Kopierar arbetsytan')
      const thread = attempt <= TRIES ? service.fileThread : undefined
      if (thread) await thread.copy(path, dataKey, copy, signal)
      else writeVerifiedCopy(db, dataKey, copy)
      assertGoesOn()
      progress(1, STEPS, 'Krypterar med en ny nyckel')
      if (thread) await thread.rekey(copy, dataKey, newKey, signal)
      else rekeyCopy(copy, dataKey, newKey)
      assertGoesOn()
      progress(3, STEPS, 'Byter fil')
      if (versionOf(db) === version) return
    }
  } finally {
    done()
  }
}

/** Ends when the caller has changed their mind and when the workspace is locked. */
function untilLocked({ service, workspace, signal }: Context): { signal: AbortSignal; done: () => void } {
  const locked = new AbortController()
  const watch = setInterval(() => {
    if (service.workspace !== workspace) locked.abort()
  }, 100)
  watch.unref()
  return { signal: AbortSignal.any([signal, locked.signal]), done: () => clearInterval(watch) }
}

/** Changes whenever anything is written, by this connection or another. */
function versionOf(db: Db): string {
  const own = db.value<number>('SELECT total_changes()')
  return `${own}/${String(db.raw.pragma('data_version', { simple: true }))}`
}
