import { LardomError } from '../../shared/rpc/error.ts'

/** Whoever types without a pause is saved this often (ms). */
const AT_LEAST_EVERY = 5000

/** What the service says of a section's text. */
export interface StoredText {
  readonly text: string
  readonly updatedAt: string | null
  readonly canUndo: boolean
}

export interface SectionState extends StoredText {
  readonly phase: 'saved' | 'waiting' | 'saving' | 'failed'
  readonly error: LardomError | null
}

export interface SectionSaverOptions {
  /** How long one must pause in typing before it is saved. */
  readonly pause: number
  readonly send: (key: string, text: string, seen: string | null) => Promise<StoredText>
  readonly takeBack: (key: string, seen: string) => Promise<StoredText>
  /** Keeps what could not be saved where a closed window does not lose it, and lets it go when it is saved. */
  readonly keep: (key: string, text: string) => void
  readonly letGo: (key: string) => void
}

/**
 * Saves a berättelse's sections as one types, each with the time of the text it builds on. What fails stays as it is
 * typed, is told beside its field, and is tried again at the next change or when asked for.
 */
export class SectionSaver {
  readonly #options: SectionSaverOptions
  readonly #states = new Map<string, SectionState>()
  /** What waits for a pause in typing, and since when. */
  readonly #timers = new Map<string, { since: number; timer: ReturnType<typeof setTimeout> }>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #kept = new Set<string>()
  readonly #listeners = new Set<() => void>()

  constructor(options: SectionSaverOptions) {
    this.#options = options
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object until something changes, as useSyncExternalStore wants it. */
  state(key: string): SectionState | undefined {
    return this.#states.get(key)
  }

  /** What the service has now. One's own unsaved words, and a newer save of one's own, stand. */
  adopt(key: string, stored: StoredText): void {
    const known = this.#states.get(key)
    if (known && (known.phase !== 'saved' || (known.updatedAt ?? '') >= (stored.updatedAt ?? ''))) return
    this.#set(key, { ...stored, phase: 'saved', error: null })
  }

  /** Words that could not be saved last time come back, and are tried again. */
  restore(key: string, text: string): void {
    this.#kept.add(key)
    this.change(key, text)
  }

  change(key: string, text: string): void {
    const known = this.#states.get(key)
    if (!known || known.text === text) return
    this.#set(key, {
      ...known,
      text,
      // A conflict is settled by the person, not by typing on.
      ...(known.error?.code === 'CONFLICT' ? {} : { phase: 'waiting', error: null }),
    })
    clearTimeout(this.#timers.get(key)?.timer)
    const since = this.#timers.get(key)?.since ?? Date.now()
    const wait = Math.min(this.#options.pause, since + AT_LEAST_EVERY - Date.now())
    this.#timers.set(key, { since, timer: setTimeout(() => void this.flush(key), wait) })
  }

  /** Saves the section now, if it waits; true when its words are saved. */
  async flush(key: string): Promise<boolean> {
    clearTimeout(this.#timers.get(key)?.timer)
    this.#timers.delete(key)
    for (;;) {
      const running = this.#running.get(key)
      if (running) {
        await running
        continue
      }
      const phase = this.#states.get(key)?.phase
      if (phase !== 'waiting') return phase !== 'failed'
      // After it the loop looks again: something may have been typed meanwhile.
      const run = this.#save(key).finally(() => this.#running.delete(key))
      this.#running.set(key, run)
    }
  }

  /** Tries again what failed. */
  async retry(key: string): Promise<void> {
    const known = this.#states.get(key)
    if (known?.phase !== 'failed') return
    this.#set(key, { ...known, phase: 'waiting', error: null })
    await this.flush(key)
  }

  /** Saves all that waits; true when everything is saved. */
  async flushAll(): Promise<boolean> {
    const saved = await Promise.all([...this.#states.keys()].map((key) => this.flush(key)))
    return saved.every(Boolean)
  }

  /** Saves all that waits, and keeps what cannot be saved as it now stands: before a lock everything is in the file. */
  async saveOrKeepAll(): Promise<void> {
    if (await this.flushAll()) return
    for (const [key, { phase, text }] of this.#states) {
      if (phase !== 'failed') continue
      this.#kept.add(key)
      this.#options.keep(key, text)
    }
  }

  /** Back to the text before the latest save. */
  async undo(key: string): Promise<void> {
    if (!(await this.flush(key))) return
    const known = this.#states.get(key)
    if (!known || known.updatedAt === null) return
    try {
      const stored = await this.#options.takeBack(key, known.updatedAt)
      this.#set(key, { ...stored, phase: 'saved', error: null })
    } catch (error) {
      this.#set(key, { ...known, error: asLardomError(error) })
    }
  }

  /** After a conflict: one's own words over the ones saved meanwhile. */
  async keepMine(key: string, theirs: StoredText): Promise<void> {
    const known = this.#states.get(key)
    if (!known) return
    this.#set(key, { ...known, updatedAt: theirs.updatedAt, phase: 'waiting', error: null })
    await this.flush(key)
  }

  /** After a conflict: the saved words, and one's own are let go. */
  takeTheirs(key: string, theirs: StoredText): void {
    this.#set(key, { ...theirs, phase: 'saved', error: null })
    if (this.#kept.delete(key)) this.#options.letGo(key)
  }

  async #save(key: string): Promise<void> {
    const before = this.#states.get(key)
    if (!before) return
    this.#set(key, { ...before, phase: 'saving' })
    try {
      const stored = await this.#options.send(key, before.text, before.updatedAt)
      const now = this.#states.get(key) ?? before
      const typedOn = now.text !== before.text
      // The words on screen stay as typed; the service only tidies what nobody sees.
      this.#set(key, { ...stored, text: now.text, phase: typedOn ? 'waiting' : 'saved', error: null })
      if (this.#kept.delete(key)) this.#options.letGo(key)
    } catch (error) {
      const now = this.#states.get(key) ?? before
      const failure = asLardomError(error)
      // What was typed meanwhile may be the very correction: that is tried before anything is said.
      if (failure.code !== 'CONFLICT' && now.text !== before.text) {
        this.#set(key, { ...now, phase: 'waiting' })
        return
      }
      this.#kept.add(key)
      this.#options.keep(key, now.text)
      this.#set(key, { ...now, phase: 'failed', error: failure })
    }
  }

  #set(key: string, state: SectionState): void {
    this.#states.set(key, state)
    for (const listener of this.#listeners) listener()
  }
}

function asLardomError(error: unknown): LardomError {
  return error instanceof LardomError
    ? error
    : new LardomError('INTERNAL', { ref: 'fönster' }, { cause: error })
}
