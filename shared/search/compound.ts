import { stem } from './stem.ts'
import { isLetters } from './words.ts'

/**
 * The parts of a compound: läkemedelsförväxling is läkemedel and förväxling. A word is taken apart only where both
 * sides are words by themselves, so that fall is found in fallolycka and not in avfall.
 */

/** Whether a folded form stands as a word of its own somewhere. */
export type Known = (form: string) => boolean

/** Shorter words than these are not looked for in others: every third word would have them. */
const SHORTEST_COMPOUND = 6
const SHORTEST_PART = 4
const SHORTEST_OF_THREE = 12
const DEEPEST = 3

/** Words of three letters that compounds in care are made of. */
const SHORT_PARTS = new Set(
  'akt alg arm ben bit bad bar bok bot bål del dos dag fel fot fas glo gas gel hud hus hem hår höft hål jod kan kat kur kod lab led liv lås lår löv lön mag mat mun mor man mål mät nål nöd oro olja ord öga öra pol rad rum rör rot råd sal sed sug syn säd sår sko sky tal tid tub tum tår tån tåg två tre uro vak vax vis vår via vas ven yta åka ålder öst ort'
    .split(' ')
    .filter((word) => word.length === 3),
)

/** Common in care and seldom written alone at first: known from the beginning. */
export const CARE_WORDS: ReadonlySet<string> = new Set(
  `över under administration akut akutmottagning allergi ambulans analys anestesi anhörig ansvar antibiotika apparat artär avdelning avvikelse
  barn barnmorska bedömning behandling berättelse beslut besök biopsi blod bröst buk cancer cell central centrum chef cykel dator depå dialys diagnos
  dokument dokumentation dosering dosett dränage dropp ekonomi enhet epikris fall fallolycka fara feber flaska form fraktur funktion fylla färdighet förband
  förflyttning förlossning förskrivning förvaltning förväxling förvaring försening gas genomgång grind grupp gård halt hals hand handling hantering hemsjukvård
  hjälp hjälpmedel hjärna hjärta hälsa höft identitet implantat infart infektion infusion information ingrepp injektion insats instrument insulin intag intensivvård
  journal jour kalla kanyl kateter katet kirurg kirurgi klinik klocka kontakt kontroll kost kraft kultur kunskap kvalitet kvinna kvot kärl kök larm ledning lista
  lucka lunga läkare läkemedel lägenhet lampa mage mapp maskin material medarbetare medicin medicinering medvetande meddelande mottagning muskel mått mätning möte narkos natt njure
  nummer nutrition olycka operation ordination organisation orsak patient patientsäkerhet pension personal placering plan planering plats plåster port process prov provsvar provtagning
  psykiatri pump punkt påse rapport register rekommendation remiss resultat risk rond rutin rullstol ryggmärg råd rätt röntgen samordning samtal sekret signal sjuk sjukdom
  sjukhus sjukvård sjuksköterska skada sköterska skelett skötsel skydd smitta smärta spets spruta sprut stol stopp strålning stråle strategi strupe stöd stöt svar svikt syfte syra system syster
  säkerhet säng särskild tabell tablett tagning tand tandvård tillbud tillstånd tillsyn trakt transport trauma trombos tryck trycksår trötthet tumör uppföljning uppgift utbildning utredning
  utrustning vaccin vagn vakt varning vecka ven verksamhet verktyg vikt vistelse volym vård vårdcentral vårdplan vårdskada vätska väska väntetid värk värde väntan ångest åtgärd ätande öppen övervakning överföring`
    .split(/\s+/)
    .filter((word) => word.length >= SHORTEST_PART),
)

/** Begin words that are not compounds of a noun: tillfälle, förfall, överfall. */
const NOT_FIRST = new Set(
  'efter ej emot fram från före för förbi genom hos ibland icke inför innan inne kring mellan med mis miss mot någon ned neder nere om omkring på sam samman sedan själv sin som till tills trots upp uppe utan ute vid åter även inom intill vidare alla allt andra annan bara blev blir borde denna dessa detta deras eller hade hans hennes havt inga ingen inte kunde man mera mest mycket många måste nästan samt sina sitt skall skulle varit vilka vilken vilket ville vore'.split(
    ' ',
  ),
)
const CARE_STEMS = new Set([...CARE_WORDS].map(stem))

/** Before a long word they make a compound (översköterska, överdosering), before a short one another word (överfall). */
const UNLIKE_OTHERS = new Set(['under', 'över'])
/** End words that are not compounds with them: -ning, -het and what only looks like a word of its own. */
const NOT_LAST = new Set(
  'ande ende aktig arna are arens barhet bart delse dels domen else elsen elser enhet eras erad erade erande erar erat ering eringar erings erna haft heten heter heternas igen inga ingar ingarna ingen ings inte lades lagd lagda lagt lighet ligheten ligt liga lingen men ning ningen ningar ningarna ningars nings orna sam samma samt skap skapen skapet skaper stans stig tagen tagit tagna tecken'
    .split(' ')
    .filter((word) => word !== 'tecken'),
)
/** One word to whoever searches, whatever it was made of once. */
const WHOLE =
  /^(?:avfall|överfall|förfall|tillfäll|utfall|undersök|förhand|omhand|behand|erfar|samband|förband|inställ|förställ|beställ|förslag|beslag|förmån|förund|framtid|samtid|mellan|medan|samtal|avtal|antal|betal|uttal)/
