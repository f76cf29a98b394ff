import * as z from 'zod'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { transferContract } from './contract.ts'
import { LARGEST_DROPPED } from './dropped.ts'
import { readSettings } from './format.ts'
import { mapping } from './mapping.ts'

const token = z.string().max(60)

/** A file that the person chose or dropped: the window names it by its token, and reads its name. */
export const sourceFile = z.strictObject({
  token,
  name: z.string(),
  /** The folder, shortened for reading; '' for one that was dropped. */
  folder: z.string(),
})
export type SourceFile = z.infer<typeof sourceFile>

const source = { token, wishes: readSettings.default({}) }

/** What main does for the import: the dialogs, and the path behind a token. Who may do what is asked in the service. */
export const transferHostContract = {
  /** Asks which file. Null when the person closed the dialog. */
  'host.choose-source': command({
    input: z.strictObject({}),
    output: sourceFile.nullable(),
    access: 'open',
  }),
  /** A file that was dropped on the page: kept in a folder of its own until the workspace is locked. */
  'host.drop-source': command({
    input: z.strictObject({
      name: z.string().min(1).max(1000),
      bytes: z
        .instanceof(Uint8Array)
        .refine(
          ({ length }) => length <= LARGEST_DROPPED,
          'Filen är för stor för att dras hit. Välj den med knappen i stället.',
        ),
    }),
    output: sourceFile,
    access: 'open',
  }),
  'host.inspect-source': query({
    input: z.strictObject(source),
    output: transferContract['transfer.inspect'].output,
    access: 'open',
  }),
  'host.check-source': query({
    input: z.strictObject({ ...source, mapping }),
    output: transferContract['transfer.check'].output,
    access: 'open',
  }),
  'host.run-import': job({
    input: z.strictObject({ ...source, mapping, sha256: z.string().max(64) }),
    output: transferContract['transfer.run'].output,
    access: 'open',
  }),
  /** Asks where, and writes the faulty rows there. Null when the person closed the dialog. */
  'host.save-faulty': job({
    input: z.strictObject({
      ...source,
      mapping,
      format: z.enum(['csv', 'xlsx']),
      suggestedName: z.string().min(1).max(150),
    }),
    output: z.strictObject({ file: sourceFile, rows: z.number().int() }).nullable(),
    access: 'open',
  }),
} as const satisfies Contract
