import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { DYGNSTIDER, KON, type CodeList } from '../../../../shared/incident/codes.ts'
import { EXPORT_COLUMNS, type ExportColumn } from '../../../../shared/incident/columns.ts'
import type { ExportChoice, ExportFormat, ExportOutcome } from '../../../../shared/incident/exportContract.ts'
import { LardomError } from '../../../../shared/rpc/error.ts'
import { maskPersonnummer } from '../../../../shared/text/personnummer.ts'
import { formatNumber } from '../../../../shared/text/swedish.ts'
import { swedishClock, swedishDay } from '../../../../shared/time/dates.ts'
import { IMPORT_FIELDS, type ImportField } from '../../../../shared/transfer/fields.ts'
import { cell as csvCell } from '../../audit/exportLog.ts'
import { codeNamer } from '../../code/codes.ts'
import { asLardomError } from '../../db/faults.ts'
import { refuseWorkspace, replaceFileBy } from '../../document/write.ts'
import type { Context } from '../../kernel/context.ts'
import { bundleText } from '../../transfer/fhir/bundle.ts'
import { assertKeepable } from '../filterTexts.ts'
import { allIds } from '../register.ts'
import type { Readable } from '../where.ts'
import { CellMaker, type Cell, type ExportRow } from './cells.ts'
import { exportRows } from './exportRows.ts'
import { filterWords, orderWords } from './filterWords.ts'
import { SHEET_ROWS_MAX, writeWorkbook } from './workbook.ts'
import { PartTooLarge } from './zipWriter.ts'

const ROWS_MAX = 1_000_000
/** Byte order mark: without it Excel takes UTF-8 for the system's own code page. */
const BOM = '\ufeff'
const ENDING = '\r\n'
/** Written together: a write for each row is slow. */
const TOGETHER = 64 * 1024

type Exporting = Pick<Context, 'db' | 'actor' | 'audit' | 'signal' | 'progress' | 'now' | 'workspace'>

/**
 * Writes every case of a view to a file: a workbook, CSV for Swedish Excel, Lärdom's own JSON or FHIR. Logged right before it
 * gets its name. A personnummer in a text is masked, and how many were is told.
 */
export async function exportRegister(
  context: Exporting,
  { path, ...choice }: ExportChoice & { path: string },
  readable: Readable,
): Promise<ExportOutcome> {
  const { db, signal, progress } = context
  refuseWorkspace(path)
  // The export is logged with its filter, and the log holds no personnummer.
  assertKeepable(db, choice.filter, 'filter')
  progress(0, 1, 'Väljer ut händelserna')
  const ids = await allIds({ db, signal }, choice, readable)
  assertRoom(ids.length, choice.format)
  const cells = new CellMaker(codeNamer(db))
  let rows = 0
  let bytes = 0
  const source = async function* () {
    for await (const row of exportRows(context, ids, readable)) {
      rows += 1
      yield row
    }
  }
  try {
    await replaceFileBy(
      path,
      (file) => writers[choice.format](file, context, choice, cells, source(), () => rows),
      (written) => {
        if (signal.aborted) throw new LardomError('CANCELLED')
        bytes = written
        context.audit({
          action: 'incident.export',
          entity: 'incident-export',
          entityId: nameInLog(path),
          after: {
            rows,
            format: choice.format,
            filter: choice.filter,
            columns: choice.columns,
            masked: cells.masked,
          },
        })
      },
    )
  } catch (error) {
    if (error instanceof PartTooLarge) throw tooLarge(path, error)
    throw asLardomError(error, path) ?? error
  }
  return { rows, bytes, masked: cells.masked }
}

/** Whoever names a file after a patient does not thereby write the number in the log. */
function nameInLog(path: string): string {
  return maskPersonnummer(basename(path))
}

function assertRoom(rows: number, format: ExportFormat): void {
  const most = format === 'xlsx' ? Math.min(ROWS_MAX, SHEET_ROWS_MAX) : ROWS_MAX
  if (rows <= most) return
  throw new LardomError('RULE', {
    detail: `Urvalet har ${formatNumber(rows)} händelser, och en fil rymmer högst ${formatNumber(most)}. Avgränsa urvalet, till exempel till ett år i taget.`,
  })
}

