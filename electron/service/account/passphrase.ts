import type { accountsContract } from '../../../shared/account/accounts.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import { withMember, type OpenKeyring } from '../db/keyring.ts'
import { readKeyring } from '../db/keyringFile.ts'
import { MAX_DEVICES, RECOVERY, type Lock, type Member } from '../db/keyringFormat.ts'
import { openMember } from '../db/keyringUnlock.ts'
import { makeLock, type MemberKey } from '../db/memberLocks.ts'
import { makeMember, makeRecovery } from '../db/newKeyring.ts'
import { newDeviceSecret } from '../db/secrets.ts'
import type { Context } from '../kernel/context.ts'
import { changeWithKeyring } from './keyringChange.ts'
import { saveKeyMarks } from './keyMarks.ts'
import { setMustChange } from './repository.ts'
import { refuseExampleAccount, rule } from './rules.ts'

type Input<Name extends keyof typeof accountsContract> = ParsedInputOf<(typeof accountsContract)[Name]>
type Output<Name extends keyof typeof accountsContract> = OutputOf<(typeof accountsContract)[Name]>

/**
 * A new key pair too: whoever chose a temporary passphrase and kept the old keyring still cannot read what is sealed to
 * this person from now on. Computers that could open without a passphrase no longer can.
 */
export async function changePassphrase(
  { current, next }: Input<'account.change-passphrase'>,
  context: Context,
): Promise<null> {
  const { db, actor, service, workspace } = context
  refuseExampleAccount(context, actor.id)
  if (current.normalize('NFKC') === next.normalize('NFKC')) {
    rule('Den nya lösenfrasen är densamma som den gamla. Välj en annan.', 'next')
  }
  await requireSelf(context, current, 'current')
  const made = await makeMember(workspace.file.workspaceId, actor.id, {
    kind: 'passphrase',
    secret: next,
    temporary: false,
  })
  changeWithKeyring(context, (ring) => {
    setMustChange(db, actor.id, false)
    context.audit({ action: 'account.change-passphrase', entity: 'account', entityId: actor.id })
    return withMember(ring, made.member, made.entry)
  })
  if (service.actor?.id === actor.id) {
    service.actor = { ...service.actor, mustChangePassphrase: false, openedWith: 'passphrase' }
  }
  context.changed('account')
  return null
}

/**
 * The one before opens nothing that is sealed from now on. With the keyring as it was it opens the file until the data
 * key is replaced too, so that is said to be due.
 */
export async function newRecovery(
  input: Input<'account.new-recovery-key'>,
  context: Context,
): Promise<Output<'account.new-recovery-key'>> {
  const { db, now, workspace } = context
  await requireSelf(context, input.passphrase, 'passphrase')
  const { recoveryKey, ...made } = await makeRecovery(workspace.file.workspaceId)
  changeWithKeyring(context, (ring) => {
    saveKeyMarks(db, now().toISOString(), {
      rotationDue: true,
      recoveryKeyMadeAt: now().toISOString(),
    })
    context.audit({ action: 'account.new-recovery-key', entity: 'arbetsyta', entityId: workspace.name })
    return withMember(ring, made.member, made.entry)
  })
  context.changed('account')
  return { recoveryKey }
}

/** A lock more for one's own key, opened by a secret that this computer keeps. */
export async function enableDevice(
  input: Input<'account.enable-device'>,
  context: Context,
): Promise<Output<'account.enable-device'>> {
  const { actor, workspace } = context
  const { workspaceId } = workspace.file
  const key = await requireSelf(context, input.passphrase, 'passphrase', 'own-only')
  const deviceSecret = newDeviceSecret()
  const lock = await makeLock(workspaceId, actor.id, key, { kind: 'device', secret: deviceSecret })
  changeWithKeyring(context, (ring) => {
    const locks = locksOf(ring, actor.id)
    if (locks.filter(({ kind }) => kind === 'device').length >= MAX_DEVICES) {
      rule(`Högst ${MAX_DEVICES} datorer kan låsa upp utan lösenfras. Stäng av det på någon av dem först.`)
    }
    context.audit({
      action: 'account.enable-device',
      entity: 'account',
      entityId: actor.id,
      after: { device: lock.id },
    })
    return withLocks(ring, actor.id, [...locks, lock], key)
  })
  context.changed('account')
  return { workspaceId, accountId: actor.id, lockId: lock.id, deviceSecret }
}

export function disableDevice({ lockId }: Input<'account.disable-device'>, context: Context): null {
  const { actor } = context
  changeWithKeyring(context, (ring) => {
    const locks = locksOf(ring, actor.id)
    const gone = locks.filter(({ kind, id }) => kind === 'device' && (lockId === null || id === lockId))
    if (gone.length === 0) return ring
    context.audit({
      action: 'account.disable-device',
      entity: 'account',
      entityId: actor.id,
      before: { devices: gone.map(({ id }) => id) },
    })
    return withLocks(
      ring,
      actor.id,
      locks.filter((lock) => !gone.includes(lock)),
    )
  })
  context.changed('account')
  return null
}

/**
 * The acting person once more: by the own passphrase or, when that is how one came in, the recovery key. A wrong one is
 * told in the log. @throws WRONG_PASSPHRASE.
 */
async function requireSelf(
  context: Context,
  secret: string,
  field: string,
  which: 'own-only' | 'own-or-recovery' = 'own-or-recovery',
): Promise<MemberKey> {
  const { actor, workspace } = context
  const keyring = readKeyring(workspace.file.path)
  const members =
    which === 'own-or-recovery' && actor.openedWith === 'recovery' ? [RECOVERY, actor.id] : [actor.id]
  for (const id of members) {
    const key = await openMember(keyring, id, secret)
    if (key) return key
  }
  context.audit({ action: 'account.wrong-passphrase', entity: 'account', entityId: actor.id })
  throw new LardomError('WRONG_PASSPHRASE', {}, { field })
}

function locksOf(ring: OpenKeyring, id: string): readonly Lock[] {
  const member = ring.members.find((candidate) => candidate.id === id)
  if (!member) throw new LardomError('NOT_FOUND', { what: 'Kontot' })
  return member.locks
}

/** @throws CONFLICT when the lock was made for a key pair that has been replaced meanwhile. */
function withLocks(ring: OpenKeyring, id: string, locks: readonly Lock[], key?: MemberKey): OpenKeyring {
  const entry = ring.roster.find((candidate) => candidate.id === id)
  if (!entry) throw new LardomError('NOT_FOUND', { what: 'Kontot' })
  if (key && !entry.publicKey.equals(key.publicKey)) throw new LardomError('CONFLICT', { what: 'Kontot' })
  const member: Member = { id, locks: [...locks] }
  return withMember(ring, member, entry)
}
