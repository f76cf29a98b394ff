import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app, clipboard, dialog, nativeTheme, shell, type BrowserWindow } from 'electron'
import { hostContract, type ExportSource } from '../../shared/host/contract.ts'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { DocumentFormat } from '../../shared/document/model.ts'
import { EXPORT_EXTENSIONS, exportOutcome, type ExportFormat } from '../../shared/incident/exportContract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { OutputOf, ParsedInputOf } from '../../shared/rpc/procedure.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { AccountMemory } from './accountMemory.ts'
import { accountProcedures } from './accountProcedures.ts'
import { attachmentProcedures } from './attachmentProcedures.ts'
import type { AttachmentFiles } from './attachmentFiles.ts'
import { backupProcedures } from './backupProcedures.ts'
import { importProcedures } from './importFiles.ts'
import { systemKeychain } from './keychain.ts'
import { openExample } from './openExample.ts'
import { keepTheme } from './keptTheme.ts'
import type { Before } from './locking.ts'
import type { ChosenFiles } from './recentFiles.ts'
import type { SecretClipboard } from './secretClipboard.ts'
import { openDocument } from './security/openFile.ts'
import type { ServiceHost } from './serviceHost.ts'

type HostContract = typeof hostContract
type HostName = keyof HostContract
type HostHandlers = {
  readonly [Name in HostName]: (
    input: ParsedInputOf<HostContract[Name]>,
    call: HostCall,
  ) => OutputOf<HostContract[Name]> | Promise<OutputOf<HostContract[Name]>>
}

interface HostCall {
  readonly window: BrowserWindow
  readonly requestId: string
}

/** What the window's lock and gate need of main. */
export interface LockHost {
  before(): Before
  opened(path: string, isExample: boolean): void
  lock(anyway: boolean): Promise<void>
  ready(unsaved: string | null): void
  stay(): void
}

const FORMAT_NAMES: Readonly<Record<DocumentFormat, string>> = {
  docx: 'Word-dokument',
  pdf: 'PDF',
  html: 'Webbsida',
}

const REGISTER_FORMATS: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'Excel-arbetsbok',
  csv: 'CSV (öppnas i Excel)',
  json: 'Lärdoms eget format (JSON)',
  fhir: 'FHIR R5 (JSON)',
}

