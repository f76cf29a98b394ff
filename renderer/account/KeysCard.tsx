import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { LardomError } from '../../shared/rpc/error.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob, useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Notice, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** The recovery key and the file's own key, made anew. */
export function KeysCard({ onRecoveryKey }: { onRecoveryKey: (key: string) => void }) {
  const list = useRpc('account.list', {}, { staleTime: 0 })
  const rotate = useJob('account.rotate-key')
  const [error, setError] = useState<LardomError | null>(null)
  const [asking, setAsking] = useState(false)
  const run = async () => {
    setError(null)
    try {
      await rotate.run({})
      tell('Filen har fått en ny nyckel.')
      await list.refetch()
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <section className="card stack no-print" aria-labelledby="nycklar">
      <h2 id="nycklar">Nycklar</h2>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.rotationDue ? (
        <Notice tone="warning" title="Filens nyckel behöver bytas">
          <p>
            Ett konto har tagits bort eller återställningsnyckeln bytts. Den som har kvar en gammal nyckelfil,
            och det som öppnade den, kan läsa filen tills dess nyckel är bytt.
          </p>
        </Notice>
      ) : null}
      <div className="account-further">
        <p>
          Återställningsnyckeln öppnar arbetsytan när en lösenfras är glömd.
          {list.data
            ? ` Den gjordes ${longDate(swedishDay(new Date(list.data.recoveryKeyMadeAt)))}.`
            : ''}{' '}
          Gör en ny om papperet är borta eller någon obehörig kan ha sett det; den gamla slutar gälla.
        </p>
        <Button onPress={() => setAsking(true)}>Ny återställningsnyckel</Button>
      </div>
      <div className="account-further">
        <p>
          Filen krypteras om med en ny nyckel, utan att någons lösenfras ändras.
          {list.data && list.data.rotatedAt !== null
            ? ` Det gjordes senast ${longDate(swedishDay(new Date(list.data.rotatedAt)))}.`
            : ''}{' '}
          Det görs av sig självt när ett konto tas bort.
        </p>
        <Button isDisabled={rotate.running} onPress={() => void run()}>
          {rotate.running ? 'Byter …' : 'Byt filens nyckel'}
        </Button>
      </div>
      {rotate.running ? (
        <div className="account-further">
          <ProgressBar
            label={rotate.progress?.label ?? 'Byter nyckel'}
            done={rotate.progress?.done ?? 0}
            total={rotate.progress?.total ?? 1}
          />
          <Button size="small" onPress={rotate.cancel}>
            Avbryt
          </Button>
        </div>
      ) : null}
      <Problem error={error} />
      <NewRecoveryKey open={asking} onClose={() => setAsking(false)} onMade={onRecoveryKey} />
    </section>
  )
}

function NewRecoveryKey({
  open,
  onClose,
  onMade,
}: {
  open: boolean
  onClose: () => void
  onMade: (key: string) => void
}) {
  const { openedWith } = useSession()
  const make = useJob('account.new-recovery-key')
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<LardomError | null>(null)
  const run = async () => {
    setError(null)
    try {
      const { recoveryKey } = await make.run({ passphrase })
      setPassphrase('')
      onClose()
      onMade(recoveryKey)
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  const wrong =
    error?.code === 'WRONG_PASSPHRASE' || error?.code === 'INPUT_INVALID' ? error.message : undefined
  return (
    <Dialog title="Ny återställningsnyckel" open={open} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <p>Den nya nyckeln visas en gång. Den gamla slutar gälla, också om den ligger i ett kassaskåp.</p>
        <TextField
          label={openedWith === 'recovery' ? 'Återställningsnyckeln som gäller nu' : 'Din lösenfras'}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          error={wrong}
          autoFocus
          required
        />
        {wrong === undefined ? <Problem error={error} /> : null}
        <DialogActions>
          <Button onPress={onClose}>Avbryt</Button>
          <Button type="submit" variant="primary" isDisabled={make.running}>
            {make.running ? 'Gör en ny …' : 'Gör en ny nyckel'}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
