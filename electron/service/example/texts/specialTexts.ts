import type { TypeTexts } from './grammar.ts'

export const FORLOSSNING: TypeTexts = {
  now: [
    'Läkare tillkallades och övertog handläggningen.',
    'Familjen fick samtal med läkare och barnmorska samma dag.',
  ],
  none: ['Mor och barn mår bra.', 'Barnet hade normala värden och behövde ingen vård.'],
  idea: [
    'Gemensam CTG-tolkning varannan timme.',
    'Övning på skulderdystoci varje månad.',
    'Tydlig gräns för när läkare ska tillkallas.',
  ],
  helped: ['Teamet hade övat situationen veckan före.', 'Två barnmorskor på rummet i slutskedet.'],
  templates: [
    {
      on: ['forl'],
      kind: 'handelse',
      title: 'Avvikande CTG uppmärksammades sent',
      text: 'CTG visade [sena decelerationer|minskad variabilitet] {dygn}. Läkare tillkallades efter {minuter} minuter. Barnet föddes med [sugklocka|kejsarsnitt].',
      mild: ['Barnet behövde andningshjälp i några minuter och observerades ett dygn.'],
    },
    {
      on: ['forl'],
      kind: 'handelse',
      title: 'Stor blödning efter förlossning',
      text: 'Kvinnan blödde [1 500|1 800|2 200] ml. Blödningen mättes inte löpande och larmet gick sent. [Livmodern drog sig inte samman|Moderkakan satt kvar].',
      none: ['Känd komplikation som behandlades; kvinnan återhämtade sig.'],
      mild: ['Blodtransfusion och ett extra vårddygn.'],
    },
    {
      on: ['forl'],
      kind: 'handelse',
      title: 'Bristning bedömdes om',
      text: 'Bristningen bedömdes som grad 2 men vid kontroll nästa dag som grad 3. [Ingen kollega tillkallades vid bedömningen|Belysningen på rummet räckte inte].',
      mild: ['Ny suturering på operation.'],
    },
    {
      on: ['forl'],
      kind: 'handelse',
      title: 'Skulderdystoci',
      text: 'Axlarna fastnade i {minuter} sekunder. Larmet gick direkt och handgreppen gjordes enligt ordning. Tiderna dokumenterades i efterhand.',
      none: ['Barnet var piggt efter fem minuter och rör båda armarna.'],
    },
    {
      on: ['forl'],
      kind: 'handelse',
      title: 'Igångsättning försenades',
      text: 'Planerad igångsättning sköts upp {dygn} på grund av hög belastning. Kvinnan fick vänta {timmar} timmar utan ny bedömning av CTG.',
    },
    {
      on: ['forl'],
      kind: 'tillbud',
      title: 'Barn utan id-band',
      text: 'Barnet saknade id-band vid flytt till [neonatalavdelningen|BB]. Det upptäcktes vid ankomstkontroll och nytt band sattes i moderns närvaro.',
    },
    {
      on: ['forl'],
      kind: 'risk',
      title: 'Två kritiska förlossningar samtidigt',
      now: ['Bakjour och extra operationslag kallades in.'],
      idea: ['Plan för samtidiga larm övas en gång i halvåret.'],
      text: 'Två larm kom inom {minuter} minuter och en operationssal var i bruk. Andra teamet kallades in hemifrån.',
    },
  ],
}

