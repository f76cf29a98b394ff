import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFuseFile } from '@electron/fuses'
import * as z from 'zod'
import { fuseFaults, readFuses } from './fuses.ts'
import { hasDisplay, underXvfb } from './launch.ts'
import { ROOT } from './paths.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'

/**
 * The step `package` of `npm test`: packages the app, reads its fuses, and starts the program that was made: its own
 * check in a sandbox of the system, and every door into it that must be shut.
 */
const NOBODY = 65534
const WITHIN = 90_000

const smokeReport = z.strictObject({
  electron: z.string(),
  page: z.literal('Lärdom'),
  bridge: z.literal('call,cancel,on'),
  units: z.number().positive(),
  encrypted: z.literal(true),
  devTools: z.literal(false),
  devToolsInMenu: z.literal(false),
  printed: z.number().min(1000),
  sandbox: z.strictObject({ seccomp: z.literal('2'), ownNamespace: z.literal(true) }).optional(),
})

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export async function testPackage(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  const check = (name: string, faults: readonly string[]) => {
    count[faults.length === 0 ? 'passed' : 'failed']++
    say(`${faults.length === 0 ? '✓' : '✘'} ${name}`)
    for (const fault of faults) say(`    ${fault}`)
  }

  const runtime = await resolveElectron(say)
  const release = runtime.source !== 'development'
  const made = spawnSync(
    process.execPath,
    ['build/package.ts', '--folder', ...(release ? [] : ['--development'])],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  )
  const program = /lästa ur (.+):$/m.exec(made.stdout)?.[1]
  check('the app is packaged', made.status === 0 && program !== undefined ? [] : [made.stdout, made.stderr])
  if (program === undefined) return count
  const readings = await readFuses(program)
  check('every fuse reads as decided', fuseFaults(readings, { release }))
  check('a program with one fuse wrong is found', wrongFuseIsFound(readings, release))
  check('the archive holds what runs and nothing else', archiveFaults(dirname(pathToFuseFile(program))))

  const stage = stageFor(program)
  try {
    const marker = join(stage.home, 'körd')
    const loader = join(stage.home, 'före.cjs')
    const write = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'x')`
    writeFileSync(loader, write)
    const notRun = () => (existsSync(marker) ? ['främmande kod kördes i programmet'] : [])

    // A folder with other code where Electron looks first, had the fuse been off.
    const other = join(dirname(stage.program), 'resources', 'app')
    mkdirSync(other)
    writeFileSync(join(other, 'package.json'), JSON.stringify({ name: 'annan', main: 'i.js' }))
    writeFileSync(join(other, 'i.js'), `${write}; process.exit(0)`)
    check('the program passes its own check, sandboxed, and loads no code beside its archive', [
      ...smokeFaults(await stage.run(['--smoke-test'])),
      ...notRun(),
    ])
    rmSync(other, { recursive: true })

    const swayed = await stage.run(['--smoke-test'], {
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require=${loader}`,
      NODE_REPL_EXTERNAL_MODULE: loader,
      LARDOM_APP_DIR: stage.home,
      LARDOM_USER_DATA: join(stage.home, 'annan-profil'),
    })
    check('no variable of the environment runs code in it or makes it a development version', [
      ...smokeFaults(swayed),
      ...notRun(),
      ...(existsSync(join(stage.home, 'annan-profil')) ? ['profilen lades där miljön sade'] : []),
    ])

    const asNode = await stage.run(['-e', write], { ELECTRON_RUN_AS_NODE: '1' })
    check('it is no Node for others’ code', [...refusalFaults(asNode, 'e'), ...notRun()])

    for (const [name, value] of [
      ['inspect', '=127.0.0.1:39229'],
      ['inspect-brk', '=127.0.0.1:39229'],
      ['remote-debugging-port', '=39229'],
      ['remote-debugging-pipe', ''],
      ['no-sandbox', ''],
      ['js-flags', '=--expose-gc'],
      ['proxy-server', '=127.0.0.1:39229'],
      ['user-data-dir', `=${join(stage.home, 'annan')}`],
    ] as const)
      check(`--${name} stops it`, refusalFaults(await stage.run([`--${name}${value}`, '--smoke-test']), name))
  } finally {
    stage.remove()
  }
  return count
}

function smokeFaults({ code, stdout, stderr }: Outcome): string[] {
  const line = /^LARDOM-PROV (.+)$/m.exec(stdout)?.[1]
  if (code !== 0 || line === undefined) return [`slutade med ${code}: ${stdout}${stderr}`.slice(0, 2000)]
  const report = smokeReport.safeParse(JSON.parse(line))
  if (!report.success) return [`${line} – ${report.error.message}`]
  return process.platform === 'linux' && report.data.sandbox === undefined ? ['sandlådan är inte avläst'] : []
}

function refusalFaults({ code, stdout, stderr }: Outcome, name: string): string[] {
  const faults: string[] = []
  if (code !== 2) faults.push(`slutade med ${code}, inte 2: ${stdout}${stderr}`.slice(0, 1000))
  if (!stderr.includes(`väljaren ${name}.`)) faults.push('sade inte vilken väljare som hindrade')
  if (/listening on/i.test(stderr) || stdout.includes('LARDOM-PROV')) faults.push('kom längre än den får')
  return faults
}

