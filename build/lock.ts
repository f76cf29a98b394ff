import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { ROOT } from './paths.ts'

/**
 * `npm run lock`: makes package-lock.json anew. Two things need care, or `npm ci` refuses the lock:
 * - beside an existing node_modules npm leaves out the packages of other platforms, so it is made in an empty folder;
 * - a registry mirror may lack the packages of platforms it does not serve; npm then leaves them out too. They are
 *   written in by hand: never installed here, fetched as usual where they are wanted.
 */
const optional = z.record(z.string(), z.string()).optional()
/** Entries are kept as npm wrote them, key order and all, so that a later `npm install` changes nothing. */
const lock = z.record(z.string(), z.unknown())
const entries = z.record(z.string(), z.record(z.string(), z.unknown()))

const folder = mkdtempSync(join(tmpdir(), 'lardom-las-'))
try {
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  execFileSync('npm', ['install', '--package-lock-only'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const made = lock.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')))
  const packages = entries.parse(made['packages'])
  let added = 0
  for (const [path, item] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optional.parse(item['optionalDependencies']) ?? {})) {
      if (isLocked(packages, path, name)) continue
      const { os, cpu } = platformOf(name)
      // In npm's own order of keys.
      packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~=]/, ''),
        ...(cpu === undefined ? {} : { cpu }),
        ...(item['dev'] === true ? { dev: true } : {}),
        optional: true,
        ...(os === undefined ? {} : { os }),
      }
      added++
    }
  }
  const [root, ...rest] = Object.entries(packages)
  const sorted = rest.sort(([a], [b]) => a.localeCompare(b, 'en'))
  made['packages'] = Object.fromEntries(root ? [root, ...sorted] : sorted)
  writeFileSync(join(ROOT, 'package-lock.json'), `${JSON.stringify(made, null, 2)}\n`)
  console.log(
    `package-lock.json: ${sorted.length} paket, varav ${added} för plattformar som registret här inte har.`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** As Node looks: in the package's own node_modules, then in each above. */
function isLocked(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  let base = from
  for (;;) {
    const path = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`
    if (Object.hasOwn(packages, path)) return true
    if (base === '') return false
    const cut = base.lastIndexOf('node_modules/')
    base = cut <= 0 ? '' : base.slice(0, cut - 1)
  }
}

/** Platform packages carry their platform in their name. */
function platformOf(name: string): { os?: string[]; cpu?: string[] } {
  const os = [
    'android',
    'darwin',
    'freebsd',
    'openbsd',
    'netbsd',
    'sunos',
    'aix',
    'openharmony',
    'linux',
    'win32',
  ].find((part) => name.includes(part))
  const cpu = [
    'arm64',
    'armv7',
    'arm',
    'x64',
    'ia32',
    'riscv64',
    'ppc64',
    's390x',
    'loong64',
    'mips64el',
    'wasm32',
  ].find((part) => name.includes(part))
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu === 'armv7' ? 'arm' : cpu] }),
  }
}
