import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatNumber } from '../shared/text/swedish.ts'
import { buildAll } from './bundles.ts'
import { hasDisplay, underXvfb } from './launch.ts'
import { DIST, ROOT } from './paths.ts'
import { ensureSystemPackages } from './runtime/systemPackages.ts'
import { filesPart } from './torture/damagedFiles.ts'
import { faultSweep } from './torture/faultSweep.ts'
import { fuzzPart } from './torture/fuzz/fuzz.ts'
import { killAppPart } from './torture/killApp.ts'
import { killService } from './torture/killService.ts'
import { maintenancePart } from './torture/maintenance.ts'
import { pagesPart } from './torture/pages.ts'
import type { Part, PartReport, Size } from './torture/part.ts'
import { powerPart } from './torture/power.ts'
import { keepResults, type Result } from './torture/table.ts'
import { wordsPart } from './torture/wordsPart.ts'

/**
 * `npm run torture`: does to the program what the world will do to it, and counts. Minutes, not in CI; a short form is
 * among the tests. Exits with 1 when any demand is not met. `--only kill,fuzz` runs parts, LARDOM_SEED makes a run again.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, short: { type: 'boolean', default: false } },
})
const say = (line: string) => console.log(line)
const seed = Number(process.env['LARDOM_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))
const size: Size = values.short ? 'short' : 'long'

/** The bundle that is shipped, copied so that a build meanwhile does not change what is tried. */
const service = join(ROOT, 'out', 'torture', String(process.pid))
const entry = join(service, 'service.mjs')
const PARTS: readonly Part[] = [
  killService(entry),
  killAppPart,
  maintenancePart(entry),
  powerPart(entry),
  faultSweep(entry),
  pagesPart,
  fuzzPart,
  filesPart,
  wordsPart(entry),
]
const names = PARTS.map(({ name }) => name)
const wanted = values.only?.split(',') ?? names
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`Okänd del: ${unknown.join(', ')}. Delarna är ${names.join(', ')}.`)
  process.exit(2)
}
if (wanted.includes(killAppPart.name)) {
  ensureSystemPackages(say, { window: true, display: !hasDisplay(), printer: false })
  if (!hasDisplay()) {
    const run = underXvfb(process.execPath, process.argv.slice(1))
    process.exit(spawnSync(run.command, run.args, { stdio: 'inherit' }).status ?? 1)
  }
}

await buildAll(say)
mkdirSync(service, { recursive: true })
cpSync(join(DIST, 'service'), service, { recursive: true })
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: ROOT,
  encoding: 'utf8',
}).stdout.trim()

const results: Result[] = []
try {
  for (const part of PARTS.filter(({ name }) => wanted.includes(name))) {
    results.push(await runPart(part))
    // After each: a run that is stopped has measured what it has measured.
    keepResults(results, names)
  }
} finally {
  rmSync(service, { recursive: true, force: true })
}
const missed = results.flatMap(({ part, figures }) =>
  figures.filter(({ ok }) => !ok).map(({ name }) => `${part}: ${name}`),
)
say(missed.length === 0 ? '\nAlla krav nådda.' : `\nEj nått:\n${missed.join('\n')}`)
process.exit(missed.length === 0 ? 0 : 1)

async function runPart(part: Part): Promise<Result> {
  say(`\n── ${part.title} (frö ${seed}) ──`)
  const folder = mkdtempSync(join(tmpdir(), `lardom-torture-${part.name}-`))
  const start = performance.now()
  let report: PartReport
  try {
    report = await part.run({ seed, size, folder, say })
  } catch (error) {
    // A part that could not be run has met no demand.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    say(text)
    report = {
      figures: [{ name: 'delen kunde köras', value: 0, demand: '1', ok: false }],
      faults: [text],
      notes: [],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const seconds = (performance.now() - start) / 1000
  for (const { name, value, demand, ok } of report.figures) {
    const verdict = demand === '' ? '' : `krav ${demand}, ${ok ? 'nått' : 'EJ NÅTT'}`
    say(`${name.padEnd(64)}${formatNumber(value).padStart(10)}  ${verdict}`)
  }
  for (const note of report.notes) say(`  ${note}`)
  say(`  ${formatNumber(seconds, 1)} s`)
  return {
    part: part.name,
    title: part.title,
    at: new Date().toISOString(),
    commit,
    seed,
    size,
    seconds,
    figures: [...report.figures],
    faults: [...report.faults],
    notes: [...report.notes],
  }
}
