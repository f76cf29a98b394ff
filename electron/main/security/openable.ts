import { basename, extname, isAbsolute } from 'node:path'
import { ATTACHMENT_TYPES } from '../../../shared/attachment/types.ts'
import { DOCUMENT_FORMATS } from '../../../shared/document/model.ts'

/**
 * Kinds that a program shows and does not run: attachments that may be opened, and what Lärdom writes itself (its tables
 * are CSV with formulas made harmless). Word's and Excel's kinds with macros are not among them.
 */
const DOCUMENTS: ReadonlySet<string> = new Set([
  ...Object.values(ATTACHMENT_TYPES)
    .filter(({ opens }) => opens)
    .map(({ extension }) => `.${extension}`),
  ...DOCUMENT_FORMATS.map((format) => `.${format}`),
  '.csv',
])

/**
 * True for a whole path to a document of a known kind. Windows drops dots and spaces at the end of a name and reads
 * what stands after a colon as a stream of the file: a name with either is none of ours.
 */
export function opensAsDocument(path: string): boolean {
  const name = basename(path)
  if (!isAbsolute(path) || /[\u0000-\u001f]/.test(path) || /[. ]$/.test(name) || name.includes(':'))
    return false
  return DOCUMENTS.has(extname(name).toLowerCase())
}
