import { Link } from 'wouter'
import type { AnalysedIncident } from '../../shared/analysis/content.ts'
import { SKADERISKER, SKADOR } from '../../shared/incident/codes.ts'
import { longDate } from '../../shared/time/dates.ts'

type Shown = Pick<
  AnalysedIncident,
  | 'id'
  | 'arendenr'
  | 'title'
  | 'description'
  | 'consequence'
  | 'eventDate'
  | 'eventText'
  | 'unitName'
  | 'harm'
  | 'potentialHarm'
>

/** What happened, beside the work of finding out why. */
export function IncidentFacts({ incident, level: Heading = 'h3' }: { incident: Shown; level?: 'h2' | 'h3' }) {
  const when = incident.eventDate === null ? incident.eventText : longDate(incident.eventDate)
  return (
    <section className="card analysis-incident" aria-label="Händelsen">
      <Heading className="analysis-incident-number">
        <Link href={`/handelse/${incident.id}`}>{incident.arendenr}</Link>
      </Heading>
      <p className="analysis-incident-title">{incident.title}</p>
      <p className="prose small">{incident.description}</p>
      <dl className="facts small">
        <dt>När</dt>
        <dd>{when === null || when === '' ? 'Ej angivet' : when}</dd>
        <dt>Var</dt>
        <dd>{incident.unitName}</dd>
        <dt>Skada</dt>
        <dd>{SKADOR[incident.harm]}</dd>
        <dt>Risk</dt>
        <dd>{SKADERISKER[incident.potentialHarm]}</dd>
        {incident.consequence === '' ? null : (
          <>
            <dt>Konsekvens</dt>
            <dd>{incident.consequence}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
