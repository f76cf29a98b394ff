import { useCallback, useEffect } from 'react'
import { Redirect, useLocation, useParams } from 'wouter'
import { Loading } from '../ui/parts.tsx'
import { useDraft } from '../app/useDraft.ts'
import { forgetImport, useImportRun } from './importRun.ts'
import { isStep } from './steps.ts'
import { useForgetSources } from './useSourceQuery.ts'
import { Wizard } from './Wizard.tsx'
import { DRAFT_KEY, EMPTY_DRAFT, keptReport, wizardDraft } from './wizardState.ts'
import './transfer.css'

/** From a file to the register in five steps. Each step is an address; what is chosen in them is one draft. */
export function ImportWizardPage() {
  const { steg } = useParams<{ steg: string }>()
  const [, navigate] = useLocation()
  const draft = useDraft(DRAFT_KEY, wizardDraft, EMPTY_DRAFT)
  const { change, ready, discard } = draft
  const run = useImportRun()
  const forgetSources = useForgetSources()

  useEffect(() => {
    if (run.state !== 'done' || !ready) return
    change((old) => ({ ...old, done: keptReport(run.report) }))
    forgetImport()
    forgetSources()
    navigate('/import/klart', { replace: true })
  }, [run, ready, change, forgetSources, navigate])

  const leave = useCallback(() => {
    void discard().finally(() => navigate('/import'))
  }, [discard, navigate])

  if (!isStep(steg)) return <Redirect to="/import" replace />
  if (!ready) return <Loading />
  const { file, ...rest } = draft.value
  if (file === null) return <Redirect to="/import" replace />
  return <Wizard step={steg} draft={{ ...rest, file }} change={change} onLeave={leave} error={draft.error} />
}
