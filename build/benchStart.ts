import { scryptSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { LaunchSpec } from './launch.ts'

const ROUNDS = 5

export interface StartTimes {
  /** Medians, in ms from the launch of the process. */
  readonly bare: number
  readonly gate: number
  readonly register: number
  readonly keyDerivation: number
  readonly rounds: number
}

/** Starts a bare window and the app in turn, so that both meet the same machine; the same driver clocks both. */
export async function measureStarts(spec: LaunchSpec, userData: string): Promise<StartTimes> {
  const bareApp = makeBareApp()
  const bare: number[] = []
  const gate: number[] = []
  const register: number[] = []
  try {
    for (let round = 0; round < ROUNDS + 1; round++) {
      const bareTime = await timeBare(spec, bareApp)
      const appTimes = await timeApp(spec, userData)
      // The first round warms the disk cache for both.
      if (round === 0) continue
      bare.push(bareTime)
      gate.push(appTimes.gate)
      register.push(appTimes.register)
    }
  } finally {
    rmSync(bareApp, { recursive: true, force: true })
  }
  const start = performance.now()
  scryptSync('mätning', 'salt', 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 })
  return {
    bare: median(bare),
    gate: median(gate),
    register: median(register),
    keyDerivation: performance.now() - start,
    rounds: ROUNDS,
  }
}

/** Clocked inside the page, frame by frame: the driver's own waiting looks only every half second. */
const whenTrue = (condition: string) => `new Promise((resolve) => {
  const look = () => (${condition} ? resolve(Date.now()) : requestAnimationFrame(look))
  look()
})`
const EXAMPLE =
  "[...document.querySelectorAll('button')].find((b) => b.textContent.includes('Öppna exempeldata'))"

async function timeBare(spec: LaunchSpec, folder: string): Promise<number> {
  const start = Date.now()
  const app = await _electron.launch({
    executablePath: spec.executable,
    args: spec.args.map((arg) => (arg.startsWith('--') ? arg : folder)),
    env: { ...process.env, ...spec.env, LARDOM_APP_DIR: folder },
  })
  const page = await app.firstWindow()
  const shown = await page.evaluate<number>(whenTrue("document.body?.textContent.includes('Tomt')"))
  await app.close()
  return shown - start
}

async function timeApp(spec: LaunchSpec, userData: string): Promise<{ gate: number; register: number }> {
  const start = Date.now()
  const app = await _electron.launch({
    executablePath: spec.executable,
    args: spec.args,
    env: { ...process.env, ...spec.env, LARDOM_USER_DATA: userData },
  })
  const page = await app.firstWindow()
  const gate = await page.evaluate<number>(whenTrue(EXAMPLE))
  await page.evaluate(`${EXAMPLE}.click()`)
  const register = await page.evaluate<number>(whenTrue("document.querySelectorAll('[role=row]').length > 5"))
  await app.close()
  return { gate: gate - start, register: register - start }
}

/** The least that Electron can show. */
function makeBareApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-tom-'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'tom', version: '1.0.0', main: 'main.cjs' }),
  )
  writeFileSync(
    join(folder, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1360, height: 860 }).loadURL('data:text/html,<p>Tomt</p>'))\napp.on('window-all-closed', () => app.quit())\n",
  )
  return folder
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
