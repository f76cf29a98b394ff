import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import * as z from 'zod'
import { ROOT } from '../paths.ts'

/**
 * What is shipped, and under which licence. The list is that of licences that let a closed product carry the work with
 * its notice; MPL-2.0 is there for resvg, carried unchanged. GPL, AGPL and EPL are not.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
])

export interface Carried {
  readonly name: string
  readonly licence: string
}

/** An expression passes when a choice in it is allowed, and every part of an "and". */
export function licenceAllowed(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, ' ').trim()
  if (plain === '') return false
  return plain
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((part) => ALLOWED.has(part.trim())))
}

export function licenceFaults(packages: readonly Carried[]): string[] {
  return packages
    .filter(({ licence }) => !licenceAllowed(licence))
    .map(({ name, licence }) => `${name}: licensen ${licence || 'saknas'} är inte bland de tillåtna`)
}

const manifest = z.object({
  name: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})

/** The packages whose code is in the bundles (asked of the bundler itself), and those that are carried beside them. */
export async function carriedPackages(): Promise<Carried[]> {
  const folders = new Set<string>()
  const collect: Plugin = {
    name: 'lardom-innehall',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        for (const id of Object.keys(part.modules)) addPackageOf(id, folders)
      }
    },
  }
  const entries = ['electron/main/main.ts', 'electron/preload/preload.ts', 'electron/service/entry.ts']
  for (const entry of entries) {
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      plugins: [collect],
      ssr: { noExternal: true },
      build: {
        ssr: join(ROOT, entry),
        write: false,
        target: 'node22',
        rolldownOptions: {
          external: ['electron', 'better-sqlite3', '@resvg/resvg-js', 'playwright-core', /^node:/],
        },
      },
    })
  }
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: join(ROOT, 'renderer'),
    logLevel: 'error',
    plugins: [collect],
    build: { write: false },
  })
  // Fonts are files, not modules, wherever a style sheet names them.
  for (const name of ['@fontsource-variable/source-sans-3', '@fontsource/source-sans-3', 'electron'])
    folders.add(join(ROOT, 'node_modules', name))
  addWithDependencies(ROOT, folders, true)
  return [...folders]
    .map(read)
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** The package of a module's file: the innermost folder below a node_modules. */
function addPackageOf(id: string, folders: Set<string>): void {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)
  if (match?.[1] !== undefined) folders.add(match[1])
}

/** What package.json carries beside the bundles, down to the last. */
function addWithDependencies(folder: string, folders: Set<string>, isRoot = false): void {
  const parsed = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const names = [...Object.keys(parsed.dependencies ?? {}), ...Object.keys(parsed.optionalDependencies ?? {})]
  for (const name of names) {
    const nested = join(folder, 'node_modules', name)
    const below = existsSync(nested) ? nested : join(ROOT, 'node_modules', name)
    // Another platform's part, which is not installed here.
    if (!existsSync(below) || folders.has(below)) continue
    folders.add(below)
    addWithDependencies(below, folders)
  }
  if (isRoot && names.length === 0)
    throw new Error('package.json har inga beroenden: kontrollen läser fel fil')
}

function read(folder: string): Carried | undefined {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return { name: folder, licence: '' }
  const parsed = manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { license } = parsed
  return { name: parsed.name, licence: typeof license === 'string' ? license : (license?.type ?? '') }
}