/** The parts of `word`, and theirs, each as it is written there or as the word it comes from; none when it has none. */
export function partsOf(word: string, known: Known): string[] {
  if (word.length < SHORTEST_COMPOUND || !isLetters(word)) return []
  const found = new Set<string>()
  collect(word, known, found, 0)
  return [...found]
}

/** Adds the parts of a word; false when it cannot be taken apart. */
function collect(word: string, known: Known, found: Set<string>, depth: number): boolean {
  if (depth >= DEEPEST || WHOLE.test(word)) return false
  // In another form the last part is seldom known: förväxlingar, but förväxling.
  const root = stem(word)
  let parted = false
  let ends = false
  let before = 0
  for (let at = 3; at <= word.length - 3; at++) {
    const last = lastPart(word, root, at, known)
    if (last === undefined) continue
    ends = true
    const first = firstPart(word.slice(0, at), known)
    if (first === undefined || tooShortAfter(first, last)) continue
    // Hjärt|svikt, not hjärts|vikt.
    if (before === at - 1 && word[at - 1] === 's') continue
    before = at
    parted = true
    add(last, known, found, depth)
    if (!UNLIKE_OTHERS.has(first)) add(first, known, found, depth)
  }
  if (parted || !ends || word.length < SHORTEST_OF_THREE) return parted
  // Of three parts, the last two need not be a word that anybody has written: blod|trycks|mätning.
  for (let at = 3; at <= word.length - SHORTEST_COMPOUND; at++) {
    const first = firstPart(word.slice(0, at), known)
    if (first === undefined || !collect(word.slice(at), known, found, depth + 1)) continue
    parted = true
    if (!UNLIKE_OTHERS.has(first)) add(first, known, found, depth)
  }
  return parted
}

function add(part: string, known: Known, found: Set<string>, depth: number): void {
  if (found.has(part)) return
  found.add(part)
  if (part.length >= SHORTEST_COMPOUND) collect(part, known, found, depth + 1)
}

function tooShortAfter(first: string, last: string): boolean {
  return UNLIKE_OTHERS.has(first) && last.length < 8 && !last.startsWith('dos')
}

/** The word that a compound ends in from a place on: as it stands there, or without its ending. */
function lastPart(word: string, root: string, at: number, known: Known): string | undefined {
  const written = word.slice(at)
  if (NOT_LAST.has(written)) return undefined
  if (mayBePart(written, known)) return written
  if (root === word || root.length < at + SHORTEST_PART) return undefined
  const bare = root.slice(at)
  if (NOT_LAST.has(bare)) return undefined
  return CARE_STEMS.has(bare) || known(bare) || known(`${bare}a`) ? bare : undefined
}

/** The word that a first part comes from: läkemedels → läkemedel, kvinno → kvinna; undefined when it is none. */
export function firstPart(written: string, known: Known): string | undefined {
  const may = (form: string) => mayBePart(form, known) && !NOT_FIRST.has(form)
  if (may(written)) return written
  const bare = written.slice(0, -1)
  const last = written[written.length - 1]
  const lost = LINKS.get(last ?? '')
  if (lost !== undefined && bare.length >= 3 && may(bare + lost)) return bare + lost
  // Flick- and mag-: flicka, mage.
  if (may(`${written}a`)) return `${written}a`
  return may(`${written}e`) ? `${written}e` : undefined
}

/** What comes between two parts, and what the first had in its place by itself. */
const LINKS: ReadonlyMap<string, string> = new Map([
  ['s', ''],
  ['o', 'a'],
  ['u', 'a'],
  ['e', 'a'],
  ['a', 'e'],
])

function mayBePart(form: string, known: Known): boolean {
  if (form.length < SHORTEST_PART) return SHORT_PARTS.has(form)
  return known(form) || CARE_WORDS.has(form)
}

/** No ending is longer, with its s: -heternas. */
const LONGEST_ENDING = 8

/** Where in a compound the word with this stem stands, if it does: what a highlight marks. */
export function placeInCompound(word: string, wanted: string, known: Known): [number, number] | undefined {
  if (word.length < SHORTEST_COMPOUND || wanted.length < 3 || WHOLE.test(word)) return undefined
  // Forms differ at their end (medel, medlet); this much they share.
  const common = wanted.slice(0, Math.max(3, wanted.length - 2))
  for (let at = word.indexOf(common); at >= 0; at = word.indexOf(common, at + 1)) {
    if (at > 0 && firstPart(word.slice(0, at), known) === undefined) continue
    const last = word.slice(at)
    if (at > 0 && last.length <= wanted.length + LONGEST_ENDING && !NOT_LAST.has(last)) {
      if (isPart(last, wanted)) return [at, word.length]
    }
    for (let end = at + wanted.length; end <= at + wanted.length + 2; end++) {
      if (end > word.length - 3) break
      const form = word.slice(at, end)
      if (restStands(word.slice(end), known) && isPart(form, wanted)) return [at, end]
    }
  }
  return undefined
}

function isPart(form: string, wanted: string): boolean {
  if (form.length < SHORTEST_PART && !SHORT_PARTS.has(form)) return false
  return form === wanted || stem(form) === wanted || stem(`${form}a`) === wanted
}

/** What follows a part is a word, after a linking letter or without one. */
function restStands(rest: string, known: Known): boolean {
  const stands = (form: string) => form.length >= 3 && !NOT_LAST.has(form) && mayBePart(form, known)
  return stands(rest) || (/^[soeau]/.test(rest) && stands(rest.slice(1)))
}
