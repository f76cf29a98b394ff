import { importFieldSpec, type ImportField } from '../../../shared/transfer/fields.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import { lastYear, readSourceDate, type SourceDate, type YearLastOrder } from './sourceDate.ts'
import type { SourceValues, ValueName } from './sourceValues.ts'

/** The day that stands for 'no date in the source': before every real one, so that it sorts last. */
export const UNKNOWN_DAY = '1900-01-01'
export const UNKNOWN_DATE_TEXT = 'datum ej angivet i källan'

interface Written {
  readonly event: string
  readonly discovered: string
  readonly reported: string
  readonly published: string
  readonly informed: string
  readonly feedback: string
  readonly closed: string
  readonly diarienummer: string
  /** The import's instant, ISO in UTC. */
  readonly at: string
  readonly orderOf: (field: ImportField) => YearLastOrder | undefined
  readonly has: (field: ImportField) => boolean
}

/** Reads a row's dates, and says of each that cannot be right that the case was taken in without it. */
export class RowDates {
  readonly #mapping: Mapping
  readonly #today: string
  readonly #warn: (field: ImportField, reason: string) => void

  constructor(mapping: Mapping, today: string, warn: (field: ImportField, reason: string) => void) {
    this.#mapping = mapping
    this.#today = today
    this.#warn = warn
  }

  /** A date with its time of day may look like a personnummer: 2021-03-04-1015. */
  isDay(field: ImportField, text: string, order: YearLastOrder | undefined): boolean {
    return importFieldSpec(field).kind === 'date' && readSourceDate(text, this.#today, order).kind === 'day'
  }

  into(values: Record<string, SourceValues[ValueName]>, written: Written): void {
    let event = this.#read('eventDate', written.event, written)
    const source = written.published === '' ? ('reportedDate' as const) : ('publishedDate' as const)
    const sourceWords = written.published || written.reported
    const reported = this.#read(source, sourceWords, written)
    const reportedDay = firstDayOf(reported)
    if (event.kind === 'day' && reported.kind === 'day' && event.day > reported.day) {
      this.#warn(
        'eventDate',
        'Händelsedatum ligger efter rapporterat datum. Ärendet togs in utan händelsedatum.',
      )
      event = { kind: 'words', year: null }
    }
    const eventDate = event.kind === 'day' ? event.day : null
    const registered = lastYear(written.diarienummer, this.#today)
    values['eventDate'] = eventDate
    // Where no day is known, the list shows these words and never the day it sorts by.
    values['eventText'] =
      eventDate === null ? this.#words(written.event, reported, sourceWords, source, registered) : null
    values['sourceDate'] = reported.kind === 'day' ? reported.day : sourceWords || null
    values['sortDate'] =
      eventDate ?? reportedDay ?? firstDayOf(event) ?? firstDayOfYear(registered) ?? UNKNOWN_DAY
    // Own cases count in the year they were reported; of published ones it is not known.
    if (this.#mapping.places === 'egen' && reportedDay !== null) {
      values['reportedAt'] = `${reportedDay}T11:00:00.000Z`
    }
    for (const [field, text] of [
      ['discoveredDate', written.discovered],
      ['patientInformedDate', written.informed],
      ['feedbackGivenDate', written.feedback],
      ['closedDate', written.closed],
    ] as const) {
      if (!written.has(field)) continue
      const date = this.#read(field, text, written)
      values[field] = date.kind === 'day' ? date.day : null
      if (date.kind === 'words' || date.kind === 'year' || date.kind === 'month') {
        this.#warn(field, 'Datumet är ingen hel dag. Ärendet togs in utan det datumet.')
      }
    }
  }

  #words(
    event: string,
    reported: SourceDate,
    sourceWords: string,
    source: 'reportedDate' | 'publishedDate',
    registered: string | null,
  ): string {
    if (event !== '') return event
    if (firstDayOf(reported) !== null) {
      const word = source === 'publishedDate' ? 'publicerad' : 'rapporterad'
      return `${word} ${reported.kind === 'day' ? reported.day : sourceWords}`
    }
    return registered === null ? UNKNOWN_DATE_TEXT : `${registered} enligt diarienumret`
  }

  #read(field: ImportField, text: string, written: Written): SourceDate {
    if (text === '') return { kind: 'empty' }
    const date = readSourceDate(text, this.#today, written.orderOf(field))
    if (date.kind === 'invalid') {
      this.#warn(field, `${date.reason} Ärendet togs in utan det datumet.`)
    } else if (date.kind === 'day' && date.note !== undefined) this.#warn(field, date.note)
    return date
  }
}

function firstDayOf(date: SourceDate): string | null {
  if (date.kind === 'day') return date.day
  if (date.kind === 'month') return `${date.month}-01`
  if (date.kind === 'year') return firstDayOfYear(date.year)
  return date.kind === 'words' ? firstDayOfYear(date.year) : null
}

function firstDayOfYear(year: string | null): string | null {
  return year === null ? null : `${year}-01-01`
}
