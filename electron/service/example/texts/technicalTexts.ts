import type { TypeTexts } from './grammar.ts'

export const MEDICINTEKNIK: TypeTexts = {
  now: [
    'Utrustningen togs ur bruk, märktes och felanmäldes till medicinsk teknik.',
    'Reservutrustning hämtades.',
  ],
  none: ['Patienten påverkades inte.', 'Felet upptäcktes direkt och patienten var övervakad.'],
  idea: [
    'Daglig funktionskontroll med signering.',
    'Samma modell på alla enheter.',
    'Årlig genomgång av larmgränser.',
  ],
  helped: ['Reservutrustning fanns på rummet.', 'Larmet fungerade.'],
  templates: [
    {
      on: ['avd', 'akut', 'op', 'barn', 'forl'],
      kind: 'handelse',
      title: 'Fel på {apparat}',
      text: '{Apparat} [stannade utan larm|visade fel värde|laddade inte] {dygn}. Den byttes efter {minuter} minuter.',
      mild: ['Övergående blodtrycksfall när infusionen stannade.'],
    },
    {
      on: ['avd', 'akut', 'op', 'barn'],
      kind: 'handelse',
      title: 'Infusionspump felprogrammerad',
      text: 'Pumpen ställdes in på [ml i stället för mg|tio gånger högre takt]. Det upptäcktes efter {minuter} minuter när [pumpen larmade för tom spruta|patienten blev trött].',
      mild: ['Trötthet och lågt blodtryck en kort stund.'],
      idea: ['Läkemedelsbibliotek med gränser i alla pumpar.'],
    },
    {
      on: ['op', 'akut'],
      kind: 'tillbud',
      title: 'Defibrillator inte klar',
      text: 'Vid daglig kontroll var [elektroderna utgångna|batteriet urladdat]. Föregående kontroll saknade signatur.',
    },
    {
      on: ['op'],
      kind: 'handelse',
      title: 'Instrument gick sönder under ingrepp',
      text: 'Spetsen på [saxen|klämman|borren] gick av. Delen togs om hand och kontrollerades mot instrumentet. Ingreppet kunde avslutas.',
    },
    {
      on: ['op', 'avd'],
      kind: 'handelse',
      title: 'Slang kopplad till fel ingång',
      text: '[Syrgasen kopplades till luftuttaget|Sondmat kopplades nära venkatetern men stoppades]. Kopplingarna är lika och belysningen var nedtonad.',
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Unitens vattenledning larmade',
      text: 'Vattenprovet visade för höga halter bakterier. Uniten stängdes och [fyra|sex] patienter bokades om.',
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Behandlingsstol sjönk plötsligt',
      text: 'Stolen sjönk under pågående behandling. Tandläkaren hann dra undan instrumenten. Servicen var [försenad|inte bokad].',
      mild: ['Stukad nacke, besvär i några dagar.'],
    },
    {
      on: ['tand'],
      kind: 'tillbud',
      title: 'Ljushärdningslampa med för låg effekt',
      text: 'Vid egenkontroll gav lampan under gränsvärdet. Fyllningar gjorda under de senaste {dagar} dagarna kontrolleras vid nästa besök.',
    },
    {
      on: ['rtg', 'mott'],
      kind: 'handelse',
      title: 'Undersökning avbröts av tekniskt fel',
      text: 'Apparaten stannade mitt i undersökningen {dygn}. Patienten fick [vänta {minuter} minuter|ny tid nästa dag].',
    },
  ],
}

export const BLOD: TypeTexts = {
  now: [
    'Blodcentralen kontaktades och påsen returnerades.',
    'Transfusionen stoppades. Kontroller och nya prov togs.',
  ],
  none: ['Patienten påverkades inte.', 'Ingen transfusion gavs.'],
  idea: [
    'Id-kontroll av två personer vid sängen, alltid.',
    'Blod hämtas först när infart och kontroller är klara.',
  ],
  helped: ['Blodcentralen stoppade beställningen.'],
  templates: [
    {
      on: ['avd', 'op', 'forl'],
      kind: 'tillbud',
      title: 'Blodgruppering från två patienter stämde inte',
      text: 'Blodcentralen såg att provet inte stämde med tidigare blodgrupp. Rör och remiss hade märkts [vid expeditionen|i förväg]. Nytt prov togs.',
    },
    {
      on: ['avd', 'op', 'forl'],
      kind: 'handelse',
      title: 'Blod för fel patient hämtades',
      text: 'En påse till en annan patient med liknande namn hämtades {dygn}. Det upptäcktes vid kontroll [vid sängen|av följesedeln].',
    },
    {
      on: ['avd', 'op', 'forl'],
      kind: 'handelse',
      title: 'Reaktion under transfusion',
      text: 'Patienten fick [feber och frossa|utslag] efter {minuter} minuter. Transfusionen stoppades. Kontroll under de första minuterna var [inte dokumenterad|gjord].',
      none: ['Känd reaktion som gick över efter behandling.'],
      mild: ['Feber och frossa ett dygn.'],
    },
    {
      on: ['avd', 'op', 'lab'],
      kind: 'handelse',
      title: 'Blodpåse förvarades fel',
      text: 'Påsen låg framme i rumstemperatur i {timmar} timmar eftersom [infart saknades|patienten var på röntgen]. Den kasserades.',
    },
    {
      on: ['lab'],
      kind: 'handelse',
      title: 'Försenad leverans av blod',
      text: 'Akut beställning tog {minuter} minuter eftersom [transporten inte var bokad|rörposten stod still]. Enheten hade inte fått besked.',
    },
  ],
}

