import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { rolesOf } from '../../../shared/account/grants.ts'
import type { Role } from '../../../shared/account/roles.ts'
import type { WorkspaceInfo } from '../../../shared/account/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { CHECK_LATER_ABOVE } from '../backup/keeper.ts'
import { takeInShippedCodes } from '../code/codes.ts'
import { forgetReplacement } from '../backup/replace.ts'
import { keyringPath } from '../db/keyringFile.ts'
import type { Credential } from '../db/keyringUnlock.ts'
import { migrations } from '../db/migrations/index.ts'
import {
  closeWorkspaceFile,
  createWorkspaceFile,
  openWorkspaceFile,
  removeWorkspaceFiles,
  type OpenOptions,
} from '../db/workspaceFile.ts'
import { writeAudit } from '../kernel/audit.ts'
import type { Actor, OpenContext, ServiceState, Workspace } from '../kernel/context.ts'
import { finishEmptyIndex } from '../search/rebuild.ts'
import { seedOrganisation } from '../organisation/seed.ts'
import { findAccount, findFirstAdministrator, listGrants, setMustChange } from './repository.ts'

/** A power cut while it was written, or damage to it: which cannot be known, so the person is asked to look. */
const CUT_SHORT =
  'Den sista ändringen innan arbetsytan stängdes blev inte helt skriven och finns inte kvar. Kontrollera det du sparade sist.'
const KEEP_RECEIPTS = 30 * 24 * 3_600_000

/** Opens the workspace and makes its account the one who acts. A workspace already open is closed first. */
export async function unlock(
  context: OpenContext,
  path: string,
  credential: Credential,
): Promise<WorkspaceInfo> {
  const { fileThread, checkLaterAbove, workspace: open, failedUnlocks } = context.service
  const hooks = {
    signal: context.signal,
    progress: (done: number, total: number) => context.progress(done, total, 'Prövar lösenfrasen'),
  }
  const file = await openWorkspaceFile(
    path,
    credential,
    {
      ...openOptions(context),
      ...(fileThread === undefined ? {} : { checkLaterAbove: checkLaterAbove ?? CHECK_LATER_ABOVE }),
      // The same workspace once more: it is ours already.
      ...(open?.file.path === path ? { lock: open.file.lock } : {}),
    },
    hooks,
  ).catch((error: unknown) => {
    if (error instanceof LardomError && error.code === 'WRONG_PASSPHRASE') {
      failedUnlocks.set(path, (failedUnlocks.get(path) ?? 0) + 1)
    }
    throw error
  })
  try {
    const workspace = readWorkspace(file)
    const actor = readActor(workspace)
    noteRestored(context, workspace, actor)
    takeInShippedCodes(file.db, context.now().toISOString())
    const failed = failedUnlocks.get(path) ?? 0
    const info = enter(context, workspace, actor, {
      action: actor.openedWith === 'recovery' ? 'account.unlock-recovery' : 'upplåst',
      after: {
        openedWith: actor.openedWith,
        ...(failed === 0 ? {} : { failedBefore: failed }),
        ...(file.cutShort ? { cutShort: true } : {}),
      },
    })
    if (file.cutShort) context.announce({ name: 'cut-short', message: CUT_SHORT })
    failedUnlocks.delete(path)
    return info
  } catch (error) {
    closeWorkspaceFile(file)
    throw error
  }
}

/** A copy took the place of what was here, just now or before a crash: its own log says so from its first moment. */
function noteRestored(context: OpenContext, { file }: Workspace, actor: Actor): void {
  if (!file.restored) return
  const { copy, kept } = file.restored
  writeAudit(file.db, actor, context.now().toISOString(), {
    action: 'backup.restore',
    entity: 'backup',
    entityId: copy,
    after: { kept },
  })
  forgetReplacement(file.path)
}

export interface NewWorkspace {
  readonly path: string
  readonly name: string
  readonly accountName: string
  readonly passphrase: string
  readonly isExample: boolean
}

/** Creates a workspace with VGR's organisation and one account, its administrator, and opens it. */
export async function createWorkspace(
  context: OpenContext,
  wanted: NewWorkspace,
): Promise<{ info: WorkspaceInfo; recoveryKey: string }> {
  const { workspace, actor, recoveryKey } = await makeWorkspace(context, wanted)
  try {
    return { info: enter(context, workspace, actor), recoveryKey }
  } catch (error) {
    closeWorkspaceFile(workspace.file)
    removeWorkspaceFiles(wanted.path)
    throw error
  }
}

