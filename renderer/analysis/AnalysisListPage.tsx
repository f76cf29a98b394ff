import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { ANALYSSTEG } from '../../shared/analysis/codes.ts'
import type { AnalysisListRow } from '../../shared/analysis/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { shortHeading } from '../action/labels.tsx'
import { useToday } from '../action/useToday.ts'
import { useTyped } from '../action/useTyped.ts'
import { useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { TextField } from '../ui/fields.tsx'
import { Badge, Empty, Loading, PageHead, Problem } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import '../action/action.css'
import './analysis.css'

const STEP = 100
const MOST = 500
const STATES = [
  { code: 'pagaende', label: 'Pågående' },
  { code: 'avslutade', label: 'Avslutade' },
] as const
const STEPS = ANALYSSTEG.map((name, index) => ({ code: String(index + 1), label: `${index + 1}. ${name}` }))

/** Every händelseanalys, open ones first. */
export function AnalysisListPage() {
  const [params, setParams] = useSearchParams()
  const [limit, setLimit] = useState(STEP)
  const units = useUnits()
  const state = STATES.find((one) => one.code === params.get('analys-visa'))?.code ?? 'alla'
  const step = STEPS.find((one) => one.code === params.get('analys-steg'))?.code ?? null
  const forvaltning = params.get('analys-forvaltning')
  const text = params.get('analys-text') ?? ''
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
  const [typed, setTyped] = useTyped(text, (words) => set('analys-text', words))
  const list = useRpc(
    'analysis.list',
    {
      forvaltningId: forvaltning === null ? null : Number(forvaltning),
      step: step === null ? null : Number(step),
      state,
      text,
      limit,
    },
    { placeholderData: (old) => old },
  )
  const filtered = [...params.keys()].some((key) => key.startsWith('analys-'))

  return (
    <div className="page">
      <PageHead
        title="Händelseanalyser"
        lead="Vad hände, varför, och hur hindras att det händer igen. En analys startas från en händelse."
      />
      <section className="action-filters" aria-label="Filter">
        <TextField label="Sök" value={typed} onChange={setTyped} placeholder="Ord eller nummer" />
        <Select
          label="Förvaltning"
          emptyLabel="Alla"
          value={forvaltning}
          onChange={(code) => set('analys-forvaltning', code)}
          choices={units.forvaltningar}
        />
        <Select
          label="Visa"
          emptyLabel="Alla"
          value={state === 'alla' ? null : state}
          onChange={(code) => set('analys-visa', code)}
          choices={STATES}
        />
        <Select
          label="Steg"
          emptyLabel="Alla"
          value={step}
          onChange={(code) => set('analys-steg', code)}
          choices={STEPS}
        />
      </section>
      <Problem error={list.error} retry={() => void list.refetch()} />
      {list.data === undefined ? (
        list.error ? null : (
          <Loading />
        )
      ) : list.data.rows.length === 0 ? (
        filtered ? (
          <Empty title="Inga analyser passar filtret">
            <Button
              onPress={() => {
                setParams((old) => withoutOwn(old))
                focusPage()
              }}
            >
              Visa alla analyser
            </Button>
          </Empty>
        ) : (
          <Empty title="Här finns inga händelseanalyser än">
            <p>
              En händelseanalys tar reda på vad som hände, varför, och hur det kan hindras från att hända
              igen. Den görs när en händelse är allvarlig eller återkommer: öppna händelsen och välj Starta
              händelseanalys.
            </p>
            <Link href="/handelser" className="button primary">
              Till händelserna
            </Link>
          </Empty>
        )
      ) : (
        <>
          <p className="soft" role="status">
            {list.data.total === 1 ? '1 analys' : `${formatNumber(list.data.total)} analyser`}
            {filtered ? ' i urvalet' : ''}
          </p>
          <AnalysisTable rows={list.data.rows} />
          {list.data.total > list.data.rows.length && limit < MOST ? (
            <div>
              <Button onPress={() => setLimit(Math.min(MOST, limit + STEP))}>
                Visa fler ({formatNumber(list.data.total - list.data.rows.length)} till)
              </Button>
            </div>
          ) : null}
        </>
      )}
    </div>
  )
}

function AnalysisTable({ rows }: { rows: readonly AnalysisListRow[] }) {
  const today = useToday()
  // In an example workspace the banner says it of everything.
  const session = useSession()
  return (
    <div className="table-wrap">
      <table className="table action-table">
        <caption className="visually-hidden">Händelseanalyser</caption>
        <thead>
          <tr>
            <th scope="col">Nummer</th>
            <th scope="col">Analys</th>
            <th scope="col">Steg</th>
            <th scope="col">Startad</th>
            <th scope="col">Önskat klar</th>
            <th scope="col" className="end">
              Orsaker
            </th>
            <th scope="col" className="end">
              Åtgärder
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="action-number">
                {row.number}
              </th>
              <td>
                <div className="action-cell">
                  <Link href={`/analys/${row.id}`} className="action-text">
                    {shortHeading(row.title)}
                  </Link>
                  <span className="soft">
                    <Link href={`/handelse/${row.incidentId}`}>{row.arendenr}</Link> · {row.forvaltningName}
                  </span>
                  {row.isExample && !session.isExample ? <Badge tone="example">Exempeldata</Badge> : null}
                </div>
              </td>
              <td>
                {row.completedDate === null ? (
                  <div className="action-cell">
                    <span>
                      {row.step}. {ANALYSSTEG[row.step - 1]}
                    </span>
                    <StepBar step={row.step} />
                  </div>
                ) : (
                  <Badge tone="success">Avslutad {row.completedDate}</Badge>
                )}
              </td>
              <td className="numeric action-number">{row.startedDate}</td>
              <td className="numeric">
                <div className="action-cell">
                  <span className="action-number">{row.wantedEndDate ?? ''}</span>
                  {row.completedDate === null && row.wantedEndDate !== null && row.wantedEndDate < today ? (
                    <Badge tone="warning">Datumet har passerat</Badge>
                  ) : null}
                </div>
              </td>
              <td className="end">{row.causeCount}</td>
              <td className="end">{row.actionCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Eight small boxes; the words above say the same. */
function StepBar({ step }: { step: number }) {
  return (
    <span className="analysis-step-bar" aria-hidden>
      {ANALYSSTEG.map((name, index) => (
        <span key={name} className={index < step ? 'filled' : ''} />
      ))}
    </span>
  )
}

/** Other pages keep their own parameters in the address. */
function withoutOwn(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([key]) => !key.startsWith('analys-')))
}
