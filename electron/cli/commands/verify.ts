import { Command } from 'commander'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { createOutput } from '../output.ts'
import { withWorkspace } from '../session.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Kontrollera att en arbetsyta är hel: filen, sambanden och händelseloggens kedja.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .option('--json', 'svara med JSON')
    .action(async (options: { workspace: string; json?: boolean }) => {
      const output = createOutput(options.json === true)
      const report = await withWorkspace(output, options.workspace, (session) =>
        session.call('account.verify', {}),
      )
      output.result(report, () => [
        `Fil: ${report.database === 'ok' ? 'hel' : report.database}`,
        `Samband: ${report.orphans === 0 ? 'hela' : `${formatNumber(report.orphans)} rader saknar det de hör till`}`,
        `Logg: ${formatNumber(report.auditRows)} rader, ${report.auditBrokenAt === null ? 'kedjan hel' : `kedjan bruten vid rad ${report.auditBrokenAt}`}`,
        `Format: ${report.format}`,
      ])
      if (!report.ok) throw new LardomError('VERIFY_FAILED', { detail: report.faults.join('; ') })
    })
}
