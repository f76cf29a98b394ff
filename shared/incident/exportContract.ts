import * as z from 'zod'
import { exportColumn } from './columns.ts'
import { groupKey, incidentFilter, incidentSort } from './filter.ts'

/** What an export of the register is asked for, and what came of it. */

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json', 'fhir'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** How a file of the format is named: FHIR is JSON too. */
export const EXPORT_EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'xlsx',
  csv: 'csv',
  json: 'json',
  fhir: 'fhir.json',
}

/** What the view shows, and the columns chosen. */
export const exportChoice = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  filter: incidentFilter.default({}),
  sort: incidentSort.default({ by: 'date', direction: 'desc' }),
  group: groupKey.nullable().default(null),
  /** In the order they stand. The formats json and fhir always hold the whole of each case. */
  columns: z.array(exportColumn).min(1).max(80),
})
export type ExportChoice = z.infer<typeof exportChoice>

export const exportOutcome = z.strictObject({
  rows: z.number().int(),
  bytes: z.number(),
  /** Texts in which a personnummer was found and masked. */
  masked: z.number().int(),
})
export type ExportOutcome = z.infer<typeof exportOutcome>
