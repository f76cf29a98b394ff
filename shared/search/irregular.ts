/**
 * Swedish words whose forms Snowball's rules cannot join: strong verbs, weak verbs in -de and -te, nouns that change
 * their vowel. Chosen by what stands in reports from care; each line is the form the others are looked up as, and the
 * others.
 */

/** Strong and other irregular verbs: present, past, supine, participles. They also hold with a prefix: avbröt, beskrev. */
const VERBS = `
be ber bad bett bedd
binda binder bundit bunden bundna bundet
bita biter bet bitit biten bitna
bli blir blev blivit bliver bliva
brinna brinner brann brunnit
brista brister brast brustit brusten
bryta bryter bröt bröts brutit brutits bruten brutna brutet
bära bär bar bars burit burits buren burna buret bärs
dra drar drog drogs dragit dragits dragen dragna draget dras
dricka dricker drack druckit drucken
driva driver drev drevs drivit drivits driven drivna drivet
dö dör dog dött
falla faller föll fallit fallet fallen fallna fall
finna finner fann funnit funnits funnen funna funnet
finnas finns fanns
flyta flyter flöt flutit
flyga flyger flög flugit
frysa fryser frös frusit frusen frusna fruset
få får fick fått fåtts
försvinna försvinner försvann försvunnit försvunnen försvunna försvunnet
ge ger gav gavs gett getts givit givits given givna givet ges giva
glida glider gled glidit
gripa griper grep greps gripit gripits gripen gripna gripet
gråta gråter grät gråtit
gå går gick gått gåtts gången gångna gånget gås gicks
göra gör gjorde gjordes gjort gjorts gjord gjorda görs
ha har hade haft
hinna hinner hann hunnit
hålla håller höll hölls hållit hållits hållen hållna hållet hålls
komma kommer kom kommit kommen komna
krypa kryper kröp krupit
kunna kan kunde kunnat
le ler log
leda leder ledde leddes ledd ledda lett letts leds
lida lider lidit
avlida avlider avled avlidit avliden avlidna avlidne
ligga ligger låg legat
ljuda ljuder ljöd ljudit
lägga lägger lade lades lagt lagts lagd lagda läggs
låta låter lät lätts låtit
njuta njuter njöt njutit
rida rider red ridit
rinna rinner rann runnit
riva river rev revs rivit riven rivna rivet
rycka rycker ryckte ryckt
se ser såg sågs sett setts sedd sedda ses
sitta sitter satt suttit
sjunka sjunker sjönk sjunkit sjunken sjunkna
skilja skiljer skilde skildes skilt skilts skild skilda
skina skiner sken skinit
skjuta skjuter sköt sköts skjutit skjutits skjuten skjutna
skrika skriker skrek skrikit
skriva skriver skrev skrevs skrivit skrivits skriven skrivna skrivet skrivs
skära skär skar skars skurit skurits skuren skurna skuret skärs
slippa slipper slapp sluppit
slita sliter slet slitit sliten slitna slitet
slå slår slog slogs slagit slagits slagen slagna slaget slås
sluta slutar slutade slutat
sluta sluter slöt slöts slutit slutits sluten slutna slutet
smyga smyger smög smugit
sova sover sov sovit
spricka spricker sprack spruckit sprucken spruckna
springa springer sprang sprungit sprungen sprungna
sticka sticker stack stacks stuckit stuckits stucken stuckna stucket
stiga stiger stigit stigen stigna
stjäla stjäl stal stals stulit stulits stulen stulna stulet
strida strider stred stridit
stryka stryker strök ströks strukit struken strukna struket
stå står stod stått ståtts
suga suger sög sugit
svida svider sved svidit
svälja sväljer svalde svaldes svalt svalts
svälla sväller svällde svällt svullnat
svälta svälter svalt
säga säger sade sades sa sagt sagts sagd sagda
sälja säljer sålde såldes sålt sålts såld sålda
sätta sätter satte sattes satts satta sätts
ta tar tog togs tagit tagits tagen tagna taget tas taga
tappa tappar tappade tappat
tiga tiger teg tigit
tillhandahålla tillhandahåller
tvinga tvingar tvingade tvingat
veta vet visste vetat
vika viker vek vikit viken vikna
vilja vill ville velat
vinna vinner vann vunnit vunnen vunna
vrida vrider vred vreds vridit vriden vridna vridet
välja väljer valde valdes valt valts vald valda
vänja vänjer vande vant
växa växer växte växt vuxit
vara är var varit
äta äter åt ätit ätits äten ätna
`

/** Weak verbs whose past the stemmer keeps apart (-lde, -mde, -nde, -rde, -vde, -pte, -ste): infinitive, what the ending is put to. */
const WEAK_DE = `
ställa ställ
glömma glöm
stämma stäm
gömma göm
klämma kläm
drömma dröm
rymma rym
känna kän
tömma töm
fylla fyll
hända hän
vända vän
sända sän
tända tän
bränna brän
spänna spän
använda använ
anmäla anmäl
föra för
höra hör
lära lär
röra rör
köra kör
störa stör
skölja skölj
följa följ
döma döm
behöva behöv
kräva kräv
leva lev
pröva pröv
medföra medför
böja böj
höja höj
dröja dröj
skada skad
svimma svim
kvarglömma kvarglöm
förvärra förvärr
dela del
tala tal
kyla kyl
styra styr
hyra hyr
råda råd
utvärdera utvärder
blöda blöd
betyda bety
kläda klä
`
const WEAK_TE = `
läsa läs
hjälpa hjälp
köpa köp
släppa släpp
klippa klipp
krympa krymp
lösa lös
resa res
låsa lås
blåsa blås
fästa fäs
lyfta lyf
mista mis
gifta gif
hosta hos
`

