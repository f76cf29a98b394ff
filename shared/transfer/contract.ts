import * as z from 'zod'
import { CASE_WRITERS } from '../account/roles.ts'
import { diskPath } from '../rpc/diskPath.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { IMPORT_FIELD_NAMES } from './fields.ts'
import { detectedSource, readSettings } from './format.ts'
import { mapping } from './mapping.ts'
import { rowReport } from './rowReport.ts'

const count = z.number().int().min(0)
const field = z.enum(IMPORT_FIELD_NAMES)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Why a column, or a value, is thought to be what it is; a person confirms it. */
const suggested = z.strictObject({ field, score: z.number(), reason: z.string() })

export const columnSuggestion = z.strictObject({
  index: z.number().int(),
  /** null where nothing fits well enough. */
  best: suggested.nullable(),
  others: z.array(suggested),
})
export type ColumnSuggestion = z.infer<typeof columnSuggestion>

export const importProfile = z.strictObject({
  /** 'lexmaria' and the like for those that ship; a number for those saved here. */
  id: z.string(),
  shipped: z.boolean(),
  mapping,
  version: z.number().int(),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
})
export type ImportProfile = z.infer<typeof importProfile>

/** A source's value that has no certain counterpart here. */
export const unknownValue = z.strictObject({
  field,
  /** Of a place, its levels with ' > ' between. */
  value: z.string(),
  count,
  /** What becomes of it as the mapping now stands, in words: 'Läggs under Övrigt'. */
  becomes: z.string(),
  /** The nearest that there is; never used until a person has said so. */
  suggestion: z
    .strictObject({ target: z.string(), label: z.string(), score: z.number(), reason: z.string() })
    .nullable(),
})
export type UnknownValue = z.infer<typeof unknownValue>

/** A source's value that has a counterpart here, and which. */
export const knownValue = z.strictObject({
  field,
  value: z.string(),
  count,
  target: z.string(),
  label: z.string(),
  reason: z.string(),
})
export type KnownValue = z.infer<typeof knownValue>

const reasonTotal = z.strictObject({ reason: z.string(), column: z.string().nullable(), count })

export const importCounts = z.strictObject({
  /** Rows with content, the heading not counted: new + changed + unchanged + kept + duplicates + faulty. */
  read: count,
  new: count,
  /** Changed in the source since the last import, and brought up to date here. */
  changed: count,
  unchanged: count,
  /** Changed in the source but also worked on here, so left as they are. */
  kept: count,
  /** The same row once more in the same file. */
  duplicates: count,
  /** Rows that were not taken in. */
  faulty: count,
  /** Remarks on rows that were taken in all the same. */
  warnings: count,
  /** Empty rows, repeated headings and closing sums. */
  skipped: count,
  /** Of the new: those that look like a case that came here in another way. Advice only. */
  alreadyHere: count,
})
export type ImportCounts = z.infer<typeof importCounts>

export const importReport = z.strictObject({
  fileName: z.string(),
  sha256,
  profileName: z.string(),
  counts: importCounts,
  /** The first 1 000, in the file's order. */
  faulty: z.array(rowReport),
  /** All of them, by reason, most first. */
  faultReasons: z.array(reasonTotal),
  warnings: z.array(rowReport),
  warningReasons: z.array(reasonTotal),
  /** The first 1 000 rows that were kept as they are here, each with why. */
  kept: z.array(rowReport),
  unknown: z.array(unknownValue),
  /** More unknown values than are listed. */
  unknownLeftOut: count,
  /** The values that were understood, the 1 000 most common; places aside. */
  known: z.array(knownValue),
  /** The first 200 rows that look like a case that is here already. */
  alreadyHere: z.array(
    z.strictObject({
      row: z.number().int(),
      line: z.number().int(),
      incidentId: z.number().int(),
      arendenr: z.string(),
      title: z.string(),
      reason: z.string(),
    }),
  ),
  /** Units that are made because the mapping says so. */
  newUnits: z.array(z.strictObject({ name: z.string(), under: z.string(), count })),
})
export type ImportReport = z.infer<typeof importReport>

