import { useQueryClient } from '@tanstack/react-query'
import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Dialog as AriaDialog, DialogTrigger, Popover } from 'react-aria-components'
import { compareSwedish } from '../../shared/text/swedish.ts'
import { call, useCommand, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Problem } from '../ui/parts.tsx'
import { TextField } from '../ui/fields.tsx'
import { tell } from '../ui/toast.tsx'
import { isEmpty, parseView, type RegisterView } from './registerState.ts'

const PREFIX = 'view/incident/'
const NAME_MAX = 60

/** Filter and sorting under a name of one's own. They belong to the person, like drafts. */
export function SavedViews({ view, onOpen }: { view: RegisterView; onOpen: (view: RegisterView) => void }) {
  const list = useRpc('account.draft-list', { prefix: PREFIX })
  const [naming, setNaming] = useState(false)
  const discard = useCommand('account.draft-discard')
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['account.draft-list'] })
  const names = (list.data ?? []).map(({ key }) => key.slice(PREFIX.length)).sort(compareSwedish)

  const open = async (name: string, close: () => void) => {
    const draft = await call('account.draft-get', { key: PREFIX + name })
    close()
    if (draft) onOpen(parseView(draft.body))
  }
  const remove = async (name: string) => {
    await discard.mutateAsync({ key: PREFIX + name })
    await refresh()
    tell(`Vyn ”${name}” är borttagen.`)
  }

  return (
    <>
      <DialogTrigger>
        <Button>
          <Bookmark size={16} aria-hidden />
          Vyer
        </Button>
        <Popover className="popover">
          <AriaDialog className="incident-views" aria-label="Sparade vyer">
            {({ close }) => (
              <>
                <Problem error={list.error ?? discard.error} />
                {names.length === 0 ? (
                  <p className="soft">
                    Du har inga sparade vyer. Välj filter och sortering, och spara dem här under ett namn.
                  </p>
                ) : (
                  <ul>
                    {names.map((name) => (
                      <li key={name} className="incident-view">
                        <AriaButton className="incident-view-open" onPress={() => void open(name, close)}>
                          {name}
                        </AriaButton>
                        <Button
                          size="small"
                          variant="quiet"
                          iconOnly
                          aria-label={`Ta bort vyn ${name}`}
                          onPress={() => void remove(name)}
                        >
                          <Trash2 size={16} aria-hidden />
                        </Button>
                      </li>
                    ))}
                  </ul>
                )}
                <Button
                  size="small"
                  isDisabled={isEmpty(view)}
                  onPress={() => {
                    close()
                    setNaming(true)
                  }}
                >
                  Spara filter och sortering …
                </Button>
              </>
            )}
          </AriaDialog>
        </Popover>
      </DialogTrigger>
      <Dialog title="Spara vy" open={naming} onClose={() => setNaming(false)}>
        <NameView
          view={view}
          taken={names}
          onDone={(name) => {
            setNaming(false)
            void refresh()
            tell(`Vyn ”${name}” är sparad.`)
          }}
          onCancel={() => setNaming(false)}
        />
      </Dialog>
    </>
  )
}

function NameView({
  view,
  taken,
  onDone,
  onCancel,
}: {
  view: RegisterView
  taken: readonly string[]
  onDone: (name: string) => void
  onCancel: () => void
}) {
  const [name, setName] = useState('')
  const save = useCommand('account.draft-save')
  const trimmed = name.trim()
  const tooLong = trimmed.length > NAME_MAX
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (trimmed === '' || tooLong) return
        save.mutate(
          { key: PREFIX + trimmed, body: JSON.stringify(view) },
          { onSuccess: () => onDone(trimmed) },
        )
      }}
    >
      <TextField
        label="Namn"
        help="Till exempel: Nya händelser på SU."
        value={name}
        onChange={setName}
        autoFocus
        error={tooLong ? `Namnet får vara högst ${NAME_MAX} tecken.` : undefined}
        warning={
          taken.includes(trimmed) ? 'Det finns redan en vy med det namnet. Den skrivs över.' : undefined
        }
      />
      <Problem error={save.error} />
      <DialogActions>
        <Button onPress={onCancel}>Avbryt</Button>
        <Button type="submit" variant="primary" isDisabled={trimmed === '' || tooLong}>
          Spara vy
        </Button>
      </DialogActions>
    </form>
  )
}
