import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LOG_READERS, type AuditRow } from '../../shared/audit/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, callCancellable, useJob, useRpc, type Out } from '../app/rpc.ts'
import { useMay, useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty, Loading, PageHead, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { CheckLog } from './CheckLog.tsx'
import { LogFilters } from './LogFilters.tsx'
import { LogTable } from './LogTable.tsx'
import { isEmptyFilter, useLogFilter, withKey } from './logState.ts'
import './audit.css'

const PAGE = 60

/** Who did what and when: to read, to filter, to prove and to take out for logguppföljning. */
export function LogPage() {
  const { filter, change } = useLogFilter()
  const [checking, setChecking] = useState(false)
  // Every act adds a row and none tells of it: the log is read anew each time one comes here.
  const overview = useRpc('audit.overview', {}, { staleTime: 0 })
  const mayFollowUp = useMay(LOG_READERS)
  const count = useRpc('audit.count', { filter }, { placeholderData: (old) => old, staleTime: 0 })
  const pages = useInfiniteQuery<Out<'audit.list'>, LardomError, AuditRow[], unknown[], number | null>({
    queryKey: ['audit.list', filter],
    queryFn: ({ pageParam, signal }) =>
      callCancellable('audit.list', { filter, before: pageParam, limit: PAGE }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.seq ?? null) : null),
    staleTime: 0,
    select: (data) => data.pages.flatMap((page) => page.rows),
  })

  // Where one sees one's own rows only, one's own name narrows nothing.
  const filtered = !isEmptyFilter(
    overview.data?.everyone === false ? withKey(filter, 'accountId', null) : filter,
  )
  const rows = pages.data ?? []
  const since = overview.data?.firstAt
  return (
    <div className="page">
      <PageHead
        title="Logg"
        // Others come here from their own account, and have no Logg in the menu.
        crumbs={mayFollowUp ? [] : [{ href: '/mitt-konto', label: 'Mitt konto' }]}
        lead={
          overview.data === undefined
            ? ''
            : overview.data.everyone
              ? `Allt som har ändrats, och varje gång en patients identitet har visats${since ? `, sedan ${longDate(swedishDay(new Date(since)))}` : ''}.`
              : 'Det du själv har gjort i arbetsytan. Andras rader ser den som har till uppgift att följa upp loggen.'
        }
      >
        {mayFollowUp ? (
          <>
            <ExportLog filter={filter} />
            <Button onPress={() => window.print()}>Skriv ut</Button>
            <Button variant="primary" onPress={() => setChecking(true)}>
              Kontrollera loggen
            </Button>
          </>
        ) : null}
      </PageHead>
      <LogFilters
        filter={filter}
        clearable={filtered}
        people={overview.data?.people ?? []}
        everyone={overview.data?.everyone ?? false}
        onChange={change}
      />
      <p className="audit-count" role="status">
        {count.data === undefined ? '' : countText(count.data.total, filtered)}
      </p>
      <Problem error={overview.error ?? count.error} />
      {pages.error ? (
        <Problem error={pages.error} retry={() => void pages.refetch()} />
      ) : pages.isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <NoRows filtered={filtered} onClear={() => change({})} />
      ) : (
        <LogTable
          rows={rows}
          footer={
            pages.hasNextPage ? (
              <div className="audit-more no-print">
                <Button isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
                  {pages.isFetchingNextPage ? 'Hämtar …' : 'Visa äldre rader'}
                </Button>
              </div>
            ) : null
          }
        />
      )}
      <Dialog wide title="Kontrollera loggen" open={checking} onClose={() => setChecking(false)}>
        <CheckLog onClose={() => setChecking(false)} />
      </Dialog>
    </div>
  )
}

function NoRows({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return filtered ? (
    <Empty title="Ingen rad passar filtret">
      <p>
        Ett ärendenummer skrivs helt, till exempel AVV-2026-000123. Då visas händelsen och allt som hänger på
        den: analyser, åtgärder, bilagor och patientens identitet.
      </p>
      <Button onPress={onClear}>Visa hela loggen</Button>
    </Empty>
  ) : (
    <Empty title="Här är det tomt än">
      <p>När du ändrar något i arbetsytan visas det här, med vad som stod före och efter.</p>
    </Empty>
  )
}

function ExportLog({ filter }: { filter: Parameters<typeof LogFilters>[0]['filter'] }) {
  const job = useJob('host.export-log')
  const { name } = useSession()
  const [error, setError] = useState<LardomError | null>(null)
  const write = async () => {
    setError(null)
    try {
      const suggestedName = `Logg ${name} ${swedishDay(new Date())}`.slice(0, 150)
      const done = await job.run({ filter, suggestedName })
      if (done === null) return
      tell(`${done.file.name} är sparad med ${formatNumber(done.rows)} rader.`, {
        label: 'Visa i mappen',
        run: () => {
          call('host.show-file', { token: done.file.token }).catch((failure: unknown) =>
            setError(asLardomError(failure)),
          )
        },
      })
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <>
      <Button isDisabled={job.running} onPress={() => void write()}>
        Exportera urvalet (CSV)
      </Button>
      {job.progress ? (
        <div className="audit-job">
          <ProgressBar {...job.progress} />
          <Button size="small" onPress={job.cancel}>
            Avbryt
          </Button>
        </div>
      ) : null}
      <Problem error={error} />
    </>
  )
}

function countText(total: number, filtered: boolean): string {
  const rows = total === 1 ? '1 rad' : `${formatNumber(total)} rader`
  return filtered ? `${rows} i urvalet` : rows
}