export const importBatch = z.strictObject({
  id: z.number().int(),
  startedAt: z.string(),
  startedBy: z.string(),
  profileName: z.string(),
  sourceSystem: z.string(),
  fileName: z.string(),
  /** avbruten: stopped half-way by a crash; the same file can be read again, or the batch taken back. */
  state: z.enum(['pagar', 'klar', 'avbruten', 'angrad']),
  counts: importCounts,
  finishedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  /** Cases that it added or changed and that undo could still take back. */
  remaining: count,
})
export type ImportBatch = z.infer<typeof importBatch>

export const undoResult = z.strictObject({
  /** New cases that were taken away again. */
  removed: count,
  /** Changed cases that say what they said before. */
  restored: count,
  /** Cases that have been worked on since, and stay as they are; the first 200. */
  left: z.array(z.strictObject({ incidentId: z.number().int(), arendenr: z.string(), reason: z.string() })),
  leftTotal: count,
})
export type UndoResult = z.infer<typeof undoResult>

const source = { path: diskPath, wishes: readSettings.default({}) }

export const transferContract = {
  /** Looks at a file: what it is, what its columns may be, and a mapping to begin from. Changes nothing. */
  'transfer.inspect': job({
    input: z.strictObject({
      ...source,
      /** The id of a profile to begin from; without it, the one whose headings the file has. */
      profile: z.string().max(100).nullable().default(null),
    }),
    output: z.strictObject({
      fileName: z.string(),
      detected: detectedSource,
      sha256,
      /** By the profile where one fits, else by the suggestions; always of this file's columns. */
      mapping,
      suggestions: z.array(columnSuggestion),
      /** The id of the profile whose headings the file has. */
      profile: z.string().nullable(),
      profiles: z.array(importProfile),
    }),
    access: CASE_WRITERS,
    caller: 'host',
  }),
  /** The dry run: what would become of each row. Changes nothing. */
  'transfer.check': job({
    input: z.strictObject({ ...source, mapping }),
    output: importReport,
    access: CASE_WRITERS,
    caller: 'host',
  }),
  /** Takes the rows in, as one batch that can be taken back. Refuses a file that has changed since it was checked. */
  'transfer.run': job({
    input: z.strictObject({ ...source, mapping, sha256 }),
    output: z.strictObject({ ...importReport.shape, batchId: z.number().int() }),
    access: CASE_WRITERS,
    caller: 'host',
  }),
  /** Writes the faulty rows as they stand in the source, with row, column and reason, to mend and read again. */
  'transfer.save-faulty': job({
    input: z.strictObject({ ...source, mapping, target: diskPath, format: z.enum(['csv', 'xlsx']) }),
    output: z.strictObject({ rows: count }),
    access: CASE_WRITERS,
    caller: 'host',
  }),
  'transfer.profiles': query({
    input: z.strictObject({}),
    output: z.array(importProfile),
    access: CASE_WRITERS,
  }),
  /** Without id a new one; its name must be free. */
  'transfer.save-profile': command({
    input: z.strictObject({
      id: z.number().int().positive().nullable().default(null),
      expectedVersion: z.number().int().nullable().default(null),
      mapping,
    }),
    output: z.strictObject({ id: z.number().int(), version: z.number().int() }),
    access: CASE_WRITERS,
  }),
  'transfer.remove-profile': command({
    input: z.strictObject({ id: z.number().int().positive(), expectedVersion: z.number().int() }),
    output: z.strictObject({ id: z.number().int() }),
    access: CASE_WRITERS,
  }),
  /** The imports that have been made, newest first: one's own, or all with a role in the whole region. */
  'transfer.batches': query({
    input: z.strictObject({}),
    output: z.array(importBatch),
    access: CASE_WRITERS,
  }),
  /** Takes back what a batch did, but for what has been worked on since. */
  'transfer.undo-batch': job({
    input: z.strictObject({ batchId: z.number().int().positive() }),
    output: undoResult,
    access: CASE_WRITERS,
  }),
} as const satisfies Contract
