import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { rolesOf, type Grant } from '../../../shared/account/grants.ts'
import type { Role } from '../../../shared/account/roles.ts'
import type { WorkspaceInfo } from '../../../shared/account/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { CHECK_LATER_ABOVE } from '../backup/keeper.ts'
import { forgetReplacement } from '../backup/replace.ts'
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
import { seedOrganisation } from '../organisation/seed.ts'

/** Opens the workspace and makes its account the one who acts. A workspace already open is closed first. */
export function unlock(context: OpenContext, path: string, passphrase: string): WorkspaceInfo {
  const { fileThread, checkLaterAbove, workspace: open } = context.service
  const file = openWorkspaceFile(path, passphrase, {
    ...openOptions(context),
    ...(fileThread === undefined ? {} : { checkLaterAbove: checkLaterAbove ?? CHECK_LATER_ABOVE }),
    // The same workspace once more: it is ours already.
    ...(open?.file.path === path ? { lock: open.file.lock } : {}),
  })
  try {
    const workspace = readWorkspace(file)
    const actor = readActor(workspace)
    noteRestored(context, workspace, actor)
    return enter(context, workspace, actor, 'upplåst')
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

/** Creates a workspace with VGR's organisation and one account that holds every role, and opens it. */
export function createWorkspace(
  context: OpenContext,
  wanted: NewWorkspace,
): { info: WorkspaceInfo; recoveryKey: string } {
  refusePersonnummer(wanted.name, 'name', 'Arbetsytans namn')
  refusePersonnummer(wanted.accountName, 'accountName', 'Ditt namn')
  const accountId = randomUUID()
  const { recoveryKey, ...file } = createWorkspaceFile(
    wanted.path,
    { id: accountId, name: wanted.accountName, passphrase: wanted.passphrase },
    openOptions(context),
  )
  try {
    const at = context.now().toISOString()
    file.db.transaction(() => {
      file.db.run('INSERT INTO workspace (id, uid, name, is_example, created_at) VALUES (1, ?, ?, ?, ?)', [
        randomUUID(),
        wanted.name,
        wanted.isExample ? 1 : 0,
        at,
      ])
      file.db.run('INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)', [
        accountId,
        wanted.accountName,
        at,
      ])
      // The first account is the administrator; as the only one it also does the daily work.
      for (const role of ['administrator', 'cheflakare'] satisfies Role[]) {
        file.db.run('INSERT INTO account_grant (account_id, role) VALUES (?, ?)', [accountId, role])
      }
      seedOrganisation(file.db)
    })
    const workspace = readWorkspace(file)
    const actor = readActor(workspace)
    return { info: enter(context, workspace, actor, 'skapad'), recoveryKey }
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
    openedWith: workspace.file.openedWith,
    mustChangePassphrase: actor.mustChangePassphrase,
  }
}

/** The trace first: a file that cannot take it, on a full disk say, is not entered, and what was open stays open. */
function enter(context: OpenContext, workspace: Workspace, actor: Actor, action: string): WorkspaceInfo {
  writeAudit(workspace.file.db, actor, context.now().toISOString(), {
    action,
    entity: 'arbetsyta',
    entityId: workspace.name,
  })
  lock(context.service)
  context.service.workspace = workspace
  context.service.actor = actor
  context.service.backups.opened(workspace)
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
  return { file, uid: row.uid, name: row.name, isExample: row.is_example === 1 }
}

/** The recovery key opens as the administrator; any other slot as its own account. */
function readActor({ file }: Workspace): Actor {
  const { db, accountId } = file
  const row =
    accountId === 'aterstallning'
      ? db.get<AccountRow>(
          `SELECT account.id, account.name, must_change FROM account JOIN account_grant ON account_id = account.id
           WHERE role = 'administrator' AND disabled_at IS NULL ORDER BY created_at LIMIT 1`,
        )
      : db.get<AccountRow>('SELECT id, name, must_change FROM account WHERE id = ? AND disabled_at IS NULL', [
          accountId,
        ])
  if (!row) throw new LardomError('NOT_ALLOWED')
  const grants = db.all<Grant>(
    'SELECT role, forvaltning_id AS forvaltningId FROM account_grant WHERE account_id = ? ORDER BY role, forvaltning_id',
    [row.id],
  )
  return {
    id: row.id,
    name: row.name,
    grants,
    roles: rolesOf(grants),
    mustChangePassphrase: row.must_change === 1,
  }
}

interface AccountRow {
  readonly id: string
  readonly name: string
  readonly must_change: 0 | 1
}
