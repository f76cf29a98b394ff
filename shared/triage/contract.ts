import * as z from 'zod'
import { CASE_READERS, CASE_WRITERS } from '../account/roles.ts'
import { codeValue } from '../code/names.ts'
import { ARENDETYPER, SKADOR, STATUSAR, URSPRUNG, codesOf } from '../incident/codes.ts'
import { incidentId } from '../incident/contract.ts'
import { incidentFilter } from '../incident/filter.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { AT_ONCE, BULK_MAX, LINK_KIND_KEYS, SECTION_KEYS } from './codes.ts'
import { COPYABLE_KEYS } from './merge.ts'

const version = z.number().int().positive()
const versioned = z.strictObject({ id: incidentId, version })
const accountId = z.string().min(1).max(100)
const place = {
  forvaltningId: z.number().int().positive().optional(),
  unitId: z.number().int().positive().optional(),
}

/** One line of the inbox. */
export const inboxRow = z.strictObject({
  id: incidentId,
  version,
  arendenr: z.string(),
  title: z.string(),
  /** The first lines of what happened. */
  excerpt: z.string(),
  unitName: z.string(),
  forvaltningId: z.number(),
  forvaltningName: z.string(),
  date: z.string(),
  reportedAt: z.string(),
  /** Whole days since it came in, or, in Ligger stilla, since something was done to it. */
  days: z.number(),
  arendetyp: z.enum(codesOf(ARENDETYPER)),
  handelsetyp: codeValue,
  undertyp: codeValue.nullable(),
  status: z.enum(codesOf(STATUSAR)),
  harm: z.enum(codesOf(SKADOR)),
  origin: z.enum(codesOf(URSPRUNG)),
  /** The reporter's own first estimate, 0–4. */
  reportedActualSeverity: z.number().nullable(),
  reportedPotentialSeverity: z.number().nullable(),
  assignedTo: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  incomplete: z.boolean(),
})
export type InboxRow = z.infer<typeof inboxRow>

/** What a bulk change sets; what is absent stays. */
export const classification = z
  .strictObject({
    handelsetyp: codeValue.optional(),
    undertyp: codeValue.nullable().optional(),
    skadetyp: codeValue.nullable().optional(),
    vardtyp: codeValue.nullable().optional(),
    medicalArea: codeValue.nullable().optional(),
    /** In the place of those the case had. */
    strategiomraden: z.array(codeValue).max(20).optional(),
    /** Beside those the case had. */
    addStrategiomraden: z.array(codeValue).max(20).optional(),
  })
  .refine((set) => Object.values(set).some((value) => value !== undefined), 'Välj något att ändra.')
export type Classification = z.infer<typeof classification>

/** With the version that was on screen, a case changed meanwhile is told instead of changed. */
const items = z
  .array(z.strictObject({ id: incidentId, version: version.nullable() }))
  .min(1)
  .max(AT_ONCE)
const to = accountId.nullable()

export const bulkResult = z.strictObject({
  /** Names what was done, for its undo; null when nothing changed. */
  batch: z.string().nullable(),
  changed: z.number(),
  /** Were so already. */
  unchanged: z.number(),
  refusedTotal: z.number(),
  refused: z.array(z.strictObject({ id: z.number(), arendenr: z.string().nullable(), reason: z.string() })),
  /** Stopped before its end, by whoever started it. */
  stopped: z.boolean(),
})
export type BulkResult = z.infer<typeof bulkResult>

export const bulkChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), to }),
  z.strictObject({ kind: z.literal('classify'), set: classification }),
])
export type BulkChange = z.infer<typeof bulkChange>

export const bulkTarget = z.union([
  z.strictObject({ ids: z.array(incidentId).min(1).max(BULK_MAX) }),
  z.strictObject({ filter: incidentFilter }),
])
export type BulkTarget = z.infer<typeof bulkTarget>

/** A stored case, or what somebody is writing. */
const about = z.union([
  z.strictObject({ incidentId }),
  z.strictObject({ text: z.string().max(20_000), excludeId: incidentId.optional() }),
])

export const typeSuggestion = z.strictObject({
  handelsetyp: codeValue,
  label: z.string(),
  /** 0–1: the part of the likeness that points here. */
  score: z.number(),
  /** In words: '12 av 15 liknande händelser är Läkemedel; gemensamma ord: insulin, dos'. */
  why: z.string(),
})
export type TypeSuggestion = z.infer<typeof typeSuggestion>

