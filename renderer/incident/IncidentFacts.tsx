import { useId, type ReactNode } from 'react'
import { Link } from 'wouter'
import { ALLVARLIGHETSGRADER, DYGNSTIDER, JA_NEJ_EJ_AKTUELLT, KON } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { FIELD_LABELS, type IncidentFields } from '../../shared/incident/fields.ts'
import { SCALE } from '../../shared/incident/risk.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { PatientIdentityPanel } from '../patient/PatientIdentityPanel.tsx'
import { Empty } from '../ui/parts.tsx'
import { useCodes } from '../code/useCodes.ts'
import { breakable } from './labels.tsx'

/** Everything that is written about the event, in groups; what is empty is left out. What belongs to it, below. */
export function IncidentFacts({ incident, children }: { incident: Incident; children?: ReactNode }) {
  const { fields } = incident
  const codes = useCodes()
  return (
    <div className="columns">
      <div className="stack">
        <Group title="Händelsen">
          <Prose name="description" fields={fields} />
          <Prose name="consequence" fields={fields} />
          <Prose name="immediateAction" fields={fields} />
          <Prose name="whatHelped" fields={fields} />
          <Prose name="causesText" fields={fields} />
          <Prose name="measuresText" fields={fields} />
          <Prose name="suggestion" fields={fields} />
          {fields.description === '' ? <Empty title="Ingen beskrivning" /> : null}
        </Group>
        {incident.analyses.length > 0 ? <Analyses analyses={incident.analyses} /> : null}
        {fields.feedbackText === '' && fields.feedbackGivenDate === null ? null : (
          <Group title="Återkoppling till rapportören">
            {fields.feedbackGivenDate === null ? null : (
              <p className="soft">{longDate(fields.feedbackGivenDate)}</p>
            )}
            <p className="prose">{fields.feedbackText}</p>
          </Group>
        )}
        {children}
      </div>
      <div className="stack incident-side">
        <Group title="När och var">
          <Facts
            facts={[
              ...whenFacts(incident),
              ['Tid', timeText(fields)],
              ['Upptäckt', day(fields.discoveredDate)],
              [
                'Plats',
                incident.unitPath
                  .slice(1)
                  .map((unit) => unit.name)
                  .join('\u00a0› '),
              ],
              ['Händelsetyp', breakable(codes.label('handelsetyp', fields.handelsetyp))],
              ['Vårdtyp', fields.vardtyp && codes.label('vardform', fields.vardtyp)],
              ['Specialitet', fields.specialty],
            ]}
          />
        </Group>
        <Group title="Patienten">
          {fields.patientInvolved ? (
            <Facts
              facts={[
                ['Patient', incident.patientText],
                ['Ålder', fields.patientAge === null ? null : `${fields.patientAge} år`],
                ['Kön', fields.patientSex && KON[fields.patientSex]],
                ['Informerad', informedText(fields)],
                ['Skäl', fields.patientNotInformedReason],
                ['I journalen', fields.journalNoted === null ? null : fields.journalNoted ? 'Ja' : 'Nej'],
                ['Vad blev följden?', estimateText(fields.reportedActualSeverity)],
                ['Hur illa hade det kunnat gå?', estimateText(fields.reportedPotentialSeverity)],
              ]}
              empty="Inget är angivet om patienten."
            />
          ) : (
            <p>Ingen patient berördes.</p>
          )}
        </Group>
        <PatientIdentityPanel incident={incident} />
        <Group title="Rapporten">
          <Facts
            facts={[
              ['Rapporterad', longDate(swedishDay(new Date(incident.reportedAt)))],
              ['Yrkesroll', fields.reporterRole && codes.label('yrkesroll', fields.reporterRole)],
              ['Återkoppling', fields.feedbackWanted ? 'Önskas' : 'Önskas inte'],
              ['Diarienummer', fields.diarienummer],
              ['Utredd', incident.investigated ? 'Ja, enligt 3 kap. 3 § PSL' : null],
              ['Stängt', day(incident.closedDate)],
            ]}
          />
        </Group>
      </div>
    </div>
  )
}

function Analyses({ analyses }: { analyses: Incident['analyses'] }) {
  return (
    <Group title="Händelseanalyser">
      <ul className="incident-links">
        {analyses.map((analysis) => (
          <li key={analysis.id}>
            <Link href={`/analys/${analysis.id}`}>
              {analysis.number} {analysis.title}
            </Link>{' '}
            <span className="soft">
              {analysis.completedDate === null
                ? `pågår, steg ${analysis.step} av 8`
                : `klar ${longDate(analysis.completedDate)}`}
            </span>
          </li>
        ))}
      </ul>
    </Group>
  )
}

type TextField = {
  [Key in keyof Incident['fields']]: Incident['fields'][Key] extends string ? Key : never
}[keyof Incident['fields']]

function Prose({ name, fields }: { name: TextField & keyof IncidentFields; fields: Incident['fields'] }) {
  if (fields[name] === '') return null
  return (
    <div>
      <h3>{FIELD_LABELS[name]}</h3>
      <p className="prose">{fields[name]}</p>
    </div>
  )
}

/** Label and value, one line each; empty values are left out. */
export function Facts({
  facts,
  empty,
}: {
  facts: readonly (readonly [label: string, value: ReactNode])[]
  empty?: string
}) {
  const filled = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (filled.length === 0) return empty === undefined ? null : <p className="soft">{empty}</p>
  return (
    <dl className="facts">
      {filled.map(([label, value]) => (
        <div key={label} className="incident-fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** A published case seldom says when it happened; what it says instead is told for what it is. */
function whenFacts(incident: Incident): readonly (readonly [label: string, value: string | null])[] {
  const { eventText } = incident
  const published = /^publicerad (\d{4}-\d\d-\d\d)$/.exec(eventText ?? '')?.[1]
  if (published === undefined) return [['Händelsedatum', eventText ?? day(incident.fields.eventDate)]]
  return [
    ['Händelsedatum', 'Framgår inte av källan'],
    ['Publicerad', longDate(published)],
  ]
}

function day(date: string | null): string | null {
  return date === null ? null : longDate(date)
}

function timeText(fields: Incident['fields']): string {
  const period = fields.eventPeriod === null ? null : DYGNSTIDER[fields.eventPeriod]
  return [fields.eventTime === null ? null : `kl. ${fields.eventTime}`, period]
    .filter((part) => part !== null)
    .join(', ')
}

function informedText(fields: Incident['fields']): string | null {
  if (fields.patientInformed === null) return null
  const details = [
    fields.patientInformedDate === null ? null : longDate(fields.patientInformedDate),
    fields.patientInformedBy === '' ? null : `av ${fields.patientInformedBy}`,
  ].filter((part) => part !== null)
  return [JA_NEJ_EJ_AKTUELLT[fields.patientInformed], ...details].join(', ')
}

function estimateText(value: number | null): string | null {
  if (value === null) return null
  const grade = SCALE.find((known) => known === value)
  return grade === undefined ? 'Ingen påverkan' : `${grade}. ${ALLVARLIGHETSGRADER[grade].label}`
}
