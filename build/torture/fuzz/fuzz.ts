import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { Random } from '../../../electron/service/example/random.ts'
import { rolesOf, type Grant } from '../../../shared/account/grants.ts'
import { ROLES } from '../../../shared/account/roles.ts'
import { contract } from '../../../shared/contract.ts'
import { ERRORS } from '../../../shared/rpc/error.ts'
import type { Contract, Procedure } from '../../../shared/rpc/procedure.ts'
import type { CallResult } from '../../../shared/rpc/wire.ts'
import { verifyAudit } from '../../../electron/service/kernel/audit.ts'
import type { Actor } from '../../../electron/service/kernel/context.ts'
import { auditRows, contentHash, touched } from '../fingerprint.ts'
import { FILES } from '../files.ts'
import { atLeast, Faults, none, size, told, type Part, type PartContext, type PartReport } from '../part.ts'
import { arbitraryOf, isTaken } from './arbitrary.ts'
import { hostile, mutated } from './mutate.ts'
import { isPathField, Values } from './values.ts'
import { World } from './world.ts'

/** Calls after which the workspace is put back, so that it stays small. */
const FRESH_AFTER = 1200
/** An answer that takes longer has hung. */
const PATIENCE = 60_000
const LEAST_EACH = 25
/** Samples that a valid input is chosen from. */
const TRIES = 3

/** Every procedure, called well and badly, by every role, in every state; nothing may break and nothing go untraced. */
export const fuzzPart: Part = {
  name: 'fuzz',
  title: 'slumpade anrop genom hela kontraktet',
  run: (context) => new Fuzz(context).run(),
}

interface Call {
  readonly name: string
  readonly input: unknown
  readonly caller: 'window' | 'host'
  readonly commandId: string | undefined
  readonly kind: 'valid' | 'near' | 'wild'
}

class Fuzz {
  readonly #context: PartContext
  readonly #random: Random
  /** Calls that even the dearest procedure gets. */
  readonly #each: number
  readonly #faults: Faults
  readonly #contract: Contract = contract
  readonly #arbitraries = new Map<string, fc.Arbitrary<unknown>>()
  readonly #calls = new Map<string, { calls: number; ok: number; ms: number; codes: Map<string, number> }>()
  readonly #earlier: { call: Call; result: CallResult }[] = []
  #world: World | undefined
  #values: Values | undefined
  #sinceFresh = 0
  #rejections = 0
  #changes = 0
  #locked = 0
  #cancelled = 0

  constructor(context: PartContext) {
    this.#context = context
    this.#random = new Random(context.seed, 'fuzz')
    this.#faults = new Faults(context.say)
    this.#each = size(context, 2, LEAST_EACH)
  }

  async run(): Promise<PartReport> {
    const goal = size(this.#context, 900, 21_000)
    const home = process.cwd()
    const noteRejection = (reason: unknown) => {
      this.#rejections++
      this.#faults.add(`ohanterat avslag: ${String(reason)}`)
    }
    process.on('unhandledRejection', noteRejection)
    process.on('uncaughtException', noteRejection)
    let made = 0
    try {
      this.#world = await World.make(this.#context.folder)
      this.#values = new Values(
        this.#world.paths(),
        Object.values(FILES).map((file) => new Uint8Array(file)),
      )
      this.#values.refresh(this.#world.running.db())
      while (made < goal || this.#least() < this.#each) {
        const batch = this.#random.chance(0.06) ? this.#random.int(2, 5) : 1
        await this.#step(Array.from({ length: batch }, () => this.#makeCall()))
        made += batch
        if (made % 2500 < batch) this.#context.say(`  ${made} anrop`)
      }
      await this.#checkFile()
    } finally {
      process.off('unhandledRejection', noteRejection)
      process.off('uncaughtException', noteRejection)
      process.chdir(home)
      this.#world?.running.close()
    }
    return this.#report(made)
  }