/** The reading itself must be able to say no. */
function wrongFuseIsFound(readings: Awaited<ReturnType<typeof readFuses>>, release: boolean): string[] {
  return readings
    .filter(({ found }) => found !== undefined)
    .filter((one) => {
      const turned = readings.map((each) => (each === one ? { ...each, found: !each.wanted } : each))
      return fuseFaults(turned, { release }).length !== 1
    })
    .map(({ name }) => `${name} kan vara fel utan att det syns`)
}

const archiveHeader = z.object({ files: z.record(z.string(), z.unknown()) })

/** Names in the archive, read from its own header: no sources, tests, maps or development packages. */
function archiveFaults(folder: string): string[] {
  const names = archiveNames(join(folder, 'resources', 'app.asar'))
  const wanted = [
    'dist/main/main.cjs',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'package.json',
  ]
  const missing = wanted.filter((name) => !names.includes(name)).map((name) => `${name} saknas`)
  const strange = names
    .filter(
      (name) =>
        !/^(?:dist\/(?:main|preload|renderer|service)\/|node_modules\/|package\.json$)/.test(name) ||
        /\.(?:map|tsx?|lardom|env|pem|key)$|\.test\./.test(name),
    )
    .filter((name) => !/^node_modules\/.+\.d\.ts$/.test(name))
    .map((name) => `${name} hör inte hemma i en färdig version`)
  const carried = new Set(
    names.flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []),
  )
  const known =
    /^(?:better-sqlite3|bindings|file-uri-to-path|node-addon-api|playwright-core|@resvg\/resvg-js(?:-.+)?)$/
  const extra = [...carried]
    .filter((name) => !known.test(name))
    .map((name) => `paketet ${name} är inte väntat`)
  return [...missing, ...strange.slice(0, 10), ...extra]
}

function archiveNames(file: string): string[] {
  const handle = openSync(file, 'r')
  try {
    // Two nested boxes: the header's size stands at byte 4, the length of its JSON at byte 12.
    const head = Buffer.alloc(16)
    readSync(handle, head, 0, 16, 0)
    const json = Buffer.alloc(head.readUInt32LE(12))
    readSync(handle, json, 0, json.length, 16)
    const names: string[] = []
    const walk = (node: unknown, path: string) => {
      const folder = archiveHeader.safeParse(node)
      if (!folder.success) names.push(path)
      else
        for (const [name, child] of Object.entries(folder.data.files))
          walk(child, path === '' ? name : `${path}/${name}`)
    }
    walk(JSON.parse(json.toString('utf8')), '')
    return names
  } finally {
    closeSync(handle)
  }
}

interface Stage {
  readonly program: string
  readonly home: string
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>
  remove(): void
}

/**
 * A copy of the packaged folder where the program is started. Root, as in a container, starts it as nobody: Chromium
 * keeps its sandbox only for an ordinary user, and the sandbox is what is tried here.
 */
function stageFor(program: string): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-paket-'))
  const home = join(folder, 'hem')
  mkdirSync(home)
  const made = process.platform === 'darwin' ? program : dirname(program)
  const copy = join(folder, 'app')
  cpSync(made, copy, { recursive: true, verbatimSymlinks: true })
  const staged = join(
    copy,
    process.platform === 'darwin'
      ? join('Contents', 'MacOS', basename(program, '.app'))
      : relative(made, program),
  )
  // The development runtime's service is a child of this Node.
  const node = join(folder, basename(process.execPath))
  cpSync(process.execPath, node)
  const asNobody = process.platform === 'linux' && process.getuid?.() === 0
  if (asNobody) {
    chmodSync(folder, 0o755)
    chownSync(home, NOBODY, NOBODY)
  }
  const shown = hasDisplay()
  return {
    program: staged,
    home,
    run: (args, env = {}) =>
      new Promise((resolve) => {
        const command = shown ? { command: staged, args: [...args] } : underXvfb(staged, args)
        const child = spawn(command.command, command.args, {
          cwd: home,
          env: { ...plainEnvironment(), HOME: home, LARDOM_NODE: node, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: WITHIN,
          ...(asNobody ? { uid: NOBODY, gid: NOBODY } : {}),
        })
        let stdout = ''
        let stderr = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
        child.on('error', (error) => resolve({ code: null, stdout, stderr: `${stderr}${String(error)}` }))
        child.on('close', (code) => resolve({ code, stdout, stderr }))
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What a person's own session gives a program, and nothing of npm's or the test runner's. */
function plainEnvironment(): Record<string, string> {
  const kept = [
    'PATH',
    'LANG',
    'TZ',
    'TMPDIR',
    'TEMP',
    'SystemRoot',
    'USERPROFILE',
    'APPDATA',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XDG_RUNTIME_DIR',
  ]
  const env: Record<string, string> = {}
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}
