import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableOfContents,
  TextRun,
  type FileChild,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import { documentTitle } from '../../../shared/document/html.ts'
import type { DocumentModel, Figure } from '../../../shared/document/model.ts'
import {
  headerLine,
  headingText,
  keywords,
  numberCaptions,
  referenceLine,
  startsPage,
} from '../../../shared/document/numbering.ts'
import { cleanText } from '../../../shared/document/plainText.ts'
import { THEME } from '../../../shared/document/theme.ts'
import { blockDocx, factLine, type DocxContext } from './docxBlocks.ts'
import { runs } from './docxRuns.ts'
import { NUMBERING, PAGE, STYLES, hex } from './docxStyles.ts'
import { svgToPng } from './picture.ts'

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

/** The document as a Word file: real styles, lists, header rows, fields, alt texts and Swedish throughout. */
export async function renderDocx(model: DocumentModel, signal?: AbortSignal): Promise<Uint8Array> {
  const pictures = new Map<Figure, Uint8Array>()
  for (const section of model.sections) {
    for (const block of section.blocks) {
      if (block.type !== 'figure') continue
      signal?.throwIfAborted()
      pictures.set(block, await svgToPng(block.svg))
    }
  }
  let lists = 0
  const context: DocxContext = { captions: numberCaptions(model), pictures, nextList: () => ++lists }
  const author = oneLine(model.author)
  const document = new Document({
    title: documentTitle(model),
    subject: oneLine(model.documentType),
    creator: author,
    lastModifiedBy: author,
    keywords: keywords(model).join(', '),
    description: oneLine(`${model.documentType}, ${model.organisation}`),
    customProperties: [
      { name: 'Diarienummer', value: oneLine(model.diarienummer) },
      { name: 'Version', value: oneLine(model.version) },
      { name: 'Datum', value: oneLine(model.date) },
      { name: 'Märkning', value: model.stamps.join(', ') },
    ].filter((property) => property.value !== ''),
    styles: STYLES,
    numbering: NUMBERING,
    // The table of contents and the captions are written with their numbers, so nothing asks to be updated first.
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    compatibility: { version: 15 },
    sections: [
      {
        properties: {
          // The cover has no running header; the stamp stands on it in the text.
          titlePage: true,
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              top: PAGE.top,
              bottom: PAGE.margin,
              left: PAGE.margin,
              right: PAGE.margin,
              header: 680,
              footer: 680,
            },
          },
        },
        headers: { default: runningHeader(model) },
        footers: { default: runningFooter() },
        children: [...cover(model), ...contents(model), ...body(model, context)],
      },
    ],
  })
  signal?.throwIfAborted()
  return await Packer.toBuffer(document)
}

function cover(model: DocumentModel): FileChild[] {
  const subtitle = oneLine(model.subtitle)
  return [
    new Paragraph({ style: 'Organisation', text: oneLine(model.organisation) }),
    new Paragraph({ heading: HeadingLevel.TITLE, text: oneLine(model.title) }),
    ...(subtitle === '' || subtitle === oneLine(model.organisation)
      ? []
      : [new Paragraph({ style: 'Subtitle', text: subtitle })]),
    ...(model.stamps.length === 0
      ? []
      : [new Paragraph({ style: 'Stamp', text: model.stamps.join(' · ').toLocaleUpperCase('sv') })]),
    ...model.cover
      .filter((line) => line.value !== '')
      .map((line, index) => factLine(line.label, line.value, index === 0 ? { before: 1100 } : {})),
  ]
}

function contents(model: DocumentModel): FileChild[] {
  if (!model.tableOfContents) return []
  return [
    new Paragraph({ style: 'TOCHeading', text: 'Innehåll', pageBreakBefore: true }),
    new TableOfContents('Innehåll', { hyperlink: true, headingStyleRange: '1-3' }),
  ]
}

function body(model: DocumentModel, context: DocxContext): FileChild[] {
  const children: FileChild[] = []
  for (const [index, section] of model.sections.entries()) {
    children.push(
      new Paragraph({
        heading: HEADINGS[section.level],
        children: runs(headingText(section)),
        ...(index === 0 || startsPage(model, index) ? { pageBreakBefore: true, spacing: { before: 0 } } : {}),
      }),
    )
    for (const block of section.blocks) {
      children.push(...blockDocx(block, context, children.at(-1) instanceof Table))
    }
  }
  return children
}

function runningHeader(model: DocumentModel): Header {
  const reference = referenceLine(model)
  const border = { bottom: { style: BorderStyle.SINGLE, size: 4, color: hex(THEME.line), space: 4 } }
  const first = [
    new TextRun({ text: headerLine(model) }),
    ...(model.stamps.length === 0
      ? []
      : [
          new TextRun({
            children: [new Tab(), model.stamps.join(' · ').toLocaleUpperCase('sv')],
            bold: true,
            color: hex(THEME.warning),
          }),
        ]),
  ]
  return new Header({
    children: [
      new Paragraph({ style: 'Header', children: first, ...(reference === '' ? { border } : {}) }),
      ...(reference === '' ? [] : [new Paragraph({ style: 'Header', text: reference, border })]),
    ],
  })
}

/** '3 (24)' (domain.md 9). */
function runningFooter(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: [PageNumber.CURRENT, ' (', PageNumber.TOTAL_PAGES, ')'] })],
      }),
    ],
  })
}

function oneLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ').trim()
}
