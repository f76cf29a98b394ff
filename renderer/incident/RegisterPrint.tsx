import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useCodes } from '../code/useCodes.ts'
import type { ColumnSpec } from './registerColumns.tsx'
import { rowsHere, useReadRows, type ShownList } from './registerRows.ts'

/** A longer list than this is better exported. */
const MOST = 2000

/**
 * The list on paper. The table on screen only holds the lines that are seen; a plain one takes its place while the page
 * is printed, with the same columns, headings and order.
 */
export function RegisterPrint({ shown, columns }: { shown: ShownList; columns: readonly ColumnSpec[] }) {
  const client = useQueryClient()
  const { label } = useCodes()
  const readRows = useReadRows(shown.list)
  const [rows, setRows] = useState<readonly IncidentRow[] | null>(null)

  useEffect(() => {
    // The page must be drawn before it is laid out for paper: it cannot wait for lines that are not here.
    const before = () => flushSync(() => setRows(rowsHere(client, shown.list, MOST)))
    const after = () => setRows(null)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [client, shown])

  useEffect(() => {
    // Before the shell's own: the lines are fetched first.
    const print = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void readRows(0, Math.min(MOST, shown.total))
        .catch(() => undefined)
        .then(() => window.print())
    }
    window.addEventListener('keydown', print, { capture: true })
    return () => window.removeEventListener('keydown', print, { capture: true })
  }, [readRows, shown.total])

  if (rows === null || rows.length === 0) return null
  const labels = new Map(shown.groups?.map((group) => [group.code, group]))
  return (
    <div className="print-only">
      {rows.length < shown.total ? (
        <p className="soft">
          De {formatNumber(rows.length)} första av {formatNumber(shown.total)}. Filtrera för att få med andra,
          eller exportera hela listan.
        </p>
      ) : null}
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const group = row.group === null ? undefined : labels.get(row.group)
            const begins = group !== undefined && rows[index - 1]?.group !== row.group
            return [
              begins ? (
                <tr key={`rubrik ${group.code}`}>
                  <th colSpan={columns.length} scope="colgroup">
                    {group.label} ({formatNumber(group.count)})
                  </th>
                </tr>
              ) : null,
              <tr key={row.id}>
                {columns.map((column) => {
                  const text = column.text(row, label)
                  return column.id === 'title' ? (
                    <th key={column.id} scope="row">
                      {text}
                    </th>
                  ) : (
                    <td key={column.id}>{text === '' ? '–' : text}</td>
                  )
                })}
              </tr>,
            ]
          })}
        </tbody>
      </table>
    </div>
  )
}
