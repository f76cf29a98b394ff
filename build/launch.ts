import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './paths.ts'
import type { ElectronRuntime } from './runtime/electronRuntime.ts'

export interface LaunchSpec {
  readonly executable: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/** How to start the app with a runtime: the same for `npm start`, the end-to-end tests and the bench. */
export function launchSpec(runtime: ElectronRuntime, appFolder: string = ROOT): LaunchSpec {
  const env: Record<string, string> = { LARDOM_NODE: process.execPath }
  const args: string[] = []
  if (runtime.source === 'development') {
    // This runtime has no default app that would take a folder as argument: ours does it.
    installLoader(runtime.executable)
    env['LARDOM_APP_DIR'] = appFolder
  } else args.push(appFolder)
  // Chromium refuses to sandbox as root; the product is never run so, and keeps its sandbox.
  if (process.platform === 'linux' && process.getuid?.() === 0) args.push('--no-sandbox')
  return { executable: runtime.executable, args, env }
}

export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

/** Runs a command on an invisible screen. */
export function underXvfb(command: string, args: readonly string[]): { command: string; args: string[] } {
  return {
    command: 'xvfb-run',
    args: ['--auto-servernum', '--server-args=-screen 0 1920x1200x24 -dpi 96', command, ...args],
  }
}

export function hasProgram(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0
}

const LOADER = `'use strict'
const { join } = require('node:path')
const { readFileSync } = require('node:fs')
const { app } = require('electron')
const folder = process.env.LARDOM_APP_DIR
if (!folder) { console.error('LARDOM_APP_DIR saknas'); app.exit(2) } else {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.setVersion(manifest.version)
  require(join(folder, manifest.main))
}
`

function installLoader(executable: string): void {
  const folder = join(dirname(executable), 'resources', 'app')
  const file = join(folder, 'index.js')
  if (existsSync(file) && lstatSync(file).size === Buffer.byteLength(LOADER)) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'lardom-loader', main: 'index.js' }))
  writeFileSync(file, LOADER)
}
