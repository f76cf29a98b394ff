import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { AccountRow } from '../../shared/account/accounts.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob, useRpc } from '../app/rpc.ts'
import { logAddress } from '../audit/logState.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Empty, Loading, Notice, PageHead, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { AccountForm, type AccountFields } from './AccountForm.tsx'
import { TemporarySlip } from './TemporarySlip.tsx'
import './account.css'

/** One account: its name and roles, a new temporary passphrase, and its removal. */
export function EditAccountPage() {
  const { id } = useParams<{ id: string }>()
  const list = useRpc('account.list', {})
  const account = list.data?.accounts.find((row) => row.id === decodeURIComponent(id))
  if (list.error) return <Problem error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  if (!account || account.removedAt !== null) {
    return (
      <div className="page">
        <PageHead title="Konto" crumbs={[{ href: '/konton', label: 'Konton' }]} />
        <Empty title="Kontot finns inte längre">
          <p>Det är borttaget. Gå tillbaka till listan.</p>
        </Empty>
      </div>
    )
  }
  return <EditAccount key={account.id} account={account} />
}

function EditAccount({ account }: { account: AccountRow }) {
  const [, navigate] = useLocation()
  const update = useJob('account.update')
  const [error, setError] = useState<LardomError | null>(null)
  const [slip, setSlip] = useState<string | null>(null)

  const save = async (fields: AccountFields) => {
    setError(null)
    try {
      await update.run({ id: account.id, ...fields })
      navigate('/konton')
      // One's own name and roles are what the whole window is made for.
      if (account.isSelf) window.location.reload()
      else tell(`${fields.name} är sparat.`)
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }

  return (
    <div className="page">
      <PageHead title={account.name} crumbs={[{ href: '/konton', label: 'Konton' }]}>
        <Button onPress={() => navigate(logAddress({ accountId: account.id }))}>Visa i loggen</Button>
      </PageHead>
      {slip === null ? (
        <>
          <AccountForm
            initial={account}
            submitLabel={update.running ? 'Sparar …' : 'Spara'}
            busy={update.running}
            error={error}
            onSubmit={(fields) => void save(fields)}
          />
          {account.isSelf ? null : <Further account={account} onReset={setSlip} />}
        </>
      ) : (
        <TemporarySlip name={account.name} passphrase={slip} onDone={() => setSlip(null)} />
      )}
    </div>
  )
}

/** What one does to somebody else's account, and never to one's own. */
function Further({ account, onReset }: { account: AccountRow; onReset: (passphrase: string) => void }) {
  const [asking, setAsking] = useState<'reset' | 'remove' | null>(null)
  return (
    <section className="card stack" aria-labelledby="mer">
      <h2 id="mer">Mer om kontot</h2>
      <div className="account-further">
        <p>Om {account.name} har glömt sin lösenfras: gör en ny tillfällig. Den gamla slutar gälla genast.</p>
        <Button onPress={() => setAsking('reset')}>Ny tillfällig lösenfras</Button>
      </div>
      <div className="account-further">
        <p>Om {account.name} inte längre ska kunna öppna arbetsytan: ta bort kontot.</p>
        <Button variant="danger" onPress={() => setAsking('remove')}>
          Ta bort kontot
        </Button>
      </div>
      <ResetDialog
        account={account}
        open={asking === 'reset'}
        onClose={() => setAsking(null)}
        onReset={onReset}
      />
      <RemoveDialog account={account} open={asking === 'remove'} onClose={() => setAsking(null)} />
    </section>
  )
}

function ResetDialog({
  account,
  open,
  onClose,
  onReset,
}: {
  account: AccountRow
  open: boolean
  onClose: () => void
  onReset: (passphrase: string) => void
}) {
  const reset = useJob('account.reset-passphrase')
  const [error, setError] = useState<LardomError | null>(null)
  const run = async () => {
    setError(null)
    try {
      const { temporaryPassphrase } = await reset.run({ id: account.id })
      onClose()
      onReset(temporaryPassphrase)
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <Dialog title="Ny tillfällig lösenfras" open={open} onClose={onClose}>
      <p>
        {account.name} kan sedan bara låsa upp arbetsytan med den nya frasen, och väljer en egen första
        gången. Försäkra dig om att det är rätt person som ber om det.
      </p>
      <Problem error={error} />
      <DialogActions>
        <Button onPress={onClose}>Avbryt</Button>
        <Button variant="primary" isDisabled={reset.running} onPress={() => void run()}>
          {reset.running ? 'Gör en ny …' : 'Gör en ny'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function RemoveDialog({
  account,
  open,
  onClose,
}: {
  account: AccountRow
  open: boolean
  onClose: () => void
}) {
  const [, navigate] = useLocation()
  const remove = useJob('account.remove')
  const [error, setError] = useState<LardomError | null>(null)
  const run = async () => {
    setError(null)
    try {
      const { rotated, problem } = await remove.run({ id: account.id })
      onClose()
      navigate('/konton')
      tell(
        rotated
          ? `${account.name} är borttaget, och filen har fått en ny nyckel.`
          : `${account.name} är borttaget. Filens nyckel kunde inte bytas: ${problem ?? ''} Försök igen på sidan Säkerhet.`,
      )
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Ta bort ${account.name}?`}
      open={open}
      onClose={remove.running ? () => undefined : onClose}
    >
      <div className="stack">
        <ul className="account-consequences">
          <li>{account.name} kan inte längre öppna arbetsytan.</li>
          <li>Filen krypteras om med en ny nyckel. Det kan ta en stund när filen är stor.</li>
          <li>Det personen har gjort står kvar, med namn, i ärendena och i loggen.</li>
        </ul>
        <Notice tone="warning">
          <p>
            Säkerhetskopior som redan är tagna kan fortfarande öppnas med personens gamla lösenfras, av den
            som kommer åt dem. Ta en ny kopia efteråt, och ta bort gamla som har lämnat datorn.
          </p>
        </Notice>
        {remove.running ? (
          <ProgressBar
            label={remove.progress?.label ?? 'Tar bort kontot'}
            done={remove.progress?.done ?? 0}
            total={remove.progress?.total ?? 1}
          />
        ) : null}
        <Problem error={error} />
      </div>
      <DialogActions>
        <Button isDisabled={remove.running} onPress={onClose}>
          Behåll kontot
        </Button>
        <Button variant="danger" isDisabled={remove.running} onPress={() => void run()}>
          {remove.running ? 'Tar bort …' : 'Ta bort kontot'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