export const LABORATORIUM: TypeTexts = {
  now: [
    'Ordinerande läkare kontaktades.',
    'Nytt prov togs och svarades ut samma dag.',
    'Berörda enheter informerades.',
  ],
  none: ['Ingen påverkan på patienten.', 'Svaret hann inte påverka behandlingen.'],
  idea: [
    'Märkning vid patienten med etikett från handskrivare.',
    'Ansvarig för svar anges på varje remiss.',
    'Gemensam genomgång med enheterna varje kvartal.',
  ],
  helped: ['Biomedicinska analytikern reagerade på värdet.', 'Rimlighetskontrollen stoppade svaret.'],
  templates: [
    {
      on: ['avd', 'akut', 'op', 'barn', 'forl', 'lab', 'vc', 'mott', 'bvc'],
      kind: 'handelse',
      title: 'Prov märkt med fel patient',
      now: ['Nytt prov togs samma dag.'],
      none: ['Ett extra stick men ingen påverkan i övrigt.'],
      text: 'Provet för {prov} hade etikett från en annan patient. [Två patienters etiketter låg framme|Etiketten sattes på i efterhand]. Felet upptäcktes när svaret inte stämde med tidigare värden.',
    },
    {
      on: ['avd', 'akut', 'barn', 'vc', 'mott', 'forl'],
      kind: 'handelse',
      title: 'Provsvar på {prov} lästes sent',
      text: 'Avvikande {prov} kom {dygn} men lästes först efter [ett|två] dygn. Ordinerande läkare hade [gått hem|bytt placering] och ersättare var inte angiven.',
      mild: ['Fördröjd behandling; värdet rättades utan bestående besvär.'],
    },
    {
      on: ['avd', 'akut', 'barn', 'vc', 'bvc', 'op', 'mott', 'lab'],
      kind: 'handelse',
      title: 'Prov kom bort',
      now: ['Patienten kontaktades och nytt prov togs.'],
      none: ['Ett extra stick men ingen påverkan i övrigt.'],
      text: 'Prov för {prov} togs men kom aldrig fram till laboratoriet. Provet kan ha [fastnat i transporten|kasserats med avfallet]. Upptäcktes när svar efterfrågades.',
    },
    {
      on: ['lab'],
      kind: 'handelse',
      title: 'Preparat i fel vätska',
      text: 'Ett vävnadsprov kom i [koksalt i stället för formalin|burk utan vätska]. Analysen kunde göras med begränsning och kliniken informerades.',
    },
    {
      on: ['lab'],
      kind: 'handelse',
      title: 'Fel svar gick ut',
      text: 'Svar på {prov} gick ut med värde från en annan analysomgång. Det upptäcktes vid intern kontroll efter {minuter} minuter och rättades.',
      idea: ['Automatisk spärr vid stor skillnad mot tidigare svar.'],
    },
    {
      on: ['lab'],
      kind: 'handelse',
      title: 'Lång svarstid för vävnadsprov',
      text: 'Svaret lämnades efter {veckor} veckor. Provet var märkt som misstänkt cancer men [prioriteringen följde inte med i systemet|bristen på patologer gjorde kön lång].',
    },
    {
      on: ['lab'],
      kind: 'tillbud',
      title: 'Kontrollprov utanför gräns',
      now: ['Instrumentet kalibrerades och proven kördes om.'],
      none: ['Inga svar hann lämnas ut.'],
      text: 'Kontrollen för [kalium|kreatinin|Hb|CRP] låg utanför gränsen {dygn}. Svar hölls inne tills instrumentet kalibrerats.',
    },
    {
      on: ['vc', 'bvc', 'mott'],
      kind: 'handelse',
      title: 'Patienten fick inte besked om provsvar',
      text: 'Avvikande {prov} skulle följas upp med [nytt prov|återbesök] men patienten fick inget brev. Patienten ringde efter {veckor} veckor.',
      mild: ['Fördröjd behandling med övergående besvär.'],
    },
  ],
}

