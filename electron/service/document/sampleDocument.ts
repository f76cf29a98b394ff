import { freeTextBlocks } from '../../../shared/document/freeText.ts'
import { barChart, columnsByYear, monthLine } from '../../../shared/document/figure.ts'
import type { DocumentModel } from '../../../shared/document/model.ts'

/**
 * A document with every kind of block, for tests and for looking at the writers' work. Every figure in it is made up,
 * which the stamp says; it is shaped like a förvaltning's patientsäkerhetsberättelse.
 */
export function sampleDocument(changes: Partial<DocumentModel> = {}): DocumentModel {
  return {
    title: 'Patientsäkerhetsberättelse 2025',
    subtitle: 'Sahlgrenska Universitetssjukhuset',
    documentType: 'Patientsäkerhetsberättelse',
    organisation: 'Västra Götalandsregionen',
    author: 'Åsa Öberg, chefläkare',
    date: '2026-03-01',
    diarienummer: 'SU 2026-00123',
    version: '1.0',
    stamps: ['Exempeldata', 'Arbetsmaterial'],
    cover: [
      { label: 'Vårdgivare', value: 'Västra Götalandsregionen' },
      { label: 'Förvaltning', value: 'Sahlgrenska Universitetssjukhuset' },
      { label: 'Ansvarig för innehållet', value: 'Åsa Öberg, chefläkare' },
      { label: 'Beslutad av', value: 'Styrelsen för Sahlgrenska Universitetssjukhuset, 1 mars 2026, § 34' },
      { label: 'Diarienummer', value: 'SU 2026-00123' },
      { label: 'Uttag av uppgifter', value: '2026-01-20' },
    ],
    tableOfContents: true,
    sections: [...openingSections(), ...conditions(), ...focusAreas(), ...closingSections()],
    ...changes,
  }
}

type Sections = DocumentModel['sections']

function openingSections(): Sections {
  return [
    {
      key: 'inledning',
      level: 1,
      number: '',
      title: 'Inledning',
      blocks: [
        {
          type: 'paragraph',
          text: [
            {
              text: 'Vårdgivaren ska senast den 1 mars varje år upprätta en patientsäkerhetsberättelse. Av den ska det framgå hur patientsäkerhetsarbetet har bedrivits under föregående kalenderår, vilka åtgärder som har vidtagits för att öka patientsäkerheten och vilka resultat som har uppnåtts (',
            },
            {
              text: '3 kap. 10 § patientsäkerhetslagen',
              href: 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/patientsakerhetslag-2010659_sfs-2010-659/',
            },
            { text: ').' },
          ],
        },
        {
          type: 'note',
          title: 'Exempeldata',
          text: 'Alla uppgifter i det här dokumentet är påhittade. De visar hur en berättelse ser ut och får inte användas för beslut.',
        },
      ],
    },
    {
      key: 'sammanfattning',
      level: 1,
      number: '',
      title: 'Sammanfattning',
      blocks: [
        {
          type: 'keyFigures',
          items: [
            { label: 'Registrerade avvikelser', value: '12\u00a0418', detail: '+4,2\u00a0% mot 2024' },
            {
              label: 'Vårdskador efter utredning',
              value: '1\u00a0106',
              detail: '8,9\u00a0% av avvikelserna',
            },
            { label: 'Anmälda enligt lex Maria', value: '61', detail: '58 år 2024' },
            { label: 'Åtgärder klara i tid', value: '72\u00a0%', detail: 'målvärde 85\u00a0%' },
          ],
        },
        ...freeTextBlocks(
          'Under året har arbetet inriktats på trygga överlämningar, säker läkemedelshantering och färre utlokaliserade patienter. Rapporteringen har ökat för fjärde året i rad, vilket tolkas som en starkare säkerhetskultur snarare än som fler händelser.\n\nTre lärdomar präglar året:\n- Överlämningar med SBAR och återläsning minskade missad uppföljning på de enheter som införde dem.\n- Fallskador nattetid har samband med bemanning och belysning; ombyggnaden av vårdavdelningarna fortsätter.\n- Patienter och närstående som deltar i händelseanalysen ger uppgifter som annars saknas.',
        ),
      ],
    },
  ]
}

