import { writeXlsx } from 'hucre/xlsx'
import { LardomError } from '../../../shared/rpc/error.ts'
import { maskPersonnummer } from '../../../shared/text/personnummer.ts'
import { cell } from '../audit/exportLog.ts'
import { asLardomError } from '../db/faults.ts'
import { refuseWorkspace, replaceFile } from '../document/write.ts'
import { FAULT_COLUMNS } from './faultColumns.ts'
import { importSource, type ImportContext, type ImportInput } from './importSource.ts'
import { openSource } from './reading/openSource.ts'

/** More faults than this are no rows to mend but a file or a mapping that is wrong. */
const MOST = 100_000
/** Excel's longest cell. */
const LONGEST_CELL = 32_767
const BOM = '\ufeff'

/**
 * Writes the rows that would not be taken in, as they stand in the source, and beside each its row, column and reason:
 * mended, the file is read with the same profile. A personnummer is masked, for no file that leaves here holds one;
 * what is left of such a row can be read in as it is.
 */
export async function saveFaulty(
  input: ImportInput & { target: string; format: 'csv' | 'xlsx' },
  context: ImportContext,
): Promise<{ rows: number }> {
  const { target, format } = input
  refuseWorkspace(target)
  const { detected } = await openSource(input.path, input.wishes, { signal: context.signal })
  const width = detected.columns.length
  const rows: string[][] = []
  await importSource(input, context, undefined, {
    onFault: ({ fields }, report) => {
      if (rows.length >= MOST) {
        throw new LardomError('RULE', {
          detail:
            'Fler än 100 000 rader är felaktiga. Se över kopplingen av kolumner, eller gör om exporten, i stället för att rätta raderna.',
        })
      }
      const cells = Array.from({ length: Math.max(width, fields.length) }, (_, at) =>
        maskPersonnummer(fields[at] ?? ''),
      )
      rows.push([String(report.row), report.column ?? '', report.reason, ...cells])
    },
  })
  const widest = rows.reduce((most, row) => Math.max(most, row.length - FAULT_COLUMNS.length), width)
  const heading = [
    ...FAULT_COLUMNS,
    ...detected.columns.map(({ name }) => name),
    // What stood beyond the table, where a row had more fields than headings.
    ...Array.from({ length: widest - width }, (_, at) => `Överskjutande fält ${at + 1}`),
  ]
  const bytes = format === 'csv' ? asCsv([heading, ...rows]) : await asWorkbook([heading, ...rows])
  try {
    await replaceFile(target, bytes, () =>
      context.audit({
        action: 'transfer.save-faulty',
        entity: 'import',
        entityId: 'felrader',
        after: { rows: rows.length, format },
      }),
    )
  } catch (error) {
    throw asLardomError(error, target) ?? error
  }
  return { rows: rows.length }
}

function asCsv(rows: readonly string[][]): Uint8Array {
  return Buffer.from(`${BOM}${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`, 'utf8')
}

async function asWorkbook(rows: readonly string[][]): Promise<Uint8Array> {
  if (rows.some((row) => row.some((text) => text.length > LONGEST_CELL))) {
    throw new LardomError('RULE', {
      detail: 'Ett fält är längre än vad Excel rymmer (32 767 tecken). Spara felraderna som CSV i stället.',
    })
  }
  // Cells of text are no formulas in a workbook, whatever they begin with.
  return writeXlsx({ sheets: [{ name: 'Felrader', rows: rows.map((row) => row.map(plain)) }] })
}

/** XML knows no control characters. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
