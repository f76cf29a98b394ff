import type { Setting } from '../settings.ts'
import type { TypeTexts } from './grammar.ts'

const WARDS: readonly Setting[] = ['avd', 'psyk']

export const FALL: TypeTexts = {
  now: [
    'Patienten undersöktes, kontroller togs och läkare informerades.',
    'Läkare bedömde patienten. Tätare tillsyn och larmmatta sattes in.',
    'Patienten hjälptes upp med lyft efter undersökning. Närstående informerades.',
    'Kontroller enligt fallrutin under ett dygn. Fallriskbedömningen gjordes om.',
  ],
  none: [
    'Inga synliga skador.',
    'Patienten hade inte ont och kontrollerna var bra.',
    'Rädsla men ingen skada.',
  ],
  idea: [
    'Fler larmmattor på avdelningen.',
    'Fallrisk tas upp vid varje rapport.',
    'Läkemedel som ökar fallrisken ses över vid ronden.',
    'Belysning på toaletten som tänds av rörelse.',
  ],
  helped: ['Sängen stod i lågt läge.', 'Patienten hade halkskydd.', 'Medpatienten larmade direkt.'],
  templates: [
    {
      on: WARDS,
      kind: 'handelse',
      title: 'Fall vid toalettbesök',
      text: 'Patienten gick själv upp till toaletten {dygn} och föll [mot dörrposten|på det blöta golvet|när rollatorn stod utom räckhåll]. Larmet hade inte använts. Patienten hittades sittande på golvet [inom några minuter|vid nästa tillsyn].',
      mild: ['Sårskada som syddes.', 'Blåmärke och smärta i {del}; röntgen utan fraktur.'],
    },
    {
      on: WARDS,
      kind: 'handelse',
      title: 'Fall från sängen',
      text: 'Patienten hittades på golvet bredvid sängen {dygn}. Sänggrinden var [nedfälld|uppe men patienten hade klättrat över]. Patienten var [orolig och desorienterad|nyopererad och trött av smärtlindring|vaken och minns inte hur det gick till].',
      mild: ['Smärta i {del}, röntgen visade ingen fraktur.', 'Bula i pannan, tätare kontroller ett dygn.'],
    },
    {
      on: WARDS,
      kind: 'handelse',
      title: 'Fall vid förflyttning',
      text: 'Vid förflyttning från säng till [rullstol|toalettstol|fåtölj] vek sig benen och patienten gled ned på golvet. [En personal var med|Två personal var med men hann inte stötta]. Tidigare har förflyttningen gjorts med [en person|två personer].',
      mild: ['Övergående smärta i {del}.', 'Skrapsår på underbenet som lades om.'],
    },
    {
      on: WARDS,
      kind: 'handelse',
      title: 'Fall i korridoren',
      text: 'Patienten gick i korridoren [utan sin rollator|i strumpor|med infusionsställning] och föll. Personal hörde dunsen och var på plats direkt. Patienten kunde resa sig med hjälp.',
      mild: ['Sår på armbågen och blåmärke.', 'Vrickad fotled.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Upprepade fall under samma vårdtid',
      text: 'Patienten föll för [andra|tredje] gången under vårdtiden, den här gången {dygn}. Fallriskbedömning var gjord vid inskrivningen men åtgärderna [hade inte följt med till ny sal|var inte utförda]. ',
      mild: ['Smärta i {del} och ny rädsla för att gå.'],
    },
    {
      on: ['avd'],
      kind: 'tillbud',
      title: 'Nära fall när stol rullade undan',
      text: 'När patienten skulle sätta sig rullade [toalettstolen|duschstolen|rullstolen] bakåt eftersom bromsen inte var låst. Personalen hann fånga upp patienten.',
      now: ['Bromsen kontrollerades. Stolen märktes och felanmäldes.'],
    },
    {
      on: ['akut'],
      kind: 'handelse',
      title: 'Fall från brits i väntan på läkare',
      text: 'Patienten låg på brits i [korridoren|ett undersökningsrum] {dygn} och föll när hen försökte resa sig. Väntan hade varit {timmar} timmar. Grinden på britsen var [nere|trasig].',
      mild: ['Slog i {del}; röntgen utan fraktur.', 'Hudflik på armen som tejpades.'],
    },
    {
      on: ['barn'],
      kind: 'handelse',
      title: 'Barn föll ur sängen',
      text: 'Barnet föll ur sängen när grinden [inte var uppfälld|gick ned av sig själv]. Förälder satt bredvid. Barnet undersöktes av läkare och observerades under [fyra|sex] timmar.',
      mild: ['Bula i pannan, inga tecken på hjärnskakning.'],
    },
    {
      on: ['rehab', 'hab'],
      kind: 'handelse',
      title: 'Fall under träning',
      text: 'Patienten tränade [balans vid ribbstolen|gång i barr|trappgång] och tappade balansen. Behandlaren stod nära men hann inte hindra fallet. Träningen avbröts.',
      mild: ['Övergående smärta i {del}.'],
      idea: ['Gördel används vid balansträning för patienter med hög fallrisk.'],
    },
    {
      on: ['rehab', 'hab'],
      kind: 'tillbud',
      title: 'Halt golv i träningslokalen',
      text: 'Golvet var [nystädat och vått|blött av snö från entrén] när patienten kom. Patienten halkade men fick tag i ledstången.',
      now: ['Golvet torkades och skylt ställdes ut.'],
      idea: ['Städning av träningslokalen före öppning.'],
    },
  ],
}

export const TRYCKSAR: TypeTexts = {
  now: [
    'Avlastning sattes in, såret lades om och bedömdes enligt skala.',
    'Tryckutjämnande madrass beställdes och vändschema startades.',
    'Sårsjuksköterska kontaktades. Foto togs till journalen.',
  ],
  none: ['Rodnad som bleknade efter avlastning.', 'Huden är hel.'],
  idea: [
    'Riskbedömning görs vid ankomst, även på akuten.',
    'Fler tryckutjämnande madrasser i förrådet.',
    'Hudbedömning blir en rubrik i rapporten.',
  ],
  helped: ['Patienten sa till om smärta.', 'Hudbedömning gjordes vid ankomst till avdelningen.'],
  templates: [
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Trycksår upptäckt på {plats}',
      text: 'Vid omvårdnad upptäcktes [en rodnad som inte bleknar|en blåsa|ett öppet sår] på {plats}. Riskbedömning var [inte gjord inom 24 timmar|gjord men utan åtgärder]. Patienten hade legat [stilla i flera dagar|länge på brits före inläggning].',
      mild: ['Trycksår kategori 2, läkte under vårdtiden.', 'Trycksår kategori 1 med smärta.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Trycksår av medicinteknisk produkt',
      text: 'Patienten hade ett sår [bakom örat av syrgasgrimman|på näsryggen av masken|på penis av katetern]. Skydd under slangen saknades och platsen hade inte kontrollerats på {dagar} dagar.',
      mild: ['Ytligt trycksår som krävde omläggning.'],
    },
    {
      on: ['avd', 'op'],
      kind: 'handelse',
      title: 'Tryckskada efter lång operation',
      text: 'Efter ett långt ingrepp upptäcktes [en rodnad|en blåsa] över {plats}. Patienten hade legat i samma läge i {timmar} timmar. [Geldyna hade inte använts|Positioneringen var inte dokumenterad].',
      mild: ['Trycksår kategori 2 som förlängde vården med två dagar.', 'Övergående smärta och rodnad.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Vändschema följdes inte',
      text: 'Patienten skulle vändas varannan timme men enligt listan gjordes det inte under [natten|kvällen och natten]. På morgonen sågs [rodnad|en blåsa] på {plats}. Avdelningen hade [två sjuka i personalen|tre nyinlagda].',
      mild: ['Trycksår kategori 1–2, smärta vid sittande.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Trycksår fanns vid inskrivning men var inte dokumenterat',
      text: 'Ett trycksår på {plats} upptäcktes dag [tre|fyra]. Enligt närstående fanns det redan hemma. Hudbedömning vid ankomst saknas i journalen.',
      none: ['Såret hade troligen samma storlek vid ankomst.'],
    },
    {
      on: ['avd', 'op'],
      kind: 'risk',
      title: 'Brist på tryckutjämnande madrasser',
      text: 'Det fanns ingen tryckutjämnande madrass att låna {dygn}. Patienten har hög risk enligt bedömning och fick ligga på vanlig madrass i {timmar} timmar.',
      now: ['Madrass lånades från annan avdelning. Patienten vändes varje timme.'],
    },
  ],
}

export const NUTRITION: TypeTexts = {
  now: [
    'Läkare informerades och ny plan skrevs.',
    'Dietist kontaktades.',
    'Uppgiften rättades och köket informerades.',
  ],
  none: ['Ingen påverkan på patienten.', 'Patienten blev hungrig men mådde i övrigt bra.'],
  idea: ['Fasta stämms av vid morgonmötet.', 'Allergi och specialkost visas på tavlan vid köket.'],
  helped: ['Patienten frågade själv.', 'Undersköterskan kände igen patientens kost.'],
  templates: [
    {
      on: ['avd', 'barn'],
      kind: 'handelse',
      title: 'Fel kost serverad vid allergi',
      text: 'Patienten är allergisk mot [ägg|nötter|mjölkprotein|fisk] men fick en maträtt som innehöll det. Allergin stod i journalen men inte på [matlistan|bricklappen].',
      mild: ['Klåda och utslag som gick över efter antihistamin.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Lång fasta när operation ströks',
      text: 'Patienten fastade inför operation som ströks [för andra dagen i rad|sent på eftermiddagen]. Ingen gav besked om att patienten kunde äta, och dropp sattes inte. Fastan blev nära ett dygn.',
      mild: ['Yrsel, lågt blodsocker och försämrat allmäntillstånd under kvällen.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Viktnedgång uppmärksammades sent',
      text: 'Patienten hade gått ned [fyra|fem|sex] kilo på [två|tre] veckor. Vikt var inte tagen sedan inskrivningen och nutritionsbedömning saknades.',
      mild: ['Viktnedgång och förlängd vårdtid.'],
    },
    {
      on: ['avd', 'barn'],
      kind: 'handelse',
      title: 'Sondmat gick in för fort',
      text: 'Sondmat skulle ges på {timmar} timmar men pumpen var inställd på dubbel hastighet. Det upptäcktes {dygn} när [patienten mådde illa|påsen var tom].',
      mild: ['Illamående och kräkning.'],
    },
    {
      on: ['avd'],
      kind: 'tillbud',
      title: 'Vanlig kost till patient med sväljsvårigheter',
      text: 'Patienten skulle ha [konsistensanpassad kost|förtjockad dryck] enligt logopedens bedömning men fick vanlig. Närstående såg det innan patienten började äta.',
    },
    {
      on: ['barn'],
      kind: 'tillbud',
      title: 'Bröstmjölk av annan mamma togs fram',
      now: ['Flaskan kasserades. Märkningen av alla flaskor kontrollerades.'],
      text: 'En nappflaska med [fel namn|fel datum] togs fram ur kylen. Det upptäcktes vid kontroll mot id-bandet innan barnet fick den.',
      idea: ['Streckkod på flaskan kontrolleras mot barnets id-band.'],
    },
  ],
}

export const OVERVAKNING: TypeTexts = {
  now: [
    'Läkare kom till enheten och bedömde patienten.',
    'Kontroller togs om och behandling startades.',
    'Patienten flyttades till plats med tätare övervakning.',
  ],
  none: ['Patienten var stabil när det upptäcktes.', 'Ingen påverkan på patienten.'],
  idea: [
    'NEWS2 med förhöjd poäng rapporteras muntligt till ansvarig sjuksköterska.',
    'Påminnelse i journalen när kontroll är försenad.',
    'Simulering av kritisk försämring varje kvartal.',
  ],
  helped: [
    'En kollega reagerade på patientens andning.',
    'Närstående larmade.',
    'Mobila intensivvårdsgruppen var snabbt på plats.',
  ],
  templates: [
    {
      on: ['avd', 'akut'],
      kind: 'handelse',
      title: 'NEWS2 togs inte som ordinerat',
      text: 'Kontroller var ordinerade var [fjärde|sjätte] timme men två kontroller i rad togs inte {dygn}. När de sedan togs hade patienten [7|8|9] poäng.',
      mild: ['Försämring som krävde vätska och syrgas men inte intensivvård.'],
    },
    {
      on: ['avd', 'akut'],
      kind: 'handelse',
      title: 'Förhöjd NEWS2 ledde inte till läkarbedömning',
      text: 'Patienten hade NEWS2 [6|7] {dygn}. Läkare kontaktades [inte|per telefon men bedömde inte patienten på plats]. Ny kontroll togs först efter {timmar} timmar.',
      mild: ['Fördröjd behandling av infektion; patienten återhämtade sig inom några dagar.'],
    },
    {
      on: ['avd', 'akut', 'barn'],
      kind: 'handelse',
      title: 'Telemetri larmade utan att någon såg det',
      text: 'Övervakningen larmade för [låg puls|avlossad elektrod|låg syremättnad] under {minuter} minuter. Centralen var [obemannad under matrasten|nedtystad].',
      now: ['Elektroder byttes och larmgränser kontrollerades.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Blåsöverfyllnad upptäcktes sent',
      text: 'Patienten hade inte kissat sedan operationen. Bladderscan [var inte gjord|gjordes först efter {timmar} timmar] och visade [900|1 100|1 300] ml.',
      mild: ['Smärta och kateter i en vecka.', 'Tappningsregim under några dygn.'],
      idea: ['Bladderscan ingår i kontrollerna de första timmarna efter operation.'],
    },
    {
      on: ['avd', 'akut'],
      kind: 'handelse',
      title: 'Syrgas i för hög dos till patient med KOL',
      text: 'Patienten med KOL fick [fyra|fem] liter syrgas utan målsaturation angiven. {Dygn} var patienten [trött och svårväckt|förvirrad]. Blodgas visade koldioxidretention.',
      mild: ['Övergående koldioxidretention, behandlades med mask och lägre syrgasdos.'],
    },
    {
      on: ['barn'],
      kind: 'handelse',
      title: 'PEVS ökade utan ny bedömning',
      text: 'Barnets poäng ökade från [2 till 5|1 till 4] {dygn}. Läkare informerades först vid [ronden|skiftbytet], efter {timmar} timmar.',
      mild: ['Ökat andningsarbete, högflöde med syrgas under ett dygn.'],
    },
    {
      on: ['avd', 'akut', 'barn'],
      kind: 'forslag',
      title: 'Gemensam tavla för patienter med risk för försämring',
      text: 'Vi skulle behöva [en tavla|en gemensam lista på skärm] där patienter med [hög NEWS2|risk att försämras|nya larm] syns för hela arbetslaget. I dag beror det på vem som har rapporterat till vem[, och uppgiften stannar lätt hos en person|].',
    },
  ],
}

export const VRI: TypeTexts = {
  now: [
    'Läkare informerades och behandling ordinerades.',
    'Vårdhygien kontaktades för råd.',
    'Rutinen gicks igenom med arbetslaget samma dag.',
  ],
  none: ['Ingen smitta eller infektion har påvisats.', 'Patienten hade inga besvär.'],
  idea: [
    'Dagligt beslut om infarter och katetrar behövs.',
    'Observation av basala hygienrutiner varje månad.',
    'Hygienombudet får tid varje vecka.',
  ],
  helped: ['Hygienombudet såg det vid rond.', 'Laboratoriet ringde svaret direkt.'],
  templates: [
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Urinvägsinfektion med kvarliggande kateter',
      now: ['Katetern togs bort, odling togs och behandling startade.'],
      text: 'Patienten fick feber dag [fem|sju|nio] och växt i urinodling. Katetern sattes vid [akuten|operationen] och det finns inget beslut om varför den var kvar.',
      mild: ['Urinvägsinfektion som krävde antibiotika och två extra vårddygn.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Infekterad perifer venkateter',
      now: ['Infarten togs bort och ny sattes.'],
      text: 'Rodnad och smärta vid infarten. Den hade suttit i {dagar} dagar [utan att inspekteras|utan datum på förbandet].',
      mild: ['Tromboflebit som behandlades lokalt.', 'Hudinfektion, antibiotika i fem dagar.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Patient med smitta låg på flerbäddssal',
      text: 'Patienten med [diarré|influensaliknande symtom|MRSA i anamnesen] placerades på flerbäddssal {dygn} eftersom eget rum saknades. Provsvaret kom nästa dag.',
      mild: ['En medpatient insjuknade och fick förlängd vårdtid.'],
    },
    {
      on: ['op'],
      kind: 'handelse',
      title: 'Instrument med synlig smuts i steril förpackning',
      now: ['Nytt galler hämtades. Steriltekniska enheten informerades.'],
      none: ['Ingen påverkan på patienten.'],
      text: 'Vid uppdukning sågs [rester på ett instrument|fukt i förpackningen|en bruten försegling]. Galret byttes innan operationen började och starten blev {minuter} minuter sen.',
    },
    {
      on: ['op'],
      kind: 'handelse',
      title: 'Antibiotikaprofylax gavs inte i tid',
      now: ['Antibiotika gavs så snart det upptäcktes.'],
      text: 'Profylax skulle ges [inom 60 minuter före snitt|före narkosstart] men gavs efter att operationen börjat. Checklistan var påbörjad men punkten [hoppades över|besvarades utan kontroll].',
      mild: ['Ytlig sårinfektion som behandlades i öppenvård.'],
    },
    {
      on: ['avd', 'op', 'tand', 'vc'],
      kind: 'risk',
      title: 'Handdesinfektion saknades',
      now: ['Dispensrarna fylldes på samma dag.'],
      idea: ['Påfyllning läggs in i städschemat även på helger.'],
      text: 'Flera dispensrar var tomma [på salarna|i korridoren|i behandlingsrummen] {dygn}. Påfyllning hade inte gjorts sedan [helgen|föregående dag].',
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Infektion efter tanduttag',
      text: 'Patienten kom akut {dagar} dagar efter uttag av {tand} med svullnad och feber. Riskfaktorer var [inte efterfrågade|noterade men inte åtgärdade].',
      mild: ['Infektion som krävde antibiotika och nytt besök.'],
    },
    {
      on: ['tand'],
      kind: 'tillbud',
      title: 'Steriliseringskontroll var inte godkänd',
      now: ['Alla instrument kördes om och kontrollerades.'],
      text: 'En omgång instrument ställdes in trots att indikatorn inte hade slagit om. Det upptäcktes [före första patienten|vid egenkontrollen] och allt kördes om.',
    },
  ],
}
