import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LardomError } from '../../../shared/rpc/error.ts'
import { ChromiumPrinter, chromiumPaths } from './pdf.ts'
import { anchorPages, assertTaggedPdf } from './pdfFile.ts'
import { sampleDocument } from './sampleDocument.ts'
import { renderDocument } from './write.ts'

const printer = new ChromiumPrinter()
let pdf: Uint8Array
let file: Awaited<ReturnType<typeof getDocument>['promise']>

async function open(bytes: Uint8Array): Promise<typeof file> {
  // A copy: the reader takes the array over.
  return await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
}

async function pageText(number: number): Promise<string> {
  const content = await (await file.getPage(number)).getTextContent()
  return content.items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
}

/** The reader gives some dictionaries as a Map, whatever its types say. */
function asObject(dictionary: unknown): unknown {
  return dictionary instanceof Map ? Object.fromEntries(dictionary) : dictionary
}

type Tree = Awaited<ReturnType<Awaited<ReturnType<typeof file.getPage>>['getStructTree']>>
interface Node {
  readonly role: string
  readonly alt?: string
}

/** Every tagged element of a page; the leaves, which point at content, have no role. */
function flat(tree: Tree): Node[] {
  const nodes: Node[] = []
  const visit = (item: object) => {
    if ('role' in item)
      nodes.push({ role: String(item.role), ...('alt' in item ? { alt: String(item.alt) } : {}) })
    if ('children' in item && Array.isArray(item.children))
      for (const child of item.children) visit(child as object)
  }
  if (tree) visit(tree)
  return nodes
}

beforeAll(async () => {
  pdf = await renderDocument(sampleDocument(), 'pdf', printer)
  file = await open(pdf)
}, 60_000)
afterAll(async () => {
  await file?.loadingTask.destroy()
  await printer.close()
})

describe('a document as PDF', () => {
  it('says its title, author, language and keywords, and shows the title in the window', async () => {
    const { info } = await file.getMetadata()
    expect(info).toMatchObject({
      Title: 'Patientsäkerhetsberättelse 2025 – Sahlgrenska Universitetssjukhuset',
      Author: 'Åsa Öberg, chefläkare',
      Subject: 'Patientsäkerhetsberättelse, Västra Götalandsregionen',
      Language: 'sv',
    })
    expect(JSON.stringify(info)).toContain('patientsäkerhet')
    expect(asObject(await file.getViewerPreferences())).toMatchObject({ DisplayDocTitle: true })
  })

  it('is tagged: headings, lists, tables with header cells, and figures with alt text', async () => {
    expect(asObject(await file.getMarkInfo())).toMatchObject({ Marked: true })
    const nodes: Node[] = []
    for (let page = 1; page <= file.numPages; page++) {
      nodes.push(...flat(await (await file.getPage(page)).getStructTree()))
    }
    const roles = new Set(nodes.map((node) => node.role))
    for (const role of [
      'H1',
      'H2',
      'H3',
      'H4',
      'P',
      'L',
      'LI',
      'Table',
      'TR',
      'TH',
      'TD',
      'Figure',
      'Link',
      'Caption',
    ]) {
      expect(roles).toContain(role)
    }
    const alts = nodes.filter((node) => node.role === 'Figure').map((node) => node.alt)
    expect(alts).toHaveLength(3)
    for (const alt of alts) expect(alt).toContain('Alla värden står i tabellen efter figuren.')
  })

  it('has bookmarks for every heading, in order', async () => {
    interface Mark {
      readonly title: string
      readonly items: readonly Mark[]
    }
    const titles = (marks: readonly Mark[]): string[] =>
      marks.flatMap((mark) => [mark.title, ...titles(mark.items)])
    const outline = titles((await file.getOutline()) ?? [])
    expect(outline).toEqual([
      'Patientsäkerhetsberättelse 2025',
      'Innehåll',
      ...sampleDocument().sections.map((section) => `${section.number} ${section.title}`.trim()),
    ])
  })

  it('numbers each page but the cover as 3 (24), and repeats header and stamps', async () => {
    const count = file.numPages
    expect(count).toBeGreaterThan(5)
    expect(await pageText(1)).not.toContain(`(${count})`)
    for (let page = 1; page <= count; page++)
      expect(await pageText(page)).toContain('Exempeldata · Arbetsmaterial')
    for (let page = 2; page <= count; page++) {
      const text = await pageText(page)
      expect(text).toContain(`${page} (${count})`)
      expect(text).toContain('Dnr SU 2026-00123')
    }
  })

  it('says in its table of contents on which page each section really starts', async () => {
    const contents = await pageText(2)
    for (const section of sampleDocument().sections) {
      const heading = `${section.number} ${section.title}`.trim()
      const line = contents.slice(contents.indexOf(heading) + heading.length)
      const page = Number(/^\s*(\d+)/.exec(line)?.[1])
      expect(page).toBeGreaterThan(2)
      expect(await pageText(page)).toContain(heading)
    }
  })

  it('links the table of contents to the sections, on A4', async () => {
    const links = (await (await file.getPage(2)).getAnnotations()).filter(
      (annotation) => annotation.subtype === 'Link',
    )
    expect(links.length).toBeGreaterThanOrEqual(sampleDocument().sections.length)
    const { width, height } = (await file.getPage(1)).getViewport({ scale: 1 })
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
  })

  it('keeps å ä ö as text that can be searched and copied', async () => {
    expect(await pageText(4)).toContain('Överlämningar med SBAR och återläsning')
  })

  it('carries its letters as a real font, sharp in every reader, not as drawings', () => {
    const bytes = Buffer.from(pdf).toString('latin1')
    expect(bytes).toContain('/FontFile2')
    expect(bytes).not.toMatch(/\/Subtype\s*\/Type3/)
  })

  it('prints without a table of contents, and with markup in the text', async () => {
    const model = sampleDocument({
      tableOfContents: false,
      author: 'A (B) \\ <C> 😀',
      title: '</title><b>&amp;',
    })
    const other = await open(await renderDocument(model, 'pdf', printer))
    const { info } = await other.getMetadata()
    expect(info).toMatchObject({
      Author: 'A (B) \\ <C> 😀',
      Title: '</title><b>&amp; – Sahlgrenska Universitetssjukhuset',
    })
    await other.loadingTask.destroy()
  })
})

