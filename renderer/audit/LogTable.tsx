import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Link } from 'wouter'
import { CASE_READERS } from '../../shared/account/roles.ts'
import { actLabel, ENTITIES } from '../../shared/audit/acts.ts'
import type { AuditRow } from '../../shared/audit/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { swedishClock } from '../../shared/time/dates.ts'
import { useMay } from '../app/session.tsx'
import { Badge } from '../ui/parts.tsx'
import { LogDetails } from './LogDetails.tsx'

/** The log's rows, newest first; each opens to what the change held before and after. */
export function LogTable({ rows, footer }: { rows: readonly AuditRow[]; footer: ReactNode }) {
  return (
    <div className="table-wrap">
      <table className="table audit-table" aria-label="Loggens rader, de nyaste först">
        <thead>
          <tr>
            <th scope="col">Tid</th>
            <th scope="col">Vem</th>
            <th scope="col">Vad</th>
            <th scope="col">Gäller</th>
            <th scope="col" className="end">
              Rad
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LogRow key={row.seq} row={row} />
          ))}
        </tbody>
      </table>
      {footer}
    </div>
  )
}

function LogRow({ row }: { row: AuditRow }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <>
      <tr className={open ? 'audit-open' : undefined}>
        <td className="numeric audit-time">{swedishClock(new Date(row.at))}</td>
        <td className="audit-who">{row.who}</td>
        <td>
          <AriaButton
            className="audit-act"
            aria-expanded={open}
            aria-controls={id}
            onPress={() => setOpen(!open)}
          >
            <Chevron size={16} aria-hidden />
            <span>{actLabel(row.action)}</span>
          </AriaButton>
          {row.kind === 'nekad' ? <Badge tone="danger">Nekad</Badge> : null}
          {row.kind === 'visning' ? <Badge tone="warning">Patientidentitet</Badge> : null}
        </td>
        <td>
          <Subject row={row} />
        </td>
        <td className="end soft">{formatNumber(row.seq)}</td>
      </tr>
      {open ? (
        <tr className="audit-open">
          <td colSpan={5} id={id}>
            <LogDetails seq={row.seq} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** What was acted on, as a link where it has a page that one may see. */
function Subject({ row }: { row: AuditRow }) {
  const mayRead = useMay(CASE_READERS)
  const kind = ENTITIES[row.entity] ?? row.entity
  const name = row.name === '' ? row.entityId : row.name
  const href =
    row.analysisId !== null
      ? `/analys/${row.analysisId}`
      : row.incidentId !== null
        ? `/handelse/${row.incidentId}`
        : null
  return (
    <span className="audit-subject">
      <span className="soft">{kind}</span>{' '}
      {href !== null && mayRead ? <Link href={href}>{name}</Link> : <span>{name}</span>}
    </span>
  )
}
