import { Flag } from 'lucide-react'
import {
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  type Skada,
  type Skaderisk,
  type Status,
  type Ursprung,
} from '../../shared/incident/codes.ts'
import { RISKNIVAER, type RiskLevel } from '../../shared/incident/risk.ts'
import { Badge, type Tone } from '../ui/parts.tsx'

/** May be broken after a slash, 'Trycksår/hudskada'. */
export function breakable(text: string): string {
  return text.replaceAll('/', '/\u200b')
}

/** States of a case as badges: always the word, the colour repeats it. */

const STATUS_TONES: Readonly<Record<Status, Tone>> = {
  inkommen: 'warning',
  bedomd: 'info',
  under_utredning: 'info',
  atgard_beslutad: 'info',
  uppfoljning: 'info',
  avslutad: 'success',
  avvisad: 'neutral',
  overford: 'neutral',
  sammanford: 'neutral',
  ej_angivet: 'neutral',
}

export function StatusBadge({ status }: { status: Status }) {
  return <Badge tone={STATUS_TONES[status]}>{STATUSAR[status]}</Badge>
}

const HARM_TONES: Readonly<Record<Skada, Tone>> = {
  ej_bedomd: 'neutral',
  ingen_skada: 'neutral',
  skada_ej_undvikbar: 'neutral',
  vardskada: 'warning',
  allvarlig_vardskada: 'danger',
}

export function HarmBadge({ harm }: { harm: Skada }) {
  return <Badge tone={HARM_TONES[harm]}>{SKADOR[harm]}</Badge>
}

export function PotentialHarmBadge({ harm }: { harm: Skaderisk }) {
  const tone: Tone =
    harm === 'risk_allvarlig_vardskada' ? 'danger' : harm === 'risk_vardskada' ? 'warning' : 'neutral'
  return <Badge tone={tone}>{SKADERISKER[harm]}</Badge>
}

export function OriginBadge({ origin }: { origin: Ursprung }) {
  if (origin === 'registrerad') return null
  return <Badge tone={origin === 'exempel' ? 'example' : 'neutral'}>{URSPRUNG[origin]}</Badge>
}

/** The score with its level, in the matrix's own colours. */
export function RiskMark({
  score,
  level,
  flagged = false,
}: {
  score: number | null
  level: RiskLevel | null
  flagged?: boolean
}) {
  if (score === null || level === null) return <span className="soft">–</span>
  return (
    <span className={`incident-risk ${level}`}>
      <span className="numeric">{score}</span> {RISKNIVAER[level].toLocaleLowerCase('sv')}
      {flagged ? <Flag size={13} aria-label="visas för chefläkare" /> : null}
    </span>
  )
}