export const similarCase = z.strictObject({
  id: incidentId,
  arendenr: z.string(),
  title: z.string(),
  date: z.string(),
  eventText: z.string().nullable(),
  unitName: z.string(),
  forvaltningName: z.string(),
  handelsetyp: codeValue,
  status: z.enum(codesOf(STATUSAR)),
  harm: z.enum(codesOf(SKADOR)),
  origin: z.enum(codesOf(URSPRUNG)),
  /** 0–1, against the most alike. */
  score: z.number(),
  sharedWords: z.array(z.string()),
  analysis: z.strictObject({ id: z.number(), number: z.string(), completed: z.boolean() }).nullable(),
})
export type SimilarCase = z.infer<typeof similarCase>

const pairSide = z.strictObject({
  id: incidentId,
  arendenr: z.string(),
  title: z.string(),
  date: z.string(),
  unitName: z.string(),
  status: z.enum(codesOf(STATUSAR)),
  source: z.string().nullable(),
})
export const duplicatePair = z.strictObject({
  a: pairSide,
  b: pairSide,
  /** Jaccard's index of the texts' word pairs, 0–1. */
  likeness: z.number(),
  why: z.string(),
})
export type DuplicatePair = z.infer<typeof duplicatePair>

const link = z.strictObject({
  id: z.number(),
  /** As it is said from this end. */
  label: z.string(),
  note: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** May be taken away by the caller. */
  removable: z.boolean(),
  incident: z
    .strictObject({
      id: incidentId,
      arendenr: z.string(),
      title: z.string(),
      date: z.string(),
      unitName: z.string(),
      status: z.enum(codesOf(STATUSAR)),
    })
    .nullable(),
  analysis: z
    .strictObject({ id: z.number(), number: z.string(), title: z.string(), completed: z.boolean() })
    .nullable(),
  /** Lies where the caller may not read: only its number is told. */
  hidden: z.boolean(),
})
export type CaseLink = z.infer<typeof link>

const caseName = z.strictObject({ id: incidentId, arendenr: z.string(), title: z.string() })

/** What the triage room knows of a case. */
export const triageCase = z.strictObject({
  version,
  assignedTo: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  assignedAt: z.string().nullable(),
  incomplete: z.boolean(),
  mergedInto: caseName.nullable(),
  /** The cases that were put together with this one, and what hangs on them. */
  merged: z.array(
    z.strictObject({
      ...caseName.shape,
      version,
      attachments: z.array(z.strictObject({ id: z.number(), name: z.string() })),
      links: z.number(),
      actions: z.array(z.strictObject({ number: z.string(), text: z.string() })),
    }),
  ),
  links: z.array(link),
  /** The caller may link here. */
  writable: z.boolean(),
})
export type TriageCase = z.infer<typeof triageCase>

const comparedSide = z.strictObject({
  id: incidentId,
  version,
  /** Why it cannot be put away; null when it can. */
  blocked: z.string().nullable(),
  attachments: z.number(),
  links: z.number(),
  actions: z.number(),
})

const noteText = z.string().trim().max(500, 'Texten får vara högst 500 tecken.').default('')

