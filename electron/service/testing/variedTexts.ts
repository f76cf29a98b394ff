import { EVENT_TEXTS } from '../example/texts/eventTexts.ts'
import { readExampleData } from '../example/exampleDataFile.ts'
import { Random } from '../example/random.ts'

/**
 * Reports for measurements: as many as wanted, in Swedish, with words as unevenly spread as in real text. Sentences of
 * the example's texts and of published cases, in which some words are drawn from several hundred thousand forms
 * (compounds of care's words in all their endings, misspellings, invented words) by Zipf's law.
 */
export interface VariedText {
  readonly title: string
  readonly description: string
  readonly consequence: string
  readonly causesText: string
}

const FORMS = 400_000
/** How many of a sentence's words are drawn anew. */
const DRAWN = 0.2
const FIRST =
  'läkemedels patient vård prov blod dos säkerhets akut operations hjärt lung lever njur mag tarm hud öron ögon tand tryck sår smärt vätske närings infusions insulin morfin antibiotika röntgen ultraljuds journal remiss svars larm telefon data nät skriv ut in trygghets rörelse sängs rullstols gång duschnings mat kost special barn kvinno förlossnings mödra spädbarns äldre hem dag natt helg jour ambulans transport sjukhus mottagnings avdelnings enhets personal bemannings kompetens utbildnings rutin checklist avvikelse risk händelse kvalitets hygien infektions smitto virus kateter kanyl dropp pump ventil monitor respirator narkos'.split(
    ' ',
  )
const LAST =
  'förväxling hantering kontroll lista ordination dosering brist skada olycka fall bedömning planering uppföljning rapport överföring mätning provtagning svar remiss mottagning behandling undersökning vård sköterska läkare team ansvarig rum sal säng vagn skåp förråd leverans beställning etikett märkning kod system modul program apparat sladd batteri larm signal gräns värde nivå ökning minskning reaktion biverkning allergi feber smärta svullnad blödning infektion sår tryck rörelse stöd hjälp tillsyn övervakning rutin checklista dokumentation anteckning journal epikris information samtal kontakt möte kö tid väntan försening avbokning kallelse'.split(
    ' ',
  )
const ENDINGS = ['', '', '', 'en', 'ar', 'arna', 'er', 'et', 's', 'ens', 'n', 'or']
const ONSETS = 'b br d dr f fj g gr h j k kl kr l m n p pl pr r s sj sk skr sl sm sp st str t tr v'.split(' ')
const VOWELS = 'a e i o u y å ä ö'.split(' ')
const CODAS = ['', 'l', 'n', 'r', 's', 't', 'k', 'm', 'nd', 'rt', 'st', 'lk', 'ng', 'x']

/** A maker of texts; the same seed gives the same texts. */
export function variedTexts(seed: number): () => VariedText {
  const random = new Random(seed, 'varied-texts')
  const forms = makeForms(random)
  const sentences = knownSentences()
  // Zipf with exponent one: the logarithm of the rank is even.
  const draw = () => forms[Math.floor(Math.exp(random.float() * Math.log(FORMS))) - 1] ?? ''
  const sentence = () => {
    const words = random.pick(sentences)
    let text = ''
    for (const word of words) {
      const drawn = word === '{}' || (word.length > 3 && random.float() < DRAWN)
      text += text === '' ? word : drawn ? ` ${draw()}` : ` ${word}`
    }
    return text
  }
  const some = (low: number, high: number) =>
    Array.from({ length: random.int(low, high) }, sentence).join(' ')
  return () => ({
    title: random.pick(sentences).slice(0, 4).join(' ').replaceAll('{}', draw()) + ` ${draw()}`,
    description: some(2, 6),
    consequence: random.chance(0.5) ? sentence() : '',
    causesText: random.chance(0.4) ? sentence() : '',
  })
}

/** Sentences as words; {} is where the texts leave a place for one. */
function knownSentences(): string[][] {
  const texts = Object.values(EVENT_TEXTS).flatMap(({ templates, idea, now, none }) => [
    ...templates.flatMap((template) => [template.text, template.text, template.title]),
    ...idea,
    ...now,
    ...none,
  ])
  const published = new TextDecoder()
    .decode(readExampleData('lexmaria.csv'))
    .split('\n')
    .map((line) => /,"([^"]{60,})",/.exec(line)?.[1] ?? '')
  return [...texts, ...published]
    .flatMap((text) => text.split(/(?<=[.!?])\s+/u))
    .map((text) =>
      text
        .replaceAll(/\[([^|\]]*)[^\]]*\]/g, '$1')
        .replaceAll(/\{[^}]*\}/g, '{}')
        .split(/\s+/u)
        .filter((word) => word !== ''),
    )
    .filter((words) => words.length >= 4)
}

function makeForms(random: Random): string[] {
  const forms = new Set<string>()
  // The commonest drawn words are the parts of the compounds by themselves.
  for (const word of LAST) forms.add(word)
  while (forms.size < FORMS) {
    const kind = random.float()
    const invented = () => random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS)
    let form: string
    if (kind < 0.35) form = random.pick(FIRST) + random.pick(LAST)
    else if (kind < 0.5) form = random.pick(FIRST) + random.pick(FIRST) + random.pick(LAST)
    else form = Array.from({ length: random.int(2, 4) }, invented).join('')
    form += random.pick(ENDINGS)
    if (random.chance(0.1)) form = misspelt(form, random)
    forms.add(form)
  }
  return [...forms]
}

function misspelt(form: string, random: Random): string {
  const at = random.int(1, form.length - 1)
  return form.slice(0, at) + form.slice(at + 1)
}
