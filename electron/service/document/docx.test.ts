import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DocumentModel } from '../../../shared/document/model.ts'
import { renderDocx } from './docx.ts'
import { sampleDocument } from './sampleDocument.ts'
import { assertWholeZip } from './zipFile.ts'

let parts: Record<string, string>
let bytes: Uint8Array

function unzip(docx: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(docx))
      .filter(([name]) => /\.(xml|rels|svg)$/.test(name))
      .map(([name, data]) => [name, strFromU8(data)]),
  )
}

function part(name: string): string {
  const xml = parts[name]
  if (xml === undefined) throw new Error(`${name} is missing: ${Object.keys(parts).join(' ')}`)
  return xml
}

/** Paragraphs as [style, text]; tabs and line breaks as one space each. */
function paragraphs(xml: string): [string, string][] {
  return [...xml.matchAll(/<w:p>([\s\S]*?)<\/w:p>/g)].map(([, inner = '']) => [
    /<w:pStyle w:val="([^"]+)"/.exec(inner)?.[1] ?? 'Normal',
    text(inner),
  ])
}

function text(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br)\/>/g)]
    .map((match) => match[1] ?? ' ')
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

/** What keeps XML from being well-formed: a tag not closed by its own, stray markup, an illegal character. */
function faultIn(xml: string): string | undefined {
  const open: string[] = []
  let fault: string | undefined
  const tag = /<\?[^?]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g
  const rest = xml.replace(tag, (_, close?: string, name?: string, _attributes?: string, empty?: string) => {
    if (name === undefined) return ''
    if (close === '/' && open.pop() !== name) fault ??= `</${name}> closes another element`
    if (close !== '/' && empty !== '/') open.push(name)
    return ''
  })
  if (open.length > 0) fault ??= `never closed: ${open.join(' ')}`
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(rest)) fault ??= 'stray markup'
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml)) fault ??= 'illegal character'
  return xml.isWellFormed() ? fault : 'lone surrogate'
}

beforeAll(async () => {
  bytes = await renderDocx(sampleDocument())
  parts = unzip(bytes)
})

