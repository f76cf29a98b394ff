/**
 * Where each line of a long list stands: headings and lines of fixed heights, so that any place is found by arithmetic
 * and only what is seen is drawn.
 */
export interface LayoutSection {
  readonly key: string
  readonly count: number
  /** A list without groups is one section with no heading. */
  readonly headed: boolean
  readonly open: boolean
}

export interface Heights {
  readonly row: number
  readonly heading: number
}

export type Item =
  | { readonly kind: 'heading'; readonly section: number }
  | { readonly kind: 'row'; readonly section: number; readonly index: number }

export interface Layout {
  readonly sections: readonly LayoutSection[]
  /** Headings and lines together. */
  readonly items: number
  readonly height: number
  /** True when there are more lines than a browser can lay out; the rest are not shown. */
  readonly cut: boolean
  readonly itemAt: (index: number) => Item | undefined
  readonly indexOf: (item: Item) => number
  /** The item's upper edge. */
  readonly topOf: (index: number) => number
  /** The item at a height; the last one below the end. */
  readonly indexAt: (y: number) => number
}

/** Chromium draws nothing below some 33 million pixels; half of that leaves room for zoom. */
const MAX_HEIGHT = 15_000_000

export function makeLayout(all: readonly LayoutSection[], heights: Heights): Layout {
  const sections: LayoutSection[] = []
  /** First item and upper edge of each section. */
  const firsts: number[] = []
  const tops: number[] = []
  let items = 0
  let height = 0
  let cut = false
  for (const section of all) {
    const head = section.headed ? heights.heading : 0
    const room = Math.max(0, Math.floor((MAX_HEIGHT - height - head) / heights.row))
    const shown = section.open ? Math.min(section.count, room) : 0
    if (section.open && shown < section.count) cut = true
    sections.push({ ...section, count: shown })
    firsts.push(items)
    tops.push(height)
    items += shown + (section.headed ? 1 : 0)
    height += shown * heights.row + head
  }
  /** The last section that begins at or before. */
  const sectionBy = (starts: readonly number[], value: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= value) low = middle
      else high = middle - 1
    }
    return low
  }
  const headOf = (at: number) => (sections[at]?.headed ? 1 : 0)
  const itemAt = (index: number): Item | undefined => {
    if (index < 0 || index >= items) return undefined
    const section = sectionBy(firsts, index)
    const within = index - (firsts[section] ?? 0) - headOf(section)
    return within < 0 ? { kind: 'heading', section } : { kind: 'row', section, index: within }
  }
  return {
    sections,
    items,
    height,
    cut,
    itemAt,
    indexOf: (item) =>
      (firsts[item.section] ?? 0) + (item.kind === 'heading' ? 0 : headOf(item.section) + item.index),
    topOf: (index) => {
      const item = itemAt(index)
      if (!item) return height
      const top = tops[item.section] ?? 0
      if (item.kind === 'heading') return top
      return top + headOf(item.section) * heights.heading + item.index * heights.row
    },
    indexAt: (y) => {
      if (items === 0) return 0
      const section = sectionBy(tops, Math.max(0, y))
      const head = headOf(section)
      const below = Math.max(0, y) - (tops[section] ?? 0) - head * heights.heading
      const within = below < 0 ? 0 : head + Math.floor(below / heights.row)
      const last = (sections[section]?.count ?? 0) + head - 1
      return Math.min(items - 1, (firsts[section] ?? 0) + Math.min(within, Math.max(0, last)))
    },
  }
}

/** The items that are seen, with some more above and below. */
export function itemsInView(
  layout: Layout,
  scrollTop: number,
  viewHeight: number,
  more: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, layout.indexAt(scrollTop) - more)
  const to = Math.min(layout.items, layout.indexAt(scrollTop + viewHeight) + 1 + more)
  return { from, to }
}

/** The blocks of lines that a stretch of items needs, as 'section:block'; closed sections need none. */
export function blocksIn(layout: Layout, from: number, to: number, size: number): string[] {
  const blocks = new Set<string>()
  for (let index = from; index < to; index++) {
    const item = layout.itemAt(index)
    if (item?.kind === 'row') blocks.add(`${item.section}:${Math.floor(item.index / size)}`)
  }
  return [...blocks]
}
