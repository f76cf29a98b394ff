import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Output as OutputOf } from '../../../shared/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import type { ImportReport } from '../../../shared/transfer/contract.ts'
import {
  ENCODINGS,
  SEPARATORS,
  type Encoding,
  type ReadSettings,
  type Separator,
} from '../../../shared/transfer/format.ts'
import { mapping as mappingSchema, type Mapping } from '../../../shared/transfer/mapping.ts'
import type { RowReport } from '../../../shared/transfer/rowReport.ts'
import { createOutput } from '../output.ts'
import { withWorkspace, type Session } from '../session.ts'

interface Options {
  readonly workspace: string
  readonly source: string
  readonly profile?: string
  readonly sheet?: string
  readonly encoding?: Encoding
  readonly separator?: Separator
  readonly headingRow?: number
  readonly dryRun?: boolean
  readonly faulty?: string
  readonly json?: boolean
}

/** So many rows of each kind are printed; --json gives all that the service tells. */
const MOST_SHOWN = 200

export function importCommand(): Command {
  return new Command('import')
    .description('Läs in händelser ur en fil. Samma fil två gånger ändrar inget.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .requiredOption('--source <fil>', 'filen som ska läsas in (Excel, CSV, TSV, JSON)')
    .option(
      '--profile <namn>',
      'hur kolumnerna ska förstås: en sparad profils namn, lexmaria, avvikelser, medcontrol, eller en JSON-fil; annars väljs den som passar rubrikerna',
    )
    .option('--sheet <namn>', 'bladet i en arbetsbok; annars det största')
    .option('--encoding <kod>', `teckenkodning: ${ENCODINGS.join(', ')}`, oneOf(ENCODINGS))
    .option('--separator <tecken>', 'skiljetecken: ; , | eller tab', separator)
    .option('--heading-row <nummer>', 'rubrikernas rad, där filens första är 1', headingRow)
    .option('--dry-run', 'visa bara vad som skulle hända')
    .option('--faulty <fil>', 'skriv de felaktiga raderna med skäl till en fil (.csv eller .xlsx)')
    .option('--json', 'svara med JSON')
    .action(async (options: Options) => {
      const output = createOutput(options.json === true)
      const { report, read } = await withWorkspace(output, options.workspace, (session) =>
        importInto(session, options),
      )
      output.result(report, () => words(report, read, options))
      const { faulty } = report.counts
      if (faulty > 0) {
        // What could be read is read; the exit code says that not all of it was.
        process.exitCode = 4
        output.complain(
          `${formatNumber(faulty)} ${faulty === 1 ? 'rad' : 'rader'} lästes inte in. Rätta i källan och läs in filen igen; det som redan är inläst ändras inte.`,
        )
      }
    })
}

async function importInto(
  session: Session,
  options: Options,
): Promise<{ report: ImportReport; read: OutputOf<'transfer.inspect'> }> {
  const path = resolve(options.source)
  const wishes = wishesOf(options)
  const own = options.profile?.toLowerCase().endsWith('.json') ? readMapping(options.profile) : undefined
  const read = await session.call('transfer.inspect', {
    path,
    wishes,
    ...(own === undefined && options.profile !== undefined ? { profile: options.profile } : {}),
  })
  const mapping = own ?? read.mapping
  const source = { path, wishes, mapping }
  const report =
    options.dryRun === true
      ? await session.call('transfer.check', source)
      : await session.call('transfer.run', { ...source, sha256: read.sha256 })
  if (options.faulty !== undefined && report.counts.faulty > 0) {
    const target = resolve(options.faulty)
    const format = target.toLowerCase().endsWith('.xlsx') ? ('xlsx' as const) : ('csv' as const)
    await session.call('transfer.save-faulty', { ...source, target, format })
  }
  return { report, read }
}

function words(report: ImportReport, read: OutputOf<'transfer.inspect'>, options: Options): string[] {
  const { counts } = report
  const { format, encoding, separator: between, sheet } = read.detected.settings
  const how = [
    format === 'workbook' ? `bladet ${sheet ?? ''}` : format === 'json' ? 'JSON' : encoding,
    between === '\t' ? 'tab' : between,
  ]
  return [
    options.dryRun === true ? 'Provkörning: inget har ändrats.' : 'Inläst.',
    `${report.profileName}; ${how.filter((part) => part !== null).join(', ')}.`,
    `Nya ${formatNumber(counts.new)}, ändrade ${formatNumber(counts.changed)}, oförändrade ${formatNumber(counts.unchanged)}, orörda för att de ändrats här ${formatNumber(counts.kept)}, dubbletter ${formatNumber(counts.duplicates)}, felaktiga ${formatNumber(counts.faulty)}.`,
    ...(counts.alreadyHere === 0
      ? []
      : [`${formatNumber(counts.alreadyHere)} liknar ärenden som redan finns här; se över dem.`]),
    ...report.unknown
      .slice(0, MOST_SHOWN)
      .map(
        ({ field, value, count, becomes, suggestion }) =>
          `  okänt värde (${field}), ${formatNumber(count)} rader: ${value} – ${becomes.toLocaleLowerCase('sv')}${suggestion ? `; kan vara ${suggestion.label}` : ''}`,
      ),
    ...shown(report.warnings, counts.warnings, 'att se över, rad'),
    ...shown(report.kept, counts.kept, 'lämnad som den är, rad'),
    ...shown(report.faulty, counts.faulty, 'rad'),
    ...(options.faulty !== undefined && counts.faulty > 0
      ? [`De felaktiga raderna står i ${options.faulty}.`]
      : []),
  ]
}

function shown(rows: readonly RowReport[], total: number, word: string): string[] {
  const lines = rows
    .slice(0, MOST_SHOWN)
    .map(
      ({ row, line, column, reason }) =>
        `  ${word} ${row} (filens rad ${line})${column === undefined || reason.includes(column) ? '' : `, ${column}`}: ${reason}`,
    )
  return total > lines.length ? [...lines, `  … och ${formatNumber(total - lines.length)} till`] : lines
}

function wishesOf(options: Options): ReadSettings {
  return {
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.separator === undefined ? {} : { separator: options.separator }),
    ...(options.headingRow === undefined ? {} : { headerRow: options.headingRow }),
  }
}

/** A mapping written by hand or by another program. @throws USAGE */
function readMapping(file: string): Mapping {
  try {
    return mappingSchema.parse(JSON.parse(readFileSync(resolve(file), 'utf8')))
  } catch (error) {
    throw new LardomError(
      'USAGE',
      { detail: `Profilen i ${file} går inte att läsa. Den ska vara JSON i den form som Lärdom sparar.` },
      { cause: error },
    )
  }
}

function oneOf<T extends string>(known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((each) => each === text.toLowerCase())
    if (found === undefined) throw new InvalidArgumentError(`Välj ${known.join(', ')}.`)
    return found
  }
}

function separator(text: string): Separator {
  const found =
    text.toLowerCase() === 'tab' || text === '\\t' ? '\t' : SEPARATORS.find((each) => each === text)
  if (found === undefined) throw new InvalidArgumentError('Välj ; , | eller tab.')
  return found
}

function headingRow(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 1000) {
    throw new InvalidArgumentError('Skriv ett helt tal från 1 till 1000.')
  }
  return number
}