function tooLarge(path: string, cause: Error): LardomError {
  const detail =
    'texterna blir tillsammans större än en arbetsbok rymmer (4 GB). Välj färre kolumner, eller CSV'
  return new LardomError('WRITE_FAILED', { file: basename(path), detail }, { cause })
}

type Writer = (
  file: FileHandle,
  context: Exporting,
  choice: ExportChoice,
  cells: CellMaker,
  rows: AsyncIterable<ExportRow>,
  written: () => number,
) => Promise<void>

const writers: Readonly<Record<ExportFormat, Writer>> = {
  xlsx: async (file, context, choice, cells, rows, written) => {
    const { columns } = choice
    await writeWorkbook(file, [
      {
        name: 'Händelser',
        heading: columns.map((column) => EXPORT_COLUMNS[column]),
        widths: columns.map(widthOf),
        rows: rowsOf(rows, (row) => columns.map((column) => cells.cell(column, row))),
        filtered: true,
      },
      {
        name: 'Om urvalet',
        heading: ['Om urvalet', ''],
        widths: [34, 90],
        rows: later(() => aboutRows(context, choice, written(), cells)),
        filtered: false,
      },
    ])
  },
  csv: async (file, _context, { columns }, cells, rows) => {
    const line = (values: readonly string[]) => values.map(csvCell).join(';') + ENDING
    await writeText(file, BOM + line(columns.map((column) => EXPORT_COLUMNS[column])), rows, (row) =>
      line(columns.map((column) => plain(cells.cell(column, row)))),
    )
  },
  fhir: async (file, context, _choice, cells, rows) => {
    const ids = rowsOf(rows, ({ id }) => id)
    const pieces = bundleText(context, ids, (text) => cells.safe(text))
    await writeText(file, '', pieces, (piece) => piece)
  },
  json: async (file, _context, _choice, cells, rows) => {
    let first = true
    await writeText(
      file,
      '{"format":"lardom-register","version":1,"rows":[\n',
      rows,
      (row) => {
        const between = first ? '' : ',\n'
        first = false
        return between + JSON.stringify(ownForm(row, cells))
      },
      '\n]}\n',
    )
  },
}

async function writeText<Row>(
  file: FileHandle,
  beginning: string,
  rows: AsyncIterable<Row>,
  text: (row: Row) => string,
  ending = '',
): Promise<void> {
  let waiting = beginning
  for await (const row of rows) {
    waiting += text(row)
    if (waiting.length >= TOGETHER) {
      await file.appendFile(waiting, 'utf8')
      waiting = ''
    }
  }
  await file.appendFile(waiting + ending, 'utf8')
}

async function* rowsOf<T>(rows: AsyncIterable<ExportRow>, make: (row: ExportRow) => T): AsyncGenerator<T> {
  for await (const row of rows) yield make(row)
}

/** Asked for when its turn comes: by then the rows are counted. */
function* later<T>(make: () => readonly T[]): Generator<T> {
  yield* make()
}

function plain(cell: Cell): string {
  return cell === null ? '' : String(cell.value)
}

const LONG: readonly ExportColumn[] = [
  'description',
  'consequence',
  'immediateAction',
  'causesText',
  'measuresText',
  'whatHelped',
  'suggestion',
  'feedbackText',
  'title',
]
const NARROW: readonly ExportColumn[] = [
  'date',
  'reported',
  'closedDate',
  'risk',
  'waitingDays',
  'isChild',
  'eventTime',
]

function widthOf(column: ExportColumn): number {
  if (LONG.includes(column)) return 60
  if (NARROW.includes(column)) return Math.max(12, EXPORT_COLUMNS[column].length + 4)
  return Math.max(24, EXPORT_COLUMNS[column].length + 4)
}

