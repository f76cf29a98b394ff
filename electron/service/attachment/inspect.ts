import type { AttachmentType } from '../../../shared/attachment/types.ts'
import { LARGEST_ATTACHMENT } from '../../../shared/attachment/types.ts'
import type { Refusal } from '../../../shared/attachment/refusals.ts'
import { inspectCompound, isCompoundFile } from './compoundFile.ts'
import {
  isWholeGif,
  isWholeJpeg,
  isWholeMp3,
  isWholeMp4,
  isWholePng,
  isWholeRiff,
  isWholeTiff,
} from './mediaShape.ts'
import { inspectZip, type Inspected } from './officeFile.ts'
import { isShortcut, looksExecutable } from './programs.ts'
import { refuse } from './refusal.ts'
import { decodeText, inspectText } from './textFile.ts'

/**
 * Finds what a file is by its content, and refuses what may not be attached. The name can only keep something out
 * (a script is but text), or choose between kinds of text. @throws ATTACHMENT_REFUSED
 */
export async function inspect(bytes: Buffer, name: string, signal: AbortSignal): Promise<Inspected> {
  if (bytes.length === 0) throw refuse('tom')
  if (bytes.length > LARGEST_ATTACHMENT) throw refuse('for_stor')
  if (isShortcut(bytes)) throw refuse('genvag')
  if (looksExecutable(bytes)) throw refuse('program')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    return inspectZip(bytes, signal)
  if (isCompoundFile(bytes)) return inspectCompound(bytes)
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return inspectPdf(bytes, signal)
  const text = decodeText(bytes)
  // Before the magic bytes of others: 'BM' and 'MZ' begin words too.
  if (text !== undefined) return inspectText(text, name, signal)
  return { type: await mediaType(bytes), text: null }
}

async function inspectPdf(bytes: Buffer, signal: AbortSignal): Promise<Inspected> {
  // Every PDF says near its end where its directory starts (ISO 32000-2, 7.5.5).
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8)) || !bytes.includes('startxref')) {
    throw refuse('skadad')
  }
  if (/\/S\s*\/Launch\b/.test(bytes.toString('latin1'))) throw refuse('inbaddat')
  // Loaded when first needed: the reader is large.
  const { pdfText } = await import('./pdfThread.ts')
  return { type: 'pdf', text: await pdfText(bytes, signal) }
}

/** A kind that is taken, under the ending that file-type gives it, and what it must be built like. */
const MEDIA: Readonly<Record<string, readonly [AttachmentType, (bytes: Buffer) => boolean]>> = {
  png: ['png', isWholePng],
  apng: ['png', isWholePng],
  jpg: ['jpg', isWholeJpeg],
  gif: ['gif', isWholeGif],
  webp: ['webp', isWholeRiff],
  tif: ['tif', isWholeTiff],
  heic: ['heic', isWholeMp4],
  mp3: ['mp3', isWholeMp3],
  m4a: ['m4a', isWholeMp4],
  wav: ['wav', isWholeRiff],
  mp4: ['mp4', isWholeMp4],
}

/** What the rest is called when it is refused; anything not named is 'okant'. */
const REFUSED: Readonly<Record<string, Refusal>> = {
  ...from('program', 'exe elf macho dex class wasm deb rpm msi apk jar chm crx xpi swf apple'),
  ...from('arkiv', 'zip tar rar gz tar.gz bz2 7z xz Z lz lzh lz4 zst cab ar arj cpio ace dmg iso asar'),
  ...from('genvag', 'lnk alias'),
  ...from('webbsida', 'xml html svg'),
  ...from('dicom', 'dcm'),
}

function from(why: Refusal, extensions: string): Record<string, Refusal> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, why]))
}

async function mediaType(bytes: Buffer): Promise<AttachmentType> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  if (!found) throw refuse('okant')
  const taken = Object.hasOwn(MEDIA, found.ext) ? MEDIA[found.ext] : undefined
  if (!taken) throw refuse((Object.hasOwn(REFUSED, found.ext) ? REFUSED[found.ext] : undefined) ?? 'okant')
  const [type, isWhole] = taken
  if (!isWhole(bytes)) throw refuse('skadad')
  return type
}
