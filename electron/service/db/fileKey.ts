import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from './faults.ts'
import { buildKeyring, openRoster, type DataKey, type OpenKeyring } from './keyring.ts'
import { keyringPath, readKeyring, writeKeyring } from './keyringFile.ts'
import { hasPageOf } from './pageSeal.ts'

/**
 * The data key that the file was written under, and what `read` makes of the file with it. There are several to try
 * only when a change of data key was interrupted.
 * @throws DB_DAMAGED when the file is one of them but cannot be read, KEYRING_FOREIGN when it is none of them.
 */
export function chooseDataKey<T>(
  path: string,
  dataKeys: readonly DataKey[],
  read: (key: Buffer) => T,
): { dataKey: DataKey; found: T } {
  let refusal: unknown
  for (const dataKey of dataKeys) {
    try {
      return { dataKey, found: read(dataKey.key) }
    } catch (error) {
      const known = asLardomError(error, path)
      if (known?.code !== 'DB_DAMAGED') throw known ?? error
      refusal = known
    }
  }
  if (dataKeys.some(({ key }) => hasPageOf(path, key))) throw refusal
  throw new LardomError('KEYRING_FOREIGN', { file: basename(keyringPath(path)) }, { cause: refusal })
}

/** After an interrupted change of data key: the keyring keeps only the one that the file has. */
export function settleKeyring(path: string, dataKey: Buffer): void {
  const keyring = readKeyring(path)
  if (keyring.generations.length > 1) saveKeyring(path, openKeyringFile(path, dataKey))
}

/** The keyring of the open workspace. @throws KEYRING_MISSING, KEYRING_DAMAGED. */
export function openKeyringFile(path: string, dataKey: Buffer): OpenKeyring {
  return openRoster(readKeyring(path), dataKey, basename(keyringPath(path)))
}

/** Writes the keyring with everything sealed anew, to the data keys named or to its own only. */
export function saveKeyring(
  path: string,
  ring: OpenKeyring,
  dataKeys: readonly DataKey[] = [ring.dataKey],
): void {
  writeKeyring(path, buildKeyring(ring, dataKeys))
}
