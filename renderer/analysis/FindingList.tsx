import { CircleDashed, Lightbulb, Scale } from 'lucide-react'
import type { Finding, Severity } from '../../shared/analysis/finding.ts'

const KINDS: Readonly<Record<Severity, { label: string; icon: typeof Scale }>> = {
  lag: { label: 'Lagkrav', icon: Scale },
  kvalitet: { label: 'Bör åtgärdas', icon: CircleDashed },
  tips: { label: 'Tips', icon: Lightbulb },
}

/** Findings as calm text: a sign and a word say how heavy each is. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <ul className="analysis-findings">
      {findings.map((found, index) => {
        const { label, icon: Icon } = KINDS[found.severity]
        return (
          // Findings are made anew at each change and have no identity of their own.
          <li
            key={`${found.code}-${found.where.id ?? index}`}
            className={`analysis-finding ${found.severity}`}
          >
            <Icon size={16} aria-hidden />
            <span>
              <strong>{label}.</strong> {found.message}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** What is left on a page, folded together at its end; open to begin with. */
export function PageFindings({ findings, done }: { findings: readonly Finding[]; done: string }) {
  if (findings.length === 0) return <p className="soft">{done}</p>
  return (
    <details className="analysis-page-findings" open>
      <summary>
        {findings.length === 1 ? 'En sak att tänka på här' : `${findings.length} saker att tänka på här`}
      </summary>
      <FindingList findings={findings} />
    </details>
  )
}
