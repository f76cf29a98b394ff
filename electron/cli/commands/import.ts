import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { PROFILE_CODES, type ProfileCode } from '../../../shared/transfer/contract.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { createOutput } from '../output.ts'
import { withWorkspace } from '../session.ts'

export function importCommand(): Command {
  return new Command('import')
    .description('Läs in händelser ur en fil. Samma fil två gånger ändrar inget.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .requiredOption('--source <fil>', 'filen som ska läsas in (CSV, TSV)')
    .option(
      '--profile <namn>',
      'hur kolumnerna ska förstås: lexmaria eller avvikelser; annars gissas det',
      parseProfile,
    )
    .option('--dry-run', 'visa bara vad som skulle hända')
    .option('--json', 'svara med JSON')
    .action(
      async (options: {
        workspace: string
        source: string
        profile?: ProfileCode
        dryRun?: boolean
        json?: boolean
      }) => {
        const output = createOutput(options.json === true)
        const result = await withWorkspace(output, options.workspace, (session) =>
          session.call('transfer.import', {
            path: resolve(options.source),
            dryRun: options.dryRun === true,
            ...(options.profile === undefined ? {} : { profile: options.profile }),
          }),
        )
        output.result(result, () => [
          options.dryRun === true ? 'Provkörning: inget har ändrats.' : 'Inläst.',
          `${result.profileName}; ${result.encoding}, ${result.separator}.`,
          `Nya ${formatNumber(result.new)}, ändrade ${formatNumber(result.changed)}, oförändrade ${formatNumber(result.unchanged)}, orörda för att de ändrats här ${formatNumber(result.kept)}, dubbletter ${formatNumber(result.duplicates)}, felaktiga ${formatNumber(result.faulty.length)}.`,
          ...result.warnings.map(
            (odd) => `  att se över, rad ${odd.row} (filens rad ${odd.line}): ${odd.reason}`,
          ),
          ...result.faulty.map((fault) => `  rad ${fault.row} (filens rad ${fault.line}): ${fault.reason}`),
        ])
        if (result.faulty.length > 0) {
          // What could be read is read; the exit code says that not all of it was.
          process.exitCode = 4
          output.complain(
            `${formatNumber(result.faulty.length)} ${result.faulty.length === 1 ? 'rad' : 'rader'} lästes inte in. Rätta i källan och läs in filen igen; det som redan är inläst ändras inte.`,
          )
        }
      },
    )
}

function parseProfile(text: string): ProfileCode {
  const known = PROFILE_CODES.find((code) => code === text)
  if (known === undefined) throw new InvalidArgumentError(`Profilerna är ${PROFILE_CODES.join(' och ')}.`)
  return known
}
