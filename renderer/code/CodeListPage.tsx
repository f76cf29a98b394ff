import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import {
  CODE_LISTS,
  CODE_LIST_NAMES,
  FIXED_UPPER,
  MIM_PS_ELEMENT,
  isOffered,
  TWO_LEVELS,
  type CodeEntry,
  type CodeListData,
  type CodeListName,
} from '../../shared/code/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { longDate } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Badge, Loading, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { CodeForm } from './CodeForm.tsx'
import { CodeHistory } from './CodeHistory.tsx'
import './code.css'

const ABOUT: Readonly<Record<CodeListName, string>> = {
  handelsetyp:
    'Vad händelsen handlar om, i två nivåer. Bär WHO:s klassifikation ICPS bredvid det svenska namnet.',
  skadetyp: 'Vilken skada patienten fick, efter markörbaserad journalgranskning.',
  orsaksomrade:
    'Händelseanalysens orsaksområden. De fem områdena hör till metoden; under dem kan ni lägga till egna.',
  vardform: 'Vilken sorts vård det gällde.',
  vardprocess: 'Var i vårdens gång det hände.',
  agens: 'Vad som var inblandat: läkemedel, medicinteknik, IT-system och annat.',
  yrkesroll: 'Rapportörens yrkesroll.',
  samverkan: 'Vem det brast i samverkan med.',
  medicinskt_omrade: 'Programområdena, som regionens samordningsråd speglar.',
  strategiomrade: 'Regionens strategiområden. Sätt första och sista dag när strategin ändras.',
  kvalitetsregister: 'Register där det som hänt också följs upp.',
}

