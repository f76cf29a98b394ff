import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTree } from '../layers.ts'
import { ROOT } from '../paths.ts'

/**
 * Words that open a door, and the few files where each may stand. Read as plain text, so that no setting of a tool can
 * switch it off; a new place is a decision that someone sees.
 */
interface Door {
  readonly what: string
  readonly pattern: RegExp
  readonly files: readonly string[]
}

const MAIN = 'electron/main'
export const DOORS: readonly Door[] = [
  { what: 'ipcMain', pattern: /\bipcMain\b/, files: [`${MAIN}/main.ts`] },
  { what: 'ipcRenderer', pattern: /\bipcRenderer\b/, files: ['electron/preload/preload.ts'] },
  // Links are copied, never followed: there is nothing that opens an address outside.
  { what: 'openExternal', pattern: /\bopenExternal\b/, files: [] },
  { what: 'shell.openPath', pattern: /\bshell\.openPath\b/, files: [`${MAIN}/security/openFile.ts`] },
  { what: 'executeJavaScript', pattern: /\bexecuteJavaScript\b/, files: [`${MAIN}/smokeTest.ts`] },
  { what: 'openDevTools', pattern: /\bopenDevTools\b/, files: [`${MAIN}/smokeTest.ts`] },
  {
    what: 'new BrowserWindow',
    pattern: /\bnew BrowserWindow\b/,
    files: [`${MAIN}/mainWindow.ts`, `${MAIN}/pdf.ts`],
  },
  {
    what: 'ett nytt program',
    pattern: /child_process|\butilityProcess\.fork\b/,
    files: [`${MAIN}/serviceHost.ts`],
  },
  { what: '--no-sandbox', pattern: /['"`](?:--)?no-sandbox/, files: [`${MAIN}/main.ts`] },
  {
    what: 'nätet',
    pattern: /['"](?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/promises)?['"]/,
    files: [],
  },
  {
    what: 'hämtning',
    pattern:
      /\b(?:net|globalThis|window)\.fetch\b|\bXMLHttpRequest\b|\bnew WebSocket\b|\bsendBeacon\b|\bnew EventSource\b/,
    files: [],
  },
  { what: 'crashReporter', pattern: /\bcrashReporter\b/, files: [] },
  { what: 'autoUpdater', pattern: /\bautoUpdater\b/, files: [] },
  { what: 'eval', pattern: /\beval\(|\bnew Function\(|\bnode:vm\b/, files: [] },
  {
    what: 'färdig HTML',
    pattern:
      /\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\bsrcDoc\b/,
    files: [],
  },
  {
    what: 'en svag inställning',
    pattern:
      /(?:contextIsolation|sandbox|webSecurity): false|(?:nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures): true|enableBlinkFeatures/,
    files: [],
  },
  { what: 'webview', pattern: /<webview|createElement\(['"]webview/, files: [] },
]

/** What is shipped: tests and what only tests use is not. */
function isProduct(file: string): boolean {
  return (
    /^(?:shared|renderer|electron\/(?:main|preload|service))\//.test(file) &&
    !/\.test\.tsx?$/.test(file) &&
    !file.includes('/testing/')
  )
}

export function doorFaults(files: ReadonlyMap<string, string>, doors: readonly Door[] = DOORS): string[] {
  const faults: string[] = []
  for (const { what, pattern, files: allowed } of doors) {
    for (const [file, source] of files) {
      if (isProduct(file) && pattern.test(withoutComments(source)) && !allowed.includes(file))
        faults.push(
          `${file}: ${what} hör ${allowed.length === 0 ? 'ingenstans' : `bara till ${allowed.join(', ')}`}`,
        )
    }
    for (const file of allowed) {
      const source = files.get(file)
      if (source === undefined || !pattern.test(withoutComments(source)))
        faults.push(`${file}: ${what} finns inte längre där, så listan i build/checks/sources.ts är för lång`)
    }
  }
  return faults
}

/** Scripts and settings that start or package the app never ask Chromium to leave its sandbox. */
export function launcherFaults(): string[] {
  const files = ['package.json', 'build/electronBuilder.ts', 'build/package.ts', 'build/start.ts']
  const resources = join(ROOT, 'build/resources')
  return [...files, ...listIfThere(resources).map((name) => `build/resources/${name}`)]
    .filter((file) =>
      /no-sandbox|disable-web-security|remote-debugging/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    .map((file) => `${file}: startar med en väljare som sänker skyddet`)
}

export function sourceFaults(): string[] {
  return [...doorFaults(readTree()), ...launcherFaults()]
}

function listIfThere(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No such folder: nothing to read in it.
    return []
  }
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1')
}
