import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { ArrowUpDown } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Incident } from '../../shared/incident/contract.ts'
import { isClosed } from '../../shared/incident/status.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { SECTION_KEYS, SECTIONS, type Section } from '../../shared/triage/codes.ts'
import type { InboxRow, TypeSuggestion } from '../../shared/triage/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useAddressParam } from '../app/addressParams.ts'
import { call, callCancellable, useCommand, useRpc, type Out } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Loading, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { useHandlers } from './AssignPicker.tsx'
import { BulkActions } from './BulkActions.tsx'
import { CasePane } from './CasePane.tsx'
import { DuplicatesView } from './DuplicatesView.tsx'
import { InboxList, type LineKey } from './InboxList.tsx'
import { focusFeedback } from './focusFeedback.ts'
import { InboxEmpty, KeyHelp, SectionLead } from './InboxWords.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { PlaceFilter } from './PlaceFilter.tsx'
import { RejectDialog } from './RejectDialog.tsx'
import { events } from './labels.ts'
import { tellBulk } from './undoBulk.ts'
import './triage.css'

const PARTS = [...SECTION_KEYS, 'dubbletter'] as const
type Part = (typeof PARTS)[number]
const PART_TITLES: Readonly<Record<Part, string>> = { ...SECTIONS, dubbletter: 'Möjliga dubbletter' }
const ORDERS = { oldest: 'Äldst först', newest: 'Nyast först' } as const
type Order = keyof typeof ORDERS

