import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Random } from '../../electron/service/example/random.ts'
import { copyWorkspace, inspect } from './copies.ts'
import { makeWorkspace, PASSPHRASE, type MadeWorkspace } from './inProcess.ts'
import { Ledger } from './ledger.ts'
import { atLeast, Faults, none, size, told, type Part, type PartReport } from './part.ts'
import { SERVICE_SOURCE, ServiceChild } from './serviceChild.ts'

/** In which stretch of the service's life it is killed. */
type Moment = 'skrivning' | 'kontrollpunkt' | 'upplåsning' | 'låsning'
const MOMENTS: readonly Moment[] = [
  'skrivning',
  'skrivning',
  'skrivning',
  'kontrollpunkt',
  'upplåsning',
  'låsning',
]

/** Deaths that one workspace goes through before a new one is made. */
const LIVES = 30
/** Commands under way at once: the service is never idle when it dies. */
const IN_FLIGHT = 4

/** kill -9 of the data service in the middle of its work, again and again, with a ledger beside it. */
export function killService(entry: string = SERVICE_SOURCE): Part {
  return {
    name: 'kill',
    title: 'kill -9 av datatjänsten mitt i skrivningar',
    run: async (context): Promise<PartReport> => {
      const loops = size(context, 6, 330)
      const random = new Random(context.seed, 'kill')
      const faults = new Faults(context.say)
      const totals = { answered: 0, unanswered: 0, retried: 0 }
      const perMoment = new Map<Moment, number>()
      let lane: Lane | undefined
      for (let loop = 0; loop < loops; loop++) {
        if (!lane || loop % LIVES === 0) {
          lane = await startLane(join(context.folder, `a${loop}.lardom`), random, entry)
        }
        const moment = MOMENTS[loop % MOMENTS.length] ?? 'skrivning'
        perMoment.set(moment, (perMoment.get(moment) ?? 0) + 1)
        const before = lane.ledger.answered
        const found = await dieOnce(lane, moment, random, join(context.folder, 'kopia'), totals)
        totals.answered += lane.ledger.answered - before
        for (const fault of found) faults.add(`död ${loop + 1} (${moment}): ${fault}`)
        if (loop % 25 === 24) context.say(`  ${loop + 1} av ${loops} dödar`)
      }
      return {
        figures: [
          atLeast('dödar av datatjänsten', loops, size(context, 6, 300)),
          told('besvarade skrivningar', totals.answered),
          told('skrivningar under väg när den dog', totals.unanswered),
          told('omförsök med samma kommando-id', totals.retried),
          none('avvikelser (förlorat, halvt, dubbelt eller skadat)', faults.count),
        ],
        faults: faults.lines,
        notes: [[...perMoment].map(([moment, count]) => `${moment} ${count}`).join(', ')],
      }
    },
  }
}

interface Lane {
  readonly workspace: MadeWorkspace
  readonly entry: string
  readonly ledger: Ledger
}

async function startLane(path: string, random: Random, entry: string): Promise<Lane> {
  const workspace = await makeWorkspace(path)
  const child = new ServiceChild({ entry })
  await child.call('account.unlock', { path, passphrase: PASSPHRASE })
  const unit = (await child.call('organisation.tree', {})).find(({ kind }) => kind === 'forvaltning')
  await child.shutDown()
  return { workspace, entry, ledger: new Ledger(random, unit?.id ?? 0) }
}

/** One life and death, and what is found afterwards. */
async function dieOnce(
  lane: Lane,
  moment: Moment,
  random: Random,
  copies: string,
  totals: { unanswered: number; retried: number },
): Promise<string[]> {
  const { workspace, ledger } = lane
  const faults: string[] = []
  const child = new ServiceChild({ entry: lane.entry })
  const unlocked = child.send('account.unlock', { path: workspace.path, passphrase: PASSPHRASE })
  if (moment === 'upplåsning') {
    // From before the process listens until after it has opened the file.
    await wait(random.int(50, 900))
    await child.kill()
  } else {
    const opened = await unlocked
    if (!opened?.ok) {
      await child.kill()
      return [`upplåsning: ${opened ? opened.error.code : 'inget svar'} ${child.stderr}`]
    }
    faults.push(...(await retryAndRead(child, ledger, totals)))
    const work = keepWriting(child, ledger, random, moment === 'kontrollpunkt')
    await wait(random.int(5, moment === 'kontrollpunkt' ? 600 : 250))
    if (moment === 'låsning') {
      void child.send('account.lock', {})
      await wait(random.int(0, 15))
    }
    await child.kill()
    await work
  }
  totals.unanswered += ledger.unanswered().length
  if (child.stderr !== '') faults.push(`stderr: ${child.stderr}`)
  const copy = copyWorkspace(workspace.path, copies)
  faults.push(...inspect(copy, workspace.dataKey, (db) => ledger.compare(db)))
  // After a lock that went through, commands are refused: expected, and not held against the file.
  const expected = moment === 'låsning' ? (line: string) => !line.includes('LOCKED') : () => true
  faults.push(...ledger.refusals.splice(0).filter(expected))
  return faults
}

/** Sends what got no answer once more, with its own id, and reads some of the rest back through the service. */
async function retryAndRead(
  child: ServiceChild,
  ledger: Ledger,
  totals: { retried: number },
): Promise<string[]> {
  const faults: string[] = []
  for (const command of ledger.unanswered()) {
    ledger.note(command, await child.send(command.procedure, command.input, { commandId: command.commandId }))
    totals.retried++
  }
  for (const note of ledger.cases.slice(-5)) {
    if (note.id === undefined) continue
    const read = await child.call('incident.get', { id: note.id })
    if (read.fields.title !== note.title || read.version !== note.version) {
      faults.push(`fall ${note.key} läses som version ${read.version}, ”${read.fields.title}”`)
    }
  }
  return faults
}

/** Several at once, the next as soon as one is answered, until the process is gone. */
async function keepWriting(child: ServiceChild, ledger: Ledger, random: Random, big: boolean): Promise<void> {
  const one = async () => {
    while (!child.gone) {
      if (random.chance(big ? 0.6 : 0.2)) {
        const draft = ledger.nextDraft(big)
        const result = await child.send('account.draft-save', { key: draft.key, body: draft.body })
        draft.done(result)
        if (result === null || !result.ok) return
      } else {
        const command = ledger.next()
        const result = await child.send(command.procedure, command.input, { commandId: command.commandId })
        ledger.note(command, result)
        if (result === null || !result.ok) return
      }
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
}
