import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, clipboard, ipcMain, nativeTheme, powerMonitor, protocol, session } from 'electron'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { AttachmentFiles } from './attachmentFiles.ts'
import { tellHeld } from './attachmentProcedures.ts'
import { hostProcedures, type LockHost } from './hostProcedures.ts'
import { IdleSetting } from './idleSetting.ts'
import { Locking } from './locking.ts'
import { readTheme } from './keptTheme.ts'
import { LockWatch } from './lockWatch.ts'
import { AppWindow } from './mainWindow.ts'
import { installMenu } from './menu.ts'
import { printPdf, stopPrinting } from './pdf.ts'
import { ChosenFiles } from './recentFiles.ts'
import { secretClipboard } from './secretClipboard.ts'
import { answer, APP_SCHEME } from './security/appProtocol.ts'
import { readCall, readCancel, type WindowCall } from './security/callInput.ts'
import { closeTheNetwork, lockDown } from './security/lockdown.ts'
import { besideArchive, isRelease } from './security/release.ts'
import { isOurs } from './security/sender.ts'
import { refusedSwitch } from './security/switches.ts'
import { PARTITION, windowPreferences } from './security/windowOptions.ts'
import { MODERN, ServiceHost } from './serviceHost.ts'
import { runSmokeTest, smokeTestFolder } from './smokeTest.ts'

/** dist/: this file is dist/main/main.cjs. */
const DIST = join(__dirname, '..')

const development = !isRelease(__dirname)
app.setName('Lärdom')
// The name stands in the user agent by default, and a header may not hold an ä: every request would fail.
app.userAgentFallback = 'Lardom'
const refused = development ? undefined : refusedSwitch(process.argv.slice(1))
const smokeTest =
  refused === undefined && process.argv.includes('--smoke-test') ? smokeTestFolder() : undefined
const userData = smokeTest ?? (development ? process.env['LARDOM_USER_DATA'] : undefined)
if (userData) app.setPath('userData', userData)
closeTheNetwork()
// Only root, who develops in a container, starts without: Chromium cannot sandbox it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

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
    folder: MODERN ? join(DIST, 'service') : besideArchive(join(DIST, 'service')),
    onEvent: (event) => tell(event),
    printPdf,
  })
  await app.whenReady()
  lockDown()
  nativeTheme.themeSource = readTheme(app.getPath('userData'))
  const renderer = join(DIST, 'renderer')
  session.fromPartition(PARTITION).protocol.handle(APP_SCHEME, (request) => answer(request, renderer))

  const window = new AppWindow({
    preferences: windowPreferences(join(DIST, 'preload', 'preload.cjs'), development),
    onClose: () => void quit(),
    onGone: () => locking.windowGone(),
  })
  const attachments = new AttachmentFiles({ onHeld: (count) => tellHeld(window.current, count) })
  attachments.sweep()
  const secrets = secretClipboard(clipboard)
  const ask = (procedure: string, input: unknown) => service.call({ procedure, input, caller: 'host' })
  const idle = new IdleSetting(ask)
  const locking = new Locking({
    call: ask,
    renewService: () => {
      service.renew()
      stopPrinting()
      attachments.removeAll()
      void secrets.forget()
    },
    send: (event) => window.send(event),
    place: () => window.place(),
    hideWindow: () => window.hide(),
    replaceWindow: () => window.replace(),
    idleMinutes: () => idle.minutes,
  })
  const watch = new LockWatch({
    power: powerMonitor,
    isOpen: () => locking.isOpen,
    lock: (why) => locking.lock(why),
    send: (event) => window.send(event),
    idleMinutes: () => idle.minutes,
  })
  tell = (event) => {
    if (event.name === 'service-restarted' || event.name === 'service-stopped') {
      attachments.removeAll()
      // A window at work is made anew and says why itself; one at the gate is told.
      if (!locking.serviceGone(event.name)) window.send(event)
      return
    }
    window.send(event)
    if (event.name === 'changed') idle.changed(event.areas)
    if (event.name === 'locked') locking.locked()
  }

  let quitting: 'no' | 'locking' | 'ready' = 'no'
  /** What the person was doing when they were last told that something could not be saved. */
  let stopped: 'quit' | 'person' = 'person'
  /** Locks first, so that what is being typed is saved. Stays open when it cannot be: the person then chooses. */
  const quit = async (anyway = false): Promise<void> => {
    if (quitting !== 'no') return
    quitting = 'locking'
    window.keepState()
    const locked = await locking.lock('quit', { anyway })
    if (!locked) {
      quitting = 'no'
      stopped = 'quit'
      return
    }
    quitting = 'ready'
    window.destroy()
    app.quit()
  }
  const lock = async (anyway = false): Promise<void> => {
    if (anyway && stopped === 'quit') return quit(true)
    stopped = 'person'
    await locking.lock('person', { anyway })
  }

  const lockHost: LockHost = {
    before: () => locking.before,
    opened: (path, isExample) => {
      locking.opened(path, isExample)
      void idle.read()
    },
    lock,
    ready: (unsaved) => locking.windowReady(unsaved),
    stay: () => watch.stay(),
  }
  const files = new ChosenFiles(app.getPath('userData'))
  const host = hostProcedures(service, files, lockHost, attachments, secrets)

  installMenu({
    development,
    lock: () => void lock(),
  })

  ipcMain.handle(
    'lardom:call',
    async (event, procedure, input, requestId, commandId): Promise<CallResult> => {
      if (!isOurs(event, window.current))
        return { ok: false, error: new LardomError('NOT_ALLOWED').toValue() }
      let call: WindowCall
      try {
        call = readCall(procedure, input, requestId, commandId)
      } catch (error) {
        if (error instanceof LardomError) return { ok: false, error: error.toValue() }
        throw error
      }
      if (call.procedure.startsWith('host.'))
        return host(call.procedure, call.input, {
          window: window.current,
          requestId: call.requestId ?? randomUUID(),
        })
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
    const id = isOurs(event, window.current) ? readCancel(requestId) : undefined
    if (id !== undefined) service.cancel(id)
  })

  app.on('second-instance', () => window.focus())
  app.on('before-quit', (event) => {
    if (quitting === 'ready') return
    event.preventDefault()
    void quit()
  })
  // The computer is being turned off: as when Lärdom is closed.
  powerMonitor.on('shutdown', () => void quit())
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => {
    service.close()
    attachments.close()
  })
  await window.open()
  if (smokeTest !== undefined) {
    const call = (procedure: string, input: unknown) => service.call({ procedure, input, caller: 'host' })
    app.exit(await runSmokeTest({ folder: smokeTest, window: window.current, call }))
    return
  }
  // For whoever started it in a terminal, perhaps without a screen.
  if (development) process.stdout.write('Lärdom: fönstret är öppet.\n')
}
