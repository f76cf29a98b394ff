import type { RowReport } from '../../../../shared/transfer/rowReport.ts'
import { cleanCell } from '../cleanCell.ts'
import { isBlank } from './recordCutter.ts'
import type { RawRecord, SourceRecord, SourceTally } from './source.ts'

/** Excel's own longest cell: longer text did not come from a spreadsheet, and may be a quote that was never closed. */
const LONG_CELL = 32_767
/** Nobody has written this by hand. */
const LONGEST_CELL = 1_000_000

/** How a line that sums up a table begins. */
const SUM = /^(?:antal|summa|summering|summerat|delsumma|totalt?|totala|sum)(?!\p{L})/iu
/** How a line that is narrower than the table and closes it may begin, besides. */
const CLOSING =
  /^(?:utskriv|utdrag|utskrift|genererad|skapad|rapporten|\d+ (?:rader|ärenden|poster|avvikelser|rows|records)(?!\p{L}))/iu
/** A table does not end in more of them. */
const MOST_SUMS = 20

/** Turns raw records into rows of data under known headings. Blank rows, repeated headings and closing sums are counted. */
export class RecordShaper {
  readonly #names: readonly string[]
  readonly #heading: readonly string[]
  readonly #headingRecord: number
  #empty = 0
  #repeatedHeadings = 0
  readonly #sums: RowReport[] = []
  /** Rows that are sums if nothing but their like comes after them. */
  #held: SourceRecord[] = []

  constructor(names: readonly string[], heading: readonly string[], headingRecord: number) {
    this.#names = names
    this.#heading = heading.map(cleanCell)
    this.#headingRecord = headingRecord
  }

  get tally(): SourceTally {
    return { empty: this.#empty, repeatedHeadings: this.#repeatedHeadings, sums: this.#sums }
  }

  shape(raw: readonly RawRecord[]): SourceRecord[] {
    const out: SourceRecord[] = []
    for (const record of raw) {
      // Titles above the headings, and the headings.
      if (record.record <= this.#headingRecord) continue
      if (record.problem === undefined && isBlank(record.fields)) {
        this.#empty++
        continue
      }
      if (record.problem === undefined && this.#isHeadingAgain(record.fields)) {
        this.#repeatedHeadings++
        continue
      }
      const shaped = this.#shapeOne(record)
      if (this.#held.length < MOST_SUMS && this.#looksLikeSum(record)) {
        this.#held.push(shaped)
        continue
      }
      if (this.#held.length > 0) {
        out.push(...this.#held)
        this.#held = []
      }
      out.push(shaped)
    }
    return out
  }

  /** At the file's end: what was held back closes the file, so it is told and not taken in. */
  end(): void {
    for (const { row, line } of this.#held) {
      this.#sums.push({ row, line, reason: 'Summeringsrad sist i filen. Den hoppades över.' })
    }
    this.#held = []
  }

  #isHeadingAgain(fields: readonly string[]): boolean {
    // The first field alone settles nearly every row.
    if (fields.length !== this.#heading.length || cleanCell(fields[0] ?? '') !== this.#heading[0])
      return false
    return fields.every((field, index) => cleanCell(field) === this.#heading[index])
  }

  #looksLikeSum({ fields, problem }: RawRecord): boolean {
    // A whole row is one only when it is mostly empty.
    const most = problem === undefined ? this.#names.length / 2 : 4
    let filled = 0
    let first = ''
    for (const field of fields) {
      if (field.trim() === '') continue
      if (filled === 0) first = field
      filled++
      if (filled > most) return false
    }
    if (filled === 0 || fields.length > this.#names.length) return false
    const words = cleanCell(first.slice(0, 200))
    return SUM.test(words) || (problem !== undefined && CLOSING.test(words))
  }

  #shapeOne(record: RawRecord): SourceRecord {
    const { line } = record
    const row = record.record - this.#headingRecord + 1
    const report = (reason: string, at?: number, where = line): RowReport => {
      const column = at === undefined ? undefined : this.#names[at]
      return { row, line: where, ...(column === undefined ? {} : { column }), reason }
    }
    const warnings = record.notes.map((note) => report(note.reason, note.at, note.line))
    let problem =
      record.problem === undefined
        ? null
        : report(record.problem.reason, record.problem.at, record.problem.line)
    record.fields.forEach((field, at) => {
      if (field.length <= LONG_CELL) return
      const length = `${Math.round(field.length / 1000)} 000`
      if (field.length > LONGEST_CELL) {
        problem ??= report(
          `Fältet har omkring ${length} tecken, mer än Lärdom tar in. Korta texten i källan.`,
          at,
        )
      } else {
        warnings.push(
          report(
            `Fältet är ovanligt långt (omkring ${length} tecken). Kontrollera att ett citattecken inte saknas.`,
            at,
          ),
        )
      }
    })
    return { row, line, fields: record.fields, problem, warnings }
  }
}
