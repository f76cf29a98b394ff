import * as z from 'zod'
import { CASE_READERS } from '../account/roles.ts'
import { codesOf } from '../incident/codes.ts'
import { unitId } from '../organisation/contract.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { isIsoDate } from '../time/dates.ts'
import { ATGARDSBESLUT, EFFEKTER, HANDLINGSPLAN, STYRKOR } from './codes.ts'
import { ACTION_STATES } from './rules.ts'

export const actionId = z.number().int().positive()

const day = z.string().refine(isIsoDate, 'Skriv datumet som ÅÅÅÅ-MM-DD.')
const effectText = z.string().max(4_000, 'Beskrivningen av effekten får ha högst 4 000 tecken.')

/** An åtgärd, proposed or decided. `causeIds` are the bakomliggande orsaker it meets. */
export const action = z.strictObject({
  id: actionId,
  number: z.string(),
  text: z.string(),
  strength: z.enum(codesOf(STYRKOR)),
  responsible: z.string(),
  dueDate: z.string().nullable(),
  /** How one will know that it works: measure and target. */
  measure: z.string(),
  focusArea: z.enum(codesOf(HANDLINGSPLAN)).or(z.literal('')),
  causeIds: z.array(z.number().int().positive()),
  decision: z.enum(codesOf(ATGARDSBESLUT)),
  decisionReason: z.string(),
  doneDate: z.string().nullable(),
  followUpDate: z.string().nullable(),
  effect: z.enum(codesOf(EFFEKTER)),
  effectDate: z.string().nullable(),
  effectText: z.string(),
  version: z.number().int().positive(),
})
export type Action = z.infer<typeof action>

/** One row of the register of all åtgärder. */
export const actionListRow = action.omit({ causeIds: true }).extend({
  state: z.enum(ACTION_STATES),
  /** Planned to be done, or followed up, before today. */
  late: z.boolean(),
  analysisId: z.number().int().positive().nullable(),
  analysisNumber: z.string().nullable(),
  incidentId: z.number().int().positive().nullable(),
  arendenr: z.string().nullable(),
  /** Of the analysis, else of the incident. */
  sourceTitle: z.string(),
  forvaltningId: unitId,
  forvaltningName: z.string(),
  isExample: z.boolean(),
})
export type ActionListRow = z.infer<typeof actionListRow>

/** Those who carry åtgärder out and follow them up. */
const ACTION_WORKERS = ['cheflakare', 'handlaggare', 'analysledare'] as const

export const actionContract = {
  /** The register of all åtgärder, the most urgent first. `states` empty means all of them. */
  'action.list': query({
    input: z.strictObject({
      forvaltningId: unitId.nullable().default(null),
      states: z.array(z.enum(ACTION_STATES)).default([]),
      lateOnly: z.boolean().default(false),
      strength: z.enum(codesOf(STYRKOR)).nullable().default(null),
      text: z.string().max(200).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    output: z.strictObject({
      rows: z.array(actionListRow),
      total: z.number().int(),
      /** In the same förvaltning, whatever the other filters say. */
      lateTotal: z.number().int(),
    }),
    access: CASE_READERS,
  }),
  /** The åtgärd is carried out. Without a date for follow-up, the rule's own is set (domain.md D9). */
  'action.mark-done': command({
    input: z.strictObject({
      id: actionId,
      expectedVersion: z.number().int().positive(),
      doneDate: day,
      followUpDate: day.nullable(),
    }),
    output: z.strictObject({ version: z.number().int(), followUpDate: z.string() }),
    access: ACTION_WORKERS,
  }),
  /** Whether it made the difference it was meant to make. */
  'action.record-effect': command({
    input: z.strictObject({
      id: actionId,
      expectedVersion: z.number().int().positive(),
      effect: z.enum(codesOf(EFFEKTER)),
      effectDate: day,
      effectText,
      /** Another follow-up, when one was not enough. */
      nextFollowUpDate: day.nullable(),
    }),
    output: z.strictObject({ version: z.number().int() }),
    access: ACTION_WORKERS,
  }),
} as const satisfies Contract
