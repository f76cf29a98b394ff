import { useState } from 'react'
import { Link } from 'wouter'
import type { CopyInfo } from '../../shared/backup/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob, useRpc } from '../app/rpc.ts'
import { useMay, useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty, Loading, Notice, PageHead, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { CopyTable } from './CopyTable.tsx'
import { copyTime, sizeText } from './copyWords.ts'
import { RestoreForm } from './RestoreForm.tsx'
import './backup.css'

/** The copies of the open workspace: what there is, one more, one elsewhere, and the way back. */
export function BackupPage() {
  // Copies come and go in a folder that others can reach: read anew each time one comes here.
  const list = useRpc('backup.list', {}, { staleTime: 0 })
  const make = useMake()
  const exporting = useExport()
  const [chosen, setChosen] = useState<CopyInfo | null>(null)
  const busy = make.running || exporting.running

  return (
    <div className="page">
      <PageHead
        title="Säkerhetskopior"
        lead={
          list.data
            ? `Krypterade, i mappen ”${list.data.folder}” bredvid arbetsytan.`
            : 'Krypterade, i en mapp bredvid arbetsytan.'
        }
      >
        <Button isDisabled={busy} onPress={() => exporting.run(null)}>
          Exportera arbetsytan
        </Button>
        <Button variant="primary" isDisabled={busy} onPress={make.run}>
          Säkerhetskopiera nu
        </Button>
      </PageHead>
      {make.running ? <Waiting job={make} label="Gör och kontrollerar säkerhetskopian" /> : null}
      {exporting.running ? <Waiting job={exporting} label="Exporterar och kontrollerar" /> : null}
      <Outcome error={make.error ?? exporting.error} />
      {list.data?.problem && !make.error ? (
        <Notice tone="danger" title="Den senaste säkerhetskopian kunde inte göras">
          <p>{list.data.problem}</p>
        </Notice>
      ) : null}
      <Problem error={list.error} retry={() => void list.refetch()} />
      {list.data === undefined ? (
        list.error ? null : (
          <Loading />
        )
      ) : list.data.copies.length === 0 ? (
        <Empty title="Ingen säkerhetskopia ännu">
          <p>
            Lärdom gör en när arbetsytan öppnas och varje timme när något har ändrats, och före sådant som kan
            gå fel: inläsning av en fil, ett nytt format, byte av nycklar.
          </p>
          <Button variant="primary" isDisabled={busy} onPress={make.run}>
            Gör den första nu
          </Button>
        </Empty>
      ) : (
        <>
          <Summary copies={list.data.copies} keepGigabytes={list.data.keepGigabytes} />
          <CopyTable copies={list.data.copies} busy={busy} onRestore={setChosen} onExport={exporting.run} />
        </>
      )}
      {chosen ? <RestoreDialog copy={chosen} onClose={() => setChosen(null)} /> : null}
    </div>
  )
}

function Summary({ copies, keepGigabytes }: { copies: readonly CopyInfo[]; keepGigabytes: number }) {
  const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0)
  const maySet = useMay(['administrator'])
  return (
    <div className="stack tight prose">
      <p>
        {formatNumber(copies.length)} {copies.length === 1 ? 'kopia' : 'kopior'}, {sizeText(bytes)} av högst{' '}
        {formatNumber(keepGigabytes)}&nbsp;GB{maySet ? ' (' : ''}
        {maySet ? <Link href="/sakerhet">ändra</Link> : null}
        {maySet ? ')' : ''}. Varje kopia öppnas och jämförs med arbetsytan innan den får sitt namn. De glesas
        ut med tiden: en i timmen för ett dygn, en om dagen för en månad, en i veckan för ett halvår.
      </p>
      <p className="soft">
        Kopiorna ligger på samma disk som arbetsytan. Exportera en till en annan plats ibland, så att den
        finns kvar om datorn försvinner eller disken går sönder.
      </p>
    </div>
  )
}

function Waiting({ job, label }: { job: { cancel: () => void }; label: string }) {
  return (
    <div className="stack tight">
      <ProgressBar label={label} done={0} total={1} />
      <div>
        <Button size="small" onPress={job.cancel}>
          Avbryt
        </Button>
      </div>
    </div>
  )
}

function Outcome({ error }: { error: LardomError | null }) {
  if (error?.code !== 'CANCELLED') return <Problem error={error} />
  return (
    <Notice live>
      <p>{error.message}</p>
    </Notice>
  )
}

function useMake() {
  const job = useJob('backup.make')
  const [error, setError] = useState<LardomError | null>(null)
  const run = () => {
    setError(null)
    job.run({}).then(
      ({ bytes, rows }) =>
        tell(`Säkerhetskopian är gjord och kontrollerad: ${formatNumber(rows)} rader, ${sizeText(bytes)}.`),
      (failure: unknown) => setError(asLardomError(failure)),
    )
  }
  return { run, running: job.running, cancel: job.cancel, error }
}

function useExport() {
  const job = useJob('host.export-backup')
  const { name } = useSession()
  const [error, setError] = useState<LardomError | null>(null)
  const run = (copy: CopyInfo | null) => {
    setError(null)
    const day = copy === null ? swedishDay(new Date()) : copy.at.slice(0, 10)
    const suggestedName = `${name.replace(/[<>:"/\\|?*]/g, ' ')} ${day}`.slice(0, 150)
    job.run({ copy: copy?.name ?? null, suggestedName }).then(
      (done) => {
        if (done === null) return
        tell(`${done.name} är exporterad och kontrollerad (${sizeText(done.bytes)}), med sin nyckelfil.`, {
          label: 'Visa i mappen',
          run: () => {
            call('host.show-file', { token: done.token }).catch((failure: unknown) =>
              setError(asLardomError(failure)),
            )
          },
        })
      },
      (failure: unknown) => setError(asLardomError(failure)),
    )
  }
  return { run, running: job.running, cancel: job.cancel, error }
}

function RestoreDialog({ copy, onClose }: { copy: CopyInfo; onClose: () => void }) {
  const job = useJob('backup.restore')
  const { isExample } = useSession()
  const [error, setError] = useState<LardomError | null>(null)
  const restore = (passphrase: string) => {
    setError(null)
    job.run({ copy: copy.name, passphrase }).then(
      () => {
        tell(`Arbetsytan är återställd, som den var ${copyTime(copy.at)}.`)
        onClose()
      },
      (failure: unknown) => setError(asLardomError(failure)),
    )
  }
  return (
    <Dialog
      open
      role="alertdialog"
      title={`Återställ kopian från ${copyTime(copy.at)}?`}
      onClose={() => {
        job.cancel()
        onClose()
      }}
    >
      <RestoreForm
        copy={copy}
        present
        example={isExample}
        inDialog
        running={job.running}
        progress={job.progress}
        error={error}
        onRestore={restore}
        onCancel={() => {
          job.cancel()
          onClose()
        }}
      />
    </Dialog>
  )
}
