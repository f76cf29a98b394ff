import type { AnalysisContent, Commission, TextKey } from '../../shared/analysis/content.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { In } from '../app/rpc.ts'

/** Whoever types without a pause is saved this often (ms). */
const AT_LEAST_EVERY = 5000

/** A row of a form: its key lives as long as the form, its id comes from the service. */
export type Keyed<Row> = Row & { readonly key: string; readonly id: number | null }
type RowsOf<Name extends 'members' | 'delhandelser' | 'causes' | 'actions'> = Keyed<
  In<`analysis.save-${Name}`>['rows'][number]
>
export type MemberRow = RowsOf<'members'>
export type DelhandelseRow = RowsOf<'delhandelser'>
export type CauseRow = RowsOf<'causes'>
export type ActionRow = RowsOf<'actions'>

export interface TextChange {
  readonly texts: Readonly<Partial<Record<TextKey, string>>>
  readonly patientHeard?: AnalysisContent['patientHeard']
}

/** What is saved by itself, each with its own command. */
export interface Parts {
  readonly commission: Commission
  readonly texts: TextChange
  readonly members: readonly MemberRow[]
  readonly delhandelser: readonly DelhandelseRow[]
  readonly causes: readonly CauseRow[]
  readonly actions: readonly ActionRow[]
}
export type Part = keyof Parts
export const PARTS: readonly Part[] = ['commission', 'texts', 'members', 'delhandelser', 'causes', 'actions']

export interface SaveResult {
  readonly version: number
  readonly savedAt: string
  readonly ids?: readonly number[]
}

export interface SaverState {
  readonly phase: 'saved' | 'waiting' | 'saving' | 'failed'
  readonly savedAt: string | null
  readonly error: LardomError | null
  readonly failedPart: Part | null
}

export interface SaverOptions {
  readonly version: number
  /** How long one must pause in typing before it is saved. */
  readonly pause: number
  readonly send: <P extends Part>(part: P, value: Parts[P], expectedVersion: number) => Promise<SaveResult>
  /** New rows got these ids. */
  readonly onIds: (ids: ReadonlyMap<string, number>) => void
  /** Keeps what could not be saved where a closed window does not lose it, and lets it go when it is saved. */
  readonly keep: <P extends Part>(part: P, value: Parts[P]) => void
  readonly letGo: (part: Part) => void
}

/**
 * Saves an analysis as one types: one command at a time, each naming the version it changes, since every save makes
 * the next one. What fails stays, is told, and is tried again when it is changed or asked for.
 */
export class Saver {
  readonly #options: SaverOptions
  readonly #pending = new Map<Part, Parts[Part]>()
  readonly #failed = new Map<Part, LardomError>()
  readonly #kept = new Set<Part>()
  readonly #ids = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  #version: number
  #timer: ReturnType<typeof setTimeout> | null = null
  #waitingSince = 0
  #running: Promise<void> | null = null
  #state: SaverState = { phase: 'saved', savedAt: null, error: null, failedPart: null }

  constructor(options: SaverOptions) {
    this.#options = options
    this.#version = options.version
  }

  get version(): number {
    return this.#version
  }

  /** Nothing waits, nothing is under way, nothing has failed. */
  get idle(): boolean {
    return this.#pending.size === 0 && this.#running === null
  }

  readonly state = (): SaverState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Another command has made this version. */
  adopt(version: number): void {
    this.#version = version
  }

