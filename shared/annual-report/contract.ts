import * as z from 'zod'
import { EVERYONE, REPORT_WRITERS } from '../account/roles.ts'
import { block, DOCUMENT_FORMATS, documentModel } from '../document/model.ts'
import { codesOf } from '../incident/codes.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { isIsoDate } from '../time/dates.ts'
import { REPORT_STATUSES } from './figures.ts'
import { isSectionKey } from './skrTemplate.ts'
import { diskPath } from '../rpc/diskPath.ts'

/** 'SU', or 'VGR' for the region's own. */
const unitCode = z.string().trim().min(1, 'Välj förvaltning.').max(40)
const year = z.number().int().min(2000).max(2100)
const which = { unitCode, year }
const section = z.string().refine(isSectionKey, 'Avsnittet finns inte i mallen.')
const status = z.enum(codesOf(REPORT_STATUSES))

/** Longest text of a section: some forty pages. */
export const MAX_SECTION_TEXT = 100_000

export const deadline = z.strictObject({ strict: z.string(), moved: z.string(), daysLeft: z.number().int() })

export const reportListing = z.strictObject({
  unitCode: z.string(),
  unitName: z.string(),
  kind: z.enum(['forvaltning', 'region']),
  /** In the order of `years`. */
  years: z.array(
    z.strictObject({
      year: z.number().int(),
      status,
      /** Sections with text, of those that should have it. */
      written: z.number().int(),
      total: z.number().int(),
      updatedAt: z.string().nullable(),
      /** The register has something from the year. */
      hasData: z.boolean(),
      decisionDate: z.string().nullable(),
    }),
  ),
})
export type ReportListing = z.infer<typeof reportListing>

const lawTag = z.strictObject({ short: z.string(), full: z.string(), gist: z.string() })

export const reportSection = z.strictObject({
  key: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  number: z.string(),
  title: z.string(),
  /** text: written here. fixed: made by the program. */
  kind: z.enum(['text', 'fixed']),
  optional: z.boolean(),
  /** For the writer; never part of the document. */
  guidance: z.array(z.string()),
  laws: z.array(lawTag),
  /** About how many characters fit, where the template sets a limit. */
  limit: z.number().int().nullable(),
  text: z.string(),
  updatedAt: z.string().nullable(),
  updatedBy: z.string(),
  /** There is an earlier text to go back to. */
  canUndo: z.boolean(),
  /** The register fills in figures here. */
  hasData: z.boolean(),
  /** What the document shows under the text. */
  blocks: z.array(block),
})
export type ReportSection = z.infer<typeof reportSection>

export const lawCheckRow = z.strictObject({
  id: z.string(),
  provision: z.string(),
  text: z.string(),
  state: z.enum(['text', 'siffror', 'saknas']),
  /** The sections that may answer it, as 'key'. */
  sections: z.array(z.string()),
  answeredBy: z.array(z.string()),
})

export const reportMeta = z.strictObject({
  /** Null before the first save. */
  version: z.number().int().nullable(),
  status,
  responsible: z.string(),
  diarienummer: z.string(),
  decisionBody: z.string(),
  decisionDate: z.string().nullable(),
})
export type ReportMeta = z.infer<typeof reportMeta>

export const report = z.strictObject({
  unitCode: z.string(),
  unitName: z.string(),
  kind: z.enum(['forvaltning', 'region']),
  year: z.number().int(),
  template: z.strictObject({ id: z.string(), name: z.string(), version: z.string() }),
  /** The day the numbers are taken out: today. */
  extracted: z.string(),
  deadline,
  meta: reportMeta,
  sections: z.array(reportSection),
  law: z.array(lawCheckRow),
})
export type Report = z.infer<typeof report>

const line = (label: string, max: number) =>
  z.string().trim().max(max, `${label} får vara högst ${max} tecken.`)

const savedSection = z.strictObject({ text: z.string(), updatedAt: z.string(), canUndo: z.boolean() })

export const annualReportContract = {
  /** Every förvaltning that gives care, and the region first: how far each year's berättelse has come. */
  'annual-report.list': query({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Newest first. */
      years: z.array(z.strictObject({ year: z.number().int(), deadline })),
      rows: z.array(reportListing),
    }),
    access: EVERYONE,
  }),
  /** One berättelse with guidance, texts and figures. Works before anything is saved. */
  'annual-report.get': query({ input: z.strictObject(which), output: report, access: EVERYONE }),
  /** The document as it would be written now. */
  'annual-report.preview': query({ input: z.strictObject(which), output: documentModel, access: EVERYONE }),
  /** Saves one section's text; the first save makes the berättelse. `expectedUpdatedAt` is null for a new text. */
  'annual-report.save-section': command({
    input: z.strictObject({
      ...which,
      section,
      text: z.string().max(MAX_SECTION_TEXT, 'Texten är för lång för ett avsnitt. Dela upp den.'),
      expectedUpdatedAt: z.string().nullable(),
    }),
    output: savedSection,
    access: REPORT_WRITERS,
  }),
  /** Goes back to the text before the latest save; again, to the one before that. */
  'annual-report.undo-section': command({
    input: z.strictObject({ ...which, section, expectedUpdatedAt: z.string() }),
    output: savedSection,
    access: REPORT_WRITERS,
  }),
  /** The cover's facts and the status. A decided berättelse needs who decided and when, and has no empty sections. */
  'annual-report.save-meta': command({
    input: z.strictObject({
      ...which,
      expectedVersion: z.number().int().nullable(),
      status: z.enum(['utkast', 'beslutad']),
      responsible: line('Ansvarig', 200),
      diarienummer: line('Diarienumret', 60),
      decisionBody: line('Beslutsinstansen', 200),
      decisionDate: z.string().refine(isIsoDate, 'Skriv datumet som ÅÅÅÅ-MM-DD.').nullable(),
    }),
    output: reportMeta,
    access: REPORT_WRITERS,
  }),
  /** Writes the document to a file that the host has asked for. */
  'annual-report.write': job({
    input: z.strictObject({ ...which, format: z.enum(DOCUMENT_FORMATS), path: diskPath }),
    output: z.strictObject({
      path: z.string(),
      bytes: z.number().int(),
      format: z.enum(DOCUMENT_FORMATS),
      /** The program that made the PDF. */
      printer: z.string().optional(),
    }),
    access: EVERYONE,
    caller: 'host',
  }),
} as const satisfies Contract
