import { useState } from 'react'
import type { Incident } from '../../shared/incident/contract.ts'
import { useCommand } from '../app/rpc.ts'
import { useKeptText } from '../app/useKeptText.ts'
import { tellWithUndo } from '../incident/undo.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'

/** Avvisa with a reason, from the list. */
export function RejectDialog({
  incident,
  onClose,
  onDone,
}: {
  incident: Incident | null
  onClose: () => void
  onDone: () => void
}) {
  return (
    <Dialog title={`Avvisa ${incident?.arendenr ?? ''}`} open={incident !== null} onClose={onClose}>
      {incident ? <RejectForm incident={incident} onClose={onClose} onDone={onDone} /> : null}
    </Dialog>
  )
}

function RejectForm({
  incident,
  onClose,
  onDone,
}: {
  incident: Incident
  onClose: () => void
  onDone: () => void
}) {
  const [reason, setReason, letGo] = useKeptText(`handelse/${incident.id}/status/avvisad`)
  const [tried, setTried] = useState(false)
  const save = useCommand('incident.set-status')
  const missing = reason.trim() === ''
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (missing) return
        save.mutate(
          { id: incident.id, version: incident.version, status: 'avvisad', reason },
          {
            onSuccess: ({ version }) => {
              letGo()
              onDone()
              tellWithUndo(`${incident.arendenr} är avvisad.`, incident.id, version)
            },
          },
        )
      }}
    >
      <p>{incident.fields.title}</p>
      <TextArea
        label="Varför avvisas ärendet?"
        help="Till exempel: hör inte till hälso- och sjukvården, eller är redan rapporterat. Rapportören kan få läsa skälet."
        value={reason}
        onChange={setReason}
        required
        error={tried && missing ? 'Skriv varför.' : undefined}
      />
      <Problem error={save.error} />
      <DialogActions>
        <Button onPress={onClose}>Avbryt</Button>
        <Button type="submit" variant="primary" isDisabled={save.isPending}>
          Avvisa
        </Button>
      </DialogActions>
    </form>
  )
}