/** Nouns and the like: changed vowel, lost vowel, endings of their own. They also hold as the end of a compound: framtänder. */
const NOUNS = `
hand händer händerna händernas handen handens händers
tand tänder tänderna tändernas tanden
fot fötter fötterna fötternas foten
man män männen männens mannen mannens mans
natt nätter nätterna natten nattens
bok böcker böckerna boken
rot rötter rötterna roten
son söner sönerna sonen sonens
dotter döttrar döttrarna dottern dotterns
bror bröder bröderna brodern broderns broder
mor mödrar mödrarna modern moderns moder
far fäder fäderna fadern faderns fader
stad städer städerna staden
land länder länderna landet landets
rand ränder ränderna randen
brand bränder bränderna branden
strand stränder stränderna stranden
tång tänger tängerna tången
stång stänger stängerna stången
ledamot ledamöter ledamöterna ledamoten
mus möss mössen musen
lus löss lössen lusen löss
bonde bönder bönderna bonden
tå tår tårna tån
öga ögat ögats ögon ögonen ögonens ögons
öra örat örats öron öronen öronens
hjärta hjärtat hjärtats hjärtan hjärtana
barn barnet barnets barnen barnens barns
nummer numret numrets nummer numren numrens
vatten vattnet vattnets
läkemedel läkemedlet läkemedlets läkemedlen läkemedlens läkemedels
medel medlet medlets medlen medlens medels
förälder föräldern förälderns föräldrar föräldrarna föräldrarnas föräldrars
knä knät knäet knän knäna
centrum centret centrumet centra center
mamma mamman mammor mammas
pappa pappan pappor pappas
datum datumet datumen
möte mötet möten mötena mötets
fel felet felets felen felens fels
sår såret sårets såren sårens
prov provet provets proven provens
ben benet benets benen benens
dos dosen dosens doser doserna dosernas dosers
lab labb labbet labben
akut akuten akutens akuta
ärende ärendet ärenden ärendena ärendets
`

/** Neuter adjectives in -t after a consonant that the stemmer keeps. */
const ADJECTIVES = `
snabb snabbt snabba snabbare snabbast
stor stort stora större störst största
hög högt höga högre högst högsta
låg lågt låga lägre lägst lägsta
lång långt långa längre längst längsta
liten litet lilla små mindre minst minsta
sen sent sena senare senast senaste
dålig dåligt dåliga sämre sämst sämsta
god gott goda bättre bäst bästa
gammal gammalt gamla äldre äldst äldsta
ung ungt unga yngre yngst yngsta
svår svårt svåra svårare svårast
klar klart klara
oklar oklart oklara
sjuk sjukt sjuka
frisk friskt friska
kall kallt kalla
varm varmt varma
full fullt fulla
tom tomt tomma
blå blått blåa
död döda
`

/** Before a verb. Not i, å and o: too short to tell from the beginning of another word. */
const PREFIXES =
  'an av be bi bort efter er fel fram från för förbi före genom igen ihop in inne kvar lös med miss mot ned neder ner om på sam samman sönder till und under undan upp ur ut utan vid under åter över'.split(
    ' ',
  )

const linesOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' '))

function build(): ReadonlyMap<string, string> {
  const forms = new Map<string, string>()
  // The first word wins: 'sluta' is one verb here, 'led' stays with lida.
  const add = (form: string, base: string) => {
    if (!forms.has(form)) forms.set(form, base)
  }
  const weak = (table: string, endings: readonly string[]): string[][] =>
    linesOf(table).map(([base = '', stem = '']) => [base, ...endings.map((ending) => stem + ending)])
  const verbs = [
    ...linesOf(VERBS),
    ...weak(WEAK_DE, ['de', 'des', 't', 'ts', 'd', 'da']),
    ...weak(WEAK_TE, ['te', 'tes', 't', 'ts', 'ta']),
  ]
  for (const [base = '', ...others] of [...linesOf(NOUNS), ...linesOf(ADJECTIVES), ...verbs]) {
    for (const form of [base, ...others]) add(form, base)
  }
  for (const [base = '', ...others] of verbs) {
    for (const form of [base, ...others]) {
      if (form.length < 2) continue
      for (const prefix of PREFIXES) add(prefix + form, prefix + base)
    }
  }
  return forms
}

let made: ReadonlyMap<string, string> | undefined

/** Each noun and its other forms: what a compound may end in too (framtänder, hjälpmedlet). */
export const NOUN_FORMS: readonly (readonly string[])[] = linesOf(NOUNS)

/** The form that an irregular form is looked up as ('föll' → 'falla'); undefined for what follows the rules. */
export function irregularBase(word: string): string | undefined {
  made ??= build()
  return made.get(word)
}
