import { Bookmark, Pin, PinOff, Users } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Dialog as AriaDialog, DialogTrigger } from 'react-aria-components'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { VIEW_NAME_MAX, type SavedView, type ViewDefinition } from '../../shared/view/contract.ts'
import { call, useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Checkbox, TextField } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { asLardomError } from '../app/asLardomError.ts'
import type { Look } from './registerLook.ts'
import { EMPTY_VIEW, sameDefinition, type ChangeView, type RegisterView } from './registerState.ts'
import { RegisterPopover } from './RegisterPopover.tsx'

/** The saved views, the one that is open, and whether what is shown differs from it. */
export function useViews(view: RegisterView, shownAs: ViewDefinition) {
  const list = useRpc('view.list', {})
  const views = list.data ?? []
  const open = views.find((one) => one.id === view.saved) ?? null
  return {
    views,
    open,
    changed: open !== null && !sameDefinition(open.definition, { ...shownAs, columns: view.columns }),
    error: list.error,
  }
}
export type Views = ReturnType<typeof useViews>

/** Views that stand as tabs, and the one that is open. A dot tells that something has been changed since it was saved. */
export function ViewTabs({ views, look, onChange }: { views: Views; look: Look; onChange: ChangeView }) {
  const pinned = look.pinned.flatMap((id) => views.views.find((one) => one.id === id) ?? [])
  const { open } = views
  const tabs = open && !pinned.some((one) => one.id === open.id) ? [...pinned, open] : pinned
  if (tabs.length === 0) return null
  return (
    <nav className="register-tabs no-print" aria-label="Vyer">
      <ul>
        <li>
          <AriaButton
            className="register-tab"
            {...(open === null ? { 'aria-current': 'true' } : {})}
            onPress={() => onChange(EMPTY_VIEW)}
          >
            Alla händelser
          </AriaButton>
        </li>
        {tabs.map((one) => (
          <li key={one.id}>
            <AriaButton
              className="register-tab"
              {...(open?.id === one.id ? { 'aria-current': 'true' } : {})}
              onPress={() => onChange({ ...one.definition, saved: one.id })}
            >
              {one.shared ? <Users size={14} aria-label="Delad vy" /> : null}
              <span className="ellipsis">{one.name}</span>
              {open?.id === one.id && views.changed ? (
                <span className="register-dot">
                  <span className="visually-hidden">, ändrad sedan den sparades</span>
                </span>
              ) : null}
            </AriaButton>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Every saved view to open, and what can be done with the one that is open. */
export function SavedViews({
  view,
  shownAs,
  views,
  look,
  onLook,
  onChange,
}: {
  view: RegisterView
  /** What is shown, its columns too: what is saved. */
  shownAs: ViewDefinition
  views: Views
  look: Look
  onLook: (change: Partial<Look>) => void
  onChange: ChangeView
}) {
  const [dialog, setDialog] = useState<'save' | 'rename' | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const mayShare = useMay(CASE_WRITERS)
  const save = useCommand('view.save')
  const share = useCommand('view.share')
  const remove = useCommand('view.remove')
  const { open } = views
  const failed = (failure: unknown) => setProblem(failure)

  const pin = (one: SavedView) =>
    onLook({
      pinned: look.pinned.includes(one.id)
        ? look.pinned.filter((id) => id !== one.id)
        : [...look.pinned, one.id],
    })
  const update = (one: SavedView) =>
    save.mutate(
      { id: one.id, version: one.version, name: one.name, definition: shownAs },
      {
        onSuccess: () => {
          onChange({ ...shownAs, saved: one.id }, { replace: true })
          tell(`Vyn ”${one.name}” är uppdaterad.`)
        },
        onError: failed,
      },
    )
  const setShared = (one: SavedView, shared: boolean) =>
    share.mutate(
      { id: one.id, version: one.version, shared },
      {
        onSuccess: () =>
          tell(
            shared
              ? `Vyn ”${one.name}” är delad med alla i arbetsytan.`
              : `Vyn ”${one.name}” är bara ${one.own ? 'din' : `${one.ownerName}s`} igen.`,
          ),
        onError: failed,
      },
    )
  const takeAway = (one: SavedView) =>
    remove.mutate(
      { id: one.id, version: one.version },
      {
        onSuccess: () => {
          if (view.saved === one.id) onChange({ ...view, saved: null }, { replace: true })
          tell(`Vyn ”${one.name}” är borttagen.`, {
            label: 'Ångra',
            run: () => {
              call('view.restore', { id: one.id }, { commandId: crypto.randomUUID() })
                .then((back) => tell(`Vyn ”${back.name}” är tillbaka.`))
                .catch((failure: unknown) => tell(asLardomError(failure).message))
            },
          })
        },
        onError: failed,
      },
    )

  return (
    <>
      <DialogTrigger>
        <Button>
          <Bookmark size={16} aria-hidden />
          Vyer
        </Button>
        <RegisterPopover>
          <AriaDialog className="register-views" aria-label="Sparade vyer">
            {({ close }) => (
              <>
                <Problem error={views.error ?? (problem === null ? null : asLardomError(problem))} />
                {views.views.length === 0 ? (
                  <p className="soft">
                    Inga vyer är sparade än. Välj filter, ordning och kolumner, och spara dem här under ett
                    namn.
                  </p>
                ) : (
                  <ul>
                    {views.views.map((one) => (
                      <ViewLine
                        key={one.id}
                        one={one}
                        current={one.id === open?.id}
                        pinned={look.pinned.includes(one.id)}
                        onPin={() => pin(one)}
                        onOpen={() => {
                          close()
                          onChange({ ...one.definition, saved: one.id })
                        }}
                      />
                    ))}
                  </ul>
                )}
                <div className="register-views-foot">
                  {open?.editable ? (
                    <>
                      <Button
                        size="small"
                        isDisabled={!views.changed}
                        onPress={() => {
                          close()
                          update(open)
                        }}
                      >
                        Uppdatera ”{open.name}”
                      </Button>
                      <Button
                        size="small"
                        onPress={() => {
                          close()
                          setDialog('rename')
                        }}
                      >
                        Byt namn …
                      </Button>
                      {mayShare ? (
                        <Button size="small" onPress={() => setShared(open, !open.shared)}>
                          {open.shared ? 'Sluta dela' : 'Dela med alla'}
                        </Button>
                      ) : null}
                      <Button
                        size="small"
                        variant="danger"
                        onPress={() => {
                          close()
                          takeAway(open)
                        }}
                      >
                        Ta bort
                      </Button>
                    </>
                  ) : null}
                  <Button
                    size="small"
                    onPress={() => {
                      close()
                      setDialog('save')
                    }}
                  >
                    Spara som ny vy …
                  </Button>
                </div>
              </>
            )}
          </AriaDialog>
        </RegisterPopover>
      </DialogTrigger>
      <Dialog title="Spara vy" open={dialog === 'save'} onClose={() => setDialog(null)}>
        <NewView
          definition={shownAs}
          mayShare={mayShare}
          onCancel={() => setDialog(null)}
          onDone={(saved) => {
            setDialog(null)
            onLook({ pinned: [...look.pinned, saved.id] })
            onChange({ ...saved.definition, saved: saved.id }, { replace: true })
            tell(`Vyn ”${saved.name}” är sparad.`)
          }}
        />
      </Dialog>
      <Dialog title="Byt namn på vyn" open={dialog === 'rename'} onClose={() => setDialog(null)}>
        {open ? (
          <RenameView
            one={open}
            onCancel={() => setDialog(null)}
            onDone={(renamed) => {
              setDialog(null)
              tell(`Vyn heter nu ”${renamed.name}”.`)
            }}
          />
        ) : null}
      </Dialog>
    </>
  )
}

function ViewLine({
  one,
  current,
  pinned,
  onPin,
  onOpen,
}: {
  one: SavedView
  current: boolean
  pinned: boolean
  onPin: () => void
  onOpen: () => void
}) {
  const Icon = pinned ? PinOff : Pin
  return (
    <li className="register-view">
      <AriaButton
        className="register-view-open"
        {...(current ? { 'aria-current': 'true' } : {})}
        onPress={onOpen}
      >
        <span className="ellipsis">{one.name}</span>
        {one.shared ? (
          <span className="register-view-detail">
            <Users size={13} aria-hidden />
            {one.own ? 'delad av dig' : `delad av ${one.ownerName}`}
          </span>
        ) : null}
      </AriaButton>
      <Button
        size="small"
        variant="quiet"
        iconOnly
        aria-label={pinned ? `Ta bort fliken ${one.name}` : `Visa ${one.name} som flik`}
        onPress={onPin}
      >
        <Icon size={16} aria-hidden />
      </Button>
    </li>
  )
}

function NewView({
  definition,
  mayShare,
  onDone,
  onCancel,
}: {
  definition: ViewDefinition
  mayShare: boolean
  onDone: (view: SavedView) => void
  onCancel: () => void
}) {
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useCommand('view.save')
  const share = useCommand('view.share')
  const submit = async () => {
    const saved = await save.mutateAsync({ name, definition })
    onDone(shared ? await share.mutateAsync({ id: saved.id, version: saved.version, shared }) : saved)
  }
  return (
    <NameForm
      name={name}
      onName={setName}
      action="Spara vy"
      help="Till exempel: Nya händelser på SU."
      error={save.error ?? share.error}
      onSubmit={() => void submit().catch(() => undefined)}
      onCancel={onCancel}
    >
      {mayShare ? (
        <Checkbox
          label="Dela med alla i arbetsytan"
          detail="Andra kan öppna vyn, men bara du ändrar den. Var och en ser bara det som rollen ger."
          selected={shared}
          onChange={setShared}
        />
      ) : null}
    </NameForm>
  )
}

function RenameView({
  one,
  onDone,
  onCancel,
}: {
  one: SavedView
  onDone: (view: SavedView) => void
  onCancel: () => void
}) {
  const [name, setName] = useState(one.name)
  const rename = useCommand('view.rename')
  return (
    <NameForm
      name={name}
      onName={setName}
      action="Byt namn"
      error={rename.error}
      onSubmit={() => rename.mutate({ id: one.id, version: one.version, name }, { onSuccess: onDone })}
      onCancel={onCancel}
    />
  )
}

function NameForm({
  name,
  onName,
  action,
  help,
  error,
  onSubmit,
  onCancel,
  children,
}: {
  name: string
  onName: (name: string) => void
  action: string
  help?: string
  error: Parameters<typeof Problem>[0]['error']
  onSubmit: () => void
  onCancel: () => void
  children?: React.ReactNode
}) {
  const trimmed = name.trim()
  const tooLong = trimmed.length > VIEW_NAME_MAX
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (trimmed !== '' && !tooLong) onSubmit()
      }}
    >
      <TextField
        label="Namn"
        {...(help === undefined ? {} : { help })}
        value={name}
        onChange={onName}
        autoFocus
        error={
          tooLong
            ? `Namnet får vara högst ${VIEW_NAME_MAX} tecken.`
            : error?.field === 'name'
              ? error.message
              : undefined
        }
      />
      {children}
      <Problem error={error?.field === 'name' ? null : error} />
      <DialogActions>
        <Button onPress={onCancel}>Avbryt</Button>
        <Button type="submit" variant="primary" isDisabled={trimmed === '' || tooLong}>
          {action}
        </Button>
      </DialogActions>
    </form>
  )
}
