import { EJ_KLASSIFICERAD } from './codes.ts'
import type { FieldProblem, IncidentFields } from './fields.ts'

type CompleteFields = Pick<
  IncidentFields,
  'vardtyp' | 'patientInvolved' | 'patientInformed' | 'journalNoted' | 'reportedActualSeverity'
> & { readonly handelsetyp: string | null }

/** What a short report lacks before it is whole: asked of whoever handles it, not of the one who reports (domain.md 5.1). */
export function missingFromReport(fields: CompleteFields): FieldProblem[] {
  const missing: FieldProblem[] = []
  const add = (field: keyof IncidentFields, text: string) => missing.push({ field, text })
  if (fields.handelsetyp === null || fields.handelsetyp === EJ_KLASSIFICERAD) {
    add('handelsetyp', 'Välj händelsetyp.')
  }
  if (fields.vardtyp === null) add('vardtyp', 'Välj vårdform.')
  if (fields.patientInvolved && (fields.reportedActualSeverity ?? 0) >= 1) {
    if (fields.patientInformed === null) {
      add('patientInformed', 'Svara på om patienten eller närstående är informerad.')
    }
    if (fields.patientInformed === 'ja' && fields.journalNoted === null) {
      add('journalNoted', 'Svara på om informationen är antecknad i journalen.')
    }
  }
  return missing
}
