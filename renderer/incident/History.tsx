import type { Incident } from '../../shared/incident/contract.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { clockTime } from '../app/useDraft.ts'
import { Loading, Problem } from '../ui/parts.tsx'

/** Who did what and when, newest first, with every field before and after. */
export function History({ incident }: { incident: Incident }) {
  const history = useRpc('incident.history', { id: incident.id })
  if (history.error) return <Problem error={history.error} retry={() => void history.refetch()} />
  if (!history.data) return <Loading />
  return (
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
      <li className="card">
        <p>
          <strong>{originText(incident)}</strong>
        </p>
        <p className="soft small">{longDate(swedishDay(new Date(incident.reportedAt)))}</p>
      </li>
    </ol>
  )
}

function originText({ origin }: Incident): string {
  if (origin === 'exempel') return 'Lades in som exempeldata'
  if (origin === 'publicerad') return 'Lades in ur publicerade lex Maria-fall'
  if (origin === 'import') return 'Lästes in från en fil'
  return 'Rapporten kom in'
}
