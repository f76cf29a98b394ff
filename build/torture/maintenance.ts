import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../../electron/service/db/database.ts'
import { migrations } from '../../electron/service/db/migrations/index.ts'
import { closeWorkspaceFile, createWorkspaceFile } from '../../electron/service/db/workspaceFile.ts'
import { Random } from '../../electron/service/example/random.ts'
import { copiesFolder } from '../../shared/backup/names.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { casesHash } from './fingerprint.ts'
import { makeWorkspace, PASSPHRASE, startInProcess, type InProcess } from './inProcess.ts'
import { atLeast, Faults, none, size, told, type Part, type PartContext, type PartReport } from './part.ts'
import { newFields } from './scenarios.ts'
import { seed } from './seed.ts'
import { SERVICE_SOURCE, ServiceChild } from './serviceChild.ts'
import { canShim, Shim } from './shim/shim.ts'

/** kill -9 in the middle of what replaces files: copies, restoring, new keys, a raised format. */
export function maintenancePart(entry: string = SERVICE_SOURCE): Part {
  return {
    name: 'maintenance',
    title: 'kill -9 mitt i säkerhetskopia, återställning, nyckelbyte och formathöjning',
    run: (context) => new Maintenance(context, entry).run(),
  }
}

const NEXT = 'en helt annan lösenfras för prov'

interface Work {
  readonly name: string
  /** Which of the two templates it is done to. */
  readonly template: 'now' | 'old'
  /** How long it takes at most, roughly (ms): random deaths are spread over it. */
  readonly takes: number
  readonly start: (child: ServiceChild, place: Place) => Promise<CallResult | null>
  /** Done by unlocking itself: the death is armed before. */
  readonly byUnlocking?: true
}

interface Place {
  readonly path: string
  readonly copy: string
}

const WORKS: readonly Work[] = [
  { name: 'säkerhetskopia', template: 'now', takes: 300, start: (child) => child.send('backup.make', {}) },
  {
    name: 'återställning',
    template: 'now',
    takes: 1500,
    start: (child, { copy }) => child.send('backup.restore', { copy, passphrase: PASSPHRASE }),
  },
  {
    name: 'byte av lösenfras',
    template: 'now',
    takes: 900,
    start: (child) => child.send('account.change-passphrase', { current: PASSPHRASE, next: NEXT }),
  },
  {
    name: 'byte av datanyckel',
    template: 'now',
    takes: 800,
    start: (child) => child.send('account.rotate-key', {}),
  },
  {
    name: 'nytt konto',
    template: 'now',
    takes: 700,
    start: (child) =>
      child.send('account.add', {
        name: 'Bo Läsare',
        title: '',
        grants: [{ role: 'lasare', forvaltningId: null }],
      }),
  },
  {
    name: 'formathöjning',
    template: 'old',
    takes: 900,
    byUnlocking: true,
    start: (child, { path }) => child.send('account.unlock', { path, passphrase: PASSPHRASE }),
  },
]

class Maintenance {
  readonly #context: PartContext
  readonly #entry: string
  readonly #random: Random
  readonly #faults: Faults
  readonly #home: string
  /** What may be read afterwards: as it was, or, after a restore, as the copy has it. */
  readonly #states = new Map<'now' | 'old', readonly string[]>()
  #reader: InProcess | undefined

  constructor(context: PartContext, entry: string) {
    this.#context = context
    this.#entry = entry
    this.#random = new Random(context.seed, 'maintenance')
    this.#faults = new Faults(context.say)
    this.#home = join(context.folder, 'plats')
  }

