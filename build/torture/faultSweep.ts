import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ERRORS } from '../../shared/rpc/error.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { contentHash, auditRows } from './fingerprint.ts'
import { copyWorkspace, glance, inspect } from './copies.ts'
import { makeWorkspace, PASSPHRASE, type MadeWorkspace } from './inProcess.ts'
import { atLeast, Faults, none, told, type Part, type PartContext, type PartReport } from './part.ts'
import { jobs, scenarios, type Scenario } from './scenarios.ts'
import { seed } from './seed.ts'
import { SERVICE_SOURCE, ServiceChild } from './serviceChild.ts'
import { canShim, Shim, type Errno, type FaultMode } from './shim/shim.ts'

/** A disk that is full and stays so, one that writes half and then is full, and a device that fails once. */
const SWEEPS: readonly { mode: FaultMode; errno: Errno }[] = [
  { mode: 'onwards', errno: 'ENOSPC' },
  { mode: 'short', errno: 'ENOSPC' },
  { mode: 'once', errno: 'EIO' },
]
/** Where a command changes the disk in more steps than this, so many are chosen, spread over all of them. */
const MOST_STEPS = 60

/** A full disk, and a failing one, at every single change of a command: all of it is done, or nothing. */
export function faultSweep(entry: string = SERVICE_SOURCE): Part {
  return {
    name: 'faults',
    title: 'full disk och skrivfel vid varje steg av ett kommando',
    run: (context) => {
      if (!canShim()) throw new Error('delen behöver Linux och gcc')
      return new Sweep(context, entry).run()
    },
  }
}

interface Seen {
  readonly content: string
  readonly drafts: string
  readonly audits: number
  readonly receipt: boolean
  readonly faults: readonly string[]
}

class Sweep {
  readonly #context: PartContext
  readonly #entry: string
  readonly #faults: Faults
  readonly #codes = new Map<string, number>()
  readonly #steps = new Map<string, number>()
  readonly #home: string
  #injected = 0
  #retried = 0
  #copiesTold = 0

  constructor(context: PartContext, entry: string) {
    this.#context = context
    this.#entry = entry
    this.#faults = new Faults(context.say)
    this.#home = join(context.folder, 'plats')
  }

