import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderHtml } from './html.ts'
import type { DocumentModel } from './model.ts'

function model(changes: Partial<DocumentModel> = {}): DocumentModel {
  return {
    title: 'Patientsäkerhetsberättelse 2025',
    subtitle: 'Södra Älvsborgs Sjukhus',
    documentType: 'Patientsäkerhetsberättelse',
    organisation: 'Västra Götalandsregionen',
    author: 'Åsa Öberg',
    date: '2026-03-01',
    diarienummer: 'SÄS 2026-00042',
    version: '1.0',
    stamps: ['Exempeldata'],
    cover: [{ label: 'Ansvarig för innehållet', value: 'Åsa Öberg' }],
    tableOfContents: true,
    sections: [
      { key: 'a', level: 1, number: '1', title: 'Mål', blocks: [{ type: 'paragraph', text: 'Å ä ö' }] },
      { key: 'a', level: 2, number: '1.1', title: 'Styrning', blocks: [] },
      { key: 'b', level: 3, number: '1.1.1', title: 'Strategier', blocks: [] },
    ],
    ...changes,
  }
}

/** Every tag of the page, to see that the markup is only ours. */
function tags(html: string): string[] {
  return [...html.matchAll(/<(\/?[a-z][a-z0-9]*)/gi)].map((match) => match[1]?.toLowerCase() ?? '')
}

describe('a document as HTML', () => {
  it('is in Swedish and says what it is, whose and of when', () => {
    const html = renderHtml(model())
    expect(html).toMatch(/^<!doctype html>\n<html lang="sv">/)
    expect(html).toContain('<title>Patientsäkerhetsberättelse 2025 – Södra Älvsborgs Sjukhus</title>')
    expect(html).toContain('<meta name="author" content="Åsa Öberg">')
    expect(html).toContain('<meta name="date" content="2026-03-01">')
    expect(html.endsWith('</html>\n')).toBe(true)
  })

  it('skips no heading level, and links each heading from the table of contents even where keys repeat', () => {
    const html = renderHtml(model())
    const headings = [...html.matchAll(/<h([1-6])[^>]*id="(avsnitt[^"]*)"/g)]
    expect(headings.map((heading) => heading[1])).toEqual(['2', '3', '4'])
    const ids = headings.map((heading) => heading[2])
    expect(new Set(ids).size).toBe(3)
    const links = [...html.matchAll(/<li class="toc-\d"><a href="#([^"]+)">/g)].map((link) => link[1])
    expect(links).toEqual(ids)
    expect(html).toContain('>1.1.1 Strategier</h4>')
  })

  it('prints the type, organisation, diarienummer and stamps on every page, and the page number', () => {
    const html = renderHtml(model({ stamps: ['Exempeldata', 'Arbetsmaterial'] }))
    expect(html).toContain(
      '@top-left{content:"Patientsäkerhetsberättelse · Västra Götalandsregionen" "\\A " "Dnr SÄS 2026-00042 · 2026-03-01 · Version 1.0"',
    )
    expect(html).toContain('@top-right{content:"Exempeldata · Arbetsmaterial"')
    expect(html).toContain('content:counter(page) " (" counter(pages) ")"')
  })

  it('gives a table one header row, row headings and its number above', () => {
    const html = renderHtml(
      model({
        sections: [
          {
            key: 't',
            level: 1,
            number: '1',
            title: 'Tabeller',
            blocks: [
              {
                type: 'table',
                caption: 'Avvikelser',
                columns: [{ title: 'Typ' }, { title: '2025', align: 'end' }],
                rows: [
                  ['Tillbud', '12'],
                  ['Risk', '7', 'för mycket'],
                  ['Summa', '19'],
                ],
                totals: [2],
                note: 'Uttag 2026-01-20',
              },
            ],
          },
        ],
      }),
    )
    expect(html).toContain('<caption>Tabell\u00a01. Avvikelser.</caption>')
    expect(html.match(/<thead><tr>/g)).toHaveLength(1)
    expect(html.match(/scope="col"/g)).toHaveLength(2)
    expect(html.match(/scope="row"/g)).toHaveLength(3)
    expect(html).not.toContain('för mycket')
    expect(html).toContain('<tr class="total"><th scope="row">Summa</th>')
  })

  it('carries nothing that runs or fetches', () => {
    const html = renderHtml(model(), {
      fontCss: '@font-face{font-family:x;src:url(data:font/woff2;base64,AA)}',
    })
    expect(html).toContain(
      `content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"`,
    )
    expect(tags(html)).not.toContain('script')
    expect(html.replace(/https?:\/\/www\.w3\.org[^"]*/g, '')).not.toMatch(/https?:\/\//)
  })

  it('lets no text become markup, style or an illegal character, wherever it stands', () => {
    const expected = tags(renderHtml(everywhere('x')))
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '&',
            '"',
            "'",
            '</style>',
            '\\',
            '}',
            ';',
            '<!--',
            '\u0000',
            '\ud800',
            '😀',
            'å',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(nasty, (text) => {
        const html = renderHtml(everywhere(`x${text}x`))
        // <br> is how a line end is written.
        expect(tags(html).filter((tag) => tag !== 'br')).toEqual(expected)
        // oxlint-disable-next-line no-control-regex
        expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/)
        expect(html.isWellFormed()).toBe(true)
        expect(html.match(/<\/style>/g)).toHaveLength(1)
      }),
    )
  })

  it('shows what was written, character by character', () => {
    const html = renderHtml(everywhere('Å & ä < ö "citat" \'x\' 😀'))
    expect(html).toContain('<p>Å &amp; ä &lt; ö &quot;citat&quot; &#39;x&#39; 😀</p>')
  })
})

/** A document with the text in every place a text can stand. */
function everywhere(text: string): DocumentModel {
  const table = { columns: [{ title: text }, { title: text }], rows: [[text, text]], note: text }
  return model({
    title: text,
    subtitle: text,
    documentType: text,
    organisation: `${text}o`,
    author: text,
    date: text,
    diarienummer: text,
    version: text,
    cover: [{ label: text, value: text }],
    sections: [
      {
        key: text,
        level: 1,
        number: text,
        title: text,
        blocks: [
          { type: 'paragraph', text },
          { type: 'paragraph', text: [{ text, strong: true, emphasis: true }] },
          { type: 'list', ordered: true, items: [text] },
          { type: 'note', title: text, text },
          { type: 'facts', items: [{ label: text, value: text }] },
          { type: 'keyFigures', items: [{ label: text, value: text, detail: text }] },
          { type: 'table', caption: text, ...table },
          {
            type: 'figure',
            caption: text,
            svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
            width: 1,
            height: 1,
            alt: text,
            data: table,
          },
        ],
      },
    ],
  })
}
