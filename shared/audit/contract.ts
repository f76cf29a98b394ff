import * as z from 'zod'
import { EVERYONE } from '../account/roles.ts'
import { job, query, type Contract } from '../rpc/procedure.ts'
import { ACT_KIND_CODES, auditFilter } from './filter.ts'
import { diskPath } from '../rpc/diskPath.ts'

/**
 * Those who follow up the log (PDL 4 kap. 3 §: the vårdgivare's duty). All others see what they did themselves.
 * The administrator sees who, when and what, but no case text (domain.md 1.7); the chefläkare the text of the
 * förvaltningar that her role holds in.
 */
export const LOG_READERS = ['administrator', 'cheflakare'] as const

export const auditRow = z.strictObject({
  seq: z.number().int().positive(),
  at: z.string(),
  accountId: z.string().nullable(),
  who: z.string(),
  action: z.string(),
  kind: z.enum(ACT_KIND_CODES),
  entity: z.string(),
  entityId: z.string(),
  /** The number or name that people know it by; '' when there is none. */
  name: z.string(),
  /** Where to look at it, when it has a page. */
  incidentId: z.number().int().positive().nullable(),
  analysisId: z.number().int().positive().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>

/** inget: the act carries no content. dolt: it has some that this account may not read. */
export const CONTENT_STATES = ['inget', 'dolt', 'visas'] as const

export const auditDetail = z.strictObject({
  row: auditRow,
  content: z.enum(CONTENT_STATES),
  changes: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  /** This row as an anchor. */
  anchor: z.string(),
})
export type AuditDetail = z.infer<typeof auditDetail>

const BREAKS = ['saknas', 'andrad', 'fel-plats'] as const

export const verifyReport = z.strictObject({
  ok: z.boolean(),
  rows: z.number().int(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** The last row that hangs together with all before it, as an anchor. */
  head: z.string().nullable(),
  broken: z
    .strictObject({
      seq: z.number().int(),
      kind: z.enum(BREAKS),
      /** What stands there now; null when nothing does. */
      row: auditRow.nullable(),
    })
    .nullable(),
  /** The anchor that was given: does the chain still hold it? */
  anchor: z.strictObject({ text: z.string(), holds: z.boolean() }).nullable(),
})
export type VerifyReport = z.infer<typeof verifyReport>

const anchorText = z.string().trim().min(1).max(120)

export const auditContract = {
  /** How much there is to read, and by whom. */
  'audit.overview': query({
    input: z.strictObject({}),
    output: z.strictObject({
      rows: z.number().int(),
      firstAt: z.string().nullable(),
      /** True: everybody's acts. False: one's own. */
      everyone: z.boolean(),
      people: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
    access: EVERYONE,
  }),
  /** Newest first, by pages. */
  'audit.list': query({
    input: z.strictObject({
      filter: auditFilter,
      /** The last row of the page before. */
      before: z.number().int().positive().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(60),
    }),
    output: z.strictObject({ rows: z.array(auditRow), more: z.boolean() }),
    access: EVERYONE,
  }),
  'audit.count': query({
    input: z.strictObject({ filter: auditFilter }),
    output: z.strictObject({ total: z.number().int() }),
    access: EVERYONE,
  }),
  'audit.get': query({
    input: z.strictObject({ seq: z.number().int().positive() }),
    output: auditDetail,
    access: EVERYONE,
  }),
  /** The newest row as something to write down or print; null when there is none. */
  'audit.anchor': query({
    input: z.strictObject({}),
    output: z.strictObject({ text: z.string(), seq: z.number().int(), at: z.string() }).nullable(),
    access: LOG_READERS,
  }),
  /** Proves the chain row by row, and an anchor that was kept. Reports progress; may be cancelled. */
  'audit.verify': job({
    input: z.strictObject({ anchor: anchorText.optional() }),
    output: verifyReport,
    access: LOG_READERS,
  }),
  /** Who, when and what as CSV, for logguppföljning; never case text. Leaves a trace of its own. */
  'audit.export': job({
    input: z.strictObject({ path: diskPath, filter: auditFilter }),
    output: z.strictObject({ rows: z.number().int(), bytes: z.number().int() }),
    access: LOG_READERS,
    caller: 'host',
  }),
} as const satisfies Contract
