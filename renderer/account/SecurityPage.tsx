import { useState } from 'react'
import { Form } from 'react-aria-components'
import { settingsSchema, type Settings } from '../../shared/account/settings.ts'
import { swedishClock } from '../../shared/time/dates.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { CheckLog } from '../audit/CheckLog.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField } from '../ui/fields.tsx'
import { Loading, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { CopiesCard } from './CopiesCard.tsx'
import { KeysCard } from './KeysCard.tsx'
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
          label="Minuter utan aktivitet innan arbetsytan låses"
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
