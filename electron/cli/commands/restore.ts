import { resolve } from 'node:path'
import { Command } from 'commander'
import { REASONS } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { createOutput } from '../output.ts'
import { readPassphrase } from '../passphrase.ts'
import { openSession } from '../session.ts'

export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'Återställ en arbetsyta från en av dess säkerhetskopior, också när den är skadad eller borta. Det som ligger där sparas bland kopiorna.',
    )
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .option('--backup <namn>', 'kopian som ska återställas; utan den visas de som finns')
    .option('--keyring', 'hämta bara en skadad eller borttappad nyckelfil; arbetsytan rörs inte')
    .option('--json', 'svara med JSON')
    .addHelpText('after', '\nLösenfrasen är den som gällde när kopian gjordes, eller återställningsnyckeln.')
    .action(async (options: { workspace: string; backup?: string; keyring?: boolean; json?: boolean }) => {
      const output = createOutput(options.json === true)
      const path = resolve(options.workspace)
      const session = openSession(output)
      try {
        if (options.keyring === true) {
          const passphrase = await readPassphrase(options.workspace)
          const info = await session.call('backup.rescue-keyring', { path, passphrase })
          output.result(info, () => [`Nyckelfilen är hämtad. ${info.name} går att öppna igen.`])
          return
        }
        const { copies } = await session.call('backup.list-closed', { path })
        const { backup } = options
        if (backup === undefined) {
          output.result({ copies }, () =>
            copies.length === 0
              ? ['Det finns inga säkerhetskopior bredvid arbetsytan.']
              : [
                  'Välj en med --backup:',
                  ...copies.map(
                    ({ name, reason, bytes }) =>
                      `  ${name}  (${REASONS[reason]}, ${formatNumber(bytes / 1024)} kB)`,
                  ),
                ],
          )
          return
        }
        if (!copies.some(({ name }) => name === backup)) {
          throw new LardomError('NOT_FOUND', { what: 'Säkerhetskopian' })
        }
        const passphrase = await readPassphrase(backup)
        const info = await session.call('backup.restore-closed', { path, copy: backup, passphrase })
        output.result(info, () => [
          `${info.name} är återställd från ${backup}.`,
          'Det som låg där förut finns bland säkerhetskopiorna.',
        ])
      } finally {
        session.close()
      }
    })
}
