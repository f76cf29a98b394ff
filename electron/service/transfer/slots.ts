import { importFieldSpec, type ImportField } from '../../../shared/transfer/fields.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import type { ValueName } from './sourceValues.ts'

/** Which columns make which field of a case, as a mapping says. */

/** Longer text is no description but a file by mistake. */
export const LONGEST_TEXT = 100_000

export interface Slot {
  readonly field: ImportField
  readonly columns: readonly {
    readonly index: number
    readonly heading: string
    readonly joinWith: 'rubrik' | 'rad' | 'mellanslag' | undefined
  }[]
  readonly order: 'ymd' | 'dmy' | 'mdy' | undefined
  readonly longest: number
}

/** Text fields that become something else than a field of the case. */
export const NOT_STORED_AS_TEXT: ReadonlySet<ImportField> = new Set([
  'region',
  'vardgivare',
  'reportedToIvo',
  'ivoDecision',
])
export const VALUE_OF: Readonly<Partial<Record<ImportField, ValueName>>> = { publisher: 'sourcePublisher' }

export function slotsOf(mapping: Mapping, columns: readonly string[]): Slot[] {
  const slots = new Map<ImportField, Slot>()
  for (const { index, heading, field, dateOrder, joinWith } of mapping.columns) {
    if (field === null) continue
    const column = { index, heading: columns[index] ?? heading, joinWith }
    const known = slots.get(field)
    slots.set(field, {
      field,
      columns: [...(known?.columns ?? []), column],
      order: known?.order ?? dateOrder,
      longest: importFieldSpec(field).longest ?? LONGEST_TEXT * 2,
    })
  }
  return [...slots.values()]
}

/** Which values a mapping says something about; always in the same order. */
export function namesOf(places: ReadonlyMap<ImportField, number>, mapping: Mapping): ValueName[] {
  const has = (field: ImportField) => places.has(field)
  // What a new case must have and this source does not say is no word of the source's: it changes nothing later.
  const names = new Set<ValueName>(['description'])
  if (has('title') || has('handelsetyp')) names.add('title')
  if (has('eventDate') || has('reportedDate') || has('publishedDate')) {
    names.add('eventText').add('sortDate')
  }
  if (has('eventDate')) names.add('eventDate')
  for (const field of places.keys()) {
    const { kind } = importFieldSpec(field)
    if (['key', 'place', 'date'].includes(kind) || NOT_STORED_AS_TEXT.has(field)) continue
    names.add(VALUE_OF[field] ?? (field as ValueName))
  }
  for (const field of ['discoveredDate', 'patientInformedDate', 'feedbackGivenDate', 'closedDate'] as const) {
    if (has(field)) names.add(field)
  }
  if (has('handelsetyp')) names.add('undertyp')
  if (has('eventDate')) names.add('eventTime')
  if (has('reportedDate') || has('publishedDate')) names.add('sourceDate')
  if (has('reportedDate') && mapping.places === 'egen') names.add('reportedAt')
  if (has('patientText')) {
    names.add('patientAge')
    names.add('patientSex')
  }
  if (has('reportedToIvo')) names.add('lexReported')
  if (has('ivoDecision')) names.add('lexDecision')
  return [...names].sort()
}

export function startOf(cell: string, columns: number, heading: string, first: boolean): string {
  return columns === 1 || first ? cell : `${heading}: ${cell}`
}

export function joined(
  text: string,
  cell: string,
  field: ImportField,
  heading: string,
  how: 'rubrik' | 'rad' | 'mellanslag' | undefined,
): string {
  const { kind } = importFieldSpec(field)
  if (kind === 'key') return text === '' ? cell : `${text}/${cell}`
  if (kind === 'tags') return text === '' ? cell : `${text};${cell}`
  if (how === 'rad') return `${text}\n${cell}`
  if (how === 'mellanslag') return `${text} ${cell}`
  return text === '' ? `${heading}: ${cell}` : `${text}\n\n${heading}: ${cell}`
}
