import type { LockWhy, ServiceEvent } from '../../shared/rpc/wire.ts'

/** How often (ms) the computer is asked how long nobody has touched it. */
const LOOK_EVERY = 5000
const LOOK_CLOSELY = 1000
/** The window tells this long (s) before. */
const WARN_BEFORE = 60

/** What is asked of the system; Electron's powerMonitor, or a test's own. */
export interface Power {
  on(event: 'suspend' | 'resume' | 'lock-screen', listener: () => void): unknown
  /** Seconds since anybody touched the computer. */
  getSystemIdleTime(): number
}

export interface WatchParts {
  readonly power: Power
  readonly isOpen: () => boolean
  readonly lock: (why: LockWhy) => Promise<boolean>
  readonly send: (event: ServiceEvent) => void
  /** Minutes without a touch until the workspace is locked. */
  readonly idleMinutes: () => number
}

/** Locks when nobody is at the computer, when it goes to sleep and when its own screen is locked. */
export class LockWatch {
  readonly #parts: WatchParts
  #stayedAt = Number.NEGATIVE_INFINITY
  #warned = false

  constructor(parts: WatchParts) {
    this.#parts = parts
    parts.power.on('suspend', () => void parts.lock('sleep'))
    parts.power.on('lock-screen', () => void parts.lock('screen'))
    // Sleep may have come before the lock was done: it is done before anything else is.
    parts.power.on('resume', () => void parts.lock('sleep'))
    this.#lookIn(LOOK_EVERY)
  }

  /** Somebody is there, though the computer has not been touched: they pressed 'Stanna kvar'. */
  stay(): void {
    this.#stayedAt = performance.now()
    this.#look()
  }

  #lookIn(ms: number): void {
    setTimeout(() => {
      this.#look()
      this.#lookIn(this.#warned ? LOOK_CLOSELY : LOOK_EVERY)
    }, ms).unref()
  }

  #look(): void {
    const { isOpen, lock, send, idleMinutes } = this.#parts
    const left = isOpen() ? idleMinutes() * 60 - this.#idleSeconds() : Number.POSITIVE_INFINITY
    if (left <= 0) {
      this.#warned = false
      void lock('idle')
    } else if (left <= WARN_BEFORE) {
      this.#warned = true
      send({ name: 'lock-soon', seconds: Math.ceil(left) })
    } else if (this.#warned) {
      this.#warned = false
      if (isOpen()) send({ name: 'lock-later' })
    }
  }

  #idleSeconds(): number {
    return Math.min(this.#parts.power.getSystemIdleTime(), (performance.now() - this.#stayedAt) / 1000)
  }
}
