import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { DIST } from '../paths.ts'

/** Checks of what was built: it is this, not the source, that runs. */

/** Larger than this the bridge has got something that is not a bridge. */
const PRELOAD_LIMIT = 4096

/**
 * Hosts that stand in the window's and main's bundles as names of namespaces and in messages of libraries; nothing can
 * be fetched from them. A host that is not here is new and needs a look.
 */
const KNOWN_HOSTS: ReadonlySet<string> = new Set([
  'www.w3.org',
  'json-schema.org',
  'react.dev',
  'github.com',
  // zod tries an address of its own making to see that a host is one.
  'exa',
  // Where the forms of reservnummer were read (shared/text/reservnummer.ts): a source in words, never followed.
  'inera.atlassian.net',
  'confluence.cgiostersund.se',
])

export function addressFaults(name: string, code: string): string[] {
  const faults = new Set<string>()
  for (const match of code.matchAll(/\b(https?|wss?|ftp):\/\/([^\s"'`\\/)?#<>]*)/gi)) {
    const host = (match[2] ?? '').toLowerCase()
    // What is put together while running (`http://[${value}]`) names no host by itself.
    if (host === '' || /[$[\]{}]/.test(host) || KNOWN_HOSTS.has(host)) continue
    faults.add(`${name}: adressen ${match[1]}://${host} är inte bland de kända`)
  }
  return [...faults]
}

/** What the window's code must not hold, built and minified as it is. */
export function windowFaults(name: string, code: string): string[] {
  const faults: string[] = []
  if (/createElement\(["'`]webview/.test(code) || /<webview/.test(code)) faults.push(`${name}: en webview`)
  if (/\brequire\(["'`]/.test(code)) faults.push(`${name}: require`)
  if (/["'`]node:/.test(code)) faults.push(`${name}: en modul ur Node`)
  if (/\bipcRenderer\b/.test(code)) faults.push(`${name}: ipcRenderer`)
  if (/sourceMappingURL/.test(code)) faults.push(`${name}: en källkarta`)
  return faults
}

/** The preload: small, one file, Electron its only import; run here, it exposes the three functions and nothing else. */
export function preloadFaults(code: string): string[] {
  const faults: string[] = []
  if (Buffer.byteLength(code) > PRELOAD_LIMIT)
    faults.push(`bryggan är ${Buffer.byteLength(code)} byte, högst ${PRELOAD_LIMIT} får den vara`)
  const wanted: string[] = []
  const exposed: [string, unknown][] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => exposed.push([name, api]) },
    ipcRenderer: {
      invoke: () => Promise.resolve(),
      send: () => undefined,
      on: () => undefined,
      removeListener: () => undefined,
    },
  }
  const module = { exports: {} }
  runInNewContext(code, {
    module,
    exports: module.exports,
    require: (name: string) => {
      wanted.push(name)
      return electron
    },
  })
  if (wanted.join() !== 'electron') faults.push(`bryggan laddar ${wanted.join(', ') || 'ingenting'}`)
  const [first, ...more] = exposed
  const keys =
    typeof first?.[1] === 'object' && first[1] !== null
      ? Reflect.ownKeys(first[1]).map(String).toSorted().join()
      : ''
  if (first?.[0] !== 'lardom' || keys !== 'call,cancel,on' || more.length > 0)
    faults.push(`bryggan ger ${exposed.map(([name]) => name).join()}: ${keys}`)
  return faults
}

/** Everything in dist/. */
export function bundleFaults(): string[] {
  const read = (file: string) => readFileSync(join(DIST, file), 'utf8')
  const faults = [...preloadFaults(read('preload/preload.cjs'))]
  const names = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  for (const name of names) {
    if (/\.map$|\.tsx?$/.test(name)) faults.push(`${name} hör inte till det som byggs`)
    if (!/^(?:main|preload|renderer)[\\/].*\.(?:js|cjs|mjs|html|css)$/.test(name)) continue
    const code = read(name)
    faults.push(...addressFaults(name, code))
    if (name.startsWith('renderer')) faults.push(...windowFaults(name, code))
  }
  const page = read('renderer/index.html')
  if (/<script(?![^>]*\bsrc=)|\son\w+=|<base\b|<iframe\b|<style\b/i.test(page))
    faults.push('index.html: kod eller stil i sidan själv')
  return faults
}
