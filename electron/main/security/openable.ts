import { basename, extname, isAbsolute } from 'node:path'

/** Kinds that a program shows and does not run. Word's and Excel's kinds with macros are not among them. */
const DOCUMENTS: ReadonlySet<string> = new Set([
  '.docx',
  '.pdf',
  '.html',
  '.csv',
  '.xlsx',
  '.pptx',
  '.odt',
  '.ods',
  '.odp',
  '.json',
  '.txt',
  '.svg',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.tif',
  '.tiff',
  '.heic',
  '.md',
  '.mp3',
  '.m4a',
  '.wav',
  '.mp4',
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