export const PSYKIATRI: TypeTexts = {
  now: [
    'Läkare bedömde patienten och tillsynsgraden sågs över.',
    'Samtal med patienten och, med samtycke, närstående.',
    'Avlastande samtal för personal och medpatienter.',
  ],
  none: ['Patienten är oskadd.', 'Ingen person kom till skada.'],
  idea: [
    'Suicidriskbedömning görs alltid före ändrad tillsynsgrad.',
    'Närstående kontaktas före permission.',
    'Ronder med gemensam riskbild två gånger per dag.',
  ],
  helped: ['Personalen kände patienten väl och såg förändringen.', 'Medpatient larmade.'],
  templates: [
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Självskada på avdelningen',
      text: 'Patienten skadade sig {dygn} med [ett medhavt föremål|en trasig plastbit] på sitt rum. Tillsyn var ordinerad var [30:e|60:e] minut och [hade gjorts|hade dröjt].',
      mild: ['Ytliga skärsår som lades om.'],
    },
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Patient kom inte tillbaka från permission',
      text: 'Patienten skulle vara åter {dygn} men kom inte. Närstående nåddes efter {timmar} timmar. Patienten återkom [på egen hand|med hjälp av polis].',
    },
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Patient avvek från avdelningen',
      text: 'Patienten gick ut genom dörren när [mat levererades|en besökare släpptes in]. Patienten vårdas [enligt LPT|frivilligt]. Återfanns {timmar} timmar senare.',
    },
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Hot mot personal och medpatient',
      text: 'En patient blev hotfull {dygn} när [ett önskemål nekades|kvällsmedicinen var sen]. Larmet drogs och situationen lugnades genom samtal.',
    },
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Våldsam situation ledde till fasthållning',
      text: 'Patienten slog mot personal {dygn} och hölls fast i {minuter} minuter. [Läkare beslutade om åtgärden i efterhand|Beslutet dokumenterades inte samma pass]. Patienten fick uppföljande samtal.',
      mild: ['Blåmärken på handlederna och stark oro efteråt.'],
    },
    {
      on: ['psyk'],
      kind: 'handelse',
      title: 'Suicidriskbedömning saknades vid inskrivning',
      text: 'Patienten skrevs in {dygn}. Strukturerad suicidriskbedömning gjordes först [nästa dag|efter helgen]. Tillsynsgraden var under tiden inte bestämd.',
    },
    {
      on: ['psyk'],
      kind: 'tillbud',
      title: 'Riskföremål på patientrum',
      now: ['Föremålet togs om hand och rummet gicks igenom med patienten.'],
      text: 'Vid rundgång hittades [ett rakblad|en sladd|läkemedel i en strumpa] på rummet. Genomgång av tillhörigheter hade gjorts [men inte efter permission|inte alls].',
    },
    {
      on: ['akut'],
      kind: 'handelse',
      title: 'Patient med suicidtankar väntade utan tillsyn',
      text: 'Patienten sökte för livsleda och satt i väntrummet i {timmar} timmar {dygn} utan ny bedömning. En närstående bad om hjälp flera gånger.',
      mild: ['Stark ångest; patienten fick vård på psykiatrisk akutmottagning.'],
    },
    {
      on: ['akut', 'psyk'],
      kind: 'risk',
      title: 'Vak kunde inte bemannas',
      text: 'Ordinerat vak kunde inte bemannas {dygn}. Tillsyn gjordes i stället var tionde minut av ordinarie personal.',
    },
  ],
}

export const EGENVARD: TypeTexts = {
  now: ['Patienten fick ny instruktion samma dag.', 'Hjälpmedelscentralen kontaktades.'],
  none: ['Ingen skada.', 'Patienten klarade sig med hjälp av närstående.'],
  idea: [
    'Instruktion ges både muntligt och skriftligt.',
    'Årlig kontroll av förskrivna hjälpmedel.',
    'Uppföljning per telefon efter två veckor.',
  ],
  helped: ['Föräldern såg slitaget i tid.'],
  templates: [
    {
      on: ['hab', 'rehab'],
      kind: 'handelse',
      title: 'Rem på rullstol lossnade',
      text: '[Höftbältet|Fotplåten|Nackstödet] på rullstolen lossnade under [bussresan|promenaden]. Fästet var slitet. Senaste kontroll var för [två|tre] år sedan.',
      mild: ['Skrapsår på underbenet.'],
    },
    {
      on: ['hab', 'rehab'],
      kind: 'handelse',
      title: 'Fel inställt hjälpmedel',
      text: '[Ståskalet|Ortosen|Rollatorn] var inställt för en annan användare. Det upptäcktes av [assistenten|läraren] efter {dagar} dagar.',
      mild: ['Tryckmärken och smärta som gick över.'],
    },
    {
      on: ['hab', 'sinne'],
      kind: 'handelse',
      title: 'Hjälpmedel försenat',
      text: 'Ett ordinerat hjälpmedel beställdes men kom {veckor} veckor för sent. Beställningen hade [fastnat i attest|skickats till fel adress].',
    },
    {
      on: ['hab'],
      kind: 'handelse',
      title: 'Sväljråd nådde inte skolan',
      text: 'Nya råd om [förtjockad dryck|sittställning vid måltid] gavs till föräldrarna men inte till skolan. Barnet fick mat enligt de gamla råden i {veckor} veckor.',
      mild: ['Hostattacker vid måltid.'],
    },
    {
      on: ['sinne'],
      kind: 'tillbud',
      title: 'Batterilucka gick att öppna för barn',
      text: 'Luckan till hjälpmedlets batteri hade inte barnsäkert lås trots att det var beställt. Föräldern upptäckte det innan barnet fick hjälpmedlet.',
    },
    {
      on: ['sinne'],
      kind: 'handelse',
      title: 'Hjälpmedel inställt för fel person',
      text: 'Inställningarna för två patienters hjälpmedel hade bytt plats. Patienten märkte det hemma och kom tillbaka efter {dagar} dagar.',
      mild: ['Huvudvärk och trötthet tills hjälpmedlet ställdes om.'],
    },
    {
      on: ['vc', 'rehab'],
      kind: 'handelse',
      title: 'Egenvård bedömdes inte',
      text: 'Patienten sköter [insulin|kompressionsstrumpor|sårvård] själv men klarar det inte längre. Någon bedömning av egenvård finns inte och kommunen var inte informerad.',
      mild: ['Försämrat sår som krävde tätare besök.'],
    },
  ],
}

