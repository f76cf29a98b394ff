import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useCodes } from '../code/useCodes.ts'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { gridTemplate, NARROWEST, WIDEST, type CellContext, type ColumnSpec } from './registerColumns.tsx'
import { RegisterGrid, type GridHandle, type RowKey } from './RegisterGrid.tsx'
import { RegisterHead } from './RegisterHead.tsx'
import { blocksIn, makeLayout, type Item, type Layout } from './registerLayout.ts'
import type { Look, Widths } from './registerLook.ts'
import { recallPlace, rememberPlace } from './registerPlace.ts'
import { RegisterHeading, RegisterRow } from './RegisterRow.tsx'
import { BLOCK, useBlocks, useReadRows, type ShownList } from './registerRows.ts'
import { ALL, isSelected, NONE, toggle, withSelected, type Selection } from './registerSelection.ts'
import type { ChangeView, RegisterView } from './registerState.ts'
import { useFound } from './registerFound.ts'

const ROW_HEIGHT = 54
/** While one searches there is a line more: where it was found. */
const FOUND_HEIGHT = 70
const HEADING_HEIGHT = 36
const HEAD_HEIGHT = 40
/** A stretch with Shift reads the lines between; more than this is better selected with Ctrl+A. */
const STRETCH_MAX = 5000

/** It is asked where the search found something for so many lines at a time. */
const CHUNK = 20

const NO_GROUPS: ReadonlySet<string> = new Set()
const NO_CHUNKS: readonly (readonly number[])[] = []

