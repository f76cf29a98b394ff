import * as z from 'zod'
import { fold } from '../../shared/text/swedish.ts'
import {
  importReport,
  type ImportProfile,
  type KnownValue,
  type UnknownValue,
} from '../../shared/transfer/contract.ts'
import { IMPORT_FIELDS, type ImportField } from '../../shared/transfer/fields.ts'
import { readSettings, type ReadSettings } from '../../shared/transfer/format.ts'
import { sourceFile } from '../../shared/transfer/hostContract.ts'
import { mapping, type MappedColumn, type Mapping } from '../../shared/transfer/mapping.ts'

/** One import that a person is at: kept as a draft, so that neither a lock nor another page loses a choice. */

const runReport = z.strictObject({ ...importReport.shape, batchId: z.number().int() })
export type RunReport = z.infer<typeof runReport>

export const wizardDraft = z.strictObject({
  file: sourceFile.nullable(),
  wishes: readSettings,
  /** Names may be half written. */
  mapping: z.strictObject({ ...mapping.shape, name: z.string(), sourceSystem: z.string() }).nullable(),
  /** Which file, read how, the mapping was last brought to fit. */
  fits: z.string(),
  /** Something has been chosen by hand: a file read in another way keeps what its headings still say. */
  touched: z.boolean(),
  /** The profile that the mapping is saved in, or began from. */
  profile: z.strictObject({ id: z.string(), shipped: z.boolean(), version: z.number().int() }).nullable(),
  /** Saved under its name when the file is read in. */
  saveProfile: z.boolean(),
  done: runReport.nullable(),
})
export type WizardDraft = z.infer<typeof wizardDraft>

/** One import at a time: the next file waits until this one is read in or let go. */
export const DRAFT_KEY = 'import'

export const EMPTY_DRAFT: WizardDraft = {
  file: null,
  wishes: {},
  mapping: null,
  fits: '',
  touched: false,
  profile: null,
  saveProfile: true,
  done: null,
}

/** Rows that a report keeps in a draft: enough to read again; all of them are in the file that is saved. */
const KEPT_ROWS = 200

/** A report small enough for a draft. */
export function keptReport(report: RunReport): RunReport {
  return {
    ...report,
    faulty: report.faulty.slice(0, KEPT_ROWS),
    warnings: report.warnings.slice(0, KEPT_ROWS),
    kept: report.kept.slice(0, KEPT_ROWS),
    unknown: report.unknown.slice(0, KEPT_ROWS),
    known: [],
  }
}

interface Inspection {
  readonly sha256: string
  readonly mapping: Mapping
  readonly profile: string | null
  readonly profiles: readonly ImportProfile[]
}

/** Which file, read how. */
export function fitKey(sha256: string, wishes: ReadSettings): string {
  const said = Object.entries(wishes).sort(([a], [b]) => a.localeCompare(b))
  return `${sha256} ${JSON.stringify(said)}`
}

/**
 * The draft, brought to fit what has been found in the file. What has been chosen by hand stays with the headings it
 * was chosen for; else the mapping is the one that was found.
 */
export function fitDraft(draft: WizardDraft, found: Inspection): WizardDraft {
  const fits = fitKey(found.sha256, draft.wishes)
  if (draft.fits === fits) return draft
  if (draft.mapping !== null && draft.touched) {
    const { mapping: old } = draft
    const columns = carryOver(found.mapping.columns, old.columns)
    return { ...draft, fits, mapping: { ...old, columns } }
  }
  const profile = found.profiles.find(({ id }) => id === found.profile)
  return {
    ...draft,
    fits,
    // Two systems may have the same numbers: which one it is, is for a person to say, never a name that fits all.
    mapping: profile ? found.mapping : { ...found.mapping, sourceSystem: '' },
    profile: profile ? { id: profile.id, shipped: profile.shipped, version: profile.version } : null,
    saveProfile: profile === undefined,
  }
}