export const ORGANISATION: TypeTexts = {
  now: ['Arbetet prioriterades om tillsammans med ansvarig chef.', 'Enhetschefen informerades.'],
  none: ['Ingen känd skada, men flera uppgifter gjordes sent.', 'Ingen påverkan på enskild patient.'],
  idea: [
    'Lägsta bemanning ska utlösa åtgärd, inte bara rapport.',
    'Introduktion för alla inhyrda före första passet.',
    'Resursteam kvällstid.',
  ],
  helped: ['Erfaren kollega stannade kvar.'],
  templates: [
    {
      on: ['avd', 'akut', 'op', 'forl', 'psyk', 'barn'],
      kind: 'risk',
      title: 'Underbemanning {dygn}',
      text: '[En|Två] i personalen saknades {dygn} och ingen ersättare fanns. Omvårdnad, kontroller och läkemedel blev försenade.',
    },
    {
      on: ['avd', 'akut', 'psyk', 'forl', 'barn'],
      kind: 'risk',
      title: 'Hög andel nya i arbetslaget',
      text: '{Dygn} bestod arbetslaget av [två nyexaminerade och en inhyrd|tre inhyrda]. Ingen kunde [journalsystemet fullt ut|apparaturen för andningsstöd].',
    },
    {
      on: ['avd', 'akut', 'op', 'forl', 'barn', 'psyk'],
      kind: 'handelse',
      title: 'Otydligt ansvar under jourtid',
      text: 'Det var oklart vem som ansvarade för patienten {dygn}. [Två jourer trodde att den andra hade patienten|Patienten stod inte på någon lista]. Ronden gjordes {timmar} timmar senare.',
      mild: ['Fördröjd smärtlindring.'],
    },
    {
      on: ['op'],
      kind: 'handelse',
      title: 'Operationsprogrammet ändrades sent',
      text: 'Ordningen ändrades {minuter} minuter före start utan att alla fick veta. Fel utrustning var framdukad.',
    },
    {
      on: ['avd', 'akut', 'forl', 'psyk', 'barn'],
      kind: 'forslag',
      title: 'Fast tid för tvärprofessionell genomgång',
      text: 'Vi föreslår [tio|femton] minuter klockan [13|14|15] där risker för [kvällen|nästa dygn] gås igenom: [platser, svårt sjuka, bemanning|fallrisk, smitta, planerade hemgångar|nya i laget, utrustning, svårt sjuka].',
    },
  ],
}

export const OVRIGT: TypeTexts = {
  now: ['Ärendet togs upp med enhetschefen.'],
  none: ['Ingen påverkan på patienten.'],
  idea: ['Tas upp på nästa arbetsplatsträff.'],
  helped: ['En uppmärksam kollega.'],
  templates: [
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Patientens tillhörigheter kom bort',
      text: '[Hörapparater|Glasögon|En tandprotes] kom bort vid flytt mellan avdelningar {dygn}. De fanns inte antecknade.',
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Besökare utan tillstånd på avdelningen',
      text: 'En okänd person gick omkring på avdelningen {dygn}. Dörren till [förrådet|korridoren] stod öppen.',
    },
    {
      on: ['avd'],
      kind: 'forslag',
      title: 'Gott exempel att sprida',
      text: 'Avdelningen har provat [tyst timme efter lunch|fast plats för hörapparater] och patienterna är nöjda. Bör kunna användas av fler.',
    },
    {
      on: ['avd'],
      kind: 'risk',
      title: 'Oklar rutin för patientens egna läkemedel',
      text: 'Medhavda läkemedel förvarades på [nattduksbordet|expeditionen] utan märkning. Det finns ingen gemensam rutin.',
    },
    {
      on: ['avd'],
      kind: 'handelse',
      title: 'Sjuktransport kom inte',
      text: 'Beställd transport kom {timmar} timmar sent och patienten missade sitt besök på mottagningen.',
    },
  ],
}
