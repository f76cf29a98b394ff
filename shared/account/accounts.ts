import * as z from 'zod'
import { job, query, type Contract } from '../rpc/procedure.ts'
import { grant } from './grants.ts'
import { newPassphrase, passphrase } from './passphrase.ts'
import { isPlainLine, NOT_PLAIN } from './plainLine.ts'
import { EVERYONE } from './roles.ts'

/**
 * The accounts of a workspace. What takes or gives a secret is a job: a command's answer is kept as a receipt.
 */

export const accountId = z.string().min(1).max(60)
export const personName = z.string().trim().min(1, 'Skriv ditt namn.').max(120).refine(isPlainLine, NOT_PLAIN)

const accountFields = {
  name: z.string().trim().min(1, 'Skriv personens namn.').max(120).refine(isPlainLine, NOT_PLAIN),
  /** Befattning, e.g. 'Verksamhetschef'. */
  title: z.string().trim().max(120).refine(isPlainLine, NOT_PLAIN),
  grants: z.array(grant).min(1, 'Välj minst en roll.').max(100),
}

export const accountRow = z.strictObject({
  id: accountId,
  name: z.string(),
  title: z.string(),
  grants: z.array(grant),
  createdAt: z.string(),
  /** When somebody last opened the workspace as this account; null when nobody has. */
  lastUnlockedAt: z.string().nullable(),
  /** The passphrase is a temporary one that has not been replaced yet. */
  mustChangePassphrase: z.boolean(),
  /** How many computers may open the workspace as this account without a passphrase. */
  devices: z.number().int(),
  /** Null while the account is in use. Removed accounts stay in the list: the log names them. */
  removedAt: z.string().nullable(),
  /** The account that asks. */
  isSelf: z.boolean(),
})
export type AccountRow = z.infer<typeof accountRow>

const secondChance = z.strictObject({
  /** Generated: somebody else must read it, once. It opens the workspace until the person has chosen an own one. */
  temporaryPassphrase: z.string(),
})

const administrator = ['administrator'] as const

export const accountsContract = {
  /** Accounts in use first, by name, then the removed ones. */
  'account.list': query({
    input: z.strictObject({}),
    output: z.strictObject({
      accounts: z.array(accountRow),
      /** An account was removed, or the recovery key replaced, since the data key was made: `account.rotate-key` is due. */
      rotationDue: z.boolean(),
      /** When the data key that is used now was made; null when it is the workspace's first. */
      rotatedAt: z.string().nullable(),
      /** When the recovery key was made. */
      recoveryKeyMadeAt: z.string(),
    }),
    access: ['administrator', 'cheflakare'],
  }),
  /** A new account with a temporary passphrase, which is in the answer and nowhere else. */
  'account.add': job({
    input: z.strictObject(accountFields),
    output: z.strictObject({ id: accountId, ...secondChance.shape }),
    access: administrator,
  }),
  'account.update': job({
    input: z.strictObject({ id: accountId, ...accountFields }),
    output: z.null(),
    access: administrator,
  }),
  /** The account can no longer open the workspace, and the data key is replaced. Reports progress. */
  'account.remove': job({
    input: z.strictObject({ id: accountId }),
    output: z.strictObject({
      /** False when the account is gone but the data key could not be replaced (see `problem`); try rotate-key. */
      rotated: z.boolean(),
      problem: z.string().nullable(),
    }),
    access: administrator,
  }),
  /** One's own. `current` is the old passphrase or, when one opened with it, the recovery key. */
  'account.change-passphrase': job({
    input: z.strictObject({ current: passphrase, next: newPassphrase }),
    output: z.null(),
    access: EVERYONE,
  }),
  /** For somebody who has forgotten theirs. The old one stops working at once. */
  'account.reset-passphrase': job({
    input: z.strictObject({ id: accountId }),
    output: secondChance,
    access: administrator,
  }),
  /** The one before stops working. Takes one's own passphrase (or recovery key) again. */
  'account.new-recovery-key': job({
    input: z.strictObject({ passphrase }),
    output: z.strictObject({ recoveryKey: z.string() }),
    access: administrator,
  }),
  /** Encrypts the whole file with a new data key. Reports progress; may be cancelled until the file is swapped. */
  'account.rotate-key': job({ input: z.strictObject({}), output: z.null(), access: administrator }),
  /**
   * Lets this computer open the workspace as one's own account. The secret is the host's to keep in the operating
   * system's keychain; the window never sees it. A change of passphrase ends it.
   */
  'account.enable-device': job({
    input: z.strictObject({ passphrase }),
    output: z.strictObject({
      workspaceId: z.string(),
      accountId,
      lockId: z.string(),
      deviceSecret: z.string(),
    }),
    access: EVERYONE,
    caller: 'host',
  }),
  /** Ends one computer's right, or, with no lock named, that of all computers, for one's own account. */
  'account.disable-device': job({
    input: z.strictObject({ lockId: z.string().max(60).nullable() }),
    output: z.null(),
    access: EVERYONE,
    caller: 'host',
  }),
} as const satisfies Contract
