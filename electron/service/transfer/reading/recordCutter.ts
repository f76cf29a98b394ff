import type { Encoding, Quote, Separator } from '../../../../shared/transfer/format.ts'
import type { RawNote, RawRecord } from './source.ts'
import { TextDecoding } from './textBytes.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const NUL = 0x00
/** A record larger than this is an unclosed quote, not a record; it is also the most that is held in memory. */
const LARGEST_RECORD = 8 * 1024 * 1024

export interface CutterSettings {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly quote: Quote
  readonly crLines: boolean
  /** The heading's record and its number of fields; records before it may have any. Undefined while looking for it. */
  readonly heading?: { readonly record: number; readonly width: number }
}

/** 'more': the record may go on in bytes that have not come yet. 'broken': it breaks the rules for quotes. */
type Cut = { readonly fields: readonly string[]; readonly end: number } | 'more' | 'broken'

export const ODD_ENCODING =
  'Raden är skriven i en annan teckenkodning än resten av filen och lästes som Windows-1252.'
const NOT_TEXT = 'Raden har tecken som inte finns i den valda teckenkodningen. De syns som �.'
const LOOSE_QUOTE = 'Ett citattecken inne i texten är inte dubblerat. Raden lästes ändå, med tecknet kvar.'
const HAD_NUL = 'Raden innehöll NUL-tecken (byte 0). De togs bort.'

/**
 * Cuts delimited text into records, piece by piece (RFC 4180, with what real exports do besides: a space before a quote,
 * any line end). A row that breaks the rules is reported with its line; the rows after it are found again by looking
 * for the next line from which a whole row of the right width begins.
 */
export class RecordCutter {
  readonly #settings: CutterSettings
  readonly #apart: number
  readonly #quote: number
  readonly #lineByte: number
  readonly #decoding: TextDecoding
  #room: Buffer = Buffer.alloc(0)
  #block: Buffer = this.#room
  #last = false
  #at = 0
  #record = 0
  #line = 1
  #hasNul = false
  // Places of the next line feed, return and quote at or after the present place; looked for again when passed.
  #lf = -1
  #cr = -1
  #mark = -1
  #out: RawRecord[] = []
  #enough = 0

  constructor(settings: CutterSettings) {
    this.#settings = settings
    this.#apart = settings.separator.charCodeAt(0)
    // No byte is -1.
    this.#quote = settings.quote === '' ? -1 : settings.quote.charCodeAt(0)
    this.#lineByte = settings.crLines ? CR : LF
    this.#decoding = new TextDecoding(settings.encoding)
  }

