import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { openSession, type Session } from '../electron/cli/session.ts'
import { createOutput } from '../electron/cli/output.ts'
import { EXAMPLE_PASSPHRASE } from '../shared/example/contract.ts'
import { formatNumber } from '../shared/text/swedish.ts'
import { measureLargeRegister, type BenchRow } from './benchRegister.ts'
import { buildAll } from './bundles.ts'
import { hasDisplay, launchSpec, underXvfb } from './launch.ts'
import { ROOT } from './paths.ts'
import { measureStarts } from './benchStart.ts'
import { resolveElectron } from './runtime/electronRuntime.ts'
import { ensureSystemPackages } from './runtime/systemPackages.ts'
import { quantile } from './quantile.ts'

/**
 * The speed that is a feature, as ratios and times of one run: start, first page of the register, one berättelse.
 * A row that misses its goal says so; the bench measures, it does not fail.
 */
type Row = BenchRow
const importFigures = z.looseObject({
  megabytes: z.number(),
  ratio: z.number().optional(),
  runRatio: z.number().optional(),
  inspect: z.number().optional(),
  check: z.number().optional(),
  run: z.number().optional(),
  bare: z.number().optional(),
  peakMegabytes: z.number().optional(),
  baseMegabytes: z.number().optional(),
  seconds: z.number().optional(),
})

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '100000' },
    /** Also a register of a million; making it the first time takes a while. */
    large: { type: 'boolean', default: false },
    /** The register alone, without the window. */
    register: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const incidents = Number(values.incidents)

if (!values.register && !hasDisplay()) {
  ensureSystemPackages(() => undefined, { window: true, display: true, printer: true })
  const run = underXvfb(process.execPath, process.argv.slice(1))
  process.exit(spawnSync(run.command, run.args, { stdio: 'inherit' }).status ?? 1)
}

const say = (line: string) => {
  if (!values.json) console.log(line)
}
const folder = mkdtempSync(join(tmpdir(), 'lardom-bench-'))
const rows: Row[] = []
const session = openSession(createOutput(values.json))
try {
  for (const size of values.large ? [100_000, 1_000_000] : [100_000]) {
    rows.push(...(await measureLargeRegister(size, say)))
  }
  if (!values.register) {
    rows.push(...measureTransfer())
    await measureWindow()
  } else print('utan fönster')
} finally {
  session.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Each in a process of its own: what one leaves in memory is not the other's. */
function measureTransfer(): Row[] {
  const alone = (...sizes: number[]) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(ROOT, 'build/benchImport.ts'), ...sizes.map(String)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    )
    if (status !== 0) throw new Error('mätningen av inläsningen avbröts')
    const line = stdout.split('\n').find((each) => each.startsWith('{')) ?? ''
    return importFigures.parse(JSON.parse(line))
  }
  say('Läser en fil med en miljon rader …')
  const memory = alone(0, 1_000_000)
  say('Läser in 100 000 rader, och lägger in dem med en bar slinga …')
  const speed = alone(100_000)
  return [
    {
      name: 'Inläsning av 100 000 rader, alla steg, mot en bar slinga av inserts',
      value: speed.ratio ?? Number.NaN,
      unit: '×',
      goal: 3,
      detail: `titt ${formatNumber(speed.inspect ?? 0)} ms, provkörning ${formatNumber(speed.check ?? 0)} ms, inläsning ${formatNumber(speed.run ?? 0)} ms, bar slinga ${formatNumber(speed.bare ?? 0)} ms; inläsningen ensam ${formatNumber(speed.runRatio ?? 0, 2)} ×`,
    },
    {
      name: 'Tjänstens minne medan en fil med 1 000 000 rader läses, som mest',
      value: memory.peakMegabytes ?? Number.NaN,
      unit: 'MB',
      goal: 300,
      detail: `${formatNumber(memory.megabytes)} MB fil, ${formatNumber(memory.seconds ?? 0)} s; ${formatNumber(memory.baseMegabytes ?? 0)} MB innan filen öppnades`,
    },
  ]
}

