import { extname, join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import type { AddOutcome, Attachment } from '../../shared/attachment/contract.ts'
import type { attachmentHostContract } from '../../shared/attachment/hostContract.ts'
import { ATTACHMENT_TYPES, type AttachmentType } from '../../shared/attachment/types.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { OutputOf, ParsedInputOf } from '../../shared/rpc/procedure.ts'
import { markAsForeign, type AttachmentFiles } from './attachmentFiles.ts'
import type { ChosenFiles } from './recentFiles.ts'
import { openDocument } from './security/openFile.ts'

type Contract = typeof attachmentHostContract
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
  readonly files: AttachmentFiles
}

/** Dialogs, temp files and the system's programs, for attachments. Who may do what is asked in the service. */
export function attachmentProcedures({ ask, chosen, files }: Parts): Handlers {
  return {
    'host.add-attachments': async ({ owner, confirm }, { window, requestId }) => {
      const paths =
        confirm.length > 0 ? confirm.map(({ token }) => chosen.path(token)) : await askWhich(window)
      if (paths.length === 0) return null
      const confirmed = confirm.map(({ sha256 }) => sha256)
      const outcomes = (await ask('attachment.add', { owner, paths, confirmed }, requestId)) as AddOutcome[]
      return outcomes.map((outcome, index) => {
        const path = paths[index]
        const asked = outcome.kind === 'ask' && path !== undefined
        return { outcome, token: asked ? chosen.remember(path).token : null }
      })
    },

    'host.open-attachment': async ({ id, how }, { requestId }) => {
      const folder = files.folderFor(id)
      try {
        const to = { kind: 'temp', folder }
        const { path, type } = (await ask('attachment.extract', { id, to }, requestId)) as {
          path: string
          type: AttachmentType
        }
        markAsForeign(path)
        if (how === 'folder') {
          shell.showItemInFolder(path)
          return null
        }
        if (!ATTACHMENT_TYPES[type].opens) {
          throw new LardomError('RULE', {
            detail: 'Den här typen öppnas inte direkt härifrån. Välj Visa i mappen.',
          })
        }
        await openDocument(path)
        return null
      } catch (error) {
        files.discard(id)
        throw error
      }
    },

    'host.save-attachment': async ({ id }, { window, requestId }) => {
      const { name, type } = (await ask('attachment.get', { id }, requestId)) as Attachment
      const { extension, label } = ATTACHMENT_TYPES[type]
      const target = await dialog.showSaveDialog(window, {
        title: 'Spara en kopia utanför Lärdom',
        buttonLabel: 'Spara kopia',
        defaultPath: join(app.getPath('documents'), name),
        filters: [{ name: label, extensions: [extension] }],
      })
      if (target.canceled || !target.filePath) return null
      // The type's own ending always: a copy must not become something that the system runs.
      const path =
        extname(target.filePath).toLowerCase() === `.${extension}`
          ? target.filePath
          : `${target.filePath}.${extension}`
      await ask('attachment.extract', { id, to: { kind: 'copy', path } }, requestId)
      return chosen.remember(path)
    },
  }
}

async function askWhich(window: BrowserWindow): Promise<string[]> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Välj filer att bifoga',
    buttonLabel: 'Bifoga',
    properties: ['openFile', 'multiSelections'],
    filters: [
      {
        name: 'Filer som kan bifogas',
        extensions: Object.values(ATTACHMENT_TYPES)
          .map(({ extension }): string => extension)
          .concat('jpeg', 'tiff', 'heif'),
      },
      { name: 'Alla filer', extensions: ['*'] },
    ],
  })
  return answer.canceled ? [] : answer.filePaths
}

/** Says that another program holds an attachment. Its name is not told: the workspace is locked. */
export function tellHeld(window: BrowserWindow, count: number): void {
  void dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Lärdom',
    message:
      count === 1
        ? 'En bilaga är fortfarande öppen i ett annat program'
        : `${count} bilagor är fortfarande öppna i andra program`,
    detail:
      'Kopian i datorns mapp för tillfälliga filer kunde inte tas bort. Stäng bilagan i det andra programmet, så tas kopian bort av sig själv.',
    buttons: ['OK'],
  })
}
