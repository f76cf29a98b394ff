/** Which words of the invented reports stand for which codes. */

type Rules<T = string> = readonly (readonly [RegExp, T])[]

export const UNDER_TYPES: Readonly<Partial<Record<string, Rules>>> = {
  lakemedel: [
    [/spädning|spädd|drogs upp|styrka/iu, 'lakemedel.iordningstallande'],
    [/dosett|dospås|apodos/iu, 'lakemedel.dosdispensering'],
    [/överkänslig|allergi/iu, 'lakemedel.overkanslighet'],
    [/biverkan|biverkning/iu, 'lakemedel.biverkning'],
    [/kylskåp|förråd|förvar|narkotika/iu, 'lakemedel.forvaring'],
    [/ordinera|ordination|läkemedelslista|räknades|recept/iu, 'lakemedel.ordination'],
    [/gavs|fick|höjdes|injektion/iu, 'lakemedel.administrering'],
  ],
  diagnostik: [
    [/remiss/iu, 'diagnostik.remiss'],
    [/röntgen|eftergranskning|bilden|bilderna/iu, 'diagnostik.rontgensvar'],
    [/svar|prov/iu, 'diagnostik.provsvar'],
    [/bedömning|bedömd|triage|besök/iu, 'diagnostik.fordrojd_missad'],
  ],
  vard_behandling: [
    [/fel sida|fel patient/iu, 'vard_behandling.fel_patient_sida'],
    [/uteblev|glömdes|gjordes inte|blev inte av/iu, 'vard_behandling.utebliven'],
    [/försen|fördröj|väntade|sent/iu, 'vard_behandling.fordrojd'],
    [/fel/iu, 'vard_behandling.felaktig'],
  ],
  kommunikation: [
    [/utskrivning|epikris|kom hem|hemkomst/iu, 'kommunikation.utskrivning'],
    [/kommun|annan vårdgivare|ansvarar/iu, 'kommunikation.samverkan'],
    [/överlämning|rapporterades|överföring/iu, 'kommunikation.overlamning'],
    [/besked|tolk|fick veta|informera/iu, 'kommunikation.information'],
  ],
  psykiatri: [
    [/avvek|permission|gick ut/iu, 'psykiatri.avvikning'],
    [/hot|slog|våld/iu, 'psykiatri.hot_vald'],
    [/fasthåll|bält|tvång/iu, 'psykiatri.tvangsatgard'],
    [/självskad|skadade sig/iu, 'psykiatri.sjalvskada'],
  ],
  tillganglighet: [
    [/utlokaliserad/iu, 'tillganglighet.utlokalisering'],
    [/vårdplats|överbelägg|platser|upptagna/iu, 'tillganglighet.vardplatsbrist'],
    [/vänta|återbesök|telefon|kallas|måldatum/iu, 'tillganglighet.vantetid'],
  ],
}

export const CARE_STEPS: Readonly<Partial<Record<string, string>>> = {
  vard_behandling: 'behandling',
  diagnostik: 'diagnostik',
  lakemedel: 'behandling',
  fall: 'overvakning',
  trycksar: 'overvakning',
  kirurgi_anestesi: 'behandling',
  forlossning: 'behandling',
  overvakning: 'overvakning',
  laboratorium: 'diagnostik',
  bild_stralning: 'diagnostik',
  kommunikation: 'remiss',
  psykiatri: 'overvakning',
  tillganglighet: 'tilltrade',
  egenvard: 'egenvard',
}

/** Named only where the report names it. */
export const MEDICINES: Rules = (
  [
    'enoxaparin',
    'dalteparin',
    'tinzaparin',
    'furosemid',
    'metoprolol',
    'morfin',
    'oxikodon',
    'paracetamol',
    'insulin',
    'oxytocin',
    'warfarin',
    'apixaban',
    'kaliumklorid',
    'cefotaxim',
    'litium',
    'klozapin',
  ] as const
).map((name) => [new RegExp(name, 'iu'), name.charAt(0).toUpperCase() + name.slice(1)] as const)

