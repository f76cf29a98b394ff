import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { openReadOnly } from '../db/connection.ts'
import { asLardomError } from '../db/faults.ts'
import { chooseDataKey } from '../db/fileKey.ts'
import { keyringPath, readKeyring, writeKeyring } from '../db/keyringFile.ts'
import type { Keyring } from '../db/keyringFormat.ts'
import { openKeyring, type Unlocked } from '../db/keyringUnlock.ts'
import { syncFolder } from '../db/syncFolder.ts'
import { takeLock } from '../db/workspaceLock.ts'
import type { OpenContext } from '../kernel/context.ts'
import { ensureFolder, freeName, listCopies } from './copies.ts'
import { mayRestore } from './incoming.ts'
import { finishReplacement } from './replace.ts'

/**
 * The keyring alone is damaged or gone: the newest kept one that the passphrase opens, and that opens the database, takes
 * its place. The damaged one is kept in the folder of copies. Returns the copy that it came from.
 * @throws NO_KEYRING_COPY, NOT_ALLOWED, DB_DAMAGED.
 */
export async function rescueKeyring(context: OpenContext, path: string, passphrase: string): Promise<string> {
  const lock = takeLock(path)
  try {
    finishReplacement(path)
    const found = await findKeyring(context, path, passphrase)
    if (!found) throw new LardomError('NO_KEYRING_COPY', {}, { field: 'passphrase' })
    const present = keyringPath(path)
    if (existsSync(present)) {
      const folder = ensureFolder(path)
      renameSync(present, join(folder, keyringPath(freeName(path, 'ersatt', context.now()))))
      syncFolder(folder)
    }
    writeKeyring(path, found.keyring)
    return found.copy
  } catch (error) {
    throw asLardomError(error, path) ?? error
  } finally {
    lock.release()
  }
}

/** How many different keyrings are kept that can be read. */
export function countKeyrings(path: string): number {
  return keptKeyrings(path).length
}

async function findKeyring(
  { signal }: OpenContext,
  path: string,
  passphrase: string,
): Promise<{ copy: string; keyring: Keyring } | null> {
  for (const { copy, keyring } of keptKeyrings(path)) {
    const unlocked = await tryOpen(keyring, passphrase, signal)
    if (unlocked && (await opensDatabase(path, unlocked))) return { copy, keyring }
  }
  return null
}

async function tryOpen(keyring: Keyring, secret: string, signal: AbortSignal): Promise<Unlocked | null> {
  try {
    return await openKeyring(keyring, { kind: 'passphrase', secret }, 'nyckelfilen', { signal })
  } catch (error) {
    if (error instanceof LardomError && error.code === 'WRONG_PASSPHRASE') return null
    throw error
  }
}

/** False when the keyring belongs to another data key. @throws NOT_ALLOWED for an account that may not restore. */
async function opensDatabase(path: string, unlocked: Unlocked): Promise<boolean> {
  try {
    chooseDataKey(path, unlocked.dataKeys, (key) => {
      const db = openReadOnly(path, key)
      try {
        if (!mayRestore(db, unlocked.memberId)) throw new LardomError('NOT_ALLOWED')
      } finally {
        db.close()
      }
    })
    return true
  } catch (error) {
    if (error instanceof LardomError && error.code === 'KEYRING_FOREIGN') return false
    throw error
  }
}

/** Newest first, each once: most copies hold the same keyring. */
function keptKeyrings(path: string): { copy: string; keyring: Keyring }[] {
  const folder = copiesFolder(path)
  const seen = new Set<string>()
  return listCopies(path).flatMap((copy) => {
    const file = join(folder, copy.name)
    if (!copy.hasKeyring) return []
    const digest = createHash('sha256')
      .update(readFileSync(keyringPath(file)))
      .digest('hex')
    if (seen.has(digest)) return []
    seen.add(digest)
    return [{ copy: basename(file), keyring: readKeyring(join(dirname(file), copy.name)) }]
  })
}
