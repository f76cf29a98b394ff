import * as z from 'zod'
import { CASE_READERS, CASE_WRITERS } from '../account/roles.ts'
import { diskPath } from '../rpc/diskPath.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import {
  ARENDETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  UTREDNINGSNIVAER,
  VANTETIDER,
  codesOf,
} from './codes.ts'
import { codeValue } from '../code/names.ts'
import { exportChoice, exportOutcome } from './exportContract.ts'
import { incidentFields, isoDate } from './fields.ts'
import { ATERKOPPLING, FACETS, groupKey, incidentFilter, incidentSort, PAGE_MAX } from './filter.ts'
import { FOUND_MAX, foundIn } from './foundIn.ts'
import { RISKNIVAER } from './risk.ts'

export const incidentId = z.number().int().positive()
/** Grows with every change: a change made on an older version is refused as CONFLICT. */
const version = z.number().int().positive()
const scale = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const seriousness = z.strictObject({
  lasting: z.boolean().nullable(),
  increasedCare: z.boolean().nullable(),
  death: z.boolean().nullable(),
})

export const assessmentAnswers = z.strictObject({
  effect: z.enum(['faktisk', 'potentiell', 'ingen']).nullable(),
  careRelated: z.boolean().nullable(),
  avoidability: scale.nullable(),
  actual: seriousness,
  potential: seriousness,
  actualSeverity: scale.nullable(),
  potentialSeverity: scale.nullable(),
  likelihood: scale.nullable(),
})

const status = z.enum(codesOf(STATUSAR))
const riskLevel = z.enum(codesOf(RISKNIVAER))

/** What one line of the register shows. */
export const incidentRow = z.strictObject({
  id: incidentId,
  arendenr: z.string(),
  /** The event's day, else the day it was published or reported. */
  date: z.string(),
  /** The date in the source's words, when it is not a day. */
  eventText: z.string().nullable(),
  title: z.string(),
  unitId: z.number(),
  unitName: z.string(),
  forvaltningName: z.string(),
  arendetyp: z.enum(codesOf(ARENDETYPER)),
  handelsetyp: codeValue,
  status,
  harm: z.enum(codesOf(SKADOR)),
  potentialHarm: z.enum(codesOf(SKADERISKER)),
  riskScore: z.number().nullable(),
  riskLevel: riskLevel.nullable(),
  origin: z.enum(codesOf(URSPRUNG)),
  /** The heading it stands under (see incident.groups); null when the list is not grouped. */
  group: z.string().nullable(),
  /** The day in Sweden. */
  reported: z.string(),
  closedDate: z.string().nullable(),
  undertyp: codeValue.nullable(),
  skadetyp: codeValue.nullable(),
  nccMerp: z.enum(codesOf(NCC_MERP)).nullable(),
  /** The reporter's own estimate of what happened, 0-4. */
  severity: z.number().nullable(),
  vardtyp: codeValue.nullable(),
  vardprocess: codeValue.nullable(),
  reporterRole: codeValue.nullable(),
  medicalArea: codeValue.nullable(),
  samverkan: codeValue.nullable(),
  agens: z.array(codeValue),
  strategiomraden: z.array(codeValue),
  kvalitetsregister: z.array(codeValue),
  isChild: z.boolean().nullable(),
  frailElderly: z.boolean().nullable(),
  fastVardkontakt: z.enum(codesOf(JA_NEJ_OKANT)).nullable(),
  vardplan: z.enum(codesOf(JA_NEJ_OKANT)).nullable(),
  waitingKind: z.enum(codesOf(VANTETIDER)).nullable(),
  waitingDays: z.number().nullable(),
  guaranteePassed: z.boolean().nullable(),
  incomplete: z.boolean(),
  assignedTo: z.string().nullable(),
  assigneeName: z.string().nullable(),
  feedback: z.enum(codesOf(ATERKOPPLING)),
})
export type IncidentRow = z.infer<typeof incidentRow>

