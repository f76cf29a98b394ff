import type { Block, Table } from '../document/model.ts'
import { NAMNARE, NAMNARE_PER } from '../indicator/denominators.ts'
import { formatNumber } from '../text/swedish.ts'
import { longDate } from '../time/dates.ts'
import { rate } from './avvikelser.ts'
import { REPORT_STATUSES, type AnnualReportData, type ForvaltningRow, type Median } from './figures.ts'
import type { Filled } from './filled.ts'
import { medianDays } from './lexMariaBlocks.ts'
import { maskedText, maskNote, maskSmall } from './masking.ts'
import { latest } from './tables.ts'
import { inWords, joinWords, MISSING, show } from './words.ts'

/** What is told per part of the organisation: 1.1.2, 2.1.5, T11 and the list of the förvaltningarnas berättelser. */

const end = (title: string, width: number) => ({ title, align: 'end' as const, width })

/** 1.1.2: the parts, as the workspace has them. Who answers for what is the förvaltning's own text. */
export function organisation(data: AnnualReportData): Filled {
  if (data.parts.length === 0) return { blocks: [], hasData: false }
  const region = data.unit.kind === 'region'
  const count = data.parts.length
  const [one, many] = region ? ['en förvaltning', 'förvaltningar'] : ['en verksamhet', 'verksamheter']
  const what = count === 1 ? one : `${inWords(count)} ${many}`
  const lead = region
    ? `${data.regionName} är vårdgivare. Hälso- och sjukvården bedrivs i ${what}:`
    : `${data.regionName} är vårdgivare. I ${data.unit.name} ingår ${what}:`
  return {
    blocks: [
      { type: 'paragraph', text: lead },
      { type: 'list', ordered: false, items: [...data.parts] },
    ],
    // A list of names does not say how the responsibility is shared (PSL 3 kap. 9 §).
    hasData: false,
  }
}

/** 2.1.5 in a förvaltning's report. */
export function perVerksamhet(data: AnnualReportData): Filled {
  const rows = data.figures.verksamheter
  if (rows.length === 0) return { blocks: [], hasData: false }
  // Of a single report '<5' says one.
  const alone = rows.some((row) => row.harm > 0 && row.incidents <= 1)
  const harm = alone ? null : maskSmall(rows.map((row) => row.harm))
  const total = (value: (row: (typeof rows)[number]) => number): string =>
    formatNumber(rows.reduce((sum, row) => sum + value(row), 0))
  const table: Table = {
    type: 'table',
    caption: harm
      ? `Avvikelser, utredningar och vårdskador per verksamhet, ${data.year}`
      : `Avvikelser och utredningar per verksamhet, ${data.year}`,
    columns: [
      { title: 'Verksamhet', width: 46 },
      end('Avvikelser', 18),
      end('Utredda', 18),
      ...(harm ? [end('Vårdskador', 18)] : []),
    ],
    rows: [
      ...rows.map((row, index) => [
        row.name,
        formatNumber(row.incidents),
        formatNumber(row.investigated),
        ...(harm ? [maskedText(harm[index] ?? 0, formatNumber)] : []),
      ]),
      [
        'Summa',
        total((row) => row.incidents),
        total((row) => row.investigated),
        ...(harm ? [total((row) => row.harm)] : []),
      ],
    ],
    totals: [rows.length],
    note: [
      'Räknas på det år avvikelsen registrerades.',
      harm
        ? maskNote(harm)
        : 'Vårdskadorna är för få för att redovisas per verksamhet utan att någon kan kännas igen.',
    ]
      .filter((text) => text !== '')
      .join(' '),
  }
  return { blocks: [{ type: 'paragraph', text: compareCarefully('Verksamheterna') }, table], hasData: true }
}

function compareCarefully(who: string): string {
  return `${who} har olika uppdrag, storlek och patienter. Talen visar var händelser har rapporterats och utretts; de går inte att läsa som en rangordning av säkerheten.`
}

function medianCell(lead: Median): string {
  const days = medianDays(lead)
  return days === MISSING ? MISSING : `${days}\u00a0(${formatNumber(lead.n)})`
}

function count(row: ForvaltningRow, value: number): string {
  return show(row.hasData ? value : null)
}

