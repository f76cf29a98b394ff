import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../ui/Button.tsx'
import { STEP_TITLES, STEPS, type StepKey } from './steps.ts'

/** The way back and the way on, in sight at the foot of a step. */
export function StepFoot({
  step,
  next = false,
  onNext,
  children,
}: {
  step: StepKey
  /** The step is done and the next can be gone to. */
  next?: boolean
  /** In the place of going on at once: for a step that tells what is missing. */
  onNext?: () => void
  children?: ReactNode
}) {
  const [, navigate] = useLocation()
  const at = STEPS.indexOf(step)
  const before = STEPS[at - 1]
  const after = STEPS[at + 1]
  return (
    <div className="transfer-foot">
      {before === undefined ? null : (
        <Button onPress={() => navigate(`/import/${before}`)}>
          <ArrowLeft size={16} aria-hidden />
          {STEP_TITLES[before]}
        </Button>
      )}
      {children ??
        (after === undefined ? null : (
          <Button
            variant="primary"
            isDisabled={!next && onNext === undefined}
            onPress={() => (next || onNext === undefined ? navigate(`/import/${after}`) : onNext())}
          >
            Vidare till {STEP_TITLES[after].toLocaleLowerCase('sv')}
            <ArrowRight size={16} aria-hidden />
          </Button>
        ))}
    </div>
  )
}
