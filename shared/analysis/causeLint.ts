import { containsPersonnummer } from '../text/personnummer.ts'

/**
 * Advice on how a bakomliggande orsak is written, after the five rules of causation (VA; domain.md 3.5).
 * It reads words, not meaning: it may be wrong, so it advises and never stops anyone.
 */

export type LintCode =
  | 'personnummer'
  | 'varderande_ord'
  | 'mojligt_namn'
  | 'manskligt_fel'
  | 'avsteg'
  | 'underlatenhet'
  | 'orsak_utan_effekt'

export interface LintNote {
  readonly code: LintCode
  /** The words that led to it; empty when it is about what is not there. */
  readonly found: string
  readonly message: string
}

/** Whole words; `\p{L}*` lets a stem stand for its forms. JavaScript's own \b knows ASCII only. */
function words(...patterns: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${patterns.join('|')})(?![\\p{L}\\d])`, 'iu')
}

const BLAMING = words(
  'slarv\\p{L}*',
  'glöm(?:de|t|mer|sk|ska|ske)',
  'borde',
  'inkompeten\\p{L}*',
  'oaktsam\\p{L}*',
  'vårdslös\\p{L}*',
  'nonchal\\p{L}*',
  'klant\\p{L}*',
  'försumlig\\p{L}*',
  'försumma\\p{L}*',
  'okunnig\\p{L}*',
  'ouppmärksam\\p{L}*',
  'lat|lata|lathet',
  'ansvarslös\\p{L}*',
  'dålig|dåligt|dåliga',
)

const HUMAN_ERROR = words(
  'mänsklig(?:a|t)? (?:faktor\\p{L}*|fel\\p{L}*|misstag\\p{L}*)',
  'handhavandefel\\p{L}*',
)

const DEPARTURE = words(
  'följde inte \\p{L}*(?:rutin|riktlinje|instruktion)\\p{L}*',
  '\\p{L}*(?:rutin|riktlinje|instruktion)\\p{L}* följdes (?:inte|ej)',
  'avsteg\\p{L}*',
  'avvek från \\p{L}*(?:rutin|riktlinje)\\p{L}*',
)

const OMISSION = words('underlät\\p{L}*', 'lät bli', 'gjordes (?:inte|ej)', 'utfördes (?:inte|ej)', 'uteblev')

/** Words that tie a cause to what it led to. */
const EFFECT = words(
  'led(?:de|er|a)? (?:\\p{L}+ )?till',
  'lett till',
  'medför\\p{L}*',
  'gjorde',
  'gör att',
  'innebar|innebär',
  'bidr(?:og|ar|agit)',
  'eftersom|därför|därmed|varför',
  'på grund av',
  'orsak\\p{L}*',
  'resulter\\p{L}*',
  'så att',
  'vilket',
  'risk|risken|sannolikheten',
  'försvår\\p{L}*|hindra\\p{L}*|fördröj\\p{L}*|förhindra\\p{L}*',
  'följden|följd',
)

const TITLES = 'dr|doktor|överläkaren?|läkaren?|syster|sjuksköterskan?|undersköterskan?|barnmorskan?|fru|herr'
const TITLE_AND_NAME = new RegExp(
  // A title may begin the sentence; the name after it always has a capital.
  `(?<!\\p{L})(?:${TITLES.replace(/(?<=^|\|)\p{L}/gu, (first) => `[${first}${first.toLocaleUpperCase('sv')}]`)})\\.? \\p{Lu}\\p{Ll}{2,}`,
  'u',
)

/** Common Swedish first names (public statistics of tilltalsnamn), and surnames in -sson. */
const FIRST_NAMES =
  'Anna|Eva|Maria|Karin|Sara|Emma|Lena|Kerstin|Elin|Ingrid|Malin|Johanna|Linda|Jenny|Annika|Hanna|Susanne|Birgitta|Ida|Monica|Julia|Sofia|Ulla|Helena|Camilla|Anneli|Åsa|Fatima|Lars|Anders|Mikael|Johan|Erik|Per|Peter|Jan|Thomas|Daniel|Fredrik|Andreas|Hans|Mats|Magnus|Stefan|Bengt|Mattias|Jonas|Martin|Niklas|Björn|Henrik|Patrik|Göran|Håkan|Mohammed|Ahmed|Ali'
const NAME = new RegExp(
  `(?<![\\p{L}\\d])(?:(?<!lex )(?:${FIRST_NAMES})(?:s)?|\\p{Lu}\\p{Ll}{2,}sson)(?![\\p{L}\\d])`,
  'u',
)

/** Everything there is to say about one cause statement; nothing for an empty one. */
export function lintCause(text: string): LintNote[] {
  const statement = text.trim()
  if (statement === '') return []
  const notes: LintNote[] = []
  const add = (code: LintCode, found: string, message: string) => notes.push({ code, found, message })

  if (containsPersonnummer(statement)) {
    add('personnummer', '', 'Texten ser ut att innehålla ett personnummer. Ta bort det.')
  }
  const blaming = BLAMING.exec(statement)?.[0]
  if (blaming !== undefined) {
    add(
      'varderande_ord',
      blaming,
      `”${blaming}” värderar någon. Skriv vad i arbetssättet, miljön eller utrustningen som gjorde det möjligt.`,
    )
  }
  const name = TITLE_AND_NAME.exec(statement)?.[0] ?? NAME.exec(statement)?.[0]
  if (name !== undefined) {
    add(
      'mojligt_namn',
      name,
      `”${name}” kan vara ett namn. Skriv rollen i stället, till exempel ”sjuksköterskan”.`,
    )
  }
  const human = HUMAN_ERROR.exec(statement)?.[0]
  if (human !== undefined) {
    add('manskligt_fel', human, `Bakom varje ”${human}” finns en orsak. Fråga varför en gång till.`)
  }
  const departure = DEPARTURE.exec(statement)?.[0]
  if (departure !== undefined) {
    add(
      'avsteg',
      departure,
      'Ett avsteg från en rutin har i sin tur en orsak. Vad gjorde att den inte gick att följa?',
    )
  }
  const omission = OMISSION.exec(statement)?.[0]
  if (omission !== undefined) {
    add(
      'underlatenhet',
      omission,
      `”${omission}”: att något inte gjordes är en orsak bara om det skulle ha gjorts. Skriv vad som krävde det.`,
    )
  }
  if (!EFFECT.test(statement)) {
    add(
      'orsak_utan_effekt',
      '',
      'Visa vad orsaken ledde till, till exempel ”… vilket ökade risken för att …” eller ”… gjorde att …”.',
    )
  }
  return notes
}
