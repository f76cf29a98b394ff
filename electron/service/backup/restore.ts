import type { WorkspaceInfo } from '../../../shared/account/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { lock, unlock } from '../account/session.ts'
import { supportedVersion } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { takeLock } from '../db/workspaceLock.ts'
import { writeAudit } from '../kernel/audit.ts'
import type { OpenContext } from '../kernel/context.ts'
import { copyPath, ensureFolder, freeName } from './copies.ts'
import { layIncoming, removeIncoming } from './incoming.ts'
import { declareReplacement, finishReplacement } from './replace.ts'

interface Wanted {
  readonly path: string
  readonly copy: string
  readonly passphrase: string
}

/** Workspaces that a copy is being put in the place of: what is laid beside them belongs to one restore. */
const restoring = new Set<string>()

/**
 * Puts a copy in the place of the workspace, which may be open, closed, damaged or gone. What was there is kept in the
 * folder of copies. Everything that can be refused is refused before anything is touched; after that a crash is
 * finished by whoever opens the workspace next. Opens the restored workspace, whose own log says what happened.
 */
export async function restoreCopy(context: OpenContext, wanted: Wanted): Promise<WorkspaceInfo> {
  const { path } = wanted
  if (restoring.has(path)) {
    throw new LardomError('RULE', { detail: 'En återställning pågår redan. Vänta tills den är klar.' })
  }
  restoring.add(path)
  try {
    return await replaceAndOpen(context, wanted)
  } catch (error) {
    noteWrongPassphrase(context, wanted, error)
    throw error
  } finally {
    restoring.delete(path)
  }
}

/** A copy is no quiet place to try a passphrase: told at once where the workspace is open, else when it is opened. */
function noteWrongPassphrase(context: OpenContext, { path, copy }: Wanted, error: unknown): void {
  if (!(error instanceof LardomError) || error.code !== 'BACKUP_PASSPHRASE') return
  const { workspace, actor, failedUnlocks } = context.service
  if (workspace?.file.path !== path || !actor) {
    failedUnlocks.set(path, (failedUnlocks.get(path) ?? 0) + 1)
    return
  }
  const trace = { action: 'account.wrong-passphrase', entity: 'backup', entityId: copy }
  writeAudit(workspace.file.db, actor, context.now().toISOString(), trace)
}

async function replaceAndOpen(context: OpenContext, wanted: Wanted): Promise<WorkspaceInfo> {
  const { service, signal, progress, now } = context
  const { path, passphrase } = wanted
  const open = service.workspace?.file.path === path ? service.workspace : undefined
  const accountId = open && service.actor?.id
  const held = open?.file.lock.retain() ?? takeLock(path)
  try {
    finishReplacement(path)
    const copy = copyPath(path, wanted.copy)
    progress(0, 3, 'Kontrollerar säkerhetskopian')
    await layIncoming({
      path,
      copy,
      passphrase,
      ...(accountId === undefined ? {} : { accountId }),
      newest: supportedVersion(migrations),
      thread: service.fileThread,
      signal,
    })
    try {
      progress(1, 3, 'Byter arbetsytan mot kopian')
      ensureFolder(path)
      if (open) await context.stopOthers()
      // Locked meanwhile, or another one opened: then nothing is replaced behind its back.
      if (open && service.workspace !== open) throw new LardomError('LOCKED')
      if (open) lock(service)
      await service.backups.idle()
      declareReplacement(path, { copy: wanted.copy, kept: freeName(path, 'ersatt', now()) })
    } catch (error) {
      removeIncoming(path)
      throw error
    }
  } finally {
    held.release()
  }
  progress(2, 3, 'Öppnar den återställda arbetsytan')
  try {
    const info = await unlock(context, path, { kind: 'passphrase', secret: passphrase, accountId })
    context.announce({ name: 'restored' })
    return info
  } catch (error) {
    // What was open is closed: the window must not go on as if it were not.
    if (open) context.announce({ name: 'locked' })
    throw error
  }
}
