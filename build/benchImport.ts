import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Random } from '../electron/service/example/random.ts'
import { importFile } from '../electron/service/testing/importFile.ts'
import { openTestWorkspace, type TestWorkspace } from '../electron/service/testing/testWorkspace.ts'
import { variedTexts } from '../electron/service/testing/variedTexts.ts'
import { bodyOf } from '../electron/service/search/indexText.ts'
import { storedText } from '../electron/service/search/searchedText.ts'
import { vocabularyOf } from '../electron/service/search/vocabulary.ts'

/**
 * Measures the import as issue 4 asks: all its steps against a bare loop of prepared inserts of the same rows into the
 * same indexed tables, in one run; and the memory while a large file is read. Run on its own:
 * `node build/benchImport.ts [rows] [rows of the large file]`.
 */
export interface ImportSpeed {
  readonly rows: number
  readonly megabytes: number
  /** Milliseconds. */
  readonly inspect: number
  readonly check: number
  readonly run: number
  readonly again: number
  readonly bare: number
  /** (inspect + check + run) / bare: the goal is 3 or less. */
  readonly ratio: number
  /** run / bare. */
  readonly runRatio: number
  /** Processor time alone, of run and of the bare loop: what a busy machine does not distort. */
  readonly runCpu: number
  readonly bareCpu: number
}

export interface ImportMemory {
  readonly rows: number
  readonly megabytes: number
  readonly seconds: number
  /** The most that the process held, and before the file was opened. */
  readonly peakMegabytes: number
  readonly baseMegabytes: number
}

const HEADINGS = [
  'Ärendenummer',
  'Ärendetyp',
  'Rubrik',
  'Händelsedatum',
  'Klockslag',
  'Registreringsdatum',
  'Organisatorisk tillhörighet',
  'Yrkeskategori',
  'Beskrivning',
  'Omedelbar åtgärd',
  'Huvudkategori',
  'Faktisk konsekvens',
  'Konsekvens för patienten',
  'Patient informerad',
  'Kön',
  'Ålder',
  'Bakomliggande orsaker',
  'Status',
  'Avslutsdatum',
]
const PLACES = [
  'Sahlgrenska Universitetssjukhuset > Östra sjukhuset',
  'SU > Mölndals sjukhus',
  'NU-sjukvården > NÄL',
  'Skaraborgs Sjukhus > Skövde',
  'Närhälsan > Vårdcentraler',
  'Sjukhusen i väster > Kungälvs sjukhus',
]
const TYPES = ['Fall', 'Läkemedel', 'Diagnostik', 'Vård/behandling', 'Trycksår/hudskada', 'IT-system/avbrott']
const STATUSES = ['Ny', 'Under utredning', 'Avslutad', 'Avslutad', 'Avslutad']

