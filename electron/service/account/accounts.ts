import { randomUUID } from 'node:crypto'
import type { accountsContract } from '../../../shared/account/accounts.ts'
import { rolesOf } from '../../../shared/account/grants.ts'
import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import { openKeyringFile } from '../db/fileKey.ts'
import { asLardomError } from '../db/faults.ts'
import { withMember, withoutMember, type OpenKeyring } from '../db/keyring.ts'
import { MAX_ACCOUNTS, RECOVERY } from '../db/keyringFormat.ts'
import { makeMember } from '../db/newKeyring.ts'
import { newTemporaryPassphrase } from '../db/secrets.ts'
import type { Context } from '../kernel/context.ts'
import { changeWithKeyring } from './keyringChange.ts'
import { readKeyMarks, saveKeyMarks } from './keyMarks.ts'
import {
  disableAccount,
  insertAccount,
  listAccounts,
  listGrants,
  replaceGrants,
  setMustChange,
  updateAccount,
  type Account,
} from './repository.ts'
import { rotateDataKey } from './rotate.ts'
import {
  checkFields,
  refuseExampleAccount,
  requireAccount,
  requireAnotherAdministrator,
  rule,
} from './rules.ts'

type Input<Name extends keyof typeof accountsContract> = ParsedInputOf<(typeof accountsContract)[Name]>
type Output<Name extends keyof typeof accountsContract> = OutputOf<(typeof accountsContract)[Name]>

export function listEveryone({ db, workspace, actor }: Context): Output<'account.list'> {
  const { path, dataKey } = workspace.file
  const { members } = openKeyringFile(path, dataKey)
  const marks = readKeyMarks(db)
  const accounts = listAccounts(db)
  return {
    accounts: accounts.map((account) => ({
      id: account.id,
      name: account.name,
      title: account.title,
      grants: listGrants(db, account.id),
      createdAt: account.createdAt,
      lastUnlockedAt: account.lastUnlockedAt,
      mustChangePassphrase: account.mustChange,
      devices: countDevices(members, account.id),
      removedAt: account.disabledAt,
      isSelf: account.id === actor.id,
    })),
    rotationDue: marks.rotationDue,
    rotatedAt: marks.rotatedAt,
    recoveryKeyMadeAt:
      marks.recoveryKeyMadeAt ?? db.value<string>('SELECT created_at FROM workspace WHERE id = 1') ?? '',
  }
}

export async function addAccount(
  input: Input<'account.add'>,
  context: Context,
): Promise<Output<'account.add'>> {
  const { db, workspace } = context
  checkFields(db, input)
  const id = randomUUID()
  const temporaryPassphrase = newTemporaryPassphrase()
  const made = await makeMember(workspace.file.workspaceId, id, {
    kind: 'passphrase',
    secret: temporaryPassphrase,
    temporary: true,
  })
  changeWithKeyring(context, (ring) => {
    // Once more: somebody may have been added meanwhile.
    checkFields(db, input)
    assertRoom(ring)
    insertAccount(db, { id, ...input, at: context.now().toISOString(), mustChange: true })
    replaceGrants(db, id, input.grants)
    const { name, title, grants } = input
    context.audit({ action: 'account.add', entity: 'account', entityId: id, after: { name, title, grants } })
    return withMember(ring, made.member, made.entry)
  })
  context.changed('account')
  return { id, temporaryPassphrase }
}

export function changeAccount(input: Input<'account.update'>, context: Context): null {
  const { db, service, workspace, actor } = context
  const { path, dataKey } = workspace.file
  db.transaction(() => {
    const before = requireAccount(db, input.id)
    checkFields(db, input, input.id)
    if (!input.grants.some(({ role }) => role === 'administrator')) {
      requireAnotherAdministrator(db, openKeyringFile(path, dataKey), input.id)
    }
    const beforeGrants = listGrants(db, input.id)
    updateAccount(db, input)
    replaceGrants(db, input.id, input.grants)
    context.audit({
      action: 'account.update',
      entity: 'account',
      entityId: input.id,
      before: { name: before.name, title: before.title, grants: beforeGrants },
      after: { name: input.name, title: input.title, grants: listGrants(db, input.id) },
    })
  })
  if (input.id === actor.id && service.actor?.id === actor.id) {
    const grants = listGrants(db, actor.id)
    service.actor = { ...service.actor, name: input.name, grants, roles: rolesOf(grants) }
  }
  context.changed('account')
  return null
}

export async function removeAccount(
  { id }: Input<'account.remove'>,
  context: Context,
): Promise<Output<'account.remove'>> {
  const { db, actor, now } = context
  if (id === actor.id) rule('Man kan inte ta bort sitt eget konto. Be en annan administratör.')
  changeWithKeyring(context, (ring) => {
    const account = requireAccount(db, id)
    refuseExampleAccount(context, id)
    requireAnotherAdministrator(db, ring, id)
    disableAccount(db, id, now().toISOString())
    saveKeyMarks(db, now().toISOString(), { rotationDue: true })
    context.audit({
      action: 'account.remove',
      entity: 'account',
      entityId: id,
      before: { name: account.name, title: account.title, grants: listGrants(db, id) },
    })
    return withoutMember(ring, id)
  })
  context.changed('account')
  return rotateAfterRemoval(context)
}

export async function resetPassphrase(
  { id }: Input<'account.reset-passphrase'>,
  context: Context,
): Promise<Output<'account.reset-passphrase'>> {
  const { db, actor, workspace } = context
  if (id === actor.id) rule('Byt din egen lösenfras under Mitt konto.')
  assertMayReset(context, id)
  const temporaryPassphrase = newTemporaryPassphrase()
  const made = await makeMember(workspace.file.workspaceId, id, {
    kind: 'passphrase',
    secret: temporaryPassphrase,
    temporary: true,
  })
  changeWithKeyring(context, (ring) => {
    assertMayReset(context, id)
    setMustChange(db, id, true)
    context.audit({ action: 'account.reset-passphrase', entity: 'account', entityId: id })
    return withMember(ring, made.member, made.entry)
  })
  context.changed('account')
  return { temporaryPassphrase }
}

function assertMayReset(context: Context, id: string): Account {
  refuseExampleAccount(context, id)
  return requireAccount(context.db, id)
}

/** The account is gone whatever comes of this: what stops the change of data key is told, and can be tried again. */
async function rotateAfterRemoval(context: Context): Promise<Output<'account.remove'>> {
  try {
    await rotateDataKey(context)
    return { rotated: true, problem: null }
  } catch (error) {
    const known = asLardomError(error, context.workspace.file.path)
    if (!known) throw error
    return { rotated: false, problem: known.message }
  }
}

function assertRoom({ members }: OpenKeyring): void {
  const accounts = members.filter((member) => member.id !== RECOVERY).length
  if (accounts >= MAX_ACCOUNTS) rule(`En arbetsyta kan ha högst ${MAX_ACCOUNTS} konton. Ta bort något först.`)
}

function countDevices(members: OpenKeyring['members'], id: string): number {
  const locks = members.find((member) => member.id === id)?.locks ?? []
  return locks.filter(({ kind }) => kind === 'device').length
}
