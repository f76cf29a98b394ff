import { Link } from 'wouter'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { assess } from '../../shared/incident/assessment.ts'
import {
  ALLVARLIGHETSGRADER,
  SANNOLIKHETER,
  UNDVIKBARHET,
  UTREDNINGSNIVAER,
} from '../../shared/incident/codes.ts'
import type { Assessment, Incident } from '../../shared/incident/contract.ts'
import { RISK_THRESHOLDS } from '../../shared/incident/risk.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useMay } from '../app/session.tsx'
import { Badge, Empty, Notice } from '../ui/parts.tsx'
import { ResultFacts } from './Conclusions.tsx'
import { Facts, Group } from './facts.tsx'

/** The assessment that counts, with every step from question to law. */
export function AssessmentPanel({ incident }: { incident: Incident }) {
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && incident.editable
  const { assessment } = incident
  if (!assessment && !incident.editable) {
    return (
      <Empty title="Publicerade fall bedöms inte här">
        <p>Källan säger vad som hände, men en bedömning kräver mer underlag än det som är publicerat.</p>
      </Empty>
    )
  }
  if (!assessment) {
    return (
      <Empty
        title={
          incident.harm === 'ej_bedomd' ? 'Händelsen är inte bedömd' : 'Bedömningens steg finns inte här'
        }
      >
        {incident.harm === 'ej_bedomd' ? (
          <p>
            Bedömningen svarar på om det är en vårdskada, eller risk för det, hur allvarlig den är och hur
            stor risken är att det händer igen. Den avgör vad som ska utredas och om lex Maria ska prövas.
          </p>
        ) : (
          <p>Resultatet kom med när ärendet lästes in. Gör en ny bedömning för att få stegen med lagrum.</p>
        )}
        {mayWrite ? (
          <Link href={`/handelse/${incident.id}/bedom`} className="button primary">
            Bedöm
          </Link>
        ) : null}
      </Empty>
    )
  }
  return <Assessed assessment={assessment} />
}

function Assessed({ assessment }: { assessment: Assessment }) {
  const thresholds =
    RISK_THRESHOLDS.find((set) => set.version === assessment.thresholdVersion) ?? RISK_THRESHOLDS[0]
  // The same pure rules as when it was saved: only the words are made again, the stored result is shown.
  const { steps, summary, flagged } = assess(assessment.answers, thresholds)
  return (
    <div className="columns">
      <div className="stack">
        <Group title="Resultat">
          <p className="incident-summary">{summary}</p>
          <ResultFacts result={assessment} />
          {assessment.lexMariaReview ? (
            <Notice tone="warning" title="Lex Maria ska prövas">
              <p>
                Vårdgivaren ska anmäla till IVO det som har medfört eller hade kunnat medföra en allvarlig
                vårdskada (PSL 3 kap. 5 §).
              </p>
            </Notice>
          ) : null}
        </Group>
        <Group title="Steg för steg">
          <ol className="incident-steps">
            {steps.map((step) => (
              <li key={step.id}>
                <p className="soft small">{step.question}</p>
                <p>
                  <strong>{step.answer}</strong>
                </p>
                <p>{step.conclusion}</p>
                <p className="incident-law">{step.lawRef}</p>
              </li>
            ))}
          </ol>
        </Group>
      </div>
      <div className="stack incident-side">
        <Group title={`Bedömning ${assessment.version}`}>
          <Facts
            facts={[
              ['Bedömd', longDate(swedishDay(new Date(assessment.assessedAt)))],
              ['Av', assessment.assessedBy],
              ['Utredningsnivå', UTREDNINGSNIVAER[assessment.investigationLevel]],
              ['Undvikbarhet', assessment.avoidability && UNDVIKBARHET[assessment.avoidability]],
              ['Faktisk allvarlighetsgrad', grade(assessment.actualSeverity)],
              ['Potentiell allvarlighetsgrad', grade(assessment.potentialSeverity)],
              [
                'Sannolikhet',
                assessment.likelihood &&
                  `${assessment.likelihood}. ${SANNOLIKHETER[assessment.likelihood].text}`,
              ],
              [
                'Gränser för risk',
                `Medel från ${thresholds.medel} poäng, hög från ${thresholds.hog} (${assessment.thresholdVersion})`,
              ],
            ]}
          />
          {flagged ? (
            <p>
              <Badge tone="warning">Visas för chefläkaren</Badge>
            </p>
          ) : null}
        </Group>
        <Group title="Motivering">
          <p className="prose">{assessment.motivation}</p>
        </Group>
      </div>
    </div>
  )
}

function grade(value: Assessment['actualSeverity']): string | null {
  return value && `${value}. ${ALLVARLIGHETSGRADER[value].label}`
}