  #report(made: number): PartReport {
    const never = Object.keys(this.#contract).filter((name) => (this.#calls.get(name)?.ok ?? 0) === 0)
    const succeeded = [...this.#calls.values()].reduce((sum, { ok }) => sum + ok, 0)
    const codes = new Map<string, number>()
    for (const call of this.#calls.values()) {
      for (const [code, count] of call.codes) codes.set(code, (codes.get(code) ?? 0) + count)
    }
    return {
      figures: [
        atLeast('anrop', made, size(this.#context, 900, 20_000)),
        told('procedurer', Object.keys(this.#contract).length),
        told('anrop som gick igenom', succeeded),
        told('anrop som ändrade något', this.#changes),
        told('anrop mot låst arbetsyta', this.#locked),
        told('avbrutna anrop', this.#cancelled),
        none('ohanterade avslag', this.#rejections),
        none('avvikelser (krasch, INTERNAL, fel form, ändring utan spår)', this.#faults.count),
      ],
      faults: this.#faults.lines,
      notes: [
        `svar: ${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')}`,
        ...(never.length > 0 ? [`aldrig genomförda: ${never.join(', ')}`] : []),
      ],
    }
  }

  #least(): number {
    return Math.min(...Object.keys(this.#contract).map((name) => this.#calls.get(name)?.calls ?? 0))
  }

  /** The one that has had least of the time, among a few: cheap calls are made often, dear ones seldom. */
  #pickName(): string {
    const all = Object.keys(this.#contract)
    // Those that write are worth more than those that read.
    const names = this.#random.chance(0.5) ? all.filter((name) => this.#kindOf(name) !== 'query') : all
    const few = Array.from({ length: 3 }, () => this.#random.pick(names))
    const spent = (name: string) => this.#calls.get(name)?.ms ?? 0
    const rare = names.filter((name) => (this.#calls.get(name)?.calls ?? 0) < this.#each)
    if (rare.length > 0 && this.#random.chance(0.1)) return this.#random.pick(rare)
    return few.sort((a, b) => spent(a) - spent(b))[0] ?? 'account.session'
  }

  #makeCall(): Call {
    const random = this.#random
    const again = this.#earlier.length > 0 && random.chance(0.05) ? random.pick(this.#earlier) : undefined
    if (again) {
      return random.chance(0.7)
        ? again.call
        : { ...again.call, input: mutated(again.call.input, random), kind: 'near' }
    }
    const name = random.chance(0.01)
      ? random.pick(['__proto__', 'toString', 'incident.finns-inte', ''])
      : this.#pickName()
    const kind = random.chance(0.7) ? 'valid' : random.chance(0.85) ? 'near' : 'wild'
    const caller = random.chance(0.7) ? 'host' : 'window'
    return {
      name,
      input: this.#confined(this.#makeInput(name, kind)),
      caller,
      commandId: random.chance(0.7) ? randomUUID() : undefined,
      kind,
    }
  }

  #makeInput(name: string, kind: Call['kind']): unknown {
    const procedure = Object.hasOwn(this.#contract, name) ? this.#contract[name] : undefined
    if (!procedure || kind === 'wild') return hostile(this.#random)
    const samples = fc.sample(this.#arbitrary(name, procedure), {
      numRuns: TRIES,
      seed: this.#random.int(0, 2 ** 31 - 1),
    })
    const sample = samples.find((one) => isTaken(procedure.input, one)) ?? samples[0]
    const area = name.split('.')[0] ?? ''
    const db = this.#world?.running.state.workspace?.file.db
    const aimed = db && this.#random.chance(0.75) ? Values.aim(db, area, sample) : sample
    return kind === 'near' ? mutated(aimed, this.#random) : aimed
  }

  #arbitrary(name: string, procedure: Procedure): fc.Arbitrary<unknown> {
    const known = this.#arbitraries.get(name)
    if (known) return known
    const area = name.split('.')[0] ?? ''
    const made = arbitraryOf(procedure.input, (field) => this.#values?.of(area, field) ?? [])
    this.#arbitraries.set(name, made)
    return made
  }

  /** Whatever was made, no path leads out of the fuzz's own folder, and no example is large. */
  #confined(value: unknown, field = '', depth = 0): unknown {
    if (typeof value === 'string' && isPathField(field)) return this.#world?.confine(value) ?? ''
    if (field === 'incidents' && typeof value === 'number' && value > 50) return 5
    if (typeof value !== 'object' || value === null || depth > 8) return value
    if (Array.isArray(value) && isPathField(field))
      return value.map((item) => this.#confined(item, field, depth + 1))
    if (Object.getPrototypeOf(value) !== Object.prototype) return value
    for (const [name, inner] of Object.entries(value)) {
      Object.defineProperty(value, name, {
        value: this.#confined(inner, name, depth + 1),
        enumerable: true,
        writable: true,
        configurable: true,
      })
    }
    return value
  }

  async #step(calls: readonly Call[]): Promise<void> {
    const world = this.#world
    if (!world) return
    const { running } = world
    if (!world.isHome() || ++this.#sinceFresh > FRESH_AFTER) await this.#freshen(world)
    const { workspace, actor } = running.state
    if (!workspace || !actor) throw new Error('no workspace is open')
    const { db } = workspace.file
    const lockedNow = this.#random.chance(0.04)
    if (lockedNow) {
      running.state.workspace = undefined
      running.state.actor = undefined
      this.#locked += calls.length
    } else running.state.actor = this.#someone(actor)
    const before = { hash: this.#hash(db), touched: touched(db), audit: auditRows(db) }

    const results = await Promise.all(calls.map((call) => this.#one(call)))

    if (lockedNow && running.state.workspace === undefined) {
      running.state.workspace = workspace
      running.state.actor = actor
    }
    // Another file is open now, or none: the one that was left is closed, and has its own traces.
    if (running.state.workspace !== workspace || !workspace.file.db.raw.open) return
    if (running.state.actor) running.state.actor = actor
    const after = touched(db) === before.touched ? before.hash : contentHash(db)
    this.#known = { db, touched: touched(db), hash: after }
    const changed = after !== before.hash
    if (changed) this.#changes++
    const names = calls.map((call) => `${call.name} (${call.kind})`).join(' + ')
    if (changed && auditRows(db) === before.audit) this.#fault(calls, `${names}: ändring utan spår i loggen`)
    if (changed && results.every((result) => result?.ok === false))
      this.#fault(calls, `${names}: nekades men ändrade`)
    if (changed && calls.every(({ name }) => this.#kindOf(name) === 'query'))
      this.#fault(calls, `${names}: en fråga ändrade`)
    this.#values?.refresh(db)
  }

  #known: { db: unknown; touched: number; hash: string } | undefined

  /** Nothing was touched since it was last counted: then it is the same. */
  #hash(db: World['running'] extends { db: () => infer D } ? D : never): string {
    const known = this.#known
    return known?.db === db && known.touched === touched(db) ? known.hash : contentHash(db)
  }

  async #freshen(world: World): Promise<void> {
    await this.#checkFile()
    await world.reset()
    this.#sinceFresh = 0
    this.#earlier.length = 0
    this.#values?.refresh(world.running.db())
  }

  async #one(call: Call): Promise<CallResult | undefined> {
    const world = this.#world
    if (!world) return undefined
    const { running } = world
    const id = randomUUID()
    const start = performance.now()
    const pending = running.raw(call.name, call.input, {
      id,
      caller: call.caller,
      ...(call.commandId === undefined ? {} : { commandId: call.commandId }),
    })
    if (this.#random.chance(0.05)) {
      this.#cancelled++
      if (this.#random.chance(0.5)) await Promise.resolve()
      running.service.cancel(id)
    }
    const result = await withPatience(pending)
    this.#note(call, result, performance.now() - start)
    for (const { procedure, error } of running.unexpected.splice(0)) {
      this.#fault(
        [call],
        `${procedure}: INTERNAL ${error instanceof Error ? (error.stack ?? '').slice(0, 600) : String(error)}`,
      )
    }
    if (
      Object.hasOwn(Object.prototype, 'fuskad') ||
      ({} as Record<string, unknown>)['fuskad'] !== undefined
    ) {
      this.#fault([call], `${call.name}: prototypen är förgiftad`)
    }
    return result === 'hängde' ? undefined : result
  }

  #note(call: Call, result: CallResult | 'hängde', ms: number): void {
    const told = this.#calls.get(call.name) ?? { calls: 0, ok: 0, ms: 0, codes: new Map<string, number>() }
    this.#calls.set(call.name, told)
    told.calls++
    told.ms += ms
    if (result === 'hängde') {
      this.#fault([call], `${call.name}: inget svar på ${PATIENCE / 1000} s`)
      return
    }
    const code = result.ok ? 'ok' : result.error.code
    told.codes.set(code, (told.codes.get(code) ?? 0) + 1)
    const procedure = Object.hasOwn(this.#contract, call.name) ? this.#contract[call.name] : undefined
    if (result.ok) {
      told.ok++
      if (!procedure?.output.safeParse(result.data).success)
        this.#fault([call], `${call.name}: svaret har fel form`)
      this.#values?.harvest(call.name.split('.')[0] ?? '', result.data)
    } else if (!(code in ERRORS)) this.#fault([call], `${call.name}: okänd kod ${code}`)
    else if (/undefined|\{\w+\}|\[object|Invalid|expected/.test(result.error.message)) {
      this.#fault([call], `${call.name}: ${result.error.message}`)
    }
    this.#checkAgain(call, result)
    if (call.commandId !== undefined && procedure?.kind === 'command' && this.#earlier.length < 400) {
      this.#earlier.push({ call, result })
    }
  }

  /** The same command id with the same input gives the same answer, and is applied once. */
  #checkAgain(call: Call, result: CallResult): void {
    const first = this.#earlier.find((one) => one.call === call)
    if (!first?.result.ok || !result.ok) return
    if (!isDeepStrictEqual(first.result.data, result.data))
      this.#fault([call], `${call.name}: annat svar på samma kommando`)
  }

  /** Somebody with other roles, or none, in the region or in one förvaltning. */
  #someone(actor: Actor): Actor {
    const random = this.#random
    if (random.chance(0.6)) return { ...actor, grants: EVERYTHING, roles: rolesOf(EVERYTHING) }
    const units = this.#values?.of('', 'forvaltningId') ?? []
    const grants = Array.from({ length: random.int(0, 3) }, (): Grant => {
      const unit = random.chance(0.5) && units.length > 0 ? random.pick(units) : null
      return { role: random.pick(ROLES), forvaltningId: typeof unit === 'number' ? unit : null }
    })
    return { ...actor, grants, roles: rolesOf(grants) }
  }

  #kindOf(name: string): string {
    return Object.hasOwn(this.#contract, name) ? (this.#contract[name]?.kind ?? '') : ''
  }

  async #checkFile(): Promise<void> {
    const running = this.#world?.running
    if (!running?.state.workspace?.file.db.raw.open) return
    const db = running.db()
    const whole = String(db.raw.pragma('integrity_check(1)', { simple: true }))
    const orphans = db.raw.pragma('foreign_key_check')
    const { brokenAt } = verifyAudit(db)
    if (whole !== 'ok') this.#faults.add(`filen: ${whole}`)
    if (Array.isArray(orphans) && orphans.length > 0) this.#faults.add(`${orphans.length} föräldralösa rader`)
    if (brokenAt !== null) this.#faults.add(`loggens kedja bruten vid ${brokenAt}`)
    await Promise.resolve()
  }

  #fault(calls: readonly Call[], line: string): void {
    this.#faults.add(`${line} ← ${calls.map(({ input }) => shown(input)).join(' + ')}`)
  }
}

const EVERYTHING: readonly Grant[] = ROLES.map((role) => ({ role, forvaltningId: null }))

async function withPatience(pending: Promise<CallResult>): Promise<CallResult | 'hängde'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'hängde'>((resolve) => {
    timer = setTimeout(() => resolve('hängde'), PATIENCE)
  })
  try {
    return await Promise.race([pending, late])
  } finally {
    clearTimeout(timer)
  }
}

/** An input as it can be read in a report: short, whatever it holds. */
function shown(input: unknown): string {
  try {
    return (
      JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)) ??
      String(input)
    ).slice(0, 300)
  } catch {
    // Round or too deep to write down: the seed makes it again.
    return '(går inte att skriva ut)'
  }
}
