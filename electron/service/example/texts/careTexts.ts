import type { TypeTexts } from './grammar.ts'

export const DIAGNOSTIK: TypeTexts = {
  now: [
    'Patienten kontaktades och fick ny tid snarast.',
    'Ny bedömning gjordes av specialist.',
    'Remissen skickades om som brådskande.',
  ],
  none: ['Fördröjningen bedöms inte ha påverkat patienten.', 'Utredningen visade inget allvarligt.'],
  idea: [
    'Alla svar signeras samma dag av den som ordinerat.',
    'Bevakning av utgångna remisser varje vecka.',
    'Andra bedömning vid tredje besöket för samma besvär.',
  ],
  helped: ['Sekreteraren reagerade på svaret.', 'Patienten ringde och frågade.'],
  templates: [
    {
      on: ['akut', 'avd', 'mott', 'vc', 'rtg'],
      kind: 'handelse',
      title: 'Bifynd på {undersokning} följdes inte upp',
      text: 'I svaret på {undersokning} nämndes ett bifynd med råd om kontroll. Rådet [togs inte upp i epikrisen|lästes inte av ordinerande enhet]. Det upptäcktes efter {veckor} veckor.',
      mild: ['Fördröjd utredning och oro; behandlingen påverkades inte.'],
    },
    {
      on: ['mott', 'vc', 'jour'],
      kind: 'handelse',
      title: 'Remiss skickades inte',
      text: 'Remiss till [hudmottagning|urologmottagning|magtarmmottagning] dikterades men skickades aldrig. Patienten ringde efter {veckor} veckor.',
      mild: ['Fördröjd diagnos med ökade besvär under väntan.'],
    },
    {
      on: ['vc', 'jour'],
      kind: 'handelse',
      title: 'Upprepade besök utan ny bedömning',
      text: 'Patienten sökte [tre|fyra] gånger för samma besvär. Varje besök bedömdes för sig och ingen såg helheten. Vid {undersokning} fanns förklaringen.',
      mild: ['Fördröjd diagnos; patienten fick rätt behandling och blev bättre.'],
    },
    {
      on: ['akut'],
      kind: 'handelse',
      title: 'Fraktur sågs inte vid första bedömningen',
      text: 'Röntgen av [handleden|foten|höften] bedömdes preliminärt som normal {dygn}. Vid eftergranskning sågs en fraktur. Patienten kallades tillbaka.',
      mild: ['Fördröjd gipsning i {dagar} dagar, läkte utan men.'],
    },
    {
      on: ['akut'],
      kind: 'handelse',
      title: 'Fel triagenivå',
      text: 'Patienten med [bröstsmärta|buksmärta|feber och frossa] prioriterades som grön och väntade {timmar} timmar. Vid omtriagering höjdes nivån två steg.',
      mild: ['Fördröjd smärtlindring och behandling.'],
    },
    {
      on: ['telefon'],
      kind: 'handelse',
      title: 'Egenvårdsråd trots tecken på allvarlig sjukdom',
      text: 'Uppringaren fick råd att avvakta. Vid genomlyssning framkom [andnöd vid tal|svår huvudvärk som kom plötsligt|nedsatt kraft i en arm]. Patienten ringde igen efter {timmar} timmar och hänvisades då till akuten.',
      mild: ['Några timmars fördröjning, ingen bestående påverkan.'],
    },
    {
      on: ['telefon'],
      kind: 'handelse',
      title: 'Fel rådgivningsunderlag användes',
      text: 'Frågorna för [ryggont|yrsel] användes men besvären passade bättre under [urinvägar|huvudvärk]. En kollega uppmärksammade det vid medlyssning.',
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Karies sågs inte på röntgenbilden',
      text: 'Vid undersökning upptäcktes ett kariesangrepp på {tand} som syntes redan på bilderna från [förra|förrförra] besöket.',
      mild: ['Större lagning än vad som annars hade behövts.'],
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Käkbensförlust inte utredd',
      text: 'Fickdjup hade ökat vid [två|tre] undersökningar utan att parodontal behandling planerades.',
      mild: ['Ökad benförlust, behandling hos tandhygienist påbörjad.'],
    },
    {
      on: ['tand', 'vc', 'mott', 'akut', 'avd', 'jour', 'rtg', 'telefon'],
      kind: 'risk',
      title: 'Svar utan ansvarig mottagare',
      text: 'Flera svar låg {dygn} i en gemensam inkorg utan mottagare. Det äldsta var [11|14|19] dagar gammalt. Läkaren som ordinerat hade slutat.',
      now: ['Alla svar lästes samma dag. Inga akuta fynd.'],
    },
  ],
}

