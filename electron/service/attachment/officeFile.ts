import { setImmediate } from 'node:timers/promises'
import type { AttachmentType } from '../../../shared/attachment/types.ts'
import { isRunnableName } from '../../../shared/attachment/fileName.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { looksExecutable, holdsProgram } from './programs.ts'
import { refuse } from './refusal.ts'
import { zipEntries, type ZipEntries } from './zipEntries.ts'

export interface Inspected {
  readonly type: AttachmentType
  /** What can be read of it as text; null when nothing can, as of a picture. */
  readonly text: string | null
}

const CONTENT_TYPES = '[Content_Types].xml'
/** The main part's type tells what the document is (ISO/IEC 29500); templates and macro kinds have others. */
const OFFICE_KINDS: readonly (readonly [string, AttachmentType])[] = [
  ['wordprocessingml.document.main+xml', 'docx'],
  ['spreadsheetml.sheet.main+xml', 'xlsx'],
  ['presentationml.presentation.main+xml', 'pptx'],
]
const OPEN_DOCUMENT_KINDS: Readonly<Record<string, AttachmentType>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
}
const MACROS = /vbaproject|vbadata|(?:^|\/)macrosheets\/|^basic\/|^scripts\//i
const PROGRAM_PARTS = /^META-INF\/MANIFEST\.MF$|\.dex$|\.class$|^AndroidManifest\.xml$/
/** Objects that Word and Excel pack other files into. */
const OLE_OBJECT = /(?:^|\/)(?:oleObject\d*\.bin|activeX\d*\.bin|ObjectReplacements\/)/i
/** As UTF-16: the stream that holds a packed file. */
const OLE_PACKAGE = Buffer.from('Ole10Native', 'utf16le')

/** Where the words of a document are. */
const TEXT_PARTS =
  /^(?:word\/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\d*\.xml|xl\/(?:sharedStrings|comments\d*|worksheets\/sheet\d+)\.xml|ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml|content\.xml|styles\.xml)$/
const MOST_TEXT = 60 * 1024 * 1024

/** A zip that must be an office document without macros or packed files. @throws ATTACHMENT_REFUSED, CANCELLED */
export async function inspectZip(bytes: Buffer, signal: AbortSignal): Promise<Inspected> {
  const entries = zipEntries(bytes)
  const names = [...entries.keys()]
  const type = officeType(entries) ?? openDocumentType(entries)
  if (type === undefined) throw refuse(names.some((name) => PROGRAM_PARTS.test(name)) ? 'program' : 'arkiv')
  if (names.some((name) => MACROS.test(name))) throw refuse('makron')
  for (const [name, entry] of entries) {
    const isText = TEXT_PARTS.test(name)
    // Office's own XML parts have runnable endings (.xml, .rels); others may not.
    if (isRunnableName(name) && !name.endsWith('.xml')) throw refuse('inbaddat')
    if (isText || name.endsWith('/') || /\.(?:xml|rels)$/i.test(name)) continue
    const content = entry.read()
    if (looksExecutable(content) || holdsProgram(content)) throw refuse('inbaddat')
    if (OLE_OBJECT.test(name) && content.includes(OLE_PACKAGE)) throw refuse('inbaddat')
  }
  return { type, text: await documentText(entries, signal) }
}

function officeType(entries: ZipEntries): AttachmentType | undefined {
  const list = entries.get(CONTENT_TYPES)
  if (!list) return undefined
  const types = list.read().toString('utf8')
  if (/macroEnabled|ms-office\.vbaProject/i.test(types)) throw refuse('makron')
  const found = OFFICE_KINDS.find(([kind]) => types.includes(kind))
  if (!found) throw refuse('okant')
  return found[1]
}

function openDocumentType(entries: ZipEntries): AttachmentType | undefined {
  const [first] = entries.values()
  if (first?.name !== 'mimetype') return undefined
  const type = OPEN_DOCUMENT_KINDS[first.read().toString('latin1').trim()]
  if (type === undefined) throw refuse('okant')
  const manifest = entries.get('META-INF/manifest.xml')?.read().toString('utf8') ?? ''
  if (/encryption-data/i.test(manifest)) throw refuse('last')
  return type
}

/** A piece at a time, so that other calls come in between, and a bomb's text never lies in memory all at once. */
async function documentText(entries: ZipEntries, signal: AbortSignal): Promise<string> {
  let text = ''
  for (const [name, entry] of entries) {
    if (!TEXT_PARTS.test(name)) continue
    for (const piece of xmlPieces(entry.read().toString('utf8'))) {
      text += piece
      if (text.length > MOST_TEXT) return text
      if (signal.aborted) throw new LardomError('CANCELLED')
      await setImmediate()
    }
    text += '\n'
  }
  return text
}

/** Tags that stand between words; all others may stand within one, as a change of formatting does. */
const BREAKS = /^\/?(?:\w+:)?(?:p|h|tc|tr|c|si|row|table-cell|table-row|br|tab|line-break|cr)(?![\w-])/

/** The words of XML, in one pass however it is made. */
export function xmlText(xml: string): string {
  return [...xmlPieces(xml)].join('')
}

/** Tags, and characters, of one piece. */
const TAGS_OF_A_PIECE = 20_000
const PIECE = 200_000
/** No sign that is written as a name or a number is longer. */
const LONGEST_SIGN = 10

function* xmlPieces(xml: string): Generator<string> {
  let parts: string[] = []
  let length = 0
  let at = 0
  for (;;) {
    const open = xml.indexOf('<', at)
    const close = open === -1 ? -1 : xml.indexOf('>', open)
    const end = close === -1 ? xml.length : open
    while (end - at > PIECE) {
      // Not in the middle of a sign.
      const sign = xml.lastIndexOf('&', at + PIECE)
      const cut = sign > at + PIECE - LONGEST_SIGN ? sign : at + PIECE
      yield withSigns(`${parts.join('')}${xml.slice(at, cut)}`)
      parts = []
      length = 0
      at = cut
    }
    parts.push(xml.slice(at, end))
    length += end - at
    if (close === -1) break
    if (BREAKS.test(xml.slice(open + 1, Math.min(close, open + 40)))) parts.push('\n')
    at = close + 1
    if (parts.length > TAGS_OF_A_PIECE || length > PIECE) {
      yield withSigns(parts.join(''))
      parts = []
      length = 0
    }
  }
  yield withSigns(parts.join(''))
}

function withSigns(text: string): string {
  return (
    text
      .replace(/&#(x?)([0-9a-f]{1,6});/gi, (whole, hex: string, digits: string) => {
        const code = Number.parseInt(digits, hex === '' ? 10 : 16)
        return Number.isNaN(code) || code > 0x10ffff ? whole : String.fromCodePoint(code)
      })
      .replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
      // Excel writes a long number in a cell as 1.91212121212E11.
      .replace(/\b\d\.\d{5,12}E\+?1[01]\b/g, (number) => String(Number(number)))
  )
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
