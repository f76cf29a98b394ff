import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { renderHtml } from '../../../shared/document/html.ts'
import type { DocumentFormat, DocumentModel } from '../../../shared/document/model.ts'
import { headingText, keywords } from '../../../shared/document/numbering.ts'
import { cleanText } from '../../../shared/document/plainText.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { asLardomError } from '../db/faults.ts'
import { keyringPath } from '../db/keyringFile.ts'
import type { PdfPrinter } from '../kernel/context.ts'
import { documentFontCss } from './fonts.ts'
import { anchorPages, assertTaggedPdf, withMetadata } from './pdfFile.ts'
import { assertWholeZip } from './zipFile.ts'

export { documentFileName } from './fileName.ts'

/** What was written, to show and to log. */
export interface WrittenDocument {
  readonly path: string
  readonly bytes: number
  readonly format: DocumentFormat
  /** Which program made the PDF. */
  readonly printer?: string
}

/**
 * Writes the document to `path`, replacing what is there. The file appears whole or not at all: it is written under
 * a temporary name beside the target, read back and checked, and only then given its name. `trace` leaves its row in
 * the log right before that: what cannot be logged is not written.
 * @throws LardomError that says what to do: PRINTER_MISSING, DISK_FULL, NO_PERMISSION, FILE_LOCKED, CANCELLED …
 */
export async function writeDocument(
  model: DocumentModel,
  format: DocumentFormat,
  path: string,
  printer: PdfPrinter,
  { signal, trace }: { signal?: AbortSignal; trace?: (bytes: number) => void } = {},
): Promise<WrittenDocument> {
  try {
    refuseWorkspace(path)
    stopIfAborted(signal)
    const bytes = await renderDocument(model, format, printer, signal)
    stopIfAborted(signal)
    await replaceFile(path, bytes, (written) => {
      checkDocument(written, format)
      trace?.(written.length)
    })
    return {
      path,
      bytes: bytes.length,
      format,
      ...(format === 'pdf' ? { printer: await printer.describe() } : {}),
    }
  } catch (error) {
    if (signal?.aborted && !(error instanceof LardomError)) {
      throw new LardomError('CANCELLED', {}, { cause: error })
    }
    throw asLardomError(error, path) ?? error
  }
}

const OF_A_WORKSPACE = /\.lardom(?:-nycklar|-wal|-shm|-journal)?$/i

/** A document replaces what is there; a workspace, the open one above all, is never what it replaces. */
export function refuseWorkspace(path: string): void {
  if (!OF_A_WORKSPACE.test(path) && !existsSync(keyringPath(path))) return
  const detail = 'namnet hör till en arbetsyta'
  throw new LardomError('WRITE_FAILED', { file: basename(path), detail })
}

/** The document's bytes in a format, for whoever does not want a file. */
export async function renderDocument(
  model: DocumentModel,
  format: DocumentFormat,
  printer: PdfPrinter,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  switch (format) {
    case 'docx': {
      // Loaded when first needed: the library is large, and most starts of the service write no document.
      const { renderDocx } = await import('./docx.ts')
      return await renderDocx(model, signal)
    }
    case 'html':
      return new TextEncoder().encode(renderHtml(model, { fontCss: await documentFontCss() }))
    case 'pdf':
      return await renderPdf(model, printer, signal)
  }
}

/**
 * Prints twice when there is a table of contents: the first print tells on which page each section starts, since CSS
 * in Chromium cannot (no target-counter), and the second one says so.
 */
async function renderPdf(
  model: DocumentModel,
  printer: PdfPrinter,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const fontCss = await documentFontCss()
  let pdf = await printer.print(renderHtml(model, { fontCss }), signal)
  if (model.tableOfContents) {
    const plain = pdf
    const pages = anchorPages(pdf)
    if (pages !== undefined && pages.size > 0) {
      pdf = await printer.print(renderHtml(model, { fontCss, pages }), signal)
      // The numbers stand in room that was there already. Should they move a section all the same, none is better
      // than wrong ones.
      if (!samePages(pages, anchorPages(pdf))) pdf = plain
    }
  }
  return withMetadata(pdf, {
    author: cleanText(model.author),
    subject: cleanText(`${model.documentType}, ${model.organisation}`),
    keywords: keywords(model).join(', '),
    bookmarks: [
      cleanText(model.title),
      ...(model.tableOfContents ? ['Innehåll'] : []),
      ...model.sections.map(headingText),
    ],
  })
}

function samePages(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number> | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a].every(([anchor, page]) => b.get(anchor) === page)
}

/** Refuses bytes that are not a whole document of the format. */
export function checkDocument(bytes: Uint8Array, format: DocumentFormat): void {
  if (format === 'pdf') return assertTaggedPdf(bytes)
  if (format === 'docx') return assertWholeZip(bytes, ['[Content_Types].xml', 'word/document.xml'])
  const html = Buffer.from(bytes).toString('utf8')
  if (!html.startsWith('<!doctype html>') || !html.endsWith('</html>\n')) {
    throw new LardomError('WRITE_FAILED', { file: 'HTML-filen', detail: 'den är inte hel' })
  }
}

/** The file appears whole or not at all, and is on disk when this answers. `check` is the last to say no. */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  check: (written: Uint8Array) => void,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 40)}-${randomUUID().slice(0, 8)}.tmp`)
  try {
    const file = await openNew(temporary, path)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    const written = await readFile(temporary)
    if (Buffer.compare(written, bytes) !== 0) {
      throw new LardomError('WRITE_FAILED', {
        file: basename(path),
        detail: 'det som lästes tillbaka var inte det som skrevs',
      })
    }
    check(written)
    await giveName(temporary, path)
  } finally {
    // Gone already when all went well.
    await rm(temporary, { force: true })
  }
}

/**
 * The same for a file too large to hold in memory: `write` writes it as it comes. `check` is told its size, and is the
 * last to say no.
 */
export async function replaceFileBy(
  path: string,
  write: (file: FileHandle) => Promise<void>,
  check: (bytes: number) => void,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 40)}-${randomUUID().slice(0, 8)}.tmp`)
  try {
    const file = await openNew(temporary, path)
    let bytes = 0
    try {
      await write(file)
      await file.sync()
      bytes = (await file.stat()).size
    } finally {
      await file.close()
    }
    check(bytes)
    await giveName(temporary, path)
  } finally {
    // Gone already when all went well.
    await rm(temporary, { force: true })
  }
}

async function openNew(temporary: string, path: string): Promise<FileHandle> {
  try {
    return await open(temporary, 'wx')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    const detail = `mappen ${dirname(path)} finns inte`
    throw new LardomError('WRITE_FAILED', { file: basename(path), detail }, { cause: error })
  }
}

async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path)
  } catch (error) {
    // Windows says 'not permitted' about a file that is open in Word.
    const code = codeOf(error)
    if (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES')) {
      throw new LardomError('FILE_LOCKED', { file: basename(path) }, { cause: error })
    }
    throw error
  }
  if (process.platform === 'win32') return
  // The name itself is on disk only when the folder is.
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LardomError('CANCELLED')
}
