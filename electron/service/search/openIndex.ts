import type { Db } from '../db/database.ts'
import { addAll, keepOnly, takeAway } from './bits.ts'
import { IndexReader, UnknownFormat, type Bits } from './indexReader.ts'
import type { Wanted } from './matchExpression.ts'

/** What a search found. */
export interface SearchHit {
  /** Every case that matches, in ascending order. */
  readonly ids: Uint32Array
}

const MOST_BYTES = 24_000_000

/** The index at one moment: what has been read of it and asked of it, until it changes. */
export class OpenIndex {
  readonly version: string
  /** The connection it was read from: after a restore there is another. */
  readonly raw: Db['raw']
  readonly hits = new Map<string, SearchHit | null>()
  readonly #reader: IndexReader | null
  readonly #read = new Map<string, Bits>()

  constructor(db: Db, version: string) {
    this.version = version
    this.raw = db.raw
    this.#reader = tried(() => new IndexReader(db))
  }

  /** The cases with what is wanted, not to be changed; null when the files have to be left to FTS5. */
  bitsOf(wanted: Wanted): Bits | null {
    const reader = this.#reader
    return reader && tried(() => this.#bitsOf(reader, wanted))
  }

  #bitsOf(reader: IndexReader, wanted: Wanted): Bits {
    switch (wanted.kind) {
      case 'word':
      case 'beginning':
        return this.#kept(reader, wanted.word, wanted.kind === 'beginning')
      case 'all': {
        const [first, ...others] = wanted.of
        const bits = first ? this.#bitsOf(reader, first).slice() : reader.empty()
        for (const other of others) keepOnly(bits, this.#bitsOf(reader, other))
        return bits
      }
      case 'any': {
        const bits = reader.empty()
        for (const one of wanted.of) addAll(bits, this.#bitsOf(reader, one))
        return bits
      }
      case 'without': {
        const bits = this.#bitsOf(reader, wanted.from).slice()
        takeAway(bits, this.#bitsOf(reader, wanted.what))
        return bits
      }
      default:
        return wanted satisfies never
    }
  }

  /** While somebody types, all words but the last are asked for again and again. */
  #kept(reader: IndexReader, word: string, beginning: boolean): Bits {
    const key = `${beginning ? '*' : '='}${word}`
    const known = this.#read.get(key)
    const bits = known ?? reader.find(word, beginning)
    this.#read.delete(key)
    this.#read.set(key, bits)
    const [oldest] = this.#read.keys()
    if (this.#read.size * bits.byteLength > MOST_BYTES && oldest !== undefined) this.#read.delete(oldest)
    return bits
  }
}

const open = new WeakMap<Db, OpenIndex>()

/** The index as it is now; null within a transaction, whose changes may be taken back. */
export function openIndex(db: Db): OpenIndex | null {
  const version = indexVersion(db)
  if (version === null) return null
  let index = open.get(db)
  if (index?.version !== version || index.raw !== db.raw) {
    index = new OpenIndex(db, version)
    open.set(db, index)
  }
  return index
}

/**
 * Changes with every change of the index: FTS5's own description of its parts, which counts what has been written and
 * taken away. Null inside a transaction.
 */
export function indexVersion(db: Db): string | null {
  if (db.raw.inTransaction) return null
  const block = db.value<Uint8Array>('SELECT block FROM incident_fts_data WHERE id = 10')
  return block === undefined ? null : Buffer.from(block).toString('latin1')
}

function tried<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    // Asked of FTS5 itself instead: slower, the same answer.
    if (error instanceof UnknownFormat) return null
    throw error
  }
}
