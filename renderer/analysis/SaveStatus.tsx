import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { LardomError } from '../../shared/rpc/error.ts'
import { clockTime } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import type { Part, SaverState } from './saver.ts'
import { useEditor } from './useAnalysisEditor.ts'

/** 'Sparat 14:30', and the way back. */
export function SaveStatus() {
  const { saver, undo, readOnly, undoLatest } = useEditor()
  const [undoing, setUndoing] = useState(false)
  if (readOnly) return null
  const takeBack = async () => {
    setUndoing(true)
    try {
      tell(`Ångrat: ${await undoLatest()}.`)
    } catch (error) {
      tell(error instanceof LardomError ? error.message : 'Det gick inte att ångra.')
    } finally {
      setUndoing(false)
    }
  }
  return (
    <>
      <span className="soft small" role="status">
        {statusText(saver)}
      </span>
      <Button
        isDisabled={(undo === null && saver.phase === 'saved') || undoing}
        onPress={() => void takeBack()}
      >
        <Undo2 size={16} aria-hidden />
        Ångra
        {undo === null ? null : <span className="visually-hidden"> senaste ändringen: {undo.label}</span>}
      </Button>
    </>
  )
}

function statusText({ phase, savedAt }: SaverState): string {
  if (phase === 'failed') return 'Inte sparat'
  if (phase === 'saving') return 'Sparar …'
  if (phase === 'waiting') return 'Sparas strax …'
  return savedAt === null ? 'Allt är sparat' : `Sparat ${clockTime(savedAt)}`
}

const PART_NAMES: Readonly<Record<Part, string>> = {
  commission: 'Uppdraget',
  texts: 'Texten',
  members: 'Teamet',
  delhandelser: 'Händelseförloppet',
  causes: 'Orsakerna',
  actions: 'Åtgärderna',
}

/** What could not be saved, why, and what to do; the text stays in its field meanwhile. */
export function SaveProblem() {
  const { saver, retry, keepMine, takeTheirs } = useEditor()
  const { error, failedPart } = saver
  if (saver.phase !== 'failed' || !error || failedPart === null) return null
  const name = PART_NAMES[failedPart]
  if (error.code === 'CONFLICT') {
    return (
      <Notice tone="warning" live title="Analysen har ändrats på ett annat ställe">
        <p>{name} som du skrev här är inte sparat. Det finns kvar tills du väljer.</p>
        <div className="row">
          <Button size="small" onPress={() => void keepMine()}>
            Spara det jag skrev
          </Button>
          <Button size="small" onPress={() => void takeTheirs()}>
            Läs in den andra ändringen
          </Button>
        </div>
      </Notice>
    )
  }
  return (
    <Notice tone="danger" live title={`${name} är inte sparat`}>
      <p>{error.message}</p>
      <p>
        <Button size="small" onPress={() => void retry()}>
          Försök igen
        </Button>
      </p>
    </Notice>
  )
}
