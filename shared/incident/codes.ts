/** Code lists of the register (domain.md 4.2, 5.1, 5.2, 5.5). Codes are stored; labels are shown. */

export type CodeList = Readonly<Record<string, string>>

export const ARENDETYPER = {
  negativ_handelse: 'Negativ händelse',
  tillbud: 'Tillbud',
  risk: 'Risk',
  klagomal: 'Klagomål/synpunkt',
  forbattringsforslag: 'Förbättringsförslag',
  samverkansavvikelse: 'Avvikelse i samverkan',
  ej_angivet: 'Ej angivet',
} as const satisfies CodeList
export type Arendetyp = keyof typeof ARENDETYPER

export const STATUSAR = {
  inkommen: 'Inkommen',
  bedomd: 'Bedömd',
  under_utredning: 'Under utredning',
  atgard_beslutad: 'Åtgärd beslutad',
  uppfoljning: 'Uppföljning',
  avslutad: 'Avslutad',
  avvisad: 'Avvisad',
  overford: 'Överförd',
  /** Found to be about the same event as another case, which it is counted with. */
  sammanford: 'Sammanförd',
  /** Only for published cases, whose status nobody states. */
  ej_angivet: 'Ej angivet',
} as const satisfies CodeList
export type Status = keyof typeof STATUSAR

export const HANDELSETYPER = {
  vard_behandling: 'Vård/behandling',
  diagnostik: 'Diagnostik',
  lakemedel: 'Läkemedel',
  vri_hygien: 'Vårdrelaterad infektion/hygien',
  fall: 'Fall',
  trycksar: 'Trycksår/hudskada',
  nutrition: 'Nutrition',
  kirurgi_anestesi: 'Kirurgi/invasivt ingrepp/anestesi',
  forlossning: 'Förlossning/neonatal',
  overvakning: 'Övervakning/svikt i vitala parametrar',
  medicinteknik: 'Medicinteknik',
  blod: 'Blod/transfusion',
  laboratorium: 'Provtagning/laboratorium/patologi',
  bild_stralning: 'Bild/strålning',
  dokumentation: 'Dokumentation/information/sekretess',
  identifikation: 'Identifikation',
  kommunikation: 'Kommunikation/överlämning/samverkan',
  psykiatri: 'Psykiatri: suicid, självskada, hot/våld',
  bemotande: 'Bemötande',
  tillganglighet: 'Tillgänglighet/väntetid/vårdplatsbrist',
  organisation: 'Organisation/bemanning',
  lokal: 'Lokal/miljö/service/transport',
  it: 'IT-system/avbrott',
  egenvard: 'Egenvård/hjälpmedel',
  ovrigt: 'Övrigt',
} as const satisfies CodeList
export type Handelsetyp = keyof typeof HANDELSETYPER

/** The händelsetyp of a short report: whoever handles it chooses another. A code of the list, never a choice in a form. */
export const EJ_KLASSIFICERAD = 'ej_klassificerad'

export const VARDTYPER = {
  oppen: 'Öppenvård',
  sluten: 'Slutenvård',
  akut: 'Akutvård',
  primarvard: 'Primärvård',
  prehospital: 'Prehospital vård',
  hemsjukvard: 'Hemsjukvård',
  tandvard: 'Tandvård',
  psykiatri: 'Psykiatri',
  mobil: 'Mobil vård',
  digital: 'Digital vård',
} as const satisfies CodeList
export type Vardtyp = keyof typeof VARDTYPER

export const DYGNSTIDER = {
  dag: 'Dag',
  kvall: 'Kväll',
  natt: 'Natt',
  okant: 'Okänt',
} as const satisfies CodeList
export type Dygnstid = keyof typeof DYGNSTIDER

export const YRKESROLLER = {
  lakare: 'Läkare',
  sjukskoterska: 'Sjuksköterska',
  underskoterska: 'Undersköterska',
  barnmorska: 'Barnmorska',
  rehab: 'Fysio-/arbetsterapeut',
  psykolog: 'Psykolog/kurator',
  tandvard: 'Tandvårdspersonal',
  lab_rontgen: 'Biomedicinsk analytiker/röntgensjuksköterska',
  administration: 'Administration',
  ovrig: 'Övrig',
} as const satisfies CodeList
export type Yrkesroll = keyof typeof YRKESROLLER

export const KON = { kvinna: 'Kvinna', man: 'Man', okant: 'Okänt' } as const satisfies CodeList
export type Kon = keyof typeof KON

export const JA_NEJ_OKANT = { ja: 'Ja', nej: 'Nej', okant: 'Vet inte' } as const satisfies CodeList
export type JaNejOkant = keyof typeof JA_NEJ_OKANT

