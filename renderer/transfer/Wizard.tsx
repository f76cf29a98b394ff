import { FileSpreadsheet } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { Redirect } from 'wouter'
import type { LardomError } from '../../shared/rpc/error.ts'
import type { SourceFile } from '../../shared/transfer/hostContract.ts'
import type { Mapping } from '../../shared/transfer/mapping.ts'
import { useFileDrop } from '../attachment/useFileDrop.ts'
import { sizeText } from '../backup/copyWords.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, PageHead, Problem } from '../ui/parts.tsx'
import { JobBar } from './JobBar.tsx'
import { CheckedSteps } from './CheckedSteps.tsx'
import { ColumnStep } from './ColumnStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { FileStep } from './FileStep.tsx'
import { useImportRun } from './importRun.ts'
import { settingProblems } from './mappingRules.ts'
import { StepBar } from './StepBar.tsx'
import { StepFoot } from './StepFoot.tsx'
import { STEP_TITLES, type StepKey } from './steps.ts'
import { useSource } from './useSource.ts'
import { useSourceQuery } from './useSourceQuery.ts'
import { fitDraft, fitKey, type WizardDraft } from './wizardState.ts'

export type OpenDraft = WizardDraft & { readonly file: SourceFile }

export interface WizardProps {
  readonly step: StepKey
  readonly draft: OpenDraft
  readonly change: (make: (old: WizardDraft) => WizardDraft) => void
  /** Lets everything go and leaves for the first page. */
  readonly onLeave: () => void
  /** Why the draft could not be kept. */
  readonly error: string | null
}

