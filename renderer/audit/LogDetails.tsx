import { useRpc } from '../app/rpc.ts'
import { Loading, Problem } from '../ui/parts.tsx'

/** One row of the log: what the change held before and after, for those who may read it. */
export function LogDetails({ seq }: { seq: number }) {
  const detail = useRpc('audit.get', { seq })
  if (detail.error) return <Problem error={detail.error} retry={() => void detail.refetch()} />
  if (!detail.data) return <Loading />
  const { content, changes, anchor, row } = detail.data
  return (
    <div className="stack tight audit-details">
      {content === 'inget' ? (
        <p className="soft">Händelsen i loggen har inget innehåll utöver raden.</p>
      ) : null}
      {content === 'dolt' ? (
        <p className="soft">
          Innehållet visas bara för den som får läsa ärendet. Att det ändrades, när och av vem framgår av
          raden.
        </p>
      ) : null}
      {content === 'visas' && changes.length === 0 ? (
        <p className="soft">Inget värde skiljer sig före och efter.</p>
      ) : null}
      {changes.length === 0 ? null : (
        <table className="table audit-changes">
          <thead>
            <tr>
              <th scope="col">Fält</th>
              <th scope="col">Före</th>
              <th scope="col">Efter</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.label}>
                <th scope="row">{change.label}</th>
                <td className="prose">{change.before}</td>
                <td className="prose">{change.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="soft small">
        Loggens egna ord: {row.action}, {row.entity}/{row.entityId}. Radens ankare:{' '}
        <span className="audit-anchor">{anchor}</span>
      </p>
    </div>
  )
}
