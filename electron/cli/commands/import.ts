import { resolve } from 'node:path'
import { Command } from 'commander'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { createOutput } from '../output.ts'
import { withWorkspace } from '../session.ts'

export function importCommand(): Command {
  return new Command('import')
    .description('Läs in händelser ur en fil. Samma fil två gånger ändrar inget.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .requiredOption('--source <fil>', 'filen som ska läsas in (CSV, TSV)')
    .option('--profile <namn>', 'hur kolumnerna ska förstås: lexmaria eller avvikelser; annars gissas det')
    .option('--dry-run', 'visa bara vad som skulle hända')
    .option('--json', 'svara med JSON')
    .action(
      async (options: {
        workspace: string
        source: string
        profile?: string
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
          `Nya ${formatNumber(result.new)}, ändrade ${formatNumber(result.changed)}, oförändrade ${formatNumber(result.unchanged)}, felaktiga ${formatNumber(result.faulty.length)}.`,
          ...result.faulty.map((fault) => `  rad ${fault.row} (filens rad ${fault.line}): ${fault.reason}`),
        ])
      },
    )
}
