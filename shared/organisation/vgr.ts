/**
 * Västra Götalandsregionen's förvaltningar and their parts as public pages name them (domain.md 6.1, sources S43–S45).
 * Mergers may be under way in 2026 [uncertain]: this is start data for a new workspace, edited there, never a rule.
 */
export interface ForvaltningSeed {
  readonly code: string
  readonly name: string
  /** Förvaltningar that give care write a patientsäkerhetsberättelse. */
  readonly providesCare: boolean
  readonly parts: readonly string[]
}

export const VGR = { code: 'VGR', name: 'Västra Götalandsregionen' } as const

export const VGR_FORVALTNINGAR: readonly ForvaltningSeed[] = [
  {
    code: 'SU',
    name: 'Sahlgrenska Universitetssjukhuset',
    providesCare: true,
    parts: [
      'Sahlgrenska sjukhuset',
      'Östra sjukhuset',
      'Mölndals sjukhus',
      'Drottning Silvias barnsjukhus',
      'Högsbo sjukhus',
      'Rågården',
    ],
  },
  {
    code: 'NU',
    name: 'NU-sjukvården',
    providesCare: true,
    parts: ['Norra Älvsborgs Länssjukhus', 'Uddevalla sjukhus'],
  },
  {
    code: 'SkaS',
    name: 'Skaraborgs Sjukhus',
    providesCare: true,
    parts: ['Skövde', 'Lidköping', 'Falköping', 'Mariestad'],
  },
  { code: 'SÄS', name: 'Södra Älvsborgs Sjukhus', providesCare: true, parts: ['Borås', 'Skene'] },
  {
    code: 'SV',
    name: 'Sjukhusen i väster',
    providesCare: true,
    parts: ['Alingsås lasarett', 'Angereds Närsjukhus', 'Frölunda Specialistsjukhus', 'Kungälvs sjukhus'],
  },
  {
    code: 'NH',
    name: 'Närhälsan',
    providesCare: true,
    parts: ['Vårdcentraler', 'Jourcentraler', 'Rehabilitering'],
  },
  {
    code: 'RH',
    name: 'Regionhälsan',
    providesCare: true,
    parts: ['Barn, kvinnor och unga', 'Specialistmottagningar', 'Sjukvårdsrådgivning'],
  },
  {
    code: 'HoH',
    name: 'Habilitering & Hälsa',
    providesCare: true,
    parts: ['Habilitering', 'Hörselverksamhet', 'Synverksamhet'],
  },
  {
    code: 'FTV',
    name: 'Folktandvården Västra Götaland',
    providesCare: true,
    parts: ['Allmäntandvård', 'Specialisttandvård'],
  },
  { code: 'FSS', name: 'Fastighet, stöd och service', providesCare: false, parts: [] },
  { code: 'KK', name: 'Koncernkontoret', providesCare: false, parts: [] },
]