/** T11: the region's report, förvaltning by förvaltning. */
export function t11Forvaltningar(data: AnnualReportData): Filled {
  const rows = data.figures.forvaltningar
  if (!rows.some((row) => row.hasData)) return { blocks: [], hasData: false }
  const sum = (value: (row: ForvaltningRow) => number): string =>
    formatNumber(rows.reduce((total, row) => total + (row.hasData ? value(row) : 0), 0))
  const without = rows.filter((row) => !row.hasData).map((row) => row.name)
  const missing =
    without.length === 0
      ? ''
      : `${MISSING} betyder att uppgift saknas: registret har inga avvikelser från ${joinWords(without)} ${data.year}.`
  const kinds = [...new Set(rows.flatMap((row) => (row.perCare ? [row.perCare.kind] : [])))]
  const first: Table = {
    type: 'table',
    caption: `Avvikelser och utredningar per förvaltning, ${data.year}`,
    columns: [
      { title: 'Förvaltning', width: 38 },
      end('Avvikelser', 15),
      end('Per vårdkontakt', 16),
      end('Per 100 års\u00adarbetare', 16),
      end('Utredda', 15),
    ],
    rows: [
      ...rows.map((row) => [
        row.name,
        count(row, row.incidents),
        row.perCare
          ? `${formatNumber(row.perCare.value, 1)}${MARKS[kinds.indexOf(row.perCare.kind)] ?? ''}`
          : MISSING,
        show(row.perStaff, 1),
        count(row, row.investigated),
      ]),
      [
        data.regionName,
        sum((row) => row.incidents),
        MISSING,
        show(rate(data, 'arsarbetare', latest(data.figures.incidents).year), 1),
        sum((row) => row.investigated),
      ],
    ],
    totals: [rows.length],
    note: [
      'Räknas på det år avvikelsen registrerades.',
      ...kinds.map(
        (kind, index) =>
          `${MARKS[index] ?? ''} Per ${formatNumber(NAMNARE_PER[kind])} ${NAMNARE[kind].toLocaleLowerCase('sv')}.`,
      ),
      missing,
    ]
      .filter((text) => text !== '')
      .join(' '),
  }
  const second: Table = {
    type: 'table',
    caption: `Vårdskador, lex Maria och händelseanalyser per förvaltning, ${data.year}`,
    columns: [
      { title: 'Förvaltning', width: 35 },
      end('Vård\u00adskador', 13),
      end('varav allvarliga', 13),
      end('Lex Maria', 12),
      end('Median, dagar', 13),
      end('Händelse\u00adanalyser', 14),
    ],
    rows: [
      ...rows.map((row) => [
        row.name,
        count(row, row.harm),
        count(row, row.seriousHarm),
        count(row, row.lexMaria),
        medianCell(row.lexMariaLead),
        count(row, row.analysesCompleted),
      ]),
      [
        data.regionName,
        sum((row) => row.harm),
        sum((row) => row.seriousHarm),
        sum((row) => row.lexMaria),
        medianCell(data.figures.lexMaria.at(-1)?.lead ?? { days: null, n: 0 }),
        sum((row) => row.analysesCompleted),
      ],
    ],
    totals: [rows.length],
    note: [
      'Vårdskador räknas på det år händelsen registrerades, lex Maria på anmälningsdagen, händelseanalyser på den dag de slutfördes.',
      'Median är dagar från händelse till anmälan enligt lex Maria, med antalet anmälningar inom parentes; den visas inte för färre än tre.',
      missing,
    ]
      .filter((text) => text !== '')
      .join(' '),
  }
  return {
    blocks: [{ type: 'paragraph', text: compareCarefully('Förvaltningarna') }, first, second],
    hasData: true,
  }
}

/** One for each kind of denominator in the column 'Per vårdkontakt'. */
const MARKS = ['\u00a0¹', '\u00a0²', '\u00a0³']

/** The region's appendix: where each förvaltning's berättelse stands. */
export function berattelser(data: AnnualReportData): Filled {
  if (data.siblings.length === 0) return { blocks: [], hasData: false }
  const blocks: Block[] = [
    {
      type: 'paragraph',
      text: `Varje förvaltning som bedriver vård upprättar en egen berättelse. Läget den ${longDate(data.extracted)}:`,
    },
    {
      type: 'table',
      caption: `Förvaltningarnas berättelser för ${data.year}`,
      columns: [
        { title: 'Förvaltning', width: 43 },
        { title: 'Status', width: 19 },
        { title: 'Beslutad', width: 17 },
        { title: 'Diarienummer', width: 21 },
      ],
      rows: data.siblings.map((row) => [
        row.name,
        REPORT_STATUSES[row.status],
        row.status === 'beslutad' ? (row.decisionDate ?? MISSING) : MISSING,
        row.diarienummer === '' ? MISSING : row.diarienummer,
      ]),
    },
  ]
  return { blocks, hasData: true }
}
