import { useState } from 'react'
import { Form } from 'react-aria-components'
import { settingsSchema, type Settings } from '../../shared/account/settings.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { longDate, swedishClock, swedishDay } from '../../shared/time/dates.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useCommand, useJob, useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { REASONS } from '../../shared/backup/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { CheckLog } from '../audit/CheckLog.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { NumberField, TextField } from '../ui/fields.tsx'
import { Loading, Notice, PageHead, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { RecoveryKey } from './RecoveryKey.tsx'
import './account.css'
import '../audit/audit.css'

/** What the administrator sets and looks after for the whole workspace. */
export function SecurityPage() {
  const session = useSession()
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null)
  return (
    <div className="page">
      <PageHead title="Säkerhet" lead="Det som skyddar arbetsytan, och som gäller alla i den." />
      {recoveryKey === null ? (
        <>
          <SettingsCard />
          <CopiesCard />
          <AnchorCard />
          <KeysCard onRecoveryKey={setRecoveryKey} />
        </>
      ) : (
        <RecoveryKey
          recoveryKey={recoveryKey}
          workspace={session.name}
          doneLabel="Klar"
          onDone={() => setRecoveryKey(null)}
        />
      )}
    </div>
  )
}

function SettingsCard() {
  const settings = useRpc('account.settings-get', {})
  return (
    <section className="card" aria-labelledby="installningar">
      <h2 id="installningar">Lås och säkerhetskopior</h2>
      {settings.error ? <Problem error={settings.error} retry={() => void settings.refetch()} /> : null}
      {settings.data ? <SettingsForm key={JSON.stringify(settings.data)} saved={settings.data} /> : null}
      {settings.data === undefined && !settings.error ? <Loading /> : null}
    </section>
  )
}

function SettingsForm({ saved }: { saved: Settings }) {
  const [idle, setIdle] = useState<number | null>(saved.idleLockMinutes)
  const [keep, setKeep] = useState<number | null>(saved.backupKeepGigabytes)
  const [tried, setTried] = useState(false)
  const save = useCommand('account.settings-save')
  const wanted = settingsSchema.safeParse({ idleLockMinutes: idle, backupKeepGigabytes: keep })
  const problem = (field: keyof Settings) =>
    tried && !wanted.success
      ? wanted.error.issues.find((issue) => issue.path[0] === field)?.message
      : undefined
  return (
    <Form
      className="stack account-narrow"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (wanted.success) {
          save.mutate(wanted.data, { onSuccess: () => tell('Inställningarna är sparade.') })
        }
      }}
    >
      <div className="form-grid">
        <NumberField
          label="Lås efter minuter utan aktivitet"
          help="1–120. Arbetsytan låses också när datorn går i vila."
          value={idle}
          onChange={setIdle}
          min={1}
          max={120}
          error={problem('idleLockMinutes')}
        />
        <NumberField
          label="Säkerhetskopior får ta, GB"
          help="De äldsta glesas ut när utrymmet är fullt."
          value={keep}
          onChange={setKeep}
          min={1}
          max={500}
          error={problem('backupKeepGigabytes')}
        />
      </div>
      <Problem error={save.error} />
      <div className="actions">
        <Button type="submit" variant="primary" isDisabled={save.isPending}>
          {save.isPending ? 'Sparar …' : 'Spara'}
        </Button>
      </div>
    </Form>
  )
}

/** How long ago the workspace was last copied, in plain sight of the one who answers for it. */
function CopiesCard() {
  const list = useRpc('backup.list', {}, { staleTime: 0 })
  const newest = list.data?.copies[0]
  return (
    <section className="card stack" aria-labelledby="kopior">
      <h2 id="kopior">Senaste säkerhetskopia</h2>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.problem ? (
        <Notice tone="danger" title="Den senaste kopian kunde inte göras">
          <p>{list.data.problem}</p>
        </Notice>
      ) : null}
      {list.data === undefined ? null : newest === undefined ? (
        <p>
          Ingen kopia är tagen ännu. Lärdom tar en när arbetsytan öppnas, och varje timme när något har
          ändrats.
        </p>
      ) : (
        <p>
          {newest.at.slice(0, 16)}, {REASONS[newest.reason].toLocaleLowerCase('sv')}. Den är öppnad och
          kontrollerad. {formatNumber(list.data.copies.length)}{' '}
          {list.data.copies.length === 1 ? 'kopia' : 'kopior'} finns i {list.data.folder}.
        </p>
      )}
    </section>
  )
}

/** The log's newest row as something to keep outside the computer. */
function AnchorCard() {
  const anchor = useRpc('audit.anchor', {}, { staleTime: 0 })
  const [checking, setChecking] = useState(false)
  return (
    <section className="card stack" aria-labelledby="ankare">
      <h2 id="ankare">Loggens ankare</h2>
      <p className="prose">
        Varje rad i loggen bär ett fingeravtryck av alla rader före den. Skriv ned ankaret, eller skriv ut
        sidan, och förvara det utanför datorn, till exempel en gång i månaden. Då kan du visa att loggen är
        densamma som då, även om någon har haft filens nyckel.
      </p>
      {anchor.error ? <Problem error={anchor.error} retry={() => void anchor.refetch()} /> : null}
      {anchor.data ? (
        <div>
          <p className="audit-anchor account-anchor">{anchor.data.text}</p>
          <p className="soft small">
            Den senaste raden, från {swedishClock(new Date(anchor.data.at)).slice(0, 16)}
          </p>
        </div>
      ) : null}
      <div className="actions no-print">
        <Button onPress={() => setChecking(true)}>Kontrollera loggen mot ett ankare</Button>
        <Button onPress={() => window.print()}>Skriv ut</Button>
      </div>
      <Dialog wide title="Kontrollera loggen" open={checking} onClose={() => setChecking(false)}>
        <CheckLog onClose={() => setChecking(false)} />
      </Dialog>
    </section>
  )
}

function KeysCard({ onRecoveryKey }: { onRecoveryKey: (key: string) => void }) {
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
          <p>Ett konto är borttaget, men filen är ännu krypterad med den nyckel som kontot kände.</p>
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
