import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { DIST, ROOT } from './paths.ts'

const NODE_BUILTINS = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]
/** Carried beside the bundle: native code, and what finds its own files. */
const SERVICE_EXTERNAL = ['better-sqlite3', '@resvg/resvg-js', 'playwright-core']

function nodeBundle(options: {
  entry: string
  out: string
  file: string
  format: 'cjs' | 'es'
  target: string
  external: string[]
  /** Parts that are loaded when first needed (Word, the example's texts) in files of their own. */
  split?: boolean
}): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, options.entry),
      outDir: join(DIST, options.out),
      emptyOutDir: true,
      target: options.target,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external: [...NODE_BUILTINS, ...options.external],
        output: {
          format: options.format,
          entryFileNames: options.file,
          ...(options.split ? { chunkFileNames: '[name]-[hash].mjs' } : { codeSplitting: false }),
        },
      },
    },
  }
}

interface Part {
  readonly name: string
  /** Folders and files whose content decides whether the part must be built again. */
  readonly inputs: readonly string[]
  readonly output: string
  readonly make: () => Promise<void>
}

const common = ['package.json', 'package-lock.json', 'build/bundles.ts', 'vite.config.ts']

const PARTS: readonly Part[] = [
  {
    name: 'huvudprocess',
    inputs: [...common, 'electron/main', 'shared'],
    output: 'main/main.cjs',
    // Node 18 is what the development Electron carries.
    make: async () => {
      await build(
        nodeBundle({
          entry: 'electron/main/main.ts',
          out: 'main',
          file: 'main.cjs',
          format: 'cjs',
          target: 'node18',
          external: ['electron'],
        }),
      )
    },
  },
  {
    name: 'brygga',
    inputs: [...common, 'electron/preload', 'shared/rpc'],
    output: 'preload/preload.cjs',
    make: async () => {
      await build(
        nodeBundle({
          entry: 'electron/preload/preload.ts',
          out: 'preload',
          file: 'preload.cjs',
          format: 'cjs',
          target: 'node18',
          external: ['electron'],
        }),
      )
    },
  },
  {
    name: 'datatjänst',
    inputs: [...common, 'electron/service', 'shared'],
    output: 'service/service.mjs',
    make: async () => {
      await build(
        nodeBundle({
          entry: 'electron/service/entry.ts',
          out: 'service',
          file: 'service.mjs',
          format: 'es',
          target: 'node22',
          split: true,
          external: SERVICE_EXTERNAL,
        }),
      )
      copyServiceFiles()
    },
  },
  {
    name: 'fönster',
    inputs: [...common, 'renderer', 'shared'],
    output: 'renderer/index.html',
    make: async () => {
      await build({
        configFile: join(ROOT, 'vite.config.ts'),
        logLevel: 'warn',
        root: join(ROOT, 'renderer'),
      })
    },
  },
]

/** Builds what changed since the last build (by content), and says so. */
export async function buildAll(
  say: (line: string) => void,
  options: { force?: boolean } = {},
): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  const stampFile = join(DIST, 'stamps.json')
  const stamps = readStamps(stampFile)
  const hashes = new Map<string, string>()
  for (const part of PARTS) {
    const stamp = hashInputs(part.inputs, hashes)
    if (!options.force && stamps[part.name] === stamp && existsSync(join(DIST, part.output))) continue
    const start = performance.now()
    await part.make()
    stamps[part.name] = stamp
    writeFileSync(stampFile, JSON.stringify(stamps, null, 2))
    say(`Byggde ${part.name} på ${((performance.now() - start) / 1000).toFixed(1).replace('.', ',')} s.`)
  }
}

/** What the service reads at run time: example data and the documents' font, beside its bundle. */
function copyServiceFiles(): void {
  const data = join(ROOT, 'electron/service/example/data')
  if (existsSync(data)) cpSync(data, join(DIST, 'service/data'), { recursive: true })
  // One file per weight: the variable font becomes drawn letters in a PDF.
  const fonts = join(ROOT, 'node_modules/@fontsource/source-sans-3/files')
  mkdirSync(join(DIST, 'service/fonts'), { recursive: true })
  for (const face of ['400-normal', '600-normal', '700-normal', '400-italic', '700-italic']) {
    const name = `source-sans-3-latin-${face}.woff2`
    cpSync(join(fonts, name), join(DIST, 'service/fonts', name))
  }
}

function readStamps(file: string): Record<string, string> {
  if (!existsSync(file)) return {}
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null) return {}
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]))
}

function hashInputs(inputs: readonly string[], seen: Map<string, string>): string {
  const hash = createHash('sha256')
  for (const input of inputs) {
    let value = seen.get(input)
    if (value === undefined) {
      value = hashPath(join(ROOT, input))
      seen.set(input, value)
    }
    hash.update(`${input}:${value};`)
  }
  return hash.digest('hex')
}

function hashPath(path: string): string {
  if (!existsSync(path)) return 'saknas'
  const hash = createHash('sha256')
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (/\.test\.tsx?$/.test(name) || name === 'testdata' || name === 'testing') continue
      hash.update(`${name}:${hashPath(join(path, name))};`)
    }
  } else {
    hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
