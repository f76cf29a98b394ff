import { join, resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { DOCUMENT_FORMATS, type DocumentFormat } from '../../../shared/document/model.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { makeFolder } from '../folder.ts'
import { createOutput, type Output } from '../output.ts'
import { withWorkspace, type Session } from '../session.ts'
import { wholeNumber } from '../swedishHelp.ts'

interface WrittenReport {
  readonly forvaltning: string
  readonly format: DocumentFormat
  readonly path: string
  readonly bytes: number
  readonly printer?: string
}

export function reportCommand(): Command {
  return new Command('report')
    .description('Skriv patientsäkerhetsberättelsen för en förvaltning, eller för regionen (VGR).')
    .requiredOption('--workspace <fil>', 'arbetsytan (.lardom)')
    .requiredOption('--forvaltning <kod>', 'förvaltningens kod, t.ex. SU, SkaS, SÄS; VGR för regionen')
    .requiredOption('--year <år>', 'året som berättelsen gäller', wholeNumber(2000, 2100))
    .option('--format <format>', 'docx, pdf, html; flera med komma', parseFormats, ['docx', 'pdf'])
    .requiredOption('--out <mapp>', 'mappen som dokumenten skrivs i')
    .option('--json', 'svara med JSON')
    .action(
      async (options: {
        workspace: string
        forvaltning: string
        year: number
        format: DocumentFormat[]
        out: string
        json?: boolean
      }) => {
        const output = createOutput(options.json === true)
        const written = await withWorkspace(output, options.workspace, async (session) => {
          await assertKnown(session, options.forvaltning)
          return await writeReports(session, output, {
            ...options,
            out: resolve(options.out),
            codes: [options.forvaltning],
          })
        })
        output.result(written, () => written.map(({ path }) => path))
      },
    )
}

/** Names the codes there are: in a terminal there is no list to go back to. */
async function assertKnown(session: Session, code: string): Promise<void> {
  const units = await session.call('organisation.tree', {})
  const codes = units
    .filter((unit) => unit.organisation === 'egen' && (unit.kind === 'region' || unit.kind === 'forvaltning'))
    .map((unit) => unit.code)
  const wanted = code.toLocaleLowerCase('sv')
  if (codes.some((known) => known.toLocaleLowerCase('sv') === wanted)) return
  throw new LardomError('RULE', {
    detail: `Förvaltningen ${code} finns inte i arbetsytan. Koderna är ${codes.join(', ')}.`,
  })
}

/** Writes the berättelse of each code in each format; used by `demo` too. */
export async function writeReports(
  session: Session,
  output: Output,
  wanted: { codes: readonly string[]; year: number; format: readonly DocumentFormat[]; out: string },
): Promise<WrittenReport[]> {
  makeFolder(wanted.out)
  const written: WrittenReport[] = []
  let done = 0
  for (const code of wanted.codes) {
    for (const format of wanted.format) {
      output.progress(done++, wanted.codes.length * wanted.format.length, `Skriver ${code}, ${format}`)
      const path = join(wanted.out, `Patientsäkerhetsberättelse ${wanted.year} ${code}.${format}`)
      const { bytes, printer } = await session.call('annual-report.write', {
        unitCode: code,
        year: wanted.year,
        format,
        path,
      })
      written.push({ forvaltning: code, format, path, bytes, ...(printer === undefined ? {} : { printer }) })
    }
  }
  return written
}

function parseFormats(text: string): DocumentFormat[] {
  const wanted = text.split(',').map((part) => part.trim().toLowerCase())
  const known = DOCUMENT_FORMATS.filter((format) => wanted.includes(format))
  if (wanted.length === 0 || wanted.some((part) => !DOCUMENT_FORMATS.some((format) => format === part))) {
    throw new InvalidArgumentError(
      `Format är ${DOCUMENT_FORMATS.join(', ')}; flera skrivs med komma emellan.`,
    )
  }
  return known
}
