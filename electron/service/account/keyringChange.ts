import { openKeyringFile, saveKeyring } from '../db/fileKey.ts'
import type { OpenKeyring } from '../db/keyring.ts'
import { readKeyring, writeKeyring } from '../db/keyringFile.ts'
import type { Context } from '../kernel/context.ts'

/**
 * A change of the database and of the keyring together. The keyring is read anew and written last in the transaction:
 * when anything fails, both are as before. A crash between the two leaves a keyring that is ahead of the database;
 * every such state opens, and the same change can be made again: a member without an account is let in nowhere, and
 * whether a passphrase is temporary is told by its own lock.
 */
export function changeWithKeyring(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  change: (ring: OpenKeyring) => OpenKeyring,
): void {
  const { path, dataKey } = workspace.file
  const before = readKeyring(path)
  let written = false
  try {
    db.transaction(() => {
      const next = change(openKeyringFile(path, dataKey))
      written = true
      saveKeyring(path, next)
    })
  } catch (error) {
    if (written) writeKeyring(path, before)
    throw error
  }
}
