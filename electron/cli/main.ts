import { Command, CommanderError } from 'commander'
import { LardomError } from '../../shared/rpc/error.ts'
import { backupCommand } from './commands/backup.ts'
import { benchCommand } from './commands/bench.ts'
import { demoCommand } from './commands/demo.ts'
import { importCommand } from './commands/import.ts'
import { reportCommand } from './commands/report.ts'
import { restoreCommand } from './commands/restore.ts'
import { verifyCommand } from './commands/verify.ts'
import { reportFailure } from './output.ts'
import { inSwedish, swedishHelp } from './swedishHelp.ts'

const program = swedishHelp(
  new Command('lardom')
    .description('Lärdom i terminalen: samma datatjänst som fönstret använder.')
    .addHelpText(
      'after',
      '\nLösenfrasen frågas efter, eller ges i LARDOM_PASSPHRASE.\n' +
        'Avslutskoder: 0 klart, 1 oväntat fel, 2 fel anrop, 3 arbetsytan, 4 källdata, 5 kontrollen, 6 filer och skrivare.',
    ),
)
for (const make of [
  demoCommand,
  importCommand,
  reportCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  benchCommand,
]) {
  program.addCommand(swedishHelp(make()))
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode =
      error.exitCode === 0
        ? 0
        : reportFailure(new LardomError('USAGE', { detail: inSwedish(error) }), wantsJson())
  } else process.exitCode = reportFailure(error, wantsJson())
}

function wantsJson(): boolean {
  return process.argv.includes('--json')
}
