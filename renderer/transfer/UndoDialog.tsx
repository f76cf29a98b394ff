import { useState } from 'react'
import type { ImportBatch, UndoResult } from '../../shared/transfer/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Problem } from '../ui/parts.tsx'
import { JobBar } from './JobBar.tsx'
import { useForgetSources } from './useSourceQuery.ts'
import { counted } from './words.ts'

/** Says what it means to take an import back, before it is done, and what became of it after. */
export function UndoDialog({
  batch,
  onClose,
}: {
  batch: Pick<ImportBatch, 'id' | 'fileName' | 'counts' | 'remaining'>
  onClose: () => void
}) {
  const job = useJob('transfer.undo-batch')
  const forgetSources = useForgetSources()
  const [error, setError] = useState<LardomError | null>(null)
  const [result, setResult] = useState<UndoResult | null>(null)
  const undo = () => {
    setError(null)
    job.run({ batchId: batch.id }).then(
      (outcome) => {
        forgetSources()
        setResult(outcome)
      },
      (failure: unknown) => setError(asLardomError(failure)),
    )
  }
  const { counts, remaining } = batch
  return (
    <Dialog
      open
      role="alertdialog"
      title={result === null ? `Ångra inläsningen av ${batch.fileName}?` : 'Inläsningen är ångrad'}
      onClose={() => {
        job.cancel()
        onClose()
      }}
    >
      {result === null ? (
        <div className="stack">
          <ul className="transfer-list">
            {counts.new > 0 ? (
              <li>{counted(counts.new, 'ny händelse tas bort', 'nya händelser tas bort')} ur registret.</li>
            ) : null}
            {counts.changed > 0 ? (
              <li>
                {counted(counts.changed, 'ändrad händelse får', 'ändrade händelser får')} tillbaka det som
                stod före inläsningen.
              </li>
            ) : null}
            <li>
              Det som någon har arbetat med efter inläsningen lämnas som det är, och räknas upp.
              {remaining < counts.new + counts.changed
                ? ` ${counted(remaining, 'händelse', 'händelser')} kan tas tillbaka.`
                : null}
            </li>
            <li>Filen kan läsas in igen efteråt.</li>
          </ul>
          <Problem error={error} />
          {job.running ? <JobBar progress={job.progress} label="Ångrar inläsningen" /> : null}
          <DialogActions>
            <Button
              onPress={() => {
                job.cancel()
                onClose()
              }}
            >
              Behåll
            </Button>
            <Button variant="danger" isDisabled={job.running} onPress={undo}>
              {job.running ? 'Ångrar …' : 'Ångra inläsningen'}
            </Button>
          </DialogActions>
        </div>
      ) : (
        <div className="stack">
          <ul className="transfer-list">
            <li>{counted(result.removed, 'händelse är borttagen', 'händelser är borttagna')}.</li>
            {result.restored > 0 ? (
              <li>{counted(result.restored, 'händelse är', 'händelser är')} som före inläsningen.</li>
            ) : null}
            {result.leftTotal > 0 ? (
              <li>
                {counted(result.leftTotal, 'händelse är kvar', 'händelser är kvar')}, för någon har arbetat
                med {result.leftTotal === 1 ? 'den' : 'dem'} efter inläsningen:
                <ul className="transfer-list">
                  {result.left.map((one) => (
                    <li key={one.incidentId}>
                      <span className="numeric">{one.arendenr}</span>: {one.reason}
                    </li>
                  ))}
                </ul>
              </li>
            ) : null}
          </ul>
          <DialogActions>
            <Button variant="primary" autoFocus onPress={onClose}>
              Stäng
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}
