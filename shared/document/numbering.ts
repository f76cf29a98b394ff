import type { Block, DocumentModel, Section, Table } from './model.ts'
import { cleanText, plainText } from './plainText.ts'

/** 'Tabell 1. Avvikelser per typ': the word and the number apart, so that Word can count them itself. */
export interface Caption {
  readonly word: 'Tabell' | 'Figur'
  readonly number: number
  readonly title: string
}

/** Numbers tables and figures through the document, each kind by itself (domain.md 9). */
export function numberCaptions(model: DocumentModel): ReadonlyMap<Block, Caption> {
  const captions = new Map<Block, Caption>()
  const next = { Tabell: 1, Figur: 1 }
  for (const section of model.sections) {
    for (const block of section.blocks) {
      if (block.type !== 'table' && block.type !== 'figure') continue
      const word = block.type === 'table' ? 'Tabell' : 'Figur'
      captions.set(block, { word, number: next[word]++, title: withFullStop(block.caption) })
    }
  }
  return captions
}

/** 'Tabell 1. Avvikelser per typ.' */
export function captionText(caption: Caption): string {
  return `${caption.word}\u00a0${caption.number}. ${caption.title}`
}

/** The heading of a figure's data, which always follows it: 'Figur 1 i siffror.' */
export function dataCaption(caption: Caption): string {
  return `${caption.word}\u00a0${caption.number} i siffror.`
}

function withFullStop(title: string): string {
  const text = cleanText(title).replaceAll('\n', ' ').trim()
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`
}

/** '1.1.2 Organisation och ansvar' */
export function headingText(section: Section): string {
  const title = cleanText(section.title).replaceAll('\n', ' ').trim()
  return section.number === '' ? title : `${cleanText(section.number)} ${title}`
}

/**
 * True for a section that starts a page of its own: in a long document the summary, which may be one page at most
 * (domain.md 9) and is read and copied by itself, and what comes after it.
 */
export function startsPage(model: DocumentModel, index: number): boolean {
  return model.tableOfContents && (isSummary(model.sections[index]) || isSummary(model.sections[index - 1]))
}

function isSummary(section: Section | undefined): boolean {
  return section?.level === 1 && section.title.trim().toLocaleLowerCase('sv') === 'sammanfattning'
}

/** A section's id in links, unique even where two templates use the same key. */
export function sectionAnchor(section: Section, index: number): string {
  return `avsnitt-${index + 1}-${section.key.replace(/[^A-Za-z0-9]+/g, '-')}`
}

/** The first line of the running header: 'Händelseanalys · Sahlgrenska Universitetssjukhuset'. */
export function headerLine(model: DocumentModel): string {
  return joined([model.documentType, model.organisation])
}

/** The second line of the running header: 'Dnr SU 2026-00123 · 2026-03-01 · Version 1.0'. */
export function referenceLine(model: DocumentModel): string {
  return joined([
    model.diarienummer === '' ? '' : `Dnr ${model.diarienummer}`,
    model.date,
    model.version === '' ? '' : `Version ${model.version}`,
  ])
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => cleanText(part).replaceAll('\n', ' ').trim())
    .filter((part) => part !== '')
    .join(' · ')
}

/** Keywords for the file's metadata. */
export function keywords(model: DocumentModel): string[] {
  return [model.documentType, model.organisation, 'patientsäkerhet', ...model.stamps]
    .map((word) => cleanText(word).trim())
    .filter((word, index, all) => word !== '' && all.indexOf(word) === index)
}

/** A table's rows with exactly as many cells as it has columns, so that no writer makes a broken grid. */
export function evenRows(table: Omit<Table, 'type' | 'caption'>): Table['rows'] {
  return table.rows.map((row) => table.columns.map((_, index) => row[index] ?? ''))
}

/**
 * Each column's share of the table's width, together 1. Columns without a width share the rest equally; where no
 * column has one, the text decides: each gets room for its longest word, and what is left goes where there is most to
 * say.
 */
export function columnShares(table: Omit<Table, 'type' | 'caption'>): number[] {
  const given = table.columns.map((column) => column.width)
  if (given.every((width) => width === undefined)) return sharesByText(table)
  const sum = given.reduce((total: number, width) => total + (width ?? 0), 0)
  const open = given.filter((width) => width === undefined).length
  // Widths may be shares of 1 or of 100; what is left is shared, or, when nothing is, the mean of the others.
  const whole = sum > 1 ? Math.max(100, sum) : 1
  const left = whole - sum
  const rest = left > 0 ? left / Math.max(1, open) : sum / (given.length - open)
  return normalised(given.map((width) => width ?? rest))
}

/** Text width, a letter and a cell's padding in millimetres at 9.5 pt: near enough to share a row. */
const [TEXT_MM, LETTER_MM, PADDING_MM] = [160, 1.62, 4.6] as const

function sharesByText(table: Omit<Table, 'type' | 'caption'>): number[] {
  const columns = table.columns.map((column, index) => {
    const cells = [column.title, ...table.rows.map((row) => plainText(row[index] ?? ''))]
    // A hyphen between digits is a date's or a number's and must not be where the line breaks.
    const words = cells.flatMap((cell) => cell.split(/[ \n/]|(?<=\p{L}-)(?=\p{L})/u))
    return { end: column.align === 'end', least: widthOf(words, 24), wish: widthOf(cells, 60) }
  })
  // Columns of numbers are compared with each other, so they are equally wide.
  const figures = columns.filter((column) => column.end)
  const widest = Math.max(0, ...figures.map((column) => column.least))
  const needs = columns.map((column) => (column.end ? { least: widest, wish: widest } : column))
  const spare = Math.max(0, TEXT_MM - needs.reduce((total, need) => total + need.least, 0))
  const pulls = needs.map((need) => need.wish - need.least + SLACK_MM)
  const pull = pulls.reduce((total, each) => total + each, 0)
  return normalised(needs.map((need, index) => need.least + (spare * (pulls[index] ?? 0)) / pull))
}

function widthOf(texts: readonly string[], mostLetters: number): number {
  return Math.min(mostLetters, Math.max(...texts.map((text) => text.length))) * LETTER_MM + PADDING_MM
}

/** What every column gets a part of, so that short columns are not squeezed to their words. */
const SLACK_MM = 8

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
