import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentModel, Figure, Table } from './model.ts'
import { freeTextBlocks } from './freeText.ts'
import {
  captionText,
  columnShares,
  headerLine,
  numberCaptions,
  referenceLine,
  startsPage,
} from './numbering.ts'
import { cleanText, plainText, typeset } from './plainText.ts'
import { THEME, contrast } from './theme.ts'

const TABLE: Omit<Table, 'caption'> = { type: 'table', columns: [{ title: 'Typ' }], rows: [] }
const FIGURE: Omit<Figure, 'caption'> = {
  type: 'figure',
  svg: '<svg/>',
  width: 1,
  height: 1,
  alt: 'alt',
  data: { columns: [{ title: 'Typ' }], rows: [] },
}

const MODEL: DocumentModel = {
  title: '',
  subtitle: '',
  documentType: 'Händelseanalys',
  organisation: 'NU-sjukvården',
  author: '',
  date: '2026-03-01',
  diarienummer: '',
  version: '',
  stamps: [],
  cover: [],
  tableOfContents: false,
  sections: [
    {
      key: 'a',
      level: 1,
      number: '',
      title: '',
      blocks: [
        { ...TABLE, caption: 'Ett' },
        { ...FIGURE, caption: 'Bild?' },
      ],
    },
    { key: 'b', level: 1, number: '', title: '', blocks: [{ ...TABLE, caption: 'Två.' }] },
  ],
}

describe('numbers of tables and figures', () => {
  it('run through the document, each kind by itself, and end with one full stop', () => {
    expect([...numberCaptions(MODEL).values()].map(captionText)).toEqual([
      'Tabell\u00a01. Ett.',
      'Figur\u00a01. Bild?',
      'Tabell\u00a02. Två.',
    ])
  })

  it('leave out what is missing from the header', () => {
    expect(headerLine(MODEL)).toBe('Händelseanalys · NU-sjukvården')
    expect(referenceLine(MODEL)).toBe('2026-03-01')
  })
})

describe('a summary', () => {
  it('has a page of its own in a long document', () => {
    const sections = ['Inledning', 'Sammanfattning', 'Mål', 'Resultat'].map((title, index) => ({
      key: String(index),
      level: 1 as const,
      number: '',
      title,
      blocks: [],
    }))
    const long = { ...MODEL, tableOfContents: true, sections }
    expect(sections.map((_, index) => startsPage(long, index))).toEqual([false, true, true, false])
    expect(sections.some((_, index) => startsPage({ ...long, tableOfContents: false }, index))).toBe(false)
  })
})

describe('column widths', () => {
  it('share what is left equally', () => {
    const shares = columnShares({
      columns: [{ title: 'a', width: 0.5 }, { title: 'b' }, { title: 'c' }],
      rows: [],
    })
    expect(shares.map((share) => Math.round(share * 100))).toEqual([50, 25, 25])
  })

  it('make columns of numbers equally wide and give text the rest', () => {
    const end = 'end' as const
    const [name, one, two] = columnShares({
      columns: [{ title: 'Händelsetyp' }, { title: '2024', align: end }, { title: '2025', align: end }],
      rows: [['Informationsöverföring och samverkan mellan enheter', 'Uppgift saknas', '7']],
    })
    expect(one).toBeCloseTo(two ?? 0)
    expect(name).toBeGreaterThan(one ?? 1)
  })

  it('are always positive and together the whole table', () => {
    const column = fc.record(
      { title: fc.string(), width: fc.double({ min: 0.01, max: 100, noNaN: true }) },
      { requiredKeys: ['title'] },
    )
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 9 }),
        fc.array(fc.array(fc.string(), { maxLength: 9 }), { maxLength: 5 }),
        (columns, rows) => {
          const shares = columnShares({ columns, rows })
          expect(shares).toHaveLength(columns.length)
          expect(Math.min(...shares)).toBeGreaterThan(0)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
        },
      ),
    )
  })
})

describe('free text', () => {
  it('becomes paragraphs and real lists', () => {
    expect(
      freeTextBlocks('Ett\nrad två\n\nTre saker:\n- a\n- b\n  fortsatt\nSlut\n\n1. först\n2) sedan'),
    ).toEqual([
      { type: 'paragraph', text: 'Ett\nrad två' },
      { type: 'paragraph', text: 'Tre saker:' },
      { type: 'list', ordered: false, items: ['a', 'b fortsatt'] },
      { type: 'paragraph', text: 'Slut' },
      { type: 'list', ordered: true, items: ['först', 'sedan'] },
    ])
  })

  it('keeps a year or a range that starts a line as text', () => {
    expect(freeTextBlocks('2025. Det var året')).toEqual([{ type: 'paragraph', text: '2025. Det var året' }])
    expect(freeTextBlocks('   \n\n ')).toEqual([])
  })

  it('loses no word', () => {
    const words = fc.array(fc.constantFrom('ord', '-', '–', '1.', '\n', '\n\n', '  ', 'å'), { maxLength: 30 })
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ')
        const blocks = freeTextBlocks(text)
        const all = blocks.flatMap((block) => {
          if (block.type === 'list') return block.items.map(plainText)
          return block.type === 'paragraph' ? [plainText(block.text)] : []
        })
        expect(countWords(all.join(' '))).toBe(countWords(text))
      }),
    )
  })
})

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /^(ord|å)$/.test(word)).length
}

describe('text that is cleaned', () => {
  it('is well-formed, composed and the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text)
        expect(clean.isWellFormed()).toBe(true)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
    expect(cleanText('a\u030a\r\nb\u0000\ud800c\u2028d')).toBe('å\nb\ufffdc\nd')
  })
})

describe('running text', () => {
  it('keeps numbers with their signs on one line', () => {
    expect(typeset('enligt 3 kap. 5 § PSL, 12,3 % av 2 333 år 2025')).toBe(
      'enligt 3\u00a0kap.\u00a05\u00a0§ PSL, 12,3\u00a0% av 2\u00a0333 år 2025',
    )
  })
})

describe('the theme', () => {
  it('has text at 4.5:1 or more on every ground, and lines that carry meaning at 3:1', () => {
    for (const ground of [THEME.paper, THEME.tint]) {
      for (const text of [THEME.ink, THEME.quiet, THEME.accent, THEME.warning]) {
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(THEME.second, THEME.paper)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(THEME.accentSoft, THEME.paper)).toBeGreaterThanOrEqual(3)
  })
})
