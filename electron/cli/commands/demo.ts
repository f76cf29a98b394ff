import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { EXAMPLE_INCIDENTS, EXAMPLE_PASSPHRASE, EXAMPLE_SEED } from '../../../shared/example/contract.ts'
import { DOCUMENT_FORMATS } from '../../../shared/document/model.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { removeWorkspaceFiles } from '../../service/db/workspaceFile.ts'
import { makeFolder } from '../folder.ts'
import { createOutput } from '../output.ts'
import { openSession, type Session } from '../session.ts'
import { wholeNumber } from '../swedishHelp.ts'
import { writeReports } from './report.ts'

/** The last whole year of the example. */
const REPORT_YEAR = 2025

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Gör exempelarbetsytan och patientsäkerhetsberättelsen för varje förvaltning och för regionen.',
    )
    .option('--out <mapp>', 'mappen som allt skrivs i', 'out')
    .option('--seed <tal>', 'frö: samma frö ger samma händelser', wholeNumber(0, 4_294_967_295), EXAMPLE_SEED)
    .option('--incidents <antal>', 'antal påhittade händelser', wholeNumber(0, 500_000), EXAMPLE_INCIDENTS)
    .option('--json', 'svara med JSON')
    .action(async (options: { out: string; seed: number; incidents: number; json?: boolean }) => {
      const output = createOutput(options.json === true)
      const out = resolve(options.out)
      const path = join(out, 'Exempeldata.lardom')
      makeFolder(out)
      const session = openSession(output)
      try {
        await removeEarlierExample(session, path)
        const made = await session.call('example.create', {
          path,
          seed: options.seed,
          incidents: options.incidents,
        })
        output.say(
          `Exempeldata: ${formatNumber(made.published)} publicerade lex Maria-fall, ${formatNumber(made.generated)} påhittade händelser, ${formatNumber(made.analyses)} händelseanalyser.`,
        )
        await session.call('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
        const units = await session.call('organisation.tree', {})
        const codes = units
          .filter((unit) => unit.organisation === 'egen' && unit.providesCare)
          .filter((unit) => unit.kind === 'forvaltning' || unit.kind === 'region')
          .map((unit) => unit.code)
        const documents = await writeReports(session, output, {
          codes,
          year: REPORT_YEAR,
          format: DOCUMENT_FORMATS,
          out: join(out, 'berättelser'),
        })
        output.result({ workspace: path, passphrase: EXAMPLE_PASSPHRASE, ...made, documents }, () => [
          `Arbetsyta: ${path}`,
          `Lösenfras: ${EXAMPLE_PASSPHRASE}`,
          `Dokument:  ${formatNumber(documents.length)} stycken i ${join(out, 'berättelser')}`,
          ...documents.map((document) => `  ${document.path} (${formatNumber(document.bytes / 1024)} kB)`),
        ])
      } finally {
        session.close()
      }
    })
}

/** An earlier demo is made anew; a workspace that is not an example is never touched. */
async function removeEarlierExample(session: Session, path: string): Promise<void> {
  if (!existsSync(path)) return
  const refuse = new LardomError('FILE_EXISTS', { file: path })
  try {
    const info = await session.call('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
    if (!info.isExample) throw refuse
  } catch (error) {
    throw error === refuse || (error instanceof LardomError && error.code === 'WRONG_PASSPHRASE')
      ? refuse
      : error
  }
  await session.call('account.lock', {})
  removeWorkspaceFiles(path)
}
