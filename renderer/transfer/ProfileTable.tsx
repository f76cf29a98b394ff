import { useState } from 'react'
import type { ImportProfile } from '../../shared/transfer/contract.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { counted } from './words.ts'

/** The profiles that have been saved here: to rename and to remove. Those that ship are always there. */
export function ProfileTable({ profiles }: { profiles: readonly ImportProfile[] }) {
  const [at, setAt] = useState<{ readonly profile: ImportProfile; readonly act: 'rename' | 'remove' } | null>(
    null,
  )
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">Sparade profiler</caption>
        <thead>
          <tr>
            <th scope="col">Profil</th>
            <th scope="col">System</th>
            <th scope="col">Vet</th>
            <th scope="col">Ändrad</th>
            <th scope="col">
              <span className="visually-hidden">Gör något med profilen</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => (
            <tr key={profile.id}>
              <th scope="row">{profile.mapping.name}</th>
              <td>{profile.mapping.sourceSystem}</td>
              <td>
                {counted(
                  profile.mapping.columns.filter(({ field }) => field !== null).length,
                  'kolumn',
                  'kolumner',
                )}
                {profile.mapping.values.length === 0
                  ? null
                  : ` och ${counted(profile.mapping.values.length, 'värde', 'värden')}`}
              </td>
              <td>
                {profile.updatedAt === null ? null : longDate(swedishDay(new Date(profile.updatedAt)))}
                {profile.updatedBy === null ? null : <span className="soft">, {profile.updatedBy}</span>}
              </td>
              <td>
                <div className="row transfer-row-actions">
                  <Button
                    size="small"
                    aria-label={`Byt namn på ${profile.mapping.name}`}
                    onPress={() => setAt({ profile, act: 'rename' })}
                  >
                    Byt namn …
                  </Button>
                  <Button
                    size="small"
                    aria-label={`Ta bort ${profile.mapping.name}`}
                    onPress={() => setAt({ profile, act: 'remove' })}
                  >
                    Ta bort …
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {at?.act === 'rename' ? <RenameDialog profile={at.profile} onClose={() => setAt(null)} /> : null}
      {at?.act === 'remove' ? <RemoveDialog profile={at.profile} onClose={() => setAt(null)} /> : null}
    </div>
  )
}

function RenameDialog({ profile, onClose }: { profile: ImportProfile; onClose: () => void }) {
  const save = useCommand('transfer.save-profile')
  const [name, setName] = useState(profile.mapping.name)
  const send = () =>
    save.mutate(
      { id: Number(profile.id), expectedVersion: profile.version, mapping: { ...profile.mapping, name } },
      {
        onSuccess: () => {
          tell(`Profilen heter nu ${name.trim()}.`)
          onClose()
        },
      },
    )
  return (
    <Dialog open title={`Byt namn på ${profile.mapping.name}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <TextField label="Namn" value={name} onChange={setName} autoFocus required />
        <Problem error={save.error} />
        <DialogActions>
          <Button onPress={onClose}>Avbryt</Button>
          <Button type="submit" variant="primary" isDisabled={save.isPending}>
            Spara
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function RemoveDialog({ profile, onClose }: { profile: ImportProfile; onClose: () => void }) {
  const remove = useCommand('transfer.remove-profile')
  return (
    <Dialog open role="alertdialog" title={`Ta bort profilen ${profile.mapping.name}?`} onClose={onClose}>
      <div className="stack">
        <p>
          Det som har lästs in med den är kvar. Nästa fil med de rubrikerna får förslag i stället för
          profilens svar.
        </p>
        <Problem error={remove.error} />
        <DialogActions>
          <Button onPress={onClose}>Behåll</Button>
          <Button
            variant="danger"
            isDisabled={remove.isPending}
            onPress={() =>
              remove.mutate(
                { id: Number(profile.id), expectedVersion: profile.version },
                {
                  onSuccess: () => {
                    tell(`Profilen ${profile.mapping.name} är borttagen.`)
                    onClose()
                  },
                },
              )
            }
          >
            Ta bort
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
