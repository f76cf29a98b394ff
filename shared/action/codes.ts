import type { CodeList } from '../incident/codes.ts'

/** Strength of an åtgärd, after VA/IHI RCA² (domain.md 3.6). */
export const STYRKOR = { stark: 'Stark', medel: 'Medel', svag: 'Svag' } as const satisfies CodeList
export type Styrka = keyof typeof STYRKOR

export const STYRKA_EXEMPEL: Readonly<Record<Styrka, string>> = {
  stark:
    'Fysisk eller teknisk tvingande funktion, risken tas bort, lokal ändras, utrustning eller process standardiseras eller förenklas, synlig ledningsinsats',
  medel:
    'Checklista eller kognitivt stöd, IT-stöd ändras, ökad bemanning, färre störningar, snarlika läkemedel åtskiljs, läs-tillbaka, redundans, återkommande simulering',
  svag: 'Ny eller ändrad rutin, information, utbildning, dubbelkontroll, varningstext',
}

/** The uppdragsgivare's decision on a proposal. */
export const ATGARDSBESLUT = {
  ej_beslutad: 'Ej beslutad',
  genomfors: 'Genomförs',
  genomfors_andrad: 'Genomförs i ändrad form',
  genomfors_ej: 'Genomförs ej',
  hanskjuts: 'Hänskjuts till högre nivå',
} as const satisfies CodeList
export type Atgardsbeslut = keyof typeof ATGARDSBESLUT

export const EFFEKTER = {
  ja: 'Ja',
  delvis: 'Delvis',
  nej: 'Nej',
  ej_matt: 'Ej mätt',
} as const satisfies CodeList
export type Effekt = keyof typeof EFFEKTER

/** Four basic conditions and five focus areas of Agera för säker vård (domain.md 2.2). */
export const HANDLINGSPLAN = {
  F1: 'Engagerad ledning och tydlig styrning',
  F2: 'En god säkerhetskultur',
  F3: 'Adekvat kunskap och kompetens',
  F4: 'Patienten som medskapare',
  O1: 'Öka kunskap om inträffade vårdskador',
  O2: 'Tillförlitliga och säkra system och processer',
  O3: 'Säker vård här och nu',
  O4: 'Stärka analys, lärande och utveckling',
  O5: 'Öka riskmedvetenhet och beredskap',
} as const satisfies CodeList
export type Handlingsplanomrade = keyof typeof HANDLINGSPLAN
