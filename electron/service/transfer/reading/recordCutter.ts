import type { Encoding, Quote, Separator } from '../../../../shared/transfer/format.ts'
import { RecordRules } from './recordRules.ts'
import type { RawNote, RawRecord } from './source.ts'
import { TextDecoding } from './textBytes.ts'

const LF = 0x0a
const CR = 0x0d
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
  readonly #quote: number
  readonly #lineByte: number
  readonly #decoding: TextDecoding
  readonly #rules: RecordRules
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
    // No byte is -1.
    this.#quote = settings.quote === '' ? -1 : settings.quote.charCodeAt(0)
    this.#lineByte = settings.crLines ? CR : LF
    this.#decoding = new TextDecoding(settings.encoding)
    this.#rules = new RecordRules(settings.separator, settings.quote, this.#lineByte, this.#decoding)
  }

  /** The records that are whole when these bytes have come. The bytes are not kept. */
  push(bytes: Buffer, last: boolean): RawRecord[] {
    const block = this.#join(bytes)
    this.#block = block
    this.#last = last
    this.#at = 0
    this.#lf = this.#cr = this.#mark = -1
    this.#decoding.use(block)
    this.#rules.use(block, last)
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
    const cut = this.#rules.cut(start, Infinity)
    if (cut === 'more') return this.#isFull() ? this.#recover() : false
    if (cut === 'broken') return this.#recover()
    if (this.#isRagged(cut.fields)) {
      // A row of the wrong width that spans lines may be an unclosed quote that swallowed its neighbours.
      const inside = this.#rules.rowInside(start, cut.end, this.#width())
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
    const lenient = this.#rules.lenient(start)
    const unended = lenient.end >= block.length
    const width = this.#width()
    if (!(unended && patient) && !lenient.open && (width === 0 || lenient.fields.length === width)) {
      const inside = this.#rules.rowInside(start, lenient.end, width)
      if (inside === 'more' && patient) return false
      if (typeof inside !== 'number') {
        this.#take(lenient.fields, lenient.end, [{ line: this.#line, reason: LOOSE_QUOTE }])
        return true
      }
    }
    const found = this.#rules.rowInside(start, block.length, width)
    if (typeof found !== 'number' && patient && (unended || width > 1)) return false
    // Where no row can be told from its text, the line is all that is given up; else all but a line that has begun.
    const begun = this.#last ? block.length : Math.max(block.lastIndexOf(this.#lineByte) + 1, start + 1)
    const rest = width > 1 ? begun : this.#rules.lineAfter(start)
    const next = typeof found === 'number' ? found : rest
    this.#fail(start, next, this.#rules.lenient(start, next).fields)
    return true
  }

  #fail(start: number, next: number, fields: readonly string[]): void {
    this.#record++
    const firstLine = this.#line
    const opened = this.#rules.openQuote(start, next, this.#line)
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
