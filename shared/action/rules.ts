import type { Atgardsbeslut, Effekt } from './codes.ts'

/** Where an åtgärd stands, told from its decision, dates and effect. */
export const ACTION_STATES = [
  'forslag',
  'beslutad',
  'genomford',
  'uppfoljd',
  'genomfors_ej',
  'hanskjuten',
] as const
export type ActionState = (typeof ACTION_STATES)[number]

export const ACTION_STATE_LABELS: Readonly<Record<ActionState, string>> = {
  forslag: 'Förslag',
  beslutad: 'Beslutad',
  genomford: 'Genomförd',
  uppfoljd: 'Effekt uppföljd',
  genomfors_ej: 'Genomförs ej',
  hanskjuten: 'Hänskjuten',
}

interface Progress {
  readonly decision: Atgardsbeslut
  readonly dueDate: string | null
  readonly doneDate: string | null
  readonly followUpDate: string | null
  readonly effect: Effekt
}

/** True for an åtgärd that the uppdragsgivare has decided to carry out, as proposed or changed. */
export function willBeDone(decision: Atgardsbeslut): boolean {
  return decision === 'genomfors' || decision === 'genomfors_andrad'
}

export function actionState(action: Progress): ActionState {
  if (action.decision === 'genomfors_ej') return 'genomfors_ej'
  if (action.decision === 'hanskjuts') return 'hanskjuten'
  if (action.doneDate !== null) return action.effect === 'ej_matt' ? 'genomford' : 'uppfoljd'
  return willBeDone(action.decision) ? 'beslutad' : 'forslag'
}

/** The day its next duty falls: planned end while it is being done, follow-up when it is done; null when nothing is due. */
export function nextDeadline(action: Progress): string | null {
  const state = actionState(action)
  if (state === 'beslutad') return action.dueDate
  if (state === 'genomford') return action.followUpDate
  return null
}

/** Late: a decided åtgärd not done on its day (D8), or a done one whose effect nobody has followed up in time (D9). */
export function isLate(action: Progress, today: string): boolean {
  const deadline = nextDeadline(action)
  return deadline !== null && deadline < today
}

interface Decided {
  readonly decision: Atgardsbeslut
  readonly decisionReason: string
  readonly responsible: string
  readonly dueDate: string | null
}

export type DecisionFault = 'ansvarig_saknas' | 'datum_saknas' | 'skal_saknas'

export const DECISION_FAULT_TEXT: Readonly<Record<DecisionFault, string>> = {
  ansvarig_saknas:
    'En åtgärd som ska genomföras behöver en ansvarig (roll). Patientsäkerhetslagen 3 kap. 2 § kräver en tidsplan, och någon som håller den.',
  datum_saknas:
    'En åtgärd som ska genomföras behöver ett planerat slutdatum: patientsäkerhetslagen 3 kap. 2 § kräver en tidsplan för det som inte görs genast.',
  skal_saknas: 'Skriv skälet till beslutet, så att den som läser rapporten förstår det.',
}

/**
 * What keeps a decision from being taken. An åtgärd to be done needs someone responsible and a planned end
 * (PSL 3 kap. 2 §); every other decision needs its reason (domain.md 3.6).
 */
export function decisionFaults(action: Decided): DecisionFault[] {
  if (action.decision === 'ej_beslutad') return []
  const faults: DecisionFault[] = []
  if (willBeDone(action.decision)) {
    if (action.responsible.trim() === '') faults.push('ansvarig_saknas')
    if (action.dueDate === null) faults.push('datum_saknas')
  }
  if (action.decision !== 'genomfors' && action.decisionReason.trim() === '') faults.push('skal_saknas')
  return faults
}

/** Months until the effect of a done åtgärd is followed up, unless another day is chosen (domain.md D9: 3, 6 or 12). */
export const FOLLOW_UP_MONTHS = 6
