import * as z from 'zod'
import { rowReport } from './rowReport.ts'

/** What a file of records can be: text with separators, an Excel workbook, or JSON. */
export const FORMATS = ['delimited', 'workbook', 'json'] as const
export type SourceFormat = (typeof FORMATS)[number]

/** How text is stored. The last: UTF-8 where single lines are in Windows-1252. */
export const ENCODINGS = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'utf-8+windows-1252',
] as const
export type Encoding = (typeof ENCODINGS)[number]

export const SEPARATORS = [';', ',', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** '' where nothing is quoted and a quote is a letter like any other. */
export const QUOTES = ['"', "'", ''] as const
export type Quote = (typeof QUOTES)[number]

/** What a person may say about a file instead of what is found in it. */
export const readSettings = z.strictObject({
  format: z.enum(FORMATS).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.enum(SEPARATORS).optional(),
  quote: z.enum(QUOTES).optional(),
  /** The sheet's name. */
  sheet: z.string().max(200).optional(),
  /** Which record holds the headings, the file's (or the sheet's) first being 1. */
  headerRow: z.number().int().min(1).max(1000).optional(),
})
export type ReadSettings = z.infer<typeof readSettings>

/** What the values of a column look like. */
export const LOOKS = ['date', 'number', 'yes-no', 'code', 'text', 'empty'] as const
export type LooksLike = (typeof LOOKS)[number]

/** In which order dates are written: 2026-11-22, 22/11/2026, 11/22/2026, or impossible to tell (3/4/2026 only). */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy', 'unclear'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

export const sourceColumn = z.strictObject({
  index: z.number().int(),
  /** The heading, made unique: 'Kolumn 7' where it is empty, 'Datum (2)' where it is there already. */
  name: z.string(),
  /** Up to 20 different values, long ones cut. */
  samples: z.array(z.string()),
  /** Share (0–1) of the sampled rows where the column has content. */
  filled: z.number(),
  looksLike: z.enum(LOOKS),
  /** Of a column of dates; null for others. */
  dateOrder: z.enum(DATE_ORDERS).nullable(),
})
export type SourceColumn = z.infer<typeof sourceColumn>

export const FINDINGS = ['format', 'encoding', 'separator', 'quote', 'sheet', 'headerRow'] as const

/** What a file turned out to be, before anything of it is taken in. */
export const detectedSource = z.strictObject({
  /** As used; null where it does not apply to the format. */
  settings: z.strictObject({
    format: z.enum(FORMATS),
    encoding: z.enum(ENCODINGS).nullable(),
    separator: z.enum(SEPARATORS).nullable(),
    quote: z.enum(QUOTES).nullable(),
    sheet: z.string().nullable(),
    headerRow: z.number().int().nullable(),
  }),
  /** What was found and why, a Swedish sentence each. */
  findings: z.array(z.strictObject({ about: z.enum(FINDINGS), says: z.string() })),
  /** Of a workbook; `rows` are those with content. */
  sheets: z.array(z.strictObject({ name: z.string(), rows: z.number().int() })),
  columns: z.array(sourceColumn),
  /** The first 50 rows of data; long cells cut. */
  sample: z.array(
    z.strictObject({
      row: z.number().int(),
      line: z.number().int(),
      fields: z.array(z.string()),
      problem: rowReport.nullable(),
    }),
  ),
  /** What a person should know of the file as a whole: Swedish sentences. */
  warnings: z.array(z.string()),
  sizeBytes: z.number().int(),
})
export type DetectedSource = z.infer<typeof detectedSource>
