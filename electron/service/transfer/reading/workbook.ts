import type { DetectedSource, ReadSettings } from '../../../../shared/transfer/format.ts'
import { formatNumber } from '../../../../shared/text/swedish.ts'
import type { FileBytes } from './fileBytes.ts'
import { findHeading } from './heading.ts'
import type { OpenedFormat } from './openedFormat.ts'
import { isBlank } from './recordCutter.ts'
import { refusal } from './refusal.ts'
import { SharedStrings } from './sharedStrings.ts'
import { columnLetters, sheetRows, type SheetTexts } from './sheetRows.ts'
import type { RawReading, RawRecord } from './source.ts'
import { TagPieces } from './tagPieces.ts'
import { readParts, type WorkbookSheet } from './workbookParts.ts'
import { ZipFile } from './zipFile.ts'

const LOOKED_AT = 300
/** Sheets larger than this, unpacked, are not counted: what they say of their own size has to do. */
const COUNTED = 128 * 1024 ** 2
const NO_HEADING =
  'bladet har ingen rubrikrad: första raden ser ut som data. Lägg till en rad överst med kolumnernas namn, eller ange vilken rad som är rubrikrad.'

/** Opens an Excel workbook: the sheet with the most rows, or the one the person chose. */
export async function openWorkbook(file: FileBytes, wishes: ReadSettings): Promise<OpenedFormat> {
  const zip = await ZipFile.of(file)
  const parts = await readParts(file, zip)
  const counted: (WorkbookSheet & { rows: number })[] = []
  for (const sheet of parts.sheets) counted.push({ ...sheet, rows: await countRows(file, zip, sheet) })
  const sheet = chooseSheet(file, counted, wishes.sheet)
  const strings = await SharedStrings.of(file, zip, parts.sharedStrings)
  const texts: SheetTexts = { parts, strings }
  const first = await firstRows(file, zip, sheet, texts)
  if (first.every(({ fields }) => isBlank(fields))) {
    throw refusal(file.path, `bladet ”${sheet.name}” är tomt. Välj ett annat blad.`)
  }
  const widest = Math.max(...first.map(({ fields }) => fields.length))
  const heading = chosenHeading(
    file,
    first.map((record) => toWidth(record, widest)),
    wishes,
  )
  const width = first.reduce(
    (most, { record, fields }) => (record >= heading.record ? Math.max(most, fields.length) : most),
    lastFilled(heading.fields) + 1,
  )
  if (width < 2) {
    throw refusal(file.path, 'bladet har bara en kolumn. Välj ett blad med en kolumn för varje uppgift.')
  }
  const names = Array.from({ length: width }, (_, index) => heading.fields[index] ?? '')
  return {
    settings: {
      format: 'workbook',
      encoding: null,
      separator: null,
      quote: null,
      sheet: sheet.name,
      headerRow: heading.record,
    },
    findings: [
      { about: 'sheet', says: sheetWords(sheet, counted, wishes.sheet !== undefined) },
      { about: 'headerRow', says: heading.why },
    ],
    sheets: counted.map(({ name, rows }) => ({ name, rows })),
    heading: names,
    headingRecord: heading.record,
    place: (index) => `Kolumn ${columnLetters(index)}`,
    warnings: [],
    bytesTotal: zip.packedSizeOf(sheet.part),
    read: () => reading(file, zip, sheet, texts, width),
  }
}

function reading(
  file: FileBytes,
  zip: ZipFile,
  sheet: WorkbookSheet,
  texts: SheetTexts,
  width: number,
): RawReading {
  let bytesRead = 0
  async function* batches(): AsyncGenerator<readonly RawRecord[]> {
    const rows = sheetRows(file, zip, sheet.part, texts, (bytes) => {
      bytesRead = bytes
    })
    for await (const batch of rows) {
      file.assertGoingOn()
      yield batch.map((record) => toWidth(record, width))
    }
  }
  return { batches: batches(), bytesRead: () => bytesRead }
}

