import { useState } from 'react'
import type { Incident } from '../../shared/incident/contract.ts'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** Takes the number away; that it was there, and why it went, stays in the log. */
export function RemoveForm({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const remove = useCommand('patient.remove')
  const beside = remove.error?.field === 'reason' ? remove.error.message : undefined
  return (
    <form
      className="stack"
      aria-label="Ta bort patientens nummer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (reason.trim() === '') return
        remove.mutate(
          { incidentId: incident.id, reason },
          {
            onSuccess: () => {
              tell('Numret är borttaget.')
              onDone()
            },
          },
        )
      }}
    >
      <p>Numret raderas och kan inte tas tillbaka. I loggen står att det togs bort, inte vilket det var.</p>
      <TextField
        label="Varför tas det bort?"
        value={reason}
        onChange={setReason}
        error={beside ?? (tried && reason.trim() === '' ? 'Skriv varför numret tas bort.' : undefined)}
        autoFocus
        required
      />
      {beside === undefined ? <Problem error={remove.error} /> : null}
      <div className="row">
        <Button type="submit" variant="danger" isDisabled={remove.isPending}>
          Ta bort numret
        </Button>
        <Button onPress={onDone}>Avbryt</Button>
      </div>
    </form>
  )
}
