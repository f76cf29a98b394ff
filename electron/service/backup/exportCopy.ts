import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from '../db/faults.ts'
import { assertEncrypted, WORKSPACE_EXTENSION } from '../db/fileCheck.ts'
import { keyringPath, readKeyring } from '../db/keyringFile.ts'
import { syncFile, syncFolder } from '../db/syncFolder.ts'
import type { FileThread } from './fileThread.ts'
import { sha256OfFile } from './sha256OfFile.ts'
import type { Source } from './copies.ts'
import { writeVerifiedCopy } from './verifiedCopy.ts'

interface Wanted {
  /** The file of a copy, or null for the workspace as it is now. */
  readonly copy: string | null
  readonly target: string
  readonly thread: FileThread | undefined
  readonly signal: AbortSignal
  /** Leaves its row in the log, right before the files get their names: what cannot be logged is not written. */
  readonly trace: (bytes: number) => void
}

/**
 * Writes a copy and its keyring to a chosen place, perhaps another disk: under a temporary name, checked there, then
 * renamed. A kept copy is compared byte for byte, for its data key may be an older one than ours. Never over a file.
 * @throws FILE_EXISTS, DISK_FULL, BACKUP_UNUSABLE, WRITE_FAILED, CANCELLED.
 */
export async function exportCopy(source: Source, wanted: Wanted): Promise<{ bytes: number }> {
  const { copy, target, thread, signal, trace } = wanted
  const folder = dirname(target)
  const unfinished = join(folder, `.pagar-${randomUUID()}${WORKSPACE_EXTENSION}`)
  try {
    assertFree(target)
    if (copy !== null) await copyChecked(copy, unfinished, signal)
    else if (thread) await thread.copy(source.path, source.dataKey, unfinished, signal)
    else writeVerifiedCopy(source.db, source.dataKey, unfinished)
    const keyring = copy ?? source.path
    readKeyring(keyring)
    writeFileSync(keyringPath(unfinished), readFileSync(keyringPath(keyring)), { mode: 0o600 })
    readKeyring(unfinished)
    syncFile(unfinished)
    syncFile(keyringPath(unfinished))
    if (signal.aborted) throw new LardomError('CANCELLED')
    assertFree(target)
    const { size: bytes } = statSync(unfinished)
    trace(bytes)
    renameSync(keyringPath(unfinished), keyringPath(target))
    renameSync(unfinished, target)
    syncFolder(folder)
    return { bytes }
  } catch (error) {
    throw asLardomError(error, target) ?? error
  } finally {
    for (const suffix of ['', '-journal', '-nycklar']) rmSync(`${unfinished}${suffix}`, { force: true })
  }
}

async function copyChecked(copy: string, unfinished: string, signal: AbortSignal): Promise<void> {
  assertEncrypted(copy)
  const disk = statfsSync(dirname(unfinished))
  if (disk.bavail * disk.bsize < statSync(copy).size) throw new LardomError('DISK_FULL')
  await copyFile(copy, unfinished)
  const [kept, written] = [await sha256OfFile(copy, signal), await sha256OfFile(unfinished, signal)]
  if (kept !== written) {
    throw new LardomError('WRITE_FAILED', {
      file: basename(unfinished),
      detail: 'det som skrevs är inte det som lästes',
    })
  }
}

function assertFree(target: string): void {
  for (const file of [target, keyringPath(target)]) {
    if (existsSync(file)) throw new LardomError('FILE_EXISTS', { file: basename(file) })
  }
}
