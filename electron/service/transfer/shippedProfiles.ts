import type { ImportField } from '../../../shared/transfer/fields.ts'
import { EMPTY_MAPPING, type Mapping } from '../../../shared/transfer/mapping.ts'

/** Profiles that come with the product. They find their columns by heading, so the places here only keep the order. */

export interface ShippedProfile {
  readonly id: string
  readonly mapping: Mapping
  /** Headings without which a file is not of this kind; the others may be missing. */
  readonly needs: readonly string[]
}

function columns(fields: Readonly<Record<string, ImportField | null>>): Mapping['columns'] {
  return Object.entries(fields).map(([heading, field], index) => ({ index, heading, field }))
}

const lexmaria = columns({
  id: 'key',
  source_url: 'sourceUrl',
  publisher: 'publisher',
  published_date: 'publishedDate',
  event_date_or_period: 'eventDate',
  region: 'region',
  forvaltning_or_vardgivare: 'vardgivare',
  enhet: 'enhet',
  specialty: 'specialty',
  vardform: 'vardtyp',
  handelsetyp: 'handelsetyp',
  description: 'description',
  consequence: 'consequence',
  causes: 'causesText',
  actions: 'measuresText',
  reported_to_ivo: 'reportedToIvo',
  ivo_decision: 'ivoDecision',
  patient_age_sex: 'patientText',
  diarienummer: 'diarienummer',
  source_kind: null,
})

const avvikelser = columns({
  Ärendenummer: 'key',
  Händelsedatum: 'eventDate',
  'Rapporterat datum': 'reportedDate',
  Datumkälla: null,
  Förvaltning: 'vardgivare',
  Verksamhet: 'specialty',
  Enhet: 'enhet',
  Region: 'region',
  Vårdform: 'vardtyp',
  Händelsetyp: 'handelsetyp',
  Beskrivning: 'description',
  'Konsekvens för patient': 'consequence',
  'Bakomliggande orsak': 'causesText',
  Åtgärd: 'measuresText',
  Allvarlighetsgrad: 'reportedActualSeverity',
  Sannolikhet: null,
  Riskbedömning: null,
  Status: 'status',
  'Anmäld enligt lex Maria': 'reportedToIvo',
  'IVO-beslut': 'ivoDecision',
  'Patient ålder/kön': 'patientText',
  Diarienummer: 'diarienummer',
  Källa: 'sourceUrl',
})

/** After the fields that MedControl PRO's kind of system exports (domain.md 5.1); headings are set locally. */
const medcontrol = columns({
  Ärendenummer: 'key',
  Ärendetyp: 'arendetyp',
  Rubrik: 'title',
  Händelsedatum: 'eventDate',
  Klockslag: 'eventTime',
  'Upptäckt datum': 'discoveredDate',
  Registreringsdatum: 'reportedDate',
  'Organisatorisk tillhörighet': 'unitPath',
  'HSA-id': 'unitHsaId',
  Yrkeskategori: 'reporterRole',
  Beskrivning: 'description',
  'Omedelbar åtgärd': 'immediateAction',
  'Förslag till åtgärd': 'suggestion',
  Huvudkategori: 'handelsetyp',
  Underkategori: 'undertyp',
  'Faktisk konsekvens': 'reportedActualSeverity',
  'Potentiell konsekvens': 'reportedPotentialSeverity',
  'Konsekvens för patienten': 'consequence',
  'Patient informerad': 'patientInformed',
  Kön: 'patientSex',
  Ålder: 'patientAge',
  'Bakomliggande orsaker': 'causesText',
  'Beslutade åtgärder': 'measuresText',
  'Återkoppling till rapportör': 'feedbackText',
  Status: 'status',
  Avslutsdatum: 'closedDate',
  Diarienummer: 'diarienummer',
  'Anmäld till IVO': 'reportedToIvo',
})

export const SHIPPED_PROFILES: readonly ShippedProfile[] = [
  {
    id: 'lexmaria',
    needs: lexmaria.flatMap(({ heading, field }) => (field === null ? [] : [heading])),
    mapping: {
      ...EMPTY_MAPPING,
      name: 'Publicerade lex Maria-fall',
      sourceSystem: 'lexmaria',
      places: 'publicerad',
      columns: lexmaria,
    },
  },
  {
    id: 'avvikelser',
    needs: avvikelser.flatMap(({ heading, field }) => (field === null ? [] : [heading])),
    mapping: {
      ...EMPTY_MAPPING,
      name: 'Export ur avvikelsesystem',
      sourceSystem: 'avvikelser',
      places: 'publicerad',
      columns: avvikelser,
    },
  },
  {
    id: 'medcontrol',
    needs: [
      'Ärendenummer',
      'Händelsedatum',
      'Organisatorisk tillhörighet',
      'Beskrivning',
      'Huvudkategori',
      'Status',
    ],
    mapping: {
      ...EMPTY_MAPPING,
      name: 'MedControl PRO (vanliga rubriker)',
      sourceSystem: 'MedControl PRO',
      places: 'egen',
      columns: medcontrol,
      defaults: { ...EMPTY_MAPPING.defaults, arendetyp: 'negativ_handelse' },
    },
  },
]
