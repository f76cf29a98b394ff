import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ROOT } from './paths.ts'

/**
 * The floors of docs/architecture.md, as a check: imports go down only, no circle, no electron in the service, no Node
 * in the renderer or in shared. Kept as plain text reading, so that no tool change can switch it off.
 */
export interface LayerFault {
  readonly file: string
  readonly message: string
}

type Floor = 'shared' | 'service' | 'cli' | 'main' | 'preload' | 'renderer' | 'build' | 'e2e'

/** What each floor may import from, besides itself. */
const ALLOWED: Readonly<Record<Floor, readonly Floor[]>> = {
  shared: [],
  service: ['shared'],
  cli: ['shared', 'service'],
  main: ['shared'],
  preload: ['shared'],
  renderer: ['shared'],
  build: ['shared', 'service', 'cli'],
  e2e: ['shared', 'service', 'cli', 'build'],
}

const NODE = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)])
/** Only these floors may see the modules; everyone else reaches them through their owner. */
const GUARDED: Readonly<Record<string, readonly Floor[]>> = {
  electron: ['main', 'preload'],
  'better-sqlite3': ['service'],
  docx: ['service'],
  'playwright-core': ['service'],
  '@resvg/resvg-js': ['service'],
  react: ['renderer'],
}

export function floorOf(file: string): Floor | undefined {
  const path = file.replaceAll('\\', '/')
  if (path.startsWith('shared/')) return 'shared'
  if (path.startsWith('renderer/')) return 'renderer'
  if (path.startsWith('build/')) return 'build'
  const match = /^electron\/(service|cli|main|preload|e2e)\//.exec(path)
  // The pattern lists floors only.
  return match ? (match[1] as Floor) : undefined
}

/** Import and export specifiers of a source text. Type-only imports count too: a floor must not know what is above. */
export function importsOf(source: string): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = []
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  for (const match of code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  )) {
    found.push({ specifier: match[2] ?? '', typeOnly: match[1] !== undefined })
  }
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ specifier: match[1] ?? '', typeOnly: false })
  }
  return found
}

/** Checks a set of files (path relative to the root → source). */
export function checkLayers(files: ReadonlyMap<string, string>): LayerFault[] {
  const faults: LayerFault[] = []
  const graph = new Map<string, string[]>()
  for (const [file, source] of files) {
    const floor = floorOf(file)
    if (!floor) continue
    const isTest = /\.test\.tsx?$/.test(file) || file.includes('/testing/')
    const edges: string[] = []
    for (const { specifier, typeOnly } of importsOf(source)) {
      const fault = (message: string) => faults.push({ file, message: `${message}: ${specifier}` })
      if (specifier.startsWith('.')) {
        const target = relative('.', join(dirname(file), specifier)).replaceAll('\\', '/')
        const targetFloor = floorOf(target)
        if (targetFloor && targetFloor !== floor && !ALLOWED[floor].includes(targetFloor)) {
          fault(`${floor} får inte importera från ${targetFloor}`)
        }
        if (!typeOnly && files.has(target)) edges.push(target)
        continue
      }
      if (isTest) continue
      if (NODE.has(specifier) && (floor === 'renderer' || floor === 'shared'))
        fault(`${floor} får inte använda Node`)
      const name = specifier.startsWith('@')
        ? specifier.split('/').slice(0, 2).join('/')
        : (specifier.split('/')[0] ?? '')
      const owners = GUARDED[name]
      if (owners && !owners.includes(floor) && floor !== 'build' && floor !== 'e2e')
        fault(`${name} hör till ${owners.join(', ')}`)
    }
    graph.set(file, edges)
  }
  return [...faults, ...findCircles(graph)]
}

function findCircles(graph: ReadonlyMap<string, readonly string[]>): LayerFault[] {
  const faults: LayerFault[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      const circle = [...path.slice(path.indexOf(file)), file]
      faults.push({ file, message: `cirkel: ${circle.join(' → ')}` })
      return
    }
    state.set(file, 'open')
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) visit(file, [])
  return faults
}

/** Every source file of the tree. */
export function readTree(root: string = ROOT): Map<string, string> {
  const files = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (/\.tsx?$/.test(entry.name)) files.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  for (const top of ['shared', 'electron', 'renderer', 'build']) walk(top)
  return files
}
