import * as z from 'zod'
import { isIsoDate } from '../time/dates.ts'
import { ACT_KINDS, type ActKind } from './acts.ts'

// Object.keys widens to string; the record's own keys are its codes.
export const ACT_KIND_CODES = Object.keys(ACT_KINDS) as [ActKind, ...ActKind[]]

const day = z.string().refine(isIsoDate, 'Skriv datumet som ÅÅÅÅ-MM-DD.')

/** What the log's page shows; kept in its address. */
export const auditFilter = z.strictObject({
  accountId: z.string().min(1).max(60).optional(),
  kinds: z.array(z.enum(ACT_KIND_CODES)).min(1).max(ACT_KIND_CODES.length).optional(),
  /** Swedish days, both included. */
  from: day.optional(),
  to: day.optional(),
  /** A number (AVV-2026-000123, HA-, ATG-, LM-) and all that hangs on it, or another identity as the log has it. */
  about: z.string().trim().min(1).max(120).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>
