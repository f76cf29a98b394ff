import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { LardomError } from '../../shared/rpc/error.ts'
import type { OutputOf, ParsedInputOf } from '../../shared/rpc/procedure.ts'
import type { SourceFile, transferHostContract } from '../../shared/transfer/hostContract.ts'
import type { AttachmentFiles } from './attachmentFiles.ts'
import { droppedName, tidyName } from './droppedName.ts'
import type { ChosenFiles } from './recentFiles.ts'

type Contract = typeof transferHostContract
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

/** The folder of the file that was dropped last: no attachment has this number. */
const DROPPED = 0

const FILTERS = [
  { name: 'Filer som kan läsas in', extensions: ['xlsx', 'csv', 'tsv', 'txt', 'json'] },
  { name: 'Alla filer', extensions: ['*'] },
]
const FAULTY_FILTERS = {
  csv: { name: 'CSV (öppnas i Excel)', extensions: ['csv'] },
  xlsx: { name: 'Excel', extensions: ['xlsx'] },
}

/** The import, for the window: what it may be told of a file is its name and what the service read in it. */
export function importProcedures({ ask, chosen, files }: Parts): Handlers {
  const dropped = new Set<string>()
  /** @throws NOT_FOUND for a file that was dropped before the workspace was locked: it is gone, not lost. */
  const pathOf = (token: string): string => {
    const path = chosen.path(token)
    if (dropped.has(path) && !existsSync(path)) throw new LardomError('NOT_FOUND', { what: 'Filen' })
    return path
  }
  /** Calls by the path behind the token; everything else is passed on as it is. */
  const passOn = async <Output>(
    procedure: string,
    { token, ...rest }: { readonly token: string } & Readonly<Record<string, unknown>>,
    requestId: string,
  ): Promise<Output> =>
    // The service answers by the same contract, and checks it in tests.
    (await ask(procedure, { ...rest, path: pathOf(token) }, requestId)) as Output

  return {
    'host.choose-source': async (_input, { window }) => {
      const answer = await dialog.showOpenDialog(window, {
        title: 'Välj fil att läsa in',
        buttonLabel: 'Välj',
        properties: ['openFile'],
        filters: FILTERS,
      })
      const [path] = answer.filePaths
      return answer.canceled || path === undefined ? null : told(chosen.remember(path))
    },

    'host.drop-source': ({ name, bytes }) => {
      const folder = files.folderFor(DROPPED)
      try {
        const path = join(folder, droppedName(name))
        writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' })
        dropped.add(path)
        return Promise.resolve({ ...told(chosen.remember(path)), folder: '' })
      } catch (error) {
        files.discard(DROPPED)
        throw isDiskFull(error) ? new LardomError('DISK_FULL', {}, { cause: error }) : error
      }
    },

    'host.inspect-source': (input, { requestId }) => passOn('transfer.inspect', input, requestId),
    'host.check-source': (input, { requestId }) => passOn('transfer.check', input, requestId),
    'host.run-import': (input, { requestId }) => passOn('transfer.run', input, requestId),

    'host.save-faulty': async ({ suggestedName, format, ...source }, { window, requestId }) => {
      const answer = await dialog.showSaveDialog(window, {
        title: 'Spara felaktiga rader',
        defaultPath: join(app.getPath('documents'), `${tidyName(suggestedName)}.${format}`),
        filters: [FAULTY_FILTERS[format]],
      })
      if (answer.canceled || !answer.filePath) return null
      const ending = `.${format}`
      const target = answer.filePath.toLowerCase().endsWith(ending)
        ? answer.filePath
        : `${answer.filePath}${ending}`
      const { rows } = await passOn<{ rows: number }>(
        'transfer.save-faulty',
        { ...source, format, target },
        requestId,
      )
      return { file: told(chosen.remember(target)), rows }
    },
  }
}

function told({ token, name, folder }: SourceFile): SourceFile {
  return { token, name, folder }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}