export const assessment = z.strictObject({
  version: z.number(),
  assessedAt: z.string(),
  assessedBy: z.string(),
  answers: assessmentAnswers,
  harm: z.enum(codesOf(SKADOR)),
  potentialHarm: z.enum(codesOf(SKADERISKER)),
  avoidability: scale.nullable(),
  actualSeverity: scale.nullable(),
  potentialSeverity: scale.nullable(),
  likelihood: scale.nullable(),
  riskScore: z.number().nullable(),
  riskLevel: riskLevel.nullable(),
  thresholdVersion: z.string(),
  lexMariaReview: z.boolean(),
  investigationLevel: z.enum(codesOf(UTREDNINGSNIVAER)),
  motivation: z.string(),
})
export type Assessment = z.infer<typeof assessment>

/** Stored fields, less strict than what a form may send: imported and published rows lack much. */
const storedFields = z.strictObject({
  ...incidentFields.shape,
  arendetyp: z.enum(codesOf(ARENDETYPER)),
  title: z.string(),
  description: z.string(),
})

export const incident = z.strictObject({
  id: incidentId,
  version,
  arendenr: z.string(),
  origin: z.enum(codesOf(URSPRUNG)),
  status,
  statusReason: z.string(),
  closedDate: z.string().nullable(),
  reportedAt: z.string(),
  date: z.string(),
  eventText: z.string().nullable(),
  patientText: z.string().nullable(),
  source: z
    .strictObject({
      system: z.string().nullable(),
      key: z.string().nullable(),
      url: z.string().nullable(),
      publisher: z.string().nullable(),
      date: z.string().nullable(),
    })
    .nullable(),
  fields: storedFields,
  forvaltningId: z.number(),
  /** From the region down to the unit. */
  unitPath: z.array(z.strictObject({ id: z.number(), name: z.string() })),
  harm: z.enum(codesOf(SKADOR)),
  potentialHarm: z.enum(codesOf(SKADERISKER)),
  riskScore: z.number().nullable(),
  riskLevel: riskLevel.nullable(),
  investigated: z.boolean(),
  /** Only the short report is written; missingFromReport (complete.ts) says what it lacks. */
  incomplete: z.boolean(),
  /** By the limits of the day (vardgaranti.ts); null where none holds. */
  guaranteePassed: z.boolean().nullable(),
  followUpDate: z.string().nullable(),
  /** The handläggare. */
  assignedTo: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** The case that this one was found to be about the same event as. */
  mergedInto: z.strictObject({ id: incidentId, arendenr: z.string() }).nullable(),
  /** Åtgärder of this event that will be carried out. */
  decidedActions: z.array(z.strictObject({ text: z.string(), followUpDate: z.string().nullable() })),
  assessment: assessment.nullable(),
  analyses: z.array(
    z.strictObject({
      id: z.number(),
      number: z.string(),
      title: z.string(),
      step: z.number(),
      completedDate: z.string().nullable(),
    }),
  ),
  lexMaria: z
    .strictObject({ number: z.string(), decided: z.boolean(), reportedDate: z.string().nullable() })
    .nullable(),
  /** Published cases belong to someone else and are shown as the source says. */
  editable: z.boolean(),
  /** The caller made the latest change and may take it back. */
  undo: z.strictObject({ label: z.string() }).nullable(),
})
export type Incident = z.infer<typeof incident>

export const historyEntry = z.strictObject({
  seq: z.number(),
  at: z.string(),
  by: z.string(),
  /** What was done, in words: 'Bedömde händelsen'. */
  action: z.string(),
  changes: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
})
export type HistoryEntry = z.infer<typeof historyEntry>

/** Codes that no list names (förvaltningar, accounts) come with their label. */
const counts = z.array(z.strictObject({ code: z.string(), count: z.number(), label: z.string().optional() }))
const changedIncident = z.strictObject({ id: incidentId, version })
const reason = z.string().trim().max(2000, 'Texten får vara högst 2 000 tecken.')

