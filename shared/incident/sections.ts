import { EMPTY_FIELDS, type IncidentFields } from './fields.ts'

/**
 * Which parts of the report form there is reason to ask about. What stands in a part that is not asked about is not
 * sent: it would say something that nobody sees.
 */

/** Parts of the form that are asked only where there is reason to. */
export const CONDITIONAL = {
  lakemedel: 'Läkemedel',
  medicinteknik: 'Medicinteknik',
  barn: 'Barn',
  samverkan: 'Samverkan',
  vantetid: 'Väntetid',
} as const
export type ConditionalSection = keyof typeof CONDITIONAL
export const CONDITIONAL_SECTIONS = Object.keys(CONDITIONAL) as ConditionalSection[]

type Field = keyof IncidentFields

export const CONDITIONAL_FIELDS: Readonly<Record<ConditionalSection, readonly Field[]>> = {
  lakemedel: ['medicineName', 'medicineStrength', 'medicineForm', 'medicineBatch'],
  medicinteknik: ['deviceName', 'deviceMaker', 'deviceModel', 'deviceSerial'],
  barn: ['childInformed', 'guardianInformed'],
  samverkan: ['samverkan', 'samverkanWith'],
  vantetid: ['waitingKind', 'waitingDays'],
}

/** Answers about a patient mean nothing where none was involved. */
export const PATIENT_FIELDS: readonly Field[] = [
  'patientAge',
  'patientSex',
  'patientInformed',
  'patientInformedDate',
  'patientInformedBy',
  'patientNotInformedReason',
  'journalNoted',
  'isChild',
  'childInformed',
  'guardianInformed',
  'frailElderly',
  'fastVardkontakt',
  'vardplan',
  'skadetyp',
  'psychologicalSeverity',
]

/** What the conditions look at; a form may not have chosen its types yet. */
export type ConditionFields = Pick<
  IncidentFields,
  'undertyp' | 'agens' | 'patientInvolved' | 'patientAge' | 'isChild'
> & { readonly arendetyp: string | null; readonly handelsetyp: string | null }

/** The same with all its answers, stored, sent or still being written. */
type Answers = ConditionFields & Readonly<Partial<Record<Field, unknown>>>

const ADULT = 18

/** What the age says of whether it is a child: a proposal, for a person to change. */
export function isChildByAge(age: number | null): boolean | null {
  return age === null ? null : age < ADULT
}

/** Why a part is asked about, in words; null where there is no reason. */
export function reasonFor(section: ConditionalSection, fields: ConditionFields): string | null {
  switch (section) {
    case 'lakemedel':
    case 'medicinteknik':
      if (fields.handelsetyp === section) return 'Visas för att händelsetypen är vald.'
      return fields.agens.includes(section) ? 'Visas för att det var inblandat.' : null
    case 'barn':
      return fields.patientInvolved && (fields.isChild ?? isChildByAge(fields.patientAge) ?? false)
        ? 'Visas för att patienten är ett barn.'
        : null
    case 'samverkan':
      if (fields.arendetyp === 'samverkansavvikelse') return 'Visas för att det är en avvikelse i samverkan.'
      return fields.undertyp === 'kommunikation.samverkan' ? 'Visas för att undertypen är vald.' : null
    case 'vantetid':
      return fields.handelsetyp === 'tillganglighet' ? 'Visas för att händelsetypen är vald.' : null
  }
}

/** The parts that are asked about: those with a reason, and those that somebody has `asked` for. */
export function shownSections(
  fields: ConditionFields,
  asked: readonly ConditionalSection[] = [],
): ConditionalSection[] {
  return CONDITIONAL_SECTIONS.filter(
    (section) => asked.includes(section) || reasonFor(section, fields) !== null,
  )
}

/** Parts that hold an answer though nothing asks for it, as an imported case may: shown, so that nothing is lost unseen. */
export function sectionsWithAnswers(fields: Answers): ConditionalSection[] {
  return CONDITIONAL_SECTIONS.filter(
    (section) =>
      reasonFor(section, fields) === null &&
      CONDITIONAL_FIELDS[section].some((field) => isAnswered(fields, field)),
  )
}

/** The answers that the form no longer asks about, and that are not sent. */
export function hiddenAnswers(fields: Answers, asked: readonly ConditionalSection[] = []): Field[] {
  const shown = shownSections(fields, asked)
  const hidden = new Set([
    ...CONDITIONAL_SECTIONS.filter((section) => !shown.includes(section)).flatMap(
      (section) => CONDITIONAL_FIELDS[section],
    ),
    ...(fields.patientInvolved ? [] : PATIENT_FIELDS),
  ])
  return [...hidden].filter((field) => isAnswered(fields, field))
}

/** The fields as they are sent: without the answers that are no longer asked about. */
export function withoutHidden<T extends Answers>(fields: T, asked: readonly ConditionalSection[] = []): T {
  return { ...fields, ...emptied(hiddenAnswers(fields, asked)) }
}

/** Nothing, in the words of each field. */
export function emptied(fields: readonly Field[]): Partial<IncidentFields> {
  const empty: Readonly<Partial<Record<Field, unknown>>> = EMPTY_FIELDS
  return Object.fromEntries(fields.map((field) => [field, empty[field]]))
}

function isAnswered(fields: Readonly<Partial<Record<Field, unknown>>>, field: Field): boolean {
  const value = fields[field]
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== ''
}
