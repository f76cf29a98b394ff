import { createHash, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { scopeOf } from '../../../shared/account/grants.ts'
import type { Contract, Procedure } from '../../../shared/rpc/procedure.ts'
import { LardomError, type ErrorCode } from '../../../shared/rpc/error.ts'
import type { CallRequest, CallResult, ServiceEvent } from '../../../shared/rpc/wire.ts'
import type { Db } from '../db/database.ts'
import { asLardomError } from '../db/faults.ts'
import { writeAudit } from './audit.ts'
import type { Context, OpenContext, ServiceState } from './context.ts'
import type { AnyHandlers } from './handlers.ts'
import { inputWords } from './inputWords.ts'

/** All that may be done with a temporary passphrase, but for locking again. */
const CHOOSE_PASSPHRASE = 'account.change-passphrase'

/** What is cancelled before a lock has this long (ms) to take away what it had half done. */
const TIDY_WITHIN = 1500

const REFUSALS: readonly ErrorCode[] = ['NOT_ALLOWED', 'OUT_OF_SCOPE']

export interface RouterOptions {
  readonly contract: Contract
  readonly handlers: AnyHandlers
  readonly state: ServiceState
  readonly now: () => Date
  readonly emit: (event: ServiceEvent) => void
  /** Where the details of an unexpected error go; never to the caller. */
  readonly log: (ref: string, procedure: string, error: unknown) => void
  /** In tests the handler's answer is checked against the contract too. */
  readonly checkOutput: boolean
}

type Caller = Pick<ServiceState, 'workspace' | 'actor'>

/** A call that has come and is not answered. */
interface Running {
  readonly procedure: string
  readonly abort: AbortController
  readonly ended: Promise<CallResult>
}

/** Takes calls, checks input, caller, lock and role, runs the handler, and turns every failure into an error value. */
export class Router {
  readonly #options: RouterOptions
  readonly #running = new Map<string, Running>()

  constructor(options: RouterOptions) {
    this.#options = options
  }

  async call(request: CallRequest): Promise<CallResult> {
    const abort = new AbortController()
    const work = this.#answer(request, abort.signal)
    const running = { procedure: request.procedure, abort, ended: work }
    this.#running.set(request.id, running)
    try {
      return await work
    } finally {
      if (this.#running.get(request.id) === running) this.#running.delete(request.id)
    }
  }

  async #answer(request: CallRequest, signal: AbortSignal): Promise<CallResult> {
    try {
      return { ok: true, data: await this.#dispatch(request, signal) }
    } catch (error) {
      return { ok: false, error: this.#asValue(error, request.procedure) }
    }
  }

  cancel(requestId: string): void {
    this.#running.get(requestId)?.abort.abort()
  }

  /** Cancels what is under way but calls of the same kind, and waits a moment for it to end. */
  async #stopOthers(procedure: string): Promise<void> {
    const others = [...this.#running.values()].filter((running) => running.procedure !== procedure)
    if (others.length === 0) return
    for (const { abort } of others) abort.abort()
    const enough = new AbortController()
    await Promise.race([
      Promise.all(others.map(({ ended }) => ended)),
      setTimeout(TIDY_WITHIN, undefined, { signal: enough.signal }).catch(() => undefined),
    ])
    enough.abort()
  }

  async #dispatch(request: CallRequest, signal: AbortSignal): Promise<unknown> {
    const { contract, handlers, state } = this.#options
    const procedure = Object.hasOwn(contract, request.procedure) ? contract[request.procedure] : undefined
    const handler = handlers[request.procedure]
    if (!procedure || !handler) throw new LardomError('NOT_FOUND', { what: `Anropet ${request.procedure}` })
    if (procedure.caller === 'host' && request.caller !== 'host') {
      this.#refuse(request)
      throw new LardomError('NOT_ALLOWED')
    }
    const open: OpenContext = {
      service: state,
      now: this.#options.now,
      signal,
      progress: (done, total, label) =>
        this.#options.emit({ name: 'progress', requestId: request.id, done, total, label }),
      announce: this.#options.emit,
      stopOthers: () => this.#stopOthers(request.procedure),
    }
    const input = parseInput(procedure, request.input)
    if (procedure.access === 'open') return this.#check(procedure, await handler(input, open))

    const { workspace, actor } = state
    if (!workspace || !actor) throw new LardomError('LOCKED')
    const scope = scopeOf(actor.grants, procedure.access)
    if (scope === null) {
      this.#refuse(request)
      throw new LardomError('NOT_ALLOWED')
    }
    if (actor.mustChangePassphrase && request.procedure !== CHOOSE_PASSPHRASE) {
      throw new LardomError('PASSPHRASE_MUST_CHANGE')
    }
    const changedAreas = new Set<string>()
    const context: Context = {
      ...open,
      db: workspace.file.db,
      actor,
      scope,
      workspace,
      audit: (entry) => writeAudit(workspace.file.db, actor, this.#options.now().toISOString(), entry),
      changed: (...areas) => areas.forEach((area) => changedAreas.add(area)),
    }
    const answer = await this.#noteRefusal(request, context, () =>
      procedure.kind === 'command'
        ? this.#runCommand(request, procedure, input, context, handler)
        : handler(input, context),
    )
    if (changedAreas.size > 0) this.#options.emit({ name: 'changed', areas: [...changedAreas] })
    return this.#check(procedure, answer)
  }

  /** One transaction: the change, its audit rows and its receipt. The same command id gives the same answer again. */
  #runCommand(
    request: CallRequest,
    procedure: Procedure,
    input: unknown,
    context: Context,
    handler: AnyHandlers[string],
  ): unknown {
    const { db, actor, now } = context
    const commandId = request.commandId ?? randomUUID()
    // With the roles: an answer is not given again to somebody who may no longer ask.
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([input ?? null, actor.grants]))
      .digest('hex')
    return db.transaction(() => {
      const earlier = db.get<{
        procedure: string
        account_id: string
        input_sha256: string
        result_json: string
      }>(
        'SELECT procedure, account_id, input_sha256, result_json FROM command_receipt WHERE command_id = ?',
        [commandId],
      )
      if (earlier) {
        const same =
          earlier.procedure === request.procedure &&
          earlier.account_id === actor.id &&
          earlier.input_sha256 === fingerprint
        if (!same) throw new LardomError('CONFLICT', { what: 'Kommandot' })
        return JSON.parse(earlier.result_json) as unknown
      }
      const before = tracesOf(db)
      const result = handler(input, context)
      if (result instanceof Promise) {
        // An await inside a transaction would let other calls into it; a job is the place for that.
        throw new TypeError(`${request.procedure}: a command must be synchronous`)
      }
      const after = tracesOf(db)
      if (after.changes !== before.changes && after.seq === before.seq) {
        throw new TypeError(`${request.procedure}: a change must leave a trace in the log`)
      }
      const checked = procedure.output.safeParse(result)
      if (!checked.success) throw checked.error
      db.run(
        'INSERT INTO command_receipt (command_id, procedure, account_id, input_sha256, result_json, at) VALUES (?, ?, ?, ?, ?, ?)',
        [
          commandId,
          request.procedure,
          actor.id,
          fingerprint,
          JSON.stringify(result ?? null),
          now().toISOString(),
        ],
      )
      return result
    })
  }

  #check(procedure: Procedure, answer: unknown): unknown {
    return this.#options.checkOutput ? procedure.output.parse(answer) : answer
  }

  /** A handler that refuses rolls its transaction back: the trace is left after it. */
  async #noteRefusal(request: CallRequest, context: Context, run: () => unknown): Promise<unknown> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof LardomError && REFUSALS.includes(error.code)) {
        // Whoever made the call, also when somebody else has come in since.
        this.#refuse(request, context)
      }
      throw error
    }
  }

  /** A call that goes round the window's own limits leaves a trace. */
  #refuse(request: CallRequest, { workspace, actor }: Caller = this.#options.state): void {
    if (!workspace?.file.db.raw.open || !actor) return
    writeAudit(workspace.file.db, actor, this.#options.now().toISOString(), {
      action: 'nekad',
      entity: 'procedure',
      entityId: request.procedure,
    })
  }

  #asValue(error: unknown, procedure: string) {
    const known = asLardomError(error, this.#options.state.workspace?.file.path ?? 'arbetsytan')
    if (known) return known.toValue()
    const ref = randomUUID().slice(0, 8)
    this.#options.log(ref, procedure, error)
    return new LardomError('INTERNAL', { ref }, { cause: error }).toValue()
  }
}

/** How much the connection has changed so far, and how long the log is. */
function tracesOf(db: Db): { changes: number; seq: number | null } {
  return (
    db.get<{ changes: number; seq: number | null }>(
      'SELECT total_changes() AS changes, (SELECT max(seq) FROM audit_log) AS seq',
    ) ?? { changes: 0, seq: null }
  )
}

function parseInput(procedure: Procedure, input: unknown): unknown {
  const parsed = procedure.input.safeParse(input, { error: inputWords })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new LardomError(
    'INPUT_INVALID',
    { detail: issue?.message ?? 'okänt fel' },
    { field, cause: parsed.error },
  )
}
