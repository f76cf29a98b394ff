import * as z from 'zod'
import { codeValue } from '../code/names.ts'
import {
  ARENDETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  VANTETIDER,
  codesOf,
  type CodeList,
} from './codes.ts'
import { isoDate } from './fields.ts'
import { RISKNIVAER } from './risk.ts'

/** What the register can be cut by. An absent key cuts nothing. */

const CHOICES_MAX = 50
const oneOrMore = <L extends CodeList>(list: L) =>
  z
    .array(z.enum(codesOf(list)))
    .min(1)
    .max(CHOICES_MAX)
/** Codes of a list that is data. */
const codes = z.array(codeValue).min(1).max(CHOICES_MAX)

/**
 * Where feedback to the reporter stands. Every case has one of them: given once it has been given, whatever was
 * wanted; waiting while it is wanted and nobody has said why it is not given.
 */
export const ATERKOPPLING = {
  vantar: 'Väntar på återkoppling',
  given: 'Återkoppling given',
  ges_ej: 'Ges inte, med skäl',
  onskas_ej: 'Önskas inte',
} as const satisfies CodeList
export type Aterkoppling = keyof typeof ATERKOPPLING

/** In the place of an account's id: the one who asks, and nobody. */
export const ASSIGNED_TO_ME = 'jag'
export const ASSIGNED_TO_NOBODY = 'ingen'

/** The most cases that can be named one by one. */
export const IDS_MAX = 5000

export const incidentFilter = z.strictObject({
  /** A förvaltning, or a published vårdgivare. */
  forvaltningId: z.number().int().positive().optional(),
  /** A unit and everything under it. */
  unitId: z.number().int().positive().optional(),
  arendetyp: oneOrMore(ARENDETYPER).optional(),
  handelsetyp: codes.optional(),
  undertyp: codes.optional(),
  /** Cases put together with another one (sammanford) are left out unless they are asked for here or by `ids`. */
  status: oneOrMore(STATUSAR).optional(),
  /** Both days included; counted on the event's day, else the day it was published or reported. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** Both days included; the day in Sweden when it was reported. */
  reportedFrom: isoDate.optional(),
  reportedTo: isoDate.optional(),
  harm: oneOrMore(SKADOR).optional(),
  potentialHarm: oneOrMore(SKADERISKER).optional(),
  riskLevel: oneOrMore(RISKNIVAER).optional(),
  origin: oneOrMore(URSPRUNG).optional(),
  skadetyp: codes.optional(),
  nccMerp: oneOrMore(NCC_MERP).optional(),
  /** Vårdform. */
  vardtyp: codes.optional(),
  vardprocess: codes.optional(),
  reporterRole: codes.optional(),
  medicalArea: codes.optional(),
  samverkan: codes.optional(),
  /** Tags: a case has any of them. */
  agens: codes.optional(),
  strategiomraden: codes.optional(),
  kvalitetsregister: codes.optional(),
  /** True asks for those who answered yes, false for those who answered no. */
  isChild: z.boolean().optional(),
  frailElderly: z.boolean().optional(),
  fastVardkontakt: oneOrMore(JA_NEJ_OKANT).optional(),
  vardplan: oneOrMore(JA_NEJ_OKANT).optional(),
  waitingKind: oneOrMore(VANTETIDER).optional(),
  guaranteePassed: z.boolean().optional(),
  /** Only the short report has been written. */
  incomplete: z.boolean().optional(),
  /** Accounts' ids, 'jag', 'ingen'. */
  assignedTo: z.array(z.string().min(1).max(60)).min(1).max(CHOICES_MAX).optional(),
  feedback: oneOrMore(ATERKOPPLING).optional(),
  /** Avslutad, avvisad, överförd or sammanförd. */
  closed: z.boolean().optional(),
  hasAnalysis: z.boolean().optional(),
  /** Somebody has opened the question of lex Maria. */
  hasLexMaria: z.boolean().optional(),
  /** Cases that an import made. */
  importBatchId: z.number().int().positive().optional(),
  ids: z.array(z.number().int().positive()).min(1).max(IDS_MAX).optional(),
  text: z.string().max(200).optional(),
})
export type IncidentFilter = z.infer<typeof incidentFilter>

/**
 * What is counted beside the filters, each by the other filters. Those of the filter's own name; 'forvaltning' counts
 * for `forvaltningId` and `unitId` together, its codes are förvaltningars ids. Yes or no are counted as 'ja' and 'nej'.
 */
export const FACETS = [
  'forvaltning',
  'arendetyp',
  'handelsetyp',
  'undertyp',
  'status',
  'harm',
  'potentialHarm',
  'riskLevel',
  'origin',
  'skadetyp',
  'nccMerp',
  'vardtyp',
  'vardprocess',
  'reporterRole',
  'medicalArea',
  'samverkan',
  'agens',
  'strategiomraden',
  'kvalitetsregister',
  'isChild',
  'frailElderly',
  'fastVardkontakt',
  'vardplan',
  'waitingKind',
  'guaranteePassed',
  'incomplete',
  'assignedTo',
  'feedback',
  'closed',
  'hasAnalysis',
  'hasLexMaria',
] as const
export type Facet = (typeof FACETS)[number]

/** Columns the table can be sorted by; equal rows follow by date, newest first. */
export const SORT_KEYS = [
  'date',
  'number',
  'unit',
  'type',
  'status',
  'harm',
  'risk',
  /** When it was reported, to the moment. */
  'reported',
  /** The reporter's own estimate of what happened. */
  'severity',
  'vardform',
  'medicalArea',
  'assignee',
  /** Only together with a text; without one it is by date. Always the best first. */
  'relevance',
] as const
export type SortKey = (typeof SORT_KEYS)[number]

export const incidentSort = z.strictObject({
  by: z.enum(SORT_KEYS),
  direction: z.enum(['asc', 'desc']),
})
export type IncidentSort = z.infer<typeof incidentSort>

export const DEFAULT_SORT: IncidentSort = { by: 'date', direction: 'desc' }
export const PAGE_MAX = 200

/** What the list can be put under headings by, and what the choice is called. The sort holds within each heading. */
export const GROUPINGS = {
  status: 'Status',
  handelsetyp: 'Händelsetyp',
  forvaltning: 'Förvaltning',
  unit: 'Enhet',
  harm: 'Skada',
  month: 'Månad',
  medicalArea: 'Medicinskt område',
  assignedTo: 'Handläggare',
} as const satisfies CodeList
export type GroupKey = keyof typeof GROUPINGS
export const groupKey = z.enum(codesOf(GROUPINGS))
/** The heading's code of cases that have no value. */
export const NO_GROUP = ''
