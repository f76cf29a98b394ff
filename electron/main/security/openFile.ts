import { extname } from 'node:path'
import { shell } from 'electron'
import { LardomError } from '../../../shared/rpc/error.ts'
import { opensAsDocument } from './openable.ts'

/** Lets the system open a document. The only place that does; a program or a script is never started. */
export async function openDocument(path: string): Promise<void> {
  if (!opensAsDocument(path)) {
    throw new LardomError('RULE', {
      detail: `Filer av slaget ${extname(path) || 'utan ändelse'} öppnas inte härifrån. Visa den i mappen i stället.`,
    })
  }
  const problem = await shell.openPath(path)
  if (problem !== '') throw new LardomError('RULE', { detail: `Filen kunde inte öppnas: ${problem}` })
}
