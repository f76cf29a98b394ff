import { setTimeout } from 'node:timers/promises'
import type { ServiceEvent } from '../../../shared/rpc/wire.ts'
import type { SearchKeeper, Workspace } from '../kernel/context.ts'
import { isWhole, rebuildStep } from './rebuild.ts'
import { openVocabulary } from './vocabulary.ts'

export interface IndexKeeperOptions {
  readonly emit: (event: ServiceEvent) => void
  readonly log: (ref: string, procedure: string, error: unknown) => void
}

/** A register as small as this is done before the first page is asked for. */
const AT_ONCE = 8
/** Steps between two words of how far it has come. */
const TOLD_EVERY = 16
const PAUSE = 2

/**
 * Sees to it that an opened workspace's search index is made as this program makes it. After a new version of Lärdom the
 * index is made anew beside the work, a step at a time; what stops it, the next opening goes on with.
 */
export class IndexKeeper implements SearchKeeper {
  readonly #options: IndexKeeperOptions
  #stop = new AbortController()
  #work: Promise<void> = Promise.resolve()

  constructor(options: IndexKeeperOptions) {
    this.#options = options
  }

  opened(workspace: Workspace): void {
    this.closing()
    this.#stop = new AbortController()
    const { db } = workspace.file
    try {
      for (let step = 0; step < AT_ONCE && !isWhole(db); step++) rebuildStep(db)
    } catch (error) {
      // A disk that is full, say: whoever opens the file works on with the index as it is.
      this.#options.log('search', 'index', error)
      return
    }
    this.#work = isWhole(db)
      ? this.#read(workspace, this.#stop.signal)
      : this.#goOn(workspace, this.#stop.signal)
  }

  closing(): void {
    this.#stop.abort()
  }

  idle(): Promise<void> {
    return this.#work
  }

  /** The register's words, so that the first search need not wait for them. */
  async #read({ file: { db } }: Workspace, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await setTimeout(PAUSE, undefined, { ref: false, signal }).catch(() => undefined)
        if (signal.aborted || !db.raw.open || !openVocabulary(db).readSome()) return
      }
    } catch (error) {
      if (!signal.aborted) this.#options.log('search', 'words', error)
    }
  }

  async #goOn({ file: { db } }: Workspace, signal: AbortSignal): Promise<void> {
    try {
      for (let step = 1; ; step++) {
        await setTimeout(PAUSE, undefined, { ref: false, signal }).catch(() => undefined)
        if (signal.aborted || !db.raw.open) return
        const more = rebuildStep(db)
        if (!more) break
        if (step % TOLD_EVERY === 0) this.#options.emit({ name: 'changed', areas: ['search'] })
      }
      this.#options.emit({ name: 'changed', areas: ['search', 'incident'] })
    } catch (error) {
      if (!signal.aborted) this.#options.log('search', 'index', error)
    }
  }
}
