import { useId } from 'react'
import { useRpc } from '../app/rpc.ts'
import { LinkLine } from './LinksPanel.tsx'
import './triage.css'

/** The other incidents that an analysis takes in. Says nothing where there are none: links are made from the incident. */
export function AnalysisLinks({ analysisId }: { analysisId: number }) {
  const { data } = useRpc('triage.analysis-links', { analysisId })
  const titleId = useId()
  if (!data || data.length === 0) return null
  return (
    <section className="card stack" aria-labelledby={titleId}>
      <h3 id={titleId}>Fler händelser i analysen</h3>
      <ul className="triage-links">
        {data.map((link) => (
          <LinkLine key={link.id} link={link} />
        ))}
      </ul>
    </section>
  )
}
