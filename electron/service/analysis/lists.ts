import * as z from 'zod'
import { action, type Action } from '../../../shared/action/contract.ts'
import { decisionFaults, DECISION_FAULT_TEXT } from '../../../shared/action/rules.ts'
import {
  cause,
  delhandelse,
  member,
  type AnalysisContent,
  type Cause,
  type Delhandelse,
  type Member,
} from '../../../shared/analysis/content.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import {
  deleteAction,
  insertAction,
  linkCauses,
  updateProposal,
  type Proposal,
} from '../action/repository.ts'
import type { Db } from '../db/database.ts'
import {
  insertCause,
  insertDelhandelse,
  insertMember,
  updateCause,
  updateDelhandelse,
  updateMember,
} from './rows.ts'

/**
 * The lists of an analysis are saved whole: rows that stay keep their ids, new ones get theirs, the rest go.
 * A snapshot also holds what other lists say about its rows, since removing a row removes that too.
 */

/** A row as it is sent: null is a new one. */
type Sent<Row extends { id: number }> = Omit<Row, 'id'> & { readonly id: number | null }

export const snapshots = {
  members: z.array(member),
  delhandelser: z.array(delhandelse.extend({ causeIds: z.array(z.number()) })),
  causes: z.array(cause.extend({ actionIds: z.array(z.number()) })),
  actions: z.array(action),
} as const
export type Snapshot<Kind extends keyof typeof snapshots> = z.infer<(typeof snapshots)[Kind]>

export function snapshotDelhandelser({ delhandelser, causes }: AnalysisContent): Snapshot<'delhandelser'> {
  return delhandelser.map((row) => ({
    ...row,
    causeIds: causes.filter((cause) => cause.delhandelseId === row.id).map((cause) => cause.id),
  }))
}

export function snapshotCauses({ causes, actions }: AnalysisContent): Snapshot<'causes'> {
  return causes.map((row) => ({
    ...row,
    actionIds: actions.filter((action) => action.causeIds.includes(row.id)).map((action) => action.id),
  }))
}

export function saveMembers(db: Db, content: AnalysisContent, rows: readonly Sent<Member>[]): number[] {
  return sync(content.members, rows, {
    remove: (id) => db.run('DELETE FROM analysis_member WHERE id = ?', [id]),
    insert: (position, row) => insertMember(db, content.id, position, withoutNull(row)),
    update: (position, row) => updateMember(db, position, row),
  })
}

export function saveDelhandelser(
  db: Db,
  content: AnalysisContent,
  rows: readonly Sent<Delhandelse>[],
): number[] {
  return sync(content.delhandelser, rows, {
    remove: (id) => db.run('DELETE FROM delhandelse WHERE id = ?', [id]),
    insert: (position, row) => insertDelhandelse(db, content.id, position, withoutNull(row)),
    update: (position, row) => updateDelhandelse(db, position, row),
  })
}

export function saveCauses(db: Db, content: AnalysisContent, rows: readonly Sent<Cause>[]): number[] {
  const known = new Set(content.delhandelser.map((row) => row.id))
  for (const row of rows) {
    if (row.delhandelseId !== null && !known.has(row.delhandelseId)) {
      throw new LardomError('NOT_FOUND', { what: 'Delhändelsen som orsaken hör till' })
    }
  }
  return sync(content.causes, rows, {
    remove: (id) => db.run('DELETE FROM cause WHERE id = ?', [id]),
    insert: (position, row) => insertCause(db, content.id, position, withoutNull(row)),
    update: (position, row) => updateCause(db, position, row),
  })
}

/** What one may not do to an åtgärd that the uppdragsgivare has decided: remove it, or take away its time plan. */
function guardDecided(content: AnalysisContent, rows: readonly (Proposal & { id: number | null })[]): void {
  const sent = new Map(rows.map((row) => [row.id, row]))
  for (const stored of content.actions) {
    if (stored.decision === 'ej_beslutad') continue
    const row = sent.get(stored.id)
    if (!row) {
      throw new LardomError('RULE', {
        detail: `Åtgärd ${stored.number} är beslutad och kan inte tas bort. Ändra i stället beslutet till ”Genomförs ej”, med skäl.`,
      })
    }
    const lost = decisionFaults({ ...stored, responsible: row.responsible, dueDate: row.dueDate }).find(
      (fault) => fault !== 'skal_saknas',
    )
    if (lost !== undefined) throw new LardomError('RULE', { detail: DECISION_FAULT_TEXT[lost] })
  }
}

