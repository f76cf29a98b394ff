import * as z from 'zod'
import { CASE_READERS } from '../account/roles.ts'
import { codesOf } from '../incident/codes.ts'
import { isoDate } from '../incident/fields.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { IVO_BESLUT, LEX_MARIA_BESLUT } from './codes.ts'

const incidentId = z.number().int().positive()
const text = z.string().trim().max(5000, 'Texten får vara högst 5 000 tecken.')

/** The lex Maria case of an incident, from decision to IVO's answer (domain.md 1.9). */
export const lexMariaCase = z.strictObject({
  id: z.number(),
  number: z.string(),
  incidentId,
  decision: z.enum(codesOf(LEX_MARIA_BESLUT)),
  decisionDate: z.string().nullable(),
  decisionReason: z.string(),
  decidedBy: z.string(),
  reportedDate: z.string().nullable(),
  /** The date in the source's words, for published cases. */
  reportedText: z.string().nullable(),
  ivoDnr: z.string().nullable(),
  ivoDecision: z.enum(codesOf(IVO_BESLUT)).nullable(),
  /** IVO's decision in the source's words, for published cases. */
  ivoDecisionText: z.string().nullable(),
  ivoDecisionDate: z.string().nullable(),
})
export type LexMariaCase = z.infer<typeof lexMariaCase>

const CHEFLAKARE = ['cheflakare'] as const

export const supervisionContract = {
  'supervision.get': query({
    input: z.strictObject({ incidentId }),
    output: lexMariaCase.nullable(),
    access: CASE_READERS,
  }),
  /** May be decided anew until the event is reported to IVO. */
  'supervision.decide': command({
    input: z.strictObject({
      incidentId,
      decision: z.enum(['ska_anmalas', 'ska_ej_anmalas']),
      reason: text.min(1, 'Skriv en motivering till beslutet.'),
      date: isoDate,
    }),
    output: lexMariaCase,
    access: CHEFLAKARE,
  }),
  /** Gate G2 (domain.md 1.9): refused until the patient is informed, or a reason why not is written. */
  'supervision.mark-reported': command({
    input: z.strictObject({
      incidentId,
      date: isoDate,
      ivoDnr: z.string().trim().max(60).default(''),
    }),
    output: lexMariaCase,
    access: CHEFLAKARE,
  }),
  'supervision.record-decision': command({
    input: z.strictObject({
      incidentId,
      decision: z.enum(codesOf(IVO_BESLUT)),
      date: isoDate,
      text: text.default(''),
    }),
    output: lexMariaCase,
    access: CHEFLAKARE,
  }),
} as const satisfies Contract
