import { app, BrowserWindow, dialog, nativeTheme, screen, type WebPreferences } from 'electron'
import { locationOf, placeOf } from '../../shared/account/place.ts'
import type { ServiceEvent } from '../../shared/rpc/wire.ts'
import { APP_ORIGIN } from './security/appProtocol.ts'
import {
  isOnScreen,
  readWindowState,
  windowStateFile,
  writeWindowState,
  type WindowState,
} from './windowState.ts'

/** This many windows that stop within a minute are not made anew without asking. */
const MAX_CRASHES = 3
const CRASH_SPAN = 60_000
/** A new window that does not get ready is shown all the same. */
const READY_WITHIN = 3000

const FIRST_TIME: WindowState = {
  bounds: { x: 0, y: 0, width: 1360, height: 860 },
  maximized: false,
  fullScreen: false,
  zoomLevel: 0,
}

export interface AppWindowOptions {
  readonly preferences: WebPreferences
  /** The person closes the window: it stays until it is destroyed. */
  readonly onClose: () => void
  /** The window's process stopped, or was stopped because it did not answer. A new window is on its way. */
  readonly onGone: () => void
}

/**
 * The one window. After a lock it is another window, in another process: what was read goes back to the operating
 * system with the old one. The new one stands in the old one's place before that is taken away.
 */
export class AppWindow {
  readonly #options: AppWindowOptions
  readonly #stateFile = windowStateFile(app.getPath('userData'))
  readonly #crashes: number[] = []
  #window: BrowserWindow
  #ending = false
  /** A window whose process we end ourselves. */
  #expected: BrowserWindow | undefined

  constructor(options: AppWindowOptions) {
    this.#options = options
    this.#window = this.#create(this.#firstState())
  }

  /** The window that may call; an older one that is on its way out may not. */
  get current(): BrowserWindow {
    return this.#window
  }

  /** Loads the page; `place` is an address inside the app. */
  async open(place = ''): Promise<void> {
    const window = this.#window
    window.once('ready-to-show', () => window.show())
    await window.loadURL(pageAddress(place))
  }

