import type { Quote, Separator } from '../../../../shared/transfer/format.ts'
import type { TextDecoding } from './textBytes.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20

/** 'more': the record may go on in bytes that have not come yet. 'broken': it breaks the rules for quotes. */
export type Cut = { readonly fields: readonly string[]; readonly end: number } | 'more' | 'broken'

/** How a record is read out of a block of bytes; places are places in the block. */
export class RecordRules {
  readonly #apart: number
  readonly #quote: number
  readonly #quoteText: Quote
  readonly #lineByte: number
  readonly #decoding: TextDecoding
  #block: Buffer = Buffer.alloc(0)
  #last = false

  constructor(separator: Separator, quote: Quote, lineByte: number, decoding: TextDecoding) {
    this.#apart = separator.charCodeAt(0)
    this.#quoteText = quote
    // No byte is -1.
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0)
    this.#lineByte = lineByte
    this.#decoding = decoding
  }

  /** What is read from now on; `last` when nothing comes after it. */
  use(block: Buffer, last: boolean): void {
    this.#block = block
    this.#last = last
  }

  /** The first line start after `from`, before `end`, where a whole row of the right width begins. */
  rowInside(from: number, end: number, width: number): number | 'more' | undefined {
    if (width < 2) return undefined
    for (let at = this.lineAfter(from); at < end; at = this.lineAfter(at)) {
      const record = this.cut(at, width)
      if (record === 'more') return 'more'
      if (record !== 'broken' && record.fields.length === width) return at
    }
    return undefined
  }

  /** Where the line after this one begins; the end of the block when there is none. */
  lineAfter(from: number): number {
    const block = this.#block
    for (let at = from; at < block.length; at++) {
      const byte = block[at]
      if (byte === LF || (byte === CR && block[at + 1] !== LF)) return at + 1
    }
    return block.length
  }

  /** One record from `at` by the strict rules; it is broken when it gets more than `most` fields. */
  cut(from: number, most: number): Cut {
    const block = this.#block
    const size = block.length
    const fields: string[] = []
    let at = from
    for (;;) {
      let open = at
      while (block[open] === SPACE) open++
      if (open >= size && !this.#last) return 'more'
      if (block[open] === this.#quote) {
        const closed = this.#quoted(open + 1)
        if (typeof closed === 'string') return closed
        fields.push(closed.text)
        at = closed.end
      } else {
        let end = at
        for (; end < size; end++) {
          const byte = block[end]
          if (byte === this.#apart || byte === LF || byte === CR) break
          if (byte === this.#quote) return 'broken'
        }
        if (end >= size && !this.#last) return 'more'
        fields.push(this.#decoding.text(at, end))
        at = end
      }
      if (fields.length > most) return 'broken'
      if (block[at] === this.#apart) {
        at++
        continue
      }
      if (block[at] !== CR) return { fields, end: Math.min(size, at + 1) }
      if (at + 1 >= size && !this.#last) return 'more'
      return { fields, end: Math.min(size, at + (block[at + 1] === LF ? 2 : 1)) }
    }
  }

  /** The rest of a quoted field whose text begins at `from`; `end` is the separator or line end after it. */
  #quoted(from: number): { readonly text: string; readonly end: number } | 'more' | 'broken' {
    const block = this.#block
    const size = block.length
    let doubled = false
    for (let at = from; ;) {
      const close = block.indexOf(this.#quote, at)
      if (close === -1 || (close + 1 >= size && !this.#last)) return this.#last ? 'broken' : 'more'
      if (block[close + 1] === this.#quote) {
        doubled = true
        at = close + 2
        continue
      }
      let end = close + 1
      while (block[end] === SPACE) end++
      if (end >= size && !this.#last) return 'more'
      if (end < size && !this.#endsField(block[end])) return 'broken'
      const text = this.#decoding.text(from, close)
      const quote = this.#quoteText
      return { text: doubled ? text.replaceAll(quote + quote, quote) : text, end }
    }
  }

  #endsField(byte: number | undefined): boolean {
    return byte === undefined || byte === this.#apart || byte === LF || byte === CR
  }

  /**
   * One record where a quote ends a quoted field only before a separator or a line end, and is text anywhere else: how a
   * person reads '"5" slang"'. `open` when the last quote never ended before `size`.
   */
  lenient(start: number, size = this.#block.length): { fields: string[]; end: number; open: boolean } {
    const block = this.#block
    const quote = this.#quoteText
    const fields: string[] = []
    let at = start
    for (;;) {
      const quoted = block[at] === this.#quote
      if (quoted) at++
      const from = at
      let doubled = false
      for (; at < size; at++) {
        if (!quoted && this.#endsField(block[at])) break
        if (quoted && block[at] === this.#quote) {
          if (this.#endsField(block[at + 1])) break
          if (block[at + 1] === this.#quote) {
            doubled = true
            at++
          }
        }
      }
      const open = quoted && at >= size
      const text = this.#decoding.text(from, Math.min(at, size))
      fields.push(doubled ? text.replaceAll(quote + quote, quote) : text)
      if (quoted && !open) at++
      if (at < size && block[at] === this.#apart) {
        at++
        continue
      }
      if (block[at] === CR && block[at + 1] === LF) at++
      return { fields, end: Math.min(size, at + 1), open }
    }
  }

  /** The line where the quote that has no end was opened. */
  openQuote(start: number, end: number, firstLine: number): number | undefined {
    const block = this.#block
    const lineByte = this.#lineByte
    let line = firstLine
    let opened: number | undefined
    let fieldStart = true
    for (let at = start; at < end; at++) {
      const byte = block[at]
      if (opened !== undefined) {
        if (byte === this.#quote) {
          if (block[at + 1] === this.#quote) at++
          else if (at + 1 >= end || this.#endsField(block[at + 1])) opened = undefined
        }
      } else if (byte === this.#quote && fieldStart) opened = line
      fieldStart = opened === undefined && (byte === this.#apart || byte === LF || byte === CR)
      if (byte === lineByte) line++
    }
    return opened
  }
}
