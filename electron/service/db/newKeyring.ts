import { randomUUID } from 'node:crypto'
import { newDataKeyOf, rosterEntry, type OpenKeyring, type RosterEntry } from './keyring.ts'
import { RECOVERY, type Member } from './keyringFormat.ts'
import { makeLock, newMemberKey, type LockSecret } from './memberLocks.ts'
import { newDataKey, newRecoveryKey } from './secrets.ts'

/** A member with a new key pair and one lock, ready to be put into a keyring. */
export interface MadeMember {
  readonly member: Member
  readonly entry: RosterEntry
}

export async function makeMember(workspaceId: string, id: string, secret: LockSecret): Promise<MadeMember> {
  const key = newMemberKey()
  const lock = await makeLock(workspaceId, id, key, secret)
  return { member: { id, locks: [lock] }, entry: rosterEntry(id, key) }
}

/** The recovery key, shown once, and its member. */
export async function makeRecovery(workspaceId: string): Promise<MadeMember & { recoveryKey: string }> {
  const recoveryKey = newRecoveryKey()
  return {
    recoveryKey,
    ...(await makeMember(workspaceId, RECOVERY, { kind: 'recovery', secret: recoveryKey })),
  }
}

/** The keyring of a new workspace with one account. */
export async function makeKeyring(account: {
  id: string
  passphrase: string
}): Promise<{ ring: OpenKeyring; recoveryKey: string }> {
  const workspaceId = randomUUID()
  const first = await makeMember(workspaceId, account.id, {
    kind: 'passphrase',
    secret: account.passphrase,
    temporary: false,
  })
  const { recoveryKey, ...recovery } = await makeRecovery(workspaceId)
  const made = [first, recovery]
  const ring = {
    workspaceId,
    members: made.map(({ member }) => member),
    roster: made.map(({ entry }) => entry),
    dataKey: newDataKeyOf(newDataKey()),
  }
  return { ring, recoveryKey }
}
