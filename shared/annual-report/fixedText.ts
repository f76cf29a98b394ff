import type { Block } from '../document/model.ts'
import { longDate } from '../time/dates.ts'
import type { AnnualReportData } from './figures.ts'
import type { Filled } from './filled.ts'

/** The text that is the same in every berättelse. Legal wording: domain.md 1.1, 1.2, 1.5. */

function fixed(...blocks: Block[]): Filled {
  return { blocks, hasData: false }
}

function paragraph(text: string): Block {
  return { type: 'paragraph', text }
}

export function inledning(data: AnnualReportData): Filled {
  const region = data.unit.kind === 'region'
  const scope = region
    ? `Den här berättelsen gäller ${data.regionName} som helhet. Varje förvaltning som bedriver vård upprättar också en egen berättelse (bilaga\u00a04).`
    : `Den här berättelsen gäller ${data.unit.name}. Vårdgivare är ${data.regionName}, som också upprättar en berättelse för hela regionen.`
  return fixed(
    paragraph(
      'Vårdgivaren ska senast den 1 mars varje år upprätta en patientsäkerhetsberättelse. Av den ska framgå hur patientsäkerhetsarbetet har bedrivits under föregående kalenderår, vilka åtgärder som har vidtagits för att öka patientsäkerheten och vilka resultat som har uppnåtts. Det följer av 3 kap. 10 § patientsäkerhetslagen (2010:659), PSL. Socialstyrelsens föreskrifter och allmänna råd om ledningssystem för systematiskt kvalitetsarbete (SOSFS 2011:9, 7 kap. 2–3 §§) anger vad mer berättelsen ska innehålla: ansvar, egenkontroll, samverkan, risker, rapporter och klagomål.',
    ),
    paragraph(
      `${scope} Berättelsen ska hållas tillgänglig för den som önskar ta del av den, och vänder sig till patienter och närstående, medarbetare, förtroendevalda och tillsynsmyndigheten.`,
    ),
    paragraph(
      'Innehållet följer den nationella mallen. Kapitel 1 beskriver de grundläggande förutsättningarna för säker vård, kapitel 2 arbetet inom den nationella handlingsplanens fokusområden och kapitel 3 målen för kommande år. Bilagorna förklarar orden, hur siffrorna har räknats fram och var lagens krav besvaras.',
    ),
    paragraph(
      `Tabeller och diagram är hämtade ur registret den ${longDate(data.extracted)}. Hur varje uppgift räknas står under tabellen.`,
    ),
  )
}

export function kapitelForutsattningar(): Filled {
  return fixed(
    paragraph(
      'Den nationella handlingsplanen Agera för säker vård bygger på fyra grundläggande förutsättningar: engagerad ledning och tydlig styrning, en god säkerhetskultur, adekvat kunskap och kompetens samt patienten som medskapare.',
    ),
  )
}

export function kapitelFokusomraden(): Filled {
  return fixed(
    paragraph(
      'Handlingsplanen pekar ut fem fokusområden: öka kunskap om inträffade vårdskador, tillförlitliga och säkra system och processer, säker vård här och nu, stärka analys, lärande och utveckling samt öka riskmedvetenhet och beredskap. Kapitlet redovisar årets arbete och resultat inom vart och ett.',
    ),
  )
}

/** Word for word where a law or the national term bank defines the word (domain.md 1.1). */
export function definitioner(): Filled {
  return fixed({
    type: 'facts',
    items: [
      {
        label: 'Vårdskada (1 kap. 5 § PSL)',
        value:
          'lidande, kroppslig eller psykisk skada eller sjukdom samt dödsfall som hade kunnat undvikas om adekvata åtgärder hade vidtagits vid patientens kontakt med hälso- och sjukvården',
      },
      {
        label: 'Allvarlig vårdskada (1 kap. 5 § PSL)',
        value:
          'vårdskada som 1. är bestående och inte ringa, eller 2. har lett till att patienten fått ett väsentligt ökat vårdbehov eller avlidit',
      },
      { label: 'Patientsäkerhet (1 kap. 6 § PSL)', value: 'skydd mot vårdskada' },
      { label: 'Avvikelse', value: 'händelse som medfört eller som hade kunnat medföra något oönskat' },
      { label: 'Negativ händelse', value: 'händelse som medfört något oönskat' },
      { label: 'Tillbud', value: 'händelse som hade kunnat medföra något oönskat' },
      { label: 'Risk', value: 'möjlighet att en negativ händelse ska inträffa' },
      {
        label: 'Avvikelse i samverkan',
        value: 'avvikelse mellan vårdgivare, till exempel mellan region och kommun',
      },
      {
        label: 'Lex Maria (3 kap. 5 § PSL)',
        value:
          'vårdgivarens skyldighet att till Inspektionen för vård och omsorg (IVO) anmäla händelser som har medfört eller hade kunnat medföra en allvarlig vårdskada',
      },
      {
        label: 'Händelseanalys',
        value: 'systematisk analys av en inträffad händelse, som söker bakomliggande orsaker och åtgärder',
      },
    ],
  })
}

/** How every number is made, and the rules behind the written sentences. */
export function metod(data: AnnualReportData): Filled {
  const where =
    data.unit.kind === 'region' ? 'regionens egna förvaltningar' : 'förvaltningens egna verksamheter'
  return fixed(
    paragraph(
      `Uppgifterna är hämtade ur registret för avvikelser, händelseanalyser, åtgärder och lex Maria i programmet Lärdom den ${longDate(data.extracted)}. De omfattar ${where}. Fall som andra vårdgivare har publicerat räknas aldrig med. Ändras registret efter uttaget ändras inte den här berättelsen.`,
    ),
    {
      type: 'list',
      ordered: false,
      items: [
        'År: avvikelser, utredningar och vårdskador räknas på det kalenderår då händelsen registrerades; lex Maria på anmälningsdagen; IVO:s beslut på beslutsdagen; händelseanalyser på startdagen (påbörjade) och slutdagen (övrigt); åtgärder på planerat slutdatum. Dygnet bryts vid midnatt svensk tid.',
        'Avvikelser: negativa händelser, tillbud, risker och avvikelser i samverkan, och de där typen inte är angiven. Avvisade ärenden räknas inte.',
        'Vårdskada och allvarlig vårdskada: den senaste bedömningen av den faktiska följden. Risk för allvarlig vårdskada bedöms för sig och räknas inte som skada.',
        'Förändring mellan två år: skrivs som en ökning eller minskning bara när skillnaden är större än slumpen väntas ge, |a − b| − 1 > 1,96 · √(a + b), där a och b är antalen de två åren. Jämförelsen görs bara mellan hela år. Orsaken till en förändring framgår inte av siffrorna.',
        'Median: det mittersta värdet när alla är ordnade efter storlek. Antalet ärenden bakom den anges alltid.',
        'Små tal: där en tabell delar upp skador eller anmälningar på verksamhet eller händelsetyp skrivs 1–4 som <5.',
        'Streck (–): uppgiften saknas eller går inte att räkna. Noll skrivs bara när inget har registrerats under ett år som registret täcker.',
      ],
    },
  )
}