describe('a document in Word', () => {
  it('is a whole file of well-formed parts', () => {
    expect(() => assertWholeZip(bytes, ['word/document.xml', 'word/styles.xml'])).not.toThrow()
    for (const xml of Object.values(parts)) expect(faultIn(xml)).toBeUndefined()
  })

  it('uses Word’s own heading styles with the numbers of the model, and skips no level', () => {
    const headings = paragraphs(part('word/document.xml')).filter(([style]) => /^Heading\d$/.test(style))
    const wanted = sampleDocument().sections.map((section) => [
      `Heading${section.level}`,
      section.number === '' ? section.title : `${section.number} ${section.title}`,
    ])
    expect(headings).toEqual(wanted)
    expect(wanted).toContainEqual(['Heading3', '1.1.1 Övergripande mål och strategier'])
    for (const level of [1, 2, 3]) {
      expect(part('word/styles.xml')).toMatch(
        new RegExp(`w:styleId="Heading${level}"[^>]*><w:name w:val="[Hh]eading ${level}"/>`),
      )
    }
  })

  it('has a table of contents that shows its entries and pages before anyone updates it', () => {
    const xml = part('word/document.xml')
    expect(xml).toMatch(/<w:instrText[^>]*>TOC [^<]*\\o &quot;1-3&quot;/)
    const entries = paragraphs(xml).filter(([style]) => /^TOC[123]$/.test(style))
    expect(entries.map(([, entry]) => entry.replace(/ (PAGEREF.*)?\d+$/, ''))).toEqual(
      sampleDocument().sections.map((section) => `${section.number} ${section.title}`.trim()),
    )
    const pages = entries.map(([, entry]) => Number(/(\d+)$/.exec(entry)?.[1]))
    expect(pages[0]).toBe(3)
    expect([...pages].sort((a, b) => a - b)).toEqual(pages)
    // Nothing is written dirty, which would make Word ask the reader before it shows the document.
    expect(xml).not.toContain('w:dirty')
    expect(part('word/settings.xml')).not.toContain('w:updateFields')
  })

  it('marks the one header row of every table, so that it repeats and is read aloud', () => {
    const tables = [...part('word/document.xml').matchAll(/<w:tbl>([\s\S]*?)<\/w:tbl>/g)].map(
      (match) => match[1] ?? '',
    )
    // Three tables, three figures' data, two boxes of key figures… as many as the model has.
    const blocks = sampleDocument().sections.flatMap((section) => section.blocks)
    expect(tables).toHaveLength(
      blocks.filter((block) => ['table', 'figure', 'keyFigures'].includes(block.type)).length,
    )
    for (const table of tables) {
      expect(table.match(/<w:tblHeader/g)).toHaveLength(1)
      expect(table.indexOf('<w:tblHeader')).toBeLessThan(table.indexOf('</w:tr>'))
      expect(table).not.toMatch(/w:vMerge|w:gridSpan/)
      const columns = table.match(/<w:gridCol /g)?.length
      for (const [row] of table.matchAll(/<w:tr>[\s\S]*?<\/w:tr>/g))
        expect(row.match(/<w:tc>/g)).toHaveLength(columns ?? 0)
    }
  })

  it('captions tables and figures with Word’s caption style and counting fields', () => {
    const captions = paragraphs(part('word/document.xml'))
      .filter(([style]) => style === 'Caption')
      .map(([, caption]) => caption)
    expect(captions).toEqual([
      'Tabell\u00a01. Måluppfyllelse 2025.',
      'Figur\u00a01. Avvikelser per typ 2023–2025.',
      'Figur\u00a01 i siffror.',
      'Figur\u00a02. Avvikelser per händelsetyp 2025.',
      'Figur\u00a02 i siffror.',
      'Figur\u00a03. Avvikelser per månad 2023–2025.',
      'Figur\u00a03 i siffror.',
      'Tabell\u00a02. Åtgärder som fortsätter 2026.',
    ])
    expect(part('word/document.xml')).toMatch(/SEQ Tabell/)
    expect(part('word/styles.xml')).toMatch(/w:styleId="Caption"[^>]*><w:name w:val="[Cc]aption"\/>/)
  })

  it('says page 3 (24), type, organisation, diarienummer and stamps on every page', () => {
    expect(part('word/footer1.xml')).toMatch(/PAGE[\s\S]* \([\s\S]*NUMPAGES[\s\S]*\)/)
    const header = text(part('word/header1.xml'))
    expect(header).toContain('Patientsäkerhetsberättelse · Västra Götalandsregionen')
    expect(header).toContain('EXEMPELDATA · ARBETSMATERIAL')
    expect(header).toContain('Dnr SU 2026-00123 · 2026-03-01 · Version 1.0')
    // The cover has no header of its own; it says so in the text.
    const cover = paragraphs(part('word/document.xml')).slice(0, 5)
    expect(cover).toContainEqual(['Stamp', 'EXEMPELDATA · ARBETSMATERIAL'])
    expect(cover).toContainEqual(['Title', 'Patientsäkerhetsberättelse 2025'])
  })

  it('is in Swedish, and says title, author and keywords in its metadata', () => {
    expect(part('word/styles.xml')).toMatch(/<w:docDefaults>[\s\S]*<w:lang [^>]*w:val="sv-SE"/)
    const core = part('docProps/core.xml')
    expect(core).toContain(
      '<dc:title>Patientsäkerhetsberättelse 2025 – Sahlgrenska Universitetssjukhuset</dc:title>',
    )
    expect(core).toContain('<dc:creator>Åsa Öberg, chefläkare</dc:creator>')
    expect(core).toMatch(/<cp:keywords>[^<]*patientsäkerhet[^<]*<\/cp:keywords>/)
    expect(part('docProps/custom.xml')).toContain('SU 2026-00123')
  })

  it('gives every figure as SVG and PNG with its alt text', () => {
    const alts = [...part('word/document.xml').matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(
      (match) => match[1],
    )
    expect(alts).toHaveLength(3)
    for (const alt of alts) expect(alt).toMatch(/diagram.*Alla värden står i tabellen efter figuren\./)
    const files = Object.keys(unzipSync(bytes))
    expect(files.filter((name) => name.endsWith('.svg'))).toHaveLength(3)
    const pngs = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.png'))
    expect(pngs).toHaveLength(3)
    for (const [, png] of pngs) {
      // Width stands at byte 16 of a PNG: twice the drawing's.
      expect(Buffer.from(png).readUInt32BE(16)).toBe(2 * 680)
      expect(png.length).toBeGreaterThan(8000)
    }
  })

  it('has real lists, and no empty paragraph anywhere', () => {
    const xml = part('word/document.xml')
    expect(xml.match(/<w:numPr>/g)).toHaveLength(6)
    const empty = [...xml.matchAll(/<w:p>([\s\S]*?)<\/w:p>/g)].filter(
      ([, inner = '']) => text(inner).trim() === '' && !/<w:drawing>|<w:fldChar/.test(inner),
    )
    expect(empty).toEqual([])
  })

  it('survives any text: the file stays valid and the words stay the same', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '&',
            '>',
            '"',
            "'",
            ']]>',
            '\u0000',
            '\u000b',
            '\ud800',
            '\ufffe',
            '😀',
            'åäö',
            '\n',
            '\t',
          ),
          { maxLength: 10 },
        )
        .map((pieces) => pieces.join('')),
    )
    await fc.assert(
      fc.asyncProperty(nasty, async (raw) => {
        const made = unzip(await renderDocx(everywhere(`A${raw}Z`)))
        for (const xml of Object.values(made)) expect(faultIn(xml)).toBeUndefined()
        const written = paragraphs(made['word/document.xml'] ?? '').find(
          ([style, words]) => style === 'Normal' && words !== '',
        )?.[1]
        expect(plain(written ?? '')).toBe(plain(cleaned(`A${raw}Z`)))
      }),
      { numRuns: 40 },
    )
  })
})

function plain(words: string): string {
  return words.replace(/\s+/g, ' ')
}

/** What must be left of a text, written apart from the code under test: by code point, not by pattern. */
function cleaned(raw: string): string {
  let kept = ''
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xd800 && code <= 0xdfff) kept += '\ufffd'
    else if (code === 0x85 || code === 0x2028 || code === 0x2029) kept += '\n'
    else if (code === 9 || code === 10 || code === 13) kept += character
    else if (code < 32 || (code >= 127 && code < 160) || code === 0xfffe || code === 0xffff) continue
    else kept += character
  }
  return kept.normalize('NFC')
}

function everywhere(words: string): DocumentModel {
  return sampleDocument({
    title: words,
    subtitle: words,
    organisation: words,
    author: words,
    diarienummer: words,
    cover: [{ label: words, value: words }],
    sections: [
      {
        key: words,
        level: 1,
        number: '1',
        title: words,
        blocks: [
          { type: 'paragraph', text: words },
          { type: 'list', ordered: false, items: [words] },
          { type: 'note', title: words, text: words },
          { type: 'facts', items: [{ label: words, value: words }] },
          { type: 'keyFigures', items: [{ label: words, value: words, detail: words }] },
          { type: 'table', caption: words, columns: [{ title: words }], rows: [[words]], note: words },
        ],
      },
    ],
  })
}
