import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Service } from '../electron/service/service.ts'
import type { Db } from '../electron/service/db/database.ts'
import { columnIndexOf } from '../electron/service/incident/columns/columnIndex.ts'
import { listIncidents } from '../electron/service/incident/register.ts'
import { fetchRows } from '../electron/service/incident/rows.ts'
import { conditions, whereOf } from '../electron/service/incident/where.ts'
import { sortLadder } from '../electron/service/incident/orders.ts'
import { IDS_MAX, SORT_KEYS, type IncidentFilter, type IncidentSort } from '../shared/incident/filter.ts'
import { codesOf, HANDELSETYPER, SKADOR, STATUSAR } from '../shared/incident/codes.ts'
import { EXPORT_COLUMNS } from '../shared/incident/columns.ts'
import { formatNumber } from '../shared/text/swedish.ts'
import { measureSearch } from './benchSearch.ts'
import { call, generator, openLargeRegister } from './largeRegister.ts'
import { quantile } from './quantile.ts'

/** The register at a region's size: any filter, sort and page, counts, facets, and how long it takes to be ready. */

export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | '×' | 'MB' | 'rader/s'
  readonly goal: number | null
  readonly detail: string
}

const QUESTIONS = 200
/** So many of them are asked by hand too: that is slow. */
const COMPARED = 25
const SEED = 4

interface Question {
  readonly filter: IncidentFilter
  readonly sort: IncidentSort
  readonly cursor: string | null
  readonly skip: number
}

export async function measureLargeRegister(
  incidents: number,
  say: (line: string) => void,
): Promise<BenchRow[]> {
  const { service, db } = await openLargeRegister(incidents, say)
  try {
    const size = `${formatNumber(incidents)} händelser`
    const rows: BenchRow[] = []
    const add = (...made: BenchRow[]) => {
      rows.push(...made)
      for (const { name, value, unit } of made) say(`  ${name}: ${formatNumber(value, 1)} ${unit}`)
    }
    const ms = (name: string, times: readonly number[], goal: number | null, detail: string) =>
      add({
        name: `${name}, p95, ${size}`,
        value: quantile(times, 0.95),
        unit: 'ms',
        goal,
        detail: `${detail}${times.length} mätningar, median ${formatNumber(quantile(times, 0.5), 1)} ms, sämst ${formatNumber(Math.max(...times), 1)} ms`,
      })

    const first = await timed(() => call(service, 'incident.list', { limit: 100 }))
    add({
      name: `Första sidan efter upplåsning, ${size}`,
      value: first,
      unit: 'ms',
      goal: 50,
      detail: 'med SQL, innan registret står i minnet',
    })
    add(...(await becomeReady(db, size)))

    say('  frågor mot registret …')
    const questions = await anyQuestions(db, (query) => call(service, 'incident.list', query))
    const cold: number[] = []
    const warm: number[] = []
    for (const question of questions) {
      // Cold: nothing is remembered of earlier questions, as after a change.
      db.run('UPDATE incident SET harm = harm WHERE id = (SELECT max(id) FROM incident)')
      cold.push(await timed(() => call(service, 'incident.list', { ...question, limit: 100 })))
      warm.push(await timed(() => call(service, 'incident.list', { ...question, limit: 100 })))
    }
    ms('En sida, valfritt filter och valfri ordning, kallt', cold, 50, 'direkt efter en ändring; ')
    ms('En sida, valfritt filter och valfri ordning, varmt', warm, 50, '')

    const counts: number[] = []
    const facets: number[] = []
    for (const { filter } of questions.slice(0, 100)) {
      db.run('UPDATE incident SET harm = harm WHERE id = (SELECT max(id) FROM incident)')
      counts.push(await timed(() => call(service, 'incident.count', { filter })))
      db.run('UPDATE incident SET harm = harm WHERE id = (SELECT max(id) FROM incident)')
      facets.push(await timed(() => call(service, 'incident.suggest-facets', { filter })))
    }
    ms('Antal', counts, 50, 'kallt; ')
    ms('Antal för varje val i alla 31 filter', facets, 150, 'kallt; ')
    const groups: number[] = []
    for (const group of ['status', 'handelsetyp', 'unit', 'month', 'medicalArea'] as const) {
      for (const { filter } of questions.slice(0, 10)) {
        groups.push(await timed(() => call(service, 'incident.groups', { filter, group })))
        groups.push(await timed(() => call(service, 'incident.list', { filter, group, limit: 100 })))
      }
    }
    ms('Grupperat', groups, 50, 'rubriker och sida; ')
    say('  sökningar …')
    add(...measureSearch(db, incidents))
    add(...(await measureExport(service, size)))
    say('  samma frågor i handskriven SQL …')
    add(...(await againstSql(db, questions, size)))
    return rows
  } finally {
    service.close()
  }
}

