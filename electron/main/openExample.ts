import { existsSync } from 'node:fs'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import { EXAMPLE_PASSPHRASE } from '../../shared/example/contract.ts'
import { LardomError, type ErrorCode } from '../../shared/rpc/error.ts'

/**
 * What an example workspace of an older build, or a damaged one, answers. It holds invented data only: it is made anew
 * rather than explained. One of a newer build, one that is in use or a full disk is told as it is.
 */
const MADE_ANEW: readonly ErrorCode[] = [
  'KEYRING_TOO_OLD',
  'KEYRING_DAMAGED',
  'KEYRING_MISSING',
  'KEYRING_FOREIGN',
  'NOT_A_WORKSPACE',
  'DB_DAMAGED',
  'MIGRATION_FAILED',
  'WRONG_PASSPHRASE',
]

/** Opens the example workspace, making it first when there is none that opens. */
export async function openExample(
  path: string,
  ask: (procedure: string, input: unknown) => Promise<unknown>,
): Promise<WorkspaceInfo> {
  // The service answers by its own contract, checked there.
  const unlock = async () =>
    (await ask('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })) as WorkspaceInfo
  if (existsSync(path)) {
    try {
      return await unlock()
    } catch (error) {
      if (!(error instanceof LardomError) || !MADE_ANEW.includes(error.code)) throw error
    }
  }
  await ask('example.create', { path, replace: true })
  return unlock()
}
