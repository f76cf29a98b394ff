import type { DetectedSource, ReadSettings, SourceFormat } from '../../../../shared/transfer/format.ts'
import { LONGEST_NUMBER, maskPersonnummer } from '../../../../shared/text/personnummer.ts'
import { cleanCell } from '../cleanCell.ts'
import { ColumnSketch } from './columnSketch.ts'
import { openDelimited } from './delimited.ts'
import { FileBytes } from './fileBytes.ts'
import { columnNames } from './heading.ts'
import type { OpenedFormat } from './openedFormat.ts'
import { openJson } from './json.ts'
import { refusal } from './refusal.ts'
import { findFormat } from './sniff.ts'
import { openWorkbook } from './workbook.ts'
import { RecordShaper } from './sourceRecords.ts'
import type { RawReading, Source, SourceRecord, SourceTally } from './source.ts'

/** So many rows say what a column looks like. */
const SKETCHED_ROWS = 10_000
const SAMPLE_ROWS = 50
/** A cell in the sample; the row itself keeps all of it. */
const SAMPLE_CELL = 500
const BATCH = 500
/** A table made by people has fewer. */
const MOST_COLUMNS = 1000

/**
 * Opens a file of records: finds out what it is (or takes the person's word for it) and reads the beginning. Nothing is
 * held in memory but one piece of the file at a time.
 * @throws SOURCE_INVALID with a Swedish reason that says what to do; CANCELLED.
 */
export async function openSource(
  path: string,
  wishes: ReadSettings,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Source> {
  const file = await FileBytes.of(path, options.signal)
  const format = await openFormat(file, wishes)
  return OpenSource.of(file, format)
}

async function openFormat(file: FileBytes, wishes: ReadSettings): Promise<OpenedFormat> {
  const found = await findFormat(file, wishes.format)
  const opened = await OPENERS[found.format](file, wishes)
  return { ...opened, findings: [{ about: 'format', says: found.why }, ...opened.findings] }
}

const OPENERS: Readonly<
  Record<SourceFormat, (file: FileBytes, wishes: ReadSettings) => Promise<OpenedFormat>>
> = { delimited: openDelimited, workbook: openWorkbook, json: openJson }

class OpenSource implements Source {
  readonly detected: DetectedSource
  readonly #file: FileBytes
  readonly #format: OpenedFormat
  readonly #names: readonly string[]
  #reading: RawReading | undefined
  #shaper: RecordShaper | undefined

  private constructor(
    file: FileBytes,
    format: OpenedFormat,
    names: readonly string[],
    detected: DetectedSource,
  ) {
    this.#file = file
    this.#format = format
    this.#names = names
    this.detected = detected
  }

  static async of(file: FileBytes, format: OpenedFormat): Promise<OpenSource> {
    if (format.heading.length > MOST_COLUMNS) {
      throw refusal(
        file.path,
        'den har fler än 1 000 kolumner. Exportera bara de uppgifter som ska läsas in.',
      )
    }
    const names = columnNames(format.heading, format.place).map((name) => maskPersonnummer(name))
    const sketches = names.map(() => new ColumnSketch())
    const sample: SourceRecord[] = []
    let rows = 0
    const shaper = new RecordShaper(names, format.heading, format.headingRecord)
    sketching: for await (const raw of format.read().batches) {
      file.assertGoingOn()
      for (const record of shaper.shape(raw)) {
        if (sample.length < SAMPLE_ROWS) sample.push(record)
        // Of a faulty row it is not known which field belongs to which column.
        if (record.problem === null)
          sketches.forEach((sketch, index) => sketch.add(record.fields[index] ?? ''))
        rows++
        if (rows >= SKETCHED_ROWS) break sketching
      }
    }
    return new OpenSource(file, format, names, {
      settings: format.settings,
      findings: format.findings,
      sheets: format.sheets,
      columns: sketches.map((sketch, index) => sketch.column(index, names[index] ?? '')),
      sample: sample.map(({ row, line, fields, problem }) => ({
        row,
        line,
        // What is only shown must not show whom it is about; the row itself is looked through when it is taken in.
        fields: fields.map((field) => {
          // Masked before it is cut: half a number tells nearly as much as a whole one.
          const masked = maskPersonnummer(field.slice(0, SAMPLE_CELL + LONGEST_NUMBER))
          return masked.length > SAMPLE_CELL ? `${masked.slice(0, SAMPLE_CELL)}…` : masked
        }),
        problem,
      })),
      warnings: [...format.warnings, ...headingWarnings(format.heading), ...(rows === 0 ? [NO_ROWS] : [])],
      sizeBytes: file.size,
    })
  }

  async *batches(): AsyncGenerator<readonly SourceRecord[]> {
    const format = this.#format
    const reading = format.read()
    const shaper = new RecordShaper(this.#names, format.heading, format.headingRecord)
    this.#reading = reading
    this.#shaper = shaper
    for await (const raw of reading.batches) {
      this.#file.assertGoingOn()
      const records = shaper.shape(raw)
      for (let at = 0; at < records.length; at += BATCH) {
        yield records.length <= BATCH ? records : records.slice(at, at + BATCH)
        // Whoever else waits for this process gets a turn.
        await new Promise((resolve) => setImmediate(resolve))
        this.#file.assertGoingOn()
      }
    }
    shaper.end()
  }

  get bytesRead(): number {
    return this.#reading?.bytesRead() ?? 0
  }

  get bytesTotal(): number {
    return this.#format.bytesTotal
  }

  get tally(): SourceTally {
    return this.#shaper?.tally ?? { empty: 0, repeatedHeadings: 0, sums: [] }
  }
}

const NO_ROWS = 'Filen har rubriker men inga rader med data.'

function headingWarnings(heading: readonly string[]): string[] {
  const warnings: string[] = []
  const seen = new Set<string>()
  const repeated = new Set<string>()
  let nameless = 0
  for (const name of heading.map(cleanCell)) {
    if (name === '') nameless++
    else if (seen.has(name)) repeated.add(name)
    seen.add(name)
  }
  for (const name of repeated) {
    warnings.push(`Rubriken ”${name}” står över mer än en kolumn. Den andra kallas här ”${name} (2)”.`)
  }
  if (nameless > 0) {
    warnings.push(
      nameless === 1
        ? 'En kolumn saknar rubrik.'
        : `${nameless} kolumner saknar rubrik. De har fått namn efter sin plats.`,
    )
  }
  return warnings
}
