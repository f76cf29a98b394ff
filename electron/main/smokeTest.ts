import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Menu, type BrowserWindow, type MenuItem } from 'electron'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { printPdf } from './pdf.ts'

/** Long enough for a slow computer; a start that takes longer has not gone well. */
const WITHIN = 60_000

/** What a finished version says of itself with --smoke-test: one line of JSON, read by build/packageTest.ts. */
interface SmokeReport {
  readonly electron: string
  readonly page: string
  readonly bridge: string
  readonly units: number
  readonly encrypted: boolean
  readonly devTools: boolean
  readonly devToolsInMenu: boolean
  /** Bytes of a PDF of a document larger than a berättelse. */
  readonly printed: number
  /** Linux: the seccomp mode and the user namespace of the window's process, compared with main's. */
  readonly sandbox?: { readonly seccomp: string; readonly ownNamespace: boolean }
}

/** A profile of its own for the check, so that it meets neither the person's settings nor a running Lärdom. */
export function smokeTestFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lardom-prov-'))
}

/**
 * The finished version's own check: the page is shown, the service makes an encrypted workspace, opens it and answers,
 * and there are no developer tools. Everything happens in a folder that is removed.
 */
export async function runSmokeTest(options: {
  folder: string
  window: BrowserWindow
  call: (procedure: string, input: unknown) => Promise<CallResult>
}): Promise<number> {
  const { folder, window, call } = options
  const late = setTimeout(() => {
    process.stderr.write('Lärdom: provet tog för lång tid.\n')
    process.exit(1)
  }, WITHIN)
  try {
    const ask = async (procedure: string, input: unknown): Promise<unknown> => {
      const result = await call(procedure, input)
      if (!result.ok) throw new Error(`${procedure}: ${result.error.code}`)
      return result.data
    }
    const page = await heading(window)
    const path = join(folder, 'prov.lardom')
    const passphrase = 'fyra ord för provets skull'
    await ask('account.create', { path, name: 'Prov', accountName: 'Prov', passphrase })
    await ask('account.unlock', { path, passphrase })
    const units = await ask('organisation.tree', {})
    const contents = window.webContents
    contents.openDevTools({ mode: 'detach' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const report: SmokeReport = {
      electron: process.versions['electron'] ?? '',
      page,
      bridge: await read(window, 'Reflect.ownKeys(window.lardom).sort().join()'),
      units: Array.isArray(units) ? units.length : 0,
      encrypted: !readFileSync(path).subarray(0, 15).equals(Buffer.from('SQLite format 3')),
      devTools: contents.isDevToolsOpened(),
      devToolsInMenu: allItems(Menu.getApplicationMenu()?.items ?? []).some(({ role }) =>
        /devtools/i.test(role ?? ''),
      ),
      printed: (await printPdf(largeDocument())).length,
      ...(process.platform === 'linux' ? { sandbox: sandboxOf(contents.getOSProcessId()) } : {}),
    }
    process.stdout.write(`LARDOM-PROV ${JSON.stringify(report)}\n`)
    return 0
  } catch (error) {
    process.stderr.write(
      `Lärdom: provet gick inte: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  } finally {
    clearTimeout(late)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** 3 MB: more than an address can hold. */
function largeDocument(): string {
  const picture = `data:image/svg+xml,${'%20'.repeat(1_000_000)}`
  return `<!doctype html><html lang="sv"><title>Prov</title><h1>Prov</h1><img alt="" src="${picture}"></html>`
}

/** The page's own heading: it is drawn a moment after the page has loaded. */
async function heading(window: BrowserWindow): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const text = await read(window, "document.querySelector('h1')?.textContent ?? ''")
    if (text !== '') return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return ''
}

async function read(window: BrowserWindow, expression: string): Promise<string> {
  const value: unknown = await window.webContents.executeJavaScript(expression)
  return String(value)
}

function allItems(items: readonly MenuItem[]): MenuItem[] {
  return items.flatMap((item) => [item, ...allItems(item.submenu?.items ?? [])])
}

function sandboxOf(pid: number): { seccomp: string; ownNamespace: boolean } {
  const status = `/proc/${pid}/status`
  const lines = existsSync(status) ? readFileSync(status, 'utf8') : ''
  return {
    seccomp: /^Seccomp:\s*(\d)/m.exec(lines)?.[1] ?? 'okänd',
    // In a process namespace of its own the process has a second, inner number.
    ownNamespace: (/^NSpid:\s*(.+)$/m.exec(lines)?.[1] ?? '').trim().split(/\s+/).length > 1,
  }
}
