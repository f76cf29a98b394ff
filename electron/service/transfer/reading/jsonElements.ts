import type { TextDecoding } from './textBytes.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LF = 0x0a
const OPEN_BRACE = 0x7b
const OPEN_BRACKET = 0x5b
const CLOSE_BRACE = 0x7d
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
/** A record larger than this is no record. */
const LARGEST = 8 * 1024 * 1024

/** The text of one record and the line it begins on. */
export interface JsonElement {
  readonly line: number
  readonly text: string
  /** The file ended inside it. */
  readonly cut: boolean
}

/** Cuts the elements of a list out of a stream of JSON, by brackets and quotes alone; each is parsed by itself. */
export class JsonElements {
  readonly #decoding: TextDecoding
  /** True where each line is a record of its own (NDJSON). */
  readonly #byLine: boolean
  #rest: Buffer = Buffer.alloc(0)
  #line: number
  #ended = false

  constructor(decoding: TextDecoding, byLine: boolean, line: number) {
    this.#decoding = decoding
    this.#byLine = byLine
    this.#line = line
  }

  /** The list has ended; what follows is not read. */
  get ended(): boolean {
    return this.#ended
  }

  push(bytes: Buffer, last: boolean): JsonElement[] {
    const block = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes
    this.#decoding.use(block)
    const out: JsonElement[] = []
    const end = this.#byLine ? this.#cutLines(block, last, out) : this.#cutList(block, last, out)
    this.#rest = Buffer.from(block.subarray(end))
    return out
  }

  get isTooLarge(): boolean {
    return this.#rest.length > LARGEST
  }

  #cutLines(block: Buffer, last: boolean, out: JsonElement[]): number {
    let start = 0
    while (start < block.length) {
      const found = block.indexOf(LF, start)
      if (found === -1 && !last) break
      const end = found === -1 ? block.length : found
      this.#emit(start, end, false, out)
      this.#line++
      start = end + 1
    }
    return Math.min(start, block.length)
  }

  #cutList(block: Buffer, last: boolean, out: JsonElement[]): number {
    let start = 0
    let line = this.#line
    let depth = 0
    for (let at = 0; at < block.length && !this.#ended; at++) {
      const byte = block[at]
      if (byte === QUOTE) {
        const close = endOfString(block, at + 1)
        if (close === -1) break
        at = close
      } else if (byte === LF) line++
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && depth > 0) depth--
      else if (depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
        this.#emit(start, at, false, out)
        this.#line = line
        start = at + 1
        this.#ended = byte === CLOSE_BRACKET
      }
    }
    if (last && !this.#ended) {
      this.#emit(start, block.length, true, out)
      return block.length
    }
    return this.#ended ? block.length : start
  }

  #emit(start: number, end: number, cut: boolean, out: JsonElement[]): void {
    const raw = this.#decoding.text(start, end)
    const text = raw.trim()
    if (text === '') return
    let line = this.#line
    for (const char of raw.slice(0, raw.length - raw.trimStart().length)) if (char === '\n') line++
    out.push({ line, text, cut })
  }
}

/** The place of the quote that ends a string, or -1. */
function endOfString(block: Buffer, from: number): number {
  for (let at = from; ;) {
    const close = block.indexOf(QUOTE, at)
    if (close === -1) return -1
    let before = close - 1
    while (before >= from && block[before] === BACKSLASH) before--
    if ((close - 1 - before) % 2 === 0) return close
    at = close + 1
  }
}
