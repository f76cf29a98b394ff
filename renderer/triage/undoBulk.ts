import { LardomError } from '../../shared/rpc/error.ts'
import type { BulkResult } from '../../shared/triage/contract.ts'
import { call } from '../app/rpc.ts'
import { tell } from '../ui/toast.tsx'
import { events, outcome } from './labels.ts'

/** Says what was done to many, with Ångra for all of it. */
export function tellBulk(result: BulkResult): void {
  const { batch } = result
  if (batch === null) {
    tell(outcome(result))
    return
  }
  tell(outcome(result), { label: 'Ångra', run: () => void undo(batch) })
}

async function undo(batch: string): Promise<void> {
  try {
    const { changed, refusedTotal } = await call('triage.undo', { batch })
    const left = refusedTotal === 0 ? '' : ` ${events(refusedTotal)} har ändrats sedan dess och lämnades.`
    tell(`Ångrat: ${events(changed)} är som förut.${left}`)
  } catch (error) {
    tell(error instanceof LardomError ? error.message : String(error))
  }
}
