import { stemmer } from '@orama/stemmers/swedish'
import { irregularBase, NOUN_FORMS } from './irregular.ts'
import { isLetters } from './words.ts'

/**
 * What a folded word is looked up as: Snowball's Swedish stemmer, with what it leaves apart joined. Its rules know
 * neither the ending -et (fallet), nor -an (sköterskan), nor a lost vowel (kapsel, kapslar), and take the s of diagnos
 * for a genitive. Two words that stem alike find each other; the stem itself is never shown.
 */
export function stem(word: string): string {
  if (word.length < 3 || !isLetters(word)) return irregularBase(word) ?? word
  const known = irregularBase(word) ?? irregularBase(withoutS(word))
  if (known !== undefined) return regular(known)
  const stemmed = regular(irregularCompound(word) ?? word)
  // Närhet is not när: words that every text has would drown the others.
  return SMALL.has(stemmed) ? word : stemmed
}

const SMALL = new Set(
  'all att av bara den det dem där efter ej en ett från för han har hon här hur i inte kan man med men mot måst när och om oss på sin som så till upp ut var vem vid än är'.split(
    ' ',
  ),
)

/** Words that end in -et of their own. */
const OWN_ET =
  /(?:itet|paket|planet|diet|budget|komet|fabet|staket|magnet|poet|kret|internet|raket|trumpet|komplet|tablet|mycket|arbet|andet)$/
/** Words that end in -an of their own. */
const OWN_AN =
  /(?:plan|organ|kran|bran|framman|titan|roman|orkan|vulkan|human|urban|man)$|^(?:sedan|innan|medan|redan|undan|ovan|sådan|hurdan)$/
/** Words whose own ending reads like one of grammar. Given an -en, the stemmer takes that one off instead. */
const OWN_ENDING = new RegExp(
  `(?:${[
    '.os',
    'ambulans|balans|substans|distans|instans|resonans|tolerans|relevans|nyans|chans|dispens|kvens|ferens|licens|kompetens|existens',
    'sistens|incidens|evidens|valens|demens|ficiens|kontinens|konkurrens|tendens|intelligens|essens',
    'apparat|preparat|resultat|format|mandat|kandidat|automat|implantat|infiltrat|koncentrat|fosfat|sulfat|nitrat|citrat',
    'granulat|internat|plakat|referat|separat|adekvat|substrat|aggregat|certifikat|duplikat|exsudat|sekretariat',
    'månad|byggnad|kostnad|skillnad|marknad',
    'doktor|monitor|motor|faktor|sensor|...ator|rektor|professor',
  ].join('|')})$`,
)

function regular(word: string): string {
  let form = word
  if (form.length >= 5 && !OWN_ENDING.test(form)) {
    if (/(?:[aei]ts|ares|ans)$/.test(form)) form = form.slice(0, -1)
    if (form.endsWith('ena')) form = form.slice(0, -2)
    else if (form.endsWith('et') && !OWN_ET.test(form) && hasVowel(form, form.length - 2)) {
      form = form.slice(0, -2)
    } else if (/(?:el|or)n$/.test(form) || /(?:isk|ig)t$/.test(form)) form = form.slice(0, -1)
    else if (form.endsWith('mman') || (form.endsWith('an') && !OWN_AN.test(form))) form = form.slice(0, -1)
  }
  return joined(stemmer(OWN_ENDING.test(form) ? `${form}en` : form))
}

const LEAST_ENDING = 5
let endings: ReadonlyMap<string, string> | undefined

/** Of a noun's irregular forms, those that the rules do not bring to its stem: they hold at a compound's end too. */
function irregularEndings(): ReadonlyMap<string, string> {
  endings ??= new Map(
    NOUN_FORMS.flatMap(([base = '', ...others]) =>
      others
        .filter((form) => form.length >= LEAST_ENDING && regular(`fram${form}`) !== regular(`fram${base}`))
        .map((form) => [form, base] as const),
    ),
  )
  return endings
}

/** 'framtänder' → 'framtand'. */
function irregularCompound(word: string): string | undefined {
  const known = irregularEndings()
  for (let length = Math.min(12, word.length - 3); length >= LEAST_ENDING; length--) {
    const base = known.get(word.slice(-length))
    if (base !== undefined) return word.slice(0, -length) + base
  }
  return undefined
}

/** Systr- and syst- (systrar, syster), medl- and medel-, vattn- and vatt-, puls and pul- become one. */
function joined(stemmed: string): string {
  if (stemmed.length < 4) return stemmed
  if (/[bdfgkpstv]r$/.test(stemmed)) return stemmed.slice(0, -1)
  if (/[bdfgkmpstv]l$/.test(stemmed)) return `${stemmed.slice(0, -1)}el`
  if (/[kt]n$/.test(stemmed)) return stemmed.slice(0, -1)
  // Rum and rummet; but sommar is not som.
  if (/(?<!^so)mm$|nn$/.test(stemmed)) return stemmed.slice(0, -1)
  if (/[bcdfghjklmnprtv]s$/.test(stemmed)) return stemmed.slice(0, -1)
  return stemmed
}

/** A genitive or a passive without its s. */
function withoutS(word: string): string {
  return word.endsWith('s') && word.length > 4 ? word.slice(0, -1) : word
}

function hasVowel(word: string, before: number): boolean {
  return /[aeiouyåäöéü]/.test(word.slice(0, before)) && before >= 3
}
