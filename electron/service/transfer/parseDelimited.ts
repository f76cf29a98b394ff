import { CsvError, parse, type Options } from 'csv-parse/sync'
import { decodeBytes, type Encoding } from './decode.ts'

export type Separator = ',' | ';' | '\t'
export const SEPARATORS: readonly Separator[] = [';', ',', '\t']

/** A row as it stands in the file. `row` counts records with the heading as 1; `line` is the line it begins on. */
export interface DelimitedRow {
  readonly row: number
  readonly line: number
  readonly fields: readonly string[]
}

/** Something a person should know about a row; `reason` is Swedish and never quotes the row's text. */
export interface RowFault {
  readonly row: number
  readonly line: number
  readonly column?: string
  readonly reason: string
}

export interface DelimitedFile {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly header: readonly string[]
  readonly rows: readonly DelimitedRow[]
  /** Rows that could not be read; each is here once and not in `rows`. */
  readonly faults: readonly RowFault[]
  /** Rows that were read although something was odd. */
  readonly warnings: readonly RowFault[]
  /** Empty lines and lines of separators only. */
  readonly emptyRows: number
}

const RECORD_ENDS = ['\r\n', '\n', '\r']
const LF = 0x0a
const CR = 0x0d

/**
 * Reads a delimited file of unknown make: finds encoding and separator, and reads on after a broken row. A row that
 * cannot be read is reported with its line; the rows after it are found again by looking for the next line from which a
 * whole row of the right width begins.
 */
export function parseDelimited(bytes: Uint8Array, options: { separator?: Separator } = {}): DelimitedFile {
  const { text, encoding, oddLines } = decodeBytes(bytes)
  // Back to bytes, so that csv-parse's byte positions are ours. NUL would end text in other programs: it says nothing.
  const buffer = Buffer.from(text.replaceAll('\u0000', ''), 'utf8')
  const separator = options.separator ?? findSeparator(buffer)
  return new Reader(buffer, separator).read(encoding, oddLines)
}

/** The candidate that gives the widest heading; a semicolon when nothing separates. */
export function findSeparator(buffer: Buffer): Separator {
  let best: Separator = ';'
  let widest = 0
  for (const separator of SEPARATORS) {
    const width = lenientRecord(buffer, 0, separator).fields.length
    if (width > widest) {
      best = separator
      widest = width
    }
  }
  return best
}

/** Stops a strict run at a row that holds other rows inside it. */
class Swallowed extends Error {}

class Reader {
  readonly #buffer: Buffer
  readonly #separator: Separator
  readonly #rows: DelimitedRow[] = []
  readonly #faults: RowFault[] = []
  readonly #warnings: RowFault[] = []
  #header: readonly string[] = []
  #emptyRows = 0
  #row = 0
  #line = 1
  #offset = 0

  constructor(buffer: Buffer, separator: Separator) {
    this.#buffer = buffer
    this.#separator = separator
  }

