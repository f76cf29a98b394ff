import type { Block, DocumentModel } from '../document/model.ts'
import { SKADERISKER, SKADOR } from '../incident/codes.ts'
import { longDate } from '../time/dates.ts'
import { LEX_MARIA_I_UPPDRAG, TEAMROLLER } from './codes.ts'
import type { AnalysisContent, Commission } from './content.ts'
import { actionBlocks, actionCount, decisionBlocks } from './reportActions.ts'
import { connectionTable } from './reportConnections.ts'
import { causeBlocks, courseBlocks, eventBlocks, patientBlocks } from './reportEvent.ts'
import {
  clean,
  fact,
  labelled,
  lower,
  nothing,
  paragraph,
  reportOf,
  textBlocks,
  written,
  type Report,
} from './reportWords.ts'

export interface ReportData {
  readonly content: AnalysisContent
  readonly workspaceIsExample: boolean
  /** ISO date: the document's date while it is arbetsmaterial. */
  readonly today: string
}

/**
 * The slutrapport of a händelseanalys on the headings of domain.md 3.7, in their order. Roles, never names:
 * the uppdragsgivare's name stays in the app. Free text is written without what it should not hold.
 */
export function buildAnalysisReport({ content, workspaceIsExample, today }: ReportData): DocumentModel {
  const report = reportOf(content)
  const leader = content.members.find((member) => member.role === 'analysledare')
  const { commission, decision, incident } = content
  const { completedDate } = content
  return {
    title: titleOf(clean(commission.title)),
    subtitle: content.forvaltningName,
    documentType: 'Händelseanalys',
    organisation: content.forvaltningName,
    author: leader
      ? `Analysledare, ${clean([leader.profession, leader.unit].filter(written).join(', ')) || 'roll ej angiven'}`
      : 'Analysledare ej angiven',
    date: content.completedDate ?? today,
    diarienummer: incident.diarienummer ?? '',
    version: completedDate !== null ? 'Slutlig' : 'Utkast',
    stamps: [
      ...(content.isExample || workspaceIsExample ? (['Exempeldata'] as const) : []),
      ...(completedDate !== null ? [] : (['Arbetsmaterial'] as const)),
    ],
    cover: [
      { label: 'Analysens nummer', value: content.number },
      { label: 'Händelse', value: incident.arendenr },
      { label: 'Var det hände', value: clean(incident.unitName) },
      { label: 'Uppdragsgivare', value: clean(commission.commissionerRole) || 'Ej angiven' },
      {
        label: 'Beslut om åtgärder',
        value:
          decision.decidedDate === null
            ? 'Inte beslutat'
            : `${longDate(decision.decidedDate)}, ${clean(decision.decidedBy)}`,
      },
      { label: 'Analysen avslutad', value: completedDate === null ? 'Pågår' : longDate(completedDate) },
    ],
    tableOfContents: true,
    sections: sections(report),
  }
}

function sections(report: Report): DocumentModel['sections'] {
  const sections: DocumentModel['sections'] = [
    { key: 'sammanfattning', level: 1, number: '', title: 'Sammanfattning', blocks: summaryBlocks(report) },
  ]
  const numbered: [key: string, title: string, blocks: Block[]][] = [
    ['uppdrag', 'Uppdrag', commissionBlocks(report)],
    ['team', 'Deltagare i analysteam', teamBlocks(report)],
    ['metod', 'Metod och källor', methodBlocks(report)],
    ['handelse', 'Händelsebeskrivning', eventBlocks(report)],
    ['patient', 'Patientens och närståendes beskrivning', patientBlocks(report)],
    ['forlopp', 'Händelseförlopp', courseBlocks(report)],
    ['orsaker', 'Bakomliggande orsaker', causeBlocks(report)],
    [
      'barriarer',
      'Barriärer',
      textBlocks(report, 'barriers', 'Analysen har inte beskrivit några barriärer särskilt.'),
    ],
    [
      'bifynd',
      'Bidragande faktorer, bifynd och andra upptäckta risker',
      textBlocks(report, 'sideFindings', 'Analysen fann inga bifynd eller andra risker utanför händelsen.'),
    ],
    ['kostnad', 'Vårdskadekostnad', textBlocks(report, 'cost', 'Någon vårdskadekostnad har inte beräknats.')],
    ['atgarder', 'Åtgärdsförslag med uppföljning', actionBlocks(report)],
    [
      'utvardering',
      'Analysutvärdering',
      textBlocks(report, 'evaluation', 'Analysen har inte utvärderats särskilt.'),
    ],
    ['aterkoppling', 'Återkoppling', feedbackBlocks(report)],
    ['beslut', 'Uppdragsgivarens kommentar och beslut', decisionBlocks(report)],
  ]
  numbered.forEach(([key, title, blocks], index) =>
    sections.push({ key, level: 1, number: String(index + 1), title, blocks }),
  )
  sections.push({
    key: 'bilagor',
    level: 1,
    number: '',
    title: 'Bilagor',
    blocks: [
      paragraph(
        'Bilagan visar hur delhändelser, avvikelser, bakomliggande orsaker och åtgärder hänger ihop. Den är analysgrafens innehåll i tabellform.',
      ),
    ],
  })
  sections.push({
    key: 'bilaga1',
    level: 2,
    number: '',
    title: 'Bilaga 1. Analysens samband i tabellform',
    blocks: [
      connectionTable(report.delhandelser, report.causes, report.actions) ??
        nothing(report, 'Analysen har inga delhändelser eller orsaker att visa.'),
    ],
  })
  return sections
}

