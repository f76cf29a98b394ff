import * as z from 'zod'
import { CASE_WRITERS } from '../account/roles.ts'
import { job, type Contract } from '../rpc/procedure.ts'
import { diskPath } from '../rpc/diskPath.ts'

/** Profiles say which column of a file is which field of an incident; electron/service/transfer/profiles.ts. */
export const PROFILE_CODES = ['lexmaria', 'avvikelser'] as const
export type ProfileCode = (typeof PROFILE_CODES)[number]

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

export const importResult = z.strictObject({
  profile: z.enum(PROFILE_CODES),
  profileName: z.string(),
  fileName: z.string(),
  dryRun: z.boolean(),
  encoding: z.string(),
  separator: z.string(),
  /** Rows with content, the heading not counted: new + unchanged + changed + kept + duplicates + faulty. */
  read: z.number().int(),
  new: z.number().int(),
  unchanged: z.number().int(),
  /** Changed in the source since the last import, and brought up to date here. */
  changed: z.number().int(),
  /** Changed in the source but also worked on here, so left as they are. */
  kept: z.number().int(),
  /** The same row once more in the same file. */
  duplicates: z.number().int(),
  /** Rows that were not taken in. */
  faulty: z.array(rowReport),
  /** Rows that were taken in although something was odd. */
  warnings: z.array(rowReport),
  /** Empty rows, repeated headings and closing sums. */
  skipped: z.number().int(),
  /** Händelsetyper of the source without a counterpart here; they were put under Övrigt. */
  unknownTypes: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
})
export type ImportResult = z.infer<typeof importResult>

export const transferContract = {
  /** Reads a delimited file into the register: all in one transaction, or, as a dry run, nothing at all. */
  'transfer.import': job({
    input: z.strictObject({
      path: diskPath,
      /** Found from the headings when not given. */
      profile: z.enum(PROFILE_CODES).optional(),
      dryRun: z.boolean().default(false),
    }),
    output: importResult,
    access: CASE_WRITERS,
    caller: 'host',
  }),
} as const satisfies Contract
