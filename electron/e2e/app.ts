import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test'
import { launchSpec } from '../../build/launch.ts'
import { resolveElectron } from '../../build/runtime/electronRuntime.ts'

/** The real app in a folder of its own. Every console error and policy violation is collected. */
export interface LardomApp {
  readonly app: ElectronApplication
  /** Always the newest window: after a lock it is another one. What is got from it belongs to the one it was got from. */
  readonly page: Page
  readonly folder: string
  readonly problems: string[]
  /** Answers the next save dialog with a file in the test's folder, and gives its path. */
  saveNextAs(name: string): Promise<string>
  openNext(path: string): Promise<void>
  goTo(address: string): Promise<void>
}

export async function launchLardom(
  folder: string,
  extra: { env?: Record<string, string>; args?: readonly string[] } = {},
): Promise<LardomApp> {
  const spec = launchSpec(await resolveElectron(() => undefined))
  const app = await _electron.launch({
    executablePath: spec.executable,
    args: [...spec.args, ...(extra.args ?? [])],
    env: {
      ...process.env,
      ...spec.env,
      LARDOM_USER_DATA: join(folder, 'profil'),
      LARDOM_CHECK_OUTPUT: '1',
      ...extra.env,
    },
    colorScheme: 'light',
  })
  const problems: string[] = []
  const windows: Page[] = []
  const watch = (window: Page) => {
    windows.push(window)
    window.on('pageerror', (error) => problems.push(`fel: ${error.message}`))
    window.on('console', (message) => {
      if (message.type() === 'error') problems.push(`konsol: ${message.text()}`)
    })
  }
  watch(await app.firstWindow())
  app.on('window', (window) => {
    if (!windows.includes(window)) watch(window)
  })
  const page = newestOf(windows)
  await page.getByRole('heading', { name: 'Lärdom' }).waitFor()
  return {
    app,
    page,
    folder,
    problems,
    saveNextAs: async (name) => {
      const path = join(folder, name)
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
      return path
    },
    openNext: async (path) => {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
      }, path)
    },
    goTo: async (address) => {
      await page.evaluate(`window.location.hash = ${JSON.stringify(address)}`)
    },
  }
}

/** A page that stands for whichever window is the newest when it is asked for something; so does its keyboard. */
function newestOf(windows: readonly Page[]): Page {
  const newest = (): Page => {
    const window = windows.at(-1)
    if (!window) throw new Error('Inget fönster är öppet.')
    return window
  }
  const keyboard = forwarding(() => newest().keyboard, {})
  return forwarding(newest, { keyboard })
}

function forwarding<T extends object>(present: () => T, own: Partial<T>): T {
  // The target is never used: each property is looked up in what is present when it is asked for.
  return new Proxy({} as T, {
    get: (_target, name) => {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name)
      const object = present()
      const value: unknown = Reflect.get(object, name)
      return typeof value === 'function' && name !== 'constructor' ? value.bind(object) : value
    },
  })
}

/** A window per test; ends with no console error and no policy violation, or the test fails. */
export const test = base.extend<{ lardom: LardomApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  lardom: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'lardom-e2e-'))
    const lardom = await launchLardom(folder)
    try {
      await provide(lardom)
      expect(lardom.problems).toEqual([])
    } finally {
      await lardom.app.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

export { expect }
