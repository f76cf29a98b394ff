import type { Random } from '../random.ts'
import type { Setting } from '../settings.ts'

/** What a report says it is about; see ARENDETYPER. */
export type TemplateKind = 'handelse' | 'tillbud' | 'risk' | 'klagomal' | 'forslag' | 'samverkan'

/**
 * One way an event can go. Texts hold `{slot}` (a word from SLOTS, the same one through the whole report; `{Slot}` with
 * a capital letter) and `[this|that]` (one of them).
 */
export interface EventTemplate {
  readonly on: readonly Setting[]
  readonly kind: TemplateKind
  readonly title: string
  readonly text: string
  /** What was done at once. */
  readonly now?: readonly string[]
  /** What it meant for the patient when no harm came of it. */
  readonly none?: readonly string[]
  /** What it meant when there was a passing harm. Without this the event never harms. */
  readonly mild?: readonly string[]
  /** The reporter's own proposal. */
  readonly idea?: readonly string[]
}

/** Texts that fit every event of a type, for templates that have none of their own. */
export interface TypeTexts {
  readonly now: readonly string[]
  readonly none: readonly string[]
  readonly idea: readonly string[]
  readonly helped: readonly string[]
  readonly templates: readonly EventTemplate[]
}

export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  tablett: [
    'metoprolol',
    'furosemid',
    'apixaban',
    'enalapril',
    'metformin',
    'pregabalin',
    'oxikodon',
    'prednisolon',
    'levotyroxin',
    'sertralin',
    'litium',
    'karbamazepin',
  ],
  antibiotika: ['cefotaxim', 'piperacillin/tazobaktam', 'bensylpenicillin', 'kloxacillin', 'meropenem'],
  trombos: ['enoxaparin', 'dalteparin', 'tinzaparin'],
  opioid: ['morfin', 'oxikodon', 'ketobemidon'],
  psykmed: ['olanzapin', 'klozapin', 'litium', 'haloperidol', 'diazepam', 'zopiklon'],
  barnlm: ['paracetamol', 'gentamicin', 'cefotaxim', 'morfin', 'vankomycin'],
  vaccin: ['mässlingsvaccin', 'pneumokockvaccin', 'rotavirusvaccin', 'HPV-vaccin'],
  minuter: ['20', '30', '40', '45', '60', '90'],
  timmar: ['två', 'tre', 'fyra', 'fem', 'sex', 'åtta'],
  dagar: ['två', 'tre', 'fyra', 'fem', 'sex'],
  veckor: ['två', 'tre', 'fyra', 'fem', 'sex', 'åtta', 'tio'],
  prov: ['kalium', 'Hb', 'kreatinin', 'PK(INR)', 'CRP', 'blododling', 'TSH', 'PSA'],
  undersokning: [
    'datortomografi av buken',
    'magnetkamera av ländryggen',
    'lungröntgen',
    'ultraljud av njurarna',
    'datortomografi av hjärnan',
    'ultraljud av hjärtat',
  ],
  apparat: ['infusionspumpen', 'sprutpumpen', 'övervakningsmonitorn', 'syrgasregulatorn', 'sängens elmotor'],
  del: ['höften', 'handleden', 'axeln', 'huvudet', 'knäet'],
  sida: ['vänster', 'höger'],
  tand: ['en premolar', 'en molar', 'en visdomstand', 'en hörntand'],
  plats: ['höger häl', 'vänster häl', 'korsbenet', 'höger höftkam', 'sittbenet'],
  mottagare: ['vårdcentralen', 'kommunens hemsjukvård', 'den remitterande läkaren', 'korttidsboendet'],
}

/** Fills a report's texts, with the same word for the same slot throughout. */
export class Filler {
  readonly #random: Random
  readonly #slots: Map<string, string>

  constructor(random: Random, known: Readonly<Record<string, string>> = {}) {
    this.#random = random
    this.#slots = new Map(Object.entries(known))
  }

  fill(text: string): string {
    return text
      .replace(/\[([^[\]]*\|[^[\]]*)\]/g, (_, choices: string) => this.#random.pick(choices.split('|')))
      .replace(/\{(\p{L}+)\}/gu, (_, name: string) => this.#slot(name))
  }

  #slot(name: string): string {
    const key = name.toLocaleLowerCase('sv')
    let word = this.#slots.get(key)
    if (word === undefined) {
      const words = SLOTS[key]
      if (!words) throw new RangeError(`no slot {${name}}`)
      word = this.#random.pick(words)
      this.#slots.set(key, word)
    }
    return name === key ? word : word.charAt(0).toLocaleUpperCase('sv') + word.slice(1)
  }
}
