import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { DYGNSTIDER, JA_NEJ_EJ_AKTUELLT, JA_NEJ_OKANT, KON } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { FIELD_LABELS, type IncidentFields } from '../../shared/incident/fields.ts'
import { awaitsFeedback } from '../../shared/incident/status.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { PatientIdentityPanel } from '../patient/PatientIdentityPanel.tsx'
import { Empty } from '../ui/parts.tsx'
import { useCodes } from '../code/useCodes.ts'
import { estimateText, Facts, Group, yesNo } from './facts.tsx'
import { ClassificationFacts as Classification, ConditionalFacts, Perspectives } from './MoreFacts.tsx'
import { FeedbackPanel } from './FeedbackPanel.tsx'

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
        <FeedbackPanel incident={incident} />
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
            ]}
          />
        </Group>
        <Classification fields={fields} />
        <Group title="Patienten">
          {fields.patientInvolved ? (
            <Facts
              facts={[
                ['Patient', incident.patientText],
                ['Ålder', fields.patientAge === null ? null : `${fields.patientAge} år`],
                ['Kön', fields.patientSex && KON[fields.patientSex]],
                ['Informerad', informedText(fields)],
                ['Skäl', fields.patientNotInformedReason],
                ['I journalen', yesNo(fields.journalNoted)],
                ['Vad blev följden?', estimateText(fields.reportedActualSeverity)],
                ['Hur illa hade det kunnat gå?', estimateText(fields.reportedPotentialSeverity)],
                ['Barn', yesNo(fields.isChild)],
                ['Mest sjuk äldre', yesNo(fields.frailElderly)],
                ['Fast vårdkontakt', fields.fastVardkontakt && JA_NEJ_OKANT[fields.fastVardkontakt]],
                ['Vårdplan', fields.vardplan && JA_NEJ_OKANT[fields.vardplan]],
              ]}
              empty="Inget är angivet om patienten."
            />
          ) : (
            <p>Ingen patient berördes.</p>
          )}
        </Group>
        <ConditionalFacts incident={incident} />
        <Perspectives fields={fields} />
        <PatientIdentityPanel incident={incident} />
        <Group title="Rapporten">
          <Facts
            facts={[
              ['Rapporterad', longDate(swedishDay(new Date(incident.reportedAt)))],
              ['Handläggare', incident.assignedTo?.name],
              ['Yrkesroll', fields.reporterRole && codes.label('yrkesroll', fields.reporterRole)],
              ['Återkoppling', feedbackState(fields)],
              ['Följs upp', day(incident.followUpDate)],
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

function feedbackState(fields: Incident['fields']): string {
  if (!fields.feedbackWanted) return 'Önskas inte'
  if (fields.feedbackGivenDate !== null) return `Given ${longDate(fields.feedbackGivenDate)}`
  return awaitsFeedback(fields) ? 'Önskas, väntar' : 'Ges inte'
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