  read(encoding: Encoding, oddLines: readonly number[]): DelimitedFile {
    while (this.#offset < this.#buffer.length) {
      const before = this.#offset
      this.#readRun()
      if (this.#offset < this.#buffer.length) this.#recover()
      // Each turn moves on: a run that stops is followed by a recovery that consumes at least one line.
      if (this.#offset === before) throw new Error('parseDelimited: no progress')
    }
    const oddRows = new Map(
      oddLines
        .map((line): [number, number] => [this.#rows.findLast((row) => row.line <= line)?.row ?? 1, line])
        .toReversed(),
    )
    for (const [row, line] of oddRows) {
      this.#warnings.push({
        row,
        line,
        reason: 'Raden är skriven i en annan teckenkodning än resten av filen och lästes som Windows-1252.',
      })
    }
    return {
      encoding,
      separator: this.#separator,
      header: this.#header,
      rows: this.#rows,
      faults: this.#faults,
      warnings: this.#warnings,
      emptyRows: this.#emptyRows,
    }
  }

  /** Reads rows by the strict rules until the end or the first row that breaks them. */
  #readRun(): void {
    const start = this.#offset
    const options: Options = {
      ...strict(this.#separator),
      on_record: (fields: string[], { bytes }) => {
        const end = start + bytes
        // A row of the wrong width that spans lines may be an unclosed quote that swallowed its neighbours.
        if (this.#isRagged(fields) && this.#rowInside(this.#offset, end) !== undefined) throw new Swallowed()
        this.#take(fields, end)
        return null
      },
    }
    try {
      parse(this.#buffer.subarray(start), options)
    } catch (error) {
      // Where it broke is known by what was taken; what broke it is found out by #recover.
      if (!(error instanceof Swallowed) && !(error instanceof CsvError)) throw error
    }
  }

  #isRagged(fields: readonly string[]): boolean {
    return this.#header.length > 0 && fields.length !== this.#header.length && !isEmpty(fields)
  }

  #take(fields: readonly string[], end: number): void {
    this.#row++
    const line = this.#line
    if (isEmpty(fields)) this.#emptyRows++
    else if (this.#header.length === 0) this.#header = fields
    else if (fields.length !== this.#header.length) {
      this.#faults.push({
        row: this.#row,
        line,
        reason: `Raden har ${fields.length} fält men rubrikraden har ${this.#header.length}.${
          fields.length > this.#header.length
            ? ' Ett avgränsningstecken i en text utan citattecken ger det felet.'
            : ' Raden kan ha tagit slut för tidigt.'
        }`,
      })
    } else this.#rows.push({ row: this.#row, line, fields })
    this.#advance(end)
  }

  #advance(end: number): void {
    for (let at = this.#offset; at < end; at++) if (this.#buffer[at] === LF) this.#line++
    this.#offset = end
  }

  /** At a row that breaks the rules for quotes: reads it leniently when that is safe, else reports it and finds the next. */
  #recover(): void {
    const start = this.#offset
    const next = this.#rowInside(start, this.#buffer.length) ?? this.#buffer.length
    const lenient = lenientRecord(this.#buffer, start, this.#separator)
    const width = this.#header.length
    if (!lenient.open && lenient.end <= next && (width === 0 || lenient.fields.length === width)) {
      const row = this.#row + 1
      const line = this.#line
      this.#take(lenient.fields, lenient.end)
      this.#warnings.push({
        row,
        line,
        reason: 'Ett citattecken inne i texten är inte dubblerat. Raden lästes ändå, med tecknet kvar.',
      })
      return
    }
    this.#row++
    const firstLine = this.#line
    const opened = this.#openQuote(start, next)
    this.#advance(next)
    const lastLine = Math.max(firstLine, this.#line - (this.#buffer[next - 1] === LF ? 1 : 0))
    const span = lastLine > firstLine ? ` Raderna ${firstLine}–${lastLine} i filen lästes inte in.` : ''
    this.#faults.push({
      row: this.#row,
      line: opened ?? firstLine,
      reason:
        opened === undefined
          ? `Ett citattecken står där det inte får stå, så fälten går inte att skilja åt.${span}`
          : `Ett citattecken öppnas på rad ${opened} i filen men stängs aldrig.${span}`,
    })
  }

  /** The first line start after `from`, before `end`, where a whole row of the right width begins. */
  #rowInside(from: number, end: number): number | undefined {
    for (let at = lineAfter(this.#buffer, from); at < end; at = lineAfter(this.#buffer, at)) {
      const record = strictRecord(this.#buffer, at, this.#separator)
      if (record && record.fields.length === this.#header.length && this.#header.length > 1) return at
    }
    return undefined
  }

  /** The line where the quote that has no end was opened. */
  #openQuote(start: number, end: number): number | undefined {
    const text = this.#buffer.subarray(start, end).toString('utf8')
    let line = this.#line
    let openLine: number | undefined
    let fieldStart = true
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? ''
      if (openLine !== undefined) {
        if (char === '"') {
          if (text[at + 1] === '"') at++
          else {
            const following = text[at + 1]
            const closes = following === undefined || `${this.#separator}\r\n`.includes(following)
            if (closes) openLine = undefined
          }
        }
      } else if (char === '"' && fieldStart) openLine = line
      fieldStart = openLine === undefined && (char === this.#separator || char === '\n' || char === '\r')
      if (char === '\n') line++
    }
    return openLine
  }
}

function strict(separator: Separator): Options {
  return {
    delimiter: separator,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    skip_empty_lines: false,
    trim: false,
  }
}

interface OneRecord {
  readonly fields: readonly string[]
  /** Where the next record begins. */
  readonly end: number
}

/** One record from `at`, or undefined when the text there breaks the rules. */
function strictRecord(buffer: Buffer, at: number, separator: Separator): OneRecord | undefined {
  let found: OneRecord | undefined
  try {
    parse(buffer.subarray(at), {
      ...strict(separator),
      to: 1,
      on_record: (fields: string[], { bytes }) => {
        found ??= { fields, end: at + bytes }
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return undefined
  }
  return found
}

const QUOTE = 0x22

/**
 * One record where a quote ends a quoted field only before a separator or a line end, and is text anywhere else: how a
 * person reads '"5" slang"'. `open` when the last quote never ended.
 */
function lenientRecord(buffer: Buffer, start: number, separator: Separator): OneRecord & { open: boolean } {
  const apart = separator.charCodeAt(0)
  const ends = (byte: number | undefined) =>
    byte === undefined || byte === apart || byte === LF || byte === CR
  const fields: string[] = []
  let at = start
  for (;;) {
    const quoted = buffer[at] === QUOTE
    // Pieces of the buffer, not its bytes one by one: a file may be a single field of a hundred megabytes.
    const parts: Buffer[] = []
    if (quoted) at++
    let from = at
    while (at < buffer.length) {
      const byte = buffer[at] ?? 0
      if (quoted && byte === QUOTE) {
        if (ends(buffer[at + 1])) break
        if (buffer[at + 1] === QUOTE) {
          parts.push(buffer.subarray(from, at))
          at++
          from = at
        }
      } else if (!quoted && ends(byte)) break
      at++
    }
    parts.push(buffer.subarray(from, at))
    const open = quoted && at >= buffer.length
    if (quoted && !open) at++
    fields.push(Buffer.concat(parts).toString('utf8'))
    if (buffer[at] === apart) {
      at++
      continue
    }
    if (buffer[at] === CR && buffer[at + 1] === LF) at++
    return { fields, end: Math.min(buffer.length, at + 1), open }
  }
}

function lineAfter(buffer: Buffer, from: number): number {
  for (let at = from; at < buffer.length; at++) {
    const byte = buffer[at]
    if (byte === LF || (byte === CR && buffer[at + 1] !== LF)) return at + 1
  }
  return buffer.length
}

function isEmpty(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '')
}
