import type { DetectedSource } from '../../../../shared/transfer/format.ts'
import type { RowReport } from '../../../../shared/transfer/rowReport.ts'

/** Something odd in a record; `at` is the field it is in. Reasons are Swedish sentences and quote nothing. */
export interface RawNote {
  readonly line: number
  readonly reason: string
  readonly at?: number
}

/** A record as it stands in the file, whatever the format. */
export interface RawRecord {
  /** From 1, blank lines counted. */
  readonly record: number
  /** The line in the file, or the sheet's row. */
  readonly line: number
  readonly fields: readonly string[]
  /** Why it cannot be taken in; the line where the fault is. */
  readonly problem: RawNote | undefined
  /** What is odd though it was read. */
  readonly notes: readonly RawNote[]
}

/** One reading of a file from its beginning. */
export interface RawReading {
  readonly batches: AsyncIterable<readonly RawRecord[]>
  /** How far it has come, in the same measure as `bytesTotal`. */
  readonly bytesRead: () => number
}

/** A row of data. */
export interface SourceRecord {
  /** The heading is 1, blank rows counted. */
  readonly row: number
  readonly line: number
  /** As many as there are columns, unless there is a problem; then as many as could be told apart. Not cleaned. */
  readonly fields: readonly string[]
  /** Why the row cannot be taken in. */
  readonly problem: RowReport | null
  /** What is odd though it can. */
  readonly warnings: readonly RowReport[]
}

/** What a whole reading left out on purpose. */
export interface SourceTally {
  /** Rows without content. */
  readonly empty: number
  /** The heading row once more, as page breaks leave it. */
  readonly repeatedHeadings: number
  /** Closing lines such as 'Antal ärenden: 147'. */
  readonly sums: readonly RowReport[]
}

/** A file that can be read into records, as many times as one likes but one at a time. */
export interface Source {
  readonly detected: DetectedSource
  /** The rows of data in the file's order, a few hundred at a time. @throws CANCELLED, SOURCE_INVALID. */
  batches(): AsyncIterable<readonly SourceRecord[]>
  /** Of the present or last reading: for a bar of progress. */
  readonly bytesRead: number
  readonly bytesTotal: number
  /** Of the present or last reading; whole when it has come to its end. */
  readonly tally: SourceTally
}
