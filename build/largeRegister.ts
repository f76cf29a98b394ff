import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createService, type Service } from '../electron/service/service.ts'
import type { Db } from '../electron/service/db/database.ts'
import { migrations } from '../electron/service/db/migrations/index.ts'
import type { ServiceState } from '../electron/service/kernel/context.ts'
import { WORDS_VERSION } from '../electron/service/search/rebuild.ts'
import { NCC_MERP, codesOf } from '../shared/incident/codes.ts'
import { EXAMPLE_PASSPHRASE } from '../shared/example/contract.ts'
import { formatNumber } from '../shared/text/swedish.ts'

/**
 * A register of a region's size for the bench: the example's generated cases, with every field that the register can be
 * cut by filled in. Made once for each size and format of the file, and kept under the temp folder.
 */

const SEED = 20_261_122
const BATCH = 5000

export interface OpenRegister {
  readonly service: Service
  readonly db: Db
  readonly path: string
}

/** Opens the register of so many cases, making it first where it has not been made. */
export async function openLargeRegister(
  incidents: number,
  say: (line: string) => void,
): Promise<OpenRegister> {
  const path = await ensureLargeRegister(incidents, say)
  return unlocked(path)
}

/** The path of the register's file. It opens with the example's passphrase. */
export async function ensureLargeRegister(incidents: number, say: (line: string) => void): Promise<string> {
  const folder = join(tmpdir(), 'lardom-stora-register')
  mkdirSync(folder, { recursive: true })
  const format = createHash('sha256')
    .update(JSON.stringify([migrations.map(({ sql }) => sql), WORDS_VERSION, SEED]))
    .digest('hex')
    .slice(0, 10)
  const path = join(folder, `register-${incidents}-${format}.lardom`)
  if (existsSync(path)) return path
  say(`Gör ett register med ${formatNumber(incidents)} händelser (en gång) …`)
  const started = performance.now()
  const making = join(folder, `gor-${process.pid}.lardom`)
  const maker = open()
  try {
    await call(maker.service, 'example.create', { path: making, incidents, replace: true })
  } finally {
    maker.service.close()
  }
  const { service, db } = await unlocked(making)
  fill(db)
  db.raw.pragma('wal_checkpoint(TRUNCATE)')
  service.close()
  for (const ending of ['-nycklar', '']) renameSync(making + ending, path + ending)
  rmSync(`${making}-las`, { force: true })
  say(`  klart på ${formatNumber((performance.now() - started) / 1000)} s`)
  return path
}

async function unlocked(path: string): Promise<OpenRegister> {
  const opened = open()
  await call(opened.service, 'account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
  const db = opened.state()?.workspace?.file.db
  if (!db) throw new Error('the register did not open')
  return { service: opened.service, db, path }
}

function open(): { service: Service; state: () => ServiceState | undefined } {
  let state: ServiceState | undefined
  const service = createService({
    appVersion: 'bench',
    pdfPrinter: { describe: () => Promise.resolve(''), print: () => Promise.reject(new Error('no printer')) },
    log: (_ref, procedure, error) => console.error(procedure, error),
    onState: (made) => {
      state = made
    },
  })
  return { service, state: () => state }
}

export async function call(service: Service, procedure: string, input: unknown): Promise<unknown> {
  const id = `bench-${Math.random()}`
  const result = await service.call({ type: 'call', id, procedure, input, caller: 'host' })
  if (!result.ok) throw new Error(`${procedure}: ${result.error.message}`)
  return result.data
}

/** What the example leaves empty, the same in every run: a case's own number decides. */
function fill(db: Db): void {
  const codes = (list: string, level: 'upper' | 'lower' | 'any' = 'any') =>
    db.column<string>(
      `SELECT code FROM code WHERE list = ? ${{ any: '', upper: 'AND parent IS NULL', lower: 'AND parent IS NOT NULL' }[level]} ORDER BY position`,
      [list],
    )
  const lists = {
    undertyp: codes('handelsetyp', 'lower'),
    skadetyp: codes('skadetyp'),
    vardprocess: codes('vardprocess'),
    medical_area: codes('medicinskt_omrade'),
    samverkan: codes('samverkan'),
    vardtyp: codes('vardform'),
    reporter_role: codes('yrkesroll'),
    ncc_merp: codesOf(NCC_MERP),
    fast_vardkontakt: ['ja', 'nej', 'okant'],
    vardplan: ['ja', 'nej', 'okant'],
    waiting_kind: ['kontakt', 'bedomning', 'besok', 'behandling', 'aterbesok', 'undersokning', 'annan'],
  }
  const names = Object.keys(lists) as (keyof typeof lists)[]
  const tags = (['agens', 'strategiomrade', 'kvalitetsregister'] as const).map((list) => ({
    list,
    codes: codes(list),
  }))
  const account = db.value<string>('SELECT id FROM account') ?? null
  const last = db.value<number>('SELECT max(id) FROM incident') ?? 0
  for (let from = 1; from <= last; from += BATCH) {
    db.transaction(() => {
      for (const id of db.column<number>(
        "SELECT id FROM incident WHERE id BETWEEN ? AND ? AND origin <> 'publicerad'",
        [from, from + BATCH - 1],
      )) {
        const random = generator(id)
        const values: Record<string, string | number | null> = { id }
        // Few values are common and many are rare, and a third of all are not stated.
        for (const name of names) values[name] = random() < 0.35 ? null : pick(lists[name], random() ** 2)
        values['is_child'] = random() < 0.3 ? null : Number(random() < 0.12)
        values['frail_elderly'] = random() < 0.3 ? null : Number(random() < 0.2)
        values['waiting_days'] = values['waiting_kind'] === null ? null : Math.floor(random() * 300)
        values['guarantee_passed'] = values['waiting_kind'] === null ? null : Number(random() < 0.4)
        values['incomplete'] = Number(random() < 0.03)
        values['assigned_to'] = random() < 0.4 ? account : null
        values['feedback_wanted'] = Number(random() < 0.8)
        db.run(
          `UPDATE incident SET ${Object.keys(values)
            .filter((name) => name !== 'id')
            .map((name) => `${name} = @${name}`)
            .join(', ')} WHERE id = @id`,
          values,
        )
        for (const { list, codes: known } of tags) {
          const count = Math.floor(random() ** 2 * 3)
          const chosen = new Set(Array.from({ length: count }, () => pick(known, random() ** 2)))
          for (const code of chosen)
            db.run('INSERT OR IGNORE INTO incident_tag (incident_id, list, code) VALUES (?, ?, ?)', [
              id,
              list,
              code,
            ])
        }
      }
    })
  }
}

function pick<T>(list: readonly T[], share: number): T | null {
  return list[Math.floor(share * list.length)] ?? null
}

/** Mulberry32. */
export function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761 + SEED) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
