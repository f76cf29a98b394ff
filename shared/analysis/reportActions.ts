import { ATGARDSBESLUT, EFFEKTER, HANDLINGSPLAN, STYRKOR } from '../action/codes.ts'
import type { Action } from '../action/contract.ts'
import { actionState, ACTION_STATE_LABELS, willBeDone } from '../action/rules.ts'
import { freeTextBlocks } from '../document/freeText.ts'
import type { Block } from '../document/model.ts'
import { longDate } from '../time/dates.ts'
import { clean, fact, lower, nothing, paragraph, written, type Report } from './reportWords.ts'

/** The sections of the slutrapport on what is to be done, and what the uppdragsgivare decided. */

export function actionBlocks(report: Report): Block[] {
  if (report.actions.length === 0) return [nothing(report, 'Analysen föreslår inga åtgärder.')]
  const causeNr = new Map(report.causes.map((cause) => [cause.id, cause.nr]))
  const causesOf = (action: Action) =>
    action.causeIds.flatMap((id) => causeNr.get(id) ?? []).join(', ') || 'Ingen orsak'
  return [
    paragraph(
      'Styrkan säger hur åtgärden verkar: stark tar bort eller bygger bort risken, medel stödjer människan, svag bygger på att människor minns.',
    ),
    {
      type: 'table',
      caption: 'Åtgärdsförslag och beslut',
      columns: [
        { title: 'Nr', width: 0.06 },
        { title: 'Åtgärd', width: 0.28 },
        { title: 'Möter', width: 0.08 },
        { title: 'Styrka', width: 0.1 },
        { title: 'Ansvarig', width: 0.19 },
        { title: 'Klar senast', width: 0.14 },
        { title: 'Beslut', width: 0.15 },
      ],
      rows: report.actions.map((action) => [
        action.nr,
        action.text,
        causesOf(action),
        STYRKOR[action.strength],
        clean(action.responsible) || 'Ej angiven',
        action.dueDate ?? 'Ej angivet',
        ATGARDSBESLUT[action.decision],
      ]),
    },
    {
      type: 'table',
      caption: 'Uppföljning av åtgärderna',
      columns: [
        { title: 'Nr', width: 0.07 },
        { title: 'Nummer i registret', width: 0.16 },
        { title: 'Mätmetod och mål', width: 0.33 },
        { title: 'Område i handlingsplanen', width: 0.24 },
        { title: 'Läge och effekt', width: 0.2 },
      ],
      rows: report.actions.map((action) => [
        action.nr,
        action.number,
        fact(report, action.measure),
        action.focusArea === '' ? 'Ej angivet' : HANDLINGSPLAN[action.focusArea],
        progress(action),
      ]),
    },
  ]
}

export function decisionBlocks(report: Report): Block[] {
  const { decision } = report.content
  if (decision.decidedDate === null) {
    return [paragraph('Uppdragsgivaren har inte fattat beslut ännu.')]
  }
  const blocks: Block[] = [
    paragraph(`Beslut den ${longDate(decision.decidedDate)} av ${lower(clean(decision.decidedBy))}.`),
    ...freeTextBlocks(clean(decision.comment)),
  ]
  if (report.actions.length === 0) return blocks
  if (report.actions.every((action) => action.decision === 'genomfors')) {
    blocks.push(
      paragraph(
        'Alla föreslagna åtgärder genomförs. Ansvarig och planerat slutdatum för var och en står i avsnittet Åtgärdsförslag med uppföljning.',
      ),
    )
    return blocks
  }
  blocks.push({
    type: 'table',
    caption: 'Beslut om varje åtgärd',
    columns: [
      { title: 'Nr', width: 0.07 },
      { title: 'Beslut', width: 0.22 },
      { title: 'Skäl eller ändring', width: 0.37 },
      { title: 'Ansvarig', width: 0.2 },
      { title: 'Klar senast', width: 0.14 },
    ],
    rows: report.actions.map((action) => [
      action.nr,
      ATGARDSBESLUT[action.decision],
      clean(action.decisionReason),
      willBeDone(action.decision) ? clean(action.responsible) : '',
      willBeDone(action.decision) ? (action.dueDate ?? '') : '',
    ]),
  })
  return blocks
}

export function actionCount(report: Report): string {
  const decided = report.actions.filter((action) => willBeDone(action.decision)).length
  if (report.content.decision.decidedDate === null) return String(report.actions.length)
  return `${report.actions.length}, varav ${decided} beslutade att genomföras`
}

function progress(action: Action): string {
  const state = ACTION_STATE_LABELS[actionState(action)]
  if (action.doneDate === null) return state
  const effect =
    action.effect === 'ej_matt'
      ? action.followUpDate === null
        ? ''
        : `, följs upp ${action.followUpDate}`
      : `, effekt: ${EFFEKTER[action.effect].toLocaleLowerCase('sv')}${written(action.effectText) ? ` (${clean(action.effectText)})` : ''}`
  return `Genomförd ${action.doneDate}${effect}`
}
