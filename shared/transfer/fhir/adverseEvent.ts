import type { Incident } from '../../incident/contract.ts'
import { isClosed } from '../../incident/status.ts'
import { swedishClock } from '../../time/dates.ts'

/**
 * A case as a FHIR R5 AdverseEvent (hl7.org/fhir/R5/adverseevent.html). Codes keep their Swedish list and carry WHO's
 * ICPS beside it. Nothing tells who the patient is: the subject is a contained resource without name or number.
 */

export interface Coding {
  readonly system?: string
  readonly code?: string
  readonly display?: string
}
export interface CodeableConcept {
  readonly coding?: readonly Coding[]
  readonly text?: string
}
interface ItemConcept {
  readonly itemCodeableConcept: CodeableConcept
}

/** The elements of AdverseEvent that are written here; empty ones are left out, as FHIR asks. */
export interface AdverseEvent {
  readonly resourceType: 'AdverseEvent'
  readonly id: string
  readonly language: 'sv-SE'
  readonly contained: readonly Record<string, unknown>[]
  readonly identifier: readonly { readonly system: string; readonly value: string }[]
  readonly status: 'in-progress' | 'completed' | 'entered-in-error' | 'unknown'
  readonly actuality: 'actual' | 'potential'
  readonly category?: readonly CodeableConcept[]
  readonly code: CodeableConcept
  readonly subject: { readonly reference: string }
  readonly occurrenceDateTime?: string
  readonly detected?: string
  readonly recordedDate: string
  readonly location: { readonly reference: string }
  readonly seriousness?: CodeableConcept
  readonly outcome?: readonly CodeableConcept[]
  readonly participant?: readonly {
    readonly function: CodeableConcept
    readonly actor: { readonly display: string }
  }[]
  readonly suspectEntity?: readonly { readonly instanceCodeableConcept: CodeableConcept }[]
  readonly contributingFactor?: readonly ItemConcept[]
  readonly preventiveAction?: readonly ItemConcept[]
  readonly mitigatingAction?: readonly ItemConcept[]
  readonly note?: readonly { readonly text: string }[]
}

export interface FhirWords {
  /** A code's place in its list: label, and ICPS's class where there is one. */
  readonly coded: (list: FhirList, code: string) => { readonly label: string; readonly icps: string }
  /** The workspace's id for life: what numbers and own code lists are unique within. */
  readonly workspaceUid: string
  /** A text without personnummer. */
  readonly mask: (text: string) => string
  /** Where a unit is found in the bundle. */
  readonly locationUrl: (unitId: number) => string
}

/** The lists that a case's codes come from. Ärendetyp and skada are the product's own, the rest the workspace's. */
export type FhirList = 'arendetyp' | 'handelsetyp' | 'skada' | 'skadetyp' | 'yrkesroll' | 'agens'

export interface FhirCase {
  readonly incident: Pick<
    Incident,
    'id' | 'arendenr' | 'status' | 'reportedAt' | 'fields' | 'harm' | 'potentialHarm'
  >
  /** The causes and decided åtgärder of its analyses. */
  readonly causes: readonly string[]
  readonly actions: readonly string[]
  readonly resourceId: string
}

const SERIOUSNESS = 'http://terminology.hl7.org/CodeSystem/adverse-event-seriousness'

export function adverseEvent(found: FhirCase, words: FhirWords): AdverseEvent {
  const { incident } = found
  const { fields } = incident
  const concept = (list: FhirList, code: string): CodeableConcept => {
    const { label, icps } = words.coded(list, code)
    const own: Coding = { system: systemOf(words, list), code, display: label }
    return { coding: icps === '' ? [own] : [own, { display: `ICPS: ${icps}` }], text: label }
  }
  const item = (text: string): ItemConcept[] =>
    isSaid(text) ? [{ itemCodeableConcept: { text: words.mask(text) } }] : []
  const type = concept('handelsetyp', fields.undertyp ?? fields.handelsetyp)
  return {
    resourceType: 'AdverseEvent',
    id: found.resourceId,
    language: 'sv-SE',
    contained: [subjectOf(fields)],
    identifier: [{ system: systemOf(words, 'arendenr'), value: incident.arendenr }],
    status: statusOf(incident.status),
    actuality: isPotential(incident) ? 'potential' : 'actual',
    category: [concept('arendetyp', fields.arendetyp)],
    code: type,
    subject: { reference: '#berord' },
    ...present({ occurrenceDateTime: occurrence(fields) }),
    ...present({ detected: fields.discoveredDate }),
    recordedDate: incident.reportedAt,
    location: { reference: words.locationUrl(fields.unitId) },
    ...present({ seriousness: seriousnessOf(incident) }),
    ...listed('outcome', outcomesOf(incident, concept)),
    ...listed(
      'participant',
      fields.reporterRole === null
        ? []
        : [
            {
              function: { text: 'Rapportör' },
              actor: { display: words.coded('yrkesroll', fields.reporterRole).label },
            },
          ],
    ),
    ...listed('suspectEntity', suspectsOf(fields, concept, words.mask)),
    ...listed('contributingFactor', [...found.causes, fields.causesText].flatMap(item)),
    ...listed('preventiveAction', [...found.actions, fields.measuresText].flatMap(item)),
    ...listed('mitigatingAction', item(fields.immediateAction)),
    ...listed(
      'note',
      [fields.title, fields.description, fields.consequence]
        .filter(isSaid)
        .map((text) => ({ text: words.mask(text) })),
    ),
  }
}

