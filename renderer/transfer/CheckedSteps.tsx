import { useState } from 'react'
import type { Mapping } from '../../shared/transfer/mapping.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { JobBar } from './JobBar.tsx'
import { StepFoot } from './StepFoot.tsx'
import type { StepKey } from './steps.ts'
import { TrialStep } from './TrialStep.tsx'
import { useSourceQuery } from './useSourceQuery.ts'
import { ValueStep } from './ValueStep.tsx'
import type { OpenDraft } from './Wizard.tsx'
import type { WizardDraft } from './wizardState.ts'

export interface CheckedProps {
  readonly step: StepKey
  readonly draft: OpenDraft
  readonly mapping: Mapping
  readonly sha256: string
  /** The file is text, where a row can stand on several lines. */
  readonly isText: boolean
  readonly change: (make: (old: WizardDraft) => WizardDraft) => void
  readonly setMapping: (make: (old: Mapping) => Mapping) => void
  readonly onInspectAgain: () => void
}

/** The two steps that stand on the dry run. It is made of what was chosen when the step was come to. */
export function CheckedSteps(props: CheckedProps) {
  const { step, draft } = props
  const [checked] = useState(props.mapping)
  const check = useSourceQuery('host.check-source', {
    token: draft.file.token,
    wishes: draft.wishes,
    mapping: checked,
  })
  if (check.data !== undefined) {
    return step === 'varden' ? (
      <ValueStep {...props} report={check.data} />
    ) : (
      <TrialStep {...props} report={check.data} onCheckAgain={check.again} />
    )
  }
  return (
    <div className="stack">
      {check.error ? (
        <Problem error={check.error} retry={check.again} />
      ) : check.running ? (
        <div className="stack tight loading" role="status">
          <JobBar progress={check.progress} label="Provkör filen" />
          <p className="soft small">Varje rad läses som om den skulle in. Inget ändras.</p>
          <div>
            <Button size="small" onPress={check.cancel}>
              Avbryt
            </Button>
          </div>
        </div>
      ) : (
        <Notice title="Provkörningen avbröts">
          <p>Inget har ändrats.</p>
          <Button size="small" onPress={check.again}>
            Provkör
          </Button>
        </Notice>
      )}
      <StepFoot step={step} />
    </div>
  )
}