  async run(): Promise<PartReport> {
    mkdirSync(this.#home, { recursive: true })
    const workspace = await makeWorkspace(join(this.#home, 'prov.lardom'))
    const shim = new Shim(this.#context.folder, this.#home)
    const child = new ServiceChild({ entry: this.#entry, env: shim.env })
    try {
      await child.call('account.unlock', { path: workspace.path, passphrase: PASSPHRASE })
      await seed(child)
      for (const scenario of [...scenarios(), ...jobs(this.#home)]) {
        for (const sweep of SWEEPS) await this.#sweep(scenario, sweep, { workspace, shim, child })
        this.#context.say(`  ${scenario.name}: ${this.#steps.get(scenario.name) ?? 0} steg`)
      }
      const { expected, strange } = linesOf(child.stderr)
      this.#copiesTold = expected
      if (strange !== '') this.#faults.add(`stderr: ${strange.slice(0, 500)}`)
    } finally {
      await child.kill()
      shim.close()
    }
    return {
      figures: [
        atLeast('slag av kommandon', this.#steps.size, 9),
        told('fel som lades in', this.#injected),
        told('omförsök när felet var borta', this.#retried),
        told('automatiska kopior som misslyckades under felet, och sade det', this.#copiesTold),
        none('avvikelser (halv ändring, krasch, INTERNAL, fortsatt fel)', this.#faults.count),
      ],
      faults: this.#faults.lines,
      notes: [
        `svar: ${[...this.#codes].map(([code, count]) => `${code} ${count}`).join(', ')}`,
        `steg: ${[...this.#steps].map(([name, count]) => `${name} ${count}`).join(', ')}`,
      ],
    }
  }

  async #sweep(
    scenario: Scenario,
    { mode, errno }: (typeof SWEEPS)[number],
    { workspace, shim, child }: { workspace: MadeWorkspace; shim: Shim; child: ServiceChild },
  ): Promise<void> {
    for (const at of await this.#stepsOf(scenario, child, shim)) {
      const where = `${scenario.name} ${errno} ${mode} vid ${at}`
      const fault = (line: string) => this.#faults.add(`${where}: ${line}`)
      const { procedure, input, target } = await scenario.prepare(child)
      const commandId = randomUUID()
      const before = this.#look(workspace, commandId)
      const files = fingerprintOf(target)
      shim.arm(at, mode, errno)
      const result = await child.send(procedure, input, { commandId })
      const { hit } = shim.disarm()
      if (hit > 0) this.#injected++
      this.#check(result, hit > 0, fault)
      const after = this.#look(workspace, commandId)
      after.faults.forEach(fault)
      const wholly =
        after.audits === before.audits + scenario.audits && (scenario.receipt ? after.receipt : true)
      const untouched =
        after.content === before.content && after.drafts === before.drafts && after.audits === before.audits
      const applied = wholly && scenario.applied !== undefined && after.drafts === scenario.applied(input)
      // A write whose flush failed may lie whole in the file though the answer was no: a retry then applies it once.
      // A file is logged before it gets its name: a try may leave its row and no file, never the other way round.
      const logged = target !== undefined && wholly
      if (
        wentThrough(result)
          ? !wholly
          : !untouched && !applied && !logged && !(wholly && after.content !== before.content)
      ) {
        fault(`halvt: ${JSON.stringify({ ok: result?.ok, before: short(before), after: short(after) })}`)
      }
      if (untouched && fingerprintOf(target) !== files) fault('filen ändrades utan spår')
      // Another time it may take a step or two less.
      if (hit === 0 && !wentThrough(result)) fault('utan fel, men gick inte igenom')
      if (wentThrough(result)) continue
      this.#retried++
      const again = await child.send(procedure, input, { commandId })
      if (!wentThrough(again)) {
        fault(`omförsöket: ${again ? JSON.stringify(again) : 'tjänsten är borta'}`)
        return
      }
      const last = this.#look(workspace, commandId)
      last.faults.forEach(fault)
      const added = last.audits - before.audits
      const most = scenario.audits * (logged ? 2 : 1)
      if (added < scenario.audits || added > most) {
        fault(`omförsöket gav ${added} loggrader i stället för ${scenario.audits}`)
      }
    }
    const copy = copyWorkspace(workspace.path, join(this.#context.folder, 'kopia'))
    for (const line of inspect(copy, workspace.dataKey, () => []))
      this.#faults.add(`${scenario.name} efteråt: ${line}`)
    this.#leftovers(scenario, errno)
  }

  /** Counts the steps of the command when nothing hinders it, and says at which of them it is to fail. */
  async #stepsOf(scenario: Scenario, child: ServiceChild, shim: Shim): Promise<number[]> {
    const { procedure, input } = await scenario.prepare(child)
    shim.arm(1_000_000_000, 'once')
    const result = await child.send(procedure, input, { commandId: randomUUID() })
    const { seen } = shim.disarm()
    this.#check(result, false, (line) => this.#faults.add(`${scenario.name} utan fel: ${line}`))
    this.#steps.set(scenario.name, seen)
    const count = Math.min(seen, scenario.most ?? MOST_STEPS)
    return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * seen) / count))
  }

  #check(result: CallResult | null, hit: boolean, fault: (line: string) => void): void {
    if (result === null) {
      fault('tjänsten dog')
      return
    }
    const code = result.ok ? 'ok' : result.error.code
    if (hit) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1)
    if (result.ok) return
    if (code === 'INTERNAL' || !(code in ERRORS)) fault(`${code} ${result.error.message}`)
    if (!hit) fault(`${code} utan att något fel lades in`)
  }

  /** What the file holds now, as another process would find it after a crash in this moment. */
  #look(workspace: MadeWorkspace, commandId: string): Seen {
    const copy = copyWorkspace(workspace.path, join(this.#context.folder, 'kopia'))
    let seen = { content: '', drafts: '', audits: 0, receipt: false }
    const faults = glance(copy, workspace.dataKey, (db) => {
      seen = {
        content: contentHash(db),
        drafts: db.value<string>("SELECT body FROM draft WHERE key = 'handelse/ny'") ?? '',
        audits: auditRows(db),
        receipt: db.value('SELECT 1 FROM command_receipt WHERE command_id = ?', [commandId]) === 1,
      }
      return []
    })
    return { ...seen, faults }
  }

  /** A failed write leaves nothing behind that grows. */
  #leftovers(scenario: Scenario, errno: Errno): void {
    // A device that fails also fails to take away; a full disk does not.
    const left = readdirSync(this.#home).filter((name) => name.endsWith('.tmp'))
    if (left.length > 0 && errno === 'ENOSPC')
      this.#faults.add(`${scenario.name}: kvar ligger ${left.join(', ')}`)
    for (const name of left) rmSync(join(this.#home, name))
  }
}

/** A file among several is answered for by itself: refused is no more than said no to. */
function wentThrough(result: CallResult | null): boolean {
  if (!result?.ok) return false
  const { data } = result
  return !(typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'refused')
}

const short = ({ content, drafts, audits, receipt }: Seen) => ({
  content: content.slice(0, 6),
  drafts: drafts.slice(0, 20),
  audits,
  receipt,
})

function fingerprintOf(path: string | undefined): string {
  if (path === undefined) return ''
  if (!existsSync(dirname(path)) || !existsSync(path)) return 'saknas'
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/**
 * The keeper makes a copy by itself now and then; one that meets the fault says so in the service's log by a known
 * code, which is right. Any other line there is not.
 */
function linesOf(stderr: string): { expected: number; strange: string } {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const strange = lines.filter((line) => !/^\[backup\] (?:BACKUP_FAILED|DISK_FULL|WRITE_FAILED)\b/.test(line))
  return { expected: lines.length - strange.length, strange: strange.join('\n') }
}