  change<P extends Part>(part: P, value: Parts[P]): void {
    this.#pending.set(part, this.#merged(part, value))
    this.#failed.delete(part)
    if (this.#timer) clearTimeout(this.#timer)
    else this.#waitingSince = Date.now()
    const wait = Math.min(this.#options.pause, this.#waitingSince + AT_LEAST_EVERY - Date.now())
    this.#timer = setTimeout(() => void this.flush(), wait)
    this.#tell(this.#failed.size > 0 ? {} : { phase: 'waiting', error: null, failedPart: null })
  }

  /** Saves what waits, now. Ends when everything is saved or has failed; true when all is saved. */
  async flush(): Promise<boolean> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
    await this.#running
    // Something may have been typed while the last save was under way.
    if (this.#next() !== undefined) return this.flush()
    return this.#pending.size === 0
  }

  /**
   * Saves what waits, and keeps what cannot be saved, also what is held back by another part's conflict: before a lock
   * everything is in the file one way or the other.
   */
  async saveOrKeep(): Promise<void> {
    if (await this.flush()) return
    for (const [part, value] of this.#pending) {
      this.#kept.add(part)
      this.#options.keep(part, this.#withIds(value))
    }
  }

  /** Tries again what failed; with a version, on top of what somebody else saved. */
  async retry(version?: number): Promise<boolean> {
    if (version !== undefined) this.#version = version
    this.#failed.clear()
    return this.flush()
  }

  /** Lets go of what is not saved. */
  discard(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#pending.clear()
    this.#failed.clear()
    for (const part of this.#kept) this.#options.letGo(part)
    this.#kept.clear()
    this.#tell({ phase: 'saved', error: null, failedPart: null })
  }

  #next(): Part | undefined {
    if ([...this.#failed.values()].some((error) => error.code === 'CONFLICT')) return undefined
    return [...this.#pending.keys()].find((part) => !this.#failed.has(part))
  }

  async #run(): Promise<void> {
    for (let part = this.#next(); part !== undefined; part = this.#next()) await this.#save(part)
    if (this.#failed.size === 0) {
      if (this.#pending.size === 0) this.#tell({ phase: 'saved', error: null, failedPart: null })
      return
    }
    const [failedPart, error] = [...this.#failed][0] ?? [null, null]
    this.#tell({ phase: 'failed', error, failedPart })
  }

  async #save<P extends Part>(part: P): Promise<void> {
    const value = this.#pending.get(part)
    if (value === undefined) return
    this.#tell({ phase: 'saving' })
    // The map holds each part's own kind of value under its name.
    const sent = this.#withIds(value) as Parts[P]
    try {
      const result = await this.#options.send(part, sent, this.#version)
      this.#version = result.version
      this.#takeIds(value, result.ids)
      if (this.#pending.get(part) === value) this.#pending.delete(part)
      if (this.#kept.delete(part)) this.#options.letGo(part)
      this.#tell({ savedAt: result.savedAt })
    } catch (error) {
      const failure =
        error instanceof LardomError
          ? error
          : new LardomError('INTERNAL', { ref: 'fönster' }, { cause: error })
      // What was typed meanwhile may be the very correction: that is tried before anything is said.
      if (failure.code !== 'CONFLICT' && this.#pending.get(part) !== value) return
      this.#failed.set(part, failure)
      this.#kept.add(part)
      this.#options.keep(part, sent)
    }
  }

  /** Texts wait field by field: what is typed in one must not forget another. */
  #merged(part: Part, value: Parts[Part]): Parts[Part] {
    const waiting = this.#pending.get(part)
    if (!isTexts(value) || waiting === undefined || !isTexts(waiting)) return value
    return { ...waiting, ...value, texts: { ...waiting.texts, ...value.texts } }
  }

  /** A row saved a moment ago is still new to the form; its id is known here. */
  #withIds(value: Parts[Part]): Parts[Part] {
    if (!isRows(value)) return value
    const rows = value.map((row) => ({ ...row, id: row.id ?? this.#ids.get(row.key) ?? null }))
    // Only the id is filled in: the rows are of the kind they were.
    return rows as unknown as Parts[Part]
  }

  #takeIds(value: Parts[Part], ids: readonly number[] | undefined): void {
    if (!isRows(value) || ids === undefined) return
    const fresh = new Map<string, number>()
    value.forEach(({ key }, index) => {
      const id = ids[index]
      if (id === undefined || this.#ids.get(key) === id) return
      this.#ids.set(key, id)
      fresh.set(key, id)
    })
    if (fresh.size > 0) this.#options.onIds(fresh)
  }

  #tell(change: Partial<SaverState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function isTexts(value: Parts[Part]): value is TextChange {
  return 'texts' in value
}

function isRows(value: Parts[Part]): value is MemberRow[] | DelhandelseRow[] | CauseRow[] | ActionRow[] {
  return Array.isArray(value)
}
