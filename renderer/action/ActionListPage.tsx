import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { STYRKOR, type Styrka } from '../../shared/action/codes.ts'
import type { ActionListRow } from '../../shared/action/contract.ts'
import {
  ACTION_STATE_LABELS,
  ACTION_STATES,
  nextDeadline,
  type ActionState,
} from '../../shared/action/rules.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { Checkbox, choicesOf, TextField } from '../ui/fields.tsx'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { Badge, Empty, Loading, PageHead, Problem } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import { OutcomeButton } from './ActionOutcome.tsx'
import { effectLabel, LateMark, shortHeading, StateBadge, StrengthMark } from './labels.tsx'
import { useToday } from './useToday.ts'
import { useTyped } from './useTyped.ts'
import './action.css'

const STEP = 100
const MOST = 500

/** Every åtgärd, from all analyses: what is late, what is next, what came of it. */
export function ActionListPage() {
  const [params, setParams] = useSearchParams()
  const [limit, setLimit] = useState(STEP)
  const units = useUnits()
  const filter = {
    forvaltningId: numberOf(params.get('atgard-forvaltning')),
    states: (params.get('atgard-lage') ?? '')
      .split(',')
      .filter((state): state is ActionState => isState(state)),
    lateOnly: params.get('atgard-sena') === '1',
    strength: strengthOf(params.get('atgard-styrka')),
    text: params.get('atgard-text') ?? '',
  }
  const set = (name: string, value: string | null) => {
    setLimit(STEP)
    setParams(
      (old) => {
        const made = new URLSearchParams(old)
        if (value === null || value === '') made.delete(name)
        else made.set(name, value)
        return made
      },
      { replace: true },
    )
  }
  const [typed, setTyped] = useTyped(filter.text, (text) => set('atgard-text', text))
  const list = useRpc('action.list', { ...filter, limit }, { placeholderData: (old) => old })
  const filtered = [...params.keys()].some((key) => key.startsWith('atgard-'))

  return (
    <div className="page">
      <PageHead
        title="Åtgärder"
        lead="Alla åtgärder från händelseanalyserna. De som är försenade står först, sedan det som är närmast i tid."
      />
      <section className="action-filters" aria-label="Filter">
        <TextField label="Sök" value={typed} onChange={setTyped} placeholder="Ord eller nummer" />
        <Select
          label="Förvaltning"
          emptyLabel="Alla"
          value={filter.forvaltningId === null ? null : String(filter.forvaltningId)}
          onChange={(code) => set('atgard-forvaltning', code)}
          choices={units.forvaltningar}
        />
        <MultiSelect
          label="Läge"
          values={filter.states}
          onChange={(states) => set('atgard-lage', states.join(','))}
          choices={choicesOf(ACTION_STATE_LABELS)}
        />
        <Select
          label="Styrka"
          emptyLabel="Alla"
          value={filter.strength}
          onChange={(strength) => set('atgard-styrka', strength)}
          choices={choicesOf(STYRKOR)}
        />
        <div className="action-late-filter">
          <Checkbox
            label={`Bara försenade (${formatNumber(list.data?.lateTotal ?? 0)})`}
            selected={filter.lateOnly}
            onChange={(on) => set('atgard-sena', on ? '1' : null)}
          />
        </div>
      </section>
      <Problem error={list.error} retry={() => void list.refetch()} />
      {list.data === undefined ? (
        list.error ? null : (
          <Loading />
        )
      ) : list.data.rows.length === 0 ? (
        <Nothing filtered={filtered} onClear={() => setParams((old) => withoutOwn(old))} />
      ) : (
        <>
          <p className="soft" role="status">
            {list.data.total === 1 ? '1 åtgärd' : `${formatNumber(list.data.total)} åtgärder`}
            {filtered ? ' i urvalet' : ''}
          </p>
          <ActionTable rows={list.data.rows} />
          {list.data.total > list.data.rows.length ? (
            limit < MOST ? (
              <div>
                <Button onPress={() => setLimit(Math.min(MOST, limit + STEP))}>
                  Visa fler ({formatNumber(list.data.total - list.data.rows.length)} till)
                </Button>
              </div>
            ) : (
              <p className="soft">Listan visar de första {MOST}. Använd filtren för att nå resten.</p>
            )
          ) : null}
        </>
      )}
    </div>
  )
}