export const triageContract = {
  /** How many wait in each part of the inbox. */
  'triage.counts': query({
    input: z.strictObject(place),
    output: z.strictObject({
      sections: z.record(z.enum(SECTION_KEYS), z.number()),
      stillDays: z.number(),
    }),
    access: CASE_WRITERS,
  }),
  /** One page of one part; `cursor` comes from the page before. */
  'triage.inbox': query({
    input: z.strictObject({
      section: z.enum(SECTION_KEYS),
      ...place,
      order: z.enum(['oldest', 'newest']).default('oldest'),
      cursor: z.string().max(200).nullable().default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.strictObject({ rows: z.array(inboxRow), nextCursor: z.string().nullable() }),
    access: CASE_WRITERS,
  }),
  /** Accounts that may handle cases, and where. */
  'triage.handlers': query({
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        title: z.string(),
        isMe: z.boolean(),
        /** Null for the whole region. */
        forvaltningar: z.array(z.number()).nullable(),
      }),
    ),
    access: CASE_WRITERS,
  }),
  'triage.save-settings': command({
    input: z.strictObject({
      stillDays: z
        .number('Skriv ett helt antal dagar.')
        .int('Skriv ett helt antal dagar.')
        .min(1, 'Minst 1 dag.')
        .max(365, 'Högst 365 dagar.'),
    }),
    output: z.strictObject({}),
    access: ['cheflakare', 'administrator'],
  }),
  'triage.assign': command({
    input: z.strictObject({ items, to }),
    output: bulkResult,
    access: CASE_WRITERS,
  }),
  'triage.classify': command({
    input: z.strictObject({
      items,
      set: classification,
      /** The händelsetyp was taken from a suggestion: it is then no evidence for later ones. */
      suggested: z.boolean().default(false),
    }),
    output: bulkResult,
    access: CASE_WRITERS,
  }),
  /** The same for up to 2 000 chosen cases, or all that a filter finds; in steps, with progress. */
  'triage.change-many': job({
    input: z.strictObject({ target: bulkTarget, change: bulkChange }),
    output: bulkResult,
    access: CASE_WRITERS,
  }),
  /** Takes a whole assignment or classification back, case by case where nobody has changed anything since. */
  'triage.undo': job({
    input: z.strictObject({ batch: z.uuid() }),
    output: bulkResult,
    access: CASE_WRITERS,
  }),
  /** Up to three händelsetyper that alike cases in the register have; each with its reason. Nothing is changed. */
  'triage.suggest-types': query({
    input: about,
    output: z.array(typeSuggestion),
    access: CASE_WRITERS,
  }),
  /** The best suggestion for each of a few lines of the inbox, where it is clear and not what the case has. */
  'triage.suggest-rows': query({
    input: z.strictObject({ ids: z.array(incidentId).min(1).max(10) }),
    output: z.array(z.strictObject({ id: incidentId, suggestion: typeSuggestion.nullable() })),
    access: CASE_WRITERS,
  }),
  'triage.similar': query({
    input: about,
    output: z.array(similarCase),
    access: CASE_READERS,
  }),
  /** Cases that may be about the same event, most alike first. */
  'triage.duplicates': job({
    input: z.strictObject({ ...place }),
    output: z.strictObject({ pairs: z.array(duplicatePair), looked: z.number(), more: z.boolean() }),
    access: CASE_WRITERS,
  }),
  /** Two cases side by side. */
  'triage.compare': query({
    input: z.strictObject({ a: incidentId, b: incidentId }),
    output: z.strictObject({ a: comparedSide, b: comparedSide, why: z.string() }),
    access: CASE_WRITERS,
  }),
  /** Puts one case away as a duplicate of another, with the texts that were chosen copied into the one that is kept. */
  'triage.merge': command({
    input: z.strictObject({
      keep: versioned,
      away: versioned,
      copy: z.array(z.enum(COPYABLE_KEYS)).max(COPYABLE_KEYS.length).default([]),
    }),
    output: z.strictObject({ keep: versioned, away: versioned }),
    access: CASE_WRITERS,
  }),
  /** Takes a case that was put away out again, as it was. */
  'triage.unmerge': command({
    input: versioned,
    output: z.strictObject({
      id: incidentId,
      version,
      /** Somebody has changed the kept case since, so what was copied into it stays there. */
      textsStay: z.boolean(),
    }),
    access: CASE_WRITERS,
  }),
  /** Somebody has looked at both: they are not the same event, and are not shown as such again. */
  'triage.not-duplicate': command({
    input: z
      .strictObject({ a: incidentId, b: incidentId })
      .refine(({ a, b }) => a !== b, { path: ['b'], message: 'Välj två olika ärenden.' }),
    output: z.strictObject({}),
    access: CASE_WRITERS,
  }),
  'triage.get': query({
    input: z.strictObject({ incidentId }),
    output: triageCase,
    access: CASE_READERS,
  }),
  /** The incidents that are linked to an analysis, besides the one it began with. */
  'triage.analysis-links': query({
    input: z.strictObject({ analysisId: z.number().int().positive() }),
    output: z.array(link),
    access: CASE_READERS,
  }),
  'triage.link': command({
    input: z.strictObject({
      incidentId,
      to: z.union([
        z.strictObject({ incidentId, kind: z.enum(LINK_KIND_KEYS) }),
        z.strictObject({ analysisId: z.number().int().positive() }),
      ]),
      note: noteText,
    }),
    output: z.strictObject({ id: z.number() }),
    access: CASE_WRITERS,
  }),
  'triage.unlink': command({
    input: z.strictObject({ id: z.number().int().positive() }),
    output: z.strictObject({}),
    access: CASE_WRITERS,
  }),
} as const satisfies Contract
