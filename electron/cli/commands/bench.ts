import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { LardomError } from '../../../shared/rpc/error.ts'
import { wholeNumber } from '../swedishHelp.ts'

/** The bench drives the real window too, so it lives with the build tools; this command runs it. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('Mät start, register och berättelse; skriver en tabell och JSON.')
    .option('--incidents <antal>', 'händelser i den stora arbetsytan', wholeNumber(1000, 500_000), 100_000)
    .option('--large', 'mät också ett register med en miljon händelser (görs en gång, tar en stund)')
    .option('--register', 'mät bara registret, utan fönster')
    .option('--json', 'svara bara med JSON')
    .action(async (options: { incidents: number; large?: boolean; register?: boolean; json?: boolean }) => {
      const script = fileURLToPath(new URL('../../../build/bench.ts', import.meta.url))
      if (!existsSync(script)) throw new LardomError('USAGE', { detail: 'Mätningen finns bara i källkoden.' })
      const args = [
        script,
        '--incidents',
        String(options.incidents),
        ...(options.large === true ? ['--large'] : []),
        ...(options.register === true ? ['--register'] : []),
        ...(options.json === true ? ['--json'] : []),
      ]
      process.exitCode = await new Promise<number>((resolve) => {
        spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1))
      })
    })
}
