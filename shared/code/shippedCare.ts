import { VARDTYPER, YRKESROLLER, type CodeList } from '../incident/codes.ts'
import type { ShippedCode } from './shipped.ts'

const plain = (list: CodeList): readonly ShippedCode[] =>
  Object.entries(list).map(([code, label]) => ({ code, label }))

export const VARDFORM_CODES: readonly ShippedCode[] = plain(VARDTYPER)
export const YRKESROLL_CODES: readonly ShippedCode[] = plain(YRKESROLLER)

/** domain.md 5.1, after LFPSE's step in the care pathway. */
export const VARDPROCESS_CODES = plain({
  tilltrade: 'Tillträde till vård',
  inskrivning: 'Inskrivning',
  bedomning: 'Bedömning/undersökning',
  diagnostik: 'Diagnostik/beslut',
  planering: 'Planering/ordination',
  behandling: 'Behandling/administrering',
  overvakning: 'Övervakning/uppföljning',
  remiss: 'Remiss/eskalering/överföring',
  utskrivning: 'Utskrivning',
  egenvard: 'Egenvård',
})

/** domain.md 5.1, after LFPSE's involved agents. */
export const AGENS_CODES = plain({
  lakemedel: 'Läkemedel',
  medicinteknik: 'Medicinteknik',
  it: 'IT-system',
  lokal: 'Lokal/byggnad',
  service: 'Service',
  blod: 'Blod',
  blodprodukt: 'Blodprodukt',
  vavnad: 'Vävnad/organ',
})

export const SAMVERKAN_CODES = plain({
  kommun: 'Kommun',
  annan_forvaltning: 'Annan förvaltning i regionen',
  annan_region: 'Annan region',
  privat: 'Privat vårdgivare',
  apotek: 'Apotek',
  annan: 'Annan',
})

/** The national programområden that the region's samordningsråd mirror (domain.md 6.4: VGR's own list was not found). */
export const MEDICINSKT_OMRADE_CODES = plain({
  akut: 'Akut vård',
  barn: 'Barns och ungdomars hälsa',
  cancer: 'Cancersjukdomar',
  endokrin: 'Endokrina sjukdomar',
  hjarta: 'Hjärt- och kärlsjukdomar',
  hud: 'Hud- och könssjukdomar',
  infektion: 'Infektionssjukdomar',
  kirurgi: 'Kirurgi och plastikkirurgi',
  kvinno: 'Kvinnosjukdomar och förlossning',
  levnadsvanor: 'Levnadsvanor',
  lunga: 'Lung- och allergisjukdomar',
  mage: 'Mag- och tarmsjukdomar',
  diagnostik: 'Medicinsk diagnostik',
  nerv: 'Nervsystemets sjukdomar',
  njure: 'Njur- och urinvägssjukdomar',
  perioperativ: 'Perioperativ vård, intensivvård och transplantation',
  psykisk: 'Psykisk hälsa',
  rehab: 'Rehabilitering, habilitering och försäkringsmedicin',
  reuma: 'Reumatiska sjukdomar',
  rorelse: 'Rörelseorganens sjukdomar',
  sallsynta: 'Sällsynta sjukdomar',
  tand: 'Tandvård',
  oga: 'Ögonsjukdomar',
  onh: 'Öron-, näs- och halssjukdomar',
  aldre: 'Äldres hälsa och palliativ vård',
  primarvard: 'Primärvård',
})

/** The region's strategy areas (issue 4, point 4): dated, and edited as the strategy changes. */
export const STRATEGIOMRADE_CODES = plain({
  nara_vard: 'Nära vård',
  prioritering: 'Prioritering',
  digitalisering: 'Digitalisering',
  kvalitetsutveckling: 'Kvalitetsdriven verksamhetsutveckling och kompetensförsörjning',
  barnuppdraget: 'Barnuppdraget',
})

export const KVALITETSREGISTER_CODES = plain({
  senior_alert: 'Senior alert',
  palliativ: 'Svenska palliativregistret',
  swedeheart: 'Swedeheart',
  riksstroke: 'Riksstroke',
  spor: 'Svenskt perioperativt register (SPOR)',
  sir: 'Svenska intensivvårdsregistret (SIR)',
  ndr: 'Nationella diabetesregistret (NDR)',
  ledprotes: 'Svenska ledprotesregistret',
  frakturregistret: 'Svenska frakturregistret',
  graviditet: 'Graviditetsregistret',
  snq: 'Svenskt neonatalt kvalitetsregister (SNQ)',
  svedem: 'Svenska demensregistret (SveDem)',
  bpsd: 'BPSD-registret',
  rikssar: 'RiksSår',
  luftvag: 'Luftvägsregistret',
  svar: 'Svenska akutvårdsregistret (SVAR)',
})
