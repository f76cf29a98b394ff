import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import {
  Cell,
  Column,
  ResizableTableContainer,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components'
import { useLocation } from 'wouter'
import { ARENDETYPER } from '../../shared/incident/codes.ts'
import { CodeLabel } from '../code/CodeLabel.tsx'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { SORT_KEYS, type SortKey } from '../../shared/incident/filter.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { callCancellable, type Out } from '../app/rpc.ts'
import { Loading, Problem } from '../ui/parts.tsx'
import { HarmBadge, RiskMark, StatusBadge } from './labels.tsx'
import { RegisterPrint } from './RegisterPrint.tsx'
import { ariaDirection, type RegisterView } from './registerState.ts'

const PAGE = 60
const ROW_HEIGHT = 54
const HEADING_HEIGHT = 40

/** What nobody has stated; published cases have no status or assessment of ours. */
const NOTHING = <span className="soft">–</span>

interface ColumnSpec {
  readonly id: SortKey | 'title'
  readonly title: string
  readonly width: number | `${number}fr`
  readonly minWidth: number
  readonly cell: (row: IncidentRow) => ReactNode
}

const COLUMNS: readonly ColumnSpec[] = [
  { id: 'date', title: 'Datum', width: 88, minWidth: 88, cell: dateCell },
  {
    id: 'number',
    title: 'Ärende',
    width: 122,
    minWidth: 122,
    cell: (row) =>
      twoLines(
        <span className="numeric">{row.arendenr}</span>,
        row.origin === 'publicerad' ? 'Publicerat fall' : ARENDETYPER[row.arendetyp],
      ),
  },
  {
    id: 'title',
    title: 'Rubrik',
    width: '5fr',
    minWidth: 140,
    cell: (row) => (
      <span className="incident-clamp" title={row.title}>
        {row.title}
      </span>
    ),
  },
  {
    id: 'unit',
    title: 'Händelseplats',
    width: '4fr',
    minWidth: 154,
    cell: (row) => twoLines(row.unitName, row.unitName === row.forvaltningName ? '' : row.forvaltningName),
  },
  {
    id: 'type',
    title: 'Händelsetyp',
    width: '2fr',
    minWidth: 118,
    cell: (row) => (
      <span className="incident-clamp">
        <CodeLabel list="handelsetyp" code={row.handelsetyp} />
      </span>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    width: 128,
    minWidth: 128,
    cell: (row) => (row.status === 'ej_angivet' ? NOTHING : <StatusBadge status={row.status} />),
  },
  {
    id: 'harm',
    title: 'Skada',
    width: 146,
    minWidth: 146,
    cell: (row) =>
      row.origin === 'publicerad' && row.harm === 'ej_bedomd' ? NOTHING : <HarmBadge harm={row.harm} />,
  },
  {
    id: 'risk',
    title: 'Risk',
    width: 78,
    minWidth: 78,
    cell: (row) => <RiskMark score={row.riskScore} level={row.riskLevel} />,
  },
]

/** Where the person was in which list, so that going back from a case comes to the same line. */
let lastPlace: { readonly view: string; readonly scrollTop: number; readonly opened: string | null } | null =
  null

export function RegisterTable({
  view,
  total,
  onChange,
  empty,
}: {
  view: RegisterView
  /** How many lines there are in all, when it is known. */
  total: number | undefined
  onChange: (view: RegisterView) => void
  /** What to say when no line fits. */
  empty: ReactNode
}) {
  const [, navigate] = useLocation()
  const scroller = useRef<HTMLDivElement>(null)
  const viewKey = JSON.stringify(view)
  const pages = useInfiniteQuery<Out<'incident.list'>, LardomError, IncidentRow[], unknown[], string | null>({
    queryKey: ['incident.list', view],
    queryFn: ({ pageParam, signal }) =>
      callCancellable('incident.list', { ...view, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.rows),
  })
  const rows = useMemo(() => pages.data ?? [], [pages.data])
  useScrollMemory(scroller, viewKey, rows.length > 0)
  useRowCount(scroller, total, rows.length > 0)
  useOwnPaging(scroller, rows.length > 0)

  if (pages.error) return <Problem error={pages.error} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Loading />
  return (
    <>
      <RegisterPrint rows={rows} total={total} />
      <ResizableTableContainer className="incident-table-frame" ref={scroller}>
        <Virtualizer
          layout={TableLayout}
          layoutOptions={{ rowHeight: ROW_HEIGHT, headingHeight: HEADING_HEIGHT }}
        >
          <Table
            aria-label="Händelser"
            className="incident-table"
            sortDescriptor={{ column: view.sort.by, direction: ariaDirection(view.sort) }}
            onSortChange={({ column, direction }) => {
              const by = SORT_KEYS.find((key) => key === column)
              if (by)
                onChange({ ...view, sort: { by, direction: direction === 'ascending' ? 'asc' : 'desc' } })
            }}
            onRowAction={(key) => {
              lastPlace = { view: viewKey, scrollTop: lastPlace?.scrollTop ?? 0, opened: String(key) }
              navigate(`/handelse/${key}`)
            }}
          >
            <TableHeader columns={COLUMNS}>
              {(column) => (
                <Column
                  id={column.id}
                  className="incident-column"
                  isRowHeader={column.id === 'title'}
                  allowsSorting={column.id !== 'title'}
                  width={column.width}
                  minWidth={column.minWidth}
                >
                  {({ sortDirection }) => (
                    <span className="incident-column-title">
                      {column.title}
                      {sortDirection === 'ascending' ? <ArrowUp size={14} aria-hidden /> : null}
                      {sortDirection === 'descending' ? <ArrowDown size={14} aria-hidden /> : null}
                    </span>
                  )}
                </Column>
              )}
            </TableHeader>
            <TableBody renderEmptyState={() => empty}>
              {rows.map((row) => (
                <Row
                  key={row.id}
                  id={row.id}
                  className="incident-row"
                  columns={COLUMNS}
                  textValue={row.title}
                >
                  {(column) => <Cell className="incident-cell">{column.cell(row)}</Cell>}
                </Row>
              ))}
              <TableLoadMoreItem
                isLoading={pages.isFetchingNextPage}
                onLoadMore={() => {
                  if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
                }}
              >
                <Loading label="Hämtar fler …" />
              </TableLoadMoreItem>
            </TableBody>
          </Table>
        </Virtualizer>
      </ResizableTableContainer>
    </>
  )
}

function dateCell(row: IncidentRow): ReactNode {
  return row.eventText === null ? (
    <span className="numeric">{row.date}</span>
  ) : (
    <span className="incident-clamp soft">{row.eventText}</span>
  )
}

function twoLines(first: ReactNode, second: string): ReactNode {
  return (
    <span className="incident-two-lines">
      <span className="ellipsis" {...(typeof first === 'string' ? { title: first } : {})}>
        {first}
      </span>
      {second === '' ? null : (
        <span className="ellipsis soft" title={second}>
          {second}
        </span>
      )}
    </span>
  )
}

/**
 * Remembers how far the list was scrolled and which line was opened, and comes back there. The virtual list knows its
 * height only after it has drawn, so it is tried for a few frames.
 */
function useScrollMemory(
  scroller: React.RefObject<HTMLDivElement | null>,
  viewKey: string,
  ready: boolean,
): void {
  useEffect(() => {
    const table = scroller.current?.querySelector('.incident-table')
    if (!ready || !(table instanceof HTMLElement)) return undefined
    const wanted = lastPlace?.view === viewKey ? lastPlace : null
    let frame = 0
    let tries = 0
    const remember = () => {
      lastPlace = { view: viewKey, scrollTop: table.scrollTop, opened: null }
    }
    const restore = () => {
      tries++
      const line = wanted?.opened ? table.querySelector(`[data-key="${CSS.escape(wanted.opened)}"]`) : null
      const there = !wanted || (table.scrollTop >= wanted.scrollTop - 1 && (!wanted.opened || line))
      if (wanted && !there && tries < 30) {
        table.scrollTop = wanted.scrollTop
        frame = requestAnimationFrame(restore)
        return
      }
      if (line instanceof HTMLElement) line.focus({ preventScroll: true })
      table.addEventListener('scroll', remember, { passive: true })
    }
    frame = requestAnimationFrame(restore)
    return () => {
      cancelAnimationFrame(frame)
      table.removeEventListener('scroll', remember)
    }
  }, [scroller, viewKey, ready])
}

/** A screen reader says 'row 5 of 2 317': all there are, not only those fetched so far, which is what the table says. */
function useRowCount(
  scroller: React.RefObject<HTMLDivElement | null>,
  total: number | undefined,
  ready: boolean,
): void {
  useEffect(() => {
    const table = scroller.current?.querySelector('.incident-table')
    if (total === undefined || !ready || !table) return undefined
    const wanted = String(total + 1)
    const tell = () => {
      if (table.getAttribute('aria-rowcount') !== wanted) table.setAttribute('aria-rowcount', wanted)
    }
    tell()
    const observer = new MutationObserver(tell)
    observer.observe(table, { attributes: true, attributeFilter: ['aria-rowcount'] })
    return () => observer.disconnect()
  }, [scroller, total, ready])
}

/**
 * Page Up and Page Down move the focus and bring its line into view. React Aria lets the browser scroll a page besides,
 * which takes the line out of sight again.
 */
function useOwnPaging(scroller: React.RefObject<HTMLDivElement | null>, ready: boolean): void {
  useEffect(() => {
    const table = scroller.current?.querySelector('.incident-table')
    if (!ready || !(table instanceof HTMLElement)) return undefined
    const keep = (event: KeyboardEvent) => {
      if (event.key === 'PageDown' || event.key === 'PageUp') event.preventDefault()
    }
    table.addEventListener('keydown', keep)
    return () => table.removeEventListener('keydown', keep)
  }, [scroller, ready])
}
