import { useState } from 'react'
import { Link } from 'wouter'
import type { ImportBatch } from '../../shared/transfer/contract.ts'
import { swedishClock } from '../../shared/time/dates.ts'
import { Button } from '../ui/Button.tsx'
import { Badge } from '../ui/parts.tsx'
import { BATCH_STATES, countsText } from './batchWords.ts'
import { registerAddress } from './registerLink.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** The imports that have been made, newest first: what each did, and the way back. */
export function BatchTable({ batches }: { batches: readonly ImportBatch[] }) {
  const [undoing, setUndoing] = useState<ImportBatch | null>(null)
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">Tidigare inläsningar, den nyaste först</caption>
        <thead>
          <tr>
            <th scope="col">Inläst</th>
            <th scope="col">Fil</th>
            <th scope="col">Vad som hände</th>
            <th scope="col">Av</th>
            <th scope="col">Läge</th>
            <th scope="col">
              <span className="visually-hidden">Gör något med inläsningen</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} onUndo={() => setUndoing(batch)} />
          ))}
        </tbody>
      </table>
      {undoing ? <UndoDialog batch={undoing} onClose={() => setUndoing(null)} /> : null}
    </div>
  )
}

function BatchRow({ batch, onUndo }: { batch: ImportBatch; onUndo: () => void }) {
  const { label, tone } = BATCH_STATES[batch.state]
  const canUndo = (batch.state === 'klar' || batch.state === 'avbruten') && batch.remaining > 0
  return (
    <tr>
      <td className="numeric transfer-nowrap">{clock(batch.startedAt)}</td>
      <th scope="row">
        <span className="transfer-file-name">{batch.fileName}</span>
        <div className="transfer-sub">{batch.profileName}</div>
      </th>
      <td>
        {countsText(batch.counts)}
        {batch.state === 'avbruten' ? (
          <div className="transfer-odd-reason small">
            Läs in samma fil igen för att fortsätta där den slutade, eller ångra det som kom in.
          </div>
        ) : null}
        {batch.state === 'angrad' && batch.undoneAt !== null ? (
          <div className="soft small">
            Ångrad {clock(batch.undoneAt)} av {batch.undoneBy}
          </div>
        ) : null}
      </td>
      <td>{batch.startedBy}</td>
      <td>
        <Badge tone={tone}>{label}</Badge>
      </td>
      <td>
        <div className="row transfer-row-actions">
          {batch.remaining > 0 && batch.state !== 'angrad' ? (
            <Link
              href={registerAddress(batch.id)}
              className="button small"
              aria-label={`Visa händelserna ur ${batch.fileName}, inläst ${clock(batch.startedAt)}`}
            >
              Visa
            </Link>
          ) : null}
          {canUndo ? (
            <Button
              size="small"
              aria-label={`Ångra inläsningen av ${batch.fileName}, ${clock(batch.startedAt)}`}
              onPress={onUndo}
            >
              Ångra …
            </Button>
          ) : null}
        </div>
      </td>
    </tr>
  )
}

/** '2026-11-22 14:30' */
export function clock(iso: string): string {
  return swedishClock(new Date(iso)).slice(0, 16)
}
