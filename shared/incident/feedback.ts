import { SKADERISKER, SKADOR, type Skada, type Skaderisk } from './codes.ts'

/** What the answer to the one who reported can be built on. */
export interface FeedbackBasis {
  readonly arendenr: string
  readonly title: string
  readonly harm: Skada
  readonly potentialHarm: Skaderisk
  readonly measuresText: string
  /** Åtgärder that will be carried out, in words. */
  readonly decidedActions: readonly string[]
}

/** A first draft of the answer, out of what has been decided: for a person to change before it is given. */
export function suggestFeedback(basis: FeedbackBasis): string {
  const parts = [`Tack för rapporten ${basis.arendenr}, ”${basis.title}”.`]
  if (basis.harm !== 'ej_bedomd') {
    const risk = basis.potentialHarm === 'ej_bedomd' ? [] : [SKADERISKER[basis.potentialHarm]]
    const judged = [SKADOR[basis.harm], ...risk].join(', ').toLocaleLowerCase('sv')
    parts.push(`Händelsen är bedömd: ${judged}.`)
  }
  const actions = basis.decidedActions.map((text) => `– ${oneLine(text)}`)
  if (actions.length > 0) parts.push(['Det här har beslutats:', ...actions].join('\n'))
  if (basis.measuresText.trim() !== '') parts.push(`Åtgärder: ${basis.measuresText.trim()}`)
  return parts.join('\n\n')
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ')
}