function conditions(): Sections {
  return [
    { key: 'f', level: 1, number: '1', title: 'Grundläggande förutsättningar för säker vård', blocks: [] },
    {
      key: 'f1',
      level: 2,
      number: '1.1',
      title: 'Engagerad ledning och tydlig styrning',
      blocks: [
        {
          type: 'paragraph',
          text: 'Ledningen följer upp patientsäkerheten varje månad och efterfrågar återkoppling från verksamheterna vid dialogmöten två gånger per år.',
        },
      ],
    },
    {
      key: 'f1-1',
      level: 3,
      number: '1.1.1',
      title: 'Övergripande mål och strategier',
      blocks: [
        {
          type: 'table',
          caption: 'Måluppfyllelse 2025',
          columns: [
            { title: 'Mål', width: 0.36 },
            { title: 'Målvärde', align: 'end' },
            { title: 'Utfall 2025', align: 'end' },
            { title: 'Utfall 2024', align: 'end' },
            { title: 'Kommentar', width: 0.26 },
          ],
          rows: [
            ['Andel åtgärder klara i tid', '85\u00a0%', '72\u00a0%', '68\u00a0%', 'Förbättrat, ej uppnått'],
            [
              'Följsamhet till basala hygienrutiner och klädregler',
              '90\u00a0%',
              '84,1\u00a0%',
              '82,6\u00a0%',
              'Förbättrat, ej uppnått',
            ],
            ['Sjukhusförvärvade trycksår', '5\u00a0%', '7,4\u00a0%', '8,0\u00a0%', 'Förbättrat, ej uppnått'],
            ['Mediantid från händelse till anmälan', '60 dagar', '54 dagar', '71 dagar', 'Uppnått'],
          ],
          note: 'Källa: egenkontroll, uttag 2026-01-20. Exempeldata.',
        },
      ],
    },
    {
      key: 'f1-2',
      level: 3,
      number: '1.1.2',
      title: 'Organisation och ansvar',
      blocks: [
        {
          type: 'facts',
          items: [
            { label: 'Vårdgivare', value: 'Västra Götalandsregionen' },
            {
              label: 'Chefläkare',
              value:
                'Åsa Öberg, ansvarar för anmälningar enligt lex Maria och för samordningen av händelseanalyser i förvaltningen',
            },
            {
              label: 'Verksamhetschef med ansvar för uppföljning',
              value: 'Varje verksamhetschef följer upp avvikelser månadsvis',
            },
          ],
        },
        {
          type: 'list',
          ordered: true,
          items: [
            'Medarbetaren rapporterar risker, tillbud och negativa händelser.',
            'Enhetschefen bedömer händelsen inom sju dagar.',
            [
              { text: 'Chefläkaren', strong: true },
              { text: ' avgör om händelsen ska anmälas enligt ' },
              { text: 'lex Maria', emphasis: true },
              { text: '.' },
            ],
          ],
        },
      ],
    },
    {
      key: 'f2',
      level: 2,
      number: '1.2',
      title: 'En god säkerhetskultur',
      blocks: [
        {
          type: 'paragraph',
          text: 'Hållbart säkerhetsengagemang (HSE) mättes i oktober. Index var 76, en enhet högre än året före.',
        },
      ],
    },
  ]
}

