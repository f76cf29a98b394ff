import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'

/** How many new cases nobody has taken, beside Inkorg in the menu. */
export function InboxCount() {
  const may = useMay(CASE_WRITERS)
  const { data } = useRpc('triage.counts', {}, { enabled: may })
  const waiting = data?.sections.nya ?? 0
  if (waiting === 0) return null
  return (
    <span className="nav-count numeric" title="Nya händelser som ingen har tagit">
      {formatNumber(waiting)}
      <span className="visually-hidden"> nya</span>
    </span>
  )
}
