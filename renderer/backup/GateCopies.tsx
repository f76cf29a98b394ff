import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { CopyInfo } from '../../shared/backup/contract.ts'
import type { ChosenFile } from '../../shared/host/contract.ts'
import type { ErrorCode, LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Empty, Loading, Notice, Problem } from '../ui/parts.tsx'
import { CopyTable } from './CopyTable.tsx'
import { copyTime } from './copyWords.ts'
import { RestoreForm } from './RestoreForm.tsx'
import './backup.css'

/** The database may be whole: only its keyring has to be fetched. */
const KEYRING_LOST: ReadonlySet<ErrorCode> = new Set([
  'KEYRING_MISSING',
  'KEYRING_DAMAGED',
  'KEYRING_FOREIGN',
])
const RESTORABLE: ReadonlySet<ErrorCode> = new Set([
  ...KEYRING_LOST,
  'DB_DAMAGED',
  'FILE_MISSING',
  'NOT_A_WORKSPACE',
  'COPY_CHOSEN',
  'MIGRATION_FAILED',
])

/** True for what a copy can help with: then the way back is shown beside the words. */
export function copyCanHelp(error: LardomError | null): boolean {
  return error !== null && RESTORABLE.has(error.code)
}

/** The way back for a workspace that cannot be opened, or that one wants as it was. */
export function GateCopies({
  file,
  why,
  onOpened,
  onBack,
}: {
  file: ChosenFile
  /** Why it could not be opened; null when the person came here without trying. */
  why: LardomError | null
  onOpened: (info: WorkspaceInfo) => void
  onBack: () => void
}) {
  const list = useRpc('host.list-backups', { token: file.token }, { staleTime: 0 })
  const [chosen, setChosen] = useState<CopyInfo | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The form it took the place of had the focus; a chosen copy's own form takes it.
    if (!chosen) heading.current?.focus()
  }, [chosen])
  const { data } = list
  const name = data?.workspace ?? file.name
  const rescuable = why !== null && KEYRING_LOST.has(why.code) && (data?.keyrings ?? 0) > 0

  if (chosen) {
    return (
      <section className="card stack" aria-labelledby="kopia">
        <h2 id="kopia">
          Återställ {name} från {copyTime(chosen.at)}?
        </h2>
        <Restore
          file={file}
          copy={chosen}
          present={data?.present ?? true}
          onOpened={onOpened}
          onCancel={() => setChosen(null)}
        />
      </section>
    )
  }
  return (
    <section className="card stack" aria-labelledby="kopior">
      <div>
        <h2 id="kopior" ref={heading} tabIndex={-1}>
          Säkerhetskopior av {name}
        </h2>
        <p className="soft small">{file.folder}</p>
      </div>
      {why ? (
        <Notice tone="warning">
          <p>{why.message}</p>
        </Notice>
      ) : data && !data.present ? (
        <Notice tone="warning">
          <p>
            Filen {name} finns inte där den låg. Kontrollera först om enheten den ligger på är ansluten;
            annars kan den återställas härifrån.
          </p>
        </Notice>
      ) : null}
      {rescuable ? <RescueKeyring file={file} onOpened={onOpened} /> : null}
      <Problem error={list.error} retry={() => void list.refetch()} />
      {data === undefined ? (
        list.error ? null : (
          <Loading />
        )
      ) : data.copies.length === 0 ? (
        <Empty title="Inga säkerhetskopior hittades">
          <p>
            De brukar ligga i mappen ”{name}-kopior” bredvid arbetsytan. Har du exporterat en till en annan
            plats, gå tillbaka och välj Öppna befintlig.
          </p>
        </Empty>
      ) : (
        <>
          {rescuable ? <h3>Eller återställ hela arbetsytan</h3> : null}
          <CopyTable copies={data.copies} onRestore={setChosen} />
        </>
      )}
      <div className="actions">
        <Button onPress={onBack}>Tillbaka</Button>
      </div>
    </section>
  )
}

function Restore({
  file,
  copy,
  present,
  onOpened,
  onCancel,
}: {
  file: ChosenFile
  copy: CopyInfo
  present: boolean
  onOpened: (info: WorkspaceInfo) => void
  onCancel: () => void
}) {
  const job = useJob('host.restore-backup')
  const [error, setError] = useState<LardomError | null>(null)
  return (
    <RestoreForm
      copy={copy}
      present={present}
      running={job.running}
      progress={job.progress}
      error={error}
      onRestore={(passphrase) => {
        setError(null)
        job
          .run({ token: file.token, copy: copy.name, passphrase })
          .then(onOpened, (failure: unknown) => setError(asLardomError(failure)))
      }}
      onCancel={() => {
        job.cancel()
        onCancel()
      }}
    />
  )
}

/** Only the keyring is gone: nothing of the work is lost, so this comes before a restore. */
function RescueKeyring({ file, onOpened }: { file: ChosenFile; onOpened: (info: WorkspaceInfo) => void }) {
  const job = useJob('host.rescue-keyring')
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<LardomError | null>(null)
  const inField = error?.code === 'NO_KEYRING_COPY' || error?.code === 'INPUT_INVALID'
  return (
    <Form
      className="stack tight backup-rescue"
      onSubmit={(event) => {
        event.preventDefault()
        setError(null)
        job
          .run({ token: file.token, passphrase })
          .then(onOpened, (failure: unknown) => setError(asLardomError(failure)))
      }}
    >
      <h3>Hämta bara nyckelfilen</h3>
      <p>
        Kopiorna har var sin nyckelfil. Den nyaste som din lösenfras öppnar läggs på plats, och arbetsytan
        öppnas som den är, med allt som är skrivet.
      </p>
      <TextField
        label="Lösenfras"
        help="Som administratör eller chefläkare. Återställningsnyckeln går också bra."
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        error={inField ? error.message : undefined}
        autoComplete="current-password"
        required
      />
      {inField ? null : <Problem error={error} />}
      <div className="actions">
        <Button type="submit" variant="primary" isDisabled={job.running}>
          {job.running ? 'Hämtar …' : 'Hämta nyckelfilen och öppna'}
        </Button>
      </div>
    </Form>
  )
}
