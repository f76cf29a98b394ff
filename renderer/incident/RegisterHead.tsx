import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, useState } from 'react'
import type { IncidentSort } from '../../shared/incident/filter.ts'
import type { ColumnSpec } from './registerColumns.tsx'

/** How much a press of Alt and an arrow widens a column (px). */
const STEP = 16

/**
 * The headers: one tab stop, arrows between them, Enter sorts, Alt and an arrow widens or narrows; the same with the
 * mouse.
 */
export function RegisterHead({
  columns,
  sort,
  onSort,
  onResize,
  onResetWidth,
  onDown,
}: {
  columns: readonly ColumnSpec[]
  sort: IncidentSort
  onSort: (column: ColumnSpec) => void
  onResize: (column: ColumnSpec, width: number) => void
  onResetWidth: (column: ColumnSpec) => void
  /** The arrow down: to the lines. */
  onDown: () => void
}) {
  const [current, setCurrent] = useState(0)
  const row = useRef<HTMLDivElement>(null)
  const cells = () => [...(row.current?.querySelectorAll<HTMLElement>('.register-column') ?? [])]
  const at = Math.min(current, columns.length - 1)

  const keyDown = (event: React.KeyboardEvent, column: ColumnSpec, index: number) => {
    const sideways = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (sideways !== 0 && event.altKey) {
      onResize(column, (cells()[index]?.offsetWidth ?? column.minWidth) + sideways * STEP)
    } else if (sideways !== 0) cells()[index + sideways]?.focus()
    else if (event.key === 'Home') cells()[0]?.focus()
    else if (event.key === 'End') cells().at(-1)?.focus()
    else if (event.key === 'ArrowDown') onDown()
    else if ((event.key === 'Enter' || event.key === ' ') && column.sort) onSort(column)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div role="row" aria-rowindex={1} className="register-line" ref={row}>
      <div role="columnheader" aria-colindex={1} className="register-cell register-check">
        <span className="visually-hidden">Markerad</span>
      </div>
      {columns.map((column, index) => {
        const direction = sort.by === column.sort ? sort.direction : null
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + 2}
            tabIndex={index === at ? 0 : -1}
            className={column.sort ? 'register-column sorts' : 'register-column'}
            title={hint(column)}
            {...(column.sort
              ? {
                  'aria-sort': direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending',
                }
              : {})}
            onFocus={() => setCurrent(index)}
            onKeyDown={(event) => keyDown(event, column, index)}
            onClick={() => {
              if (column.sort) onSort(column)
            }}
          >
            <span className="ellipsis">{column.title}</span>
            {direction === 'asc' ? <ArrowUp size={14} aria-hidden /> : null}
            {direction === 'desc' ? <ArrowDown size={14} aria-hidden /> : null}
            <Grip onResize={(width) => onResize(column, width)} onReset={() => onResetWidth(column)} />
          </div>
        )
      })}
    </div>
  )
}

function hint(column: ColumnSpec): string {
  const wide = 'Dra i kanten eller tryck Alt och pil för att ändra bredden.'
  return column.sort ? `Sortera efter ${column.title.toLocaleLowerCase('sv')}. ${wide}` : wide
}

/** The edge of a header. What it does can be done with Alt and an arrow, so it is nothing to a screen reader. */
function Grip({ onResize, onReset }: { onResize: (width: number) => void; onReset: () => void }) {
  const start = useRef<{ x: number; width: number } | null>(null)
  return (
    <span
      aria-hidden
      className="register-grip"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        const cell = event.currentTarget.parentElement
        if (!cell) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: cell.offsetWidth }
      }}
      onPointerMove={(event) => {
        if (start.current) onResize(start.current.width + event.clientX - start.current.x)
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onPointerCancel={() => {
        start.current = null
      }}
    />
  )
}