  send(event: ServiceEvent): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send('lardom:event', event)
  }

  /** The page's address inside the app, e.g. '/handelse/12'. */
  place(): string {
    if (this.#window.isDestroyed()) return ''
    return placeOf(new URL(this.#window.webContents.getURL() || pageAddress('')))
  }

  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.focus()
  }

  /** A new window in a new process, in the place of the present one, which is destroyed. */
  async replace(options: { place?: string } = {}): Promise<void> {
    const old = this.#window
    const state = this.#stateOf(old)
    const shown = { focused: old.isFocused(), minimized: old.isMinimized(), visible: old.isVisible() }
    const oldProcess = processOf(old)
    const fresh = this.#create(state)
    this.#window = fresh
    const ready = new Promise<void>((resolve) => {
      fresh.once('ready-to-show', () => resolve())
      setTimeout(resolve, READY_WITHIN)
    })
    await load(fresh, options.place ?? '')
    // Never seen, but for Chromium to choose: a shared process would keep what the old window read.
    if (oldProcess !== 0 && processOf(fresh) === oldProcess) {
      this.#expected = fresh
      fresh.webContents.forcefullyCrashRenderer()
      this.#expected = undefined
      await load(fresh, options.place ?? '')
    }
    await ready
    if (!fresh.isDestroyed() && !this.#ending) {
      if (shown.minimized) fresh.minimize()
      else if (shown.focused || !shown.visible) fresh.show()
      else fresh.showInactive()
    }
    if (!old.isDestroyed()) old.destroy()
  }

  /** Takes the window off the screen, for when its own page cannot: it hangs. */
  hide(): void {
    if (!this.#window.isDestroyed()) this.#window.hide()
  }

  keepState(): void {
    if (this.#window.isDestroyed()) return
    try {
      writeWindowState(this.#stateFile, this.#stateOf(this.#window))
    } catch {
      // A full disk costs the window's place at the next start, and must not keep Lärdom from closing.
    }
  }

  /** For good. */
  destroy(): void {
    this.#ending = true
    if (!this.#window.isDestroyed()) this.#window.destroy()
  }

  #firstState(): WindowState {
    const kept = readWindowState(this.#stateFile)
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
    return kept && isOnScreen(kept.bounds, screens)
      ? kept
      : { ...FIRST_TIME, zoomLevel: kept?.zoomLevel ?? 0 }
  }

  #stateOf(window: BrowserWindow): WindowState {
    return {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
      zoomLevel: window.webContents.getZoomLevel(),
    }
  }

  #create(state: WindowState): BrowserWindow {
    const { width, height, x, y } = state.bounds
    const window = new BrowserWindow({
      width,
      height,
      // The first time the system chooses a place.
      ...(state.bounds === FIRST_TIME.bounds ? {} : { x, y }),
      minWidth: 800,
      minHeight: 560,
      title: 'Lärdom',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#101617' : '#f4f6f6',
      show: false,
      autoHideMenuBar: process.platform !== 'darwin',
      webPreferences: this.#options.preferences,
    })
    if (state.maximized) window.once('show', () => window.maximize())
    if (state.fullScreen) window.once('show', () => window.setFullScreen(true))
    window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(state.zoomLevel))
    window.on('close', (event) => {
      if (this.#ending) return
      event.preventDefault()
      this.#options.onClose()
    })
    window.webContents.on('render-process-gone', () => {
      if (window === this.#window && window !== this.#expected) void this.#afterCrash()
    })
    this.#askWhenItHangs(window)
    return window
  }

  /** What was saved is in the file and the workspace is still open: the new window goes where the old one was. */
  async #afterCrash(): Promise<void> {
    const now = Date.now()
    this.#crashes.push(now)
    while ((this.#crashes[0] ?? now) < now - CRASH_SPAN) this.#crashes.shift()
    if (this.#crashes.length > MAX_CRASHES) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        title: 'Lärdom',
        message: 'Fönstret stannar gång på gång',
        detail:
          'Det som var sparat är kvar. Läs in fönstret igen, eller stäng Lärdom, starta om datorn och försök på nytt.',
        buttons: ['Läs in igen', 'Stäng Lärdom'],
        noLink: true,
      })
      if (response === 1) return this.#options.onClose()
      this.#crashes.length = 0
    }
    this.#options.onGone()
    await this.replace({ place: this.place() })
  }

  #askWhenItHangs(window: BrowserWindow): void {
    let asking: AbortController | undefined
    window.on('unresponsive', () => {
      if (asking || window !== this.#window) return
      asking = new AbortController()
      const { signal } = asking
      void dialog
        .showMessageBox({
          type: 'warning',
          title: 'Lärdom',
          message: 'Fönstret svarar inte',
          detail:
            'Vänta om något stort pågår. Läs in igen om det inte går över: det som är sparat är kvar, och du kommer tillbaka till samma sida.',
          buttons: ['Vänta', 'Läs in igen'],
          noLink: true,
          signal,
        })
        .then(({ response }) => {
          asking = undefined
          if (signal.aborted || response !== 1 || window !== this.#window) return undefined
          this.#options.onGone()
          return this.replace({ place: this.place() })
        })
    })
    window.on('responsive', () => {
      asking?.abort()
      asking = undefined
    })
    window.on('closed', () => asking?.abort())
  }
}

function pageAddress(place: string): string {
  return `${APP_ORIGIN}/index.html${locationOf(place)}`
}

async function load(window: BrowserWindow, place: string): Promise<void> {
  try {
    await window.loadURL(pageAddress(place))
  } catch (error) {
    // Replaced or closed before it was loaded: whoever did that has a window of their own.
    if (!window.isDestroyed()) throw error
  }
}

function processOf(window: BrowserWindow): number {
  return window.isDestroyed() || window.webContents.isCrashed() ? 0 : window.webContents.getOSProcessId()
}