/** Writes a file like a region's export, the same for the same seed. */
export async function writeExport(path: string, rows: number): Promise<void> {
  const random = new Random(7, 'bench-import')
  const next = variedTexts(11)
  const out = createWriteStream(path)
  out.write(`${HEADINGS.join(';')}\r\n`)
  for (let row = 1; row <= rows; row++) {
    const text = next()
    const day = `${random.int(2019, 2025)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`
    const status = random.pick(STATUSES)
    const cells = [
      `MC-${row}`,
      'Negativ händelse',
      text.title,
      day,
      `${two(random.int(0, 23))}:${two(random.int(0, 59))}`,
      `${day} 12:30`,
      random.pick(PLACES),
      'Sjuksköterska',
      text.description,
      random.chance(0.5) ? 'Läkare kontaktades.' : '',
      random.pick(TYPES),
      String(random.int(1, 4)),
      text.consequence,
      random.chance(0.5) ? 'Ja' : '',
      random.pick(['K', 'M']),
      String(random.int(0, 99)),
      text.causesText,
      status,
      status === 'Avslutad' ? day : '',
    ]
    const line = `${cells.map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}

/** Both ways in, one after the other, into workspaces of their own. */
export async function measureImport(rows: number, say: (line: string) => unknown): Promise<ImportSpeed> {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-bench-import-'))
  const path = join(folder, 'export.csv')
  const workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
  try {
    await writeExport(path, rows)
    say(`En fil med ${rows} rader, ${Math.round(statSync(path).size / 1e6)} MB …`)
    const [inspect, inspected] = await timed(() => workspace.call('transfer.inspect', { path }))
    const { mapping, sha256 } = inspected
    const [check, checked] = await timed(() => workspace.call('transfer.check', { path, mapping }))
    const before = process.cpuUsage()
    const [run, ran] = await timed(() => workspace.call('transfer.run', { path, mapping, sha256 }))
    const runCpu = cpuSince(before)
    if (checked.counts.new !== rows || ran.counts.new !== rows || ran.counts.faulty > 0) {
      throw new Error(`the file was not taken in whole: ${JSON.stringify(ran.counts)}`)
    }
    const [again, same] = await timed(() => workspace.call('transfer.run', { path, mapping, sha256 }))
    if (same.counts.unchanged !== rows) throw new Error(`the same file changed something`)
    say(`  inläst på ${Math.round(run)} ms; nu samma rader med en bar slinga …`)
    const { clock: bare, cpu: bareCpu } = await bareLoop(workspace)
    return {
      rows,
      megabytes: Math.round(statSync(path).size / 1e6),
      inspect,
      check,
      run,
      again,
      bare,
      ratio: (inspect + check + run) / bare,
      runRatio: run / bare,
      runCpu,
      bareCpu,
    }
  } finally {
    workspace.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The least that the same rows can cost: one transaction, prepared statements, every value ready beforehand. The search
 * words are made before the clock starts, too.
 */
async function bareLoop(from: TestWorkspace): Promise<{ clock: number; cpu: number }> {
  const source = from.db()
  const columns = source
    .all<{ name: string }>("SELECT name FROM pragma_table_info('incident')")
    .map(({ name }) => name)
  const count = source.value<number>('SELECT count(*) FROM incident') ?? 0
  const into = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
  try {
    const db = into.db()
    db.run(
      `INSERT INTO import_batch (id, started_at, started_by, account_id, profile_name, source_system, file_name,
         file_sha256, state, counts_json) VALUES (1, '', '', ?, '', '', '', '', 'klar', '{}')`,
      [into.state().actor?.id ?? ''],
    )
    const vocabulary = vocabularyOf(source)
    const insert = db.raw.prepare(
      `INSERT INTO incident (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    const words = db.raw.prepare('INSERT INTO incident_fts (rowid, body) VALUES (?, ?)')
    const done = db.raw.prepare(
      "INSERT INTO import_batch_row (batch_id, incident_id, fate, version) VALUES (1, ?, 'ny', 1)",
    )
    let clock = 0
    let cpu = 0
    const PART = 20_000
    for (let first = 0; first < count; first += PART) {
      const rows = source.all<Record<string, string | number | null>>(
        'SELECT * FROM incident ORDER BY id LIMIT ? OFFSET ?',
        [PART, first],
      )
      const ready = rows.map((row) => {
        const text = storedText(source, Number(row['id']))
        return {
          id: Number(row['id']),
          values: columns.map((name) => row[name] ?? null),
          body: text ? bodyOf(vocabulary, text) : '',
        }
      })
      const start = performance.now()
      const before = process.cpuUsage()
      db.raw.transaction(() => {
        for (const { id, values, body } of ready) {
          insert.run(values)
          words.run(id, body)
          done.run(id)
        }
      })()
      clock += performance.now() - start
      cpu += cpuSince(before)
    }
    return { clock, cpu }
  } finally {
    into.close()
  }
}

/** The memory while a large file is looked at and checked; what the process holds is sampled all the time. */
export async function measureMemory(rows: number, say: (line: string) => unknown): Promise<ImportMemory> {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-bench-import-'))
  const path = join(folder, 'export.csv')
  const workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
  let peak = 0
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  try {
    // By another process: what making the texts leaves in memory is not the reading's.
    spawnSync(process.execPath, [import.meta.filename, '--write', path, String(rows)], { stdio: 'inherit' })
    say(`En fil med ${rows} rader, ${Math.round(statSync(path).size / 1e6)} MB …`)
    const base = process.memoryUsage.rss()
    peak = base
    const start = performance.now()
    const report = await importFile(workspace, path, { dryRun: true })
    if (report.counts.new !== rows)
      throw new Error(`not all rows were read: ${JSON.stringify(report.counts)}`)
    return {
      rows,
      megabytes: Math.round(statSync(path).size / 1e6),
      seconds: (performance.now() - start) / 1000,
      peakMegabytes: Math.round(peak / 1e6),
      baseMegabytes: Math.round(base / 1e6),
    }
  } finally {
    clearInterval(sampler)
    workspace.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

if (process.argv[1] === import.meta.filename) {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const [rows = '100000', large = '0', many = '0'] = process.argv.slice(2)
  if (rows === '--write') {
    await writeExport(large, Number(many))
    process.exit(0)
  }
  // First, in a process that has done nothing else.
  if (Number(large) > 0) say(JSON.stringify(await measureMemory(Number(large), say)))
  if (Number(rows) > 0) say(JSON.stringify(await measureImport(Number(rows), say)))
}
