import { LardomError } from '../../../shared/rpc/error.ts'

/**
 * The little that has to be known about a PDF's inside. Chromium writes plain objects and a classic cross-reference
 * table; a file that is built otherwise is left as it is, and the functions here say so by returning undefined.
 */

/**
 * Refuses a PDF that is broken or untagged: an untagged one reads as noise to a screen reader, and is never handed
 * over silently (DOS-lagen; domain.md 9).
 */
export function assertTaggedPdf(pdf: Uint8Array): void {
  const text = latin1(pdf)
  if (!text.startsWith('%PDF-') || !text.trimEnd().endsWith('%%EOF')) {
    throw new LardomError('PRINTER_MISSING', { detail: 'skrivaren gav en ofullständig PDF' })
  }
  const tagged = /\/MarkInfo\s*<<[^>]*\/Marked\s+true/.test(text) && text.includes('/StructTreeRoot')
  if (!tagged) throw new LardomError('PRINTER_MISSING', { detail: 'skrivaren gav en PDF utan taggar' })
}

/** The page, counted from 1, of each anchor that something links to. */
export function anchorPages(pdf: Uint8Array): ReadonlyMap<string, number> | undefined {
  const file = readStructure(latin1(pdf))
  const catalog = file?.object(reference(file.trailer, 'Root'))
  const destinations = file?.object(reference(catalog, 'Dests'))
  if (file === undefined || catalog === undefined || destinations === undefined) return undefined
  const order = new Map<number, number>()
  const walk = (node: number | undefined): void => {
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(file.object(node) ?? '')?.[1]
    if (kids === undefined) {
      if (node !== undefined) order.set(node, order.size + 1)
    } else for (const kid of kids.matchAll(/(\d+) 0 R/g)) walk(Number(kid[1]))
  }
  walk(reference(catalog, 'Pages'))
  const pages = new Map<string, number>()
  for (const [, name, page] of destinations.matchAll(/\/([A-Za-z0-9-]+)\s*\[(\d+) 0 R/g)) {
    const place = order.get(Number(page))
    if (name !== undefined && place !== undefined) pages.set(name, place)
  }
  return pages
}

export interface PdfMetadata {
  readonly author: string
  readonly subject: string
  readonly keywords: string
  /** The bookmarks' titles in order. */
  readonly bookmarks: readonly string[]
}

/**
 * Completes what Chromium leaves out: the author (the accessibility checklist of domain.md 9), and the space where a
 * heading breaks its line, which it drops from the bookmark. It is the PDF standard's incremental update: the file as
 * printed, followed by new versions of a few objects.
 */
export function withMetadata(pdf: Uint8Array, metadata: PdfMetadata): Uint8Array {
  const file = readStructure(latin1(pdf))
  const info = file && reference(file.trailer, 'Info')
  const dictionary = inside(file?.object(info))
  if (file === undefined || info === undefined || dictionary === undefined) return pdf
  const kept = dictionary.replace(/\/(Creator|Author|Subject|Keywords)\s*\((?:\\.|[^\\)])*\)/g, '')
  const added = [
    ['Creator', 'Lärdom'],
    ['Author', metadata.author],
    ['Subject', metadata.subject],
    ['Keywords', metadata.keywords],
  ].map(([key, value]) => (value === '' || value === undefined ? '' : `/${key} ${pdfString(value)}\n`))
  const objects = new Map([
    [info, `${added.join('')}${kept.trim()}`],
    ...renamedBookmarks(file, metadata.bookmarks),
  ])
  let update = '\n'
  let table = 'xref\n'
  for (const [number, content] of objects) {
    table += `${number} 1\n${String(pdf.length + update.length).padStart(10, '0')} 00000 n \n`
    update += `${number} 0 obj\n<<${content}>>\nendobj\n`
  }
  const trailer = file.trailer.replace(/\/Prev\s+\d+/, '').trim()
  const tail = `trailer\n<<${trailer}\n/Prev ${file.start}>>\nstartxref\n${pdf.length + update.length}\n%%EOF\n`
  return Buffer.concat([pdf, Buffer.from(update + table + tail, 'latin1')])
}

/** New content of each bookmark whose title is not the wanted one; nothing when they do not match in number. */
function renamedBookmarks(file: Structure, titles: readonly string[]): [number, string][] {
  const root = file.object(reference(file.object(reference(file.trailer, 'Root')), 'Outlines'))
  const marks: [number, string][] = []
  const walk = (first: number | undefined): void => {
    for (let mark = first; mark !== undefined; mark = reference(file.object(mark), 'Next')) {
      const content = inside(file.object(mark)) ?? ''
      marks.push([mark, content])
      walk(reference(content, 'First'))
    }
  }
  walk(reference(root, 'First'))
  if (marks.length !== titles.length) return []
  return marks.flatMap(([mark, content], index): [number, string][] => {
    const renamed = content.replace(BOOKMARK_TITLE, `/Title ${pdfString(titles[index] ?? '')}`)
    return renamed === content ? [] : [[mark, renamed]]
  })
}

const BOOKMARK_TITLE = /\/Title\s*(?:<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)])*\))/

/** What stands between an object's << and >>. */
function inside(object: string | undefined): string | undefined {
  return /<<([\s\S]*)>>/.exec(object ?? '')?.[1]
}

interface Structure {
  /** Where the cross-reference table starts. */
  readonly start: number
  /** The inside of the trailer's dictionary. */
  readonly trailer: string
  object(number: number | undefined): string | undefined
}

function readStructure(text: string): Structure | undefined {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-100))?.[1] ?? Number.NaN)
  const head = /^xref\s+0 (\d+)\s+/.exec(text.slice(start, start + 40))
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text.slice(start))?.[1]
  if (Number.isNaN(start) || head === null || trailer === undefined) return undefined
  const entries = start + head[0].length
  const count = Number(head[1])
  return {
    start,
    trailer,
    object: (number) => {
      if (number === undefined || number >= count) return undefined
      // Each entry is twenty characters long by the standard.
      const offset = Number(text.slice(entries + number * 20, entries + number * 20 + 10))
      const end = text.indexOf('endobj', offset)
      return text.startsWith(`${number} 0 obj`, offset) && end > offset ? text.slice(offset, end) : undefined
    },
  }
}

function reference(dictionary: string | undefined, key: string): number | undefined {
  const found = new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(dictionary ?? '')?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Text as UTF-16 in hexadecimal, which needs no escaping. */
function pdfString(text: string): string {
  let hex = 'FEFF'
  for (let index = 0; index < text.length; index++)
    hex += text.charCodeAt(index).toString(16).padStart(4, '0')
  return `<${hex.toUpperCase()}>`
}

/** One character for each byte, so that places in the text are places in the file. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
