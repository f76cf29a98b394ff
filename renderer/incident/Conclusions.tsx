import { Flag } from 'lucide-react'
import type { AssessmentResult } from '../../shared/incident/assessment.ts'
import { Notice } from '../ui/parts.tsx'
import { HarmBadge, PotentialHarmBadge, RiskMark } from './labels.tsx'

/** What follows from the answers so far, step by step with the law, and the result in a sentence. */
export function Conclusions({ result }: { result: AssessmentResult }) {
  return (
    // It scrolls by itself beside a long form, so the keyboard must be able to reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <aside className="card stack incident-conclusions" aria-label="Slutsatser" tabIndex={0}>
      <h2>Slutsats</h2>
      <p className="incident-summary" role="status">
        {result.summary}
      </p>
      <ResultFacts result={result} />
      {result.flagged ? (
        <p className="incident-flag">
          <Flag size={16} aria-hidden /> Potentiell allvarlighetsgrad 4 visas alltid för chefläkaren.
        </p>
      ) : null}
      {result.warnings.map((warning) => (
        <Notice key={warning} tone="warning" live>
          {warning}
        </Notice>
      ))}
      {result.steps.length === 0 ? null : (
        <details className="incident-how">
          <summary>Steg för steg, med lagrum</summary>
          <ol className="incident-steps">
            {result.steps.map((step) => (
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
        </details>
      )}
      {result.missing.length > 0 ? (
        <p className="soft small">
          {result.missing.length === 1 ? 'En fråga återstår.' : `${result.missing.length} frågor återstår.`}
        </p>
      ) : null}
    </aside>
  )
}

export function ResultFacts({
  result,
}: {
  result: Pick<AssessmentResult, 'harm' | 'potentialHarm' | 'riskScore' | 'riskLevel'>
}) {
  return (
    <dl className="facts">
      <dt>Det som hände</dt>
      <dd>
        <HarmBadge harm={result.harm} />
      </dd>
      <dt>Det som hade kunnat hända</dt>
      <dd>
        <PotentialHarmBadge harm={result.potentialHarm} />
      </dd>
      <dt>Risk</dt>
      <dd>
        <RiskMark score={result.riskScore} level={result.riskLevel} />
      </dd>
    </dl>
  )
}
