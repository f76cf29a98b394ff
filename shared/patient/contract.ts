import * as z from 'zod'
import { CASE_WRITERS } from '../account/roles.ts'
import { codesOf } from '../incident/codes.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { IDENTITY_KINDS } from './identity.ts'

/**
 * The patient's number is kept only for what the law needs it for (domain.md 1.7). Whoever reports to IVO or handles
 * the case keeps it; whoever leads an analysis of the case looks in the journal. Nobody else meets it, masked or not.
 */
export const IDENTITY_WRITERS = CASE_WRITERS
export const IDENTITY_READERS = ['cheflakare', 'handlaggare', 'analysledare'] as const

export const IDENTITY_PURPOSES = {
  lex_maria: 'Anmälan enligt lex Maria',
  journal: 'Hitta patientens journal',
} as const
export type IdentityPurpose = keyof typeof IDENTITY_PURPOSES

/** Why it is shown. The two lawful ones are one press away; anything else is written out. */
export const REVEAL_PURPOSES = { ...IDENTITY_PURPOSES, annat: 'Annat skäl' } as const
export type RevealPurpose = keyof typeof REVEAL_PURPOSES

const incidentId = z.number().int().positive()
const kind = z.enum(codesOf(IDENTITY_KINDS))
const reason = z.string().trim().max(300, 'Skälet får vara högst 300 tecken.')

export const patientIdentity = z.strictObject({
  kind,
  /** 19121212-**** */
  masked: z.string(),
  purpose: z.enum(codesOf(IDENTITY_PURPOSES)),
  registeredAt: z.string(),
  registeredBy: z.string(),
})
export type PatientIdentity = z.infer<typeof patientIdentity>

export const patientContract = {
  'patient.get': query({
    input: z.strictObject({ incidentId }),
    output: z.strictObject({
      identity: patientIdentity.nullable(),
      /** Whether there is one at all, also for those who may not see it. */
      registered: z.boolean(),
      /** False for an analysledare while the case has no ongoing analysis. */
      mayShow: z.boolean(),
      mayChange: z.boolean(),
    }),
    access: IDENTITY_READERS,
  }),
  /** A job, not a command: a command leaves a hash of its input, and so few numbers are soon tried. */
  'patient.set': job({
    input: z.strictObject({
      incidentId,
      number: z.string().max(60, 'Numret är för långt.'),
      purpose: z.enum(codesOf(IDENTITY_PURPOSES)),
      /** Said when another number is there already, so that none is written over unseen. */
      replace: z.boolean().default(false),
    }),
    output: patientIdentity,
    access: IDENTITY_WRITERS,
  }),
  /** A job, not a command: a command keeps its answer. The look is in the log before the answer is given. */
  'patient.reveal': job({
    input: z
      .strictObject({
        incidentId,
        purpose: z.enum(codesOf(REVEAL_PURPOSES)),
        reason: reason.default(''),
      })
      .refine((input) => input.purpose !== 'annat' || input.reason !== '', {
        path: ['reason'],
        message: 'Skriv varför numret behöver visas.',
      }),
    output: z.strictObject({ number: z.string(), kind }),
    access: IDENTITY_READERS,
  }),
  'patient.remove': command({
    input: z.strictObject({ incidentId, reason: reason.min(1, 'Skriv varför numret tas bort.') }),
    output: z.null(),
    access: IDENTITY_WRITERS,
  }),
} as const satisfies Contract
