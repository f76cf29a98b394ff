import { Lightbulb } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TypeSuggestion as Suggestion } from '../../shared/triage/contract.ts'
import { formatPercent } from '../../shared/text/swedish.ts'
import { useRpc, type In } from '../app/rpc.ts'
import { breakable } from '../incident/labels.tsx'
import { Button } from '../ui/Button.tsx'
import './triage.css'

/** So much text before there is anything to go by. */
const ENOUGH = 20
const PAUSE = 500

/**
 * Händelsetyper that alike cases in the register have, with the reason. Chosen only by a press; says nothing while
 * there is nothing to say.
 */
export function TypeSuggestion({
  text,
  value,
  onChoose,
  excludeId,
}: {
  text: string
  value: string | null
  onChoose: (handelsetyp: string) => void
  excludeId?: number
}) {
  const settled = useSettled(text)
  const enough = settled.trim().length >= ENOUGH
  const about: In<'triage.suggest-types'> = {
    text: settled.slice(0, 20_000),
    ...(excludeId === undefined ? {} : { excludeId }),
  }
  const { data } = useRpc('triage.suggest-types', about, { enabled: enough, staleTime: 60_000 })
  return enough && data ? <Suggestions suggestions={data} value={value} onChoose={onChoose} /> : null
}

/** The same for a stored case. */
export function CaseTypeSuggestion({
  incidentId,
  value,
  onChoose,
}: {
  incidentId: number
  value: string
  onChoose: (handelsetyp: string) => void
}) {
  const { data } = useRpc('triage.suggest-types', { incidentId }, { staleTime: 60_000 })
  return data ? <Suggestions suggestions={data} value={value} onChoose={onChoose} /> : null
}

function Suggestions({
  suggestions,
  value,
  onChoose,
}: {
  suggestions: readonly Suggestion[]
  value: string | null
  onChoose: (handelsetyp: string) => void
}) {
  const [best] = suggestions
  if (!best) return null
  if (best.handelsetyp === value) {
    return (
      <p className="triage-agrees small">
        <Lightbulb size={16} aria-hidden />
        <span>Händelsetypen stämmer med liknande händelser: {breakable(lower(best.why))}.</span>
      </p>
    )
  }
  return (
    <section className="triage-suggestions" aria-label="Förslag på händelsetyp">
      <p className="small">
        <Lightbulb size={16} aria-hidden /> <strong>Förslag ur registret.</strong>{' '}
        <span className="soft">Räknat ur liknande händelser. Välj bara om det stämmer.</span>
      </p>
      <ul>
        {suggestions.map((it) => (
          <li key={it.handelsetyp}>
            {it.handelsetyp === value ? (
              <span className="triage-chosen">{breakable(it.label)} (vald)</span>
            ) : (
              <Button size="small" onPress={() => onChoose(it.handelsetyp)} aria-label={`Välj ${it.label}`}>
                {breakable(it.label)}
              </Button>
            )}
            <span className="small">
              <span className="soft numeric">{formatPercent(it.score)}</span> {breakable(it.why)}.
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function lower(text: string): string {
  return text.charAt(0).toLocaleLowerCase('sv') + text.slice(1)
}

/** A value that has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
