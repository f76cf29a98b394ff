import * as z from 'zod'
import {
  ARENDETYPER,
  DYGNSTIDER,
  EJ_KLASSIFICERAD,
  JA_NEJ_EJ_AKTUELLT,
  KON,
  codesOf,
} from '../../shared/incident/codes.ts'
import {
  EMPTY_FIELDS,
  FIELD_LABELS,
  FREE_TEXT_FIELDS,
  fieldProblems,
  incidentFields,
  type IncidentFields,
} from '../../shared/incident/fields.ts'
import { withoutHidden, type ConditionalSection } from '../../shared/incident/sections.ts'
import { containsPersonnummer } from '../../shared/text/personnummer.ts'

/**
 * A report while it is being written: the same fields as the contract's, but anything may still be missing or too
 * long. It is saved as a draft in this form, so that half a report comes back as it was.
 */
const text = z.string()
const day = z.string().nullable()
const draftFields = z.strictObject({
  ...incidentFields.shape,
  arendetyp: z.enum(codesOf(ARENDETYPER)).nullable(),
  handelsetyp: text.nullable(),
  unitId: z.number().nullable(),
  title: text,
  description: text,
  eventDate: day,
  eventTime: text.nullable(),
  eventPeriod: z.enum(codesOf(DYGNSTIDER)).nullable(),
  discoveredDate: day,
  specialty: text,
  consequence: text,
  causesText: text,
  measuresText: text,
  immediateAction: text,
  whatHelped: text,
  suggestion: text,
  patientAge: z.number().nullable(),
  patientSex: z.enum(codesOf(KON)).nullable(),
  patientInformed: z.enum(codesOf(JA_NEJ_EJ_AKTUELLT)).nullable(),
  patientInformedDate: day,
  patientInformedBy: text,
  patientNotInformedReason: text,
  feedbackGivenDate: day,
  feedbackText: text,
  feedbackSkipReason: text,
  diarienummer: text,
  medicineName: text,
  medicineStrength: text,
  medicineForm: text,
  medicineBatch: text,
  deviceName: text,
  deviceMaker: text,
  deviceModel: text,
  deviceSerial: text,
  waitingDays: z.number().nullable(),
  samverkanWith: text,
})
export type ReportDraft = z.infer<typeof draftFields>
export type FieldName = keyof ReportDraft
export type FieldErrors = Partial<Record<FieldName, string>>

export const EMPTY_REPORT: ReportDraft = {
  ...EMPTY_FIELDS,
  arendetyp: null,
  handelsetyp: null,
  unitId: null,
}

/** A draft of an earlier form is as good as it can be: what it has is kept, what it lacks is empty. */
export const reportDraft: z.ZodType<ReportDraft> = z.preprocess(onTodaysForm, draftFields)

function onTodaysForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const kept: Readonly<Record<string, unknown>> = { ...value }
  const shape: Readonly<Record<string, z.ZodType>> = draftFields.shape
  return Object.fromEntries(
    Object.entries(EMPTY_REPORT).map(([name, empty]) => {
      const parsed = Object.hasOwn(kept, name) ? shape[name]?.safeParse(kept[name]) : undefined
      return [name, parsed?.success ? parsed.data : empty]
    }),
  )
}

const CHOOSE: Partial<Record<FieldName, string>> = {
  arendetyp: 'Välj ärendetyp.',
  handelsetyp: 'Välj händelsetyp.',
  unitId: 'Välj var det hände.',
}

interface Checking {
  /** What only the handler can find out may be missing. */
  readonly short?: boolean
  /** Parts that somebody has asked for, beside those that have a reason. */
  readonly asked?: readonly ConditionalSection[]
}

/** The report ready to send, or what must be put right, per field. `today` is the day in Sweden. */
export function checkReport(
  whole: ReportDraft,
  today: string,
  { short = false, asked = [] }: Checking = {},
): { readonly fields: IncidentFields; readonly errors?: undefined } | { readonly errors: FieldErrors } {
  const errors: FieldErrors = {}
  const add = (field: string | number | symbol | undefined, message: string) => {
    if (isField(field)) errors[field] ??= CHOOSE[field] ?? message
  }
  const sent = withoutHidden(whole, asked)
  const draft = short && sent.handelsetyp === null ? { ...sent, handelsetyp: EJ_KLASSIFICERAD } : sent
  const parsed = incidentFields.safeParse(draft)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) add(issue.path[0], issue.message)
  }
  for (const field of FREE_TEXT_FIELDS) {
    if (containsPersonnummer(draft[field])) add(field, PERSONNUMMER_TEXT)
  }
  for (const problem of fieldProblems(draft, today, { short })) add(problem.field, problem.text)
  return parsed.success && Object.keys(errors).length === 0 ? { fields: parsed.data } : { errors }
}

const PERSONNUMMER_TEXT =
  'Texten ser ut att innehålla ett personnummer. Ta bort det; personnummer får inte stå i fritext.'

function isField(name: unknown): name is FieldName {
  return typeof name === 'string' && Object.hasOwn(FIELD_LABELS, name)
}
