import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Block, Table as TableBlock, Text } from '../../../shared/document/model.ts'
import { columnShares, evenRows } from '../../../shared/document/numbering.ts'
import { THEME } from '../../../shared/document/theme.ts'
import { runs } from './docxRuns.ts'
import { PAGE, hex } from './docxStyles.ts'

type KeyFigures = Extract<Block, { type: 'keyFigures' }>
type TableBody = Omit<TableBlock, 'type' | 'caption'>

/** A table with one header row that is marked and repeats on each page; the first column heads the rows. */
export function dataTable(table: TableBody): Table {
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
          ...((r < rows.length - 1 ? short : hasNote) ? { keepNext: true } : {}),
          children: row.map((cell, i) => bodyCell(cell, ends[i] ?? false, totals.has(r))),
        }),
    ),
  ])
}

/**
 * Key figures: up to four stand side by side, a header row of labels over one row of large numbers; more become a
 * list of rows. Both are tables that read right aloud, not boxes that only look right.
 */
export function keyFigureTable(block: KeyFigures): Table {
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
            ...(index < block.items.length - 1 ? { keepNext: true } : {}),
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