/** What was waited for; the vårdgaranti's limits are dated data in vardgaranti.ts (domain.md 1.6). */
export const VANTETIDER = {
  kontakt: 'Kontakt med primärvården',
  bedomning: 'Medicinsk bedömning i primärvården',
  besok: 'Första besök i specialiserad vård',
  behandling: 'Operation eller behandling',
  aterbesok: 'Återbesök eller uppföljning',
  undersokning: 'Undersökning, prov eller svar',
  annan: 'Annan väntan',
} as const satisfies CodeList
export type Vantetid = keyof typeof VANTETIDER

/** NCC MERP's letters as used in markörbaserad journalgranskning (domain.md 5.4). E–I are skada. */
export const NCC_MERP = {
  A: 'A Risk för skada',
  B: 'B Nådde inte patienten',
  C: 'C Nådde patienten utan skada',
  D: 'D Krävde övervakning',
  E: 'E Övergående skada som krävde åtgärd',
  F: 'F Övergående skada som krävde sjukhusvård eller förlängd vårdtid',
  G: 'G Bestående skada',
  H: 'H Krävde livsuppehållande åtgärd inom 60 minuter',
  I: 'I Bidrog till patientens död',
} as const satisfies CodeList
export type NccMerp = keyof typeof NCC_MERP

export const JA_NEJ_EJ_AKTUELLT = {
  ja: 'Ja',
  nej: 'Nej',
  ej_aktuellt: 'Ej aktuellt',
} as const satisfies CodeList
export type JaNejEjAktuellt = keyof typeof JA_NEJ_EJ_AKTUELLT

/** What happened to the patient, after assessment (domain.md 1.1). */
export const SKADOR = {
  ej_bedomd: 'Ej bedömd',
  ingen_skada: 'Ingen skada',
  /** Not avoidable, or not a consequence of care. */
  skada_ej_undvikbar: 'Skada, inte vårdskada',
  vardskada: 'Vårdskada',
  allvarlig_vardskada: 'Allvarlig vårdskada',
} as const satisfies CodeList
export type Skada = keyof typeof SKADOR

/** What could have happened, after assessment: kept apart from what did (PSL 3 kap. 5 § covers both). */
export const SKADERISKER = {
  ej_bedomd: 'Ej bedömd',
  ingen_risk: 'Ingen risk för vårdskada',
  risk_vardskada: 'Risk för vårdskada',
  risk_allvarlig_vardskada: 'Risk för allvarlig vårdskada',
} as const satisfies CodeList
export type Skaderisk = keyof typeof SKADERISKER

/** Allvarlighetsgrad; 0 = ingen påverkan is used only in the report's own first estimate. */
export const ALLVARLIGHETSGRADER: Readonly<Record<1 | 2 | 3 | 4, { label: string; text: string }>> = {
  4: { label: 'Katastrofal', text: 'Dödsfall, livshotande eller bestående stor funktionsnedsättning' },
  3: { label: 'Betydande', text: 'Bestående måttlig funktionsnedsättning' },
  2: { label: 'Måttlig', text: 'Övergående skada eller funktionsnedsättning, ökat vårdbehov' },
  1: { label: 'Mindre', text: 'Obehag eller obetydlig skada' },
}

export const SANNOLIKHETER: Readonly<Record<1 | 2 | 3 | 4, { label: string; text: string }>> = {
  4: { label: 'Mycket stor', text: 'Kan inträffa dagligen' },
  3: { label: 'Stor', text: 'Kan inträffa varje vecka' },
  2: { label: 'Liten', text: 'Kan inträffa varje månad' },
  1: { label: 'Mycket liten', text: 'Kan inträffa en gång per år eller mer sällan' },
}

export const UNDVIKBARHET: Readonly<Record<1 | 2 | 3 | 4, string>> = {
  1: 'Skadan var inte undvikbar',
  2: 'Skadan var sannolikt inte undvikbar',
  3: 'Skadan var sannolikt undvikbar',
  4: 'Skadan var undvikbar',
}

export const UTREDNINGSNIVAER = {
  ingen: 'Ingen utredning',
  enkel: 'Enkel utredning',
  fordjupad: 'Fördjupad utredning',
  handelseanalys: 'Händelseanalys',
  gruppanalys: 'Gruppanalys',
} as const satisfies CodeList
export type Utredningsniva = keyof typeof UTREDNINGSNIVAER

export const URSPRUNG = {
  registrerad: 'Registrerad här',
  exempel: 'Exempeldata',
  publicerad: 'Publicerat lex Maria-fall',
  import: 'Importerad',
} as const satisfies CodeList
export type Ursprung = keyof typeof URSPRUNG

/** A code list as a tuple of its codes, for zod. */
export function codesOf<L extends CodeList>(list: L): [keyof L & string, ...(keyof L & string)[]] {
  // A code list always has at least one entry; Object.keys only loses the type.
  return Object.keys(list) as [keyof L & string, ...(keyof L & string)[]]
}