function focusAreas(): Sections {
  return [
    { key: 'o', level: 1, number: '2', title: 'Agera för säker vård', blocks: [] },
    {
      key: 'o1',
      level: 2,
      number: '2.1',
      title: 'Öka kunskap om inträffade vårdskador',
      blocks: [
        {
          type: 'paragraph',
          text: 'Antalet registrerade avvikelser ökar. Andelen tillbud och risker växer mest, vilket ger fler tillfällen att lära innan någon skadas.',
        },
        columnsByYear({
          caption: 'Avvikelser per typ 2023–2025',
          categoryLabel: 'Typ',
          valueLabel: 'Antal',
          years: [2023, 2024, 2025],
          groups: [
            { label: 'Negativ händelse', values: [4210, 4405, 4391] },
            { label: 'Tillbud', values: [3120, 3544, 3862] },
            { label: 'Risk', values: [null, 2610, 2984] },
            { label: 'Samverkansavvikelse', values: [1102, 1198, 1181] },
          ],
          note: 'Risker registrerades inte för sig före 2024. Exempeldata.',
        }),
        barChart({
          caption: 'Avvikelser per händelsetyp 2025',
          categoryLabel: 'Händelsetyp',
          valueLabel: 'Antal',
          bars: [
            { label: 'Läkemedel', value: 2817 },
            { label: 'Fall', value: 2266 },
            { label: 'Vård och behandling', value: 1904 },
            { label: 'Informationsöverföring och samverkan', value: 1633 },
            { label: 'Diagnostik', value: 842 },
            { label: 'Medicinteknisk utrustning', value: 515 },
            { label: 'Vårdrelaterad infektion', value: 371 },
            { label: 'Självskada och suicid', value: 58 },
          ],
          note: 'Uttag 2026-01-20. Exempeldata.',
        }),
      ],
    },
    {
      key: 'o4',
      level: 2,
      number: '2.4',
      title: 'Stärka analys, lärande och utveckling',
      blocks: [
        monthLine({
          caption: 'Avvikelser per månad 2023–2025',
          valueLabel: 'Antal avvikelser',
          months: sampleMonths(),
          note: 'Juli 2024 saknar uppgift: systembyte. Exempeldata.',
        }),
      ],
    },
  ]
}

function closingSections(): Sections {
  return [
    {
      key: 'mal',
      level: 1,
      number: '3',
      title: 'Mål, strategier och utmaningar för kommande år',
      blocks: [
        {
          type: 'table',
          caption: 'Åtgärder som fortsätter 2026',
          columns: [
            { title: 'Utmaning' },
            { title: 'Åtgärd' },
            { title: 'Ansvarig' },
            { title: 'Klar' },
            { title: 'Styrka' },
          ],
          rows: Array.from({ length: 22 }, (_, index) => [
            ['Överlämning mellan enheter', 'Fall nattetid', 'Läkemedelsavstämning vid utskrivning'][
              index % 3
            ] ?? '',
            [
              'Införa SBAR med återläsning vid alla överlämningar',
              'Sänglarm och nattbelysning i ombyggda salar',
              'Spärr i läkemedelsmodulen för dubbelordination',
            ][index % 3] ?? '',
            ['Verksamhetschef, område 3', 'Fastighetschef', 'Chefläkare'][index % 3] ?? '',
            `2026-${String(1 + (index % 12)).padStart(2, '0')}-28`,
            ['Medelstark', 'Stark', 'Stark'][index % 3] ?? '',
          ]),
          totals: [21],
        },
      ],
    },
    {
      key: 'bilaga',
      level: 1,
      number: '',
      title: 'Bilaga: definitioner',
      blocks: [
        {
          type: 'facts',
          items: [
            {
              label: 'Vårdskada',
              value:
                'Lidande, kroppslig eller psykisk skada eller sjukdom samt dödsfall som hade kunnat undvikas om adekvata åtgärder hade vidtagits vid patientens kontakt med hälso- och sjukvården.',
            },
            { label: 'Tillbud', value: 'Händelse som hade kunnat medföra något oönskat.' },
          ],
        },
        {
          type: 'keyFigures',
          items: ['Risk', 'Tillbud', 'Negativ händelse', 'Klagomål', 'Samverkansavvikelse'].map(
            (label, index) => ({
              label,
              value: String(100 + index * 37),
              detail: 'exempel',
            }),
          ),
        },
      ],
    },
  ]
}

/** Made-up counts with a slow rise, summers lower, and one month without a value. */
function sampleMonths(): { month: string; value: number | null }[] {
  return Array.from({ length: 36 }, (_, index) => {
    const month = `${2023 + Math.floor(index / 12)}-${String(1 + (index % 12)).padStart(2, '0')}`
    const season = [0, 20, 45, 30, 15, -60, -210, -120, 60, 90, 70, -80][index % 12] ?? 0
    return { month, value: month === '2024-07' ? null : 880 + index * 5 + season + ((index * 37) % 53) }
  })
}
