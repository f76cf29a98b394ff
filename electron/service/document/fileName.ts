import { cleanText } from '../../../shared/document/plainText.ts'
import type { DocumentFormat, DocumentModel } from '../../../shared/document/model.ts'
import { findPersonnummer } from '../../../shared/text/personnummer.ts'

/** Well under the 255 bytes that file systems allow, with å ä ö as two bytes each, and readable in a window. */
const LONGEST = 110

/** Windows keeps these names for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * 'Patientsäkerhetsberättelse 2025 – Sahlgrenska Universitetssjukhuset (exempeldata).docx': safe on every system,
 * keeps å ä ö, says when the content is not for use, and never holds a personnummer.
 */
export function documentFileName(model: DocumentModel, format: DocumentFormat): string {
  const stamps = model.stamps.length === 0 ? '' : ` (${model.stamps.join(', ').toLocaleLowerCase('sv')})`
  const parts = [model.title, model.subtitle].map(safePart).filter((part) => part !== '')
  let name = parts.join(' – ').slice(0, LONGEST - stamps.length)
  name = name.replace(/[\ud800-\udbff]$/, '').replace(/[\s.–-]+$/, '')
  if (name === '' || RESERVED.test(name)) name = safePart(model.documentType)
  if (name === '' || RESERVED.test(name)) name = 'Dokument'
  return `${name}${stamps}.${format}`
}

function safePart(text: string): string {
  return withoutPersonnummer(cleanText(text))
    .replace(/[<>:"/\\|?*\n\t]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
}

function withoutPersonnummer(text: string): string {
  const [hit] = findPersonnummer(text)
  return hit ? withoutPersonnummer(`${text.slice(0, hit.start)} ${text.slice(hit.end)}`) : text
}
