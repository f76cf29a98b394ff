import { useId } from 'react'
import { Link } from 'wouter'
import type { SimilarCase } from '../../shared/triage/contract.ts'
import { useRpc } from '../app/rpc.ts'
import { CodeLabel } from '../code/CodeLabel.tsx'
import { HarmBadge, OriginBadge, StatusBadge } from '../incident/labels.tsx'
import { Loading, Problem } from '../ui/parts.tsx'
import './triage.css'

/** Earlier cases like this one, and why they are thought to be: nothing is done by itself. */
export function SimilarPanel({
  incidentId,
  level: Heading = 'h2',
  most = 6,
}: {
  incidentId: number
  level?: 'h2' | 'h3'
  most?: number
}) {
  const similar = useRpc('triage.similar', { incidentId }, { staleTime: 60_000 })
  const titleId = useId()
  return (
    <section className="card stack tight" aria-labelledby={titleId}>
      <Heading id={titleId}>Liknande händelser</Heading>
      <Problem error={similar.error} retry={() => void similar.refetch()} />
      {similar.isPending ? <Loading /> : null}
      {similar.data?.length === 0 ? (
        <p className="soft">Ingen tidigare händelse i registret liknar den här.</p>
      ) : (
        <ul className="triage-similar">
          {similar.data?.slice(0, most).map((it) => (
            <SimilarLine key={it.id} similar={it} />
          ))}
        </ul>
      )}
    </section>
  )
}

function SimilarLine({ similar: it }: { similar: SimilarCase }) {
  return (
    <li>
      <Link href={`/handelse/${it.id}`}>
        <span className="numeric">{it.arendenr}</span> {it.title}
      </Link>
      <p className="small soft">
        <span className="numeric">{it.eventText ?? it.date}</span> · {it.unitName} ·{' '}
        <CodeLabel list="handelsetyp" code={it.handelsetyp} />
      </p>
      <p className="small">Gemensamma ord: {it.sharedWords.join(', ')}.</p>
      <p className="triage-badges">
        {it.status === 'ej_angivet' ? null : <StatusBadge status={it.status} />}
        {it.harm === 'ej_bedomd' ? null : <HarmBadge harm={it.harm} />}
        <OriginBadge origin={it.origin} />
        {it.analysis ? (
          <Link href={`/analys/${it.analysis.id}`} className="small">
            {it.analysis.completed ? 'Händelseanalys, klar' : 'Händelseanalys pågår'}: {it.analysis.number}
          </Link>
        ) : null}
      </p>
    </li>
  )
}
