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
 * column has one, the text decides: wide enough for the longest word, then in proportion to what has to be said.
 */
export function columnShares(table: Omit<Table, 'type' | 'caption'>): number[] {
  const given = table.columns.map((column) => column.width)
  if (given.every((width) => width === undefined)) return shares(table.columns.map((_, i) => need(table, i)))
  const sum = given.reduce((total: number, width) => total + (width ?? 0), 0)
  const open = given.filter((width) => width === undefined).length
  // Widths may be shares of 1 or of 100; what is left is shared, or, when nothing is, the mean of the others.
  const whole = sum > 1 ? Math.max(100, sum) : 1
  const left = whole - sum
  const rest = left > 0 ? left / Math.max(1, open) : sum / (given.length - open)
  return shares(given.map((width) => width ?? rest))
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

function need(table: Omit<Table, 'type' | 'caption'>, index: number): number {
  const cells = [table.columns[index]?.title ?? '', ...table.rows.map((row) => plainText(row[index] ?? ''))]
  const longest = Math.max(...cells.map((cell) => cell.length))
  const word = Math.max(...cells.flatMap((cell) => cell.split(/[\s/–-]+/).map((part) => part.length)))
  return Math.max(5, Math.min(word, 22), Math.min(longest, 60) ** 0.8)
}
