import { resolve } from 'node:path'
import { Command } from 'commander'
import { REASONS } from '../../../shared/backup/names.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { createOutput } from '../output.ts'
import { withWorkspace } from '../session.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .description('Gör en kontrollerad säkerhetskopia av en arbetsyta, i dess mapp eller på en annan plats.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .option('--out <fil>', 'skriv kopian som den här filen i stället, till exempel på en annan disk')
    .option('--list', 'visa bara de kopior som finns')
    .option('--json', 'svara med JSON')
    .action(async (options: { workspace: string; out?: string; list?: boolean; json?: boolean }) => {
      const output = createOutput(options.json === true)
      const { out } = options
      await withWorkspace(output, options.workspace, async (session) => {
        if (options.list === true) {
          const { copies, folder } = await session.call('backup.list', {})
          output.result({ folder, copies }, () =>
            copies.length === 0
              ? ['Inga säkerhetskopior ännu.']
              : copies.map(
                  ({ name, at, reason, bytes }) =>
                    `${at}  ${REASONS[reason]}  ${formatNumber(bytes / 1024)} kB  ${name}`,
                ),
          )
        } else if (out === undefined) {
          const made = await session.call('backup.make', {})
          output.result(made, () => [
            `Gjord och kontrollerad: ${made.name}`,
            `${formatNumber(made.rows)} rader, ${formatNumber(made.bytes / 1024)} kB.`,
          ])
        } else {
          const path = resolve(out)
          const { bytes } = await session.call('backup.export', { copy: null, path })
          output.result({ path, bytes }, () => [
            `Gjord och kontrollerad: ${path} (${formatNumber(bytes / 1024)} kB), med sin nyckelfil.`,
          ])
        }
      })
    })
}
