import { describe, expect, it } from 'vitest'
import { fuseFaults, type FuseReading } from '../fuses.ts'
import { addressFaults, preloadFaults, windowFaults } from './bundles.ts'
import { supportFault } from './electronSupport.ts'
import { licenceAllowed, licenceFaults } from './licences.ts'
import { doorFaults, sourceFaults } from './sources.ts'

const doors = (file: string, source: string) =>
  doorFaults(new Map([[file, source]])).filter(
    (fault) => fault.startsWith(`${file}: `) && !fault.includes('finns inte längre'),
  )

describe('a door in the source', () => {
  it('stands where it may in the whole tree', () => {
    expect(sourceFaults()).toEqual([])
  })

  it.each([
    ['electron/main/other.ts', "import { ipcMain } from 'electron'"],
    ['electron/main/other.ts', "void shell.openExternal('https://example.invalid')"],
    ['electron/main/other.ts', 'await shell.openPath(path)'],
    ['electron/main/other.ts', 'contents.executeJavaScript(code)'],
    ['electron/main/other.ts', 'new BrowserWindow({})'],
    ['electron/main/other.ts', "app.commandLine.appendSwitch('no-sandbox')"],
    ['electron/main/other.ts', "import { fork } from 'node:child_process'"],
    ['electron/main/other.ts', 'webPreferences: { contextIsolation: false }'],
    ['electron/main/other.ts', 'webPreferences: { nodeIntegrationInSubFrames: true }'],
    ['electron/main/other.ts', 'crashReporter.start({})'],
    ['electron/service/other.ts', "import { request } from 'node:https'"],
    ['electron/service/other.ts', "import { connect } from 'net'"],
    ['electron/preload/other.ts', 'ipcRenderer.sendSync(name)'],
    ['renderer/other.tsx', '<div dangerouslySetInnerHTML={{ __html: text }} />'],
    ['renderer/other.tsx', 'element.innerHTML = text'],
    ['renderer/other.tsx', 'const value = eval(text)'],
    ['renderer/other.tsx', 'navigator.sendBeacon(address, text)'],
    ['renderer/other.tsx', "document.createElement('webview')"],
    ['shared/other.ts', 'await globalThis.fetch(address)'],
  ])('is found in a file where it may not stand: %s %s', (file, source) => {
    expect(doors(file, source)).toHaveLength(1)
  })

  it('is not a word in a comment, nor in a test', () => {
    expect(doors('electron/main/other.ts', '// ipcMain\n/* new BrowserWindow */')).toEqual([])
    expect(doors('electron/main/other.test.ts', 'new BrowserWindow({})')).toEqual([])
  })

  it('that is gone from its file is told, so that the list stays short', () => {
    expect(
      doorFaults(new Map([['electron/main/main.ts', '']])).some((fault) =>
        fault.includes('ipcMain finns inte längre'),
      ),
    ).toBe(true)
  })
})

describe('a bundle', () => {
  it.each([
    'fetch("https://evil.invalid/x")',
    'new WebSocket(`wss://a.b/`)',
    "x='http://10.0.0.1:80/'",
    '"HTTPS://Www.W3.org.evil.invalid/"',
  ])('with an address of its own is found: %s', (code) => expect(addressFaults('x.js', code)).toHaveLength(1))

  it('may name the namespaces that it must', () => {
    expect(
      addressFaults('x.js', '"http://www.w3.org/2000/svg" `http://[${value}]` "https://react.dev/errors/"'),
    ).toEqual([])
  })

  it('of the window with Node, a webview or a map is found', () => {
    expect(windowFaults('x', 'createElement("webview")')).toHaveLength(1)
    expect(windowFaults('x', 'require("fs")')).toHaveLength(1)
    expect(windowFaults('x', 'import a from "node:fs"')).toHaveLength(1)
    expect(windowFaults('x', '//# sourceMappingURL=x.js.map')).toHaveLength(1)
    expect(windowFaults('x', 'const a = 1')).toEqual([])
  })
})

describe('a preload', () => {
  const good = `const { contextBridge, ipcRenderer } = require('electron')
    contextBridge.exposeInMainWorld('lardom', { call: () => ipcRenderer.invoke('x'), cancel() {}, on() {} })`

  it('that is small and gives three functions passes', () => {
    expect(preloadFaults(good)).toEqual([])
  })

  it.each([
    ['is large', `${good}\n//${'x'.repeat(5000)}`],
    ['loads more', `require('node:fs');${good}`],
    ['gives more', good.replace('on() {}', 'on() {}, send() {}')],
    ['gives Electron’s own', good.replace("'lardom', {", "'lardom', { ipcRenderer,")],
    ['gives a second object', `${good};contextBridge.exposeInMainWorld('mer', {})`],
    ['gives nothing', "require('electron')"],
  ])('that %s is found', (_what, code) => {
    expect(preloadFaults(code)).toHaveLength(1)
  })
})

describe('a licence', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-or-later)', 'MIT AND ISC', 'OFL-1.1'])(
    'lets itself be carried: %s',
    (licence) => {
      expect(licenceAllowed(licence)).toBe(true)
    },
  )

  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'EPL-2.0',
    'LGPL-2.1',
    'MIT AND GPL-3.0',
    'UNLICENSED',
    'SEE LICENSE IN X',
    '',
  ])('does not: %j', (licence) => {
    expect(licenceFaults([{ name: 'p', licence }])).toHaveLength(1)
  })
})

describe('an Electron version', () => {
  it('gets security fixes while its table row says so', () => {
    expect(supportFault('45.4.1', new Date('2026-11-22'))).toBeUndefined()
    expect(supportFault('45.4.1', new Date('2027-06-01'))).toContain('får inte säkerhetsrättningar')
    expect(supportFault('25.1.1', new Date('2026-11-22'))).toContain('är inte bland')
    expect(supportFault('', new Date('2026-11-22'))).toContain('är inte bland')
  })
})

describe('fuses that were read', () => {
  const reading = (found: boolean | undefined): FuseReading => ({ name: 'RunAsNode', wanted: false, found })

  it('are wrong when one is not as decided, and in a release when one is unknown', () => {
    expect(fuseFaults([reading(false)], { release: true })).toEqual([])
    expect(fuseFaults([reading(true)], { release: false })).toHaveLength(1)
    expect(fuseFaults([reading(undefined)], { release: false })).toEqual([])
    expect(fuseFaults([reading(undefined)], { release: true })).toHaveLength(1)
  })
})
