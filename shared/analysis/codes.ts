import type { CodeList } from '../incident/codes.ts'

/** The eight steps of a händelseanalys (domain.md 3.2). 1–6 by the team, 7–8 by the uppdragsgivare. */
export const ANALYSSTEG: readonly string[] = [
  'Initiera analys',
  'Samla in fakta',
  'Beskriv händelseförlopp',
  'Identifiera bakomliggande orsaker',
  'Utarbeta åtgärdsförslag',
  'Slutrapport',
  'Besluta om åtgärder och tidplan',
  'Följ upp, utvärdera och sprid',
]

/** Orsaksområden with question prompts (domain.md 3.5). Never delete a used code. */
export const ORSAKSOMRADEN = {
  KI: {
    label: 'Kommunikation och information',
    subcategories: [
      'Mellan personal/överlämning',
      'Mellan enheter/vårdgivare',
      'Med patient/närstående',
      'Journal/dokumentation',
      'Remiss/svar',
      'Märkning/ID',
      'Språk',
    ],
  },
  UK: {
    label: 'Utbildning och kompetens',
    subcategories: [
      'Utbildning saknas',
      'Introduktion',
      'Erfarenhet',
      'Handledning',
      'Specialistkompetens',
      'Övning/simulering',
      'Kompetensuppföljning',
    ],
  },
  PR: {
    label: 'Procedurer, rutiner och riktlinjer',
    subcategories: [
      'Saknas',
      'Oklar/inaktuell',
      'Svår att följa',
      'Ej känd',
      'Medvetet avsteg',
      'Ej följd',
      'Checklista saknas',
    ],
  },
  OO: {
    label: 'Omgivning och organisation',
    subcategories: [
      'Bemanning',
      'Arbetsbelastning',
      'Schema/trötthet',
      'Vårdplatser/överbeläggning/utlokalisering',
      'Lokaler',
      'Ansvar otydligt',
      'Ledning',
      'Kultur',
      'Buller/avbrott',
      'Samtidiga uppgifter',
    ],
  },
  TU: {
    label: 'Teknik, utrustning och apparatur',
    subcategories: [
      'Saknas',
      'Fel',
      'Användbarhet',
      'Underhåll',
      'Larm',
      'IT-system/avbrott',
      'Märkning/förpackning',
      'Läkemedel/material',
    ],
  },
} as const satisfies Readonly<Record<string, { label: string; subcategories: readonly string[] }>>
export type Orsaksomrade = keyof typeof ORSAKSOMRADEN

export const TEAMROLLER = {
  analysledare: 'Analysledare',
  medlem: 'Analysteam',
  expert: 'Sakkunnig',
  facklig: 'Facklig företrädare',
} as const satisfies CodeList

export const LEX_MARIA_I_UPPDRAG = {
  ja: 'Ja',
  nej: 'Nej',
  ej_avgjort: 'Ej avgjort',
} as const satisfies CodeList

/** Was the patient, or a närstående, given the chance to describe the event (PSL 3 kap. 4 §)? */
export const PATIENT_HORD = {
  ja: 'Ja',
  erbjuden_avbojt: 'Erbjuden, avböjde',
  nej: 'Nej',
  ej_angivet: 'Ej angivet',
} as const satisfies CodeList
