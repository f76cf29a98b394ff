import { createHash } from 'node:crypto'
import type { Handelsetyp } from '../../../shared/incident/codes.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { fold } from '../../../shared/text/swedish.ts'
import type { RowReport } from '../../../shared/transfer/rowReport.ts'
import type { NewIncidentRow } from '../incident/repository.ts'
import type { NewLexMariaCaseRow } from '../supervision/repository.ts'
import { cleanCell, looksDoublyEncoded } from './cleanCell.ts'
import * as maps from './codeMaps.ts'
import type { DelimitedFile, DelimitedRow } from './parseDelimited.ts'
import { missingColumns, type ImportProfile, type SourceField } from './profiles.ts'
import { lastYear, readSourceDate, type SourceDate } from './sourceDate.ts'
import { makeTitle } from './title.ts'

/** The day that stands for 'no date in the source': before every real one, so that it sorts last. */
export const UNKNOWN_DAY = '1900-01-01'
export const UNKNOWN_DATE_TEXT = 'datum ej angivet i källan'
const LONGEST_KEY = 100

export interface SourceCase {
  readonly row: number
  readonly line: number
  readonly key: string
  readonly place: { readonly region: string; readonly vardgivare: string; readonly enhet: string }
  readonly incident: Omit<NewIncidentRow, 'arendenr' | 'unitId' | 'reportedAt'>
  readonly lexMaria: Omit<NewLexMariaCaseRow, 'number' | 'incidentId'> | null
  /** Of everything above but the row's place in the file. */
  readonly hash: string
}

export interface ReadResult {
  readonly cases: readonly SourceCase[]
  readonly faulty: readonly RowReport[]
  readonly warnings: readonly RowReport[]
  readonly duplicates: number
  readonly skipped: number
  readonly unknownTypes: readonly { value: string; count: number }[]
}

/** Cells whose text is not looked through for broken letters. */
const NOT_TEXT: ReadonlySet<SourceField> = new Set(['sourceUrl', 'publishedDate'])

/** Turns the rows of a file into cases; every row ends as a case, a report or a counted skip. */
export function readCases(file: DelimitedFile, profile: ImportProfile, today: string): ReadResult {
  const missing = missingColumns(profile, file.header)
  if (missing.length > 0) throw new RangeError(`missing columns: ${missing.join(', ')}`)
  return new CaseReader(file, profile, today).read()
}

const byRow = (a: RowReport, b: RowReport) => a.row - b.row || a.line - b.line

class CaseReader {
  readonly #file: DelimitedFile
  readonly #profile: ImportProfile
  readonly #today: string
  readonly #places = new Map<SourceField, number>()
  readonly #faulty: RowReport[]
  readonly #warnings: RowReport[]
  readonly #unknownTypes = new Map<string, number>()

  constructor(file: DelimitedFile, profile: ImportProfile, today: string) {
    this.#file = file
    this.#profile = profile
    this.#today = today
    this.#faulty = []
    this.#warnings = [...file.warnings]
    const header = file.header.map(cleanCell)
    for (const [field, column] of Object.entries(profile.columns) as [SourceField, string][]) {
      this.#places.set(field, header.indexOf(column))
    }
  }

  read(): ReadResult {
    const cases: SourceCase[] = []
    const seen = new Map<string, SourceCase>()
    let skipped = this.#file.emptyRows
    let duplicates = 0
    for (const fault of this.#file.faults) {
      // A closing line such as 'Antal ärenden: 147' is narrower than the table and comes last.
      if (this.#isFooter(fault)) {
        this.#warnings.push({ ...fault, reason: 'Summeringsrad sist i filen. Den hoppades över.' })
        skipped++
      } else this.#faulty.push(fault)
    }
    for (const row of this.#file.rows) {
      if (this.#isHeaderAgain(row)) {
        skipped++
        continue
      }
      const found = this.#readRow(row)
      if (!found) continue
      const earlier = seen.get(fold(found.key))
      if (!earlier) {
        seen.set(fold(found.key), found)
        cases.push(found)
      } else if (earlier.hash === found.hash) {
        duplicates++
        this.#warn(row, 'key', `Samma ärende som på rad ${earlier.line}. Det togs in en gång.`)
      } else {
        this.#fault(
          row,
          'key',
          `Ärendenumret finns redan på rad ${earlier.line} men med annat innehåll. Den första raden gäller.`,
        )
      }
    }
    return {
      cases,
      faulty: this.#faulty.sort(byRow),
      warnings: this.#warnings.sort(byRow),
      duplicates,
      skipped,
      unknownTypes: [...this.#unknownTypes].map(([value, count]) => ({ value, count })),
    }
  }

