import { Command } from 'commander'
import { actLabel, ENTITIES } from '../../../shared/audit/acts.ts'
import type { VerifyReport } from '../../../shared/audit/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { swedishClock } from '../../../shared/time/dates.ts'
import { createOutput } from '../output.ts'
import { withWorkspace } from '../session.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Kontrollera att en arbetsyta är hel: filen, sambanden och händelseloggens kedja.')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .option('--anchor <rad:tecken>', 'kontrollera också att loggen fortfarande bär ett nedskrivet ankare')
    .option('--json', 'svara med JSON')
    .action(async (options: { workspace: string; anchor?: string; json?: boolean }) => {
      const output = createOutput(options.json === true)
      const { file, log } = await withWorkspace(output, options.workspace, async (session) => ({
        file: await session.call('account.verify', {}),
        log: await session.call(
          'audit.verify',
          options.anchor === undefined ? {} : { anchor: options.anchor },
        ),
      }))
      output.result({ ...file, ok: file.ok && log.ok, log }, () => [
        `Fil: ${file.database === 'ok' ? 'hel' : file.database}`,
        `Samband: ${file.orphans === 0 ? 'hela' : `${formatNumber(file.orphans)} rader saknar det de hör till`}`,
        ...logLines(log),
        `Format: ${file.format}`,
      ])
      const faults = [
        ...file.faults,
        ...(log.anchor === null || log.anchor.holds ? [] : [anchorWords(log.anchor.text)]),
      ]
      if (faults.length > 0) throw new LardomError('VERIFY_FAILED', { detail: faults.join('; ') })
    })
}

function logLines(log: VerifyReport): string[] {
  const { rows, firstAt, lastAt, head, broken, anchor } = log
  return [
    `Logg: ${formatNumber(rows)} ${broken === null ? 'rader, kedjan hel' : 'rader hänger ihop; därefter är kedjan bruten'}`,
    ...(firstAt === null || lastAt === null ? [] : [`  från ${clock(firstAt)}`, `  till ${clock(lastAt)}`]),
    ...(head === null ? [] : [`  ankare ${head}`]),
    ...(anchor === null ? [] : [`Ankaret ${anchor.text}: ${anchor.holds ? 'stämmer' : 'stämmer inte'}`]),
    ...(broken === null ? [] : [`Första brutna länk: ${brokenWords(broken)}`]),
  ]
}

/** Which row, and what stands there now; the row itself may be the forged one. */
function brokenWords({ seq, kind, row }: NonNullable<VerifyReport['broken']>): string {
  const number = formatNumber(seq)
  if (row === null) return `rad ${number} i loggen saknas`
  const what = `${actLabel(row.action)} (${ENTITIES[row.entity] ?? row.entity} ${row.name || row.entityId})`
  const now = `${clock(row.at)}, ${row.who}: ${what}`
  return kind === 'andrad'
    ? `rad ${number} i loggen är ändrad i efterhand; där står nu ${now}`
    : `rad ${number} i loggen hör inte ihop med raden före; där står nu ${now}`
}

function anchorWords(text: string): string {
  return `loggen bär inte ankaret ${text}: den raden är en annan än när ankaret skrevs ned`
}

function clock(at: string): string {
  return swedishClock(new Date(at))
}
