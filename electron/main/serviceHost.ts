import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, utilityProcess, type UtilityProcess } from 'electron'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallRequest, CallResult, FromService, ServiceEvent, ToService } from '../../shared/rpc/wire.ts'

/** The database module needs Node-API 10; an older runtime lets the project's own Node run the service. */
const NEEDED_NAPI = 10
const MAX_RESTARTS = 3
/** Alive this long (ms), a service counts as steady. */
const STEADY = 60_000
/** A utility process needs the app to be ready; a child of plain Node does not, and starts at once. */
export const MODERN = Number(process.versions['napi'] ?? '0') >= NEEDED_NAPI

/** A planned end takes this long (ms) at most; then the process is killed, which the file survives. */
const END_WITHIN = 2000

interface Process {
  send(message: ToService): void
  kill(): void
}

/** One process of the service and what was asked of it. */
interface Running {
  readonly process: Process
  readonly pending: Map<string, (result: CallResult) => void>
  /** True from when we end it ourselves: what it then leaves unanswered was locked, not lost. */
  ending: boolean
}

export interface ServiceHostOptions {
  readonly folder: string
  readonly onEvent: (event: ServiceEvent) => void
  readonly printPdf: (html: string) => Promise<Uint8Array>
}

/** Starts the data service, carries calls to it, and restarts it when it dies; nothing waits forever. */
export class ServiceHost {
  readonly #options: ServiceHostOptions
  #running: Running | undefined
  #restarts = 0
  #startedAt = 0
  #closing = false

  constructor(options: ServiceHostOptions) {
    this.#options = options
    this.#start()
  }

  call(request: Omit<CallRequest, 'type' | 'id'> & { id?: string }): Promise<CallResult> {
    const running = this.#running
    if (!running) return Promise.resolve({ ok: false, error: new LardomError('SERVICE_STOPPED').toValue() })
    const id = request.id ?? randomUUID()
    return new Promise((resolve) => {
      running.pending.set(id, resolve)
      running.process.send({ ...request, type: 'call', id })
    })
  }

  cancel(id: string): void {
    this.#running?.process.send({ type: 'cancel', id })
  }

  /**
   * A new process in the place of the present one, so that no page and no word of a locked workspace stays in memory.
   * The old one answers what it has finished, and ends.
   */
  renew(): void {
    const old = this.#running
    if (!old || this.#closing) return
    old.ending = true
    old.process.send({ type: 'shutdown' })
    setTimeout(() => old.process.kill(), END_WITHIN).unref()
    this.#start()
  }

  close(): void {
    this.#closing = true
    this.#running?.process.send({ type: 'shutdown' })
  }

  #start(): void {
    this.#startedAt = Date.now()
    const entry = join(this.#options.folder, 'service.mjs')
    const pending: Running['pending'] = new Map()
    const carry = {
      receive: (message: FromService) => this.#receive(running, message),
      gone: () => this.#gone(running),
    }
    const process = MODERN ? startUtility(entry, carry) : startNode(entry, carry)
    const running: Running = { process, pending, ending: false }
    this.#running = running
  }

  #receive(from: Running, message: FromService): void {
    switch (message.type) {
      case 'ready':
        break
      case 'result': {
        from.pending.get(message.id)?.(message.result)
        from.pending.delete(message.id)
        break
      }
      case 'event': {
        // What an ended one still has to say is about a workspace that is locked.
        if (from === this.#running) this.#options.onEvent(message.event)
        break
      }
      case 'print': {
        void this.#print(from, message.id, message.html)
        break
      }
    }
  }

  async #print(from: Running, id: string, html: string): Promise<void> {
    try {
      const pdf = await this.#options.printPdf(html)
      from.process.send({ type: 'printed', id, pdfBase64: Buffer.from(pdf).toString('base64') })
    } catch (error) {
      from.process.send({
        type: 'printed',
        id,
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }

  #gone(running: Running): void {
    const error = new LardomError(running.ending ? 'LOCKED' : 'SERVICE_GONE').toValue()
    for (const resolve of running.pending.values()) resolve({ ok: false, error })
    running.pending.clear()
    if (running !== this.#running) return
    this.#running = undefined
    if (this.#closing) return
    // A service that held for a while has not failed 'again': only quick deaths in a row count.
    if (Date.now() - this.#startedAt > STEADY) this.#restarts = 0
    if (this.#restarts >= MAX_RESTARTS) {
      this.#options.onEvent({ name: 'service-stopped' })
      return
    }
    this.#restarts++
    this.#start()
    this.#options.onEvent({ name: 'service-restarted' })
  }
}

interface Carry {
  readonly receive: (message: FromService) => void
  readonly gone: () => void
}

function startUtility(entry: string, carry: Carry): Process {
  const child: UtilityProcess = utilityProcess.fork(entry, [], {
    serviceName: 'Lärdom datatjänst',
    env: serviceEnvironment({ LARDOM_HOST_PRINTS: '1' }),
  })
  let gone = false
  child.on('message', carry.receive)
  child.on('exit', () => {
    gone = true
    carry.gone()
  })
  return {
    send: (message) => {
      if (!gone) child.postMessage(message)
    },
    kill: () => child.kill(),
  }
}

function startNode(entry: string, carry: Carry): Process {
  const child: ChildProcess = fork(entry, [], {
    execPath: process.env['LARDOM_NODE'] ?? 'node',
    execArgv: [],
    env: serviceEnvironment({}),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // The service's own messages, made by the same code base.
  child.on('message', (message) => carry.receive(message as FromService))
  child.on('exit', carry.gone)
  child.on('error', carry.gone)
  return {
    send: (message) => child.connected && child.send(message),
    kill: () => child.kill('SIGKILL'),
  }
}

/** Only what the service needs: no NODE_OPTIONS, no keys, nothing inherited by chance. */
function serviceEnvironment(extra: Record<string, string>): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'LANG',
    'TZ',
    'TMPDIR',
    'TEMP',
    'SystemRoot',
    'USERPROFILE',
    'LARDOM_CHROMIUM',
    'LARDOM_CHECK_OUTPUT',
  ]
  const env: Record<string, string> = {}
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return {
    ...env,
    LARDOM_APP_VERSION: app.getVersion(),
    LARDOM_HOST_ELECTRON: process.versions['electron'] ?? '',
    ...extra,
  }
}
