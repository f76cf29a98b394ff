import type { DetectedSource } from '../../../../shared/transfer/format.ts'
import type { RawReading } from './source.ts'

/** A file whose format is known and whose headings are found; what each format's opener gives. */
export interface OpenedFormat {
  readonly settings: DetectedSource['settings']
  readonly findings: DetectedSource['findings']
  readonly sheets: DetectedSource['sheets']
  /** As they stand in the file. */
  readonly heading: readonly string[]
  /** The record that holds them; 0 where they are no record of their own. */
  readonly headingRecord: number
  /** What a column without heading is called. */
  readonly place: (index: number) => string
  readonly warnings: readonly string[]
  readonly bytesTotal: number
  /** Begins from the beginning. */
  read(): RawReading
}
