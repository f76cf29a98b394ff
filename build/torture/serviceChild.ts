import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Input, Output, ProcedureName } from '../../shared/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallResult, FromService, ServiceEvent, ToService } from '../../shared/rpc/wire.ts'
import { ROOT } from '../paths.ts'

/** The service's source, which plain Node runs as it stands; the long form runs the bundle instead. */
export const SERVICE_SOURCE = join(ROOT, 'electron/service/entry.ts')

export interface ChildOptions {
  readonly entry: string
  readonly env?: Readonly<Record<string, string>>
}

export interface CallOptions {
  readonly commandId?: string
  readonly caller?: 'window' | 'host'
  readonly id?: string
}

/** The data service as main starts it: a process of its own that speaks over the same channel. */
export class ServiceChild {
  readonly events: ServiceEvent[] = []
  /** What it wrote on stderr: nothing, unless something unexpected happened. */
  stderr = ''
  readonly #child: ChildProcess
  readonly #pending = new Map<string, (result: CallResult | null) => void>()
  readonly #ended: Promise<string>
  #gone = false

  constructor(options: ChildOptions) {
    this.#child = fork(options.entry, [], {
      execPath: process.execPath,
      execArgv: [],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        LARDOM_APP_VERSION: '0.0.0-prov',
        LARDOM_CHECK_OUTPUT: '1',
        ...options.env,
      },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    // What the channel carries is FromService: both ends are ours.
    this.#child.on('message', (message) => this.#receive(message as FromService))
    this.#ended = new Promise((resolve) => {
      // 'close' comes after every message that the process had time to send.
      this.#child.on('close', (code, signal) => {
        this.#gone = true
        for (const answer of this.#pending.values()) answer(null)
        this.#pending.clear()
        resolve(signal ?? `kod ${code}`)
      })
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get gone(): boolean {
    return this.#gone
  }

  /** The answer, or null when the process ended without one. */
  send(procedure: string, input: unknown, options: CallOptions = {}): Promise<CallResult | null> {
    if (this.#gone) return Promise.resolve(null)
    const id = options.id ?? randomUUID()
    return new Promise((resolve) => {
      this.#pending.set(id, resolve)
      this.#post({
        type: 'call',
        id,
        procedure,
        input,
        caller: options.caller ?? 'host',
        ...(options.commandId === undefined ? {} : { commandId: options.commandId }),
      })
    })
  }

  /** @throws the LardomError that came back. */
  async call<Name extends ProcedureName>(
    procedure: Name,
    input: Input<Name>,
    options: CallOptions = {},
  ): Promise<Output<Name>> {
    const result = await this.send(procedure, input, options)
    if (result === null) throw new Error(`${procedure}: datatjänsten slutade (${this.stderr})`)
    if (!result.ok) throw LardomError.fromValue(result.error)
    // LARDOM_CHECK_OUTPUT: the router has parsed it by the contract.
    return result.data as Output<Name>
  }

  cancel(id: string): void {
    this.#post({ type: 'cancel', id })
  }

  /** As when main closes: the service closes its file and goes. */
  async shutDown(): Promise<void> {
    this.#post({ type: 'shutdown' })
    await this.#ended
  }

  /** kill -9. Resolves when every message that was sent before has been read. */
  async kill(): Promise<string> {
    if (!this.#gone) this.#child.kill('SIGKILL')
    return this.#ended
  }

  /** How it ended: a signal's name or 'kod 0'. */
  ended(): Promise<string> {
    return this.#ended
  }

  #post(message: ToService): void {
    // A process that was just killed may still look connected: the lost message is what we are here to study.
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  #receive(message: FromService): void {
    if (message.type === 'event') this.events.push(message.event)
    if (message.type !== 'result') return
    this.#pending.get(message.id)?.(message.result)
    this.#pending.delete(message.id)
  }
}