export const BILD: TypeTexts = {
  now: [
    'Ansvarig läkare informerades.',
    'Patienten informerades om vad som hänt.',
    'Inremitterande ringdes upp.',
  ],
  none: ['Ingen påverkan på patienten.', 'Patienten fick vänta men påverkades inte i övrigt.'],
  idea: [
    'Sida och område läses högt före exponering.',
    'Fråga om graviditet och kontrastallergi i remissmallen.',
    'Kritiska fynd rings alltid in.',
  ],
  helped: ['Patienten sade vilken sida det gällde.'],
  templates: [
    {
      on: ['rtg', 'tand'],
      kind: 'handelse',
      title: 'Fel sida undersöktes',
      now: ['Undersökningen gjordes om. Stråldosen beräknades.'],
      none: ['Liten extra stråldos utan medicinsk betydelse.'],
      text: '{Sida} sida undersöktes i stället för den andra. [Remissen var otydlig|Bilden från förra undersökningen användes som mall]. Undersökningen gjordes om.',
    },
    {
      on: ['rtg'],
      kind: 'handelse',
      title: 'Kontrast gavs trots nedsatt njurfunktion',
      text: 'Kreatinin var [från förra året|inte taget] när kontrast gavs. Värdet visade sig vara förhöjt.',
      mild: ['Övergående försämring av njurfunktionen, kontroller i två veckor.'],
    },
    {
      on: ['rtg'],
      kind: 'handelse',
      title: 'Läckage av kontrast i armen',
      text: 'Kontrasten gick utanför kärlet. [Infarten var inte provad|Patienten sade till om smärta]. Armen kyldes och läkare bedömde.',
      mild: ['Svullnad och smärta i {dagar} dagar.'],
    },
    {
      on: ['rtg'],
      kind: 'handelse',
      title: 'Svar fördröjt',
      now: ['Svaret skrevs samma timme och inremitterande ringdes upp.'],
      text: 'Svaret på {undersokning} kom efter {dagar} dagar trots önskan om svar samma dag. Undersökningen låg i [fel lista|extern granskares kö].',
      mild: ['Fördröjd behandling med ökad smärta.'],
    },
    {
      on: ['rtg'],
      kind: 'tillbud',
      title: 'Metall upptäcktes före magnetkamera',
      text: 'Patienten hade [en pump|ett inopererat stift] som inte stod på remissen. Det upptäcktes vid sista kontrollen före undersökningen.',
    },
    {
      on: ['rtg'],
      kind: 'handelse',
      title: 'Remiss utan kliniska uppgifter',
      text: 'Remissen till {undersokning} saknade frågeställning. Undersökningen gjordes enligt fel protokoll och fick kompletteras.',
    },
    {
      on: ['tand'],
      kind: 'handelse',
      title: 'Röntgenbild på fel patient',
      text: 'Bilderna sparades i föregående patients journal. De flyttades och båda patienterna informerades.',
    },
  ],
}

export const IDENTIFIKATION: TypeTexts = {
  now: ['Rätt identitet kontrollerades och uppgifterna rättades.', 'Berörda enheter informerades.'],
  none: ['Felet upptäcktes innan något gjordes.', 'Ingen påverkan på patienten.'],
  idea: ['Patienten säger själv namn och födelsedata.', 'Varning i journalen vid lika namn på samma enhet.'],
  helped: ['Patienten reagerade på namnet.'],
  templates: [
    {
      on: ['avd', 'akut', 'op', 'barn', 'psyk'],
      kind: 'tillbud',
      title: 'Id-band saknades',
      now: ['Nytt id-band sattes.'],
      text: 'Patienten kom till [avdelningen|operation|undersökning] {dygn} utan id-band. Identiteten bekräftades genom [närstående|journal och fråga].',
    },
    {
      on: ['akut', 'mott', 'vc'],
      kind: 'handelse',
      title: 'Fel patient ropades in',
      text: 'Två patienter med liknande namn satt i väntrummet. Fel person följde med in och [prov togs|besöket påbörjades] innan det upptäcktes.',
    },
    {
      on: ['avd', 'akut', 'barn', 'op', 'lab'],
      kind: 'handelse',
      title: 'Remiss skriven på fel patient',
      text: 'Remiss till {undersokning} skrevs i fel journal. Det upptäcktes när [patienten inte kände igen sig|mottagaren ringde].',
    },
    {
      on: ['lab', 'rtg'],
      kind: 'handelse',
      title: 'Rör och remiss stämmer inte överens',
      text: 'Rören och remissen hade olika identitet. Provet analyserades inte och avsändaren kontaktades {dygn}.',
    },
    {
      on: ['op', 'rtg'],
      kind: 'tillbud',
      title: 'Patienter bytte plats i programmet',
      text: 'Ordningen ändrades och fel journal var uppe på skärmen när patienten kom in. Upptäcktes vid identitetskontrollen.',
    },
  ],
}

