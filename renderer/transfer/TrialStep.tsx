import { useState } from 'react'
import { Link } from 'wouter'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { ImportReport } from '../../shared/transfer/contract.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { JobBar } from './JobBar.tsx'
import type { CheckedProps } from './CheckedSteps.tsx'
import { Figures } from './Figures.tsx'
import { cancelImport, forgetImport, startImport, useImportRun } from './importRun.ts'
import { saveProfile } from './ProfileCard.tsx'
import { ReportDetails } from './ReportDetails.tsx'
import { StepFoot } from './StepFoot.tsx'
import { counted } from './words.ts'

/** What would happen, row by row; then, by a button that says how many, it happens. */
export function TrialStep({
  step,
  draft,
  mapping,
  sha256,
  isText,
  report,
  change,
  onCheckAgain,
  onInspectAgain,
}: CheckedProps & { report: ImportReport; onCheckAgain: () => void }) {
  const run = useImportRun()
  const [starting, setStarting] = useState(false)
  const [error, setError] = useState<LardomError | null>(null)
  const { counts } = report
  const coming = counts.new + counts.changed
  const begin = async () => {
    setError(null)
    forgetImport()
    setStarting(true)
    try {
      if (draft.saveProfile) {
        const profile = await saveProfile(draft, mapping)
        // Saved is saved, whatever becomes of the rows.
        change((old) => ({ ...old, profile, saveProfile: false }))
      }
      startImport({ token: draft.file.token, wishes: draft.wishes, mapping, sha256 })
    } catch (failure) {
      setError(asLardomError(failure))
    } finally {
      setStarting(false)
    }
  }
  const failure = error ?? (run.state === 'failed' ? run.error : null)

  return (
    <div className="stack">
      <section className="stack tight" aria-labelledby="import-utfall">
        <h2 id="import-utfall">Så här skulle {counted(counts.read, 'rad', 'rader')} läsas in</h2>
        <Figures counts={counts} label="Provkörningens utfall" />
      </section>
      {report.unknown.length === 0 ? null : (
        <Notice tone="warning">
          <p>
            {counted(report.unknown.length + report.unknownLeftOut, 'värde saknar', 'värden saknar')} en säker
            motsvarighet. <Link href="/import/varden">Koppla dem under Värden</Link>, eller läs in som det
            står.
          </p>
        </Notice>
      )}
      {failure === null ? null : failure.code === 'CANCELLED' ? (
        <Notice live title="Inläsningen avbröts">
          <p>{failure.message}</p>
        </Notice>
      ) : (
        <div className="stack tight">
          <Problem error={failure} />
          <div>
            <Button
              size="small"
              onPress={() => {
                setError(null)
                forgetImport()
                onInspectAgain()
                onCheckAgain()
              }}
            >
              Provkör igen
            </Button>
          </div>
        </div>
      )}
      <ReportDetails report={report} draft={draft} mapping={mapping} isText={isText} />
      {run.state === 'running' ? (
        <div className="transfer-foot transfer-running">
          <div className="transfer-running-bar">
            <JobBar progress={run.progress} label="Läser in" />
            <p className="soft small">
              {run.stopping
                ? 'Avbryter: det som hann komma in tas tillbaka.'
                : 'Avbryter du tas det som hunnit komma in tillbaka, och registret är som det var.'}
            </p>
          </div>
          <Button isDisabled={run.stopping} onPress={cancelImport}>
            Avbryt
          </Button>
        </div>
      ) : (
        <StepFoot step={step}>
          <Button
            variant="primary"
            isDisabled={coming === 0 || starting}
            onPress={() => {
              void begin()
            }}
          >
            {coming === 0
              ? 'Inget att läsa in'
              : `Läs in ${formatNumber(coming)} ${coming === 1 ? 'händelse' : 'händelser'}`}
          </Button>
          <span className="soft">
            {coming === 0
              ? counts.unchanged > 0 && counts.faulty === 0
                ? 'Allt i filen finns redan här.'
                : 'Ingen rad i filen är ny eller ändrad.'
              : 'Kan ångras som en helhet efteråt.'}
          </span>
        </StepFoot>
      )}
    </div>
  )
}
