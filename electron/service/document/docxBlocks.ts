import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  ImageRun,
  Paragraph,
  SequentialIdentifier,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type FileChild,
  type ISpacingProperties,
  type ParagraphChild,
} from 'docx'
import type { Block, Figure, Table as TableBlock, Text } from '../../../shared/document/model.ts'
import { columnShares, dataCaption, evenRows, type Caption } from '../../../shared/document/numbering.ts'
import { cleanText, isWebLink, typeset } from '../../../shared/document/plainText.ts'
import { THEME } from '../../../shared/document/theme.ts'
import { FACT_INDENT, PAGE, hex } from './docxStyles.ts'

/** What the Word form of a block depends on beside the block. */
export interface DocxContext {
  readonly captions: ReadonlyMap<Block, Caption>
  /** The drawings as PNG, for readers that do not show SVG. */
  readonly pictures: ReadonlyMap<Figure, Uint8Array>
  /** Numbers each list, so that every ordered list starts at 1. */
  nextList(): number
}

type KeyFigures = Extract<Block, { type: 'keyFigures' }>
type TableBody = Omit<TableBlock, 'type' | 'caption'>

/** Paragraphs that follow a table stand clear of it: Word gives a table no space of its own below. */
const AFTER_TABLE = 220

/** One block of the model as Word paragraphs and tables. `afterTable`: whether a table stands right above. */
export function blockDocx(block: Block, context: DocxContext, afterTable: boolean): FileChild[] {
  const clear = afterTable ? { before: AFTER_TABLE } : {}
  switch (block.type) {
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text), spacing: clear })]
    case 'list': {
      const instance = context.nextList()
      const reference = block.ordered ? 'numbers' : 'bullets'
      return block.items.map(
        (item, index) =>
          new Paragraph({
            numbering: { reference, level: 0, instance },
            children: runs(item),
            spacing: {
              ...(index === 0 ? clear : {}),
              // The space after a list is its last item's, so that no empty paragraph is needed.
              ...(index === block.items.length - 1 ? { after: 160 } : {}),
            },
          }),
      )
    }
    case 'note':
      return [
        ...(block.title === ''
          ? []
          : [new Paragraph({ style: 'NoteTitle', children: runs(block.title), spacing: clear })]),
        new Paragraph({
          style: 'Note',
          children: runs(block.text),
          ...(block.title === '' ? { spacing: clear } : {}),
        }),
      ]
    case 'facts':
      return block.items.map((item, index) =>
        factLine(item.label, item.value, {
          ...(index === 0 ? clear : {}),
          ...(index === block.items.length - 1 ? { after: 220 } : {}),
        }),
      )
    case 'keyFigures':
      return [
        // Word joins two tables that touch.
        ...(afterTable ? [new Paragraph({ style: 'Caption', keepNext: true, text: 'Nyckeltal' })] : []),
        keyFigures(block),
      ]
    case 'table':
      return [
        captionParagraph(context.captions.get(block), block.caption),
        dataTable(block),
        ...tableNote(block.note),
      ]
    case 'figure':
      return figure(block, context)
  }
}

/** 'Label⇥value' with a hanging indent: one paragraph, read as one line by a screen reader. */
export function factLine(label: string, value: Text, spacing: ISpacingProperties = {}): Paragraph {
  const long = label.length * 105 > FACT_INDENT
  return new Paragraph({
    style: 'Facts',
    spacing,
    children: [
      new TextRun({ children: [cleanText(label).replaceAll('\n', ' ')], color: hex(THEME.quiet) }),
      new TextRun(long ? { break: 1 } : { children: [new Tab()] }),
      ...runs(value),
    ],
  })
}

/** Running text as Word runs: a newline is a line break, a link is a link. */
export function runs(text: Text): ParagraphChild[] {
  const parts = typeof text === 'string' ? [{ text }] : text
  return parts.flatMap((part): ParagraphChild[] => {
    const linked = 'href' in part && part.href !== undefined && isWebLink(part.href) ? part.href : undefined
    const pieces = typeset(part.text)
      .split('\n')
      .map(
        (line, index) =>
          new TextRun({
            text: line,
            ...(index > 0 ? { break: 1 } : {}),
            ...('strong' in part && part.strong ? { bold: true } : {}),
            ...('emphasis' in part && part.emphasis ? { italics: true } : {}),
            ...(linked === undefined ? {} : { style: 'Hyperlink' }),
          }),
      )
    return linked === undefined ? pieces : [new ExternalHyperlink({ link: linked, children: pieces })]
  })
}

function captionParagraph(caption: Caption | undefined, fallback: string, keepNext = true): Paragraph {
  return new Paragraph({
    style: 'Caption',
    keepNext,
    children:
      caption === undefined
        ? runs(fallback)
        : [
            // A field, so that Word counts on when someone adds a table, and can make a list of tables.
            new TextRun({ text: `${caption.word}\u00a0` }),
            new SequentialIdentifier(caption.word),
            new TextRun({ text: `. ${caption.title}` }),
          ],
  })
}

