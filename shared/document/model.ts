import * as z from 'zod'

/**
 * One document model; DOCX, HTML, PDF (and later PPTX, XLSX) are made from it, so that they cannot disagree.
 * Text is plain Swedish; the writers do the typography (domain.md 9).
 */

/** Running text: a string, or runs when something is strong, emphasised or a link. */
export const run = z.strictObject({
  text: z.string(),
  strong: z.boolean().optional(),
  emphasis: z.boolean().optional(),
  /** http(s) only; shown as a descriptive link. */
  href: z.url({ protocol: /^https?$/ }).optional(),
})
export type Run = z.infer<typeof run>
export const text = z.union([z.string(), z.array(run)])
export type Text = z.infer<typeof text>

export const column = z.strictObject({
  title: z.string(),
  align: z.enum(['start', 'end']).optional(),
  /** Share of the table's width; columns without one share the rest equally. */
  width: z.number().positive().optional(),
})

/** One header row, no merged cells (accessibility, domain.md 9). The first column is the row's heading. */
export const table = z.strictObject({
  type: z.literal('table'),
  /** Without number: the writers number them 'Tabell 1. …'. */
  caption: z.string(),
  columns: z.array(column).min(1),
  rows: z.array(z.array(text)),
  /** Index of rows that are sums, drawn stronger. */
  totals: z.array(z.number().int()).optional(),
  note: z.string().optional(),
})
export type Table = z.infer<typeof table>

/** An SVG drawn once for every format, with its text alternative and, always, its data. */
export const figure = z.strictObject({
  type: z.literal('figure'),
  caption: z.string(),
  svg: z.string(),
  width: z.number().positive(),
  height: z.number().positive(),
  alt: z.string().min(1),
  data: table.omit({ type: true, caption: true }),
})
export type Figure = z.infer<typeof figure>

export const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('paragraph'), text }),
  z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(text).min(1) }),
  z.strictObject({ type: z.literal('note'), title: z.string(), text }),
  /** Label and value pairs, e.g. the commission's facts. */
  z.strictObject({
    type: z.literal('facts'),
    items: z.array(z.strictObject({ label: z.string(), value: text })).min(1),
  }),
  /** Key figures in a box. */
  z.strictObject({
    type: z.literal('keyFigures'),
    items: z
      .array(z.strictObject({ label: z.string(), value: z.string(), detail: z.string().optional() }))
      .min(1),
  }),
  table,
  figure,
])
export type Block = z.infer<typeof block>

export interface Section {
  /** Stable key, e.g. 'o1': ties the section to its template and to bookmarks. */
  readonly key: string
  /** 1 to 3; no level is skipped. */
  readonly level: 1 | 2 | 3
  /** '1.1.2', or '' for an unnumbered heading (Sammanfattning, Bilagor). */
  readonly number: string
  readonly title: string
  readonly blocks: readonly Block[]
}
const section = z.strictObject({
  key: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  number: z.string(),
  title: z.string(),
  blocks: z.array(block),
})

export const documentModel = z.strictObject({
  /** 'Patientsäkerhetsberättelse 2025' */
  title: z.string(),
  /** 'Sahlgrenska Universitetssjukhuset' */
  subtitle: z.string(),
  /** For the header: 'Patientsäkerhetsberättelse', 'Händelseanalys'. */
  documentType: z.string(),
  organisation: z.string(),
  author: z.string(),
  /** ISO date. */
  date: z.string(),
  diarienummer: z.string(),
  version: z.string(),
  /** Printed on every page: 'Exempeldata' (never real), 'Arbetsmaterial' (not decided), or nothing. */
  stamps: z.array(z.enum(['Exempeldata', 'Arbetsmaterial'])),
  /** Lines of the cover: Beslutad av, Ansvarig för innehållet … */
  cover: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  tableOfContents: z.boolean(),
  sections: z.array(section),
})
export type DocumentModel = z.infer<typeof documentModel>

export const DOCUMENT_FORMATS = ['docx', 'pdf', 'html'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]
