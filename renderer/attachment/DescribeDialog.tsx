import * as z from 'zod'
import type { Attachment } from '../../shared/attachment/contract.ts'
import { ATTACHMENT_TYPES } from '../../shared/attachment/types.ts'
import { useCommand } from '../app/rpc.ts'
import { useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextArea, TextField } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

const draftSchema = z.strictObject({ name: z.string(), description: z.string() })

/** A better name, and what the attachment shows. What is typed survives a lock. */
export function DescribeDialog({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const ending = `.${ATTACHMENT_TYPES[attachment.type].extension}`
  const draft = useDraft(`bilaga/${attachment.id}/beskriv`, draftSchema, {
    name: attachment.name.slice(0, -ending.length),
    description: attachment.description,
  })
  const save = useCommand('attachment.describe')
  const { name, description } = draft.value
  const fieldError = (field: string) => (save.error?.field === field ? save.error.message : undefined)
  return (
    <Dialog title="Beskriv bilagan" open onClose={onClose}>
      <form
        className="stack"
        aria-label="Beskriv bilagan"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            { id: attachment.id, name, description },
            {
              onSuccess: (saved) => {
                void draft.discard()
                onClose()
                tell(`${saved.name} är sparad.`)
              },
            },
          )
        }}
      >
        <TextField
          label="Namn"
          help={`Filen slutar på ${ending}.`}
          value={name}
          onChange={(value) => draft.change((old) => ({ ...old, name: value }))}
          error={fieldError('name')}
          required
          autoFocus
        />
        <TextArea
          label="Beskrivning"
          help="Vad visar bilagan, varifrån kommer den, och vilken tid gäller den?"
          value={description}
          onChange={(value) => draft.change((old) => ({ ...old, description: value }))}
          error={fieldError('description')}
          rows={3}
        />
        {save.error && save.error.field === undefined ? <Problem error={save.error} /> : null}
        <DialogActions>
          <Button
            onPress={() => {
              void draft.discard()
              onClose()
            }}
          >
            Avbryt
          </Button>
          <Button type="submit" variant="primary" isDisabled={save.isPending || !draft.ready}>
            Spara
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
