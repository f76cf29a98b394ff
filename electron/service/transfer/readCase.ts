import type { Kon } from '../../../shared/incident/codes.ts'
import { importFieldSpec, type ImportField } from '../../../shared/transfer/fields.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import type { RowReport } from '../../../shared/transfer/rowReport.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { fold } from '../../../shared/text/swedish.ts'
import { cleanCell, looksDoublyEncoded, withoutRemark } from './cleanCell.ts'
import { SEX_WORDS } from './codeMaps.ts'
import type { CodeBooks } from './codeBook.ts'
import { isFaultFile } from './faultColumns.ts'
import { lexMariaIn } from './lexMaria.ts'
import { ageIn, readAge, readWholeNumber } from './numbers.ts'
import { splitPath, type PlaceWords } from './ownPlaces.ts'
import type { PublishedPlace } from './publishedPlaces.ts'
import { RowDates } from './rowDates.ts'
import type { SourceRecord } from './reading/source.ts'
import { readClock, timeAfterDate } from './sourceDate.ts'
import { mark, marksOf, type SourceValues, type ValueName } from './sourceValues.ts'
import {
  joined,
  LONGEST_TEXT,
  namesOf,
  NOT_STORED_AS_TEXT,
  slotsOf,
  startOf,
  VALUE_OF,
  type Slot,
} from './slots.ts'
import { makeTitle, titleFromText } from './title.ts'
import { NOTHING_WORDS } from './valueWords.ts'

const LONGEST_KEY = 100
const SHORTEST_NUMBER = 10

/** A row that can be a case. */
export interface ReadCase {
  readonly row: number
  readonly line: number
  readonly key: string
  readonly values: SourceValues
  /** See sourceValues.ts: which words the source had in which field. */
  readonly marks: string
  readonly place: PlaceWords
  readonly publishedPlace: PublishedPlace
}

export interface RowNotes {
  warn(report: RowReport): void
  /** A value without counterpart, and what becomes of it. */
  unknown(field: ImportField, value: string, becomes: string): void
}

/** Turns rows of a source into cases by a mapping. */
export class CaseReader {
  readonly #mapping: Mapping
  readonly #books: CodeBooks
  readonly #slots: readonly Slot[]
  readonly #places = new Map<ImportField, number>()
  readonly #names: readonly ValueName[]
  readonly #dates: RowDates
  readonly #at: string
  readonly #notes: RowNotes
  readonly #unwraps: boolean
  /** The present row's clean texts, by slot. */
  #texts: string[] = []
  #row: SourceRecord = NO_ROW

  constructor(
    mapping: Mapping,
    columns: readonly string[],
    books: CodeBooks,
    when: { today: string; at: string },
    notes: RowNotes,
  ) {
    this.#mapping = mapping
    this.#books = books
    this.#slots = slotsOf(mapping, columns)
    this.#slots.forEach(({ field }, index) => this.#places.set(field, index))
    this.#dates = new RowDates(mapping, when.today, (field, reason) => this.#warn(field, reason))
    this.#at = when.at
    this.#notes = notes
    this.#unwraps = isFaultFile(columns)
    this.#names = namesOf(this.#places, mapping)
  }

  /** The fields that this mapping speaks of; what it does not speak of is left alone. */
  get names(): readonly ValueName[] {
    return this.#names
  }

  get hasKey(): boolean {
    return this.#places.has('key')
  }