export function RegisterTable({
  view,
  shown,
  columns,
  look,
  onLook,
  onChange,
  selection,
  onSelection,
  empty,
}: {
  view: RegisterView
  shown: ShownList
  columns: readonly ColumnSpec[]
  look: Look
  onLook: (change: Partial<Look>) => void
  onChange: ChangeView
  selection: Selection
  onSelection: (selection: Selection) => void
  /** What to say when no line fits. */
  empty: ReactNode
}) {
  const [, navigate] = useLocation()
  const { label } = useCodes()
  const { list, total, groups } = shown
  const text = list.filter.text ?? ''
  const listKey = JSON.stringify(list)
  const [remembered] = useState(() => recallPlace(listKey))

  const [closed, setClosed] = useState<{ readonly of: string; readonly codes: ReadonlySet<string> }>({
    of: listKey,
    codes: new Set(remembered?.closed ?? []),
  })
  const closedCodes = closed.of === listKey ? closed.codes : NO_GROUPS
  const layout = useMemo(
    () =>
      makeLayout(
        groups === null
          ? [{ key: '', count: total, headed: false, open: true }]
          : groups.map(({ code, count }) => ({
              key: code,
              count,
              headed: true,
              open: !closedCodes.has(code),
            })),
        { row: text === '' ? ROW_HEIGHT : FOUND_HEIGHT, heading: HEADING_HEIGHT },
      ),
    [groups, total, closedCodes, text],
  )
  /** How many lines stand before each group, whether it is open or not: lines are read by their number in the whole. */
  const before = useMemo(() => {
    const starts = [0]
    for (const { count } of groups ?? []) starts.push((starts.at(-1) ?? 0) + count)
    return starts
  }, [groups])

  const [drawn, setDrawn] = useState({ from: 0, to: 30 })
  const onRange = useCallback(
    (from: number, to: number) =>
      setDrawn((old) => (old.from === from && old.to === to ? old : { from, to })),
    [],
  )
  const blocks = useMemo(() => wholeBlocks(layout, before, drawn.from, drawn.to), [layout, before, drawn])
  const { rowAt, error, retry } = useBlocks(list, blocks)
  const readRows = useReadRows(list)
  const numberOf = (item: Item) => (item.kind === 'row' ? (before[item.section] ?? 0) + item.index : 0)
  const rowOf = (index: number): IncidentRow | undefined => {
    const item = layout.itemAt(index)
    return item?.kind === 'row' ? rowAt(numberOf(item)) : undefined
  }

  const chunks = text === '' ? NO_CHUNKS : chunksIn(layout, drawn.from, drawn.to, rowOf)
  const found = useFound(text, chunks)
  const context = useMemo<CellContext>(() => ({ label, text, found }), [label, text, found])

  const grid = useRef<GridHandle>(null)
  const [active, setActive] = useState({ of: listKey, index: remembered?.active ?? 0 })
  const activeIndex = Math.min(active.of === listKey ? active.index : 0, Math.max(0, layout.items - 1))
  useListStart(grid, listKey, remembered)

  /** Where a stretch with Shift began, and whether it selects. */
  const anchor = useRef<{ index: number; base: Selection; selects: boolean } | null>(null)
  const stretches = useRef(0)
  const stretch = async (to: number) => {
    const from = anchor.current ?? { index: activeIndex, base: selection, selects: true }
    anchor.current = from
    const [low, high] = from.index < to ? [from.index, to] : [to, from.index]
    if (high - low > STRETCH_MAX) {
      tell(`Högst ${formatNumber(STRETCH_MAX)} rader i taget. Ctrl+A markerar alla i urvalet.`)
      return
    }
    const turn = ++stretches.current
    const ids: number[] = []
    for (let index = low; index <= high; index++) {
      const item = layout.itemAt(index)
      if (item?.kind !== 'row') continue
      const row = await lineAt(index)
      if (row) ids.push(row.id)
    }
    // Another stretch may have been made meanwhile.
    if (anchor.current === from && stretches.current === turn)
      onSelection(withSelected(from.base, ids, from.selects))
  }
  /** The line at a place; one that has just been come to may not have been read yet. */
  const lineAt = async (index: number): Promise<IncidentRow | undefined> => {
    const item = layout.itemAt(index)
    if (item?.kind !== 'row') return undefined
    return rowAt(numberOf(item)) ?? (await readRows(numberOf(item), numberOf(item) + 1))[0]
  }
  const pick = (index: number, row: IncidentRow) => {
    anchor.current = { index, base: selection, selects: !isSelected(selection, row.id) }
    onSelection(toggle(selection, row.id))
  }
  const remember = (opened: number | null) =>
    rememberPlace({
      list: listKey,
      top: grid.current?.scrollTop() ?? 0,
      active: activeIndex,
      opened,
      closed: [...closedCodes],
    })
  const open = (row: IncidentRow, index: number) => {
    rememberPlace({
      list: listKey,
      top: grid.current?.scrollTop() ?? 0,
      active: index,
      opened: row.id,
      closed: [...closedCodes],
    })
    navigate(`/handelse/${row.id}`)
  }
  const fold = (item: Item, to?: boolean) => {
    const code = layout.sections[item.section]?.key
    if (code === undefined) return
    const codes = new Set(closedCodes)
    const close = to ?? !codes.has(code)
    if (close) codes.add(code)
    else codes.delete(code)
    setClosed({ of: listKey, codes })
  }

  const onActive = (index: number, key: RowKey) => {
    if (key.shift) void stretch(index)
    else anchor.current = null
    setActive({ of: listKey, index })
  }
  const onKey = (index: number, key: RowKey): boolean => {
    if (key.key === 'a' && key.ctrl) {
      onSelection(ALL)
      return true
    }
    if (key.key === 'Escape') {
      if (!selection.all && selection.ids.size === 0) return false
      onSelection(NONE)
      return true
    }
    const item = layout.itemAt(index)
    if (item?.kind === 'heading') {
      if (key.key === 'Enter' || key.key === ' ') fold(item)
      else if (key.key === 'ArrowLeft') fold(item, true)
      else if (key.key === 'ArrowRight') fold(item, false)
      else return false
      return true
    }
    if (key.key === 'ArrowLeft' && item && groups !== null) {
      grid.current?.goTo(layout.indexOf({ kind: 'heading', section: item.section }))
      return true
    }
    if (key.key !== ' ' && key.key !== 'Enter') return false
    const act = (row: IncidentRow) => (key.key === ' ' ? pick(index, row) : open(row, index))
    const here = rowOf(index)
    if (here) act(here)
    else void lineAt(index).then((row) => (row ? act(row) : undefined))
    return true
  }
  const onPick = (index: number, event: React.MouseEvent) => {
    const item = layout.itemAt(index)
    if (!item) return
    const former = activeIndex
    setActive({ of: listKey, index })
    if (item.kind === 'heading') return fold(item)
    const row = rowOf(index)
    if (!row) return
    const onCheck = event.target instanceof Element && event.target.closest('[data-check]') !== null
    if (event.shiftKey) {
      anchor.current ??= { index: former, base: selection, selects: true }
      void stretch(index)
    } else if (onCheck || event.ctrlKey || event.metaKey) pick(index, row)
    // Whoever marks text in a line wants the text.
    else if (document.getSelection()?.isCollapsed ?? true) open(row, index)
  }

  const [dragged, setDragged] = useState<Widths>({})
  const widths = useMemo(() => ({ ...look.widths, ...dragged }), [look.widths, dragged])
  const { template, minWidth } = gridTemplate(columns, widths, text !== '')
  const resize = (column: ColumnSpec, width: number) => {
    const next = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)))
    setDragged((old) => ({ ...old, [column.id]: next }))
    onLook({ widths: { ...look.widths, ...dragged, [column.id]: next } })
  }
  const resetWidth = (column: ColumnSpec) => {
    const { [column.id]: _own, ...others } = widths
    setDragged({})
    onLook({ widths: others })
  }
  const sortBy = (column: ColumnSpec) => {
    if (column.sort === null) return
    const same = view.sort.by === column.sort
    onChange({
      ...view,
      sort: { by: column.sort, direction: same && view.sort.direction === 'asc' ? 'desc' : 'asc' },
    })
  }

  if (total === 0) return <div className="register-frame register-none">{empty}</div>
  return (
    <>
      <Problem error={error} retry={retry} />
      {layout.cut ? (
        <p className="soft">
          Listan är för lång för att visas hel. De första visas; filtrera eller sortera om för att se andra.
        </p>
      ) : null}
      <RegisterGrid
        handle={grid}
        label="Händelser"
        className={text === '' ? 'register-frame register-grid' : 'register-frame register-grid finding'}
        // Both are data: the policy allows the CSSOM, not style text.
        style={{ '--register-columns': template, '--register-width': `${minWidth}px` } as React.CSSProperties}
        layout={layout}
        headHeight={HEAD_HEIGHT}
        columnCount={columns.length + 1}
        active={activeIndex}
        onActive={onActive}
        onRange={onRange}
        onScroll={() => remember(null)}
        onKey={onKey}
        onPick={onPick}
        head={
          <RegisterHead
            columns={columns}
            sort={view.sort}
            onSort={sortBy}
            onResize={resize}
            onResetWidth={resetWidth}
            onDown={() => grid.current?.goTo(activeIndex)}
          />
        }
        renderItem={(item, index, top, tabIndex) => {
          if (item.kind === 'heading') {
            const group = groups?.[item.section]
            return (
              <RegisterHeading
                key={`rubrik ${item.section}`}
                label={group?.label ?? ''}
                count={group?.count ?? 0}
                open={layout.sections[item.section]?.open ?? true}
                index={index}
                top={top}
                tabIndex={tabIndex}
                columnCount={columns.length + 1}
              />
            )
          }
          const row = rowAt(numberOf(item))
          return (
            <RegisterRow
              key={numberOf(item)}
              row={row}
              index={index}
              top={top}
              tabIndex={tabIndex}
              selected={row !== undefined && isSelected(selection, row.id)}
              columns={columns}
              context={context}
            />
          )
        }}
      />
    </>
  )
}

