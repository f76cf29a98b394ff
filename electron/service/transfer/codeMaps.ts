import type { Handelsetyp, Kon, Status, Vardtyp } from '../../../shared/incident/codes.ts'

/**
 * From the sources' own words to our codes, as data. Words are compared folded (lower case, trimmed). What is not here
 * becomes Övrigt or empty and is told in the result: nothing is guessed.
 */

/** Händelsetyper of the published cases (lexmaria.csv, data/README.md: the classification is the collectors' own). */
export const HANDELSETYP_BY_SLUG: Readonly<Record<string, Handelsetyp>> = {
  'ambulans larmades inte': 'kommunikation',
  'bristande uppföljning psykiatri': 'psykiatri',
  'bristande övervakning': 'overvakning',
  'brister i vårdkedjan': 'kommunikation',
  'dödsfall efter psykiatrisk kontakt': 'psykiatri',
  'dödsfall under vårdtid': 'vard_behandling',
  fall: 'fall',
  'fall/fördröjd diagnos': 'fall',
  'felaktig rådgivning': 'diagnostik',
  'felaktig röntgenbedömning': 'bild_stralning',
  förlossning: 'forlossning',
  'förlossning/fosterövervakning': 'forlossning',
  'förlossning/informationsöverföring': 'forlossning',
  'förlossning/nyföddhetsvård': 'forlossning',
  'förlossning/resursbrist': 'forlossning',
  'förflyttning/lyft': 'fall',
  'fördröjd behandling': 'vard_behandling',
  'fördröjd behandling sepsis': 'vard_behandling',
  'fördröjd behandling stroke': 'vard_behandling',
  'fördröjd diagnos': 'diagnostik',
  'fördröjd diagnos graviditet': 'diagnostik',
  'fördröjd diagnos stroke': 'diagnostik',
  'fördröjd undersökning': 'diagnostik',
  'fördröjd utlarmning': 'kommunikation',
  'fördröjt provsvar': 'laboratorium',
  'för låg prioritet': 'diagnostik',
  'hänvisning/prioritering': 'diagnostik',
  'information/delaktighet': 'dokumentation',
  informationsöverföring: 'kommunikation',
  'journal/administration': 'dokumentation',
  'kvarlämnat material': 'kirurgi_anestesi',
  'läkemedel/dosering': 'lakemedel',
  'läkemedel/dubbel dos': 'lakemedel',
  'läkemedel/fel preparat': 'lakemedel',
  'läkemedel/förväxling': 'lakemedel',
  'läkemedel/insulin': 'lakemedel',
  'läkemedel/interaktion': 'lakemedel',
  'läkemedel/ordination': 'lakemedel',
  'läkemedel/uppföljning': 'lakemedel',
  nutritionssond: 'nutrition',
  nyföddhetsvård: 'forlossning',
  'operation på fel nivå': 'kirurgi_anestesi',
  'operation på fel sida': 'kirurgi_anestesi',
  operationskomplikation: 'kirurgi_anestesi',
  'patient avvek': 'psykiatri',
  patientförväxling: 'identifikation',
  'prehospital bedömning': 'diagnostik',
  provförväxling: 'laboratorium',
  remisshantering: 'kommunikation',
  suicid: 'psykiatri',
  'suicid (fem ärenden)': 'psykiatri',
  'suicid/triage': 'psykiatri',
  'suicid/utebliven läkarbedömning': 'psykiatri',
  suicidförsök: 'psykiatri',
  'tandvård/fel tand': 'vard_behandling',
  'tandvård/fördröjning': 'tillganglighet',
  'tandvård/infektion': 'vri_hygien',
  'tandvård/missad diagnos': 'diagnostik',
  'tandvård/narkos': 'kirurgi_anestesi',
  telefonrådgivning: 'diagnostik',
  'telefonrådgivning/förlossning': 'forlossning',
  'tillgänglighet/telefonkontakt': 'tillganglighet',
  trycksår: 'trycksar',
  'utebliven behandling': 'vard_behandling',
  'utebliven förebyggande åtgärd': 'vard_behandling',
  'utebliven insats': 'vard_behandling',
  'utebliven kallelse': 'tillganglighet',
  'utebliven uppföljning': 'vard_behandling',
  'utlokaliserad patient': 'tillganglighet',
  'vårdrelaterad infektion': 'vri_hygien',
  väntetid: 'tillganglighet',
}

export const VARDTYP_BY_WORD: Readonly<Record<string, Vardtyp>> = {
  slutenvård: 'sluten',
  öppenvård: 'oppen',
  akutsjukvård: 'akut',
  primärvård: 'primarvard',
  larmcentral: 'prehospital',
  ambulans: 'prehospital',
  tandvård: 'tandvard',
  'särskilt boende': 'hemsjukvard',
  'hemsjukvård/hemtjänst': 'hemsjukvard',
  'kommunal hälso- och sjukvård': 'hemsjukvard',
  telefonrådgivning: 'oppen',
}

/** Statuses as systems and people write them. */
export const STATUS_BY_WORD: Readonly<Record<string, Status>> = {
  'ej angivet': 'ej_angivet',
  inkommen: 'inkommen',
  ny: 'inkommen',
  bedömd: 'bedomd',
  pågående: 'under_utredning',
  'under utredning': 'under_utredning',
  'åtgärd beslutad': 'atgard_beslutad',
  uppföljning: 'uppfoljning',
  avslutad: 'avslutad',
  avslutat: 'avslutad',
  stängd: 'avslutad',
  avvisad: 'avvisad',
  överförd: 'overford',
}

/** What exports write where nothing is known. */
export const UNKNOWN_WORDS: readonly string[] = ['', 'ej angivet']

export const YES_WORDS: readonly string[] = ['ja', 'j', 'sant', 'true', 'x', '1']
export const NO_WORDS: readonly string[] = ['nej', 'n', 'falskt', 'false', '0']

/** Words that tell the patient's sex; the source's own words are kept beside it. */
export const SEX_WORDS: readonly (readonly [RegExp, Kon])[] = [
  [/\b(kvinna|flicka|gravid|förstföderska)/i, 'kvinna'],
  [/\b(man|pojke)\b/i, 'man'],
]
