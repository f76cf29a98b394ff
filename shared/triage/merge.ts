import { FIELD_LABELS, type IncidentFields } from '../incident/fields.ts'

/** What differs between two cases about the same event, and what the one that is kept can take over from the other. */

/** Long texts: what the other says is written after what is there. */
const APPENDED = [
  'description',
  'consequence',
  'immediateAction',
  'whatHelped',
  'causesText',
  'measuresText',
  'suggestion',
] as const satisfies readonly (keyof IncidentFields)[]

/** Facts: taken over where the kept case has none. */
const FILLED = [
  'eventDate',
  'eventTime',
  'eventPeriod',
  'discoveredDate',
  'undertyp',
  'skadetyp',
  'vardtyp',
  'specialty',
  'diarienummer',
  'medicineName',
  'medicineStrength',
  'medicineForm',
  'medicineBatch',
  'deviceName',
  'deviceMaker',
  'deviceModel',
  'deviceSerial',
] as const satisfies readonly (keyof IncidentFields)[]

export type CopyableField = (typeof APPENDED)[number] | (typeof FILLED)[number]
export const COPYABLE_KEYS: readonly [CopyableField, ...CopyableField[]] = [...APPENDED, ...FILLED]

const LONGEST = 20_000

export interface Difference {
  readonly field: keyof IncidentFields
  readonly label: string
  readonly keep: IncidentFields[keyof IncidentFields]
  readonly away: IncidentFields[keyof IncidentFields]
  /** How the kept case can take it over; null when it cannot. */
  readonly copy: 'append' | 'fill' | null
}

type Fields = Readonly<Record<keyof IncidentFields, IncidentFields[keyof IncidentFields]>>

/** Every field in which the two differ, in the order of the form. */
export function differences(keep: Fields, away: Fields): Difference[] {
  // Object.keys loses the type; the labels are a record of exactly the fields' names.
  return (Object.keys(FIELD_LABELS) as (keyof IncidentFields)[])
    .filter((field) => !isSame(keep[field], away[field]))
    .map((field) => ({
      field,
      label: FIELD_LABELS[field],
      keep: keep[field],
      away: away[field],
      copy: copyOf(field, keep, away),
    }))
}

function copyOf(field: keyof IncidentFields, keep: Fields, away: Fields): Difference['copy'] {
  if (isEmpty(away[field])) return null
  if (APPENDED.some((name) => name === field)) return saysAlready(keep[field], away[field]) ? null : 'append'
  // An undertyp belongs to its händelsetyp.
  if (field === 'undertyp' && keep.handelsetyp !== away.handelsetyp) return null
  return FILLED.some((name) => name === field) && isEmpty(keep[field]) ? 'fill' : null
}

/**
 * The kept case's new values for the chosen fields; a text says where it came from. What cannot be copied is left
 * out. `tooLong` names the first text that would not fit.
 */
export function copied(
  keep: Fields,
  away: Fields,
  chosen: readonly CopyableField[],
  awayNumber: string,
): { values: Partial<Record<CopyableField, string | null>>; tooLong: CopyableField | null } {
  const values: Partial<Record<CopyableField, string | null>> = {}
  let tooLong: CopyableField | null = null
  for (const field of chosen) {
    const how = copyOf(field, keep, away)
    if (how === null) continue
    const theirs = String(away[field])
    const ours = String(keep[field] ?? '').trim()
    const value = how === 'fill' || ours === '' ? theirs : `${ours}\n\nUr ${awayNumber}:\n${theirs}`
    if (value.length > LONGEST) tooLong ??= field
    values[field] = value
  }
  return { values, tooLong }
}

function saysAlready(keep: unknown, away: unknown): boolean {
  return String(keep).includes(String(away).trim())
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((it) => b.includes(it))
  if (isEmpty(a) && isEmpty(b)) return true
  return typeof a === 'string' && typeof b === 'string' ? a.trim() === b.trim() : a === b
}