/** The blocks of the whole list that the drawn items need. */
function wholeBlocks(layout: Layout, before: readonly number[], from: number, to: number): number[] {
  const blocks = new Set<number>()
  for (const part of blocksIn(layout, from, to, 1)) {
    const [section = 0, index = 0] = part.split(':').map(Number)
    blocks.add(Math.floor(((before[section] ?? 0) + index) / BLOCK))
  }
  return [...blocks].sort((a, b) => a - b)
}

/** The cases in view, in stretches that stay the same while one scrolls. */
function chunksIn(
  layout: Layout,
  from: number,
  to: number,
  rowOf: (index: number) => IncidentRow | undefined,
): number[][] {
  const chunks: number[][] = []
  for (let start = Math.floor(from / CHUNK) * CHUNK; start < to; start += CHUNK) {
    const ids: number[] = []
    for (let index = start; index < Math.min(start + CHUNK, layout.items); index++) {
      const row = rowOf(index)
      if (row) ids.push(row.id)
    }
    if (ids.length > 0) chunks.push(ids)
  }
  return chunks
}

/** A list starts at its top; one that is come back to, where one was, with the keyboard on the line one opened. */
function useListStart(
  grid: React.RefObject<GridHandle | null>,
  listKey: string,
  remembered: ReturnType<typeof recallPlace>,
): void {
  const started = useRef<string | null>(null)
  useEffect(() => {
    if (started.current === listKey) return undefined
    const first = started.current === null
    started.current = listKey
    if (!first || !remembered) {
      grid.current?.scrollTo(0)
      return undefined
    }
    grid.current?.scrollTo(remembered.top)
    if (remembered.opened === null) return undefined
    // After the shell has given the new page the focus.
    const frame = requestAnimationFrame(() => grid.current?.goTo(remembered.active))
    return () => cancelAnimationFrame(frame)
  }, [grid, listKey, remembered])
}
