import { useMemo, useState } from 'react'
import {
  Button as AriaButton,
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { ImportReport } from '../../shared/transfer/contract.ts'
import { reasonKind, type RowReport } from '../../shared/transfer/rowReport.ts'
import { counted } from './words.ts'

const ROW_HEIGHT = 52
const HEADING_HEIGHT = 36

type Reasons = ImportReport['faultReasons']

/** Rows and what is odd with each: the reasons with how many, each a filter, then the rows in the file's order. */
export function RowReports({
  label,
  reports,
  reasons,
  isText,
}: {
  label: string
  reports: readonly RowReport[]
  /** All of them, also those that are not listed. Left out where each row has words of its own. */
  reasons?: Reasons
  isText: boolean
}) {
  const [chosen, setChosen] = useState<number | null>(null)
  const only = chosen === null ? undefined : reasons?.[chosen]
  const rows = useMemo(
    () =>
      reports
        .map((report, index) => ({ ...report, id: index }))
        .filter(
          ({ reason, column }) =>
            only === undefined ||
            (reasonKind(reason) === only.reason && (only.column === null || column === only.column)),
        ),
    [reports, only],
  )
  const total = only?.count ?? reasons?.reduce((sum, { count }) => sum + count, 0) ?? reports.length
  return (
    <div className="stack tight">
      {reasons === undefined || reasons.length < 2 ? null : (
        <>
          <p className="soft small">Efter skäl. Välj ett för att bara se de raderna.</p>
          <ul className="transfer-reasons" aria-label={`${label}, efter skäl`}>
            {reasons.map(({ reason, column, count }, index) => (
              <li key={`${column ?? ''} ${reason}`}>
                <AriaButton
                  className="transfer-reason"
                  aria-pressed={chosen === index}
                  onPress={() => setChosen(chosen === index ? null : index)}
                >
                  <span className="numeric transfer-reason-count">{formatNumber(count)}</span>
                  <span>
                    {column === null || reason.includes(column) ? null : <strong>{column}: </strong>}
                    {reason}
                  </span>
                </AriaButton>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="soft small" role="status">
        {counted(total, 'rad', 'rader')}
        {rows.length < total
          ? `, varav de ${formatNumber(rows.length)} första visas. Alla finns i filen du sparar.`
          : '.'}
      </p>
      <div className="transfer-reports-frame">
        <Virtualizer
          layout={TableLayout}
          layoutOptions={{ rowHeight: ROW_HEIGHT, headingHeight: HEADING_HEIGHT }}
        >
          <Table aria-label={label} className="transfer-reports">
            <TableHeader>
              <Column className="transfer-reports-head" width={80} id="row">
                Rad
              </Column>
              {isText ? (
                <Column className="transfer-reports-head" width={100} id="line">
                  Textrad
                </Column>
              ) : null}
              <Column className="transfer-reports-head" width={190} id="column">
                Kolumn
              </Column>
              <Column className="transfer-reports-head" id="reason" isRowHeader>
                Skäl
              </Column>
            </TableHeader>
            <TableBody items={rows}>
              {(row) => (
                <Row className="transfer-reports-row" textValue={`Rad ${row.row}: ${row.reason}`}>
                  <Cell className="transfer-reports-cell numeric">{formatNumber(row.row)}</Cell>
                  {isText ? (
                    <Cell className="transfer-reports-cell numeric">{formatNumber(row.line)}</Cell>
                  ) : null}
                  <Cell className="transfer-reports-cell">
                    <span className="transfer-clamp" title={row.column ?? ''}>
                      {row.column ?? ''}
                    </span>
                  </Cell>
                  <Cell className="transfer-reports-cell">
                    <span className="transfer-clamp" title={row.reason}>
                      {row.reason}
                    </span>
                  </Cell>
                </Row>
              )}
            </TableBody>
          </Table>
        </Virtualizer>
      </div>
    </div>
  )
}
