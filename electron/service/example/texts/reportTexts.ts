import type { SectionKey } from '../../../../shared/annual-report/skrTemplate.ts'

/**
 * Texts of the example's berättelser, so that a finished document can be seen. Invented, and each says so: nothing in
 * them is a statement about a real förvaltning, so they name no event, no date and no figure.
 */
export function exampleReportTexts(
  who: 'Förvaltningen' | 'Regionen',
): Readonly<Partial<Record<SectionKey, string>>> {
  const texts = who === 'Förvaltningen' ? TEXTS : { ...TEXTS, ...REGION_TEXTS }
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, `[Exempeltext] ${text.replaceAll('{vem}', who)}`]),
  )
}

const TEXTS: Readonly<Partial<Record<SectionKey, string>>> = {
  sammanfattning: `Årets arbete har haft tre mål: färre fel vid överlämningar, säkrare läkemedelshantering och snabbare återkoppling till den som rapporterar.

Det viktigaste som gjordes var att införa en gemensam överlämningsrapport, att se över ordinationerna vid in- och utskrivning och att ge varje enhet en egen genomgång av sina avvikelser. Rapporteringen följs månad för månad tillsammans med enheterna.

Den viktigaste lärdomen är att åtgärder som bara består av information sällan räcker. Nästa år prioriteras åtgärder som gör det lätt att göra rätt.`,
  f1: `Patientsäkerhet är en stående punkt när ledningen följer upp verksamheten. Varje månad går ledningen igenom allvarliga händelser, öppna åtgärder och de mått som avviker från målvärdet.

Under året ledde genomgången till att försenade åtgärder fick en ny ansvarig och ett nytt slutdatum, beslutat av ledningen.`,
  'f1-mal': `Målen för året var:

1. Alla händelser som bedöms som vårdskada ska utredas.
2. Patienten ska informeras vid varje vårdskada.
3. Beslutade åtgärder ska vara klara i tid.

Det första målet är nått. Det andra och tredje är delvis nådda; tabellerna i kapitel 1 och 2 visar utfallet.`,
  'f1-organisation': `Ansvaret är fördelat så här:

- Den politiska ledningen beslutar om mål och följer upp dem.
- Förvaltningschefen ansvarar för att patientsäkerhetsarbetet har resurser och leds.
- Verksamhetscheferna ansvarar för att händelser utreds och att åtgärder genomförs.
- Chefläkarna ger stöd, beslutar om anmälan enligt lex Maria och håller kontakten med IVO.
- Varje medarbetare rapporterar risker och händelser.

Patientsäkerhetsrådet, med chefläkarna och företrädare för verksamheterna, möts varje månad.`,
  'f1-samverkan': `Samverkan med kommunerna sker i gemensamma forum där avvikelser i samverkan gås igenom. Återkommande frågor är läkemedelslistor vid utskrivning och vem som ansvarar för uppföljningen.

Under året kom parterna överens om en gemensam mall för information vid utskrivning. Effekten följs upp nästa år.`,
  'f1-informationssakerhet': `Loggkontroller har gjorts enligt plan. Brister i behörigheter har rättats och rutinen för att avsluta behörigheter har förtydligats. Verksamheterna har övat reservrutiner för avbrott i journalsystemet.`,
  f2: `Säkerhetskulturen följs med en enkät och med patientsäkerhetsdialoger på enheterna. I dialogerna lyfter medarbetarna att återkopplingen på rapporter dröjer och att det är svårt att hinna rapportera.

Därför har varje enhet fått i uppgift att ge svar till rapportören och att gå igenom avvikelser på arbetsplatsträffarna.`,
  f3: `Chefer och nyckelpersoner har fått utbildning i händelseanalys och i att informera patienter efter en vårdskada. Nya medarbetare får en introduktion i patientsäkerhet. Simuleringsträning i team har genomförts på flera enheter, men inte i den omfattning som var planerad.`,
  f4: `Patienter och närstående bjuds in att beskriva händelsen i varje händelseanalys. Deras berättelser har bland annat visat brister i information som personalen inte hade sett.

Patientrådet har lämnat synpunkter på skriftlig information och på hur man klagar.`,
  o1: `Utmaning: flera av de allvarliga händelserna handlar om försenad bedömning och om information som inte följer med patienten.

Insats: utredningarna har samlats och jämförts, så att mönster mellan enheter syns.

Resultat och analys: samma bakomliggande orsaker återkommer. Tabellerna nedan visar omfattningen.`,
  'o1-avvikelser': `Ökningen av antalet rapporter tolkas med försiktighet. Enheter som har arbetat med återkoppling rapporterar mer, vilket kan bero på ökad rapporteringsvilja.`,
  'o1-vardskador': `De utredda vårdskadorna gäller främst fall, läkemedel och fördröjd diagnos. Utredningarna har lett till ändrade arbetssätt på flera enheter.`,
  'o1-lexmaria': `Anmälningarna har gåtts igenom tillsammans med berörda verksamheter. Ett återkommande mönster är att varningstecken har dokumenterats men inte lett till en ny bedömning.`,
  'o1-handelseanalyser': `Analyserna pekar oftast på procedurer och arbetsförhållanden. Nästa steg är att fler åtgärder tar bort risken helt, i stället för att göra den mindre.`,
  'o1-verksamheter': `Skillnaderna mellan verksamheterna speglar i första hand deras uppdrag och rapporteringsvana. Varje verksamhet har fått sina egna siffror och har beslutat om lokala förbättringar.`,
  o2: `Egenkontrollen omfattar bland annat basala hygienrutiner, trycksår, läkemedelsgenomgångar och överbeläggningar. Resultaten går till verksamheterna varje kvartal.

Överbeläggningar har påverkat möjligheten att arbeta förebyggande. Åtgärder för att få fram fler vårdplatser pågår.`,
  o3: `Enheterna har dagliga korta möten om risker, bemanning och vårdplatser. Gröna korset används på de flesta vårdavdelningar, och NEWS2 används för att tidigt upptäcka försämring.`,
  'o3-riskhantering': `Riskanalyser har gjorts inför större förändringar, till exempel flytt av verksamhet och nya system. De risker som bedömdes som höga har lett till beslut före genomförandet.`,
  o4: `Lärdomar från händelseanalyser sprids som korta fall på en sida. Uppföljningen av åtgärdernas effekt har blivit bättre, men effekten är ännu inte mätt för alla.`,
  'o4-avvikelser': `Varje avvikelse bedöms av enhetschefen, som också återkopplar till rapportören. Sammanställningar görs varje kvartal för att se mönster mellan enheter.`,
  'o4-klagomal': `Klagomål och synpunkter besvaras av verksamheten. De handlar oftast om bemötande, information och väntetider, och används i förbättringsarbetet tillsammans med avvikelserna.`,
  o5: `{vem} har övat avbrott i IT-stöd och brist på läkemedel. Övningarna visade att reservrutinerna är kända men att kontaktlistor behöver uppdateras oftare.`,
  k3: `Målen för nästa år är:

1. Överlämningar sker med gemensam rapport på alla enheter.
2. Effekten är mätt för varje åtgärd som är genomförd.
3. Den som rapporterar får återkoppling inom en månad.

Den största utmaningen är bemanning och vårdplatser. Den möts med gemensam planering och med uppföljning varje vecka.`,
}

const REGION_TEXTS: Readonly<Partial<Record<SectionKey, string>>> = {
  'f1-organisation': `Ansvaret är fördelat så här:

- Den politiska ledningen beslutar om mål och följer upp dem.
- Koncernledningen för hälso- och sjukvård samordnar arbetet mellan förvaltningarna.
- Förvaltningscheferna ansvarar för patientsäkerhetsarbetet i sin förvaltning.
- Chefläkarna samarbetar i en regional funktionsgrupp.
- Varje medarbetare rapporterar risker och händelser.`,
  'o1-forvaltningar': `Skillnaderna mellan förvaltningarna speglar i första hand deras uppdrag och rapporteringsvana. Gemensamma mönster har tagits upp i chefläkarnas funktionsgrupp.`,
}
