import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { backupContract, type CopyInfo } from '../../../shared/backup/contract.ts'
import { copiesFolder, workspaceOfFolder } from '../../../shared/backup/names.ts'
import { unlock } from '../account/session.ts'
import { readSettings } from '../account/settings.ts'
import { writeAudit } from '../kernel/audit.ts'
import { implement } from '../kernel/handlers.ts'
import { copyPath, listCopies, type StoredCopy } from './copies.ts'
import { exportCopy } from './exportCopy.ts'
import { countKeyrings, rescueKeyring } from './keyringRescue.ts'
import { restoreCopy } from './restore.ts'

export const backupHandlers = implement(backupContract, {
  'backup.list': (_input, { workspace, service, db }) => ({
    copies: listCopies(workspace.file.path).map(asInfo),
    folder: basename(copiesFolder(workspace.file.path)),
    keepGigabytes: readSettings(db).backupKeepGigabytes,
    problem: service.backups.problem?.message ?? null,
  }),
  'backup.make': async (_input, { workspace, service, signal, audit, progress }) => {
    progress(0, 1, 'Gör och kontrollerar säkerhetskopian')
    const { name, bytes, rows } = await service.backups.make(workspace, 'for-hand', signal)
    audit({ action: 'backup.make', entity: 'backup', entityId: name, after: { bytes, rows } })
    return { name, bytes, rows }
  },
  'backup.restore': (input, context) => restoreCopy(context, { path: context.workspace.file.path, ...input }),
  'backup.export': async ({ copy, path }, { workspace, service, signal, audit, progress }) => {
    progress(0, 1, 'Exporterar och kontrollerar säkerhetskopian')
    const { file } = workspace
    return exportCopy(file, {
      copy: copy === null ? null : copyPath(file.path, copy),
      target: path,
      thread: service.fileThread,
      signal,
      // Where it went is on that person's disk and none of the log's business.
      trace: (bytes) =>
        audit({ action: 'backup.export', entity: 'backup', entityId: copy ?? 'nu', after: { bytes } }),
    })
  },
  'backup.list-closed': ({ path }) => {
    const workspace = workspaceOf(path)
    return {
      workspace: basename(workspace),
      present: existsSync(workspace),
      copies: listCopies(workspace).map(asInfo),
      keyrings: countKeyrings(workspace),
    }
  },
  'backup.restore-closed': ({ path, copy, passphrase }, context) =>
    restoreCopy(context, { path: workspaceOf(path), copy, passphrase }),
  'backup.rescue-keyring': async ({ path, passphrase }, context) => {
    const copy = await rescueKeyring(context, path, passphrase)
    const info = await unlock(context, path, { kind: 'passphrase', secret: passphrase })
    const { workspace, actor } = context.service
    if (workspace && actor) {
      writeAudit(workspace.file.db, actor, context.now().toISOString(), {
        action: 'backup.rescue-keyring',
        entity: 'backup',
        entityId: copy,
      })
    }
    return info
  },
})

/** Somebody who chose a copy at the gate means the workspace that it is a copy of. */
function workspaceOf(path: string): string {
  return workspaceOfFolder(dirname(path)) ?? path
}

function asInfo({ name, at, reason, bytes, hasKeyring }: StoredCopy): CopyInfo {
  return { name, at, reason, bytes, hasKeyring }
}