/** The new columns with what was said of the old ones of the same heading. */
function carryOver(fresh: readonly MappedColumn[], old: readonly MappedColumn[]): MappedColumn[] {
  const left = [...old]
  return fresh.map((column) => {
    const at = left.findIndex(({ heading }) => sameHeading(heading, column.heading))
    if (at < 0) return column
    const [known] = left.splice(at, 1)
    return { ...known, field: known?.field ?? null, index: column.index, heading: column.heading }
  })
}

function sameHeading(a: string, b: string): boolean {
  return fold(a).trim() === fold(b).trim()
}

/** The mapping by a chosen profile: its word on each heading it knows, and nothing of the others. */
export function withProfile(present: Mapping, profile: ImportProfile): Mapping {
  const empty = present.columns.map(({ index, heading }): MappedColumn => ({ index, heading, field: null }))
  return { ...profile.mapping, columns: carryOver(empty, profile.mapping.columns) }
}

/** The mapping with one column understood in another way. */
export function withColumn(present: Mapping, index: number, change: Partial<MappedColumn>): Mapping {
  return {
    ...present,
    columns: present.columns.map((column) => {
      if (column.index !== index) return column
      // Another field has other ways to be read.
      if (change.field !== undefined && change.field !== column.field) {
        return { index: column.index, heading: column.heading, ...change, field: change.field }
      }
      return { ...column, ...change }
    }),
  }
}

/** The mapping with one value meant in another way; null leaves it to what is found by itself. */
export function withValue(
  present: Mapping,
  field: ImportField,
  value: string,
  target: string | null,
): Mapping {
  const others = present.values.filter((one) => one.field !== field || one.value !== value)
  return { ...present, values: target === null ? others : [...others, { field, value, target }] }
}

/** A value of the source and what it means here. */
export interface ValueLine {
  readonly field: ImportField
  readonly value: string
  /** null: the file as it is now does not say it, or it has not been counted. */
  readonly count: number | null
  /** What a person has said; null: nobody has. */
  readonly target: string | null
  /** What it is taken for by itself. */
  readonly known: { readonly target: string; readonly label: string; readonly reason: string } | null
  /** What becomes of it where it is neither said nor known. */
  readonly becomes: string
  readonly suggestion: UnknownValue['suggestion']
}

/** Nobody has said what it means, and it is not in the lists. */
export function isMissing({ target, known }: ValueLine): boolean {
  return target === null && known === null
}

/** Every value that a person may have a say on: what the lists lack first, by field, those said most often first. */
export function valueLines(
  present: Mapping,
  { unknown, known }: { unknown: readonly UnknownValue[]; known: readonly KnownValue[] },
): ValueLine[] {
  const used = new Set(present.columns.map(({ field }) => field))
  const said = new Map(present.values.map((one) => [`${one.field} ${one.value}`, one]))
  const targetOf = (one: { field: ImportField; value: string }): string | null => {
    const key = `${one.field} ${one.value}`
    const target = said.get(key)?.target ?? null
    said.delete(key)
    return target
  }
  const lines: ValueLine[] = [
    ...unknown.map((one): ValueLine => ({ ...one, target: targetOf(one), known: null })),
    ...known.map(({ field, value, count, ...meant }): ValueLine => ({
      field,
      value,
      count,
      target: targetOf({ field, value }),
      known: meant,
      becomes: '',
      suggestion: null,
    })),
  ]
  for (const one of said.values()) {
    // A profile may know values of columns that this file lacks.
    if (!used.has(one.field) && !isPlace(one.field, used)) continue
    lines.push({ ...one, count: null, known: null, becomes: '', suggestion: null })
  }
  const order = Object.keys(IMPORT_FIELDS)
  return lines.sort(
    (a, b) =>
      Number(a.known !== null) - Number(b.known !== null) ||
      order.indexOf(a.field) - order.indexOf(b.field) ||
      (b.count ?? 0) - (a.count ?? 0),
  )
}

/** A place's three levels are mapped whole, under its unit. */
function isPlace(field: ImportField, used: ReadonlySet<ImportField | null>): boolean {
  return (
    field === 'enhet' && (['forvaltning', 'verksamhet', 'unitPath'] as const).some((one) => used.has(one))
  )
}