function systemOf({ workspaceUid }: FhirWords, name: string): string {
  return `urn:uuid:${workspaceUid}#${name}`
}

/** Somebody unnamed, or, where no patient was involved, a group that stands for nobody: the subject must be there. */
function subjectOf(fields: Incident['fields']): Record<string, unknown> {
  if (!fields.patientInvolved) {
    return {
      resourceType: 'Group',
      id: 'berord',
      type: 'person',
      membership: 'conceptual',
      name: 'Ingen patient berördes',
    }
  }
  const gender = { kvinna: 'female', man: 'male', okant: 'unknown' } as const
  return {
    resourceType: 'Patient',
    id: 'berord',
    ...(fields.patientSex === null ? {} : { gender: gender[fields.patientSex] }),
    ...(fields.patientAge === null
      ? {}
      : {
          extension: [
            {
              url: 'urn:lardom:fhir:alder-vid-handelsen',
              valueAge: { value: fields.patientAge, system: 'http://unitsofmeasure.org', code: 'a' },
            },
          ],
        }),
  }
}

function statusOf(status: Incident['status']): AdverseEvent['status'] {
  if (status === 'ej_angivet') return 'unknown'
  if (status === 'sammanford') return 'entered-in-error'
  return isClosed(status) ? 'completed' : 'in-progress'
}

/** Tillbud, risk and förbättringsförslag reached nobody, unless the assessment says that somebody was harmed. */
function isPotential({ fields, harm }: FhirCase['incident']): boolean {
  const harmed = harm !== 'ej_bedomd' && harm !== 'ingen_skada'
  return !harmed && ['tillbud', 'risk', 'forbattringsforslag'].includes(fields.arendetyp)
}

/** The event's day, with its clock and Sweden's offset at that moment where the clock is known. */
function occurrence({ eventDate, eventTime }: Incident['fields']): string | null {
  if (eventDate === null || eventTime === null) return eventDate
  const written = ['+02:00', '+01:00'].map((offset) => `${eventDate}T${eventTime}:00${offset}`)
  // In the hour that summer time leaps over, no offset is right.
  return (
    written.find((text) => swedishClock(new Date(text)).startsWith(`${eventDate} ${eventTime}`)) ?? eventDate
  )
}

function seriousnessOf({ harm }: FhirCase['incident']): CodeableConcept | null {
  if (harm === 'ej_bedomd') return null
  const code = harm === 'allvarlig_vardskada' ? 'serious' : 'non-serious'
  return { coding: [{ system: SERIOUSNESS, code }] }
}

function outcomesOf(
  { harm, fields }: FhirCase['incident'],
  concept: (list: FhirList, code: string) => CodeableConcept,
): CodeableConcept[] {
  return [
    ...(harm === 'ej_bedomd' ? [] : [concept('skada', harm)]),
    ...(fields.skadetyp === null ? [] : [concept('skadetyp', fields.skadetyp)]),
    ...(fields.nccMerp === null ? [] : [{ text: `NCC MERP ${fields.nccMerp}` }]),
  ]
}

function suspectsOf(
  fields: Incident['fields'],
  concept: (list: FhirList, code: string) => CodeableConcept,
  mask: (text: string) => string,
): { instanceCodeableConcept: CodeableConcept }[] {
  const named = [
    [fields.medicineName, fields.medicineStrength, fields.medicineForm, fields.medicineBatch],
    [fields.deviceName, fields.deviceMaker, fields.deviceModel, fields.deviceSerial],
  ]
    .map((parts) => parts.filter(isSaid).join(', '))
    .filter(isSaid)
    .map((text) => ({ text: mask(text) }))
  return [...fields.agens.map((code) => concept('agens', code)), ...named].map((instanceCodeableConcept) => ({
    instanceCodeableConcept,
  }))
}

function isSaid(text: string): boolean {
  return text.trim() !== ''
}

/** FHIR has no null and no empty list. */
function present<K extends string, V>(value: Record<K, V | null>): Partial<Record<K, V>> {
  // Entries that are null are taken away; the rest keep their type.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null)) as Partial<
    Record<K, V>
  >
}

function listed<K extends string, V>(key: K, values: readonly V[]): Partial<Record<K, readonly V[]>> {
  return values.length === 0 ? {} : present({ [key]: values } as Record<K, readonly V[] | null>)
}