export function saveActions(
  db: Db,
  content: AnalysisContent,
  rows: readonly (Proposal & { readonly id: number | null })[],
  year: number,
): number[] {
  const known = new Set(content.causes.map((row) => row.id))
  for (const row of rows) {
    if (row.causeIds.some((id) => !known.has(id))) {
      throw new LardomError('NOT_FOUND', { what: 'Orsaken som åtgärden möter' })
    }
  }
  guardDecided(content, rows)
  return sync(content.actions, rows, {
    remove: (id) => deleteAction(db, id),
    insert: (position, row) =>
      insertAction(db, homeOf(content), position, { ...UNDECIDED, ...withoutNull(row) }, year),
    update: (position, row) => updateProposal(db, row.id, position, row),
  })
}

/** Puts a list back as a snapshot says, under the same ids, with the ties that rows removed since then had. */
export const restore = {
  members: (db: Db, content: AnalysisContent, rows: Snapshot<'members'>): void => {
    saveMembers(db, content, comingBack(content.members, rows))
  },
  delhandelser: (db: Db, content: AnalysisContent, rows: Snapshot<'delhandelser'>): void => {
    saveDelhandelser(db, content, comingBack(content.delhandelser, rows))
    for (const { id, causeIds } of rows) {
      for (const causeId of causeIds) {
        db.run(
          'UPDATE cause SET delhandelse_id = ? WHERE id = ? AND analysis_id = ? AND delhandelse_id IS NULL',
          [id, causeId, content.id],
        )
      }
    }
  },
  causes: (db: Db, content: AnalysisContent, rows: Snapshot<'causes'>): void => {
    const steps = new Set(content.delhandelser.map((row) => row.id))
    const tied = rows.map((row) => ({
      ...row,
      delhandelseId: row.delhandelseId !== null && steps.has(row.delhandelseId) ? row.delhandelseId : null,
    }))
    saveCauses(db, content, comingBack(content.causes, tied))
    const actions = new Set(content.actions.map((row) => row.id))
    for (const { id, actionIds } of rows) {
      for (const actionId of actionIds) if (actions.has(actionId)) linkCauses(db, actionId, [id])
    }
  },
  actions: (db: Db, content: AnalysisContent, rows: Snapshot<'actions'>): void => {
    const causes = new Set(content.causes.map((row) => row.id))
    const tied = rows.map((row) => ({ ...row, causeIds: row.causeIds.filter((id) => causes.has(id)) }))
    guardDecided(content, tied)
    // A row that comes back has its number, so that the year of a new one is never asked for.
    const year = Number(content.startedDate.slice(0, 4))
    sync(content.actions, comingBack(content.actions, tied), {
      remove: (id) => deleteAction(db, id),
      insert: (position, row) => insertAction(db, homeOf(content), position, withoutNull(row), year),
      update: (position, row) => updateProposal(db, row.id, position, row),
    })
  },
} as const

const UNDECIDED: Omit<Action, keyof Proposal | 'id' | 'number' | 'version'> = {
  decision: 'ej_beslutad',
  decisionReason: '',
  doneDate: null,
  followUpDate: null,
  effect: 'ej_matt',
  effectDate: null,
  effectText: '',
}

function homeOf(content: AnalysisContent) {
  return {
    analysisId: content.id,
    incidentId: content.incident.id,
    forvaltningId: content.forvaltningId,
    isExample: content.isExample,
  }
}

interface Table<Row> {
  readonly remove: (id: number) => void
  readonly insert: (position: number, row: Row) => number
  readonly update: (position: number, row: Row & { id: number }) => void
}

/** A row that is put back carries the id it had in `comesBack`, since it is no longer among the stored ones. */
type Incoming = { readonly id: number | null; readonly comesBack?: number }

function comingBack<Row extends { id: number }>(
  stored: readonly { id: number }[],
  rows: readonly Row[],
): (Omit<Row, 'id'> & Incoming)[] {
  const known = new Set(stored.map((row) => row.id))
  return rows.map((row) => (known.has(row.id) ? row : { ...row, id: null, comesBack: row.id }))
}

function withoutNull<Row extends Incoming>(row: Row): Omit<Row, 'id' | 'comesBack'> & { id?: number } {
  const { id: _new, comesBack, ...rest } = row
  return comesBack === undefined ? rest : { ...rest, id: comesBack }
}

function sync<Row extends Incoming>(
  stored: readonly { readonly id: number }[],
  sent: readonly Row[],
  table: Table<Row>,
): number[] {
  const known = new Set(stored.map((row) => row.id))
  const kept = new Set<number>()
  for (const { id } of sent) {
    if (id === null) continue
    if (!known.has(id)) throw new LardomError('NOT_FOUND', { what: 'En av raderna' })
    if (kept.has(id)) throw new LardomError('INPUT_INVALID', { detail: 'samma rad står två gånger' })
    kept.add(id)
  }
  for (const id of known) if (!kept.has(id)) table.remove(id)
  return sent.map((row, position) => {
    const { id } = row
    if (id === null) return table.insert(position, row)
    table.update(position, { ...row, id })
    return id
  })
}