export const IT: TypeTexts = {
  now: ['Ärendet anmäldes till servicedesk.', 'Reservrutin användes tills felet var rättat.'],
  none: ['Ingen känd påverkan på patient.', 'Merarbete men ingen skada.'],
  idea: [
    'Övning av reservrutin två gånger per år.',
    'Driftinformation direkt till enheterna.',
    'Återkoppling till systemförvaltningen med exempel.',
  ],
  helped: ['Reservpärmen var uppdaterad.'],
  templates: [
    {
      on: ['avd', 'akut', 'mott', 'vc', 'jour', 'lab', 'rtg', 'tand', 'hab', 'sinne', 'bvc', 'telefon'],
      kind: 'handelse',
      title: 'Driftstopp i journalsystemet',
      text: 'Journalen gick inte att öppna {dygn} i {minuter} minuter. [Bokningar och varningar var inte tillgängliga|Besök fick genomföras utan tidigare anteckningar].',
    },
    {
      on: ['avd', 'akut'],
      kind: 'handelse',
      title: 'Läkemedelsmodulen svarade inte',
      text: 'Läkemedelslistan gick inte att läsa {dygn}. Utdelningen blev {minuter} minuter sen och [två|tre] doser kunde inte kontrolleras.',
      mild: ['Försenad smärtlindring.'],
    },
    {
      on: ['avd', 'akut', 'mott', 'lab', 'vc', 'bvc'],
      kind: 'handelse',
      title: 'Svar visades inte i journalen',
      text: 'Svar på {prov} fanns hos laboratoriet men visades inte i journalen. Servicedesk bekräftade fel i överföringen efter {timmar} timmar.',
    },
    {
      on: ['mott', 'vc', 'rtg', 'hab', 'sinne'],
      kind: 'handelse',
      title: 'Kallelser skickades inte',
      now: ['Kallelserna skickades samma dag och patienterna ringdes upp.'],
      text: 'En uppdatering gjorde att [elva|sjutton|tjugotvå] kallelser inte skickades. Det upptäcktes när patienter uteblev.',
      mild: ['En patient fick vänta längre med ökade besvär.'],
    },
    {
      on: ['telefon'],
      kind: 'handelse',
      title: 'Telefonisystemet tappade samtal',
      text: 'Samtal bröts {dygn} under {minuter} minuter. Uppringare med pågående rådgivning ringdes upp igen där numret visades.',
    },
    {
      on: ['avd', 'akut', 'mott', 'vc', 'lab', 'rtg', 'jour'],
      kind: 'risk',
      title: 'Varning i journalen går att klicka bort',
      text: 'Varningen om [dubbelordination|överkänslighet|njurfunktion] visas så ofta att den klickas bort. Risk att en viktig varning missas.',
    },
  ],
}

export const LOKAL: TypeTexts = {
  now: ['Felanmält till fastighet. Rummet stängdes.', 'Patienten flyttades till annat rum.'],
  none: ['Ingen skada.', 'Patienten fick vänta men påverkades inte.'],
  idea: ['Larmkontroll varje vecka.', 'Felanmälan följs upp av fastighetsombud.'],
  helped: ['Personalen gick extra rundor.'],
  templates: [
    {
      on: ['avd', 'psyk'],
      kind: 'handelse',
      title: 'Patientlarm fungerade inte',
      text: 'Larmet på salen gav ingen signal {dygn}. Patienten ropade men hördes inte på {minuter} minuter.',
      mild: ['Patienten hann inte till toaletten och blev ledsen och kall.'],
    },
    {
      on: ['avd', 'psyk'],
      kind: 'risk',
      title: 'Hög värme på avdelningen',
      text: 'Temperaturen på salarna var [28|29|30] grader. Flera äldre patienter drack för lite. Fläktar saknades.',
    },
    {
      on: ['avd', 'psyk'],
      kind: 'handelse',
      title: 'Vattenläcka i korridoren',
      text: 'Vatten läckte från taket {dygn} och golvet blev halt. [Två|Tre] patienter flyttades.',
    },
    {
      on: ['psyk', 'avd'],
      kind: 'risk',
      title: 'Dörr går inte i lås',
      text: 'Dörren till [läkemedelsrummet|förrådet|uteplatsen] gick inte i lås. Felanmälan hade gjorts för {veckor} veckor sedan.',
    },
    {
      on: ['avd', 'psyk'],
      kind: 'handelse',
      title: 'Hiss stod stilla vid transport',
      text: 'Hissen stannade med patient och personal i {minuter} minuter. Syrgas räckte men övervakningen hade låg batterinivå.',
    },
  ],
}
