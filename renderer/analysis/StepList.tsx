import { Circle, CircleCheck, CircleDot } from 'lucide-react'
import { Link } from 'wouter'
import { ANALYSSTEG } from '../../shared/analysis/codes.ts'
import { pageProgress, PAGES, type PageKey, type PageProgress } from './editorState.ts'
import { useEditor } from './useAnalysisEditor.ts'

const ICONS = { tom: Circle, pagar: CircleDot, klar: CircleCheck }

/** The eight steps: where one is, what is done, what is left. Every page is open at any time. */
export function StepList({ page }: { page: PageKey }) {
  const { live, findings } = useEditor()
  return (
    <nav className="analysis-steps" aria-label="Analysens steg">
      <ol>
        {ANALYSSTEG.map((name, index) => {
          const step = index + 1
          const pages = PAGES.filter((one) => one.step === step)
          return (
            <li key={name}>
              <p className="analysis-step-name">
                <span aria-hidden>{step}</span>
                {name}
                {live.step === step && live.completedDate === null ? (
                  <span className="analysis-step-here">pågår</span>
                ) : null}
              </p>
              {pages.map((one) => {
                const progress = pageProgress(live, findings, one.key)
                const Icon = ICONS[progress.state]
                return (
                  <Link
                    key={one.key}
                    href={`/analys/${live.id}/${one.key}`}
                    className={`analysis-step-link ${progress.state}`}
                    aria-current={one.key === page ? 'page' : undefined}
                  >
                    <Icon size={16} aria-hidden />
                    <span className="analysis-step-title">{one.title}</span>
                    <span className="analysis-step-progress">{progressText(progress)}</span>
                  </Link>
                )
              })}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function progressText({ state, missing }: PageProgress): string {
  if (state === 'klar') return 'klart'
  if (missing > 0) return `${missing} kvar`
  return state === 'tom' ? 'ej påbörjat' : 'pågår'
}