export function Wizard({ step, draft, change, onLeave, error }: WizardProps) {
  const page = useRef<HTMLDivElement>(null)
  const { file, wishes } = draft
  const run = useImportRun()
  const inspection = useSourceQuery(
    'host.inspect-source',
    step === 'klart' ? null : { token: file.token, wishes },
    { placeholderData: (old) => old },
  )
  const { data: found, stale } = inspection
  const fresh = found !== undefined && !stale ? found : undefined

  useEffect(() => {
    if (fresh !== undefined) change((old) => fitDraft(old, fresh))
  }, [fresh, change])

  const setMapping = useCallback(
    (make: (old: Mapping) => Mapping) =>
      change((old) =>
        old.mapping === null ? old : { ...old, mapping: make(old.mapping), touched: true, done: null },
      ),
    [change],
  )
  const onFile = useCallback(
    (next: SourceFile) =>
      // The same choices for another file, or for the same one found again; how it is read is found anew.
      change((old) => ({ ...old, file: next, wishes: {}, done: null })),
    [change],
  )
  const source = useSource(onFile)
  const busy = source.busy || run.state === 'running'
  const { over } = useFileDrop(page, !busy && step !== 'klart', source.drop)

  const fits = fresh !== undefined && draft.mapping !== null && draft.fits === fitKey(fresh.sha256, wishes)
  const problems = useMemo(
    () =>
      draft.mapping === null
        ? []
        : settingProblems(draft.mapping, draft, found?.profiles ?? [], found?.detected.columns),
    [draft, found],
  )
  const ready = fits && problems.length === 0
  const reachable = new Set<StepKey>(run.state === 'running' ? [] : ['filen'])
  if (run.state !== 'running') {
    if (draft.mapping !== null) reachable.add('kolumner')
    if (ready) reachable.add('varden').add('provkorning')
    if (draft.done !== null) reachable.add('klart')
  }

  const content = (): ReactNode => {
    if (step === 'klart') {
      return draft.done === null ? (
        <Redirect to="/import/filen" replace />
      ) : (
        <DoneStep draft={draft} report={draft.done} onLeave={onLeave} />
      )
    }
    if (inspection.error) {
      return (
        <Unreadable
          error={inspection.error}
          hasChoices={draft.touched}
          onChoose={source.choose}
          onAgain={inspection.again}
          onLeave={onLeave}
        />
      )
    }
    if (found === undefined || draft.mapping === null || (step !== 'filen' && !fits)) {
      return <Reading inspection={inspection} />
    }
    if (step === 'filen') {
      return (
        <>
          <FileStep
            source={found.detected}
            wishes={wishes}
            stale={stale}
            onChange={(next) => change((old) => ({ ...old, wishes: next, done: null }))}
          />
          <StepFoot step={step} next={fits} />
        </>
      )
    }
    if (step === 'kolumner') {
      return (
        <ColumnStep
          found={found}
          draft={draft}
          mapping={draft.mapping}
          problems={problems}
          change={change}
          setMapping={setMapping}
        />
      )
    }
    if (!ready && run.state !== 'running') return <Redirect to="/import/kolumner" replace />
    return (
      // Anew at each step: what was checked stands still while one is at it.
      <CheckedSteps
        key={step}
        step={step}
        draft={draft}
        mapping={draft.mapping}
        sha256={found.sha256}
        isText={found.detected.settings.format === 'delimited'}
        change={change}
        setMapping={setMapping}
        onInspectAgain={inspection.again}
      />
    )
  }

  return (
    <div className="page" ref={page}>
      <PageHead
        title={`Läs in händelser: ${STEP_TITLES[step].toLocaleLowerCase('sv')}`}
        crumbs={[
          { href: '/handelser', label: 'Händelser' },
          { href: '/import', label: 'Läs in händelser' },
        ]}
      />
      <StepBar step={step} reachable={reachable} />
      {error === null ? null : (
        <Notice tone="warning" live>
          <p>Dina val kunde inte sparas: {error}</p>
        </Notice>
      )}
      <div className="transfer-file">
        <FileSpreadsheet size={20} aria-hidden />
        <span className="transfer-file-name">{file.name}</span>
        <span className="soft">
          {[file.folder, found === undefined || step === 'klart' ? '' : sizeText(found.detected.sizeBytes)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {step === 'klart' ? null : (
          <>
            <Button size="small" isDisabled={busy} onPress={source.choose}>
              {over ? 'Släpp filen här' : 'Byt fil …'}
            </Button>
            <Button size="small" variant="quiet" isDisabled={busy} onPress={onLeave}>
              Släng det påbörjade
            </Button>
          </>
        )}
      </div>
      <Problem error={source.error} />
      {content()}
    </div>
  )
}

function Reading({ inspection }: { inspection: ReturnType<typeof useSourceQuery<'host.inspect-source'>> }) {
  const { running, progress, cancel, again } = inspection
  if (!running && inspection.data === undefined) {
    return (
      <Notice title="Läsningen avbröts">
        <Button size="small" onPress={again}>
          Läs filen
        </Button>
      </Notice>
    )
  }
  return (
    <div className="stack tight loading" role="status">
      <JobBar progress={progress} label="Läser filen" />
      <div>
        <Button size="small" onPress={cancel}>
          Avbryt
        </Button>
      </div>
    </div>
  )
}

/** Why the file cannot be read, and the ways on. */
function Unreadable({
  error,
  hasChoices,
  onChoose,
  onAgain,
  onLeave,
}: {
  error: LardomError
  hasChoices: boolean
  onChoose: () => void
  onAgain: () => void
  onLeave: () => void
}) {
  // The token is forgotten when Lärdom is closed, and a dropped file is taken away at lock.
  const forgotten = error.code === 'NOT_FOUND'
  return (
    <div className="stack">
      {forgotten ? (
        <Notice tone="warning" title="Välj filen igen" live>
          <p>
            Lärdom minns inte var filen låg efter en låsning eller omstart.{' '}
            {hasChoices ? 'Det du har valt om kolumner och värden är kvar.' : null}
          </p>
        </Notice>
      ) : (
        <Problem error={error} />
      )}
      <div className="actions">
        <Button variant="primary" onPress={onChoose}>
          {forgotten ? 'Välj filen …' : 'Välj en annan fil …'}
        </Button>
        {forgotten ? null : <Button onPress={onAgain}>Försök igen med samma fil</Button>}
        <Button variant="quiet" onPress={onLeave}>
          Tillbaka till inläsningar
        </Button>
      </div>
    </div>
  )
}