export const KOMMUNIKATION: TypeTexts = {
  now: [
    'Mottagande enhet kontaktades och fick uppgifterna.',
    'Patienten och närstående informerades.',
    'Ny vårdplan skickades.',
  ],
  none: ['Ingen skada, men merarbete och oro.', 'Patienten påverkades inte.'],
  idea: [
    'SBAR används vid alla överlämningar.',
    'Utskrivning efter klockan 14 stäms av med kommunen per telefon.',
    'Checklista för utskrivning med läkemedel, hjälpmedel och ansvarig.',
  ],
  helped: ['Kommunens sjuksköterska ringde och frågade.', 'Närstående hade egna anteckningar.'],
  templates: [
    {
      on: ['avd', 'psyk', 'barn', 'forl', 'op', 'akut'],
      kind: 'handelse',
      title: 'Viktig uppgift följde inte med vid överlämning',
      text: 'Vid överlämning {dygn} nämndes inte att patienten [har smitta|ska vara fastande|inte ska ha blodtryck taget i {sida} arm|är orolig för att bli ensam]. Det framkom {timmar} timmar senare.',
    },
    {
      on: ['avd', 'psyk', 'akut'],
      kind: 'samverkan',
      title: 'Utskrivning utan att kommunen var informerad',
      text: 'Patienten kom hem {dygn} utan att hemsjukvården visste om det. [Läkemedel för helgen saknades|Hjälpmedel var inte levererade|Vårdplanen var inte justerad].',
      mild: ['Utebliven läkemedelsdos och otrygg natt.'],
    },
    {
      on: ['avd', 'akut', 'vc', 'mott'],
      kind: 'samverkan',
      title: 'Epikris saknades vid hemkomst',
      text: '{Mottagare} fick inget utskrivningsmeddelande. Uppgift om ändrad behandling kom fram först efter {dagar} dagar när patienten frågade.',
      mild: ['Fel dos under några dagar, lindriga besvär.'],
    },
    {
      on: ['vc', 'mott', 'jour', 'bvc', 'rehab', 'hab'],
      kind: 'handelse',
      title: 'Remiss avvisades utan att patienten fick veta',
      text: 'Remissen kom tillbaka med fråga om komplettering. Svaret lades i [fel inkorg|frånvarande kollegas korg]. Patienten väntade {veckor} veckor på en tid som inte fanns.',
      mild: ['Ökade besvär under väntan.'],
    },
    {
      on: ['lab', 'rtg'],
      kind: 'handelse',
      title: 'Kritiskt svar nådde inte rätt person',
      text: 'Ett kritiskt svar ringdes till [växelns gamla nummer|fel avdelning]. Den som svarade förde inte informationen vidare. Ny kontakt togs efter {minuter} minuter.',
    },
    {
      on: ['telefon'],
      kind: 'samverkan',
      title: 'Hänvisning till mottagning som hade stängt',
      text: 'Uppringaren hänvisades till jourmottagning som stängt [för dagen|på grund av sjukdom]. Listan med öppettider var inte uppdaterad.',
    },
    {
      on: ['vc', 'mott', 'bvc', 'hab', 'avd', 'akut'],
      kind: 'handelse',
      title: 'Tolk var inte bokad',
      text: 'Patienten behöver tolk enligt journalen men ingen var bokad. [En anhörig fick tolka|Besöket fick göras om]. Informationen om behandlingen kan ha missförståtts.',
    },
    {
      on: ['op', 'forl', 'akut', 'barn'],
      kind: 'handelse',
      title: 'Jouren nåddes inte',
      text: 'Jourläkaren söktes {dygn} men svarade inte på {minuter} minuter. [Sökaren låg på laddning|Jourlistan var inte ändrad efter byte]. Bakjouren kontaktades.',
    },
    {
      on: ['psyk', 'hab'],
      kind: 'samverkan',
      title: 'Oklart vem som ansvarar efter överföring',
      text: 'Patienten avslutades här i tron att [öppenvården|skolan|kommunen] tagit över. Mottagaren hade inte fått någon överlämning.',
      mild: ['Försämrat mående under veckorna utan kontakt.'],
    },
    {
      on: ['rehab', 'hab', 'vc', 'mott', 'telefon', 'lab', 'rtg'],
      kind: 'klagomal',
      title: 'Synpunkt om motstridiga besked',
      text: 'Patienten fick olika besked om [tid för återbesök|egenvård hemma|vem som ringer med svar] av [två|tre] personer. Hen upplevde att vi inte talar med varandra.',
    },
  ],
}

