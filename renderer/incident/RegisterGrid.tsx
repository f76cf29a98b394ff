import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react'
import { itemsInView, type Item, type Layout } from './registerLayout.ts'

/** Drawn above and below what is seen, so that a quick scroll meets lines and not a gap. */
const MORE = 8
/** What is drawn changes this many lines at a time: fewer, larger changes while one scrolls. */
const STEP = 4

export interface GridHandle {
  /** Brings an item into view and gives it the keyboard. */
  readonly goTo: (index: number) => void
  readonly scrollTop: () => number
  readonly scrollTo: (top: number) => void
  readonly hasFocus: () => boolean
}

export interface RowKey {
  readonly key: string
  readonly shift: boolean
  readonly ctrl: boolean
}

/**
 * A table of any length for the eyes, the keyboard and a screen reader: lines of known heights, of which only those
 * in view are drawn. One tab stop for the headers (`head`), one for the lines.
 */
export function RegisterGrid({
  label,
  layout,
  headHeight,
  columnCount,
  active,
  onActive,
  onRange,
  onScroll,
  onKey,
  onPick,
  head,
  renderItem,
  handle,
  className,
  style,
}: {
  label: string
  layout: Layout
  headHeight: number
  columnCount: number
  /** The item that has, or would get, the keyboard. */
  active: number
  onActive: (index: number, key: RowKey) => void
  /** Which items are drawn. */
  onRange: (from: number, to: number) => void
  onScroll: (top: number) => void
  /** Any other key on an item; true when it was for something. */
  onKey: (index: number, key: RowKey) => boolean
  onPick: (index: number, event: React.MouseEvent) => void
  head: ReactNode
  renderItem: (item: Item, index: number, top: number, tabIndex: 0 | -1) => ReactNode
  handle: Ref<GridHandle>
  className: string
  style: React.CSSProperties
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const wantsFocus = useRef(false)
  const [focusTurn, setFocusTurn] = useState(0)

  const { from, to } = itemsInView(layout, view.top, view.height, MORE)
  useEffect(() => onRange(from, to), [onRange, from, to, layout])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () =>
      setView({
        top: stepped(element.scrollTop, layout),
        height: Math.max(100, element.clientHeight - headHeight),
      })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [headHeight, layout])

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    const line = scroller.current?.querySelector(`[data-index="${active}"]`)
    if (line instanceof HTMLElement) line.focus({ preventScroll: true })
  }, [active, focusTurn])

  const show = (index: number) => {
    const element = scroller.current
    if (!element) return
    const top = layout.topOf(index)
    const bottom = layout.topOf(index + 1)
    const height = element.clientHeight - headHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (bottom > element.scrollTop + height) element.scrollTop = bottom - height
  }
  const move = (index: number, key: RowKey) => {
    const next = Math.max(0, Math.min(layout.items - 1, index))
    wantsFocus.current = true
    show(next)
    setFocusTurn((turn) => turn + 1)
    onActive(next, key)
  }

  useImperativeHandle(handle, () => ({
    goTo: (index) => move(index, { key: '', shift: false, ctrl: false }),
    scrollTop: () => scroller.current?.scrollTop ?? 0,
    scrollTo: (top) => {
      if (scroller.current) scroller.current.scrollTop = top
    },
    hasFocus: () => scroller.current?.contains(document.activeElement) ?? false,
  }))

  const keyDown = (event: React.KeyboardEvent) => {
    const index = indexOf(event.target)
    if (index === null || event.altKey) return
    const page = Math.max(
      1,
      Math.floor(view.height / Math.max(1, layout.topOf(index + 1) - layout.topOf(index))) - 1,
    )
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: layout.items - 1,
    }
    const key = { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey }
    const next = steps[event.key]
    if (event.key === 'ArrowUp' && index === 0 && !event.shiftKey) {
      const header = scroller.current?.querySelector('[role=columnheader][tabindex="0"]')
      if (header instanceof HTMLElement) header.focus()
      event.preventDefault()
    } else if (next !== undefined) {
      event.preventDefault()
      move(next, key)
    } else if (onKey(index, key)) event.preventDefault()
  }

  const items: ReactNode[] = []
  const draw = (index: number) => {
    const item = layout.itemAt(index)
    if (item) items.push(renderItem(item, index, layout.topOf(index), index === active ? 0 : -1))
  }
  // The line with the keyboard stays, also out of sight: otherwise the keyboard would be lost.
  if (active < from && active >= 0) draw(active)
  for (let index = from; index < to; index++) draw(index)
  if (active >= to && active < layout.items) draw(active)

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={layout.items + 1}
      aria-colcount={columnCount}
      aria-multiselectable="true"
      // The lines and headers have the keyboard; what is between them can be clicked, not come to.
      tabIndex={-1}
      className={className}
      style={style}
      onKeyDown={keyDown}
      onClick={(event) => {
        const index = indexOf(event.target)
        if (index !== null) onPick(index, event)
      }}
      onScroll={(event) => {
        const element = event.currentTarget
        onScroll(element.scrollTop)
        const top = stepped(element.scrollTop, layout)
        setView((old) => (old.top === top ? old : { ...old, top }))
      }}
    >
      <div role="rowgroup" className="register-head">
        {head}
      </div>
      <div role="rowgroup" className="register-body" style={{ height: layout.height }}>
        {items}
      </div>
    </div>
  )
}

/** A height at which what is drawn changes: the one above. */
function stepped(top: number, layout: Layout): number {
  const step = Math.max(20, layout.height / Math.max(1, layout.items)) * STEP
  return Math.floor(top / step) * step
}

/** The item that an event happened in. */
function indexOf(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest('[data-index]') : null
  const text = line?.getAttribute('data-index') ?? null
  return text === null ? null : Number(text)
}
