import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { LardomError } from '../../../shared/rpc/error.ts'
import { REFUSED_SHOWN } from '../../../shared/triage/codes.ts'
import type { BulkChange, BulkResult, BulkTarget } from '../../../shared/triage/contract.ts'
import { asAskedBy, conditions, whereOf } from '../incident/where.ts'
import type { Context } from '../kernel/context.ts'
import { readableForvaltningar } from '../kernel/scope.ts'
import { changeOne, type ChangeOne, type Fate } from './changeOne.ts'

/** Many cases changed in one go: each by its own audited change, and what could not be changed told with the reason. */

export interface Item {
  readonly id: number
  readonly version: number | null
}

/** How many are written in one transaction of a job. */
const CHUNK = 200

/** Gathers what became of each case. */
export class Tally {
  readonly #batch: string
  readonly #refused: BulkResult['refused'] = []
  #changed = 0
  #unchanged = 0
  #refusedTotal = 0
  #outOfScope = 0
  stopped = false

  constructor(batch: string) {
    this.#batch = batch
  }

  add(id: number, fate: Fate): void {
    if (fate.kind === 'changed') this.#changed++
    else if (fate.kind === 'unchanged') this.#unchanged++
    else {
      this.#refusedTotal++
      if (fate.code === 'OUT_OF_SCOPE') this.#outOfScope++
      if (this.#refused.length < REFUSED_SHOWN) {
        this.#refused.push({ id, arendenr: fate.arendenr, reason: fate.reason })
      }
    }
  }

  /** @throws OUT_OF_SCOPE when the whole call was for what the caller may not change: it leaves its trace. */
  result(): BulkResult {
    if (
      this.#outOfScope > 0 &&
      this.#outOfScope === this.#refusedTotal &&
      this.#changed + this.#unchanged === 0
    ) {
      throw new LardomError('OUT_OF_SCOPE')
    }
    return {
      batch: this.#changed > 0 ? this.#batch : null,
      changed: this.#changed,
      unchanged: this.#unchanged,
      refusedTotal: this.#refusedTotal,
      refused: this.#refused,
      stopped: this.stopped,
    }
  }
}

/** In the command's own transaction. */
export function changeNow(
  context: Context,
  items: readonly Item[],
  change: BulkChange & { readonly suggested?: boolean },
): BulkResult {
  const batch = randomUUID()
  const change1 = changeOne(context, change, batch)
  const tally = new Tally(batch)
  for (const { id, version } of distinct(items)) tally.add(id, change1(id, version))
  const result = tally.result()
  if (result.changed > 0) context.changed('incident', 'triage')
  return result
}

/** In steps of its own transactions, so that the rest of the service answers in between; may be stopped. */
export async function changeMany(
  context: Context,
  target: BulkTarget,
  change: BulkChange,
): Promise<BulkResult> {
  const batch = randomUUID()
  const items = targeted(context, target)
  const tally = new Tally(batch)
  await inSteps(context, items, 'Ändrar händelser', tally, changeOne(context, change, batch))
  return tally.result()
}

/** Runs `work` on each, some at a time; tells how far it has come. */
export async function inSteps(
  context: Context,
  items: readonly Item[],
  label: string,
  tally: Tally,
  work: ChangeOne,
): Promise<void> {
  const { db, signal, progress } = context
  for (let done = 0; done < items.length; done += CHUNK) {
    if (signal.aborted) {
      tally.stopped = true
      break
    }
    const fates = db.transaction(() =>
      items.slice(done, done + CHUNK).map(({ id, version }) => [id, work(id, version)] as const),
    )
    for (const [id, fate] of fates) tally.add(id, fate)
    progress(Math.min(done + CHUNK, items.length), items.length, label)
    await setImmediate()
  }
  context.changed('incident', 'triage')
}

/** The cases as they are now: one that somebody changes while the job goes on is told of, not changed. */
function targeted(context: Context, target: BulkTarget): Item[] {
  const { db } = context
  if ('filter' in target) {
    const where = whereOf(db, asAskedBy(target.filter, context.actor.id), readableForvaltningar(context))
    return db.all<Item>(`SELECT id, version FROM incident ${conditions(where.clauses)}`, where.params)
  }
  const versions = new Map(
    db
      .all<{ id: number; version: number }>(
        'SELECT id, version FROM incident WHERE id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(target.ids)],
      )
      .map(({ id, version }) => [id, version]),
  )
  return distinct(target.ids.map((id) => ({ id, version: versions.get(id) ?? null })))
}

function distinct(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
