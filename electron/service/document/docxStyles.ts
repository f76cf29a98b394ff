import { AlignmentType, BorderStyle, LevelFormat, type INumberingOptions, type IStylesOptions } from 'docx'
import { THEME } from '../../../shared/document/theme.ts'

/** A4 with 25 mm margins; the width that is left for text. Lengths in twips, twentieths of a point. */
export const PAGE = { width: 11906, height: 16838, margin: 1417, top: 1588, text: 11906 - 2 * 1417 } as const

/** On every hospital machine with Office, and Carlito is as wide where there is none. */
export const FONT = 'Calibri'

/** '#0b5563' as Word writes it. */
export function hex(colour: string): string {
  return colour.slice(1).toUpperCase()
}

/** Facts and cover lines: the value starts here. */
export const FACT_INDENT = 3000

const LINE = 1.25

/**
 * Built-in style names wherever Word has one, so that navigation, tables of contents and screen readers know them;
 * Word shows them in the reader's language ('Rubrik 1', 'Beskrivning'). Letter sizes are half points, lines 240ths.
 */
export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: {
        font: FONT,
        size: 22,
        color: hex(THEME.ink),
        language: { value: 'sv-SE', eastAsia: 'sv-SE', bidirectional: 'ar-SA' },
      },
      paragraph: { spacing: { after: 140, line: Math.round(240 * LINE), lineRule: 'auto' as const } },
    },
    title: {
      run: { size: 68, bold: true, color: hex(THEME.accent) },
      paragraph: {
        spacing: { before: 2400, after: 160, line: 240, lineRule: 'auto' as const },
        keepNext: true,
        keepLines: true,
        alignment: AlignmentType.LEFT,
      },
    },
    heading1: heading(38, 520, 180, {
      border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: hex(THEME.accent), space: 4 } },
    }),
    heading2: heading(29, 400, 120),
    heading3: heading(24, 320, 80),
    caption: {
      run: { size: 20, bold: true, color: hex(THEME.ink) },
      paragraph: {
        spacing: { before: 240, after: 100, line: 252, lineRule: 'auto' as const },
        keepLines: true,
      },
    },
    listParagraph: { paragraph: { spacing: { after: 60 } }, quickFormat: true },
    hyperlink: { run: { color: hex(THEME.accent), underline: {} } },
  },
  paragraphStyles: [
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 34, color: hex(THEME.quiet) },
      paragraph: { spacing: { after: 240, line: 264, lineRule: 'auto' as const } },
    },
    {
      id: 'TOCHeading',
      name: 'TOC Heading',
      basedOn: 'Normal',
      next: 'Normal',
      run: { size: 38, bold: true, color: hex(THEME.accent) },
      paragraph: {
        spacing: { after: 240, line: 264, lineRule: 'auto' as const },
        keepNext: true,
        border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: hex(THEME.accent), space: 4 } },
      },
    },
    ...[0, 1, 2].map((depth) => ({
      id: `TOC${depth + 1}`,
      name: `toc ${depth + 1}`,
      basedOn: 'Normal',
      next: 'Normal',
      run: { bold: depth === 0 },
      paragraph: {
        spacing: { before: depth === 0 ? 120 : 0, after: 50, line: 264, lineRule: 'auto' as const },
        indent: { left: depth * 320 },
      },
    })),
    { id: 'Header', name: 'header', basedOn: 'Normal', ...smallPrint() },
    { id: 'Footer', name: 'footer', basedOn: 'Normal', ...smallPrint() },
    {
      id: 'Organisation',
      name: 'Organisation',
      basedOn: 'Normal',
      run: { size: 26, bold: true, color: hex(THEME.accent) },
      paragraph: {
        spacing: { before: 0 },
        border: { top: { style: BorderStyle.SINGLE, size: 96, color: hex(THEME.accent), space: 24 } },
      },
    },
    {
      id: 'Stamp',
      name: 'Stämpel',
      basedOn: 'Normal',
      run: { size: 26, bold: true, color: hex(THEME.warning) },
      paragraph: { spacing: { before: 360, after: 0 } },
    },
    {
      id: 'Facts',
      name: 'Faktarad',
      basedOn: 'Normal',
      paragraph: {
        spacing: { before: 50, after: 50, line: 276, lineRule: 'auto' as const },
        indent: { left: FACT_INDENT, hanging: FACT_INDENT },
        keepLines: true,
        border: {
          between: { style: BorderStyle.SINGLE, size: 4, color: hex(THEME.line), space: 3 },
          bottom: { style: BorderStyle.SINGLE, size: 4, color: hex(THEME.line), space: 3 },
        },
      },
    },
    { id: 'TableText', name: 'Tabelltext', basedOn: 'Normal', ...cell(false) },
    { id: 'TableHead', name: 'Tabellrubrik', basedOn: 'Normal', ...cell(true) },
    {
      id: 'KeyFigure',
      name: 'Nyckeltal',
      basedOn: 'TableText',
      run: { size: 44, bold: true, color: hex(THEME.accent) },
      paragraph: { spacing: { before: 20, after: 0, line: 240, lineRule: 'auto' as const } },
    },
    {
      id: 'KeyFigureSmall',
      name: 'Nyckeltal, liten',
      basedOn: 'TableText',
      run: { size: 28, bold: true, color: hex(THEME.accent) },
      paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: 'auto' as const } },
    },
    {
      id: 'TableNote',
      name: 'Tabellnot',
      basedOn: 'Normal',
      run: { size: 18, color: hex(THEME.quiet) },
      paragraph: { spacing: { before: 80, after: 200, line: 252, lineRule: 'auto' as const } },
    },
    {
      id: 'Figure',
      name: 'Figur',
      basedOn: 'Normal',
      paragraph: { spacing: { before: 200, after: 0, line: 240, lineRule: 'auto' as const }, keepNext: true },
    },
    { id: 'NoteTitle', name: 'Rutans rubrik', basedOn: 'Normal', next: 'Note', ...note(true) },
    { id: 'Note', name: 'Ruta', basedOn: 'Normal', ...note(false) },
  ],
}

