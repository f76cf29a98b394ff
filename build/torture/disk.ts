import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Random } from '../../electron/service/example/random.ts'
import { KIND, type Operation } from './shim/shim.ts'

/** The smallest piece that a disk writes whole. */
const SECTOR = 512

interface Change {
  readonly offset: number
  /** null: the file was cut at `offset`. */
  readonly data: Buffer | null
}

interface FileState {
  durable: Buffer
  pending: Change[]
}

/** null: the name was taken away. */
interface NameChange {
  readonly path: string
  readonly file: FileState | null
}

/**
 * A disk that keeps its word and no more: a file's content is there when fsync has answered, a name when its folder
 * has been fsynced. Everything else may be there after a power cut, in any choice, in pieces of a sector.
 */
export class Disk {
  readonly #names = new Map<string, FileState>()
  readonly #durableNames = new Map<string, FileState>()
  readonly #pendingNames: NameChange[] = []

  /** What lay on it before anything was recorded. */
  load(folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, entry)
      if (!statSync(path).isFile()) continue
      const file: FileState = { durable: readFileSync(path), pending: [] }
      this.#names.set(path, file)
      this.#durableNames.set(path, file)
    }
  }

  apply({ kind, path, other, offset, data }: Operation): void {
    switch (kind) {
      case KIND.open: {
        if (other === 'new') this.#rename(path, { durable: Buffer.alloc(0), pending: [] })
        else if (offset === 1) this.#at(path).pending.push({ offset: 0, data: null })
        break
      }
      case KIND.write: {
        this.#at(path).pending.push({ offset, data })
        break
      }
      case KIND.truncate: {
        this.#at(path).pending.push({ offset, data: null })
        break
      }
      case KIND.sync: {
        const file = this.#at(path)
        for (const change of file.pending) file.durable = changed(file.durable, change)
        file.pending = []
        break
      }
      case KIND.folder: {
        const here = this.#pendingNames.filter((change) => dirname(change.path) === path)
        for (const change of here) this.#settle(change)
        const rest = this.#pendingNames.filter((change) => !here.includes(change))
        this.#pendingNames.splice(0, this.#pendingNames.length, ...rest)
        break
      }
      case KIND.rename: {
        const file = this.#at(path)
        this.#rename(other, file)
        this.#rename(path, null)
        break
      }
      case KIND.unlink: {
        this.#rename(path, null)
        break
      }
      default:
    }
  }

  /** How many changes of a file are not yet promised to be there. */
  unsynced(path: string): number {
    return this.#names.get(path)?.pending.length ?? 0
  }

  /**
   * Writes what a power cut now could leave into a folder. least: only what was promised. all: everything, as a killed
   * process leaves it. some: any choice of the rest. `skip` names files that are not kept through a restart.
   */
  cut(from: string, to: string, choice: 'least' | 'all' | 'some', random: Random): void {
    rmSync(to, { recursive: true, force: true })
    mkdirSync(to, { recursive: true })
    const names = new Map(this.#durableNames)
    const kept =
      choice === 'least'
        ? 0
        : choice === 'all'
          ? this.#pendingNames.length
          : random.int(0, this.#pendingNames.length)
    // A file system's own journal keeps the order of names.
    for (const { path, file } of this.#pendingNames.slice(0, kept)) {
      if (file) names.set(path, file)
      else names.delete(path)
    }
    for (const [path, file] of names) {
      // The shared memory beside the log is not written to survive: it is made anew.
      if (path.endsWith('-shm')) continue
      const target = join(to, path.slice(from.length + 1))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, contentOf(file, choice, random))
    }
  }

  #at(path: string): FileState {
    const file = this.#names.get(path)
    if (!file) throw new Error(`${basename(path)} was written but never made`)
    return file
  }

  #rename(path: string, file: FileState | null): void {
    if (file) this.#names.set(path, file)
    else this.#names.delete(path)
    this.#pendingNames.push({ path, file })
  }

  #settle({ path, file }: NameChange): void {
    if (file) this.#durableNames.set(path, file)
    else this.#durableNames.delete(path)
  }
}

function contentOf(file: FileState, choice: 'least' | 'all' | 'some', random: Random): Buffer {
  let content = file.durable
  if (choice === 'least') return content
  for (const change of file.pending) {
    if (choice === 'all') content = changed(content, change)
    else if (random.chance(0.5))
      content = random.chance(0.5) ? changed(content, change) : torn(content, change, random)
  }
  return content
}

function changed(content: Buffer, { offset, data }: Change): Buffer {
  if (data === null) {
    if (offset <= content.length) return content.subarray(0, offset)
    return Buffer.concat([content, Buffer.alloc(offset - content.length)])
  }
  const length = Math.max(content.length, offset + data.length)
  const next = Buffer.alloc(length)
  content.copy(next)
  data.copy(next, offset)
  return next
}

/** Some of its sectors were written, some not. */
function torn(content: Buffer, { offset, data }: Change, random: Random): Buffer {
  if (data === null) return content
  let next = content
  // Sectors lie where the disk has them, not where the write begins.
  for (let at = offset; at < offset + data.length;) {
    const end = Math.min(offset + data.length, (Math.floor(at / SECTOR) + 1) * SECTOR)
    if (random.chance(0.5))
      next = changed(next, { offset: at, data: data.subarray(at - offset, end - offset) })
    at = end
  }
  return next
}
