import type { Template, TemplateSection } from './template.ts'

/**
 * The national template (SKR and NSG patientsäkerhet, November 2021) as domain.md 2.2 gives it: headings, order and
 * the law that each answers. The third level and the order inside chapter 2 are [uncertain] there: compare with SKR's
 * Word file before release. Guidance is in our own words.
 */

const SECTION = {
  appliesTo: 'both',
  kind: 'text',
  optional: false,
  laws: [],
  bindings: [],
} as const

const sections = [
  {
    ...SECTION,
    key: 'inledning',
    level: 1,
    number: '',
    title: 'Inledning',
    kind: 'fixed',
    guidance: [
      'Den här texten är fast. Den säger varför berättelsen finns, vilka bestämmelser den svarar mot och hur den är uppbyggd.',
    ],
    laws: ['psl-3-10', 'sosfs-7-3'],
    bindings: ['inledning'],
  },
  {
    ...SECTION,
    key: 'sammanfattning',
    level: 1,
    number: '',
    title: 'Sammanfattning',
    guidance: [
      'Skriv sist, för den som bara läser en sida: årets viktigaste mål, åtgärder, resultat och lärdomar.',
      'Rutan med nyckeltal och punkterna därunder fylls i ur registret, så upprepa dem inte. Berätta i stället vad de betyder för patienterna och vad ni gör härnäst.',
    ],
    laws: ['psl-3-10'],
    bindings: ['nyckeltal', 'korthet'],
    limit: 1600,
  },
  {
    ...SECTION,
    key: 'k1',
    level: 1,
    number: '1',
    title: 'Grundläggande förutsättningar för säker vård',
    kind: 'fixed',
    guidance: ['Kapitlets inledning är fast. Skriv under rubrikerna 1.1–1.4.'],
    bindings: ['kapitel-forutsattningar'],
  },
  {
    ...SECTION,
    key: 'f1',
    level: 2,
    number: '1.1',
    title: 'Engagerad ledning och tydlig styrning',
    guidance: [
      'Berätta hur ledningen efterfrågar och följer upp patientsäkerheten: var frågan står på dagordningen, vilka uppgifter ni tittar på och vad de har lett till.',
      'Ge ett exempel från året där en signal från verksamheten ledde till ett beslut.',
    ],
    laws: ['psl-3-1'],
  },
  {
    ...SECTION,
    key: 'f1-mal',
    level: 3,
    number: '1.1.1',
    title: 'Övergripande mål och strategier',
    guidance: [
      'Ange årets mål med målvärde och vem som ansvarar, och vilka strategier ni har valt för att nå dem.',
      'Skriv rakt ut vilka mål som nåddes och vilka som inte nåddes.',
    ],
    laws: ['psl-3-1', 'psl-3-2', 'sosfs-3-1'],
  },
  {
    ...SECTION,
    key: 'f1-organisation',
    level: 3,
    number: '1.1.2',
    title: 'Organisation och ansvar',
    guidance: [
      'Beskriv ansvaret från nämnd eller styrelse till förvaltningschef, verksamhetschef, chefläkare och medarbetare, och hur det har varit fördelat under året.',
      'Nämn forumen där patientsäkerhet avgörs och hur ofta de möts. Skriv roller, inte namn.',
    ],
    laws: ['psl-3-9', 'sosfs-7-2'],
    bindings: ['organisation'],
  },
  {
    ...SECTION,
    key: 'f1-samverkan',
    level: 3,
    number: '1.1.3',
    title: 'Samverkan för att förebygga vårdskador',
    guidance: [
      'Beskriv samverkan mellan enheter och förvaltningar, med kommuner och med privata vårdgivare: former, överenskommelser och vad den har gett.',
      'Ta upp vad avvikelserna i samverkan har visat och vad ni har ändrat tillsammans.',
    ],
    laws: ['sosfs-4-6', 'sosfs-7-2'],
    bindings: ['samverkan'],
  },
  {
    ...SECTION,
    key: 'f1-informationssakerhet',
    level: 3,
    number: '1.1.4',
    title: 'Informationssäkerhet',
    guidance: [
      'Redovisa årets uppföljning av informationssäkerheten: loggkontroller, avbrott i viktiga system, riskanalyser, incidenter och vad de ledde till.',
    ],
    laws: ['hslf-2016-40'],
  },
  {
    ...SECTION,
    key: 'f1-stralskydd',
    level: 3,
    number: '1.1.5',
    title: 'Strålskydd',
    guidance: [
      'Bara för den som arbetar med strålning: organisation, kontroller och händelser som har anmälts till Strålsäkerhetsmyndigheten. Lämna tomt annars, så utgår rubriken.',
    ],
    optional: true,
  },
  {
    ...SECTION,
    key: 'f2',
    level: 2,
    number: '1.2',
    title: 'En god säkerhetskultur',
    guidance: [
      'Beskriv hur ni vet hur säkerhetskulturen mår: mätningar (till exempel HSE), patientsäkerhetsdialoger, rapporteringsvilja och vad som gör att någon tiger.',
      'Berätta hur den som rapporterar får veta vad som hände sedan.',
    ],
    bindings: ['rapportering'],
  },
  {
    ...SECTION,
    key: 'f3',
    level: 2,
    number: '1.3',
    title: 'Adekvat kunskap och kompetens',
    guidance: [
      'Redovisa utbildning, simulering och introduktion med betydelse för patientsäkerheten, antal utbildade analysledare och hur bemanningen har påverkat.',
    ],
  },
  {
    ...SECTION,
    key: 'f4',
    level: 2,
    number: '1.4',
    title: 'Patienten som medskapare',
    guidance: [
      'Beskriv hur patienter och närstående har deltagit: i den egna vården, i utredningar, i patientråd och genom enkäter, och vad deras medverkan har ändrat.',
    ],
    laws: ['psl-3-4', 'psl-3-8'],
    bindings: ['patientmedverkan'],
  },
  {
    ...SECTION,
    key: 'k2',
    level: 1,
    number: '2',
    title: 'Agera för säker vård',
    kind: 'fixed',
    guidance: ['Kapitlets inledning är fast. Följ gärna ordningen utmaning, insats, resultat och analys.'],
    bindings: ['kapitel-fokusomraden'],
  },
  {
    ...SECTION,
    key: 'o1',
    level: 2,
    number: '2.1',
    title: 'Öka kunskap om inträffade vårdskador',
    guidance: [
      'Sammanfatta vad året har lärt er om vårdskador: vilka typer som dominerar, vad som ligger bakom dem och vad ni har gjort åt det.',
      'Väg in det som registret inte ser: journalgranskning, punktprevalensmätningar, patientnämnd och Löf.',
    ],
    laws: ['psl-3-3', 'psl-3-5'],
  },
  {
    ...SECTION,
    key: 'o1-avvikelser',
    level: 3,
    number: '2.1.1',
    title: 'Rapporterade avvikelser',
    guidance: [
      'Kommentera utvecklingen. Ett ändrat antal rapporter kan bero på ändrad rapportering, så hävda ingen orsak som ni inte har underlag för.',
    ],
    laws: ['psl-6-4'],
    bindings: ['t1-avvikelser'],
  },
  {
    ...SECTION,
    key: 'o1-vardskador',
    level: 3,
    number: '2.1.2',
    title: 'Utredda händelser och vårdskador',
    guidance: [
      'Beskriv vad utredningarna har visat och hur de svåraste händelserna har tagits om hand, utan att någon enskild går att känna igen.',
    ],
    laws: ['psl-3-3'],
    bindings: ['t2-vardskador'],
  },
  {
    ...SECTION,
    key: 'o1-lexmaria',
    level: 3,
    number: '2.1.3',
    title: 'Lex Maria',
    guidance: [
      'Beskriv mönster i anmälningarna och vad IVO:s beslut har lett till. Återge inga enskilda fall så att de går att känna igen.',
    ],
    laws: ['psl-3-5'],
    bindings: ['t3-lex-maria'],
  },
  {
    ...SECTION,
    key: 'o1-handelseanalyser',
    level: 3,
    number: '2.1.4',
    title: 'Händelseanalyser',
    guidance: [
      'Kommentera vilka bakomliggande orsaker som återkommer och om åtgärderna har varit starka nog att hindra en upprepning.',
    ],
    laws: ['psl-3-3'],
    bindings: ['t4-handelseanalyser'],
  },
  {
    ...SECTION,
    key: 'o1-verksamheter',
    level: 3,
    number: '2.1.5',
    title: 'Redovisning per verksamhet',
    guidance: [
      'Kommentera skillnader mellan verksamheterna med omsorg: uppdrag, storlek och rapporteringsvana skiljer sig åt.',
    ],
    laws: ['sosfs-7-3'],
    bindings: ['per-verksamhet'],
    appliesTo: 'forvaltning',
  },
  {
    ...SECTION,
    key: 'o1-forvaltningar',
    level: 3,
    number: '2.1.5',
    title: 'Redovisning per förvaltning',
    guidance: [
      'Kommentera skillnader mellan förvaltningarna med omsorg: uppdrag, storlek och rapporteringsvana skiljer sig åt.',
    ],
    laws: ['sosfs-7-3'],
    bindings: ['t11-forvaltningar'],
    appliesTo: 'region',
  },
  {
    ...SECTION,
    key: 'o2',
    level: 2,
    number: '2.2',
    title: 'Tillförlitliga och säkra system och processer',
    guidance: [
      'Redovisa årets egenkontroll: vad som har kontrollerats, hur ofta, källa, resultat, målvärde och måluppfyllelse.',
      'Ta upp vårdrelaterade infektioner, läkemedel, överlämningar, IT-stöd och vårdplatser där de är aktuella.',
    ],
    laws: ['sosfs-5-2', 'sosfs-7-2'],
    bindings: ['indikatorer'],
  },
  {
    ...SECTION,
    key: 'o3',
    level: 2,
    number: '2.3',
    title: 'Säker vård här och nu',
    guidance: [
      'Beskriv hur verksamheten upptäcker och hanterar risker samma dag: daglig styrning, pulsmöten, Gröna korset, NEWS2, tillfälliga lösningar vid brist på vårdplatser eller personal.',
    ],
    laws: ['sosfs-5-1'],
  },
  {
    ...SECTION,
    key: 'o3-riskhantering',
    level: 3,
    number: '2.3.1',
    title: 'Riskhantering',
    guidance: [
      'Redovisa årets riskanalyser: vid vilka förändringar de gjordes, vilka risker de visade och vilka beslut som togs.',
    ],
    laws: ['sosfs-5-1', 'sosfs-7-2'],
    bindings: ['risker'],
  },
  {
    ...SECTION,
    key: 'o4',
    level: 2,
    number: '2.4',
    title: 'Stärka analys, lärande och utveckling',
    guidance: [
      'Berätta hur lärdomar sprids mellan enheter och hur ni följer upp att åtgärder har gett effekt, även de som inte gjorde det.',
    ],
    laws: ['psl-3-2'],
    bindings: ['atgarder'],
  },
  {
    ...SECTION,
    key: 'o4-avvikelser',
    level: 3,
    number: '2.4.1',
    title: 'Avvikelser',
    guidance: [
      'Beskriv hur rapporterna tas om hand, bedöms och återkopplas, och hur ni sammanställer dem för att se mönster.',
    ],
    laws: ['psl-6-4', 'sosfs-7-2'],
    bindings: ['avvikelsehantering'],
  },
  {
    ...SECTION,
    key: 'o4-klagomal',
    level: 3,
    number: '2.4.2',
    title: 'Klagomål och synpunkter',
    guidance: [
      'Redovisa klagomål från patientnämnden, IVO och direkt till verksamheten, vad de handlar om och vad de har lett till.',
    ],
    laws: ['sosfs-5-3', 'sosfs-7-2'],
    bindings: ['klagomal'],
  },
  {
    ...SECTION,
    key: 'o5',
    level: 2,
    number: '2.5',
    title: 'Öka riskmedvetenhet och beredskap',
    guidance: [
      'Se framåt: risker på längre sikt, beredskap för IT-avbrott och brist på läkemedel eller material, övningar och omvärldsbevakning.',
    ],
    laws: ['sosfs-5-1'],
  },
  {
    ...SECTION,
    key: 'k3',
    level: 1,
    number: '3',
    title: 'Mål, strategier och utmaningar för kommande år',
    guidance: [
      'Ange nästa års mål med målvärde och ansvarig, de viktigaste utmaningarna och hur ni tänker möta dem.',
    ],
    laws: ['psl-3-1'],
    bindings: ['oppna-atgarder'],
  },
  {
    ...SECTION,
    key: 'bilaga-definitioner',
    level: 1,
    number: '',
    title: 'Bilaga 1. Definitioner',
    kind: 'fixed',
    guidance: ['Fast text.'],
    bindings: ['definitioner'],
  },
  {
    ...SECTION,
    key: 'bilaga-metod',
    level: 1,
    number: '',
    title: 'Bilaga 2. Källor och metod',
    kind: 'fixed',
    guidance: ['Fast text om varifrån siffrorna kommer och hur de räknas.'],
    bindings: ['metod'],
  },
  {
    ...SECTION,
    key: 'bilaga-lagkrav',
    level: 1,
    number: '',
    title: 'Bilaga 3. Lagkrav och var de redovisas',
    kind: 'fixed',
    guidance: ['Listan fylls i av programmet när texterna blir klara.'],
    laws: ['psl-3-10', 'sosfs-7-2'],
    bindings: ['lagkrav'],
  },
  {
    ...SECTION,
    key: 'bilaga-berattelser',
    level: 1,
    number: '',
    title: 'Bilaga 4. Förvaltningarnas berättelser',
    kind: 'fixed',
    guidance: ['Listan fylls i av programmet: varje förvaltnings berättelse och var den står.'],
    bindings: ['berattelser'],
    appliesTo: 'region',
  },
] as const satisfies readonly TemplateSection[]

export type SectionKey = (typeof sections)[number]['key']

export const SKR_TEMPLATE = {
  id: 'skr-2021',
  name: 'Nationell mall (SKR och NSG patientsäkerhet)',
  version: '2021-11',
  validFrom: '2021-11-01',
  sections,
} as const satisfies Template

const KEYS: ReadonlySet<string> = new Set(sections.map((section) => section.key))

/** True when the template has a section with this key. */
export function isSectionKey(key: string): key is SectionKey {
  return KEYS.has(key)
}
