import { refusal } from './refusal.ts'

/** A row of Excel's 16,384 columns with long texts is smaller. */
const LARGEST_PIECE = 16 * 1024 ** 2

/**
 * Cuts a stream of XML after each end tag of one name, as text of its own (a slice of a larger text would keep all of it
 * in memory). What stands before the element's start tag comes with it.
 */
export class TagPieces {
  readonly #path: string
  readonly #local: string
  #end: Buffer | undefined
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
    this.#end ??= this.#endTag(all)
    let at = 0
    if (this.#end !== undefined) {
      // Only what is new can hold an end that was not seen before, and the last few bytes before it.
      for (let from = Math.max(0, this.#size - chunk.length - this.#end.length); ;) {
        const found = all.indexOf(this.#end, Math.max(from, at))
        if (found === -1) break
        const end = found + this.#end.length
        pieces.push(all.toString('utf8', at, end))
        at = end
        from = end
      }
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
  #endTag(all: Buffer): Buffer | undefined {
    const match = new RegExp(String.raw`<((?:\w+:)?)${this.#local}[\s/>]`).exec(all.toString('latin1'))
    return match ? Buffer.from(`</${match[1] ?? ''}${this.#local}>`) : undefined
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