/** What somebody who finds the file in a year needs to know of it. */
function aboutRows(context: Exporting, choice: ExportChoice, rows: number, cells: CellMaker): Cell[][] {
  const { db, actor, now, workspace } = context
  const instant = now()
  const cut = filterWords(db, choice.filter)
  const lines: [string, string][] = [
    ['Uttag ur', `Lärdom, arbetsytan ${workspace.name}`],
    ['Uttaget', `${swedishDay(instant)} kl. ${swedishClock(instant).slice(11, 16)}`],
    ['Av', actor.name],
    ['Antal händelser', formatNumber(rows)],
    ['Ordning', orderWords(choice.sort, choice.group)],
    ['Avgränsning', cut.length === 0 ? 'Ingen: alla händelser som den som tog ut dem får se' : ''],
    ...cut.map(([what, which]) => [`  ${what}`, which] as [string, string]),
    ['Sammanförda ärenden', 'Räknas med det ärende de förts samman med, om de inte valts särskilt.'],
    [
      'Personnummer',
      cells.masked === 0
        ? 'Inga hittades i de texter som tagits ut.'
        : `Hittades i ${formatNumber(cells.masked)} texter och är borttagna ur filen.`,
    ],
    [
      'Att tänka på',
      'Filen är inte krypterad och kan innehålla uppgifter om enskilda. Förvara och gallra den som verksamhetens regler säger.',
    ],
  ]
  return lines.map((line) => line.map((value): Cell => ({ kind: 'text', value: cells.safe(value) })))
}

/** A case in the words of the import's own fields, so that the file can be read in again. */
function ownForm(row: ExportRow, cells: CellMaker): Record<string, string> {
  const { texts } = row
  const shown = (column: ExportColumn) => plain(cells.cell(column, row))
  const label = (list: CodeList, code: string | null) => (code === null ? '' : (list[code] ?? code))
  const values: Partial<Record<ImportField, string>> = {
    key: row.arendenr,
    arendetyp: shown('arendetyp'),
    title: shown('title'),
    status: shown('status'),
    statusReason: shown('statusReason'),
    closedDate: shown('closedDate'),
    diarienummer: shown('diarienummer'),
    reporterRole: shown('reporterRole'),
    forvaltning: row.forvaltningName,
    enhet: row.unitName,
    eventDate: texts.eventDate ?? '',
    eventTime: texts.eventTime ?? '',
    eventPeriod: label(DYGNSTIDER, texts.eventPeriod),
    discoveredDate: shown('discoveredDate'),
    reportedDate: row.reported,
    description: shown('description'),
    consequence: shown('consequence'),
    immediateAction: shown('immediateAction'),
    causesText: shown('causesText'),
    measuresText: shown('measuresText'),
    whatHelped: shown('whatHelped'),
    suggestion: shown('suggestion'),
    handelsetyp: shown('type'),
    undertyp: shown('undertyp'),
    skadetyp: shown('skadetyp'),
    nccMerp: shown('nccMerp'),
    reportedActualSeverity: row.severity === null ? '' : String(row.severity),
    reportedPotentialSeverity: texts.potentialSeverity === null ? '' : String(texts.potentialSeverity),
    vardtyp: shown('vardform'),
    vardprocess: shown('vardprocess'),
    specialty: shown('specialty'),
    medicalArea: shown('medicalArea'),
    agens: shown('agens'),
    strategiomraden: shown('strategiomraden'),
    kvalitetsregister: shown('kvalitetsregister'),
    samverkan: shown('samverkan'),
    samverkanWith: shown('samverkanWith'),
    patientInvolved: texts.patientInvolved === 1 ? 'Ja' : 'Nej',
    patientAge: texts.patientAge === null ? '' : String(texts.patientAge),
    patientSex: label(KON, texts.patientSex),
    isChild: shown('isChild'),
    frailElderly: shown('frailElderly'),
    fastVardkontakt: shown('fastVardkontakt'),
    vardplan: shown('vardplan'),
    medicineName: cells.safe(texts.medicineName),
    medicineStrength: cells.safe(texts.medicineStrength),
    medicineForm: cells.safe(texts.medicineForm),
    medicineBatch: cells.safe(texts.medicineBatch),
    deviceName: cells.safe(texts.deviceName),
    deviceMaker: cells.safe(texts.deviceMaker),
    deviceModel: cells.safe(texts.deviceModel),
    deviceSerial: cells.safe(texts.deviceSerial),
    waitingKind: shown('waitingKind'),
    waitingDays: shown('waitingDays'),
    feedbackGivenDate: texts.feedbackGivenDate ?? '',
    feedbackText: shown('feedbackText'),
  }
  // Object.entries only loses the names.
  const fields = Object.entries(values) as [ImportField, string][]
  return Object.fromEntries(
    fields.flatMap(([field, value]) => (value === '' ? [] : [[IMPORT_FIELDS[field].label, value]])),
  )
}
