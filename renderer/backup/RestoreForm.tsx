import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import type { CopyInfo } from '../../shared/backup/contract.ts'
import { SPECIAL_DAYS } from '../../shared/backup/thinning.ts'
import { EXAMPLE_PASSPHRASE } from '../../shared/example/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import type { JobProgress } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Problem, ProgressBar } from '../ui/parts.tsx'

/** What a restore does, said before it is done, and the passphrase that shows that one may. */
export function RestoreForm({
  copy,
  present,
  example = false,
  inDialog = false,
  running,
  progress,
  error,
  onRestore,
  onCancel,
}: {
  copy: CopyInfo
  /** There is a workspace to replace. */
  present: boolean
  /** Of the example, whose passphrase is no secret. */
  example?: boolean
  /** A dialog's buttons stand as in every other dialog. */
  inDialog?: boolean
  running: boolean
  progress: JobProgress | null
  error: LardomError | null
  onRestore: (passphrase: string) => void
  onCancel: () => void
}) {
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const wrong = error?.code === 'BACKUP_PASSPHRASE' || error?.code === 'INPUT_INVALID'
  const missing = tried && passphrase === '' ? 'Skriv lösenfrasen.' : undefined
  const restore = (
    <Button type="submit" variant="danger" isDisabled={running}>
      {running ? 'Återställer …' : 'Återställ'}
    </Button>
  )
  const cancel = <Button onPress={onCancel}>Avbryt</Button>
  return (
    <Form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (passphrase === '') focusFirstError(form)
        else onRestore(passphrase)
      }}
    >
      <ul className="backup-consequences">
        <li>Arbetsytan blir som den var då. Det som har skrivits efter det finns inte med.</li>
        {present ? (
          <li>
            Den nuvarande arbetsytan kastas inte: den läggs bland kopiorna och kan återställas på samma sätt i{' '}
            {SPECIAL_DAYS} dagar.
          </li>
        ) : null}
        <li>
          Konton, behörigheter och lösenfraser blir de som gällde då. Den vars konto har tagits bort sedan
          dess har det igen.
        </li>
        {copy.reason === 'ersatt' ? (
          <li>Den här kopian flyttades undan som den var. Den kontrolleras innan något byts ut.</li>
        ) : null}
      </ul>
      <TextField
        label="Lösenfras som gällde då"
        help={
          example
            ? `Exempeldatas lösenfras är ”${EXAMPLE_PASSPHRASE}”.`
            : 'Din egen när kopian gjordes, som administratör eller chefläkare. Återställningsnyckeln från då går också bra.'
        }
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        error={missing ?? (wrong ? error.message : undefined)}
        autoComplete="current-password"
        autoFocus
        required
      />
      {wrong ? null : <Problem error={error} />}
      {running ? (
        <ProgressBar
          label={progress?.label ?? 'Kontrollerar säkerhetskopian'}
          done={progress?.done ?? 0}
          total={progress?.total ?? 3}
        />
      ) : null}
      {inDialog ? (
        <DialogActions>
          {cancel}
          {restore}
        </DialogActions>
      ) : (
        <div className="actions">
          {restore}
          {cancel}
        </div>
      )}
    </Form>
  )
}
