import * as z from 'zod'
import { ARENDETYPER, SKADERISKER, SKADOR, STATUSAR, URSPRUNG, codesOf, type CodeList } from './codes.ts'
import { codeValue } from '../code/names.ts'
import { isoDate } from './fields.ts'
import { RISKNIVAER } from './risk.ts'

/** What the register can be cut by. An absent key cuts nothing. */

const oneOrMore = <L extends CodeList>(list: L) =>
  z
    .array(z.enum(codesOf(list)))
    .min(1)
    .max(50)

export const incidentFilter = z.strictObject({
  /** A förvaltning, or a published vårdgivare. */
  forvaltningId: z.number().int().positive().optional(),
  /** A unit and everything under it. */
  unitId: z.number().int().positive().optional(),
  arendetyp: oneOrMore(ARENDETYPER).optional(),
  handelsetyp: z.array(codeValue).min(1).max(50).optional(),
  status: oneOrMore(STATUSAR).optional(),
  /** Both days included; counted on the event's day, else the day it was published or reported. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  harm: oneOrMore(SKADOR).optional(),
  potentialHarm: oneOrMore(SKADERISKER).optional(),
  riskLevel: oneOrMore(RISKNIVAER).optional(),
  origin: oneOrMore(URSPRUNG).optional(),
  text: z.string().max(200).optional(),
})
export type IncidentFilter = z.infer<typeof incidentFilter>

/** Columns the table can be sorted by; equal rows follow by date, newest first. */
export const SORT_KEYS = ['date', 'number', 'unit', 'type', 'status', 'harm', 'risk'] as const
export type SortKey = (typeof SORT_KEYS)[number]

export const incidentSort = z.strictObject({
  by: z.enum(SORT_KEYS),
  direction: z.enum(['asc', 'desc']),
})
export type IncidentSort = z.infer<typeof incidentSort>

export const DEFAULT_SORT: IncidentSort = { by: 'date', direction: 'desc' }
export const PAGE_MAX = 200