function ActionTable({ rows }: { rows: readonly ActionListRow[] }) {
  const today = useToday()
  // In an example workspace the banner says it of everything.
  const session = useSession()
  return (
    <div className="table-wrap">
      <table className="table action-table">
        <caption className="visually-hidden">Åtgärder</caption>
        <thead>
          <tr>
            <th scope="col">Åtgärd</th>
            <th scope="col">Styrka</th>
            <th scope="col">Ansvarig</th>
            <th scope="col">Läge</th>
            <th scope="col">Tid</th>
            <th scope="col">Effekt</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.late ? 'action-row-late' : undefined}>
              <th scope="row">
                <div className="action-cell">
                  <span className="action-text">{row.text === '' ? 'Ingen text ännu' : row.text}</span>
                  <span className="action-source">
                    {row.number}
                    {' · '}
                    {row.analysisId === null ? (
                      row.sourceTitle
                    ) : (
                      <Link href={`/analys/${row.analysisId}/atgarder`}>
                        {row.analysisNumber} {shortHeading(row.sourceTitle)}
                      </Link>
                    )}
                    {' · '}
                    {row.forvaltningName}
                  </span>
                  {row.isExample && !session.isExample ? <Badge tone="example">Exempeldata</Badge> : null}
                </div>
              </th>
              <td>
                <StrengthMark strength={row.strength} />
              </td>
              <td>{row.responsible === '' ? <span className="soft">Ej angiven</span> : row.responsible}</td>
              <td>
                <StateBadge state={row.state} />
              </td>
              <td>
                <Timing row={row} today={today} />
              </td>
              <td>
                <div className="action-cell">
                  {row.doneDate === null ? null : <span>{effectLabel(row.effect)}</span>}
                  <OutcomeButton action={row} forvaltningId={row.forvaltningId} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Timing({ row, today }: { row: ActionListRow; today: string }) {
  const deadline = nextDeadline(row)
  return (
    <div className="action-cell numeric">
      {row.doneDate !== null ? (
        <>
          <span>Klar {row.doneDate}</span>
          {row.state === 'genomford' && row.followUpDate !== null ? (
            <span className="soft">Följs upp {row.followUpDate}</span>
          ) : null}
        </>
      ) : row.dueDate === null ? (
        <span className="soft">Inget datum</span>
      ) : (
        <span>Senast {row.dueDate}</span>
      )}
      {row.late && deadline !== null ? <LateMark deadline={deadline} today={today} /> : null}
    </div>
  )
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <Empty title="Inga åtgärder passar filtret">
        <Button
          onPress={() => {
            onClear()
            focusPage()
          }}
        >
          Visa alla åtgärder
        </Button>
      </Empty>
    )
  }
  return (
    <Empty title="Här finns inga åtgärder än">
      <p>Åtgärder föreslås i en händelseanalys och beslutas av uppdragsgivaren. Sedan följs de härifrån.</p>
      <Link href="/analyser" className="button primary">
        Till händelseanalyserna
      </Link>
    </Empty>
  )
}

function isState(text: string): text is ActionState {
  return ACTION_STATES.some((state) => state === text)
}

function strengthOf(text: string | null): Styrka | null {
  return text === 'stark' || text === 'medel' || text === 'svag' ? text : null
}

function numberOf(text: string | null): number | null {
  const number = Number(text)
  return text !== null && Number.isInteger(number) && number > 0 ? number : null
}

/** Other pages keep their own parameters in the address. */
function withoutOwn(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([key]) => !key.startsWith('atgard-')))
}