describe('the printer', () => {
  it('says which program it is', async () => {
    expect(await printer.describe()).toMatch(/^(Chromium|Google Chrome|Microsoft Edge) \d{3}$/)
  })

  it('fetches nothing from the network or the disk, whatever the page says', async () => {
    const { createServer } = await import('node:http')
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end('x')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const page = `<!doctype html><html lang="sv"><title>t</title><h1>Rubrik</h1><img src="http://127.0.0.1:${address.port}/bild.png"><iframe src="http://127.0.0.1:${address.port}/ram"></iframe><script>document.querySelector('h1').textContent='Ändrad'</script></html>`
    const printed = await open(await printer.print(page))
    const content = await (await printed.getPage(1)).getTextContent()
    server.close()
    expect(content.items.flatMap((item) => ('str' in item ? [item.str] : [])).join('')).toBe('Rubrik')
    expect(asked).toEqual([])
    await printed.loadingTask.destroy()
  })

  it('says what to do where no browser is installed', async () => {
    const none = new ChromiumPrinter(['/finns/inte/chromium'])
    await expect(none.print('<p>')).rejects.toMatchObject({ code: 'PRINTER_MISSING' })
    await expect(none.print('<p>')).rejects.toThrow('Installera Chromium, eller välj Word eller HTML.')
  })

  it('says why a browser does not work', async () => {
    await expect(new ChromiumPrinter(['/bin/false']).print('<p>')).rejects.toThrow('/bin/false')
  })

  it('stops when told to', async () => {
    const stopped = new AbortController()
    stopped.abort()
    await expect(printer.print('<p>', stopped.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
    const controller = new AbortController()
    const printing = printer.print(
      `<html lang="sv"><title>t</title>${'<p>rad</p>'.repeat(8_000)}`,
      controller.signal,
    )
    setTimeout(() => controller.abort(), 150)
    await expect(printing).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('looks for the browser that is chosen first, then for what each system has', () => {
    expect(chromiumPaths({ LARDOM_CHROMIUM: '/min/egen' }, 'linux')[0]).toBe('/min/egen')
    expect(chromiumPaths({}, 'linux')[0]).toBe('/usr/bin/chromium')
    expect(chromiumPaths({}, 'darwin')).toContain(
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    )
    expect(chromiumPaths({ 'ProgramFiles(x86)': 'C:\\P' }, 'win32')[0]).toMatch(
      /^C:\\P.Microsoft.Edge.Application.msedge\.exe$/,
    )
  })
})

describe('a PDF that is handed over', () => {
  it('is tagged and whole, or refused', () => {
    expect(() => assertTaggedPdf(pdf)).not.toThrow()
    expect(() => assertTaggedPdf(pdf.slice(0, -40))).toThrow(LardomError)
    const untagged = Buffer.from(
      Buffer.from(pdf).toString('latin1').replaceAll('/Marked true', '/Marked nope'),
      'latin1',
    )
    expect(() => assertTaggedPdf(untagged)).toThrow('utan taggar')
  })

  it('is left as it is where its inside is built otherwise', () => {
    expect(anchorPages(Buffer.from('%PDF-1.7\nnågot annat\n%%EOF'))).toBeUndefined()
  })
})
