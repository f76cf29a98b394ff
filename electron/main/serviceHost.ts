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

interface Process {
  send(message: ToService): void
  kill(): void
}

export interface ServiceHostOptions {
  readonly folder: string
  readonly onEvent: (event: ServiceEvent) => void
  readonly printPdf: (html: string) => Promise<Uint8Array>
}

/** Starts the data service, carries calls to it, and restarts it when it dies; nothing waits forever. */
export class ServiceHost {
  readonly #options: ServiceHostOptions
  readonly #pending = new Map<string, (result: CallResult) => void>()
  #process: Process | undefined
  #restarts = 0
  #startedAt = 0
  #closing = false

  constructor(options: ServiceHostOptions) {
    this.#options = options
    this.#start()
  }

  call(request: Omit<CallRequest, 'type' | 'id'> & { id?: string }): Promise<CallResult> {
    const running = this.#process
    if (!running) return Promise.resolve({ ok: false, error: new LardomError('SERVICE_STOPPED').toValue() })
    const id = request.id ?? randomUUID()
    return new Promise((resolve) => {
      this.#pending.set(id, resolve)
      running.send({ ...request, type: 'call', id })
    })
  }

  cancel(id: string): void {
    this.#process?.send({ type: 'cancel', id })
  }

  close(): void {
    this.#closing = true
    this.#process?.send({ type: 'shutdown' })
  }

  #start(): void {
    this.#startedAt = Date.now()
    const entry = join(this.#options.folder, 'service.mjs')
    this.#process = MODERN ? this.#startUtility(entry) : this.#startNode(entry)
  }

  #startUtility(entry: string): Process {
    const child: UtilityProcess = utilityProcess.fork(entry, [], {
      serviceName: 'Lärdom datatjänst',
      env: serviceEnvironment({ LARDOM_HOST_PRINTS: '1' }),
    })
    child.on('message', (message: FromService) => this.#receive(message))
    child.on('exit', () => this.#gone())
    return { send: (message) => child.postMessage(message), kill: () => child.kill() }
  }

  #startNode(entry: string): Process {
    const child: ChildProcess = fork(entry, [], {
      execPath: process.env['LARDOM_NODE'] ?? 'node',
      execArgv: [],
      env: serviceEnvironment({}),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('message', (message) => this.#receive(message as FromService))
    child.on('exit', () => this.#gone())
    child.on('error', () => this.#gone())
    return { send: (message) => child.connected && child.send(message), kill: () => child.kill() }
  }

  #receive(message: FromService): void {
    switch (message.type) {
      case 'ready':
        break
      case 'result': {
        this.#pending.get(message.id)?.(message.result)
        this.#pending.delete(message.id)
        break
      }
      case 'event': {
        this.#options.onEvent(message.event)
        break
      }
      case 'print': {
        void this.#print(message.id, message.html)
        break
      }
    }
  }

  async #print(id: string, html: string): Promise<void> {
    try {
      const pdf = await this.#options.printPdf(html)
      this.#process?.send({ type: 'printed', id, pdfBase64: Buffer.from(pdf).toString('base64') })
    } catch (error) {
      this.#process?.send({
        type: 'printed',
        id,
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }

  #gone(): void {
    if (this.#process === undefined) return
    this.#process = undefined
    const error = new LardomError('SERVICE_GONE').toValue()
    for (const resolve of this.#pending.values()) resolve({ ok: false, error })
    this.#pending.clear()
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
