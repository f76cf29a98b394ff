import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Kinds of change, as in shim.c. */
export const KIND = {
  open: 1,
  write: 2,
  sync: 4,
  truncate: 8,
  rename: 16,
  unlink: 32,
  message: 64,
  folder: 128,
} as const
const ANY = KIND.open | KIND.write | KIND.sync | KIND.truncate | KIND.rename | KIND.unlink
/** What a full disk still lets one do is to take away. */
const NEEDS_ROOM = ANY & ~KIND.unlink

const MODE = {
  off: 0,
  /** The n-th change fails, the next goes well. */
  once: 1,
  /** The n-th change and all after it fail, until the fault is taken away. */
  onwards: 2,
  /** The process is killed at the n-th change; of a write, half is done. */
  die: 3,
  /** The n-th write does half of what it was asked. */
  short: 4,
} as const
export type FaultMode = Exclude<keyof typeof MODE, 'off'>

export const ERRNO = { ENOSPC: 28, EIO: 5, EROFS: 30 } as const
export type Errno = keyof typeof ERRNO

const SIZE = 512

/** True where the shim can be built and loaded: Linux with gcc. */
export function canShim(): boolean {
  return process.platform === 'linux' && spawnSync('gcc', ['--version'], { stdio: 'ignore' }).status === 0
}

/** Builds the shim into a folder and holds the block of memory by which a running process is steered. */
export class Shim {
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
  readonly #control: number

  constructor(folder: string, watched: string) {
    const library = join(folder, 'shim.so')
    const source = join(import.meta.dirname, 'shim.c')
    execFileSync('gcc', ['-O1', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread'])
    const file = join(folder, 'styrning')
    this.logFile = join(folder, 'logg')
    const block = Buffer.alloc(SIZE)
    block.write(watched, 32, 'utf8')
    writeFileSync(file, block)
    writeFileSync(this.logFile, '')
    this.#control = openSync(file, 'r+')
    this.env = { LD_PRELOAD: library, LARDOM_SHIM_CONTROL: file, LARDOM_SHIM_LOG: this.logFile }
  }

  /** From now on the n-th change fails, counted from 1. */
  arm(at: number, mode: FaultMode, errno: Errno = 'EIO'): void {
    const words = Buffer.alloc(24)
    // The mode last: until then nothing is counted.
    for (const [index, value] of [0, errno === 'ENOSPC' ? NEEDS_ROOM : ANY, at, ERRNO[errno], 0, 0].entries())
      words.writeUInt32LE(value, index * 4)
    writeSync(this.#control, words, 0, words.length, 0)
    this.#set(0, MODE[mode])
  }

  /** Takes the fault away; says how many changes there were and how many were hit. */
  disarm(): { seen: number; hit: number } {
    this.#set(0, MODE.off)
    const words = Buffer.alloc(8)
    readSync(this.#control, words, 0, 8, 16)
    return { seen: words.readUInt32LE(0), hit: words.readUInt32LE(4) }
  }

  record(on: boolean): void {
    this.#set(6, on ? 1 : 0)
  }

  close(): void {
    closeSync(this.#control)
  }

  /** What was done, in order. */
  readLog(): Operation[] {
    const log = readFileSync(this.logFile)
    const operations: Operation[] = []
    let at = 0
    while (at < log.length) {
      const [kind = 0, pathLength = 0, otherLength = 0, offset = 0, length = 0] = Array.from(
        { length: 5 },
        (_, index) => Number(log.readBigUInt64LE(at + index * 8)),
      )
      const path = at + 40
      const other = path + pathLength
      const data = other + otherLength
      operations.push({
        kind,
        path: log.toString('utf8', path, other),
        other: log.toString('utf8', other, data),
        offset,
        data: log.subarray(data, data + length),
      })
      at = data + length
    }
    return operations
  }

  #set(word: number, value: number): void {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    writeSync(this.#control, bytes, 0, 4, word * 4)
  }
}

export interface Operation {
  readonly kind: number
  readonly path: string
  /** The new name, or 'new' for a file that was made. */
  readonly other: string
  /** Where a write began, how long a truncated file became; 1 for an opening that emptied the file. */
  readonly offset: number
  readonly data: Buffer
}
