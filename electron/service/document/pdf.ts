import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { PdfPrinter } from '../kernel/context.ts'
import { assertTaggedPdf } from './pdfFile.ts'

/** Page margin boxes, the header and 'sida (antal)' of every page, came with this version. */
const OLDEST = 131

/** How long a browser waits for the next document before it is closed: a demo prints dozens in a row. */
const IDLE_MS = 1500

interface Running {
  readonly browser: Browser
  readonly name: string
}

/**
 * Prints with a Chromium, Chrome or Edge that is installed on the machine (architecture decision 6). The document is
 * handed over in memory and comes back in memory: no copy of it lies in a temporary file, and nothing is fetched.
 */
export class ChromiumPrinter implements PdfPrinter {
  readonly #candidates: readonly string[]
  #running: Promise<Running> | undefined
  #idle: NodeJS.Timeout | undefined
  #jobs = 0

  /** `candidates`: where to look; for tests. */
  constructor(candidates: readonly string[] = chromiumPaths()) {
    this.#candidates = candidates
  }

  async describe(): Promise<string> {
    return await this.#use((running) => Promise.resolve(running.name))
  }

  async print(html: string, signal?: AbortSignal): Promise<Uint8Array> {
    if (signal?.aborted) throw new LardomError('CANCELLED')
    return await this.#use((running) => printPage(running.browser, html, signal))
  }

  /** Ends the browser at once; otherwise it ends by itself a moment after the last document. */
  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const running = this.#running
    this.#running = undefined
    if (running) await (await running).browser.close()
  }

  async #use<T>(work: (running: Running) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle)
    this.#jobs++
    try {
      this.#running ??= launch(this.#candidates)
      const starting = this.#running
      let running: Running
      try {
        running = await starting
      } catch (error) {
        // The next print looks again: the person may have installed Chromium meanwhile.
        if (this.#running === starting) this.#running = undefined
        throw error
      }
      if (!running.browser.isConnected()) {
        this.#running = launch(this.#candidates)
        running = await this.#running
      }
      return await work(running)
    } finally {
      this.#jobs--
      if (this.#jobs === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS)
    }
  }
}

async function printPage(
  browser: Browser,
  html: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, locale: 'sv-SE' })
  const printing = printIn(context, html)
  const stop = stopSignal(signal)
  try {
    return await Promise.race([printing, stop.promise])
  } finally {
    stop.forget()
    const closing = context.close()
    if (signal?.aborted) {
      // Chromium first ends the page it is printing; the person who stopped it does not wait for that, and what
      // comes of it is not wanted.
      void Promise.allSettled([printing, closing])
    } else await closing
  }
}

/** A promise that only ever rejects, when the signal says stop; to be forgotten when the work is done. */
function stopSignal(signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } {
  const listener = new AbortController()
  const promise = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new LardomError('CANCELLED'))
    signal?.addEventListener('abort', stop, { once: true, signal: listener.signal })
    if (signal?.aborted) stop()
  })
  return { promise, forget: () => listener.abort() }
}

async function printIn(context: BrowserContext, html: string): Promise<Uint8Array> {
  await context.route(
    (url) => url.protocol !== 'data:',
    (route) => route.abort(),
  )
  const page = await context.newPage()
  await page.setContent(html, { waitUntil: 'load' })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  const session = await context.newCDPSession(page)
  // page.pdf() would ask for a stream, which Chromium keeps in a temporary file; base64 stays in memory.
  const { data } = await session.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsBase64',
  })
  const pdf = new Uint8Array(Buffer.from(data, 'base64'))
  assertTaggedPdf(pdf)
  return pdf
}

async function launch(candidates: readonly string[]): Promise<Running> {
  const { chromium } = await import('playwright-core')
  // Chromium refuses to run its sandbox as root; only there is it left out.
  const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
  const reasons: string[] = []
  for (const executablePath of candidates) {
    if (!existsSync(executablePath)) continue
    try {
      const browser = await chromium.launch({
        executablePath,
        headless: true,
        chromiumSandbox: !rootOnLinux,
        args: ['--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND'],
      })
      const major = Number.parseInt(browser.version(), 10)
      const name = `${productName(executablePath)} ${major}`
      if (major >= OLDEST) return { browser, name }
      await browser.close()
      reasons.push(`${name} är för gammal, minst ${OLDEST} behövs`)
    } catch (error) {
      // Kept as the reason if no other browser works; the first line only, the rest is the browser's own log.
      reasons.push(
        `${executablePath}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'okänt fel'}`,
      )
    }
  }
  throw new LardomError('PRINTER_MISSING', {
    detail: reasons.length > 0 ? reasons.join('; ') : 'varken Chromium, Chrome eller Edge hittades',
  })
}

function productName(path: string): string {
  if (/edge/i.test(path)) return 'Microsoft Edge'
  return /chromium/i.test(path) ? 'Chromium' : 'Google Chrome'
}

/** Where browsers usually are; `LARDOM_CHROMIUM` comes first. */
export function chromiumPaths(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const chosen = env['LARDOM_CHROMIUM']
  return [...(chosen === undefined || chosen === '' ? [] : [chosen]), ...usualPaths(env, platform)]
}

function usualPaths(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    )
    return [
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
    ].flatMap((parts) => roots.map((root) => join(root, ...parts)))
  }
  if (platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/usr/bin/microsoft-edge-stable',
    '/snap/bin/chromium',
  ]
}
