import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from './faults.ts'
import { MAX_FILE_SIZE, parseKeyring, serializeKeyring, type Keyring } from './keyringFormat.ts'
import { syncFile, syncFolder } from './syncFolder.ts'

/** The keyring lies beside the workspace, with its name. */
export function keyringPath(workspacePath: string): string {
  return `${workspacePath}-nycklar`
}

/** The keyring of a workspace. @throws KEYRING_MISSING, KEYRING_DAMAGED and its like, NO_PERMISSION. */
export function readKeyring(path: string): Keyring {
  const file = keyringPath(path)
  const name = basename(file)
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) throw new LardomError('KEYRING_MISSING', { file: name })
    if (!found.isFile() || found.size > MAX_FILE_SIZE)
      throw new LardomError('KEYRING_DAMAGED', { file: name })
    return parseKeyring(readFileSync(file, 'utf8'), name)
  } catch (error) {
    throw asLardomError(error, file) ?? error
  }
}

/** Written aside, flushed, then renamed: a power cut leaves the old keyring or the new one, never half of one. */
export function writeKeyring(path: string, keyring: Keyring): void {
  const target = keyringPath(path)
  const temporary = unfinishedPath(path)
  try {
    // Made anew: a link that somebody laid there would lead the writing to another file.
    rmSync(temporary, { force: true })
    const handle = openSync(temporary, 'wx', 0o600)
    try {
      writeSync(handle, serializeKeyring(keyring))
    } finally {
      closeSync(handle)
    }
    syncFile(temporary)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw asLardomError(error, target) ?? error
  }
  syncFolder(dirname(target))
}

/** What a crash left of a keyring that was being written. Only the holder of the workspace's lock may call. */
export function removeUnfinishedKeyring(path: string): void {
  rmSync(unfinishedPath(path), { force: true })
}

function unfinishedPath(path: string): string {
  return `${keyringPath(path)}.tmp`
}
