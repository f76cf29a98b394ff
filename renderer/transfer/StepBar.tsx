import { Check } from 'lucide-react'
import { Link } from 'wouter'
import { STEP_TITLES, STEPS, type StepKey } from './steps.ts'

/** Where one is on the way from a file to the register. Steps that can be gone to are links. */
export function StepBar({ step, reachable }: { step: StepKey; reachable: ReadonlySet<StepKey> }) {
  const here = STEPS.indexOf(step)
  return (
    <nav aria-label="Steg" className="transfer-steps">
      <ol>
        {STEPS.map((key, index) => {
          const done = index < here
          const number = (
            <span className={done ? 'transfer-step-number done' : 'transfer-step-number'} aria-hidden>
              {done ? <Check size={14} /> : index + 1}
            </span>
          )
          return (
            <li key={key}>
              {key !== step && reachable.has(key) ? (
                <Link href={`/import/${key}`} className="transfer-step">
                  {number}
                  {STEP_TITLES[key]}
                </Link>
              ) : (
                <span className="transfer-step" {...(key === step ? { 'aria-current': 'step' } : {})}>
                  {number}
                  {STEP_TITLES[key]}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
