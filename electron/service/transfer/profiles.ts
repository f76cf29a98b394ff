import { PROFILE_CODES, type ProfileCode } from '../../../shared/transfer/contract.ts'
import { cleanCell } from './cleanCell.ts'

/** What a row of a source can say about a case. */
export type SourceField =
  | 'key'
  | 'region'
  | 'vardgivare'
  | 'enhet'
  | 'specialty'
  | 'vardform'
  | 'handelsetyp'
  | 'description'
  | 'consequence'
  | 'causes'
  | 'measures'
  | 'eventDate'
  | 'publishedDate'
  | 'sourceUrl'
  | 'publisher'
  | 'patient'
  | 'diarienummer'
  | 'reported'
  | 'ivoDecision'
  | 'severity'
  | 'status'

export interface ImportProfile {
  readonly code: ProfileCode
  readonly name: string
  /** Stored as incident.source_system; with the key it tells a row that comes again. */
  readonly sourceSystem: string
  /** Our field → the heading in the file. */
  readonly columns: Readonly<Partial<Record<SourceField, string>>>
  /** Headings that a file of this kind has, though nothing is read from them. */
  readonly others: readonly string[]
  /** A row without one of these is reported and not taken in. */
  readonly required: readonly SourceField[]
  /** A row without one of these is taken in, with a warning. */
  readonly expected: readonly SourceField[]
  /** How `publishedDate` is told where the event's own day is unknown: 'publicerad 2020-02-14'. */
  readonly publishedWord: string
}

export const PROFILES: Readonly<Record<ProfileCode, ImportProfile>> = {
  lexmaria: {
    code: 'lexmaria',
    name: 'Publicerade lex Maria-fall',
    sourceSystem: 'lexmaria',
    columns: {
      key: 'id',
      sourceUrl: 'source_url',
      publisher: 'publisher',
      publishedDate: 'published_date',
      eventDate: 'event_date_or_period',
      region: 'region',
      vardgivare: 'forvaltning_or_vardgivare',
      enhet: 'enhet',
      specialty: 'specialty',
      vardform: 'vardform',
      handelsetyp: 'handelsetyp',
      description: 'description',
      consequence: 'consequence',
      causes: 'causes',
      measures: 'actions',
      reported: 'reported_to_ivo',
      ivoDecision: 'ivo_decision',
      patient: 'patient_age_sex',
      diarienummer: 'diarienummer',
    },
    others: ['source_kind'],
    required: ['key', 'handelsetyp', 'description'],
    expected: [],
    publishedWord: 'publicerad',
  },
  avvikelser: {
    code: 'avvikelser',
    name: 'Export ur avvikelsesystem',
    sourceSystem: 'avvikelser',
    columns: {
      key: 'Ärendenummer',
      eventDate: 'Händelsedatum',
      publishedDate: 'Rapporterat datum',
      vardgivare: 'Förvaltning',
      specialty: 'Verksamhet',
      enhet: 'Enhet',
      region: 'Region',
      vardform: 'Vårdform',
      handelsetyp: 'Händelsetyp',
      description: 'Beskrivning',
      consequence: 'Konsekvens för patient',
      causes: 'Bakomliggande orsak',
      measures: 'Åtgärd',
      severity: 'Allvarlighetsgrad',
      status: 'Status',
      reported: 'Anmäld enligt lex Maria',
      ivoDecision: 'IVO-beslut',
      patient: 'Patient ålder/kön',
      diarienummer: 'Diarienummer',
      sourceUrl: 'Källa',
    },
    others: ['Datumkälla', 'Sannolikhet', 'Riskbedömning'],
    required: ['key', 'description'],
    // The export writes 'ej angivet' where the vårdgivare is unknown, so an empty cell is odd.
    expected: ['vardgivare', 'handelsetyp'],
    publishedWord: 'rapporterad',
  },
}

/** The profile whose headings the file has; undefined when it is none of them. */
export function findProfile(header: readonly string[]): ImportProfile | undefined {
  return PROFILE_CODES.map((code) => PROFILES[code]).find(
    (profile) => missingColumns(profile, header).length === 0,
  )
}

/** Headings that the profile reads and the file lacks. */
export function missingColumns(profile: ImportProfile, header: readonly string[]): string[] {
  const present = new Set(header.map(cleanCell))
  return Object.values(profile.columns).filter((column) => !present.has(column))
}
