import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { WorkspaceInfo } from '../../../shared/account/contract.ts'
import type { ChosenFile } from '../../../shared/host/contract.ts'
import { copyCanHelp, GateCopies } from '../../backup/GateCopies.tsx'
import { Button } from '../../ui/Button.tsx'
import { CapsLockHint } from '../../account/PassphraseFields.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Problem } from '../../ui/parts.tsx'
import { useCommand, useRpc } from '../rpc.ts'

/** Asks for the passphrase (or the recovery key) of a chosen file. */
export function Unlock({
  file,
  onOpened,
  onBack,
}: {
  file: ChosenFile
  onOpened: (info: WorkspaceInfo) => void
  onBack: () => void
}) {
  const [passphrase, setPassphrase] = useState('')
  // A file that is gone has nothing to unlock, only copies to come back from.
  const [copies, setCopies] = useState(file.missing === true)
  const unlock = useCommand('host.unlock')
  const byComputer = useCommand('host.unlock-device')
  const canComputer = useRpc('host.can-unlock-device', { token: file.token }, { staleTime: 0 })
  const offered = canComputer.data === true && byComputer.error?.code !== 'DEVICE_KEY_GONE'
  const wrong = unlock.error?.code === 'WRONG_PASSPHRASE' || unlock.error?.code === 'INPUT_INVALID'
  // Trying the same again would not help: the way back takes the first place.
  const wayBack = copyCanHelp(unlock.error)
  if (copies) {
    return (
      <GateCopies
        file={file}
        why={wayBack ? unlock.error : null}
        onOpened={onOpened}
        onBack={() => (file.missing === true ? onBack() : setCopies(false))}
      />
    )
  }
  return (
    <Form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        unlock.mutate({ token: file.token, passphrase }, { onSuccess: onOpened })
      }}
    >
      <div>
        <h2>Lås upp {file.name}</h2>
        <p className="soft small">{file.folder}</p>
      </div>
      {offered ? (
        <div>
          <Button
            onPress={() => byComputer.mutate({ token: file.token }, { onSuccess: onOpened })}
            isDisabled={byComputer.isPending}
          >
            {byComputer.isPending ? 'Låser upp …' : 'Lås upp utan lösenfras'}
          </Button>
        </div>
      ) : null}
      <Problem error={byComputer.error} />
      <TextField
        label="Lösenfras"
        help="Har du glömt den? Skriv återställningsnyckeln i stället."
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        error={wrong ? unlock.error?.message : undefined}
        autoFocus
        required
      />
      {wrong ? null : <Problem error={unlock.error} />}
      <CapsLockHint />
      <div className="actions">
        {wayBack ? (
          <Button variant="primary" onPress={() => setCopies(true)}>
            Visa säkerhetskopior
          </Button>
        ) : null}
        <Button type="submit" {...(wayBack ? {} : { variant: 'primary' })} isDisabled={unlock.isPending}>
          {unlock.isPending ? 'Låser upp …' : 'Lås upp'}
        </Button>
        <Button onPress={onBack}>Tillbaka</Button>
      </div>
    </Form>
  )
}