/** The same without opening it for anybody: the caller's to close. */
export async function makeWorkspace(
  context: OpenContext,
  wanted: NewWorkspace,
): Promise<{ workspace: Workspace; actor: Actor; recoveryKey: string }> {
  refusePersonnummer(wanted.name, 'name', 'Arbetsytans namn')
  refusePersonnummer(wanted.accountName, 'accountName', 'Ditt namn')
  const accountId = randomUUID()
  const { recoveryKey, ...file } = await createWorkspaceFile(
    wanted.path,
    { id: accountId, passphrase: wanted.passphrase },
    openOptions(context),
  )
  try {
    const at = context.now().toISOString()
    file.db.transaction(() => {
      file.db.run('INSERT INTO workspace (id, uid, name, is_example, created_at) VALUES (1, ?, ?, ?, ?)', [
        file.workspaceId,
        wanted.name,
        wanted.isExample ? 1 : 0,
        at,
      ])
      file.db.run('INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)', [
        accountId,
        wanted.accountName,
        at,
      ])
      finishEmptyIndex(file.db)
      // The first account is the administrator; as the only one it also does the daily work.
      for (const role of ['administrator', 'cheflakare'] satisfies Role[]) {
        file.db.run('INSERT INTO account_grant (account_id, role) VALUES (?, ?)', [accountId, role])
      }
      seedOrganisation(file.db)
      takeInShippedCodes(file.db, at)
      const first = { id: accountId, name: wanted.accountName }
      writeAudit(file.db, first, at, { action: 'skapad', entity: 'arbetsyta', entityId: wanted.name })
    })
    const workspace = readWorkspace(file)
    return { workspace, actor: readActor(workspace), recoveryKey }
  } catch (error) {
    closeWorkspaceFile(file)
    removeWorkspaceFiles(wanted.path)
    throw error
  }
}

/** Closes the workspace, if one is open; nothing decrypted is kept. */
export function lock(state: ServiceState): void {
  const { workspace } = state
  state.workspace = undefined
  state.actor = undefined
  if (!workspace) return
  state.backups.closing()
  state.search.closing()
  closeWorkspaceFile(workspace.file)
}

export function currentInfo(state: ServiceState): WorkspaceInfo | null {
  const { workspace, actor } = state
  if (!workspace || !actor) return null
  return {
    workspaceId: workspace.uid,
    name: workspace.name,
    fileName: basename(workspace.file.path),
    isExample: workspace.isExample,
    accountId: actor.id,
    accountName: actor.name,
    roles: [...actor.roles],
    grants: [...actor.grants],
    openedWith: actor.openedWith,
    mustChangePassphrase: actor.mustChangePassphrase,
  }
}

/** The trace first: a file that cannot take it, on a full disk say, is not entered, and what was open stays open. */
function enter(
  context: OpenContext,
  workspace: Workspace,
  actor: Actor,
  trace?: { action: string; after: unknown },
): WorkspaceInfo {
  const { db } = workspace.file
  const now = context.now()
  db.transaction(() => {
    if (trace) {
      writeAudit(db, actor, now.toISOString(), { ...trace, entity: 'arbetsyta', entityId: workspace.name })
    }
    db.run('UPDATE account SET last_unlocked_at = ? WHERE id = ?', [now.toISOString(), actor.id])
    // The lock that just opened knows; the row may be from before a crash.
    if (actor.openedWith === 'passphrase') setMustChange(db, actor.id, actor.mustChangePassphrase)
    // A call is tried again within minutes; what it answered need not be kept for ever.
    db.run('DELETE FROM command_receipt WHERE at < ?', [
      new Date(now.getTime() - KEEP_RECEIPTS).toISOString(),
    ])
  })
  lock(context.service)
  context.service.workspace = workspace
  context.service.actor = actor
  context.service.backups.opened(workspace)
  context.service.search.opened(workspace)
  const info = currentInfo(context.service)
  if (!info) throw new LardomError('LOCKED')
  return info
}

function openOptions(context: OpenContext): OpenOptions {
  return { migrations, appVersion: context.service.appVersion, now: context.now }
}

function readWorkspace(file: Workspace['file']): Workspace {
  const row = file.db.get<{ uid: string; name: string; is_example: number }>(
    'SELECT uid, name, is_example FROM workspace WHERE id = 1',
  )
  if (!row) {
    throw new LardomError('DB_DAMAGED', {
      file: basename(file.path),
      detail: 'uppgifterna om arbetsytan saknas',
    })
  }
  // Both open under one key: the keyring of another copy was put beside this one.
  if (row.uid !== file.workspaceId) {
    throw new LardomError('KEYRING_FOREIGN', { file: basename(keyringPath(file.path)) })
  }
  return { file, uid: row.uid, name: row.name, isExample: row.is_example === 1 }
}

/**
 * The recovery key opens as the first administrator; everybody else as themselves.
 * @throws WHICH_ACCOUNT when the passphrase is that of several accounts and none of them was named.
 */
function readActor({ file }: Workspace): Actor {
  const { db, memberId, openedWith, temporary, others } = file
  const row = openedWith === 'recovery' ? findFirstAdministrator(db) : findAccount(db, memberId)
  // Removed, or left in the keyring by an account that was never made whole.
  if (!row || row.disabledAt !== null) throw new LardomError('WRONG_PASSPHRASE')
  const also = others.map((id) => findAccount(db, id)).filter((other) => other?.disabledAt === null)
  if (also.length > 0) {
    const names = [row, ...also].map((account) => account?.name).join(', ')
    throw new LardomError('WHICH_ACCOUNT', { names })
  }
  const grants = listGrants(db, row.id)
  return {
    id: row.id,
    name: row.name,
    grants,
    roles: rolesOf(grants),
    openedWith,
    // Its own lock says so, sealed: the account's row only lets it be listed.
    mustChangePassphrase: temporary,
  }
}
