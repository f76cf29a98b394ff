import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeTextBlocks } from './freeText.ts'
import type { Block } from './model.ts'
import { plainText } from './plainText.ts'

/** The blocks as one would write them. */
function written(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'paragraph') return plainText(block.text)
      if (block.type !== 'list') return ''
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${plainText(item)}`)
        .join('\n')
    })
    .join('\n\n')
}

function signs(source: string): string {
  return source.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '')
}

const line = fc.oneof(
  fc.constantFrom(
    '',
    '  ',
    'Å ä ö',
    '- punkt',
    '– tankstreck',
    '• prick',
    '* stjärna',
    '  indraget',
    '-',
    '1.',
  ),
  fc.tuple(fc.integer({ min: 1, max: 14 }), fc.constantFrom('.', ')')).map(([n, mark]) => `${n}${mark} ord`),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'))

describe('numbered lists in free text', () => {
  it('begin at 1 and count on, also over blank lines', () => {
    expect(freeTextBlocks('1. ett\n2) två\n\n3. tre')).toEqual([
      { type: 'list', ordered: true, items: ['ett', 'två', 'tre'] },
    ])
  })

  it('begin anew at 1', () => {
    expect(freeTextBlocks('1. a\n2. b\n\n1. c')).toEqual([
      { type: 'list', ordered: true, items: ['a', 'b'] },
      { type: 'list', ordered: true, items: ['c'] },
    ])
  })

  it('leave a number that is none of theirs in the text', () => {
    expect(freeTextBlocks('Det hände den\n12. juni.')).toEqual([
      { type: 'paragraph', text: 'Det hände den\n12. juni.' },
    ])
    expect(freeTextBlocks('2. Andra halvåret')).toEqual([{ type: 'paragraph', text: '2. Andra halvåret' }])
  })
})

describe('free text', () => {
  it('keeps a bulleted list together over blank lines, and ends it at a paragraph', () => {
    expect(freeTextBlocks('- a\n\n- b\n\nSlut')).toEqual([
      { type: 'list', ordered: false, items: ['a', 'b'] },
      { type: 'paragraph', text: 'Slut' },
    ])
  })

  it('never makes an empty paragraph, list or item', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const block of freeTextBlocks(source)) {
          const pieces = block.type === 'list' ? block.items : block.type === 'paragraph' ? [block.text] : []
          expect(pieces.length).toBeGreaterThan(0)
          expect(pieces.every((piece) => plainText(piece).trim() !== '')).toBe(true)
        }
      }),
    )
  })

  it('loses no letter and no digit, and changes their order never', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(signs(written(freeTextBlocks(source)))).toBe(signs(source))
      }),
      { numRuns: 500 },
    )
  })

  it('reads the same when it is written back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ord', 'å ä ö', '- punkt', '1. ett', '2. två', ''), { maxLength: 12 }),
        (lines) => {
          const blocks = freeTextBlocks(lines.join('\n'))
          expect(freeTextBlocks(written(blocks)).map((block) => block.type)).toEqual(merged(blocks))
        },
      ),
    )
  })
})

/** Two bulleted lists in a row are one when they are read again; nothing else may melt together. */
function merged(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1]
    const same = block.type === 'list' && !block.ordered && before?.type === 'list' && !before.ordered
    return same ? [] : [block.type]
  })
}