/** A sheet's rows end where their content does; a record has a field for each column. */
function toWidth(record: RawRecord, width: number): RawRecord {
  const { fields, line } = record
  if (fields.length === width) return record
  if (fields.length < width) {
    return { ...record, fields: [...fields, ...Array.from({ length: width - fields.length }, () => '')] }
  }
  const reason = `Raden har innehåll till höger om tabellens sista kolumn (kolumn ${columnLetters(fields.length - 1)}). Det lästes inte.`
  return { ...record, fields: fields.slice(0, width), notes: [...record.notes, { line, reason }] }
}

async function firstRows(
  file: FileBytes,
  zip: ZipFile,
  sheet: WorkbookSheet,
  texts: SheetTexts,
): Promise<RawRecord[]> {
  const rows: RawRecord[] = []
  for await (const batch of sheetRows(file, zip, sheet.part, texts)) {
    rows.push(...batch)
    if (rows.length >= LOOKED_AT) break
  }
  return rows.slice(0, LOOKED_AT)
}

function lastFilled(fields: readonly string[]): number {
  return fields.findLastIndex((field) => field.trim() !== '')
}

/** Rows with any value. */
async function countRows(file: FileBytes, zip: ZipFile, sheet: WorkbookSheet): Promise<number> {
  const size = zip.sizeOf(sheet.part)
  const pieces = new TagPieces(file.path, 'row')
  let rows = 0
  for await (const chunk of zip.stream(sheet.part)) {
    file.assertGoingOn()
    // It stands before the rows, if anywhere.
    if (size > COUNTED && rows === 0) {
      const last = /<(?:\w+:)?dimension\s[^<>]*ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(chunk.toString('latin1'))
      if (last) return Number(last[1])
    }
    for (const xml of pieces.push(chunk)) if (/<(?:\w+:)?(?:v|is)[\s>]/.test(xml)) rows++
  }
  return rows
}

function chooseSheet<T extends WorkbookSheet & { rows: number }>(
  file: FileBytes,
  sheets: readonly T[],
  wish: string | undefined,
): T {
  if (wish !== undefined) {
    const chosen = sheets.find(({ name }) => name === wish)
    if (chosen) return chosen
    throw refusal(
      file.path,
      `arbetsboken har inget blad som heter så. Blad: ${sheets.map(({ name }) => `”${name}”`).join(', ')}.`,
    )
  }
  const visible = sheets.filter(({ hidden, rows }) => !hidden && rows > 0)
  const [first, ...others] = visible.length > 0 ? visible : sheets
  if (!first) throw refusal(file.path, 'arbetsboken har inget kalkylblad.')
  return others.reduce((best, sheet) => (sheet.rows > best.rows ? sheet : best), first)
}

function sheetWords(
  sheet: { name: string; rows: number },
  all: readonly { name: string }[],
  chosen: boolean,
): string {
  const name = `Bladet ”${sheet.name}”`
  if (chosen) return `${name} läses, som du har valt.`
  if (all.length === 1) return `${name} är arbetsbokens enda.`
  return `${name} läses: det har flest rader (${formatNumber(sheet.rows)}) av arbetsbokens ${all.length} blad.`
}

function chosenHeading(
  file: FileBytes,
  rows: readonly RawRecord[],
  wishes: ReadSettings,
): { record: number; fields: readonly string[]; why: DetectedSource['findings'][number]['says'] } {
  const { headerRow } = wishes
  if (headerRow === undefined) {
    const heading = findHeading(rows)
    if (!heading) throw refusal(file.path, NO_HEADING)
    return heading
  }
  const chosen = rows.find(({ record }) => record === headerRow)
  if (!chosen || isBlank(chosen.fields)) {
    throw refusal(
      file.path,
      `rad ${headerRow}, som du har valt som rubrikrad, är tom eller finns inte. Välj en annan rad.`,
    )
  }
  return { record: headerRow, fields: chosen.fields, why: `Rad ${headerRow} är rubrikrad, som du har valt.` }
}
