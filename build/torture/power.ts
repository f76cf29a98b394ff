import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../../electron/service/example/random.ts'
import { copyWorkspace, glance, inspect } from './copies.ts'
import { Disk } from './disk.ts'
import { wholeHash } from './fingerprint.ts'
import { makeWorkspace, PASSPHRASE, type MadeWorkspace } from './inProcess.ts'
import { newWord } from './newWord.ts'
import { atLeast, Faults, none, told, type Part, type PartContext, type PartReport } from './part.ts'
import { scenarios } from './scenarios.ts'
import { seed } from './seed.ts'
import { SERVICE_SOURCE, ServiceChild } from './serviceChild.ts'
import { canShim, KIND, Shim, type Operation } from './shim/shim.ts'

/** Commands that are recorded, one at a time. */
const STEPS = 60
/** Power cuts that are tried, spread over the record; each in three ways. */
const CUTS = 500

/** Every write, flush and answer is written down; then the power is cut at any of them, on paper, and the file opened. */
export function powerPart(entry: string = SERVICE_SOURCE): Part {
  return {
    name: 'power',
    title: 'strömavbrott: bara det som spolats till disk finns kvar',
    run: (context) => {
      if (!canShim()) throw new Error('delen behöver Linux och gcc')
      return run(context, entry)
    },
  }
}

interface Recorded {
  readonly operations: readonly Operation[]
  /** The id of each step's request, in order. */
  readonly requests: readonly string[]
  /** What the whole file held before the first step and after each. */
  readonly states: readonly string[]
}

async function run(context: PartContext, entry: string): Promise<PartReport> {
  const home = join(context.folder, 'plats')
  const origin = join(context.folder, 'ursprung')
  mkdirSync(home)
  const faults = new Faults(context.say)
  const random = new Random(context.seed, 'power')
  const workspace = await makeWorkspace(join(home, 'prov.lardom'))
  const recorded = await record(context, entry, { home, origin, workspace, random, faults })
  context.say(`  ${recorded.operations.length} steg skrevs ned för ${recorded.requests.length} kommandon`)

  const answers = answersOf(recorded)
  const { answered, unsynced } = checkOrder(recorded, answers, origin, home)
  for (const line of unsynced) faults.add(line)

  let images = 0
  const image = join(context.folder, 'efter')
  const disk = new Disk()
  disk.load(origin)
  const every = Math.max(1, Math.floor(recorded.operations.length / CUTS))
  let acknowledged = 0
  for (const [index, operation] of recorded.operations.entries()) {
    if (answers.has(index)) acknowledged++
    if (operation.kind !== KIND.message) disk.apply(rebased(operation, home, origin))
    // Right after an answer is where a promise may be broken.
    if (!answers.has(index) && index % every !== 0) continue
    for (const choice of ['least', 'some', 'all'] as const) {
      disk.cut(origin, image, choice, random)
      images++
      const wanted = recorded.states.slice(acknowledged, acknowledged + 2)
      const found = inspect(join(image, 'prov.lardom'), workspace.dataKey, (db) => {
        const state = wholeHash(db)
        return wanted.includes(state)
          ? []
          : [`annat innehåll (${whereIs(state, recorded.states)}, väntat ${acknowledged})`]
      })
      for (const line of found) faults.add(`avbrott vid steg ${index} (${choice}): ${line}`)
    }
  }
  return {
    figures: [
      told('kommandon som skrevs ned', recorded.requests.length),
      told('svar som kom efter att loggen spolats', answered),
      none('svar före spolning', unsynced.length),
      atLeast('strömavbrott som prövades', images, 1000),
      none('avvikelser (besvarat som saknas, halvt eller skadat)', faults.count),
    ],
    faults: faults.lines,
    notes: ['osynkade skrivningar: ingen, ett slumpat urval i delar om 512 byte, alla'],
  }
}

async function record(
  context: PartContext,
  entry: string,
  {
    home,
    origin,
    workspace,
    random,
    faults,
  }: { home: string; origin: string; workspace: MadeWorkspace; random: Random; faults: Faults },
): Promise<Recorded> {
  const shim = new Shim(context.folder, home)
  const child = new ServiceChild({ entry, env: shim.env })
  const look = () => {
    let state = ''
    const copy = copyWorkspace(workspace.path, join(context.folder, 'kopia'))
    const found = glance(copy, workspace.dataKey, (db) => {
      state = wholeHash(db)
      return []
    })
    found.forEach((line) => faults.add(line))
    return state
  }
  try {
    await child.call('account.unlock', { path: workspace.path, passphrase: PASSPHRASE })
    await seed(child)
    // A checkpoint leaves little in the log: what is recorded begins on firm ground.
    await child.call('account.lock', {})
    await child.call('account.unlock', { path: workspace.path, passphrase: PASSPHRASE })
    cpSync(home, origin, { recursive: true })
    shim.record(true)
    // Those whose preparation only reads.
    const writes = scenarios().filter(
      ({ name }) => /^(?:incident|analysis)\.|draft/.test(name) && name !== 'incident.undo',
    )
    const requests: string[] = []
    const states = [look()]
    for (let step = 0; step < STEPS; step++) {
      const scenario = random.pick(writes)
      const big = random.chance(0.25)
      const { procedure, input } = big
        ? {
            procedure: 'account.draft-save',
            input: { key: 'analys/stor', body: `${newWord()} ${'ord '.repeat(90_000)}` },
          }
        : await scenario.prepare(child)
      const id = randomUUID()
      requests.push(id)
      const result = await child.send(procedure, input, { id, commandId: randomUUID() })
      if (!result?.ok) faults.add(`${procedure} gick inte igenom`)
      states.push(look())
    }
    return { operations: shim.readLog(), requests, states }
  } finally {
    await child.kill()
    shim.close()
  }
}

/** Where in the record each step's answer left the process: index of the operation → step. */
function answersOf({ operations, requests }: Recorded): Map<number, number> {
  const answers = new Map<number, number>()
  for (const [index, { kind, data }] of operations.entries()) {
    if (kind !== KIND.message || !data.includes('result')) continue
    const step = requests.findIndex((id) => data.includes(id))
    if (step >= 0) answers.set(index, step)
  }
  if (answers.size !== requests.length)
    throw new Error(`${answers.size} svar av ${requests.length} fanns i protokollet`)
  return answers
}

/** No answer left while something that it tells of was not yet flushed. */
function checkOrder(
  { operations }: Recorded,
  answers: ReadonlyMap<number, number>,
  origin: string,
  home: string,
): { answered: number; unsynced: string[] } {
  const disk = new Disk()
  disk.load(origin)
  const unsynced: string[] = []
  for (const [index, operation] of operations.entries()) {
    if (operation.kind !== KIND.message) disk.apply(rebased(operation, home, origin))
    if (!answers.has(index)) continue
    for (const suffix of ['', '-wal']) {
      const waiting = disk.unsynced(join(origin, `prov.lardom${suffix}`))
      if (waiting > 0)
        unsynced.push(`svaret vid steg ${index} lämnade ${waiting} ospolade skrivningar i filen${suffix}`)
    }
  }
  return { answered: answers.size, unsynced }
}

function rebased(operation: Operation, home: string, origin: string): Operation {
  const moved = (path: string) => (path.startsWith(home) ? origin + path.slice(home.length) : path)
  return { ...operation, path: moved(operation.path), other: moved(operation.other) }
}

function whereIs(state: string, states: readonly string[]): string {
  const at = states.indexOf(state)
  return at < 0 ? 'inget känt läge' : `läge ${at}`
}