export const DOKUMENTATION: TypeTexts = {
  now: [
    'Anteckningen rättades enligt rutin och berörda informerades.',
    'Uppgifterna spärrades och enhetschefen informerades.',
    'Journalen kompletterades.',
  ],
  none: ['Ingen påverkan på patienten.', 'Uppgifterna hann inte användas.'],
  idea: [
    'En journal öppen åt gången som standard.',
    'Diktat skrivs ut inom ett dygn.',
    'Loggkontroll tas upp på arbetsplatsträff.',
  ],
  helped: [
    'Patienten läste sin journal på nätet och hörde av sig.',
    'Sekreteraren såg att texten inte stämde.',
  ],
  templates: [
    {
      on: ['avd', 'akut', 'mott', 'vc', 'psyk', 'barn', 'forl', 'jour', 'bvc', 'rehab', 'hab', 'tand'],
      kind: 'handelse',
      title: 'Anteckning i fel patients journal',
      text: 'En anteckning om [samtal|undersökning|bedömning] skrevs i en annan patients journal. Två journaler var öppna samtidigt. Det upptäcktes efter {dagar} dagar.',
    },
    {
      on: ['avd', 'mott', 'vc', 'psyk', 'barn', 'tand', 'rehab', 'hab'],
      kind: 'handelse',
      title: 'Diktat inte utskrivet i tid',
      text: 'Anteckningen från besöket var inte utskriven efter {veckor} veckor. Nästa vårdgivare fick [fatta beslut utan underlag|ringa för att få veta planen].',
    },
    {
      on: ['avd', 'akut', 'op', 'forl', 'barn'],
      kind: 'handelse',
      title: 'Varning om överkänslighet saknades',
      text: 'Patienten hade reagerat på {antibiotika} vid tidigare vårdtillfälle men varningen var inte införd. Patienten berättade själv {dygn} innan läkemedlet gavs.',
    },
    {
      on: ['mott', 'vc', 'bvc', 'tand', 'hab', 'telefon'],
      kind: 'handelse',
      title: 'Brev skickades till fel adress',
      text: 'En kallelse med uppgift om [mottagning|diagnos] kom till patientens gamla adress. Den nya hade lämnats i receptionen men inte förts in.',
    },
    {
      on: ['vc', 'mott', 'psyk', 'bvc'],
      kind: 'handelse',
      title: 'Uppgifter lämnades utan samtycke',
      text: 'En anhörig fick veta [provsvar|att patienten haft tid hos oss] per telefon. Patienten har inte lämnat samtycke.',
      mild: ['Patienten blev mycket upprörd och fick samtal med enhetschefen.'],
    },
    {
      on: ['bvc', 'vc'],
      kind: 'handelse',
      title: 'Vaccination inte dokumenterad',
      text: 'Föräldern uppgav att {vaccin} getts men det fanns inte i journalen. Batchnumret hittades på [en lapp i pärmen|läkemedelsloggen].',
    },
    {
      on: ['rehab', 'hab', 'vc'],
      kind: 'handelse',
      title: 'Hjälpmedel utlämnat utan dokumentation',
      text: '[Rollator|Rullstol|Trampbil|Hörapparat] var utlämnad men bedömning, förskrivning och instruktion saknas i journalen.',
    },
    {
      on: ['psyk', 'avd'],
      kind: 'risk',
      title: 'Omvårdnadsplan saknas för flera patienter',
      text: 'Vid genomgång {dygn} saknade [fyra|fem|sju] patienter aktuell plan. Vikarier har svårt att veta vad som är bestämt.',
    },
  ],
}

export const BEMOTANDE: TypeTexts = {
  now: ['Enhetschefen har ringt patienten och bett om ursäkt.', 'Samtal med patienten samma dag.'],
  none: ['Patienten kände sig kränkt men vill ha fortsatt kontakt.', 'Ingen kroppslig skada.'],
  idea: ['Bemötande tas upp på arbetsplatsträff.', 'Enskilt rum för samtal vid receptionen.'],
  helped: ['En kollega stannade kvar hos patienten.'],
  templates: [
    {
      on: ['akut', 'avd', 'psyk', 'vc', 'mott', 'jour', 'hab', 'telefon'],
      kind: 'klagomal',
      title: 'Patienten kände sig inte tagen på allvar',
      text: 'Patienten beskrev sina besvär men uppfattade att [ingen lyssnade|bedömningen redan var gjord|besvären avfärdades som oro]. Hen gick hem utan plan.',
    },
    {
      on: ['akut', 'avd', 'vc', 'mott', 'jour'],
      kind: 'klagomal',
      title: 'Känsligt samtal i väntrum',
      text: 'Frågor om [läkemedel|psykisk hälsa|graviditet] ställdes vid luckan så att andra hörde. Patienten ville inte svara.',
    },
    {
      on: ['psyk', 'avd', 'akut'],
      kind: 'klagomal',
      title: 'Hårt tonläge vid stressad situation',
      text: 'Närstående upplevde tonen {dygn} som hård när de frågade om [väntetid|smärtlindring|permission]. Arbetslaget hade det mycket pressat.',
    },
    {
      on: ['psyk', 'avd', 'hab'],
      kind: 'klagomal',
      title: 'Patienten fick inte vara med och bestämma',
      text: 'Beslut om [flytt till annan avdelning|ändrad behandling|ny kontaktperson] togs utan att patienten tillfrågats. Patienten vill veta varför.',
    },
    {
      on: ['telefon', 'vc', 'jour', 'hab', 'mott'],
      kind: 'klagomal',
      title: 'Synpunkt på bemötande i telefon',
      text: 'Uppringaren kände sig avbruten och fick inte ställa sina frågor. Samtalet varade [två|tre] minuter.',
    },
  ],
}