/** Real lists: Word counts the numbers and screen readers say how many items there are. */
export const NUMBERING: INumberingOptions = {
  config: [
    {
      reference: 'bullets',
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '•',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 426, hanging: 284 } }, run: { color: hex(THEME.accent) } },
        },
      ],
    },
    {
      reference: 'numbers',
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1.',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 480, hanging: 360 } } },
        },
      ],
    },
  ],
}

function heading(
  size: number,
  before: number,
  after: number,
  extra: Pick<
    NonNullable<NonNullable<IStylesOptions['paragraphStyles']>[number]['paragraph']>,
    'border'
  > = {},
): NonNullable<NonNullable<IStylesOptions['default']>['heading1']> {
  return {
    next: 'Normal',
    quickFormat: true,
    run: { size, bold: true, color: hex(THEME.accent) },
    paragraph: {
      spacing: { before, after, line: 264, lineRule: 'auto' as const },
      keepNext: true,
      keepLines: true,
      ...extra,
    },
  }
}

function smallPrint(): Pick<NonNullable<IStylesOptions['paragraphStyles']>[number], 'run' | 'paragraph'> {
  return {
    run: { size: 17, color: hex(THEME.quiet) },
    paragraph: { spacing: { after: 0, line: 252, lineRule: 'auto' as const }, rightTabStop: PAGE.text },
  }
}

function cell(
  bold: boolean,
): Pick<NonNullable<IStylesOptions['paragraphStyles']>[number], 'run' | 'paragraph'> {
  return {
    run: { size: 19, bold },
    paragraph: { spacing: { before: 30, after: 30, line: 252, lineRule: 'auto' as const } },
  }
}

/** Paragraphs with the same border and ground join into one box. */
function note(
  title: boolean,
): Pick<NonNullable<IStylesOptions['paragraphStyles']>[number], 'run' | 'paragraph'> {
  return {
    run: { bold: title },
    paragraph: {
      keepLines: true,
      keepNext: title,
      spacing: { before: title ? 200 : 0, after: title ? 40 : 240, line: 288, lineRule: 'auto' as const },
      indent: { left: 200, right: 120 },
      shading: { fill: hex(THEME.tint) },
      border: {
        left: { style: BorderStyle.SINGLE, size: 36, color: hex(THEME.accent), space: 8 },
        top: { style: BorderStyle.SINGLE, size: 24, color: hex(THEME.tint), space: 2 },
        bottom: { style: BorderStyle.SINGLE, size: 24, color: hex(THEME.tint), space: 2 },
      },
    },
  }
}
