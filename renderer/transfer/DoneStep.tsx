import { useState } from 'react'
import { Link } from 'wouter'
import { useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { countsText } from './batchWords.ts'
import { Figures } from './Figures.tsx'
import { registerAddress } from './registerLink.ts'
import { ReportDetails } from './ReportDetails.tsx'
import { UndoDialog } from './UndoDialog.tsx'
import type { OpenDraft } from './Wizard.tsx'
import type { RunReport } from './wizardState.ts'
import { counted } from './words.ts'

/** What was done, where it is, and the way back. */
export function DoneStep({
  draft,
  report,
  onLeave,
}: {
  draft: OpenDraft
  report: RunReport
  onLeave: () => void
}) {
  const [undoing, setUndoing] = useState(false)
  const batches = useRpc('transfer.batches', {}, { staleTime: 0 })
  const batch = batches.data?.find(({ id }) => id === report.batchId)
  const undone = batch?.state === 'angrad'
  const came = report.counts.new + report.counts.changed
  return (
    <div className="stack">
      <Notice
        tone={undone ? 'info' : 'success'}
        live
        title={undone ? 'Inläsningen är ångrad' : counted(came, 'händelse är inläst', 'händelser är inlästa')}
      >
        <p>
          {report.fileName}: {countsText(report.counts)}.
        </p>
      </Notice>
      <div className="actions">
        {came > 0 && !undone ? (
          <Link href={registerAddress(report.batchId)} className="button primary">
            Visa de inlästa i registret
          </Link>
        ) : null}
        {batch !== undefined && !undone && batch.remaining > 0 ? (
          <Button onPress={() => setUndoing(true)}>Ångra inläsningen …</Button>
        ) : null}
        <Button onPress={onLeave}>Klar: till inläsningar</Button>
      </div>
      <Problem error={batches.error} retry={() => void batches.refetch()} />
      <section className="stack tight" aria-labelledby="import-utfall">
        <h2 id="import-utfall">Utfallet</h2>
        <Figures counts={report.counts} label="Inläsningens utfall" />
      </section>
      {draft.mapping === null ? null : (
        <ReportDetails report={report} draft={draft} mapping={draft.mapping} isText />
      )}
      {undoing && batch !== undefined ? (
        <UndoDialog
          batch={batch}
          onClose={() => {
            setUndoing(false)
            void batches.refetch()
          }}
        />
      ) : null}
    </div>
  )
}