function summaryBlocks(report: Report): Block[] {
  const blocks = textBlocks(report, 'summary', 'Någon sammanfattning har inte skrivits.')
  const { incident } = report.content
  blocks.push({
    type: 'facts',
    items: [
      { label: 'Bedömd skada', value: SKADOR[incident.harm] },
      { label: 'Bedömd risk', value: SKADERISKER[incident.potentialHarm] },
      { label: 'Bakomliggande orsaker', value: String(report.causes.length) },
      { label: 'Åtgärdsförslag', value: actionCount(report) },
    ],
  })
  return blocks
}

function commissionBlocks(report: Report): Block[] {
  const { commission, startedDate } = report.content
  const given = commission.commissionDate
  const from = clean(commission.commissionerRole)
  const lead =
    given === null
      ? `Analysen startades den ${longDate(startedDate)}${from === '' ? '' : ` på uppdrag av ${lower(from)}`}.`
      : `Uppdraget gavs den ${longDate(given)}${from === '' ? '' : ` av ${lower(from)}`}.`
  return [
    paragraph(lead),
    {
      type: 'facts',
      items: [
        { label: 'Syfte', value: fact(report, commission.purpose) },
        { label: 'Avgränsning', value: fact(report, commission.scope) },
        {
          label: 'Önskat slutdatum',
          value: commission.wantedEndDate === null ? fact(report, '') : longDate(commission.wantedEndDate),
        },
        { label: 'Lex Maria', value: lexMaria(commission) },
        { label: 'Återkoppling till', value: fact(report, commission.feedbackTo) },
        { label: 'Registrerad i Nitha', value: commission.inNitha ? 'Ja' : 'Nej' },
      ],
    },
  ]
}

function teamBlocks(report: Report): Block[] {
  const { members } = report.content
  if (members.length === 0) return [nothing(report, 'Uppgift om analysteamet saknas.')]
  return [
    paragraph('Deltagarna anges med roll, yrke och enhet.'),
    {
      type: 'table',
      caption: 'Analysteam',
      columns: [{ title: 'Roll' }, { title: 'Yrke' }, { title: 'Enhet' }],
      rows: members.map((member) => [
        TEAMROLLER[member.role],
        fact(report, member.profession),
        fact(report, member.unit),
      ]),
    },
  ]
}

function methodBlocks(report: Report): Block[] {
  return [
    ...textBlocks(report, 'method', 'Metoden är inte beskriven.'),
    ...labelled(report, 'Källor', report.content.texts.sources),
  ]
}

function feedbackBlocks(report: Report): Block[] {
  return [
    ...textBlocks(report, 'feedback', 'Någon återkoppling är inte beskriven.'),
    ...labelled(report, 'Hur kunskapen sprids', report.content.texts.spread),
  ]
}

function lexMaria(commission: Commission): string {
  return {
    ja: 'Händelsen anmäls enligt lex Maria',
    nej: 'Händelsen anmäls inte enligt lex Maria',
    ej_avgjort: LEX_MARIA_I_UPPDRAG.ej_avgjort,
  }[commission.lexMaria]
}

/** The document says what it is, once: many write it in the heading already. */
function titleOf(heading: string): string {
  return /^händelseanalys(?!\p{L})/iu.test(heading) ? heading : `Händelseanalys: ${heading}`
}
