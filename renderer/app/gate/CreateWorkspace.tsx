import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { MIN_PASSPHRASE, type WorkspaceInfo } from '../../../shared/account/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { focusFirstError } from '../../ui/focus.ts'
import { Problem } from '../../ui/parts.tsx'
import { CapsLockHint, lengthWords } from '../../account/PassphraseFields.tsx'
import { RecoveryKey } from '../../account/RecoveryKey.tsx'
import { useCommand } from '../rpc.ts'

/** A new workspace: its name, who one is, a passphrase twice; then the recovery key, once. */
export function CreateWorkspace({
  onOpened,
  onBack,
}: {
  onOpened: (info: WorkspaceInfo) => void
  onBack: () => void
}) {
  const [name, setName] = useState('Patientsäkerhet')
  const [accountName, setAccountName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const create = useCommand('host.create-workspace')
  const form = useRef<HTMLFormElement>(null)

  if (create.data) {
    return (
      <RecoveryKey
        recoveryKey={create.data.recoveryKey}
        workspace={create.data.info.name}
        doneLabel="Öppna arbetsytan"
        onDone={() => create.data && onOpened(create.data.info)}
      />
    )
  }

  const problems = {
    name: name.trim() === '' ? 'Ge arbetsytan ett namn.' : undefined,
    accountName: accountName.trim() === '' ? 'Skriv ditt namn.' : undefined,
    passphrase:
      passphrase.length < MIN_PASSPHRASE
        ? `Lösenfrasen behöver minst ${MIN_PASSPHRASE} tecken. Ta gärna flera ord.`
        : undefined,
    again: again === passphrase ? undefined : 'Fraserna är inte lika.',
  }
  const whole = Object.values(problems).every((problem) => problem === undefined)
  const shown = (problem: string | undefined) => (tried ? problem : undefined)

  return (
    <Form
      ref={form}
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (whole) create.mutate({ name, accountName, passphrase })
        else focusFirstError(form)
      }}
    >
      <h2>Skapa ny arbetsyta</h2>
      <TextField
        label="Arbetsytans namn"
        value={name}
        onChange={setName}
        error={shown(problems.name)}
        required
        autoFocus
      />
      <TextField
        label="Ditt namn"
        help="Står i historiken på det du gör."
        value={accountName}
        onChange={setAccountName}
        error={shown(problems.accountName)}
        required
      />
      <TextField
        label="Lösenfras"
        help={
          <>
            <span aria-live="polite">{lengthWords(passphrase.length)}</span> Utan den, eller
            återställningsnyckeln, kan ingen läsa filen.
          </>
        }
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        error={shown(problems.passphrase)}
        autoComplete="new-password"
        required
      />
      <TextField
        label="Lösenfras en gång till"
        type="password"
        value={again}
        onChange={setAgain}
        error={shown(problems.again)}
        autoComplete="new-password"
        required
      />
      <CapsLockHint />
      <Problem error={create.error} />
      <div className="actions">
        <Button type="submit" variant="primary" isDisabled={create.isPending}>
          {create.isPending ? 'Skapar …' : 'Välj plats och skapa'}
        </Button>
        <Button onPress={onBack}>Tillbaka</Button>
      </div>
    </Form>
  )
}
