import { Link } from 'wouter'
import { LOG_READERS } from '../../shared/audit/contract.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { isIsoDate, longDate, swedishDay } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { clockTime } from '../app/useDraft.ts'
import { logAddress } from '../audit/logState.ts'
import { Loading, Problem } from '../ui/parts.tsx'

/** Who did what and when, newest first, with every field before and after. */
export function History({ incident }: { incident: Incident }) {
  const maySeeLog = useMay(LOG_READERS)
  const history = useRpc('incident.history', { id: incident.id })
  if (history.error) return <Problem error={history.error} retry={() => void history.refetch()} />
  if (!history.data) return <Loading />
  const origin = originOf(incident)
  const entries = (
    <ol className="incident-history">
      {history.data.map((entry) => (
        <li key={entry.seq} className="card">
          <p>
            <strong>{entry.action}</strong>
          </p>
          <p className="soft small">
            {entry.by}, {longDate(swedishDay(new Date(entry.at)))} kl. {clockTime(entry.at)}
          </p>
          {entry.changes.length === 0 ? null : (
            <table className="table incident-changes">
              <thead>
                <tr>
                  <th scope="col">Fält</th>
                  <th scope="col">Före</th>
                  <th scope="col">Efter</th>
                </tr>
              </thead>
              <tbody>
                {entry.changes.map((change) => (
                  <tr key={change.label}>
                    <th scope="row">{change.label}</th>
                    <td className="prose">{change.before}</td>
                    <td className="prose">{change.after}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </li>
      ))}
      {origin === null ? null : (
        <li className="card">
          <p>
            <strong>{origin.text}</strong>
          </p>
          {origin.note === undefined ? null : <p>{origin.note}</p>}
          {origin.day === null ? null : (
            <p className="soft small">{isIsoDate(origin.day) ? longDate(origin.day) : origin.day}</p>
          )}
        </li>
      )}
    </ol>
  )
  return (
    <div className="stack">
      {maySeeLog ? (
        <p className="soft no-print">
          Här står vad som har ändrats i ärendet.{' '}
          <Link href={logAddress({ about: incident.arendenr })}>Visa ärendet i loggen</Link>
        </p>
      ) : null}
      {entries}
    </div>
  )
}

/** How the case came here, when no report of ours tells it. */
function originOf(incident: Incident): { text: string; day: string | null; note?: string } | null {
  const reported = swedishDay(new Date(incident.reportedAt))
  if (incident.origin === 'exempel') {
    return {
      text: 'Rapporterades (exempeldata)',
      day: reported,
      note: 'Exempelhändelsen kom färdig, med bedömning och allt. Det du själv gör med den visas ovanför, med vad som stod före och efter.',
    }
  }
  if (incident.origin === 'import') return { text: 'Rapporterades i ett annat system', day: reported }
  if (incident.origin === 'publicerad') {
    return { text: 'Publicerades', day: incident.source?.date ?? null }
  }
  return null
}