  async run(): Promise<PartReport> {
    const deaths = new Map<string, number>()
    const shim =
      this.#context.size === 'long' && canShim() ? new Shim(this.#context.folder, this.#home) : undefined
    this.#reader = startInProcess()
    try {
      await this.#makeTemplates()
      for (const work of WORKS) {
        const count = shim ? await this.#atEachStep(work, shim) : 0
        const more = size(this.#context, 1, 15)
        for (let time = 0; time < more; time++) await this.#atRandom(work, time)
        deaths.set(work.name, count + more)
        this.#context.say(`  ${work.name}: ${count + more} dödar`)
      }
    } finally {
      this.#reader.close()
      shim?.close()
    }
    return {
      figures: [
        atLeast(
          'dödar',
          [...deaths.values()].reduce((sum, count) => sum + count, 0),
          size(this.#context, 5, 150),
        ),
        told(
          '  därav vid ett bestämt steg på disk',
          shim ? [...deaths.values()].reduce((a, b) => a + b - 15, 0) : 0,
        ),
        none('avvikelser (går inte att öppna, annat innehåll, trasig kopia)', this.#faults.count),
      ],
      faults: this.#faults.lines,
      notes: [[...deaths].map(([name, count]) => `${name} ${count}`).join(', ')],
    }
  }

  async #makeTemplates(): Promise<void> {
    const now = join(this.#context.folder, 'now')
    mkdirSync(now)
    const path = join(now, 'prov.lardom')
    await makeWorkspace(path)
    const running = startInProcess()
    try {
      await running.call('account.unlock', { path, passphrase: PASSPHRASE })
      await seed(running)
      await running.call('backup.make', {})
      const before = casesHash(running.db())
      await running.call('incident.register', { fields: await newFields(running) })
      this.#states.set('now', [casesHash(running.db()), before])
    } finally {
      running.close()
    }
    const old = join(this.#context.folder, 'old')
    mkdirSync(old)
    this.#states.set('old', [await makeOldWorkspace(join(old, 'prov.lardom'))])
  }

  #fresh(work: Work): Place {
    rmSync(this.#home, { recursive: true, force: true })
    cpSync(join(this.#context.folder, work.template), this.#home, { recursive: true })
    const path = join(this.#home, 'prov.lardom')
    const copies = existsSync(copiesFolder(path)) ? readdirSync(copiesFolder(path)) : []
    return { path, copy: copies.find((name) => name.endsWith('.lardom')) ?? '' }
  }

  async #begin(work: Work, place: Place, shim?: Shim): Promise<ServiceChild> {
    const child = new ServiceChild({ entry: this.#entry, ...(shim ? { env: shim.env } : {}) })
    if (!work.byUnlocking) await child.call('account.unlock', { path: place.path, passphrase: PASSPHRASE })
    return child
  }

  /** Dies at each change of the disk, or, where there are many, at some spread over all. */
  async #atEachStep(work: Work, shim: Shim): Promise<number> {
    const place = this.#fresh(work)
    const whole = await this.#begin(work, place, shim)
    shim.arm(1_000_000, 'once')
    const answer = await work.start(whole, place)
    const { seen } = shim.disarm()
    if (!answer?.ok)
      this.#faults.add(
        `${work.name}: gick inte igenom ens utan död: ${answer ? answer.error.message : ''} ${whole.stderr}`,
      )
    await whole.kill()
    const points = Math.min(seen, 40)
    for (let point = 0; point < points; point++) {
      const at = 1 + Math.floor((point * seen) / points)
      const here = this.#fresh(work)
      const child = await this.#begin(work, here, shim)
      shim.arm(at, 'die')
      const result = await work.start(child, here)
      shim.disarm()
      await child.kill()
      await this.#look(work, here, `${work.name}, steg ${at} av ${seen}`, result !== null)
    }
    return points
  }

  async #atRandom(work: Work, time: number): Promise<void> {
    const place = this.#fresh(work)
    const child = await this.#begin(work, place)
    const pending = work.start(child, place)
    await wait(this.#random.int(0, work.takes))
    await child.kill()
    const result = await pending
    await this.#look(work, place, `${work.name}, slumpad ${time}`, result !== null)
  }

  /** The next start: it opens, by the old passphrase or the new one, and holds what it should. Twice: nothing is left over. */
  async #look(work: Work, { path }: Place, where: string, answered: boolean): Promise<void> {
    const reader = this.#reader
    if (!reader) return
    const states = this.#states.get(work.template) ?? []
    let answer = await reader.raw('account.unlock', { path, passphrase: PASSPHRASE })
    if (!answer.ok && answer.error.code === 'WRONG_PASSPHRASE' && work.name === 'byte av lösenfras') {
      answer = await reader.raw('account.unlock', { path, passphrase: NEXT })
    } else if (answer.ok && answered && work.name === 'byte av lösenfras') {
      this.#faults.add(`${where}: bytet var besvarat, men den gamla lösenfrasen gäller`)
    }
    if (!answer.ok) {
      this.#faults.add(`${where}: ${answer.error.code} ${answer.error.message}`)
      return
    }
    const state = casesHash(reader.db())
    const expected = answered && work.name === 'återställning' ? states.slice(1) : states
    if (!expected.includes(state)) this.#faults.add(`${where}: annat innehåll`)
    const verified = await reader.call('account.verify', {})
    if (!verified.ok) this.#faults.add(`${where}: ${verified.faults.join(', ')}`)
    const { copies } = await reader.call('backup.list', {})
    if (copies.some(({ hasKeyring }) => !hasKeyring)) this.#faults.add(`${where}: en kopia utan nyckelfil`)
    await reader.call('account.lock', {})
    for (const { error } of reader.unexpected.splice(0)) this.#faults.add(`${where}: ${String(error)}`)
    const left = readdirSync(this.#home).filter(
      (name) => !/^prov\.lardom(?:-(?:nycklar|las|kopior|wal|shm))?$/.test(name),
    )
    if (left.length > 0) this.#faults.add(`${where}: kvar ligger ${left.join(', ')}`)
  }
}

/** A workspace in the first format, as the version before this one made it; gives what its cases are. */
async function makeOldWorkspace(path: string): Promise<string> {
  const accountId = randomUUID()
  const file = await createWorkspaceFile(
    path,
    { id: accountId, passphrase: PASSPHRASE },
    { migrations: migrations.slice(0, 1), appVersion: '0.1.0', now: () => new Date() },
  )
  const at = '2026-01-01T00:00:00.000Z'
  const run = (db: Db, sql: string, ...values: (string | number)[]) => db.run(sql, values)
  run(
    file.db,
    'INSERT INTO workspace (id, uid, name, is_example, created_at) VALUES (1, ?, ?, 0, ?)',
    file.workspaceId,
    'Gammal',
    at,
  )
  run(file.db, 'INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)', accountId, 'Åsa', at)
  for (const role of ['administrator', 'cheflakare']) {
    run(file.db, 'INSERT INTO account_role (account_id, role) VALUES (?, ?)', accountId, role)
  }
  for (let index = 0; index < 300; index++) {
    run(
      file.db,
      'INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, ?, ?, ?)',
      accountId,
      `handelse/${index}`,
      `Utkast ${index} ${'ord '.repeat(200)}`,
      at,
    )
  }
  const state = casesHash(file.db)
  closeWorkspaceFile(file)
  return state
}
