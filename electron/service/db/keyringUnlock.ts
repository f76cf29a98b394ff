import type { OpenedWith } from '../../../shared/account/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { unsealDataKeys, type DataKey } from './keyring.ts'
import { RECOVERY, type Keyring, type Lock, type Member } from './keyringFormat.ts'
import { openLock, type MemberKey } from './memberLocks.ts'

/** What somebody shows to be let in. */
export type Credential =
  | {
      readonly kind: 'passphrase'
      /** A passphrase, or the recovery key. */
      readonly secret: string
      /** The account that opened the workspace last on this computer: tried first. */
      readonly accountId?: string | undefined
    }
  | { readonly kind: 'device'; readonly accountId: string; readonly secret: string }

export interface UnlockHooks {
  readonly signal?: AbortSignal
  readonly progress?: (done: number, total: number) => void
}

export interface Unlocked {
  readonly memberId: string
  readonly openedWith: OpenedWith
  /** A temporary passphrase opened it. */
  readonly temporary: boolean
  /** The newest first; more than one only when a change of data key was interrupted. */
  readonly dataKeys: readonly DataKey[]
  /** Other accounts that the same passphrase opens, when none of them was named. */
  readonly others: readonly string[]
}

/**
 * Opens the keyring. The named account is tried first; when it is not named, or the passphrase is not its, every
 * account is tried, so that nobody is let in as somebody else who happens to have the same passphrase.
 * @throws WRONG_PASSPHRASE, DEVICE_KEY_GONE, KEYRING_DAMAGED, CANCELLED.
 */
export async function openKeyring(
  keyring: Keyring,
  credential: Credential,
  fileName: string,
  hooks: UnlockHooks = {},
): Promise<Unlocked> {
  const found =
    credential.kind === 'device'
      ? await openByDevice(keyring, credential.accountId, credential.secret)
      : await openByPhrase(keyring, credential.secret, credential.accountId, hooks)
  const [first, ...more] = found
  if (!first) {
    throw new LardomError(credential.kind === 'device' ? 'DEVICE_KEY_GONE' : 'WRONG_PASSPHRASE')
  }
  return {
    memberId: first.member.id,
    openedWith: first.lock.kind,
    temporary: first.lock.kind === 'passphrase' && first.lock.temporary,
    dataKeys: unsealDataKeys(keyring, first.member.id, first.key, fileName),
    others: more.map(({ member }) => member.id),
  }
}

interface Found {
  readonly member: Member
  readonly lock: Lock
  readonly key: MemberKey
}

/** The member's own key, by its passphrase (or the recovery key's, by that). Undefined when the secret is not its. */
export async function openMember(
  keyring: Keyring,
  memberId: string,
  secret: string,
): Promise<MemberKey | undefined> {
  const member = keyring.members.find(({ id }) => id === memberId)
  const lock = member?.locks.find(({ kind }) => kind !== 'device')
  return member && lock ? openLock(keyring.workspaceId, member, lock, secret) : undefined
}

async function openByDevice(keyring: Keyring, accountId: string, secret: string): Promise<Found[]> {
  const member = keyring.members.find(({ id }) => id === accountId)
  for (const lock of member?.locks ?? []) {
    if (!member || lock.kind !== 'device') continue
    const key = await openLock(keyring.workspaceId, member, lock, secret)
    if (key) return [{ member, lock, key }]
  }
  return []
}

async function openByPhrase(
  keyring: Keyring,
  secret: string,
  accountId: string | undefined,
  { signal, progress }: UnlockHooks,
): Promise<Found[]> {
  const attempt = async (member: Member): Promise<Found | undefined> => {
    if (signal?.aborted) throw new LardomError('CANCELLED')
    const lock = member.locks.find(({ kind }) => kind !== 'device')
    const key = lock && (await openLock(keyring.workspaceId, member, lock, secret))
    return lock && key ? { member, lock, key } : undefined
  }
  // The recovery key costs nothing to try.
  for (const id of [RECOVERY, accountId]) {
    const member = keyring.members.find((candidate) => candidate.id === id)
    const found = member && (await attempt(member))
    if (found) return [found]
  }
  const rest = keyring.members.filter(({ id }) => id !== RECOVERY && id !== accountId)
  const queue = [...rest]
  const found: Found[] = []
  let done = 0
  const work = async (): Promise<void> => {
    for (let member = queue.shift(); member; member = queue.shift()) {
      const opened = await attempt(member)
      if (opened) found.push(opened)
      if (rest.length > 1) progress?.(++done, rest.length)
    }
  }
  await Promise.all([work(), work()])
  return found
}
