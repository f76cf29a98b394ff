import * as z from 'zod'
import { ARENDETYPER, DYGNSTIDER, JA_NEJ_EJ_AKTUELLT, KON, codesOf } from '../../shared/incident/codes.ts'
import {
  EMPTY_FIELDS,
  FIELD_LABELS,
  FREE_TEXT_FIELDS,
  fieldProblems,
  incidentFields,
  type IncidentFields,
} from '../../shared/incident/fields.ts'
import { containsPersonnummer } from '../../shared/text/personnummer.ts'

/**
 * A report while it is being written: the same fields as the contract's, but anything may still be missing or too
 * long. It is saved as a draft in this form, so that half a report comes back as it was.
 */
const text = z.string()
const day = z.string().nullable()
export const reportDraft = z.strictObject({
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
  diarienummer: text,
})
export type ReportDraft = z.infer<typeof reportDraft>
export type FieldName = keyof ReportDraft
export type FieldErrors = Partial<Record<FieldName, string>>

export const EMPTY_REPORT: ReportDraft = {
  ...EMPTY_FIELDS,
  arendetyp: null,
  handelsetyp: null,
  unitId: null,
}

const CHOOSE: Partial<Record<FieldName, string>> = {
  arendetyp: 'Välj ärendetyp.',
  handelsetyp: 'Välj händelsetyp.',
  unitId: 'Välj var det hände.',
}

/** The report ready to send, or what must be put right, per field. `today` is the day in Sweden. */
export function checkReport(
  draft: ReportDraft,
  today: string,
): { readonly fields: IncidentFields; readonly errors?: undefined } | { readonly errors: FieldErrors } {
  const errors: FieldErrors = {}
  const add = (field: string | number | symbol | undefined, message: string) => {
    if (isField(field)) errors[field] ??= CHOOSE[field] ?? message
  }
  const parsed = incidentFields.safeParse(draft)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) add(issue.path[0], issue.message)
  }
  for (const field of FREE_TEXT_FIELDS) {
    if (containsPersonnummer(draft[field])) add(field, PERSONNUMMER_TEXT)
  }
  for (const problem of fieldProblems(draft, today)) add(problem.field, problem.text)
  return parsed.success && Object.keys(errors).length === 0 ? { fields: parsed.data } : { errors }
}

const PERSONNUMMER_TEXT =
  'Texten ser ut att innehålla ett personnummer. Ta bort det; personnummer får inte stå i fritext.'

function isField(name: unknown): name is FieldName {
  return typeof name === 'string' && Object.hasOwn(FIELD_LABELS, name)
}