/** Rows a second of an export with every column, to each format. */
async function measureExport(service: Service, size: string): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-bench-export-'))
  try {
    const rows: BenchRow[] = []
    const ids = Array.from({ length: IDS_MAX }, (_, n) => n * 7 + 1)
    for (const format of ['xlsx', 'csv', 'json'] as const) {
      const input = {
        path: join(folder, `x.${format}`),
        format,
        filter: { ids },
        columns: Object.keys(EXPORT_COLUMNS),
      }
      let written = 0
      const took = await timed(async () => {
        const outcome = (await call(service, 'incident.export', input)) as { rows: number }
        written = outcome.rows
      })
      rows.push({
        name: `Export till ${format}, ${size}`,
        value: (written / took) * 1000,
        unit: 'rader/s',
        goal: null,
        detail: `${formatNumber(written)} rader med alla ${input.columns.length} kolumner på ${formatNumber(took)} ms`,
      })
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How long until the columns are there, and how long anybody who asks meanwhile waits for a slice to end. */
async function becomeReady(db: Db, size: string): Promise<BenchRow[]> {
  let longest = 0
  let longestCpu = 0
  const began = cpu()
  const reading = new AbortController()
  const watch = async () => {
    let last = performance.now()
    let used = cpu()
    while (!reading.signal.aborted) {
      await setImmediate()
      const now = performance.now()
      const usedNow = cpu()
      longest = Math.max(longest, now - last)
      longestCpu = Math.max(longestCpu, usedNow - used)
      last = now
      used = usedNow
    }
  }
  const watching = watch()
  const before = memory()
  const index = columnIndexOf(db)
  const waited = await timed(async () => {
    await index?.ready({})
  })
  const numbered = await timed(async () => {
    await index?.ready({ byNumber: true })
  })
  reading.abort()
  await watching
  return [
    {
      name: `Registret står i minnet efter, ${size}`,
      value: waited,
      unit: 'ms',
      goal: null,
      detail: `i skivor vid sidan av, ${formatNumber(cpu() - began)} ms processortid; ordningen efter nummer ${formatNumber(numbered)} ms till`,
    },
    {
      name: `Längsta uppehåll medan det läses in, ${size}`,
      value: longest,
      unit: 'ms',
      goal: 50,
      detail: `så länge väntar den som frågar något annat; ${formatNumber(longestCpu, 1)} ms processortid`,
    },
    {
      name: `Minne för registrets kolumner, ${size}`,
      value: (index?.bytes ?? 0) / 1e6,
      unit: 'MB',
      goal: null,
      detail: `processen ${formatNumber(memory() - before)} MB större, ${formatNumber(memory())} MB i allt`,
    },
  ]
}

async function againstSql(db: Db, questions: readonly Question[], size: string): Promise<BenchRow[]> {
  // What a hand would have made for these questions.
  const columns = {
    bench_type: 'handelsetyp',
    bench_status: 'status',
    bench_harm: 'harm',
    bench_area: 'medical_area',
    bench_vardtyp: 'vardtyp',
  }
  for (const [name, column] of Object.entries(columns)) {
    db.raw.exec(`CREATE INDEX IF NOT EXISTS ${name} ON incident (${column}, sort_date, id)`)
  }
  const own: number[] = []
  const hand: number[] = []
  const perQuestion: number[] = []
  const firstPages = questions.filter(
    ({ skip, cursor, sort }) => skip === 0 && cursor === null && sort.by !== 'relevance',
  )
  for (const question of firstPages.slice(0, COMPARED)) {
    const bySql = bestByHand(db, question)
    const ours = await bestOf(3, () => listIncidents({ db }, { ...question, group: null, limit: 100 }, null))
    own.push(ours)
    hand.push(bySql)
    perQuestion.push(ours / bySql)
  }
  return [
    {
      name: `Sidor mot bästa handskrivna SQL, p95, ${size}`,
      value: quantile(own, 0.95) / quantile(hand, 0.95),
      unit: '×',
      goal: 1.5,
      detail: `${own.length} frågor med egna index för handen; p95 ${formatNumber(quantile(own, 0.95), 1)} mot ${formatNumber(quantile(hand, 0.95), 1)} ms, median ${formatNumber(quantile(own, 0.5), 1)} mot ${formatNumber(quantile(hand, 0.5), 1)} ms; fråga för fråga median ${formatNumber(quantile(perQuestion, 0.5), 2)} ×`,
    },
  ]
}

const HINTS = ['', 'INDEXED BY incident_columns', 'INDEXED BY incident_sort', 'INDEXED BY bench_type']

/** The quickest of the ways that somebody who writes SQL by hand would try, rows and all (ms). */
function bestByHand(db: Db, { filter, sort }: Question): number {
  const where = whereOf(db, filter, null)
  const key = orderOf(db, sort)
  let best = Number.POSITIVE_INFINITY
  for (const hint of HINTS) {
    const sql = `SELECT id FROM incident ${hint} ${conditions(where.clauses)} ORDER BY ${key} LIMIT 100`
    const run = () => timedNow(() => fetchRows(db, db.column<number>(sql, where.params)))
    try {
      const once = run()
      // Once more where it may be the best: the first time reads the pages in.
      best = Math.min(best, once, ...(once < best * 2 ? [run(), run()] : []))
    } catch (error) {
      // SQLite cannot follow the hint for this question.
      if (!(error instanceof Error) || !error.message.includes('no query solution')) throw error
    }
    // Quick enough: a worse way is not looked for.
    if (best < 5) break
  }
  return best
}

function orderOf(db: Db, { by, direction }: IncidentSort): string {
  const newest = 'sort_date DESC, id DESC'
  if (by === 'date' || by === 'relevance') return `sort_date ${direction}, id ${direction}`
  if (by === 'number') return `arendenr ${direction}`
  if (by === 'reported') return `reported_at ${direction}, id ${direction}`
  const { column, rungs } = sortLadder(db, by)
  if (rungs.every((rung) => rung === null || typeof rung === 'number') && by !== 'unit')
    return `${column} ${direction}, ${newest}`
  const ranks = rungs.map(
    (rung, rank) =>
      `WHEN ${rung === null ? 'NULL' : typeof rung === 'number' ? rung : `'${rung}'`} THEN ${rank}`,
  )
  return `CASE ${column} ${ranks.filter((rank) => !rank.includes('WHEN NULL')).join(' ')} ELSE ${ranks.length} END ${direction}, ${newest}`
}

/** The same in every run: few filters at a time, every sort, the first page mostly, some on and some far down. */
async function anyQuestions(db: Db, list: (query: unknown) => Promise<unknown>): Promise<Question[]> {
  const random = generator(SEED)
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('nothing to choose')
    return value
  }
  const forvaltningar = db.column<number>(
    "SELECT id FROM unit WHERE forvaltning_id = id AND organisation = 'egen'",
  )
  const units = db.column<number>('SELECT DISTINCT unit_id FROM incident LIMIT 200')
  const areas = db.column<string>("SELECT code FROM code WHERE list = 'medicinskt_omrade'")
  const forms = db.column<string>("SELECT code FROM code WHERE list = 'vardform'")
  const agens = db.column<string>("SELECT code FROM code WHERE list = 'agens'")
  const makers: readonly (() => IncidentFilter)[] = [
    () => ({ forvaltningId: pick(forvaltningar) }),
    () => ({ unitId: pick(units) }),
    () => ({ handelsetyp: [pick(codesOf(HANDELSETYPER))] }),
    () => ({ status: [pick(codesOf(STATUSAR)), pick(codesOf(STATUSAR))] }),
    () => ({ harm: [pick(codesOf(SKADOR))] }),
    () => ({ from: pick(['2025-01-01', '2025-06-01', '2025-11-01']) }),
    () => ({ medicalArea: [pick(areas)] }),
    () => ({ vardtyp: [pick(forms)] }),
    () => ({ agens: [pick(agens)] }),
    () => ({ isChild: true }),
    () => ({ guaranteePassed: true }),
    () => ({ feedback: ['vantar' as const] }),
    () => ({ closed: false }),
    () => ({ text: pick(['fall', 'läkemedel dos', 'remiss', 'avdelning väntan', 'trycksår häl']) }),
  ]
  const questions: Question[] = []
  for (let n = 0; n < QUESTIONS; n++) {
    const filter = Object.assign(
      {},
      ...Array.from({ length: Math.floor(random() * 4) }, () => pick(makers)()),
    ) as IncidentFilter
    const sort: IncidentSort = { by: pick(SORT_KEYS), direction: pick(['asc', 'desc'] as const) }
    const place = random()
    const skip = place > 0.9 ? Math.floor(random() * 50_000) : 0
    const cursor =
      place > 0.7 && place <= 0.9
        ? ((await list({ filter, sort, limit: 100 })) as { nextCursor: string | null }).nextCursor
        : null
    questions.push({ filter, sort, cursor, skip })
  }
  return questions
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function timedNow(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

async function bestOf(rounds: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) best = Math.min(best, await timed(async () => work()))
  return best
}

/** Milliseconds of the processor: what the work takes also where others use the computer. */
function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Megabytes of the process that are in use. */
function memory(): number {
  return process.memoryUsage().rss / 1e6
}