/** What waits for somebody: read, sorted and handed on without leaving the list. */
export function InboxPage() {
  const [partParam, setPart] = useAddressParam('inkorg')
  const [unitParam, setUnit] = useAddressParam('inkorg-enhet')
  const part: Part = PARTS.find((key) => key === partParam) ?? 'nya'
  const unitId = Number(unitParam) || null
  const counts = useRpc('triage.counts', unitId === null ? {} : { unitId })
  return (
    <div className="page fill triage-page">
      <PageHead title="Inkorg">
        <PlaceFilter value={unitId} onChange={(id) => setUnit(id === null ? null : String(id))} />
      </PageHead>
      <Problem error={counts.error} retry={() => void counts.refetch()} />
      <nav aria-label="Delar av inkorgen">
        <ul className="triage-parts">
          {PARTS.map((key) => (
            <li key={key}>
              <button
                type="button"
                className="triage-part"
                aria-current={key === part ? 'true' : undefined}
                onClick={() => setPart(key === 'nya' ? null : key)}
              >
                <span>{PART_TITLES[key]}</span>
                {key === 'dubbletter' || !counts.data ? null : (
                  <span className="numeric triage-part-count">{formatNumber(counts.data.sections[key])}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {part === 'dubbletter' ? (
        <div className="triage-scroll">
          <DuplicatesView key={unitId} unitId={unitId} />
        </div>
      ) : (
        <SectionView
          key={`${part} ${unitId}`}
          section={part}
          unitId={unitId}
          stillDays={counts.data?.stillDays}
        />
      )}
    </div>
  )
}

/** Where one stood in each part, so that going back from a case comes to the same line. */
const lastLine = new Map<Section, { readonly id: number; readonly at: number }>()

function SectionView({
  section,
  unitId,
  stillDays,
}: {
  section: Section
  unitId: number | null
  stillDays: number | undefined
}) {
  const [orderParam, setOrder] = useAddressParam('inkorg-ordning')
  const order: Order = orderParam === 'newest' ? 'newest' : 'oldest'
  const pages = useInfiniteQuery<Out<'triage.inbox'>, LardomError, InboxRow[], unknown[], string | null>({
    queryKey: ['triage.inbox', section, unitId, order],
    queryFn: ({ pageParam, signal }) =>
      callCancellable(
        'triage.inbox',
        { section, order, cursor: pageParam, ...(unitId === null ? {} : { unitId }) },
        signal,
      ),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.rows),
  })
  const rows = useMemo(() => pages.data ?? [], [pages.data])
  const { current, setCurrent } = useCurrent(section, rows)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const suggestions = useSuggestions(rows, current)
  // A case that has left the list is no longer chosen.
  const stillChosen = useMemo(
    () => rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
    [rows, chosen],
  )
  const [rejecting, setRejecting] = useState<Incident | null>(null)
  const pane = useRef<HTMLElement>(null)
  const [merging, setMerging] = useState<InboxRow | null>(null)
  const [, navigate] = useLocation()
  const open = (id: number) => {
    navigate(`/handelse/${id}`)
    if (section === 'aterkoppling') focusFeedback()
  }
  const acts = useLineKeys(rows, current, pane, { open, reject: setRejecting, merge: setMerging })

  if (pages.error) return <Problem error={pages.error} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Loading />
  const next = () => {
    const at = rows.findIndex(({ id }) => id === current)
    const after = rows[at + 1] ?? rows[0]
    if (after) setCurrent(after.id)
  }
  return (
    <>
      <SectionLead section={section} stillDays={stillDays} />
      {rows.length === 0 ? (
        <InboxEmpty section={section} />
      ) : (
        <div className="triage-desk">
          <div className="triage-side">
            <div className="triage-bar">
              {stillChosen.length > 0 ? (
                <>
                  <strong className="small">{events(stillChosen.length)} valda</strong>
                  <BulkActions target={{ ids: stillChosen }} onDone={() => setChosen(new Set())} />
                  <Button size="small" variant="quiet" onPress={() => setChosen(new Set())}>
                    Avmarkera
                  </Button>
                </>
              ) : (
                <>
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => setChosen(new Set(rows.map(({ id }) => id)))}
                  >
                    Markera alla {formatNumber(rows.length)}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Ordning: ${ORDERS[order]}. Byt.`}
                    onPress={() => setOrder(order === 'oldest' ? 'newest' : null)}
                  >
                    <ArrowUpDown size={16} aria-hidden /> {ORDERS[order]}
                  </Button>
                  <KeyHelp />
                </>
              )}
            </div>
            <InboxList
              label={SECTIONS[section]}
              rows={rows}
              current={current}
              onCurrent={setCurrent}
              chosen={new Set(stillChosen)}
              onChosen={setChosen}
              onKey={acts}
              suggestions={suggestions}
              stillSince={section === 'stilla'}
            />
            {pages.hasNextPage ? (
              <Button
                size="small"
                isDisabled={pages.isFetchingNextPage}
                onPress={() => void pages.fetchNextPage()}
              >
                Visa fler
              </Button>
            ) : null}
          </div>
          {current === null ? null : (
            <CasePane
              key={current}
              id={current}
              paneRef={pane}
              feedback={section === 'aterkoppling'}
              onOpen={open}
              onNext={next}
              onReject={setRejecting}
            />
          )}
        </div>
      )}
      <MergeDialog of={merging} onClose={() => setMerging(null)} />
      <RejectDialog
        incident={rejecting}
        onClose={() => setRejecting(null)}
        onDone={() => setRejecting(null)}
      />
    </>
  )
}

/** The line one stands on. When it leaves the list, the one that took its place is current. */
function useCurrent(section: Section, rows: readonly InboxRow[]) {
  const [line, setLine] = useState(lastLine.get(section) ?? { id: 0, at: 0 })
  const row = rows.find(({ id }) => id === line.id) ?? rows[Math.min(line.at, rows.length - 1)]
  const setCurrent = (id: number) => {
    const next = { id, at: rows.findIndex((other) => other.id === id) }
    lastLine.set(section, next)
    setLine(next)
  }
  return { current: row?.id ?? null, setCurrent }
}

const ROUND = 10

/** Suggestions for the lines so far looked at and the next few; some at a time, so that nothing else waits for them. */
function useSuggestions(
  rows: readonly InboxRow[],
  current: number | null,
): ReadonlyMap<number, TypeSuggestion> {
  const at = rows.findIndex(({ id }) => id === current)
  const ids = rows
    .slice(0, Math.ceil((at + 1 + ROUND) / ROUND) * ROUND)
    .filter(({ harm }) => harm === 'ej_bedomd')
    .map(({ id }) => id)
  const rounds = Array.from({ length: Math.ceil(ids.length / ROUND) }, (_, n) =>
    ids.slice(n * ROUND, (n + 1) * ROUND),
  )
  return useQueries({
    queries: rounds.map((round) => ({
      queryKey: ['triage.suggest-rows', { ids: round }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callCancellable('triage.suggest-rows', { ids: round }, signal),
      staleTime: 60_000,
    })),
    combine: bySuggestedCase,
  })
}

function bySuggestedCase(
  results: readonly { readonly data: Out<'triage.suggest-rows'> | undefined }[],
): ReadonlyMap<number, TypeSuggestion> {
  return new Map(
    results.flatMap(({ data }) =>
      (data ?? []).flatMap(({ id, suggestion }) => (suggestion ? [[id, suggestion] as const] : [])),
    ),
  )
}

/** What the keys of a line do: the same as the buttons beside it. */
function useLineKeys(
  rows: readonly InboxRow[],
  current: number | null,
  pane: React.RefObject<HTMLElement | null>,
  ask: { open: (id: number) => void; reject: (incident: Incident) => void; merge: (row: InboxRow) => void },
) {
  const [, navigate] = useLocation()
  const me = useHandlers().find(({ isMe }) => isMe)
  const assign = useCommand('triage.assign')
  const row = rows.find(({ id }) => id === current)
  return (key: LineKey) => {
    if (!row) return
    if (key === 'open') ask.open(row.id)
    if (key === 'assess') {
      if (isClosed(row.status)) tell('Ärendet är stängt. Öppna det för att återöppna det.')
      else navigate(`/handelse/${row.id}/bedom`)
    }
    if (key === 'assign') openField(pane, 'assign')
    if (key === 'type') openField(pane, 'type')
    if (key === 'merge') ask.merge(row)
    if (key === 'mine' && me) {
      assign.mutate(
        { items: [{ id: row.id, version: row.version }], to: me.id },
        { onSuccess: tellBulk, onError: (error) => tell(error.message) },
      )
    }
    if (key === 'reject') {
      if (row.status !== 'inkommen' && row.status !== 'bedomd')
        tell('Ärendet kan inte avvisas i den här statusen.')
      else {
        call('incident.get', { id: row.id })
          .then(ask.reject)
          .catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)))
      }
    }
  }
}

/** Opens one of the pane's lists to choose from; Escape in it comes back to it, Shift+Tab to the lines. */
function openField(pane: React.RefObject<HTMLElement | null>, name: 'assign' | 'type'): void {
  const button = pane.current?.querySelector(`[data-triage="${name}"] button`)
  if (button instanceof HTMLElement) {
    button.focus()
    button.click()
  }
}