  #isFooter(fault: RowReport): boolean {
    // Rows stand in the file's order.
    const last = this.#file.rows.at(-1)?.row
    return (
      last !== undefined &&
      fault.row > last &&
      this.#file.faults.at(-1) === fault &&
      fault.reason.includes('tagit slut för tidigt')
    )
  }

  #isHeaderAgain(row: DelimitedRow): boolean {
    return row.fields.every((field, index) => cleanCell(field) === cleanCell(this.#file.header[index] ?? ''))
  }

  #get(row: DelimitedRow, field: SourceField): string {
    const place = this.#places.get(field)
    return place === undefined ? '' : cleanCell(row.fields[place] ?? '')
  }

  /** Empty, too, where the source says that it does not know. */
  #known(row: DelimitedRow, field: SourceField): string {
    const text = this.#get(row, field)
    return maps.UNKNOWN_WORDS.includes(fold(text)) ? '' : text
  }

  #column(field: SourceField): string {
    return this.#profile.columns[field] ?? field
  }

  #textFields(): SourceField[] {
    return [...this.#places.keys()].filter((field) => !NOT_TEXT.has(field))
  }

  #report(row: DelimitedRow, field: SourceField, reason: string): RowReport {
    return { row: row.row, line: row.line, column: this.#column(field), reason }
  }

  #fault(row: DelimitedRow, field: SourceField, reason: string): void {
    this.#faulty.push(this.#report(row, field, reason))
  }

  #warn(row: DelimitedRow, field: SourceField, reason: string): void {
    this.#warnings.push(this.#report(row, field, reason))
  }

  #readRow(row: DelimitedRow): SourceCase | undefined {
    const refused = this.#refusal(row)
    if (refused) {
      this.#fault(row, refused.field, refused.reason)
      return undefined
    }
    const key = this.#get(row, 'key').toLocaleUpperCase('sv')
    const slug = this.#get(row, 'handelsetyp')
    for (const field of this.#textFields()) {
      if (looksDoublyEncoded(this.#get(row, field))) {
        this.#warn(row, field, 'Texten ser dubbelkodad ut (Ã¥ i stället för å). Den är inte ändrad.')
      }
    }
    for (const field of this.#profile.expected) {
      if (this.#get(row, field) === '') {
        this.#warn(row, field, `${this.#column(field)} saknas. Ärendet togs in som ej angivet.`)
      }
    }
    const dates = this.#readDates(row)
    const consequence = this.#known(row, 'consequence')
    const specialty = this.#known(row, 'specialty')
    const sourceUrl = this.#known(row, 'sourceUrl')
    const patient = this.#known(row, 'patient')
    const vardform = fold(this.#known(row, 'vardform'))
    const severity = this.#severity(row)
    const content = {
      key,
      place: {
        region: this.#known(row, 'region'),
        vardgivare: this.#known(row, 'vardgivare'),
        enhet: this.#known(row, 'enhet'),
      },
      incident: {
        origin:
          sourceUrl === '' && this.#profile.code !== 'lexmaria'
            ? ('import' as const)
            : ('publicerad' as const),
        arendetyp: 'ej_angivet' as const,
        status: this.#status(row),
        handelsetyp: this.#handelsetyp(slug),
        title: makeTitle({ handelsetyp: slug, specialty, consequence }),
        description: this.#get(row, 'description'),
        sourceSystem: this.#profile.sourceSystem,
        sourceKey: key,
        sourceUrl: sourceUrl || null,
        sourcePublisher: this.#known(row, 'publisher') || null,
        ...dates,
        vardtyp: maps.VARDTYP_BY_WORD[vardform] ?? null,
        specialty: specialty || null,
        consequence,
        causesText: this.#known(row, 'causes'),
        measuresText: this.#known(row, 'measures'),
        reportedActualSeverity: severity,
        patientText: patient || null,
        patientSex: maps.SEX_WORDS.find(([words]) => words.test(patient))?.[1] ?? null,
        patientAge: ageIn(patient),
        diarienummer: this.#known(row, 'diarienummer') || null,
        feedbackWanted: false,
      },
      lexMaria: this.#lexMaria(row),
    }
    // Names of places that differ in case only are the same place.
    const compared = { ...content, place: Object.values(content.place).map(fold) }
    const hash = createHash('sha256').update(JSON.stringify(compared)).digest('hex')
    return { row: row.row, line: row.line, ...content, hash }
  }

  /** The first reason not to take the row in. What the row says is never repeated. */
  #refusal(row: DelimitedRow): { field: SourceField; reason: string } | undefined {
    for (const field of this.#profile.required) {
      if (this.#get(row, field) === '') return { field, reason: `${this.#column(field)} saknas.` }
    }
    // Every cell is looked through, for a personnummer may stand anywhere.
    for (const field of this.#places.keys()) {
      const text = this.#get(row, field)
      if (containsPersonnummer(text) && !this.#isDate(field, text)) {
        return {
          field,
          reason: `Fältet ${this.#column(field)} innehåller ett personnummer. Ta bort det i källan och läs in raden igen.`,
        }
      }
    }
    const key = this.#get(row, 'key')
    if (key.length > LONGEST_KEY) {
      return { field: 'key', reason: `${this.#column('key')} är längre än ${LONGEST_KEY} tecken.` }
    }
    if (/^\d+[.,]\d+E\+?\d+$/i.test(key)) {
      return {
        field: 'key',
        reason: `${this.#column('key')} är omgjort av ett kalkylprogram (grundpotensform); det riktiga numret går inte att återskapa.`,
      }
    }
    return undefined
  }

  /** A date with its time of day may look like a personnummer: 2021-03-04-1015. */
  #isDate(field: SourceField, text: string): boolean {
    return field === 'publishedDate' && readSourceDate(text, this.#today).kind === 'day'
  }

  #handelsetyp(slug: string): Handelsetyp {
    const known = maps.HANDELSETYP_BY_SLUG[fold(slug)]
    if (!known && slug !== '') this.#unknownTypes.set(slug, (this.#unknownTypes.get(slug) ?? 0) + 1)
    return known ?? 'ovrigt'
  }

  #status(row: DelimitedRow): NewIncidentRow['status'] {
    const word = this.#get(row, 'status')
    if (word === '') return 'ej_angivet'
    // '(hos MAS)' and the like after the status itself.
    const known = maps.STATUS_BY_WORD[fold(word.replace(/\s*\(.*\)$/, ''))]
    if (!known) this.#warn(row, 'status', 'Okänd status. Ärendet togs in med status Ej angivet.')
    return known ?? 'ej_angivet'
  }

  #severity(row: DelimitedRow): number | null {
    const text = this.#known(row, 'severity')
    if (text === '') return null
    if (/^[1-4]$/.test(text)) return Number(text)
    this.#warn(row, 'severity', 'Okänd allvarlighetsgrad (skalan är 1–4). Ärendet togs in utan.')
    return null
  }

  #readDates(row: DelimitedRow): Pick<NewIncidentRow, 'eventDate' | 'eventText' | 'sourceDate' | 'sortDate'> {
    const eventWords = this.#known(row, 'eventDate')
    const publishedWords = this.#known(row, 'publishedDate')
    let event = this.#readDate(row, 'eventDate', eventWords)
    const published = this.#readDate(row, 'publishedDate', publishedWords)
    const publishedDay = firstDayOf(published)
    if (event.kind === 'day' && published.kind === 'day' && event.day > published.day) {
      this.#warn(
        row,
        'eventDate',
        'Händelsedatum ligger efter rapporterat datum. Ärendet togs in utan händelsedatum.',
      )
      event = { kind: 'words', year: null }
    }
    const eventDate = event.kind === 'day' ? event.day : null
    const registered = lastYear(this.#known(row, 'diarienummer'), this.#today)
    return {
      eventDate,
      // Where no day is known, the list shows these words and never the day it sorts by.
      eventText:
        eventDate !== null
          ? null
          : eventWords ||
            (publishedDay === null
              ? registered === null
                ? UNKNOWN_DATE_TEXT
                : `${registered} enligt diarienumret`
              : `${this.#profile.publishedWord} ${published.kind === 'day' ? published.day : publishedWords}`),
      sourceDate: published.kind === 'day' ? published.day : publishedWords || null,
      sortDate: eventDate ?? publishedDay ?? firstDayOf(event) ?? firstDayOfYear(registered) ?? UNKNOWN_DAY,
    }
  }

  #readDate(row: DelimitedRow, field: SourceField, text: string): SourceDate {
    const date = readSourceDate(text, this.#today)
    if (date.kind === 'invalid') {
      this.#warn(row, field, `${date.reason} Ärendet togs in utan det datumet.`)
    } else if (date.kind === 'day' && date.note !== undefined) this.#warn(row, field, date.note)
    return date
  }

  /** What the source says of the report to IVO, in its own words. */
  #lexMaria(row: DelimitedRow): SourceCase['lexMaria'] {
    const reported = this.#known(row, 'reported')
    const decision = this.#known(row, 'ivoDecision')
    if (reported === '' && decision === '') return null
    const word = fold(reported.split(/[ ,;]/)[0] ?? '')
    const yes = maps.YES_WORDS.includes(word) && fold(reported) !== 'ja (lex sarah)'
    if (!yes && decision === '' && maps.NO_WORDS.includes(fold(reported))) return null
    return {
      decision: yes ? 'ska_anmalas' : 'ej_beslutat',
      reportedDate: isoDateIn(reported),
      reportedText: reported || null,
      ivoDecisionText: decision || null,
      ivoDecisionDate: isoDateIn(decision),
    }
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

function isoDateIn(text: string): string | null {
  return /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0] ?? null
}

/** An exact age in years; '60-årsåldern' is none. */
function ageIn(text: string): number | null {
  if (/\d+ månader/.test(text)) return 0
  const years = /(?<!\d)(\d{1,3}) år(?!s)/.exec(text)?.[1]
  return years === undefined || /under \d+ år/.test(text) ? null : Number(years)
}
