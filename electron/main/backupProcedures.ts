import { dirname, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { CopiesAtGate } from '../../shared/backup/contract.ts'
import type { backupHostContract } from '../../shared/backup/hostContract.ts'
import { workspaceOfFolder } from '../../shared/backup/names.ts'
import type { OutputOf, ParsedInputOf } from '../../shared/rpc/procedure.ts'
import type { ChosenFiles } from './recentFiles.ts'

type Contract = typeof backupHostContract
type Handlers = {
  readonly [Name in keyof Contract]: (
    input: ParsedInputOf<Contract[Name]>,
    call: { readonly window: BrowserWindow; readonly requestId: string },
  ) => Promise<OutputOf<Contract[Name]>>
}

interface Parts {
  /** Asks the service; what it answers is checked there by the contract. */
  readonly ask: (procedure: string, input: unknown, requestId: string) => Promise<unknown>
  readonly chosen: ChosenFiles
  /** A workspace has been opened, by a restore or with a fetched keyring. */
  readonly opened: (path: string) => void
}

/** Copies, for the window: who may do what is asked in the service. */
export function backupProcedures({ ask, chosen, opened }: Parts): Handlers {
  return {
    'host.list-backups': async ({ token }, { requestId }) =>
      (await ask('backup.list-closed', { path: chosen.path(token) }, requestId)) as CopiesAtGate,

    'host.restore-backup': async ({ token, copy, passphrase }, { requestId }) => {
      const path = chosen.path(token)
      const info = await ask('backup.restore-closed', { path, copy, passphrase }, requestId)
      // Somebody who chose a copy opened the workspace that it is a copy of.
      opened(workspaceOfFolder(dirname(path)) ?? path)
      return info as WorkspaceInfo
    },

    'host.rescue-keyring': async ({ token, passphrase }, { requestId }) => {
      const path = chosen.path(token)
      const info = await ask('backup.rescue-keyring', { path, passphrase }, requestId)
      opened(path)
      return info as WorkspaceInfo
    },

    'host.export-backup': async ({ copy, suggestedName }, { window, requestId }) => {
      const target = await dialog.showSaveDialog(window, {
        title: 'Exportera säkerhetskopia',
        buttonLabel: 'Exportera',
        defaultPath: join(app.getPath('documents'), `${suggestedName}.lardom`),
        filters: [{ name: 'Lärdom-arbetsyta', extensions: ['lardom'] }],
      })
      if (target.canceled || !target.filePath) return null
      const path = target.filePath.endsWith('.lardom') ? target.filePath : `${target.filePath}.lardom`
      const { bytes } = (await ask('backup.export', { copy, path }, requestId)) as { bytes: number }
      const { token, name, folder } = chosen.remember(path)
      return { token, name, folder, bytes }
    },
  }
}
