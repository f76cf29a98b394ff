import { refusal } from './refusal.ts'

/** A row of Excel's 16,384 columns with long texts is smaller. */
const LARGEST_PIECE = 16 * 1024 ** 2

/** A tag that has come in part is shorter. */
const OVERLAP = 64

/**
 * Cuts a stream of XML after each end tag of one name, as text of its own (a slice of a larger text would keep all of it
 * in memory). What stands before the element's start tag comes with it.
 */
export class TagPieces {
  readonly #path: string
  readonly #local: string
  #tag: { readonly start: Buffer; readonly end: Buffer } | undefined
  #room: Buffer = Buffer.alloc(128 * 1024)
  #size = 0

  constructor(path: string, local: string) {
    this.#path = path
    this.#local = local
  }

  push(chunk: Buffer): string[] {
    this.#append(chunk)
    const pieces: string[] = []
    const all = this.#room.subarray(0, this.#size)
    this.#tag ??= this.#findTag(all)
    let at = 0
    if (this.#tag !== undefined) {
      const { end } = this.#tag
      // Only what is new can hold an end that was not seen before, and the last few bytes before it.
      for (let from = Math.max(0, this.#size - chunk.length - end.length); ;) {
        const found = all.indexOf(end, Math.max(from, at))
        if (found === -1) break
        from = found + end.length
        pieces.push(all.toString('utf8', at, from))
        at = from
      }
    }
    // What stands before the first and after the last (links, formats) may be long and is of no use.
    const rest = all.subarray(at)
    if (rest.length > OVERLAP && (this.#tag === undefined || !rest.includes(this.#tag.start))) {
      at = all.length - OVERLAP
    }
    all.copy(this.#room, 0, at)
    this.#size -= at
    if (this.#size > LARGEST_PIECE) {
      throw refusal(
        this.#path,
        'en rad i arbetsboken är orimligt lång. Öppna den i Excel och spara som CSV UTF-8.',
      )
    }
    return pieces
  }

  /** Some programs write every tag with a prefix: <x:row>. The first such tag tells. */
  #findTag(all: Buffer): { start: Buffer; end: Buffer } | undefined {
    const match = new RegExp(String.raw`<((?:\w{1,20}:)?)${this.#local}[\s/>]`).exec(all.toString('latin1'))
    if (!match) return undefined
    const name = `${match[1] ?? ''}${this.#local}`
    return { start: Buffer.from(`<${name}`), end: Buffer.from(`</${name}>`) }
  }

  #append(chunk: Buffer): void {
    if (this.#size + chunk.length > this.#room.length) {
      const larger = Buffer.allocUnsafe((this.#size + chunk.length) * 2)
      this.#room.copy(larger, 0, 0, this.#size)
      this.#room = larger
    }
    chunk.copy(this.#room, this.#size)
    this.#size += chunk.length
  }
}