  read(row: SourceRecord): ReadCase | RowReport {
    this.#row = row
    const refused = this.#gather() ?? this.#refusal()
    if (refused) return refused
    const values = this.#values()
    const place = this.#placeWords()
    const publishedPlace = this.#publishedPlace()
    const marks = marksOf(this.#names, values)
    const key = this.hasKey
      ? upper(this.#text('key'))
      : `RAD-${mark(`${marks}|${place.levels.join('|')}|${Object.values(publishedPlace).join('|')}`).toUpperCase()}`
    return { row: row.row, line: row.line, key, values, marks, place, publishedPlace }
  }

  /** Cleans the cells that are used; the first that may not be taken in ends it. */
  #gather(): RowReport | undefined {
    this.#texts = []
    for (const { field, columns, order } of this.#slots) {
      let text = ''
      for (const { index, heading, joinWith } of columns) {
        const raw = cleanCell(this.#row.fields[index] ?? '')
        const cell = this.#unwraps ? raw.replace(/^'(?=\s*[=+\-@＝＋－＠])/, '') : raw
        if (cell === '') continue
        if (mayHoldNumber(cell) && containsPersonnummer(cell) && !this.#dates.isDay(field, cell, order)) {
          return this.#report(
            heading,
            `Fältet ${heading} innehåller ett personnummer. Ta bort det i källan och läs in raden igen.`,
          )
        }
        if (cell.includes('Ã') && looksDoublyEncoded(cell)) {
          this.#notes.warn(
            this.#report(heading, 'Texten ser dubbelkodad ut (Ã¥ i stället för å). Den är inte ändrad.'),
          )
        }
        text =
          text === '' && joinWith !== 'rubrik'
            ? startOf(cell, columns.length, heading, index === columns[0]?.index)
            : joined(text, cell, field, heading, joinWith)
      }
      // A birthday in one column and the four last in another are a number when they are put together.
      if (columns.length > 1 && mayHoldNumber(text) && containsPersonnummer(text)) {
        const heading = columns.map((column) => column.heading).join(', ')
        return this.#report(
          heading,
          `Fälten ${heading} blir tillsammans ett personnummer. Ta bort det i källan, eller koppla dem inte ihop.`,
        )
      }
      this.#texts.push(text)
    }
    return undefined
  }

  /** The first reason not to take the row in. What the row says is never repeated. */
  #refusal(): RowReport | undefined {
    if (this.hasKey) {
      const key = this.#text('key')
      const heading = this.#heading('key')
      if (key === '') return this.#report(heading, `${heading} saknas.`)
      if (key.length > LONGEST_KEY) {
        return this.#report(heading, `${heading} är längre än ${LONGEST_KEY} tecken.`)
      }
      if (/^\d+[.,]\d+E\+?\d+$/i.test(key)) {
        return this.#report(
          heading,
          `${heading} är omgjort av ett kalkylprogram (grundpotensform); det riktiga numret går inte att återskapa.`,
        )
      }
    }
    if (this.#text('description') === '') {
      const columns = this.#slots[this.#places.get('description') ?? -1]?.columns ?? []
      return this.#report(
        this.#heading('description'),
        columns.length > 1
          ? 'Alla kolumner som ska berätta vad som hände är tomma.'
          : `${this.#heading('description')} saknas.`,
      )
    }
    const long = this.#texts.findIndex((text) => text.length > LONGEST_TEXT)
    const field = long === -1 ? undefined : this.#slots[long]?.field
    return field === undefined
      ? undefined
      : this.#report(this.#heading(field), `Texten är längre än ${LONGEST_TEXT / 1000} 000 tecken.`)
  }

  #values(): SourceValues {
    const values: Record<string, SourceValues[ValueName]> = {}
    let overflow = ''
    for (const { field, longest } of this.#slots) {
      const { kind } = importFieldSpec(field)
      if (kind === 'text') {
        if (NOT_STORED_AS_TEXT.has(field)) continue
        const text = field === 'description' ? this.#text(field) : this.#known(field)
        if (text.length <= longest) {
          values[VALUE_OF[field] ?? field] = text
          continue
        }
        // Nothing is lost: what has no room in a short field stands in the description.
        overflow += `\n\n${this.#heading(field)}: ${text}`
        values[VALUE_OF[field] ?? field] = `${text.slice(0, longest - 1)}…`
        this.#warn(field, 'Texten är för lång för fältet. Den kortades där, och står hel i beskrivningen.')
      } else if (kind === 'code' && field !== 'handelsetyp' && field !== 'undertyp') {
        values[field] = field === 'status' ? this.#status() : this.#code(field)
      } else if (kind === 'yes-no') values[field] = yesNo(this.#code(field))
      else if (kind === 'severity') values[field] = this.#severity(field)
      else if (kind === 'tags') values[field] = this.#tags(field)
      else if (kind === 'number') values[field] = this.#whole(field)
    }
    this.#typeInto(values)
    this.#patientInto(values)
    this.#dates.into(values, {
      event: this.#known('eventDate'),
      discovered: this.#known('discoveredDate'),
      reported: this.#known('reportedDate'),
      published: this.#known('publishedDate'),
      informed: this.#known('patientInformedDate'),
      feedback: this.#known('feedbackGivenDate'),
      closed: this.#known('closedDate'),
      diarienummer: this.#known('diarienummer'),
      at: this.#at,
      orderOf: (field) => this.#slots[this.#places.get(field) ?? -1]?.order,
      has: (field) => this.#places.has(field),
    })
    this.#timeInto(values)
    values['arendetyp'] ??= this.#mapping.defaults.arendetyp
    values['status'] ??= this.#mapping.defaults.status
    if (!closedStatus(values['status'])) values['closedDate'] = null
    if (overflow !== '') values['description'] = `${this.#text('description')}${overflow}`
    if (!this.#places.has('title') || values['title'] === '') values['title'] = this.#makeTitle(values)
    values['lexReported'] = this.#known('reportedToIvo')
    values['lexDecision'] = this.#known('ivoDecision')
    if (!lexMariaIn(values)) values['lexReported'] = values['lexDecision'] = ''
    return values
  }

  #typeInto(values: Record<string, SourceValues[ValueName]>): void {
    const { defaults } = this.#mapping
    const word = this.#known('handelsetyp')
    const book = this.#books.of('handelsetyp')
    const lower = this.#books.of('undertyp')
    let type = defaults.handelsetyp
    let under: string | null = null
    if (word === '') {
      if (this.#places.has('handelsetyp')) {
        this.#warn('handelsetyp', `Händelsetypen saknas. Ärendet togs in som ${book.labelOf(type)}.`)
      }
    } else {
      const found = book.find(word)
      // A list that names the lower level alone says the upper one with it.
      const below = found === undefined && !this.#places.has('undertyp') ? lower.find(word) : undefined
      if (found !== undefined && found !== '') type = found
      else if (below !== undefined && below !== '') {
        under = below
        type = lower.parentOf(below) ?? type
      } else if (found === undefined) {
        this.#notes.unknown('handelsetyp', word, `Tas in som ${book.labelOf(type)}`)
      }
    }
    const underWord = this.#known('undertyp')
    if (underWord !== '') {
      const choices = lower.choices.filter(({ parent }) => parent === type)
      const key = fold(underWord)
      const within = choices.find(({ label, target }) => fold(label) === key || target === underWord)
      const found = within?.target ?? lower.find(underWord)
      if (found !== undefined && found !== '' && lower.parentOf(found) === type) under = found
      else if (found === undefined) this.#notes.unknown('undertyp', underWord, 'Lämnas tom')
    }
    values['handelsetyp'] = type
    if (this.#places.has('undertyp') || this.#places.has('handelsetyp')) values['undertyp'] = under
  }

  #patientInto(values: Record<string, SourceValues[ValueName]>): void {
    const words = this.#known('patientText')
    if (this.#places.has('patientAge')) {
      const age = this.#known('patientAge')
      const read = age === '' ? null : readAge(age)
      if (read === undefined) {
        this.#warn('patientAge', 'Åldern går inte att läsa som hela år. Ärendet togs in utan den.')
      }
      values['patientAge'] = read ?? null
    } else if (words !== '') values['patientAge'] = ageIn(words)
    if (!this.#places.has('patientSex') && words !== '') values['patientSex'] = sexIn(words)
  }

  #timeInto(values: Record<string, SourceValues[ValueName]>): void {
    const written = this.#known('eventTime')
    if (written !== '') {
      const time = readClock(written)
      if (time === undefined) {
        this.#warn('eventTime', 'Klockslaget går inte att läsa. Ärendet togs in utan det.')
      }
      values['eventTime'] = time ?? null
    } else if (values['eventDate'] !== null && values['eventDate'] !== undefined) {
      values['eventTime'] = timeAfterDate(this.#known('eventDate')) ?? null
    }
  }

  #makeTitle(values: Record<string, SourceValues[ValueName]>): string {
    const handelsetyp = this.#known('handelsetyp')
    if (handelsetyp === '' && this.#mapping.places === 'egen') {
      return titleFromText(this.#text('description'))
    }
    return makeTitle({
      handelsetyp,
      specialty: this.#known('specialty'),
      consequence: String(values['consequence'] ?? ''),
    }).slice(0, 300)
  }

  #code(field: ImportField): string | null {
    const word = this.#known(field)
    if (word === '') return null
    const book = this.#books.of(field)
    const found = book.find(word)
    if (found !== undefined) return found === '' ? null : found
    const other = this.#mapping.unknownValues === 'ovrigt' ? book.other : null
    this.#notes.unknown(field, word, other === null ? 'Lämnas tom' : `Läggs under ${book.labelOf(other)}`)
    return other
  }

  #tags(field: ImportField): string[] {
    const book = this.#books.of(field)
    const codes = new Set<string>()
    for (const word of this.#known(field).split(/[;\n|]|,(?=\s)/)) {
      const plain = word.trim()
      if (plain === '' || NOTHING_WORDS.has(fold(plain))) continue
      const found = book.find(plain)
      if (found === undefined) this.#notes.unknown(field, plain, 'Lämnas bort')
      else if (found !== '') codes.add(found)
    }
    return [...codes]
  }

  #status(): string {
    const { defaults } = this.#mapping
    const word = this.#text('status')
    if (word === '') return defaults.status
    const book = this.#books.of('status')
    // '(hos MAS)' and the like after the status itself.
    const found = book.find(word) ?? book.find(withoutRemark(word))
    if (found !== undefined && found !== '') return found
    if (found === undefined) {
      const becomes = `Tas in med status ${book.labelOf(defaults.status)}`
      this.#warn('status', `Okänd status. Ärendet togs in med status ${book.labelOf(defaults.status)}.`)
      if (!NOTHING_WORDS.has(fold(word))) this.#notes.unknown('status', word, becomes)
    }
    return defaults.status
  }

  #severity(field: ImportField): number | null {
    const word = this.#known(field)
    if (word === '') return null
    const found = this.#books.of(field).find(word)
    if (found === undefined) {
      this.#warn(field, 'Okänd allvarlighetsgrad (skalan är 1–4). Ärendet togs in utan.')
      this.#notes.unknown(field, word, 'Lämnas tom')
    }
    return found === undefined || found === '' ? null : Number(found)
  }

  #whole(field: ImportField): number | null {
    const word = this.#known(field)
    if (word === '') return null
    const read = readWholeNumber(word, 20_000)
    if (read === undefined) this.#warn(field, 'Värdet är inget helt tal. Ärendet togs in utan det.')
    return read ?? null
  }

  #placeWords(): PlaceWords {
    if (this.#mapping.places === 'publicerad') return NO_PLACE
    const path = this.#known('unitPath')
    const levels =
      path === ''
        ? [this.#known('forvaltning'), this.#known('verksamhet'), ...splitPath(this.#known('enhet'))].filter(
            (level, index, all) => level !== '' && level !== all[index - 1],
          )
        : splitPath(path)
    return { levels, hsaId: this.#known('unitHsaId') }
  }

  #publishedPlace(): PublishedPlace {
    if (this.#mapping.places === 'egen') return NO_PUBLISHED
    if (this.#text('vardgivare') === '' && this.#text('forvaltning') === '') {
      const field = this.#places.has('forvaltning') ? 'forvaltning' : 'vardgivare'
      if (this.#places.has(field) && this.#mapping.sourceSystem !== 'lexmaria') {
        this.#warn(field, `${this.#heading(field)} saknas. Ärendet togs in som ej angivet.`)
      }
    }
    return {
      region: this.#known('region'),
      vardgivare: this.#known('vardgivare') || this.#known('forvaltning'),
      enhet: this.#known('enhet'),
    }
  }

  #text(field: ImportField): string {
    const place = this.#places.get(field)
    return place === undefined ? '' : (this.#texts[place] ?? '')
  }

  /** Empty, too, where the source says that it does not know. */
  #known(field: ImportField): string {
    const text = this.#text(field)
    return text.length <= 15 && text !== '' && NOTHING_WORDS.has(fold(text)) ? '' : text
  }

  #heading(field: ImportField): string {
    const place = this.#places.get(field)
    return this.#slots[place ?? -1]?.columns[0]?.heading ?? importFieldSpec(field).label
  }

  #warn(field: ImportField, reason: string): void {
    this.#notes.warn(this.#report(this.#heading(field), reason))
  }

  #report(column: string, reason: string): RowReport {
    return { row: this.#row.row, line: this.#row.line, column, reason }
  }
}

const NO_ROW: SourceRecord = { row: 0, line: 0, fields: [], problem: null, warnings: [] }
const NO_PLACE: PlaceWords = { levels: [], hsaId: '' }
const NO_PUBLISHED: PublishedPlace = { region: '', vardgivare: '', enhet: '' }

/** Ten digits at least, of whatever alphabet: the shortest number has so many. Nearly no cell has. */
function mayHoldNumber(text: string): boolean {
  if (text.length < SHORTEST_NUMBER) return false
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code >= 0x30 && code <= 0x39) || code > 0x24f) {
      digits++
      if (digits >= SHORTEST_NUMBER) return true
    }
  }
  return false
}

function upper(key: string): string {
  return key.toLocaleUpperCase('sv')
}

function yesNo(code: string | null): boolean | null {
  return code === null ? null : code === 'ja'
}

function sexIn(words: string): Kon | null {
  return SEX_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null
}

function closedStatus(status: SourceValues[ValueName]): boolean {
  return status === 'avslutad' || status === 'avvisad' || status === 'overford'
}
