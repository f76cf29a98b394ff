import { useRef, type KeyboardEvent } from 'react'
import { ALLVARLIGHETSGRADER, SANNOLIKHETER } from '../../shared/incident/codes.ts'
import {
  RISKNIVAER,
  SCALE,
  riskLevel,
  riskScore,
  type RiskThresholds,
  type Scale,
} from '../../shared/incident/risk.ts'

export interface MatrixCell {
  readonly severity: Scale
  readonly likelihood: Scale
}

const SEVERITIES: readonly Scale[] = [4, 3, 2, 1]
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
}

/**
 * The 4 × 4 matrix (domain.md 4.2) as one group of sixteen choices: allvarlighetsgrad upwards, sannolikhet to the
 * right. Arrow keys move in both directions; each cell says its row, column, score and level.
 */
export function RiskMatrix({
  label,
  value,
  actual,
  thresholds,
  errorId,
  onChange,
}: {
  label: string
  value: { readonly severity: Scale | null; readonly likelihood: Scale | null }
  /** What did happen, shown with an F at the same likelihood; never chosen here. */
  actual: Scale | null
  thresholds: RiskThresholds
  /** The element that says what is wrong, when something is. */
  errorId: string | undefined
  onChange: (cell: MatrixCell) => void
}) {
  const grid = useRef<HTMLDivElement>(null)
  // One cell can be reached with Tab: the chosen one, else the lowest.
  const active: MatrixCell = { severity: value.severity ?? 1, likelihood: value.likelihood ?? 1 }

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    const current = cellOf(event.target)
    if (!move || !current) return
    event.preventDefault()
    const next = { severity: step(current.severity, move[0]), likelihood: step(current.likelihood, move[1]) }
    onChange(next)
    const target = grid.current?.querySelector(`[data-cell="${next.severity}-${next.likelihood}"]`)
    if (target instanceof HTMLElement) target.focus()
  }

  return (
    <div
      className="incident-matrix"
      role="radiogroup"
      aria-label={label}
      ref={grid}
      {...(errorId === undefined
        ? {}
        : { 'data-invalid': true, 'aria-invalid': true, 'aria-describedby': errorId })}
    >
      <span className="incident-matrix-axis" aria-hidden>
        Allvarlighetsgrad ↑ · Sannolikhet →
      </span>
      {SCALE.map((likelihood) => (
        <span key={likelihood} className="incident-matrix-head" aria-hidden>
          <strong>{likelihood}</strong> {SANNOLIKHETER[likelihood].label}
        </span>
      ))}
      {SEVERITIES.flatMap((severity) => [
        <span key={severity} className="incident-matrix-side" aria-hidden>
          <strong>{severity}</strong> {ALLVARLIGHETSGRADER[severity].label}
        </span>,
        ...SCALE.map((likelihood) => {
          const score = riskScore(severity, likelihood)
          const level = riskLevel(score, severity, thresholds)
          const chosen = value.severity === severity && value.likelihood === likelihood
          const isActual = actual === severity && value.likelihood === likelihood
          return (
            <button
              key={`${severity}-${likelihood}`}
              type="button"
              role="radio"
              aria-checked={chosen}
              aria-label={`Allvarlighetsgrad ${severity} ${ALLVARLIGHETSGRADER[severity].label}, sannolikhet ${likelihood} ${SANNOLIKHETER[likelihood].label}: ${score} poäng, ${RISKNIVAER[level]} risk${isActual ? ', det som hände' : ''}`}
              tabIndex={active.severity === severity && active.likelihood === likelihood ? 0 : -1}
              data-cell={`${severity}-${likelihood}`}
              className={`incident-matrix-cell ${level}`}
              onClick={() => onChange({ severity, likelihood })}
              onKeyDown={onKeyDown}
            >
              <span className="incident-matrix-score">{score}</span>
              <span className="incident-matrix-level">{RISKNIVAER[level]}</span>
              {isActual ? (
                <span className="incident-matrix-mark" title="Det som hände">
                  F
                </span>
              ) : null}
            </button>
          )
        }),
      ])}
    </div>
  )
}

function step(value: Scale, by: number): Scale {
  return SCALE.find((grade) => grade === value + by) ?? value
}

function cellOf(target: EventTarget): MatrixCell | undefined {
  const name = target instanceof HTMLElement ? target.dataset['cell'] : undefined
  const [severity, likelihood] = (name ?? '')
    .split('-')
    .map((part) => SCALE.find((grade) => grade === Number(part)))
  return severity !== undefined && likelihood !== undefined ? { severity, likelihood } : undefined
}
