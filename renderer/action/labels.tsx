import { AlarmClock } from 'lucide-react'
import {
  ATGARDSBESLUT,
  EFFEKTER,
  STYRKOR,
  type Atgardsbeslut,
  type Effekt,
  type Styrka,
} from '../../shared/action/codes.ts'
import { ACTION_STATE_LABELS, type ActionState } from '../../shared/action/rules.ts'
import { daysBetween } from '../../shared/time/dates.ts'
import { Badge, type Tone } from '../ui/parts.tsx'

/** How far an åtgärd reaches, as filled bars beside the word: told by shape and text, not by colour. */
export function StrengthMark({ strength }: { strength: Styrka }) {
  const bars = { svag: 1, medel: 2, stark: 3 }[strength]
  return (
    <span className="action-strength">
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden>
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 6 + 0.5}
            y={9.5 - bar * 4}
            width="4"
            height={4 + bar * 4}
            className={bar < bars ? 'action-bar filled' : 'action-bar'}
          />
        ))}
      </svg>
      {STYRKOR[strength]}
    </span>
  )
}

const STATE_TONES: Readonly<Record<ActionState, Tone>> = {
  forslag: 'neutral',
  beslutad: 'info',
  genomford: 'success',
  uppfoljd: 'success',
  genomfors_ej: 'neutral',
  hanskjuten: 'warning',
}

export function StateBadge({ state }: { state: ActionState }) {
  return <Badge tone={STATE_TONES[state]}>{ACTION_STATE_LABELS[state]}</Badge>
}

/** Says how late, with a sign of its own. */
export function LateMark({ deadline, today }: { deadline: string; today: string }) {
  const days = daysBetween(deadline, today)
  return (
    <span className="action-late">
      <AlarmClock size={15} aria-hidden />
      Försenad {days === 1 ? '1 dag' : `${days} dagar`}
    </span>
  )
}

export function decisionLabel(decision: Atgardsbeslut): string {
  return ATGARDSBESLUT[decision]
}

export function effectLabel(effect: Effekt): string {
  return EFFEKTER[effect]
}

/** The heading of an analysis where the column already says that it is one. */
export function shortHeading(title: string): string {
  const short = title.replace(/^Händelseanalys:\s+/, '')
  return short.charAt(0).toLocaleUpperCase('sv') + short.slice(1)
}
