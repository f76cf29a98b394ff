import { useEffect, useState } from 'react'
import { STATUSAR } from '../../shared/incident/codes.ts'
import { useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'

/** What was found and can be chosen. */
export type Picked =
  | { readonly kind: 'incident'; readonly id: number; readonly name: string; readonly title: string }
  | { readonly kind: 'analysis'; readonly id: number; readonly name: string; readonly title: string }

const PAUSE = 250
const MOST = 6

/** Finds a case, or an analysis, by its number or by words, and lets one choose it. */
export function CasePicker({
  label,
  help,
  excludeId,
  analyses = false,
  onPick,
}: {
  label: string
  help?: string
  excludeId: number
  /** Also look among the analyses. */
  analyses?: boolean
  onPick: (picked: Picked) => void
}) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  const enough = asked.length >= 2
  const incidents = useRpc(
    'incident.list',
    { filter: { text: asked.slice(0, 200) }, limit: MOST + 1 },
    { enabled: enough, placeholderData: (old) => old },
  )
  const found = useRpc(
    'analysis.list',
    {
      forvaltningId: null,
      step: null,
      state: 'alla',
      incidentId: null,
      text: asked.slice(0, 200),
      offset: 0,
      limit: MOST,
    },
    { enabled: enough && analyses, placeholderData: (old) => old },
  )
  const cases = incidents.data?.rows.filter(({ id }) => id !== excludeId).slice(0, MOST) ?? []
  const foundAnalyses = analyses ? (found.data?.rows ?? []) : []
  return (
    <div className="stack tight">
      <TextField label={label} {...(help === undefined ? {} : { help })} value={text} onChange={setText} />
      <Problem error={incidents.error ?? found.error} />
      {enough && incidents.data && cases.length + foundAnalyses.length === 0 ? (
        <p className="soft" role="status">
          Inget hittades.
        </p>
      ) : null}
      {enough ? (
        <ul className="triage-found">
          {cases.map((row) => (
            <li key={row.id} className="triage-link">
              <Button
                size="small"
                onPress={() => onPick({ kind: 'incident', id: row.id, name: row.arendenr, title: row.title })}
              >
                {row.arendenr}
              </Button>
              <span>{row.title}</span>
              <span className="small soft">
                <span className="numeric">{row.date}</span> · {row.unitName} · {STATUSAR[row.status]}
              </span>
            </li>
          ))}
          {foundAnalyses.map((row) => (
            <li key={row.number} className="triage-link">
              <Button
                size="small"
                onPress={() => onPick({ kind: 'analysis', id: row.id, name: row.number, title: row.title })}
              >
                {row.number}
              </Button>
              <span>{row.title}</span>
              <span className="small soft">Händelseanalys</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
