import type { analysisContract } from '../../../shared/analysis/contract.ts'
import { TEXT_KEYS, TEXT_LABELS, type TextKey } from '../../../shared/analysis/content.ts'
import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { Context } from '../kernel/context.ts'
import { commit, getAnalysis, getOpen, type UndoableAction } from './change.ts'
import {
  saveActions,
  saveCauses,
  saveDelhandelser,
  saveMembers,
  snapshotCauses,
  snapshotDelhandelser,
} from './lists.ts'
import { updateCommission, updateTexts } from './repository.ts'

type In<Name extends keyof typeof analysisContract> = ParsedInputOf<(typeof analysisContract)[Name]>
type Out<Name extends keyof typeof analysisContract> = OutputOf<(typeof analysisContract)[Name]>

export function saveCommission(
  input: In<'analysis.save-commission'>,
  context: Context,
): Out<'analysis.save-commission'> {
  const { commission } = input
  refusePersonnummer(commission.title, 'commission.title', 'Rubrik')
  refusePersonnummer(commission.commissioner, 'commission.commissioner', 'Uppdragsgivare')
  refusePersonnummer(commission.commissionerRole, 'commission.commissionerRole', 'Uppdragsgivarens roll')
  refusePersonnummer(commission.purpose, 'commission.purpose', 'Syfte')
  refusePersonnummer(commission.scope, 'commission.scope', 'Avgränsning')
  refusePersonnummer(commission.feedbackTo, 'commission.feedbackTo', 'Återkoppling till')
  const before = getOpen(context, input).commission
  updateCommission(context.db, input.id, commission)
  return commit(context, input.id, 'analysis.save-commission', before, commission)
}

export function saveTexts(input: In<'analysis.save-texts'>, context: Context): Out<'analysis.save-texts'> {
  const content = getOpen(context, input)
  const before: Partial<Record<TextKey, string>> = {}
  const after: Partial<Record<TextKey, string>> = {}
  for (const key of TEXT_KEYS) {
    const text = input.texts[key]
    if (text === undefined) continue
    refusePersonnummer(text, `texts.${key}`, TEXT_LABELS[key])
    before[key] = content.texts[key]
    after[key] = text
  }
  const { patientHeard } = input
  updateTexts(context.db, input.id, after, patientHeard)
  return commit(
    context,
    input.id,
    'analysis.save-texts',
    patientHeard === undefined ? { texts: before } : { texts: before, patientHeard: content.patientHeard },
    patientHeard === undefined ? { texts: after } : { texts: after, patientHeard },
  )
}

export function saveMemberRows(
  input: In<'analysis.save-members'>,
  context: Context,
): Out<'analysis.save-members'> {
  input.rows.forEach((row, index) => {
    refusePersonnummer(`${row.profession}\n${row.unit}`, `rows.${index}`, 'Team')
  })
  const content = getOpen(context, input)
  const ids = saveMembers(context.db, content, input.rows)
  return saved(context, input.id, 'analysis.save-members', content.members, ids)
}

export function saveDelhandelseRows(
  input: In<'analysis.save-delhandelser'>,
  context: Context,
): Out<'analysis.save-delhandelser'> {
  input.rows.forEach((row, index) => {
    const { timeText, actor, text, source, deviation } = row
    refusePersonnummer(
      [timeText, actor, text, source, deviation].join('\n'),
      `rows.${index}`,
      'Händelseförlopp',
    )
  })
  const content = getOpen(context, input)
  const ids = saveDelhandelser(context.db, content, input.rows)
  return saved(context, input.id, 'analysis.save-delhandelser', snapshotDelhandelser(content), ids)
}

export function saveCauseRows(
  input: In<'analysis.save-causes'>,
  context: Context,
): Out<'analysis.save-causes'> {
  input.rows.forEach((row, index) => {
    refusePersonnummer(
      [row.text, row.subcategory, row.noActionReason].join('\n'),
      `rows.${index}.text`,
      'Orsak',
    )
  })
  const content = getOpen(context, input)
  const ids = saveCauses(context.db, content, input.rows)
  return saved(context, input.id, 'analysis.save-causes', snapshotCauses(content), ids)
}

export function saveActionRows(
  input: In<'analysis.save-actions'>,
  context: Context,
): Out<'analysis.save-actions'> {
  input.rows.forEach((row, index) => {
    refusePersonnummer([row.text, row.responsible, row.measure].join('\n'), `rows.${index}.text`, 'Åtgärd')
  })
  const content = getOpen(context, input)
  const year = Number(swedishDay(context.now()).slice(0, 4))
  const ids = saveActions(context.db, content, input.rows, year)
  return saved(context, input.id, 'analysis.save-actions', content.actions, ids)
}

/** The log keeps the list before and after, whole, so that Ångra can put it back. */
function saved(
  context: Context,
  id: number,
  action: UndoableAction,
  before: readonly unknown[],
  ids: number[],
): { version: number; savedAt: string; ids: number[] } {
  const content = getAnalysis(context, id)
  const after = {
    'analysis.save-commission': () => content.commission,
    'analysis.save-texts': () => content.texts,
    'analysis.save-members': () => content.members,
    'analysis.save-delhandelser': () => snapshotDelhandelser(content),
    'analysis.save-causes': () => snapshotCauses(content),
    'analysis.save-actions': () => content.actions,
  }[action]()
  return { ...commit(context, id, action, before, after), ids }
}
