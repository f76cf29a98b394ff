import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { buildAll } from './bundles.ts'
import { runChecks } from './checks/run.ts'
import { hasDisplay, underXvfb } from './launch.ts'
import { checkLayers, readTree } from './layers.ts'
import { testPackage } from './packageTest.ts'
import { ROOT } from './paths.ts'
import { canMountSmallDisk, NEEDS_SMALL_DISK } from './smallDisk.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'
import { ensureSystemPackages } from './runtime/systemPackages.ts'

/**
 * `npm test`: format, lint, types, layers, checks of source and bundles, unit and integration tests, then end-to-end
 * tests in the real window, and at last the packaged program.
 * Every step runs even if an earlier one failed, so that one run tells everything; the last line counts.
 */
interface Count {
  passed: number
  failed: number
}

const vitestFiles = z.array(
  z.object({ name: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
)

const RESULTS = join(ROOT, 'test-results')
const TYPE_PROJECTS = ['shared', 'electron/service', 'electron/main', 'renderer', 'build', 'electron/e2e']
const say = (line: string) => console.log(line)

const bin = (name: string) =>
  join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
      .on('exit', (code) => resolve(code === 0))
      .on('error', (error) => {
        say(String(error))
        resolve(false)
      })
  })
}

const single = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

/** The counts of a JSON report that Vitest or Playwright wrote; a runner that wrote none has failed. */
function countFrom(file: string, ok: boolean, read: (report: Record<string, unknown>) => Count): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof report !== 'object' || report === null) return { passed: 0, failed: 1 }
  const count = read({ ...report })
  return { passed: count.passed, failed: ok ? count.failed : Math.max(1, count.failed) }
}

const number = (value: unknown) => (typeof value === 'number' ? value : 0)

/** Tests that were not run count as failed, but for those that need a disk that cannot be mounted here. */
function passedOver(count: number, files: readonly string[]): number {
  if (count === 0) return 0
  const excused = files.every((file) => NEEDS_SMALL_DISK.some((known) => file.endsWith(known)))
  if (!excused || canMountSmallDisk()) return count
  say(`${count} prov kördes inte: de kräver att en liten disk kan monteras (${files.join(', ')}).`)
  return 0
}

function unitFilesWithPending(report: Record<string, unknown>): string[] {
  const files = vitestFiles.safeParse(report['testResults'])
  // A report of another form excuses nothing.
  if (!files.success) return ['okänd fil']
  return files.data
    .filter((file) =>
      file.assertionResults.some(({ status }) => status === 'pending' || status === 'skipped'),
    )
    .map((file) => file.name)
}

const STEPS: Readonly<Record<string, () => Promise<Count>>> = {
  format: async () => single(await run(bin('oxfmt'), ['--check', '.'])),
  lint: async () => single(await run(bin('oxlint'), ['--deny-warnings'])),
  types: async () => {
    const count = { passed: 0, failed: 0 }
    for (const project of TYPE_PROJECTS) {
      const ok = await run(bin('tsc'), ['-p', join(project, 'tsconfig.json')])
      count[ok ? 'passed' : 'failed']++
    }
    return count
  },
  layers: () => {
    const faults = checkLayers(readTree())
    for (const fault of faults) say(`${fault.file}: ${fault.message}`)
    return Promise.resolve(single(faults.length === 0))
  },
  checks: () => runChecks(say),
  unit: async () => {
    ensureSystemPackages(say, { window: false, display: false, printer: true })
    const file = join(RESULTS, 'vitest.json')
    const ok = await run(bin('vitest'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    return countFrom(file, ok, (report) => ({
      passed: number(report['numPassedTests']),
      failed:
        number(report['numFailedTests']) +
        number(report['numTodoTests']) +
        passedOver(number(report['numPendingTests']), unitFilesWithPending(report)),
    }))
  },
  e2e: async () => {
    const display = hasDisplay()
    const runtime = await resolveElectron(say)
    ensureSystemPackages(say, { window: true, display: !display, printer: true, keychain: true })
    await buildAll(say)
    say(`Fönstret: ${runtime.description}`)
    const file = join(RESULTS, 'playwright.json')
    const args = ['test', '--config', 'electron/e2e/playwright.config.ts']
    const command = display ? { command: bin('playwright'), args } : underXvfb(bin('playwright'), args)
    const ok = await run(command.command, command.args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file })
    return countFrom(file, ok, (report) => {
      const stats = report['stats']
      if (typeof stats !== 'object' || stats === null) return { passed: 0, failed: 1 }
      const { expected, unexpected, skipped, flaky } = stats as Record<string, unknown>
      // The only end-to-end test that may be passed over is in the file that needs a small disk.
      const over = passedOver(
        number(skipped),
        number(skipped) === 1 ? [NEEDS_SMALL_DISK[1]] : ['flera filer'],
      )
      return { passed: number(expected), failed: number(unexpected) + number(flaky) + over }
    })
  },
  package: () => {
    ensureSystemPackages(say, { window: true, display: !hasDisplay(), printer: false })
    return testPackage(say)
  },
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = values.only?.split(',') ?? Object.keys(STEPS)
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
if (!process.version.startsWith('v24')) {
  say('Testerna körs på projektets Node 24: använd npm test.')
  process.exit(1)
}

const total: Count = { passed: 0, failed: 0 }
const summary: string[] = []
for (const name of wanted) {
  const step = STEPS[name]
  if (!step) throw new Error(`Okänt steg: ${name}. Stegen är ${Object.keys(STEPS).join(', ')}.`)
  say(`\n── ${name} ──`)
  const start = performance.now()
  let count: Count
  try {
    count = await step()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    count = { passed: 0, failed: 1 }
  }
  total.passed += count.passed
  total.failed += count.failed
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  summary.push(
    `${name.padEnd(8)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
  )
}
say(`\n${summary.join('\n')}\n`)
say(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