export const TILLGANGLIGHET: TypeTexts = {
  now: [
    'Patienten fick tid samma vecka.',
    'Bakjour och vårdplatskoordinator informerades.',
    'Extra tillsyn ordnades under väntan.',
  ],
  none: ['Väntan var påfrestande men medförde ingen skada.', 'Patienten påverkades inte medicinskt.'],
  idea: [
    'Daglig avstämning av platser klockan 13.',
    'Bevakningslista för medicinskt måldatum.',
    'Återbesök bokas innan patienten går.',
  ],
  helped: ['Sjuksköterskan såg till patienten varje halvtimme.'],
  templates: [
    {
      on: ['akut'],
      kind: 'handelse',
      title: 'Lång väntan på vårdplats',
      text: 'Patienten var inläggningsklar men fick vänta {timmar} timmar på akuten {dygn} eftersom ingen plats fanns. Patienten låg på brits i [korridoren|undersökningsrum].',
      mild: ['Smärta och utebliven sömn; ordinerade läkemedel blev försenade.'],
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Utlokaliserad patient',
      text: 'Patienten vårdades på [kirurgisk|ortopedisk|annan] avdelning på grund av platsbrist. Ansvarig läkare kom först efter {timmar} timmar och avdelningen saknade vana vid tillståndet.',
      mild: ['Fördröjd behandling, förlängd vård med ett dygn.'],
    },
    {
      on: ['avd', 'akut'],
      kind: 'risk',
      title: 'Överbeläggning på avdelningen',
      text: 'Avdelningen hade [två|tre|fyra] överbeläggningar {dygn}. En patient låg i [dagrummet|korridoren] utan larm och syrgasuttag.',
    },
    {
      on: ['forl'],
      kind: 'samverkan',
      title: 'Födande hänvisades till annat sjukhus',
      text: 'Alla rum var upptagna {dygn} och kvinnan fick åka till annat sjukhus. Färden tog {minuter} minuter.',
      none: ['Förlossningen gick bra. Kvinnan upplevde situationen som otrygg.'],
    },
    {
      on: ['mott', 'vc', 'hab', 'rehab', 'psyk', 'bvc'],
      kind: 'handelse',
      title: 'Återbesök inom medicinskt måldatum blev inte av',
      text: 'Återbesök skulle ske inom {veckor} veckor men någon tid blev inte bokad. Patienten ringde [när besvären ökade|efter dubbla tiden].',
      mild: ['Försämring under väntan som gick att behandla.'],
    },
    {
      on: ['vc', 'jour', 'telefon'],
      kind: 'handelse',
      title: 'Kom inte fram på telefon',
      text: 'Patienten ringde under {dagar} dagar utan att få tid för återuppringning. [Tiderna var slut före klockan nio|Systemet kopplade ned samtalet].',
      mild: ['Besvären förvärrades och patienten sökte akut.'],
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Revisionskontroll försenad',
      text: 'Barnet skulle kallas efter [sex|tolv] månader men kallelsen gick ut [ett halvår|ett år] för sent. Bevakningen hade avslutats av misstag.',
      mild: ['Kariesangrepp som hade kunnat upptäckas tidigare.'],
    },
    {
      on: ['mott', 'vc', 'telefon', 'jour', 'tand', 'hab', 'rehab', 'avd', 'akut'],
      kind: 'klagomal',
      title: 'Synpunkt på lång väntetid',
      text: 'Patienten har väntat {veckor} veckor på besked om [tid|operation|utredning] och vet inte vem som ansvarar för väntelistan.',
    },
  ],
}
