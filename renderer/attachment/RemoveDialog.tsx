import { useState } from 'react'
import type { Attachment } from '../../shared/attachment/contract.ts'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { focusPage } from '../ui/focus.ts'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** Final, and says so: there is no way back that would be honest, since the content is written over. */
export function RemoveDialog({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const remove = useCommand('attachment.remove')
  const missing = tried && reason.trim() === '' ? 'Skriv varför bilagan tas bort.' : undefined
  const refused = remove.error?.field === 'reason' ? remove.error.message : undefined
  return (
    <Dialog title={`Ta bort ${attachment.name}?`} open onClose={onClose} role="alertdialog">
      <form
        className="stack"
        aria-label="Ta bort bilagan"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (reason.trim() === '') return
          remove.mutate(
            { id: attachment.id, reason },
            {
              onSuccess: () => {
                onClose()
                tell(`${attachment.name} är borttagen.`)
                // The button that was pressed is gone with its row.
                requestAnimationFrame(focusPage)
              },
            },
          )
        }}
      >
        <p>
          Innehållet tas bort för gott och kan inte hämtas tillbaka härifrån. Att bilagan fanns, vem som tog
          bort den och varför står kvar.
        </p>
        <p>Säkerhetskopior som redan är gjorda har den kvar tills de gallras.</p>
        <TextField
          label="Varför tas den bort?"
          value={reason}
          onChange={setReason}
          error={missing ?? refused}
          required
          autoFocus
        />
        {remove.error && refused === undefined ? <Problem error={remove.error} /> : null}
        <DialogActions>
          <Button onPress={onClose}>Avbryt</Button>
          <Button type="submit" variant="danger" isDisabled={remove.isPending}>
            Ta bort för gott
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