export const incidentContract = {
  /** One page of the register; `cursor` comes from the page before and fits only the same filter and sort. */
  'incident.list': query({
    input: z.strictObject({
      filter: incidentFilter.default({}),
      sort: incidentSort.default({ by: 'date', direction: 'desc' }),
      group: groupKey.nullable().default(null),
      cursor: z.string().max(500).nullable().default(null),
      /** Lines left out after the cursor: where a list is opened far down. */
      skip: z.number().int().min(0).max(5_000_000).default(0),
      limit: z.number().int().min(1).max(PAGE_MAX).default(100),
    }),
    output: z.strictObject({ rows: z.array(incidentRow), nextCursor: z.string().nullable() }),
    access: CASE_READERS,
  }),
  'incident.count': query({
    input: z.strictObject({ filter: incidentFilter.default({}) }),
    output: z.strictObject({ total: z.number() }),
    access: CASE_READERS,
  }),
  /** For each facet, how many there are of each code if one chose it in the current filter. Codes without any are left out. */
  'incident.suggest-facets': query({
    input: z.strictObject({ filter: incidentFilter.default({}) }),
    output: z.record(z.enum(FACETS), counts),
    access: CASE_READERS,
  }),
  /** Where in each of the cases a search found it, the title aside; only those that hold it elsewhere. */
  'incident.found-in': query({
    input: z.strictObject({
      ids: z.array(incidentId).min(1).max(FOUND_MAX),
      text: z.string().max(200),
    }),
    output: z.array(foundIn),
    access: CASE_READERS,
  }),
  /** The headings of a grouped list in their order, each with how many cases stand under it. */
  'incident.groups': query({
    input: z.strictObject({ filter: incidentFilter.default({}), group: groupKey }),
    output: z.array(z.strictObject({ code: z.string(), label: z.string(), count: z.number() })),
    access: CASE_READERS,
  }),
  /** Writes every case of the view to a file. Logged. */
  'incident.export': job({
    input: z.strictObject({ path: diskPath, ...exportChoice.shape }),
    output: exportOutcome,
    access: CASE_READERS,
    caller: 'host',
  }),
  'incident.get': query({
    input: z.strictObject({ id: incidentId }),
    output: incident,
    access: CASE_READERS,
  }),
  /** Newest first. */
  'incident.history': query({
    input: z.strictObject({ id: incidentId }),
    output: z.array(historyEntry),
    access: CASE_READERS,
  }),
  'incident.register': command({
    input: z.strictObject({
      fields: incidentFields,
      /** The short report: what it lacks is left to whoever handles it. */
      short: z.boolean().default(false),
    }),
    output: z.strictObject({ id: incidentId, version, arendenr: z.string() }),
    access: CASE_WRITERS,
  }),
  'incident.update': command({
    input: z.strictObject({ id: incidentId, version, fields: incidentFields }),
    output: changedIncident,
    access: CASE_WRITERS,
  }),
  'incident.assess': command({
    input: z.strictObject({
      id: incidentId,
      version,
      answers: assessmentAnswers,
      investigationLevel: z.enum(codesOf(UTREDNINGSNIVAER)),
      motivation: reason.min(1, 'Skriv en motivering till bedömningen.'),
    }),
    output: changedIncident,
    access: CASE_WRITERS,
  }),
  'incident.set-status': command({
    input: z.strictObject({
      id: incidentId,
      version,
      status,
      reason: reason.default(''),
      /** The handler states that the event has been investigated (PSL 3 kap. 3 §). */
      investigated: z.boolean().optional(),
      /** The one who takes the step becomes its handläggare. */
      takeOn: z.boolean().optional(),
      /** When the effect of what was decided is followed up. */
      followUpDate: isoDate.optional(),
    }),
    output: changedIncident,
    access: CASE_WRITERS,
  }),
  /** What the one who reported has been told, or why nothing can be told. */
  'incident.give-feedback': command({
    input: z.strictObject({
      id: incidentId,
      version,
      answer: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('given'),
          text: z
            .string()
            .trim()
            .min(1, 'Skriv vad rapporten har lett till.')
            .max(20_000, 'Texten får vara högst 20 000 tecken.'),
          date: isoDate,
        }),
        z.strictObject({
          kind: z.literal('skipped'),
          reason: reason.min(1, 'Skriv varför återkoppling inte ges.'),
        }),
      ]),
    }),
    output: changedIncident,
    access: CASE_WRITERS,
  }),
  /** Takes back the latest change, by the person who made it, as long as nobody has changed anything since. */
  'incident.undo': command({
    input: z.strictObject({ id: incidentId, version }),
    output: changedIncident,
    access: CASE_WRITERS,
  }),
} as const satisfies Contract