export const DEVICES: Rules = [
  [/infusionspump|pumpen/iu, 'Infusionspump'],
  [/defibrillator/iu, 'Defibrillator'],
  [/ventilator|respirator/iu, 'Ventilator'],
  [/övervakningsskärm|skopet|övervakningsmonitor/iu, 'Övervakningsmonitor'],
  [/sugen|sug /iu, 'Sug'],
  [/behandlingsstol/iu, 'Behandlingsstol'],
  [/uniten/iu, 'Dentalunit'],
  [/ljushärdningslampa/iu, 'Ljushärdningslampa'],
  [/lyft/iu, 'Personlyft'],
]

/** The harm that such an event most often does (MJG's list, domain.md 5.3). */
export const HARM_TYPES: Readonly<Partial<Record<string, string>>> = {
  fall: 'fallskada',
  trycksar: 'trycksar',
  lakemedel: 'lakemedel',
  vri_hygien: 'vri.ovrig',
  kirurgi_anestesi: 'kirurgi.ovrig',
  forlossning: 'forlossning',
  overvakning: 'svikt',
  medicinteknik: 'medicinteknik',
  nutrition: 'nutrition',
  bemotande: 'psykisk',
  psykiatri: 'psykisk',
}

export const AREA_OF_SPECIALTY: Readonly<Partial<Record<string, string>>> = {
  kirurgi: 'kirurgi',
  ortopedi: 'rorelse',
  geriatrik: 'aldre',
  kardiologi: 'hjarta',
  neurologi: 'nerv',
  infektion: 'infektion',
  akutsjukvård: 'akut',
  operation: 'perioperativ',
  anestesi: 'perioperativ',
  intensivvård: 'perioperativ',
  förlossning: 'kvinno',
  neonatalvård: 'barn',
  psykiatri: 'psykisk',
  beroendevård: 'psykisk',
  rättspsykiatri: 'psykisk',
  barnmedicin: 'barn',
  barnkirurgi: 'barn',
  barnhälsovård: 'barn',
  laboratoriemedicin: 'diagnostik',
  patologi: 'diagnostik',
  radiologi: 'diagnostik',
  allmänmedicin: 'primarvard',
  sjukvårdsrådgivning: 'primarvard',
  rehabilitering: 'rehab',
  habilitering: 'rehab',
  hörselvård: 'onh',
  synrehabilitering: 'oga',
  allmäntandvård: 'tand',
  tandreglering: 'tand',
  käkkirurgi: 'tand',
  pedodonti: 'tand',
}

/** Some of the kommuner that each förvaltning most often works with. */
export const KOMMUNER_OF: Readonly<Partial<Record<string, readonly string[]>>> = {
  SU: ['Göteborg', 'Mölndal', 'Partille', 'Härryda', 'Öckerö'],
  NU: ['Trollhättan', 'Uddevalla', 'Vänersborg', 'Åmål', 'Mellerud', 'Strömstad'],
  SkaS: ['Skövde', 'Lidköping', 'Falköping', 'Mariestad', 'Skara', 'Vara'],
  SÄS: ['Borås', 'Mark', 'Ulricehamn', 'Svenljunga', 'Tranemo'],
  SV: ['Alingsås', 'Kungälv', 'Göteborg', 'Lerum', 'Stenungsund'],
  NH: ['Göteborg', 'Borås', 'Skövde', 'Uddevalla', 'Alingsås'],
  RH: ['Göteborg', 'Borås', 'Trollhättan'],
  HoH: ['Göteborg', 'Skövde', 'Borås'],
}

export const NO_FEEDBACK = [
  'Rapportören har slutat på enheten.',
  'Rapporten är anonym.',
  'Rapportören är utbildningsläkare och har bytt placering.',
] as const
