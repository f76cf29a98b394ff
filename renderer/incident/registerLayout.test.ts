import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocksIn, itemsInView, makeLayout, type LayoutSection } from './registerLayout.ts'

const HEIGHTS = { row: 50, heading: 40 }
const plain = (count: number): LayoutSection[] => [{ key: '', count, headed: false, open: true }]
const grouped: LayoutSection[] = [
  { key: 'a', count: 3, headed: true, open: true },
  { key: 'b', count: 100, headed: true, open: false },
  { key: 'c', count: 2, headed: true, open: true },
]

describe('the place of each line in a long list', () => {
  it('is its number times its height, without groups', () => {
    const layout = makeLayout(plain(100_000), HEIGHTS)
    expect(layout.items).toBe(100_000)
    expect(layout.height).toBe(5_000_000)
    expect(layout.topOf(99_999)).toBe(4_999_950)
    expect(layout.indexAt(4_999_950)).toBe(99_999)
    expect(itemsInView(layout, 1000, 500, 2)).toEqual({ from: 18, to: 33 })
  })

  it('counts headings, and hides the lines of a closed group', () => {
    const layout = makeLayout(grouped, HEIGHTS)
    expect(layout.items).toBe(1 + 3 + 1 + 1 + 2)
    expect(layout.height).toBe(3 * 40 + 5 * 50)
    expect(layout.itemAt(4)).toEqual({ kind: 'heading', section: 1 })
    expect(layout.itemAt(6)).toEqual({ kind: 'row', section: 2, index: 0 })
    expect(blocksIn(layout, 0, layout.items, 2)).toEqual(['0:0', '0:1', '2:0'])
  })

  it('is found again from its number and from its height, whatever is open', () => {
    const section = fc.record({
      key: fc.string(),
      count: fc.nat(40),
      headed: fc.boolean(),
      open: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(section, { minLength: 1, maxLength: 12 }), (sections) => {
        const layout = makeLayout(sections, HEIGHTS)
        for (let index = 0; index < layout.items; index++) {
          const item = layout.itemAt(index)
          expect(item && layout.indexOf(item)).toBe(index)
          expect(layout.indexAt(layout.topOf(index))).toBe(index)
          expect(layout.topOf(index + 1)).toBeGreaterThan(layout.topOf(index))
        }
        expect(layout.topOf(layout.items)).toBe(layout.height)
      }),
    )
  })

  it('stops where a browser no longer can lay out, and says so', () => {
    const layout = makeLayout(plain(1_000_000), HEIGHTS)
    expect(layout.cut).toBe(true)
    expect(layout.height).toBeLessThanOrEqual(15_000_000)
    expect(makeLayout(plain(200_000), HEIGHTS).cut).toBe(false)
  })

  it('is empty when nothing fits', () => {
    const layout = makeLayout([], HEIGHTS)
    expect(itemsInView(layout, 0, 500, 4)).toEqual({ from: 0, to: 0 })
    expect(layout.itemAt(0)).toBeUndefined()
  })
})