/** What main does for the window: dialogs, files, the system. Input is parsed by the contract before it gets here. */
export function hostProcedures(
  service: ServiceHost,
  files: ChosenFiles,
  locking: LockHost,
  attachmentFiles: AttachmentFiles,
  secrets: SecretClipboard,
) {
  const ask = async (procedure: string, input: unknown, requestId: string): Promise<unknown> => {
    const result = await service.call({ procedure, input, caller: 'host', id: requestId })
    if (!result.ok) throw LardomError.fromValue(result.error)
    return result.data
  }

  const memory = new AccountMemory(app.getPath('userData'), systemKeychain)
  let openPath: string | null = null
  const opened = (path: string, info: WorkspaceInfo | null): void => {
    openPath = path
    files.addRecent(path)
    locking.opened(path, false)
    if (info) memory.noteAccount(path, info.accountId)
  }

  const handlers: HostHandlers = {
    ...accountProcedures({
      ask,
      memory,
      pathOf: (token) => files.path(token),
      openPath: () => openPath,
      opened,
    }),
    ...attachmentProcedures({ ask, chosen: files, files: attachmentFiles }),
    ...backupProcedures({
      ask,
      chosen: files,
      opened: (path) => opened(path, null),
    }),
    ...importProcedures({ ask, chosen: files, files: attachmentFiles }),
    'host.about': () => ({
      appVersion: app.getVersion(),
      electron: process.versions['electron'] ?? '',
      chromium: process.versions['chrome'] ?? '',
      node: process.versions.node,
      developmentRuntime: Number(process.versions['napi'] ?? '0') < 10,
      theme: nativeTheme.themeSource,
    }),
    'host.recent': () => files.recent(),
    'host.gate': () => {
      const { why, minutes, workspace, unsaved } = locking.before()
      const file = workspace === null || workspace.isExample ? null : files.remember(workspace.path)
      return { why, minutes, file, unsaved }
    },
    'host.lock': async ({ anyway }) => {
      await locking.lock(anyway)
      return null
    },
    'host.ready-to-lock': ({ unsaved }) => {
      locking.ready(unsaved)
      return null
    },
    'host.stay': () => {
      locking.stay()
      return null
    },
    'host.open-example': async (_input, { requestId }) => {
      const path = join(app.getPath('userData'), 'exempel', 'Exempeldata.lardom')
      mkdirSync(dirname(path), { recursive: true })
      const info = await openExample(path, (procedure, input) => ask(procedure, input, requestId))
      openPath = path
      locking.opened(path, true)
      return info
    },
    'host.create-workspace': async (input, { window, requestId }) => {
      const chosen = await dialog.showSaveDialog(window, {
        title: 'Var ska arbetsytan ligga?',
        buttonLabel: 'Skapa',
        defaultPath: join(app.getPath('documents'), `${safeFileName(input.name)}.lardom`),
        filters: [{ name: 'Lärdom-arbetsyta', extensions: ['lardom'] }],
      })
      if (chosen.canceled || !chosen.filePath) return null
      const path = withExtension(chosen.filePath, 'lardom')
      const created = (await ask('account.create', { ...input, path }, requestId)) as {
        info: WorkspaceInfo
        recoveryKey: string
      }
      opened(path, created.info)
      return created
    },
    'host.choose-workspace': async (_input, { window }) => {
      const chosen = await dialog.showOpenDialog(window, {
        title: 'Öppna arbetsyta',
        properties: ['openFile'],
        filters: [{ name: 'Lärdom-arbetsyta', extensions: ['lardom'] }],
      })
      const [path] = chosen.filePaths
      return chosen.canceled || path === undefined ? null : files.remember(path)
    },
    'host.unlock': async ({ token, passphrase }, { requestId }) => {
      const path = files.path(token)
      const accountId = memory.lastAccount(path)
      const input = { path, passphrase, ...(accountId === undefined ? {} : { accountId }) }
      const info = (await ask('account.unlock', input, requestId)) as WorkspaceInfo
      opened(path, info)
      return info
    },
    'host.export-document': async ({ source, format, suggestedName }, { window, requestId }) => {
      const chosen = await dialog.showSaveDialog(window, {
        title: 'Spara dokument',
        defaultPath: join(app.getPath('documents'), `${safeFileName(suggestedName)}.${format}`),
        filters: [{ name: FORMAT_NAMES[format], extensions: [format] }],
      })
      if (chosen.canceled || !chosen.filePath) return null
      const path = withExtension(chosen.filePath, format)
      const written = (await ask(...writeCall(source, format, path), requestId)) as {
        bytes: number
        printer?: string
      }
      return {
        file: files.remember(path),
        bytes: written.bytes,
        ...(written.printer === undefined ? {} : { printer: written.printer }),
      }
    },
    'host.export-log': async ({ filter, suggestedName }, { window, requestId }) => {
      const chosen = await dialog.showSaveDialog(window, {
        title: 'Exportera loggen',
        defaultPath: join(app.getPath('documents'), `${safeFileName(suggestedName)}.csv`),
        filters: [{ name: 'CSV (öppnas i Excel)', extensions: ['csv'] }],
      })
      if (chosen.canceled || !chosen.filePath) return null
      const path = withExtension(chosen.filePath, 'csv')
      const written = (await ask('audit.export', { path, filter }, requestId)) as { rows: number }
      return { file: files.remember(path), rows: written.rows }
    },
    'host.export-register': async ({ suggestedName, ...choice }, { window, requestId }) => {
      const { format } = choice
      const extension = EXPORT_EXTENSIONS[format]
      const chosen = await dialog.showSaveDialog(window, {
        title: 'Exportera urvalet',
        buttonLabel: 'Exportera',
        defaultPath: join(app.getPath('documents'), `${safeFileName(suggestedName)}.${extension}`),
        filters: [{ name: REGISTER_FORMATS[format], extensions: [extension] }],
      })
      if (chosen.canceled || !chosen.filePath) return null
      const path = withExtension(chosen.filePath, extension)
      const written = exportOutcome.parse(await ask('incident.export', { ...choice, path }, requestId))
      return { file: files.remember(path), ...written }
    },
    'host.show-file': ({ token }) => {
      shell.showItemInFolder(files.path(token))
      return null
    },
    'host.open-file': async ({ token }) => {
      await openDocument(files.path(token))
      return null
    },
    'host.copy-text': async ({ text, secret }) => {
      // A promise in newer Electrons, nothing in older ones.
      await (secret ? secrets.copy(text) : clipboard.writeText(text))
      return null
    },
    'host.theme': ({ theme }) => {
      nativeTheme.themeSource = theme
      keepTheme(app.getPath('userData'), theme)
      return null
    },
  }

  return async (name: string, input: unknown, call: HostCall): Promise<CallResult> => {
    try {
      if (!isHostName(name)) throw new LardomError('NOT_FOUND', { what: `Anropet ${name}` })
      const parsed = hostContract[name].input.safeParse(input)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        throw new LardomError(
          'INPUT_INVALID',
          { detail: issue?.message ?? '' },
          { field: issue?.path.join('.') ?? '' },
        )
      }
      // One handler per name with that name's own input: the pairing TypeScript cannot follow through the lookup.
      const handler = handlers[name] as (input: unknown, call: HostCall) => unknown
      return { ok: true, data: await handler(parsed.data, call) }
    } catch (error) {
      const known =
        error instanceof LardomError
          ? error
          : new LardomError('INTERNAL', { ref: 'fönster' }, { cause: error })
      return { ok: false, error: known.toValue() }
    }
  }
}

function isHostName(name: string): name is HostName {
  return Object.hasOwn(hostContract, name)
}

function writeCall(source: ExportSource, format: DocumentFormat, path: string): [string, unknown] {
  switch (source.kind) {
    case 'annual-report':
      return ['annual-report.write', { unitCode: source.unitCode, year: source.year, format, path }]
    case 'analysis':
      return ['analysis.write-report', { analysisId: source.analysisId, format, path }]
  }
}

function safeFileName(name: string): string {
  return (
    name
      .replace(/[<>:"/\\|?*\u0000-\u001f]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/[. ]+$/, '')
      .trim() || 'Namnlös'
  )
}

function withExtension(path: string, extension: string): string {
  return path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`
}
