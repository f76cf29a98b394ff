import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { hostProcedures } from './hostProcedures.ts'
import { installMenu } from './menu.ts'
import { printPdf } from './pdf.ts'
import { ChosenFiles } from './recentFiles.ts'
import { answer, APP_ORIGIN, APP_SCHEME } from './security/appProtocol.ts'
import { lockDown } from './security/lockdown.ts'
import { isOwnPage } from './security/ownPage.ts'
import { MODERN, ServiceHost } from './serviceHost.ts'

/** dist/: this file is dist/main/main.cjs. */
const DIST = join(__dirname, '..')

const development = !app.isPackaged || process.env['LARDOM_APP_DIR'] !== undefined
app.setName('Lärdom')
// The name stands in the user agent by default, and a header may not hold an ä: every request would fail.
app.userAgentFallback = 'Lardom'
const userData = process.env['LARDOM_USER_DATA']
if (userData) app.setPath('userData', userData)

protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

if (!app.requestSingleInstanceLock()) app.quit()
else void start()

async function start(): Promise<void> {
  let tell: (event: ServiceEvent) => void = () => undefined
  if (MODERN) await app.whenReady()
  // The service starts while Electron gets ready: both take a moment.
  const service = new ServiceHost({
    folder: join(DIST, 'service'),
    onEvent: (event) => tell(event),
    printPdf,
  })
  await app.whenReady()
  lockDown()
  const renderer = join(DIST, 'renderer')
  protocol.handle(APP_SCHEME, (request) => answer(request, renderer))

  const window = createWindow()
  tell = (event) => {
    if (window.isDestroyed()) return
    window.webContents.send('lardom:event', event)
    // A fresh page: nothing that was read stays in the window's memory.
    if (event.name === 'locked') window.webContents.reload()
  }
  const host = hostProcedures(service, new ChosenFiles(app.getPath('userData')))

  installMenu({
    development,
    lock: () => tell({ name: 'lock-wanted' }),
  })

  ipcMain.handle(
    'lardom:call',
    async (event, procedure, input, requestId, commandId): Promise<CallResult> => {
      if (!isOurs(event, window)) return { ok: false, error: new LardomError('NOT_ALLOWED').toValue() }
      if (typeof procedure !== 'string') {
        return {
          ok: false,
          error: new LardomError('INPUT_INVALID', { detail: 'anropet saknar namn' }).toValue(),
        }
      }
      const id = typeof requestId === 'string' ? requestId : undefined
      if (procedure.startsWith('host.'))
        return host(procedure, input, { window, requestId: id ?? randomUUID() })
      return service.call({
        procedure,
        input,
        caller: 'window',
        ...(id === undefined ? {} : { id }),
        ...(typeof commandId === 'string' ? { commandId } : {}),
      })
    },
  )
  ipcMain.on('lardom:cancel', (event, requestId) => {
    if (isOurs(event, window) && typeof requestId === 'string') service.cancel(requestId)
  })

  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => service.close())
  await window.loadURL(`${APP_ORIGIN}/index.html`)
  // For whoever started it in a terminal, perhaps without a screen.
  if (development) process.stdout.write('Lärdom: fönstret är öppet.\n')
}

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 800,
    minHeight: 560,
    title: 'Lärdom',
    backgroundColor: '#f6f7f7',
    show: false,
    autoHideMenuBar: process.platform !== 'darwin',
    webPreferences: {
      preload: join(DIST, 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      devTools: development,
    },
  })
  window.once('ready-to-show', () => window.show())
  return window
}

/** Only our window's main frame, showing our own page, may call. An empty address passes nowhere. */
function isOurs(event: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  return (
    event.sender === window.webContents && frame !== null && frame.parent === null && isOwnPage(frame.url)
  )
}
