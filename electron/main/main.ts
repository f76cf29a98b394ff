import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { hostProcedures } from './hostProcedures.ts'
import { installMenu } from './menu.ts'
import { printPdf } from './pdf.ts'
import { ChosenFiles } from './recentFiles.ts'
import { answer, APP_ORIGIN, APP_SCHEME } from './security/appProtocol.ts'
import { readCall, readCancel, type WindowCall } from './security/callInput.ts'
import { closeTheNetwork, lockDown } from './security/lockdown.ts'
import { isRelease } from './security/release.ts'
import { isOurs } from './security/sender.ts'
import { refusedSwitch } from './security/switches.ts'
import { PARTITION, windowPreferences } from './security/windowOptions.ts'
import { MODERN, ServiceHost } from './serviceHost.ts'

/** dist/: this file is dist/main/main.cjs. */
const DIST = join(__dirname, '..')

const development = !isRelease(__dirname)
app.setName('Lärdom')
// The name stands in the user agent by default, and a header may not hold an ä: every request would fail.
app.userAgentFallback = 'Lardom'
const userData = development ? process.env['LARDOM_USER_DATA'] : undefined
if (userData) app.setPath('userData', userData)
closeTheNetwork()
// Only root, who develops in a container, starts without: Chromium cannot sandbox it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

const refused = development ? undefined : refusedSwitch(process.argv.slice(1))
if (refused !== undefined) {
  process.stderr.write(`Lärdom startar inte med väljaren ${refused}. Starta programmet utan den.\n`)
  app.exit(2)
} else if (!app.requestSingleInstanceLock()) app.quit()
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
  session.fromPartition(PARTITION).protocol.handle(APP_SCHEME, (request) => answer(request, renderer))

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
      let call: WindowCall
      try {
        call = readCall(procedure, input, requestId, commandId)
      } catch (error) {
        if (error instanceof LardomError) return { ok: false, error: error.toValue() }
        throw error
      }
      if (call.procedure.startsWith('host.'))
        return host(call.procedure, call.input, { window, requestId: call.requestId ?? randomUUID() })
      return service.call({
        procedure: call.procedure,
        input: call.input,
        caller: 'window',
        ...(call.requestId === undefined ? {} : { id: call.requestId }),
        ...(call.commandId === undefined ? {} : { commandId: call.commandId }),
      })
    },
  )
  ipcMain.on('lardom:cancel', (event, requestId) => {
    const id = isOurs(event, window) ? readCancel(requestId) : undefined
    if (id !== undefined) service.cancel(id)
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
    webPreferences: windowPreferences(join(DIST, 'preload', 'preload.cjs'), development),
  })
  window.once('ready-to-show', () => window.show())
  return window
}
