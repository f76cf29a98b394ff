import * as z from 'zod'

/** One row and what is odd with it. The reason is Swedish and never repeats what the row says. */
export const rowReport = z.strictObject({
  /** Record number; the heading is 1. */
  row: z.number().int(),
  /** The line in the file where the row begins, or the one where the fault is. */
  line: z.number().int(),
  column: z.string().optional(),
  reason: z.string(),
})
export type RowReport = z.infer<typeof rowReport>

/** A reason without its numbers (lines, counts of fields): what rows of one kind have in common. */
export function reasonKind(reason: string): string {
  return reason.replace(/\d+(?:[\u00a0 ]\d{3})*/g, '…')
}
