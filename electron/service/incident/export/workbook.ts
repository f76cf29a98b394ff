import type { FileHandle } from 'node:fs/promises'
import type { Cell } from './cells.ts'
import { ZipWriter } from './zipWriter.ts'

/** What a sheet holds besides its heading (Excel's limits and specifications: 1 048 576 rows in all). */
export const SHEET_ROWS_MAX = 1_048_575
/** The longest text of a cell, by the same source. */
export const CELL_MAX = 32_767

export interface Sheet {
  readonly name: string
  readonly heading: readonly string[]
  /** In characters. */
  readonly widths: readonly number[]
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>
  /** The heading stays on the screen and can be filtered by. */
  readonly filtered: boolean
}

const PLAIN = 0
const HEADING = 1
const DAY = 2
const TEXT = 3
const QUOTED = 4

/**
 * Writes a workbook as its rows come. Every text is typed as text, so that nothing in it is ever a formula; one that
 * looks like one is marked with Excel's own sign for it besides, so that it stays text when somebody edits the cell.
 */
export async function writeWorkbook(file: FileHandle, sheets: readonly Sheet[]): Promise<void> {
  const zip = new ZipWriter(file)
  await zip.add('[Content_Types].xml', [contentTypes(sheets)])
  await zip.add('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])])
  await zip.add('xl/workbook.xml', [workbookXml(sheets)])
  await zip.add('xl/_rels/workbook.xml.rels', [
    relations([
      ...sheets.map((_, n) => ['worksheet', `worksheets/sheet${n + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
  ])
  await zip.add('xl/styles.xml', [STYLES])
  for (const [n, sheet] of sheets.entries()) {
    await zip.add(`xl/worksheets/sheet${n + 1}.xml`, sheetXml(sheet))
  }
  await zip.end()
}

async function* sheetXml(sheet: Sheet): AsyncGenerator<string> {
  const last = columnName(Math.max(0, sheet.heading.length - 1))
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${
    sheet.filtered ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  }</sheetView></sheetViews><cols>${sheet.widths
    .map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>`
  yield rowXml(
    1,
    sheet.heading.map((title) => ({ kind: 'text', value: title })),
    HEADING,
  )
  let number = 1
  let pieces: string[] = []
  for await (const row of sheet.rows) {
    number += 1
    pieces.push(rowXml(number, row))
    if (pieces.length === 200) {
      yield pieces.join('')
      pieces = []
    }
  }
  yield pieces.join('')
  yield `</sheetData>${sheet.filtered ? `<autoFilter ref="A1:${last}${number}"/>` : ''}</worksheet>`
}

function rowXml(number: number, cells: readonly Cell[], style?: number): string {
  return `<row r="${number}">${cells.map((cell, n) => cellXml(cell, `${columnName(n)}${number}`, style)).join('')}</row>`
}

function cellXml(cell: Cell, place: string, style: number | undefined): string {
  if (cell === null) return ''
  if (cell.kind === 'number') return `<c r="${place}" s="${style ?? PLAIN}"><v>${cell.value}</v></c>`
  const serial = cell.kind === 'day' ? daySerial(cell.value) : null
  if (serial !== null) return `<c r="${place}" s="${DAY}"><v>${serial}</v></c>`
  const text = clipped(cell.value)
  const look = style ?? (looksLikeFormula(text) ? QUOTED : TEXT)
  return `<c r="${place}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** What a spreadsheet might take for a formula (OWASP, CSV injection). */
export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text)
}

function clipped(text: string): string {
  const ending = ' … (avkortad: en cell rymmer inte mer)'
  return text.length <= CELL_MAX
    ? text
    : text.slice(0, CELL_MAX - ending.length).replace(/[\ud800-\udbff]$/, '') + ending
}

/** Days since 1899-12-30; null before 1900-03-01, where Excel's calendar has a day that never was. */
function daySerial(day: string): number | null {
  const serial = Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569
  return Number.isNaN(serial) || serial < 61 ? null : serial
}

/** Escaped; what XML cannot hold is left out, and what Excel would read as an escape of its own is escaped as one. */
function xmlText(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(sheets: readonly Sheet[]): string {
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${TYPES}.${type}+xml"/>`
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${sheets.map((_, n) => override(`/xl/worksheets/sheet${n + 1}.xml`, 'worksheet')).join('')}</Types>`
}

function relations(targets: readonly (readonly [string, string])[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`
}

function workbookXml(sheets: readonly Sheet[]): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
    .map(({ name }, n) => `<sheet name="${xmlText(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
    .join('')}</sheets></workbook>`
}

/** In the order of the numbers above: plain, heading, day, text, text that looks like a formula. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