function figure(block: Figure, context: DocxContext): FileChild[] {
  const caption = context.captions.get(block)
  const picture = context.pictures.get(block)
  if (picture === undefined) throw new Error('figure without its PNG')
  // 96 px to the inch: the whole text width.
  const width = Math.round((PAGE.text / 1440) * 96)
  const height = Math.round((width * block.height) / block.width)
  const alt = cleanText(block.alt)
  return [
    new Paragraph({
      style: 'Figure',
      children: [
        new ImageRun({
          type: 'svg',
          data: new TextEncoder().encode(cleanText(block.svg)),
          transformation: { width, height },
          fallback: { type: 'png', data: picture },
          altText: {
            name: `Figur ${caption?.number ?? ''}`.trim(),
            description: alt,
            title: cleanText(block.caption),
          },
        }),
      ],
    }),
    captionParagraph(caption, block.caption, false),
    new Paragraph({
      style: 'Caption',
      keepNext: true,
      children: runs(caption ? dataCaption(caption) : block.caption),
    }),
    dataTable(block.data),
    ...tableNote(block.data.note),
  ]
}

function tableNote(note: string | undefined): Paragraph[] {
  return note === undefined || note === ''
    ? []
    : [new Paragraph({ style: 'TableNote', children: runs(note) })]
}

/** A table with one header row that is marked and repeats on each page; the first column heads the rows. */
function dataTable(table: TableBody): Table {
  const totals = new Set(table.totals)
  const widths = columnShares(table).map((share) => Math.round(share * PAGE.text))
  const ends = table.columns.map((column) => column.align === 'end')
  const short = table.rows.length <= 14
  const rows = evenRows(table)
  const hasNote = table.note !== undefined && table.note !== ''
  return gridTable(widths, [
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      keepNext: true,
      children: table.columns.map((column, i) => headCell(column.title, ends[i] ?? false)),
    }),
    ...rows.map(
      (row, r) =>
        new TableRow({
          cantSplit: true,
          // A short table stays on one page, and a note with the last row.
          keepNext: r < rows.length - 1 ? short : hasNote,
          children: row.map((cell, i) => bodyCell(cell, ends[i] ?? false, totals.has(r))),
        }),
    ),
  ])
}

/**
 * Key figures: up to four stand side by side, a header row of labels over one row of large numbers; more become a
 * list of rows. Both are tables that read right aloud, not boxes that only look right.
 */
function keyFigures(block: KeyFigures): Table {
  if (block.items.length > 4) return keyFigureRows(block)
  const widths = block.items.map(() => Math.floor(PAGE.text / block.items.length))
  return gridTable(widths, [
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      keepNext: true,
      children: block.items.map((item) => headCell(item.label, false)),
    }),
    new TableRow({
      cantSplit: true,
      children: block.items.map(
        (item) =>
          new TableCell({
            shading: { fill: hex(THEME.tint) },
            margins: CELL_MARGINS,
            children: [
              new Paragraph({ style: 'KeyFigure', children: runs(item.value) }),
              ...(item.detail === undefined || item.detail === ''
                ? []
                : [new Paragraph({ style: 'TableText', children: runs(item.detail) })]),
            ],
          }),
      ),
    }),
  ])
}

function keyFigureRows(block: KeyFigures): Table {
  return gridTable(
    [0.42, 0.2, 0.38].map((share) => Math.round(share * PAGE.text)),
    [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        keepNext: true,
        children: ['Nyckeltal', 'Utfall', 'Kommentar'].map((title) => headCell(title, false)),
      }),
      ...block.items.map(
        (item, index) =>
          new TableRow({
            cantSplit: true,
            keepNext: index < block.items.length - 1,
            children: [
              plainCell('TableText', item.label),
              plainCell('KeyFigureSmall', item.value),
              plainCell('TableText', item.detail ?? ''),
            ],
          }),
      ),
    ],
  )
}

function plainCell(style: string, text: string): TableCell {
  return new TableCell({
    margins: CELL_MARGINS,
    verticalAlign: VerticalAlign.CENTER,
    children: [new Paragraph({ style, children: runs(text) })],
  })
}

function gridTable(widths: readonly number[], rows: TableRow[]): Table {
  return new Table({
    rows,
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    borders: {
      top: NONE,
      left: NONE,
      right: NONE,
      insideVertical: NONE,
      bottom: { style: BorderStyle.SINGLE, size: 4, color: hex(THEME.line) },
      insideHorizontal: { style: BorderStyle.SINGLE, size: 4, color: hex(THEME.line) },
    },
  })
}

const NONE = { style: BorderStyle.NIL, size: 0, color: 'auto' }
const RULE = { style: BorderStyle.SINGLE, size: 10, color: hex(THEME.accent) }
const CELL_MARGINS = { top: 40, bottom: 40, left: 100, right: 100, marginUnitType: WidthType.DXA }

function headCell(title: string, end: boolean): TableCell {
  return new TableCell({
    shading: { fill: hex(THEME.tint) },
    margins: CELL_MARGINS,
    verticalAlign: VerticalAlign.BOTTOM,
    borders: { top: RULE, bottom: RULE },
    children: [
      new Paragraph({
        style: 'TableHead',
        children: runs(title),
        ...(end ? { alignment: AlignmentType.RIGHT } : {}),
      }),
    ],
  })
}

function bodyCell(text: Text, end: boolean, total: boolean): TableCell {
  return new TableCell({
    margins: CELL_MARGINS,
    ...(total ? { borders: { top: RULE } } : {}),
    children: [
      new Paragraph({
        style: total ? 'TableHead' : 'TableText',
        children: runs(text),
        ...(end ? { alignment: AlignmentType.RIGHT } : {}),
      }),
    ],
  })
}
