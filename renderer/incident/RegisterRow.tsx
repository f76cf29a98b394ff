import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { CellContext, ColumnSpec } from './registerColumns.tsx'

/** One line. It is drawn again only when something of its own has changed. */
export const RegisterRow = memo(function RegisterRow({
  row,
  index,
  top,
  tabIndex,
  selected,
  columns,
  context,
}: {
  /** Absent until it has been read. */
  row: IncidentRow | undefined
  /** Its number among headings and lines. */
  index: number
  top: number
  tabIndex: 0 | -1
  selected: boolean
  columns: readonly ColumnSpec[]
  context: CellContext
}) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined}
      data-index={index}
      {...(row ? { 'data-id': row.id } : {})}
      tabIndex={tabIndex}
      className="register-line register-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className="register-cell register-check" data-check>
        <span className={selected ? 'option-check on' : 'option-check'} aria-hidden>
          {selected ? '✓' : ''}
        </span>
      </div>
      {columns.map((column, at) => (
        <div
          key={column.id}
          role={column.id === 'title' ? 'rowheader' : 'gridcell'}
          aria-colindex={at + 2}
          className="register-cell"
        >
          {row ? column.cell(row, context) : <span className="register-blank" />}
        </div>
      ))}
    </div>
  )
})

/** The heading of a group, which opens and closes it. */
export const RegisterHeading = memo(function RegisterHeading({
  label,
  count,
  open,
  index,
  top,
  tabIndex,
  columnCount,
}: {
  label: string
  count: number
  open: boolean
  index: number
  top: number
  tabIndex: 0 | -1
  columnCount: number
}) {
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={tabIndex}
      className="register-line register-heading"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} aria-colspan={columnCount} className="register-heading-cell">
        <Icon size={16} aria-hidden />
        <span className="ellipsis">{label}</span>
        <span className="register-count">{formatNumber(count)}</span>
        <span className="visually-hidden">{open ? 'händelser, öppen grupp' : 'händelser, stängd grupp'}</span>
      </div>
    </div>
  )
})
