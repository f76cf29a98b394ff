import type { FreshWhy } from '../../shared/host/contract.ts'
import { PLACE_KEY, type Place } from '../../shared/account/place.ts'
import type { CallResult, LockWhy, ServiceEvent } from '../../shared/rpc/wire.ts'

/** The window has this long (ms) to save what is being typed; a window that hangs must not hold the lock. */
const SAVE_WITHIN = 2000
/** The service has this long to close the file: a long write may be under way. Then it is ended, which the file survives. */
const CLOSE_WITHIN = 10_000

/** What the locking needs of the rest of main; the tests give their own. */
export interface LockParts {
  readonly call: (procedure: string, input: unknown) => Promise<CallResult>
  /** Ends the service's process and starts another. */
  readonly renewService: () => void
  readonly send: (event: ServiceEvent) => void
  /** The address of the page that is shown. */
  readonly place: () => string
  readonly hideWindow: () => void
  readonly replaceWindow: () => Promise<void>
  readonly idleMinutes: () => number
}

interface OpenWorkspace {
  readonly path: string
  readonly isExample: boolean
}

/** Why the present window stands at the gate, and what was open in the one before it. */
export interface Before {
  readonly why: FreshWhy | null
  readonly minutes: number | null
  readonly workspace: OpenWorkspace | null
  readonly unsaved: string | null
}

const NOTHING_BEFORE: Before = { why: null, minutes: null, workspace: null, unsaved: null }

/** The ways in which a person is there to answer, and may choose to stay when something could not be saved. */
const ASKED_FOR: readonly LockWhy[] = ['person', 'quit']

/**
 * Locks the workspace: the window saves what is being typed, the service closes the file, and both processes are made
 * anew, so that nothing that was read stays in memory. Neither a window nor a service that hangs can stop it.
 */
export class Locking {
  readonly #parts: LockParts
  #open: OpenWorkspace | null = null
  #before: Before = NOTHING_BEFORE
  #current: { why: LockWhy; anyway: boolean; done: Promise<boolean> } | null = null
  #onReady: ((unsaved: string | null) => void) | null = null

  constructor(parts: LockParts) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#open !== null
  }

  get before(): Before {
    return this.#before
  }

  opened(path: string, isExample: boolean): void {
    this.#open = { path, isExample }
    this.#before = NOTHING_BEFORE
  }

  /** The window's process is made anew while the workspace is open: nothing is locked. */
  windowGone(): void {
    if (this.#open) this.#before = { ...NOTHING_BEFORE, why: 'window-gone', workspace: this.#open }
    // It will not answer.
    this.#onReady?.('Fönstret slutade svara innan det sista som skrevs hade sparats.')
  }

  /** The window's answer to 'lock-wanted'. */
  windowReady(unsaved: string | null): void {
    this.#onReady?.(unsaved)
  }

  /**
   * True when the workspace is locked, or none was open. False when the person asked for it and something could not
   * be saved: they then choose, in the window. Sleep and absence do not wait for a choice.
   */
  lock(why: LockWhy, options: { anyway?: boolean } = {}): Promise<boolean> {
    if (!this.#open) return this.#current?.done ?? Promise.resolve(true)
    if (this.#current) {
      // Going to sleep in the middle of a lock: the lock then happens, whatever could be saved.
      if (!ASKED_FOR.includes(why) || options.anyway) this.#current.anyway = true
      return this.#current.done
    }
    const current = {
      why,
      anyway: options.anyway === true || !ASKED_FOR.includes(why),
      done: Promise.resolve(true),
    }
    this.#current = current
    current.done = this.#run(current).finally(() => {
      this.#current = null
    })
    return current.done
  }

  /** The service says that it has closed the file, whoever asked. */
  locked(): void {
    const workspace = this.#open
    if (!workspace) return
    this.#open = null
    const why = this.#current?.why ?? 'person'
    this.#before = {
      why,
      minutes: why === 'idle' ? this.#parts.idleMinutes() : null,
      workspace,
      unsaved: this.#before.unsaved,
    }
    this.#parts.renewService()
    if (why !== 'quit') void this.#parts.replaceWindow()
  }

  /** The service died: the workspace is closed. True when it was open, and the window is made anew. */
  serviceGone(why: 'service-restarted' | 'service-stopped'): boolean {
    const workspace = this.#open
    if (!workspace) return false
    this.#open = null
    this.#before = { why, minutes: null, workspace, unsaved: null }
    void this.#parts.replaceWindow()
    return true
  }

  async #run(current: { why: LockWhy; anyway: boolean }): Promise<boolean> {
    const answer = await this.#windowSaves(current.why)
    if (answer.unsaved !== null && !current.anyway) return false
    if (!answer.inTime) {
      // Its content is still on the screen, and its page cannot take it away.
      if (current.why !== 'quit') this.#parts.hideWindow()
      const place: Place = { address: this.#parts.place(), field: null }
      // Where one was is a kindness: a lock does not wait for it, and does not fail with it.
      void this.#parts.call('account.draft-save', { key: PLACE_KEY, body: JSON.stringify(place) })
    }
    this.#before = { ...NOTHING_BEFORE, unsaved: answer.unsaved }
    await within(CLOSE_WITHIN, this.#parts.call('account.lock', {}))
    // No answer, or an error: the process is ended with whatever it holds open.
    if (this.#open) this.locked()
    return true
  }

  async #windowSaves(why: LockWhy): Promise<{ inTime: boolean; unsaved: string | null }> {
    const ready = new Promise<{ inTime: boolean; unsaved: string | null }>((resolve) => {
      this.#onReady = (unsaved) => resolve({ inTime: true, unsaved })
    })
    this.#parts.send({ name: 'lock-wanted', why })
    const answer = await within(SAVE_WITHIN, ready)
    this.#onReady = null
    return answer ?? { inTime: false, unsaved: null }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
