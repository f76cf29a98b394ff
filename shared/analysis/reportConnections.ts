import type { Action } from '../action/contract.ts'
import type { Block } from '../document/model.ts'
import { ORSAKSOMRADEN } from './codes.ts'
import type { Cause, Delhandelse } from './content.ts'

/** Rows with the short names the report gives them: O1, Å1. */
export type NumberedCause = Cause & { readonly nr: string }
export type NumberedAction = Action & { readonly nr: string }

/**
 * The analysis graph as a table (domain.md 3.4): its accessible twin. One row per delhändelse and cause, so that no
 * cell is merged; a delhändelse with several causes goes on in rows that say so.
 */
export function connectionTable(
  delhandelser: readonly Delhandelse[],
  causes: readonly NumberedCause[],
  actions: readonly NumberedAction[],
): Block | undefined {
  const rows: string[][] = []
  delhandelser.forEach((step, index) => {
    const nr = String(index + 1)
    const under = causes.filter((cause) => cause.delhandelseId === step.id)
    const [first, ...more] = under
    rows.push([nr, step.timeText, step.text, step.deviation, ...causeCells(first, actions)])
    for (const cause of more) {
      rows.push([`${nr} (forts.)`, '', `Samma som ${nr}`, '', ...causeCells(cause, actions)])
    }
  })
  const shown = new Set(delhandelser.map((step) => step.id))
  for (const cause of causes) {
    if (cause.delhandelseId !== null && shown.has(cause.delhandelseId)) continue
    rows.push(['–', '', 'Hela förloppet', '', ...causeCells(cause, actions)])
  }
  if (rows.length === 0) return undefined
  return {
    type: 'table',
    caption: 'Delhändelser, avvikelser, orsaker och åtgärder',
    columns: [
      { title: 'Nr', width: 0.08 },
      { title: 'Tid', width: 0.09 },
      { title: 'Delhändelse', width: 0.21 },
      { title: 'Avvikelse', width: 0.16 },
      { title: 'Orsak', width: 0.2 },
      { title: 'Område', width: 0.1 },
      { title: 'Åtgärd', width: 0.16 },
    ],
    rows,
    note: `Områden: ${Object.entries(ORSAKSOMRADEN)
      .map(([code, { label }]) => `${code} = ${label.toLocaleLowerCase('sv')}`)
      .join(', ')}.`,
  }
}

function causeCells(cause: NumberedCause | undefined, actions: readonly NumberedAction[]): string[] {
  if (!cause) return ['', '', '']
  const met = actions.filter((action) => action.causeIds.includes(cause.id))
  const action =
    met.length > 0
      ? met.map((row) => `${row.nr} ${row.text}`).join('; ')
      : cause.noActionReason.trim() === ''
        ? 'Ingen åtgärd'
        : `Ingen åtgärd: ${cause.noActionReason.trim()}`
  return [`${cause.nr} ${cause.text}`, cause.area, action]
}
