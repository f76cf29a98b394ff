import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'

/** The body of a Word file that the app wrote, as XML. */
export function wordXml(path: string): string {
  return strFromU8(unzipSync(readFileSync(path))['word/document.xml'] ?? new Uint8Array())
}