async function measureWindow(): Promise<void> {
  const runtime = await resolveElectron(say)
  await buildAll(say)

  say(`Gör en arbetsyta med ${formatNumber(incidents)} händelser …`)
  const path = join(folder, 'profil', 'exempel', 'Exempeldata.lardom')
  mkdirSync(join(folder, 'profil', 'exempel'), { recursive: true })
  const made = performance.now()
  await session.call('example.create', { path, incidents })
  say(`  klar på ${formatNumber((performance.now() - made) / 1000, 1)} s`)
  await session.call('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
  rows.push(...(await measureRegister(session)))
  rows.push(await measureReport(session, folder))
  await session.call('account.lock', {})

  say('Startar fönstret, växelvis tomt och med registret …')
  const starts = await measureStarts(launchSpec(runtime), join(folder, 'profil'))
  rows.push({
    name: 'Kallstart till användbart register',
    value: starts.register / starts.bare,
    unit: '×',
    goal: 1.5,
    detail: `${formatNumber(starts.register)} ms mot ${formatNumber(starts.bare)} ms för ett tomt Electron-fönster, median av ${starts.rounds} (upplåsningens nyckelhärledning ${formatNumber(starts.keyDerivation)} ms ingår)`,
  })
  rows.push({
    name: 'Kallstart till upplåsningen',
    value: starts.gate / starts.bare,
    unit: '×',
    goal: 1.5,
    detail: `${formatNumber(starts.gate)} ms`,
  })
  print(runtime.description)
}

async function measureRegister(open: Session): Promise<Row[]> {
  const tree = await open.call('organisation.tree', {})
  const forvaltning = tree.find((unit) => unit.code === 'SU')?.id
  const filters = [
    {},
    ...(forvaltning === undefined ? [] : [{ forvaltningId: forvaltning }]),
    { handelsetyp: ['lakemedel' as const] },
    { text: 'fall på avdelningen' },
  ]
  const times: number[] = []
  for (let round = 0; round < 60; round++) {
    for (const filter of filters) {
      const start = performance.now()
      await open.call('incident.list', { filter, limit: 100 })
      times.push(performance.now() - start)
    }
  }
  return [
    {
      name: 'Registrets första sida, p95',
      value: quantile(times, 0.95),
      unit: 'ms',
      goal: 15,
      detail: `${formatNumber(incidents)} händelser, ${filters.length} filter, ${times.length} anrop, median ${formatNumber(quantile(times, 0.5), 1)} ms`,
    },
  ]
}

async function measureReport(open: Session, out: string): Promise<Row> {
  const times: number[] = []
  for (let round = 0; round < 4; round++) {
    const path = join(out, `berattelse-${round}.docx`)
    const start = performance.now()
    await open.call('annual-report.write', { unitCode: 'SU', year: 2025, format: 'docx', path })
    times.push(performance.now() - start)
  }
  return {
    name: 'En berättelse som DOCX',
    value: quantile(times, 0.5),
    unit: 'ms',
    goal: 1500,
    detail: `${formatNumber(incidents)} händelser, median av ${times.length}, första ${formatNumber(times[0] ?? 0)} ms`,
  }
}

function print(runtime: string): void {
  const report = {
    at: new Date().toISOString(),
    runtime,
    incidents,
    rows: rows.map((row) => ({ ...row, met: row.goal === null ? null : row.value <= row.goal })),
  }
  if (!values.json) {
    const shown = (row: Row) => `${formatNumber(row.value, row.unit === '×' ? 2 : 1)} ${row.unit}`
    console.log(`\n${'Mätning'.padEnd(78)}${'Värde'.padStart(16)}${'Mål'.padStart(12)}`)
    for (const row of rows) {
      const goal =
        row.goal === null ? '' : `≤ ${formatNumber(row.goal, row.unit === '×' ? 1 : 0)} ${row.unit}`
      const met = row.goal === null ? '' : row.value <= row.goal ? 'nått' : 'ej nått'
      console.log(`${row.name.padEnd(78)}${shown(row).padStart(16)}${goal.padStart(12)}  ${met}`)
      console.log(`  ${row.detail}`)
    }
    console.log('')
  }
  mkdirSync(join(ROOT, 'out'), { recursive: true })
  writeFileSync(join(ROOT, 'out', 'bench.json'), JSON.stringify(report, null, 2))
  console.log(JSON.stringify(report, null, values.json ? 2 : 0))
}