  /** The records that are whole when these bytes have come. The bytes are not kept. */
  push(bytes: Buffer, last: boolean): RawRecord[] {
    const block = this.#join(bytes)
    this.#block = block
    this.#last = last
    this.#at = 0
    this.#lf = this.#cr = this.#mark = -1
    this.#decoding.use(block)
    this.#hasNul = block.includes(NUL)
    this.#out = []
    // What was too little is not looked at again until there is twice as much: looking costs as much as there is.
    if (!last && block.length < this.#enough) return this.#out
    while (this.#at < block.length && this.#next());
    this.#enough = Math.min(LARGEST_RECORD, (block.length - this.#at) * 2)
    return this.#out
  }

  /** What is left of the last piece, and this one: in the same room each time, so that reading leaves no litter. */
  #join(bytes: Buffer): Buffer {
    const left = this.#block.length - this.#at
    const size = left + bytes.length
    const rest = this.#block.subarray(this.#at)
    if (size > this.#room.length) {
      const larger = Buffer.allocUnsafe(size * 2)
      rest.copy(larger)
      this.#room = larger
    } else rest.copy(this.#room)
    bytes.copy(this.#room, left)
    return this.#room.subarray(0, size)
  }

  /** Takes one record; false when more bytes are needed. */
  #next(): boolean {
    const start = this.#at
    const block = this.#block
    if (this.#lf < start) this.#lf = place(block.indexOf(LF, start))
    if (this.#cr < start) this.#cr = place(block.indexOf(CR, start))
    if (this.#quote !== -1 && this.#mark < start) this.#mark = place(block.indexOf(this.#quote, start))
    let stop = Math.min(this.#lf, this.#cr)
    if (stop === Infinity) {
      if (!this.#last) return block.length - start < LARGEST_RECORD ? false : this.#giveUp()
      stop = block.length
    }
    if (this.#quote === -1 || this.#mark > stop) {
      let end = stop + 1
      if (stop === this.#cr) {
        if (end === block.length && !this.#last) return false
        if (block[end] === LF) end++
      }
      const text = this.#decoding.text(start, stop)
      end = Math.min(end, block.length)
      this.#take(text.split(this.#settings.separator), end, [], block[end - 1] === this.#lineByte ? 1 : 0)
      return true
    }
    return this.#nextQuoted()
  }

  #nextQuoted(): boolean {
    const start = this.#at
    const cut = this.#cut(start, Infinity)
    if (cut === 'more') return this.#isFull() ? this.#recover() : false
    if (cut === 'broken') return this.#recover()
    if (this.#isRagged(cut.fields)) {
      // A row of the wrong width that spans lines may be an unclosed quote that swallowed its neighbours.
      const inside = this.#rowInside(start, cut.end)
      if (inside === 'more' && !this.#isFull()) return false
      if (typeof inside === 'number') return this.#recover()
    }
    this.#take(cut.fields, cut.end, [])
    return true
  }

  /** No more bytes will come, or none that may belong to the same record. */
  #isFull(): boolean {
    return this.#last || this.#block.length - this.#at >= LARGEST_RECORD
  }

  #width(): number {
    const { heading } = this.#settings
    return heading !== undefined && this.#record >= heading.record ? heading.width : 0
  }

  #isRagged(fields: readonly string[]): boolean {
    const width = this.#width()
    return width > 0 && fields.length !== width && !isBlank(fields)
  }

  #take(
    raw: readonly string[],
    end: number,
    notes: RawNote[],
    lineEnds = this.#lineEnds(this.#at, end),
  ): void {
    const start = this.#at
    const line = this.#line
    let fields = raw
    if (this.#decoding.odd) {
      this.#decoding.odd = false
      const odd = this.#decoding.oddLine(start, end)
      if (odd !== undefined) {
        const reason = this.#settings.encoding === 'utf-8+windows-1252' ? ODD_ENCODING : NOT_TEXT
        notes.push({ line: line + odd, reason })
      }
    }
    if (this.#hasNul && fields.some((field) => field.includes('\u0000'))) {
      // NUL ends text in other programs; it says nothing.
      fields = fields.map((field) => field.replaceAll('\u0000', ''))
      notes.push({ line, reason: HAD_NUL })
    }
    const ragged = this.#isRagged(fields)
    this.#record++
    const problem = ragged ? { line, reason: raggedReason(fields.length, this.#width()) } : undefined
    this.#out.push({ record: this.#record, line, fields, problem, notes })
    this.#line += lineEnds
    this.#at = end
  }

  #advance(end: number): void {
    this.#line += this.#lineEnds(this.#at, end)
    this.#at = end
  }

  #lineEnds(start: number, end: number): number {
    const byte = this.#lineByte
    let count = 0
    for (
      let at = this.#block.indexOf(byte, start);
      at !== -1 && at < end;
      at = this.#block.indexOf(byte, at + 1)
    ) {
      count++
    }
    return count
  }

  /** At a row that breaks the rules for quotes: reads it leniently when that is safe, else reports it and finds the next. */
  #recover(): boolean {
    const start = this.#at
    const block = this.#block
    const patient = !this.#isFull()
    const lenient = this.#lenient(start)
    const unended = lenient.end >= block.length
    const width = this.#width()
    if (!(unended && patient) && !lenient.open && (width === 0 || lenient.fields.length === width)) {
      const inside = this.#rowInside(start, lenient.end)
      if (inside === 'more' && patient) return false
      if (typeof inside !== 'number') {
        this.#take(lenient.fields, lenient.end, [{ line: this.#line, reason: LOOSE_QUOTE }])
        return true
      }
    }
    const found = this.#rowInside(start, block.length)
    if (typeof found !== 'number' && patient && (unended || width > 1)) return false
    // Where no row can be told from its text, the line is all that is given up.
    const rest = width > 1 ? block.length : this.#lineAfter(start)
    const next = typeof found === 'number' ? found : rest
    this.#fail(start, next, this.#lenient(start, next).fields)
    return true
  }

  #fail(start: number, next: number, fields: readonly string[]): void {
    this.#record++
    const firstLine = this.#line
    const opened = this.#openQuote(start, next)
    this.#advance(next)
    this.#decoding.odd = false
    const ended = this.#block[next - 1] === this.#lineByte
    const lastLine = Math.max(firstLine, this.#line - (ended ? 1 : 0))
    const span = lastLine > firstLine ? ` Raderna ${firstLine}–${lastLine} i filen lästes inte in.` : ''
    const reason =
      opened === undefined
        ? `Ett citattecken står där det inte får stå, så fälten går inte att skilja åt.${span}`
        : `Ett citattecken öppnas på rad ${opened} i filen men stängs aldrig.${span}`
    const problem = { line: opened ?? firstLine, reason }
    this.#out.push({ record: this.#record, line: firstLine, fields, problem, notes: [] })
  }

  /** A line without end: what has come of it is dropped and told. */
  #giveUp(): boolean {
    const line = this.#line
    this.#record++
    const reason = 'Raden är längre än 8 MB utan radslut och lästes inte in. Filen är troligen ingen tabell.'
    this.#out.push({ record: this.#record, line, fields: [], problem: { line, reason }, notes: [] })
    this.#advance(this.#block.length)
    return true
  }

  /** The first line start after `from`, before `end`, where a whole row of the right width begins. */
  #rowInside(from: number, end: number): number | 'more' | undefined {
    const width = this.#width()
    if (width < 2) return undefined
    for (let at = this.#lineAfter(from); at < end; at = this.#lineAfter(at)) {
      const record = this.#cut(at, width)
      if (record === 'more') return 'more'
      if (record !== 'broken' && record.fields.length === width) return at
    }
    return undefined
  }

  #lineAfter(from: number): number {
    const block = this.#block
    for (let at = from; at < block.length; at++) {
      const byte = block[at]
      if (byte === LF || (byte === CR && block[at + 1] !== LF)) return at + 1
    }
    return block.length
  }

  /** One record from `at` by the strict rules; it is broken when it gets more than `most` fields. */
  #cut(from: number, most: number): Cut {
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
      const { quote } = this.#settings
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
  #lenient(start: number, size = this.#block.length): { fields: string[]; end: number; open: boolean } {
    const block = this.#block
    const { quote } = this.#settings
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
  #openQuote(start: number, end: number): number | undefined {
    const block = this.#block
    const lineByte = this.#lineByte
    let line = this.#line
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

function place(index: number): number {
  return index === -1 ? Infinity : index
}

function raggedReason(found: number, width: number): string {
  return `Raden har ${found} fält men rubrikraden har ${width}.${
    found > width
      ? ' Ett avgränsningstecken i en text utan citattecken ger det felet.'
      : ' Raden kan ha tagit slut för tidigt.'
  }`
}

/** Nothing but blanks in every field. */
export function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '')
}
