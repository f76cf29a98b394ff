import {
  ImageRun,
  Paragraph,
  SequentialIdentifier,
  Tab,
  TextRun,
  type FileChild,
  type ISpacingProperties,
} from 'docx'
import type { Block, Figure, Text } from '../../../shared/document/model.ts'
import { dataCaption, type Caption } from '../../../shared/document/numbering.ts'
import { cleanText } from '../../../shared/document/plainText.ts'
import { THEME } from '../../../shared/document/theme.ts'
import { runs } from './docxRuns.ts'
import { FACT_INDENT, PAGE, hex } from './docxStyles.ts'
import { dataTable, keyFigureTable } from './docxTables.ts'

/** What the Word form of a block depends on beside the block. */
export interface DocxContext {
  readonly captions: ReadonlyMap<Block, Caption>
  /** The drawings as PNG, for readers that do not show SVG. */
  readonly pictures: ReadonlyMap<Figure, Uint8Array>
  /** Numbers each list, so that every ordered list starts at 1. */
  nextList(): number
}

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
        keyFigureTable(block),
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

function captionParagraph(caption: Caption | undefined, fallback: string, keepNext = true): Paragraph {
  return new Paragraph({
    style: 'Caption',
    ...(keepNext ? { keepNext } : {}),
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
