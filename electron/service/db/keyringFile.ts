import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from './faults.ts'
import { parseKeyring, serializeKeyring, type Keyring } from './keyring.ts'

/** The keyring lies beside the workspace, with its name. */
export function keyringPath(workspacePath: string): string {
  return `${workspacePath}-nycklar`
}

/** The keyring of a workspace. @throws KEYRING_MISSING, KEYRING_DAMAGED, NO_PERMISSION. */
export function readKeyring(path: string): Keyring {
  const file = keyringPath(path)
  if (!existsSync(file)) throw new LardomError('KEYRING_MISSING', { file: basename(file) })
  try {
    return parseKeyring(readFileSync(file, 'utf8'), basename(file))
  } catch (error) {
    throw asLardomError(error, file) ?? error
  }
}

/** Written aside, flushed, then renamed: a power cut leaves the old keyring or the new one, never half of one. */
export function writeKeyring(path: string, keyring: Keyring): void {
  const target = keyringPath(path)
  const temporary = `${target}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeSync(handle, serializeKeyring(keyring))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, target)
}