/** The workspace's code lists, for its administrator. */
export function CodeListPage() {
  const { list: name } = useParams<{ list?: string }>()
  const chosen = CODE_LIST_NAMES.find((each) => each === name) ?? 'handelsetyp'
  const lists = useRpc('code.lists', {})
  const list = lists.data?.find((each) => each.list === chosen)
  return (
    <div className="page">
      <PageHead
        title="Kodlistor"
        lead="De värden som går att välja i formulär och filter. Ett värde som har använts försvinner aldrig: det slutar bara erbjudas."
      />
      {lists.error ? <Problem error={lists.error} retry={() => void lists.refetch()} /> : null}
      <div className="code-page">
        <nav aria-label="Kodlistor" className="code-lists">
          <ul>
            {CODE_LIST_NAMES.map((each) => (
              <li key={each}>
                <Link href={`/kodlistor/${each}`} aria-current={each === chosen ? 'page' : undefined}>
                  {CODE_LISTS[each]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {list ? <OneList key={chosen} list={list} /> : lists.error ? null : <Loading />}
      </div>
    </div>
  )
}

/** What is open in the form: a code to change, or a new one under `parent`. */
type Open = { readonly entry: CodeEntry } | { readonly parent: string | null } | null

function OneList({ list }: { list: CodeListData }) {
  const today = useToday()
  const usage = useRpc('code.usage', { list: list.list })
  const restore = useCommand('code.restore')
  const move = useCommand('code.move')
  const [open, setOpen] = useState<Open>(null)
  const upper = list.entries.filter((entry) => entry.parent === null)
  const counts = new Map(usage.data?.map(({ code, count }) => [code, count]))
  const fixed = FIXED_UPPER.includes(list.list)

  /** Tells what was done, with a way back to how the list was before. */
  const told = (text: string, version: number) => {
    tell(
      text,
      { label: 'Ångra', run: () => restore.mutate({ list: list.list, version, to: version - 1 }) },
      `kodlista ${list.list}`,
    )
  }
  const shift = (entry: CodeEntry, direction: 'upp' | 'ned') =>
    move.mutate(
      { list: list.list, version: list.version, code: entry.code, direction },
      { onSuccess: ({ version }) => told(`${entry.label} är flyttat.`, version) },
    )
  const problem = move.error ?? restore.error
  return (
    <section className="stack" aria-labelledby="kodlista">
      <div className="code-head">
        <div>
          <h2 id="kodlista">{CODE_LISTS[list.list]}</h2>
          <p className="soft">
            {ABOUT[list.list]}{' '}
            {MIM_PS_ELEMENT[list.list] === undefined ? '' : `MIM PS: ${MIM_PS_ELEMENT[list.list]}. `}Version{' '}
            {list.version}, {longDate(list.updatedAt.slice(0, 10))}.
          </p>
        </div>
        {fixed ? null : (
          <Button variant="primary" onPress={() => setOpen({ parent: null })}>
            <Plus size={16} aria-hidden />
            Nytt värde
          </Button>
        )}
      </div>
      {problem ? <Problem error={asLardomError(problem)} /> : null}
      {open === null ? null : (
        <CodeForm
          key={'entry' in open ? open.entry.code : `nytt ${open.parent ?? ''}`}
          list={list}
          entry={'entry' in open ? open.entry : null}
          parent={'entry' in open ? open.entry.parent : open.parent}
          used={'entry' in open ? (counts.get(open.entry.code) ?? 0) : 0}
          onClose={() => setOpen(null)}
          onDone={(text, version) => {
            setOpen(null)
            told(text, version)
          }}
        />
      )}
      <div className="table-wrap">
        <table className="table code-table" aria-label={CODE_LISTS[list.list]}>
          <thead>
            <tr>
              <th scope="col">Namn</th>
              <th scope="col">Definition och exempel</th>
              <th scope="col" className="numeric">
                Används
              </th>
              <th scope="col">
                <span className="visually-hidden">Ordning</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {upper
              .flatMap((entry) => [entry, ...list.entries.filter((each) => each.parent === entry.code)])
              .map((entry) => (
                <Row
                  key={entry.code}
                  entry={entry}
                  above={upper.find((each) => each.code === entry.parent)}
                  count={counts.get(entry.code)}
                  offered={isOffered(entry, today)}
                  locked={fixed && entry.parent === null}
                  onOpen={() => setOpen({ entry })}
                  onAdd={
                    TWO_LEVELS.includes(list.list) && entry.parent === null
                      ? () => setOpen({ parent: entry.code })
                      : null
                  }
                  onMove={(direction) => shift(entry, direction)}
                />
              ))}
          </tbody>
        </table>
      </div>
      {usage.error ? <Problem error={usage.error} /> : null}
      <CodeHistory list={list} />
    </section>
  )
}

function Row({
  entry,
  above,
  count,
  offered,
  locked,
  onOpen,
  onAdd,
  onMove,
}: {
  entry: CodeEntry
  /** What it lies under: its own words are told where they differ. */
  above: CodeEntry | undefined
  count: number | undefined
  offered: boolean
  locked: boolean
  onOpen: () => void
  onAdd: (() => void) | null
  onMove: (direction: 'upp' | 'ned') => void
}) {
  const abroad = [
    entry.icps && entry.icps !== above?.icps && `ICPS: ${entry.icps}`,
    entry.mimPs && `MIM PS: ${entry.mimPs}`,
    entry.nccMerp && `NCC MERP: ${entry.nccMerp}`,
  ].filter(Boolean)
  return (
    <tr className={offered ? undefined : 'code-old'}>
      <th scope="row" className={entry.parent === null ? undefined : 'code-under'}>
        {locked ? (
          entry.label
        ) : (
          <Button variant="quiet" size="small" onPress={onOpen} aria-label={`Ändra ${entry.label}`}>
            {entry.label}
          </Button>
        )}{' '}
        {entry.own ? <Badge tone="info">Egen</Badge> : null}{' '}
        {offered ? null : (
          <Badge>{entry.validFrom !== null && entry.validTo === null ? 'Kommer' : 'Erbjuds inte'}</Badge>
        )}
        {onAdd === null ? null : (
          <Button
            variant="quiet"
            size="small"
            iconOnly
            onPress={onAdd}
            aria-label={`Nytt värde under ${entry.label}`}
          >
            <Plus size={14} aria-hidden />
          </Button>
        )}
      </th>
      <td>
        {entry.definition}
        {entry.example === '' ? null : <div className="soft">Till exempel: {entry.example}</div>}
        {abroad.length === 0 ? null : <div className="soft small">{abroad.join(', ')}</div>}
        {dated(entry)}
      </td>
      <td className="numeric">
        {count === undefined ? <span className="soft">–</span> : formatNumber(count)}
      </td>
      <td className="code-order">
        <Button
          variant="quiet"
          size="small"
          iconOnly
          onPress={() => onMove('upp')}
          aria-label={`Flytta upp ${entry.label}`}
        >
          <ArrowUp size={14} aria-hidden />
        </Button>
        <Button
          variant="quiet"
          size="small"
          iconOnly
          onPress={() => onMove('ned')}
          aria-label={`Flytta ned ${entry.label}`}
        >
          <ArrowDown size={14} aria-hidden />
        </Button>
      </td>
    </tr>
  )
}

function dated({ validFrom, validTo }: CodeEntry) {
  if (validFrom === null && validTo === null) return null
  const words = [validFrom && `från ${longDate(validFrom)}`, validTo && `till ${longDate(validTo)}`]
  return <div className="soft">Erbjuds {words.filter(Boolean).join(' ')}</div>
}
