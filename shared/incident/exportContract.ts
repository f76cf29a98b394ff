import * as z from 'zod'
import { exportColumn } from './columns.ts'
import { groupKey, incidentFilter, incidentSort } from './filter.ts'

/** What an export of the register is asked for, and what came of it. */

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What the view shows, and the columns chosen. */
export const exportChoice = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  filter: incidentFilter.default({}),
  sort: incidentSort.default({ by: 'date', direction: 'desc' }),
  group: groupKey.nullable().default(null),
  /** In the order they stand. The format json always holds the whole of each case. */
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
