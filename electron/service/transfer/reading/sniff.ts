import type { SourceFormat } from '../../../../shared/transfer/format.ts'
import type { FileBytes } from './fileBytes.ts'
import { refusal } from './refusal.ts'

const HEAD = 8 * 1024
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const AS_TABLE = 'Exportera som CSV eller Excel (.xlsx) i systemet den kommer från.'

export interface FoundFormat {
  readonly format: SourceFormat
  readonly why: string
}

/**
 * What a file is, by its content: its name may say anything. @throws SOURCE_INVALID for what holds no table.
 */
export async function findFormat(file: FileBytes, wish: SourceFormat | undefined): Promise<FoundFormat> {
  const head = await file.part(0, HEAD)
  if (head.subarray(0, OLE.length).equals(OLE)) throw refusal(file.path, await oleReason(file, head))
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    return { format: 'workbook', why: 'Filen är en Excel-arbetsbok (.xlsx).' }
  }
  const text = plainStart(head)
  const reason = textReason(text) ?? (await binaryReason(head))
  if (reason !== undefined) throw refusal(file.path, reason)
  if (wish === 'workbook') {
    throw refusal(
      file.path,
      'den är ingen Excel-arbetsbok, som du har valt att läsa den som. Välj ett annat format.',
    )
  }
  if (wish !== undefined) return { format: wish, why: `Filen läses som ${NAMES[wish]}, som du har valt.` }
  const named = /\.(?:json|ndjson|jsonl)$/i.test(file.path)
  // A heading may stand in brackets, as some databases write it: [Nr];[Typ]
  if (/^(?:\[\s*(?:[{\]]|$)|\{\s*(?:["}]|$))/.test(text) || (named && /^[[{]/.test(text))) {
    return { format: 'json', why: 'Filen är JSON.' }
  }
  return {
    format: 'delimited',
    why: named
      ? 'Filen heter som JSON men innehåller text med avgränsningstecken.'
      : 'Filen är text med avgränsningstecken (CSV).',
  }
}

const NAMES: Readonly<Record<SourceFormat, string>> = {
  delimited: 'text med avgränsningstecken',
  workbook: 'Excel-arbetsbok',
  json: 'JSON',
}

/** The first letters, whatever the encoding, for marks that are ASCII. */
function plainStart(head: Buffer): string {
  return head
    .toString('latin1')
    .replaceAll('\u0000', '')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
}

function textReason(text: string): string | undefined {
  const start = text.slice(0, 200).toLowerCase()
  if (start.startsWith('%pdf-')) return `den är en PDF. ${AS_TABLE}`
  if (start.startsWith('{\\rtf')) return `den är ett Word-dokument (RTF). ${AS_TABLE}`
  if (/^(?:<\?xml|<html|<!doctype|<table|<head|<body|<meta)/.test(start)) {
    const excel = /urn:schemas-microsoft-com:office|<table|<html/i.test(text)
    return excel
      ? 'den är en webbsida eller XML som bara kallas Excel. Öppna den i Excel och spara som Excel-arbetsbok (.xlsx).'
      : `den är XML. ${AS_TABLE}`
  }
  return undefined
}

/** Pictures and the like. Only asked of what is not plain text: a heading may begin as a picture does ('BMI'). */
async function binaryReason(head: Buffer): Promise<string | undefined> {
  if (!head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) return undefined
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head)
  if (!found) return undefined
  const kind = found.mime.split('/')[0] ?? ''
  if (kind === 'image') return `den är en bild (${found.ext.toUpperCase()}). ${AS_TABLE}`
  if (kind === 'audio' || kind === 'video') return `den är en ljud- eller filmfil (${found.ext}). ${AS_TABLE}`
  if (ARCHIVES.has(found.ext)) return 'den är ett packat arkiv. Packa upp det och välj filen inuti.'
  // UTF-16 text begins with a mark that no other kind has; of the rest file-type is sure.
  return MISTAKEN.has(found.ext)
    ? undefined
    : `den är en fil av slaget ${found.ext} och ingen tabell. ${AS_TABLE}`
}

const ARCHIVES: ReadonlySet<string> = new Set([
  'gz',
  'bz2',
  '7z',
  'rar',
  'tar',
  'tar.gz',
  'xz',
  'zst',
  'Z',
  'lz',
  'cab',
])
/** Kinds that are told by so few bytes that a text in UTF-16 may begin so. */
const MISTAKEN: ReadonlySet<string> = new Set(['mp3', 'mp1', 'mp2', 'aac', 'ac3', 'mpg', 'ps', 'xml'])

/** What lies in Microsoft's old container: names in its directory are UTF-16 ([MS-CFB] 2.6.1). */
async function oleReason(file: FileBytes, head: Buffer): Promise<string> {
  const shift = head.length >= 52 ? head.readUInt16LE(30) : 9
  const sector = head.length >= 52 ? head.readUInt32LE(48) : 0
  const at = (sector + 1) * 2 ** Math.min(shift, 12)
  const directory = at < file.size ? await file.part(at, at + 16 * 1024) : Buffer.alloc(0)
  const holds = (name: string) =>
    directory.includes(Buffer.from(name, 'utf16le')) || head.includes(Buffer.from(name, 'utf16le'))
  if (holds('EncryptedPackage')) {
    return 'arbetsboken är låst med ett lösenord. Öppna den i Excel, ta bort lösenordet (Arkiv, Info, Skydda arbetsbok) och spara den igen.'
  }
  if (holds('Workbook') || holds('Book')) {
    return 'den är en arbetsbok i Excels gamla format (.xls). Öppna den i Excel och spara som Excel-arbetsbok (.xlsx).'
  }
  if (holds('WordDocument')) return `den är ett Word-dokument. ${AS_TABLE}`
  return `den är ett dokument i ett gammalt Office-format. ${AS_TABLE}`
}
