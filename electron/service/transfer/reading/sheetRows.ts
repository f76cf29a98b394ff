import { numberText } from './cellText.ts'
import type { FileBytes } from './fileBytes.ts'
import type { SharedStrings } from './sharedStrings.ts'
import type { RawNote, RawRecord } from './source.ts'
import { TagPieces } from './tagPieces.ts'
import type { WorkbookParts } from './workbookParts.ts'
import { cellString, runsText } from './xmlText.ts'
import type { ZipFile } from './zipFile.ts'

const ROW = /<(?:\w+:)?row\s([^<>]*)>/g
const ROW_NUMBER = /\br="(\d+)"/
const FIRST_CELL = /<(?:\w+:)?c(?=[\s/>])/
const CELL = /<((?:\w+:)?c)(?=[\s/>])([^<>]*)>/g
const REF = /\br="([A-Z]{1,3})(\d+)"/
const TYPE = /\bt="(\w+)"/
const STYLE = /\bs="(\d+)"/
const VALUE = /<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<\//
const FORMULA = /<(?:\w+:)?f[\s/>]/
const LAST_COLUMN = 16_383

export interface SheetTexts {
  readonly parts: WorkbookParts
  readonly strings: SharedStrings
}

/** The rows of a sheet as text, in the file's order; rows without cells are not there. */
export async function* sheetRows(
  file: FileBytes,
  zip: ZipFile,
  part: string,
  texts: SheetTexts,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly RawRecord[]> {
  const pieces = new TagPieces(file.path, 'row')
  let number = 0
  for await (const chunk of zip.stream(part, onRead)) {
    const rows: RawRecord[] = []
    for (const xml of pieces.push(chunk)) {
      const row = readRow(xml, (number = rowNumber(xml) ?? number + 1), texts)
      if (row) rows.push(row)
    }
    if (rows.length > 0) yield rows
  }
}

/** Of the row that ends the piece: empty rows before it have no end tag of their own. */
function rowNumber(xml: string): number | undefined {
  const firstCell = xml.search(FIRST_CELL)
  let number: number | undefined
  for (const match of xml.slice(0, firstCell === -1 ? xml.length : firstCell).matchAll(ROW)) {
    const said = ROW_NUMBER.exec(match[1] ?? '')?.[1]
    number = said === undefined ? undefined : Number(said)
  }
  return number
}

function readRow(xml: string, number: number, texts: SheetTexts): RawRecord | undefined {
  const fields: string[] = []
  const notes: RawNote[] = []
  let column = -1
  let formula = false
  for (const match of xml.matchAll(CELL)) {
    const [tag, name = '', attributes = ''] = match
    const ref = REF.exec(attributes)
    column = ref ? columnNumber(ref[1] ?? '') : column + 1
    if (column > LAST_COLUMN) break
    if (attributes.endsWith('/')) continue
    const start = match.index + tag.length
    const end = xml.indexOf(`</${name}>`, start)
    if (end === -1) break
    const content = xml.slice(start, end)
    const at = column
    const type = TYPE.exec(attributes)?.[1] ?? 'n'
    const raw = VALUE.exec(content)?.[1]
    if (!formula && FORMULA.test(content)) {
      formula = true
      const lost = raw === undefined || raw === ''
      notes.push({
        line: number,
        at,
        reason: lost
          ? 'Cellen är en formel utan uträknat värde, så fältet lästes som tomt. Öppna filen i Excel och spara den.'
          : 'Cellen är en formel. Det värde som Excel senast räknade ut lästes.',
      })
    }
    if (type === 'e') {
      notes.push({
        line: number,
        at,
        reason: 'Cellen visar ett fel i kalkylarket (till exempel #SAKNAS!). Fältet lästes som tomt.',
      })
      continue
    }
    if (type === 's' && raw !== undefined && !texts.strings.has(Number(raw))) {
      notes.push({
        line: number,
        at,
        reason: 'Cellens text finns inte i arbetsboken, som är skadad. Fältet lästes som tomt.',
      })
      continue
    }
    const text = cellText(type, raw, content, STYLE.exec(attributes)?.[1], texts)
    if (text === '') continue
    while (fields.length < at) fields.push('')
    fields[at] = text
  }
  return fields.length === 0 && notes.length === 0
    ? undefined
    : { record: number, line: number, fields, problem: undefined, notes }
}

function cellText(
  type: string,
  raw: string | undefined,
  content: string,
  style: string | undefined,
  { parts, strings }: SheetTexts,
): string {
  switch (type) {
    case 's':
      return strings.at(Number(raw)) ?? ''
    case 'inlineStr':
      return runsText(content)
    case 'str':
      return cellString(raw ?? '')
    case 'b':
      return raw === '1' || raw === 'true' ? 'ja' : raw === undefined ? '' : 'nej'
    case 'd':
      return (raw ?? '').replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '')
    default:
      return raw === undefined
        ? ''
        : numberText(raw, parts.kinds[Number(style ?? '0')] ?? 'number', parts.date1904)
  }
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

/** 'A', 'B' … 'AA': what Excel calls a column. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
