import {
  TEXT_KEYS,
  type AnalysisContent,
  type Cause,
  type Commission,
  type Delhandelse,
  type Member,
  type TextKey,
} from '../../../shared/analysis/content.ts'
import { actionsOfAnalysis, insertAction, type NewAction } from '../action/repository.ts'
import type { Db } from '../db/database.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { analysedIncident } from './incidentLink.ts'
import { insertCause, insertDelhandelse, insertMember, causesOf, delhandelserOf, membersOf } from './rows.ts'

/** The column each free text is stored in. */
const TEXT_COLUMNS: Readonly<Record<TextKey, string>> = {
  method: 'method',
  sources: 'sources',
  summary: 'summary',
  eventDescription: 'event_description',
  noticed: 'noticed',
  similarEvents: 'similar_events',
  patientAccount: 'patient_account',
  barriers: 'barriers',
  sideFindings: 'side_findings',
  cost: 'cost',
  evaluation: 'evaluation',
  feedback: 'feedback',
  spread: 'spread',
}

interface AnalysisRow {
  id: number
  number: string
  incident_id: number
  forvaltning_id: number
  forvaltning_name: string
  title: string
  step: number
  started_date: string
  completed_date: string | null
  commissioner: string
  commissioner_role: string
  commission_date: string | null
  purpose: string
  scope: string
  wanted_end_date: string | null
  feedback_to: string
  lex_maria: Commission['lexMaria']
  in_nitha: number
  patient_heard: AnalysisContent['patientHeard']
  commissioner_comment: string
  decided_by: string
  decided_date: string | null
  is_example: number
  version: number
}

/** Everything of one analysis, its incident and its åtgärder; undefined when there is none. */
export function findAnalysis(db: Db, id: number): AnalysisContent | undefined {
  const row = db.get<AnalysisRow & Record<TextKey, string>>(
    `SELECT analysis.*, unit.name AS forvaltning_name,
       ${TEXT_KEYS.map((key) => `analysis.${TEXT_COLUMNS[key]} AS ${key}`).join(', ')}
     FROM analysis JOIN unit ON unit.id = analysis.forvaltning_id WHERE analysis.id = ?`,
    [id],
  )
  if (!row) return undefined
  const incident = analysedIncident(db, row.incident_id)
  if (!incident) return undefined
  return {
    id: row.id,
    number: row.number,
    incident,
    forvaltningId: row.forvaltning_id,
    forvaltningName: row.forvaltning_name,
    step: row.step,
    startedDate: row.started_date,
    completedDate: row.completed_date,
    commission: {
      title: row.title,
      commissioner: row.commissioner,
      commissionerRole: row.commissioner_role,
      commissionDate: row.commission_date,
      purpose: row.purpose,
      scope: row.scope,
      wantedEndDate: row.wanted_end_date,
      feedbackTo: row.feedback_to,
      lexMaria: row.lex_maria,
      inNitha: row.in_nitha === 1,
    },
    texts: textsFrom((key) => row[key]),
    patientHeard: row.patient_heard,
    members: membersOf(db, id),
    delhandelser: delhandelserOf(db, id),
    causes: causesOf(db, id),
    actions: actionsOfAnalysis(db, id),
    decision: {
      comment: row.commissioner_comment,
      decidedBy: row.decided_by,
      decidedDate: row.decided_date,
    },
    isExample: row.is_example === 1,
    version: row.version,
  }
}

/** The head of an analysis to be stored; what is left out is empty. */
export interface NewAnalysis {
  readonly incidentId: number
  readonly forvaltningId: number
  readonly title: string
  /** 1–8; 1 unless said. */
  readonly step?: number
  readonly startedDate: string
  readonly completedDate?: string | null
  readonly commission?: Partial<Omit<Commission, 'title'>>
  readonly texts?: Partial<Record<TextKey, string>>
  readonly patientHeard?: AnalysisContent['patientHeard']
  readonly decision?: Partial<AnalysisContent['decision']>
  readonly isExample: boolean
}

/** The rows of a new analysis; they point at each other by place in their lists, since none has an id yet. */
export interface NewAnalysisParts {
  readonly members?: readonly Omit<Member, 'id'>[]
  readonly delhandelser?: readonly Omit<Delhandelse, 'id'>[]
  readonly causes?: readonly (Omit<Cause, 'id' | 'delhandelseId'> & { readonly delhandelse: number | null })[]
  readonly actions?: readonly (Omit<NewAction, 'causeIds'> & { readonly causes: readonly number[] })[]
}

/** Stores a whole analysis with its rows and numbers (HA, ATG, of the year it started). Inside the caller's transaction. */
export function insertAnalysis(
  db: Db,
  analysis: NewAnalysis,
  parts: NewAnalysisParts = {},
): { id: number; number: string } {
  const year = Number(analysis.startedDate.slice(0, 4))
  const number = nextNumber(db, 'HA', year)
  const { commission = {}, decision = {}, texts = {} } = analysis
  const { id } = db.run(
    `INSERT INTO analysis (number, kind, incident_id, forvaltning_id, title, step, started_date, completed_date,
       commissioner, commissioner_role, commission_date, purpose, scope, wanted_end_date, feedback_to, lex_maria,
       in_nitha, patient_heard, commissioner_comment, decided_by, decided_date, is_example,
       ${TEXT_KEYS.map((key) => TEXT_COLUMNS[key]).join(', ')})
     VALUES (@number, 'handelseanalys', @incidentId, @forvaltningId, @title, @step, @startedDate, @completedDate,
       @commissioner, @commissionerRole, @commissionDate, @purpose, @scope, @wantedEndDate, @feedbackTo, @lexMaria,
       @inNitha, @patientHeard, @comment, @decidedBy, @decidedDate, @isExample,
       ${TEXT_KEYS.map((key) => `@${key}`).join(', ')})`,
    {
      number,
      incidentId: analysis.incidentId,
      forvaltningId: analysis.forvaltningId,
      title: analysis.title,
      step: analysis.step ?? 1,
      startedDate: analysis.startedDate,
      completedDate: analysis.completedDate ?? null,
      commissioner: commission.commissioner ?? '',
      commissionerRole: commission.commissionerRole ?? '',
      commissionDate: commission.commissionDate ?? null,
      purpose: commission.purpose ?? '',
      scope: commission.scope ?? '',
      wantedEndDate: commission.wantedEndDate ?? null,
      feedbackTo: commission.feedbackTo ?? '',
      lexMaria: commission.lexMaria ?? 'ej_avgjort',
      inNitha: commission.inNitha ? 1 : 0,
      patientHeard: analysis.patientHeard ?? 'ej_angivet',
      comment: decision.comment ?? '',
      decidedBy: decision.decidedBy ?? '',
      decidedDate: decision.decidedDate ?? null,
      isExample: analysis.isExample ? 1 : 0,
      ...textsFrom((key) => texts[key] ?? ''),
    },
  )
  parts.members?.forEach((member, position) => insertMember(db, id, position, member))
  const delhandelseIds = (parts.delhandelser ?? []).map((row, position) =>
    insertDelhandelse(db, id, position, row),
  )
  const causeIds = (parts.causes ?? []).map(({ delhandelse, ...row }, position) =>
    insertCause(db, id, position, {
      ...row,
      delhandelseId: delhandelse === null ? null : at(delhandelseIds, delhandelse),
    }),
  )
  const home = {
    analysisId: id,
    incidentId: analysis.incidentId,
    forvaltningId: analysis.forvaltningId,
    isExample: analysis.isExample,
  }
  parts.actions?.forEach(({ causes, ...action }, position) => {
    const linked = causes.map((index) => at(causeIds, index))
    insertAction(db, home, position, { ...action, causeIds: linked }, year)
  })
  return { id, number }
}

export function updateCommission(db: Db, id: number, commission: Commission): void {
  db.run(
    `UPDATE analysis SET title = @title, commissioner = @commissioner, commissioner_role = @commissionerRole,
       commission_date = @commissionDate, purpose = @purpose, scope = @scope, wanted_end_date = @wantedEndDate,
       feedback_to = @feedbackTo, lex_maria = @lexMaria, in_nitha = @inNitha WHERE id = @id`,
    { id, ...commission, inNitha: commission.inNitha ? 1 : 0 },
  )
}

export function updateTexts(
  db: Db,
  id: number,
  texts: Readonly<Partial<Record<TextKey, string>>>,
  patientHeard: AnalysisContent['patientHeard'] | undefined,
): void {
  for (const key of TEXT_KEYS) {
    const text = texts[key]
    if (text !== undefined) db.run(`UPDATE analysis SET ${TEXT_COLUMNS[key]} = ? WHERE id = ?`, [text, id])
  }
  if (patientHeard !== undefined) {
    db.run('UPDATE analysis SET patient_heard = ? WHERE id = ?', [patientHeard, id])
  }
}

export function updateStep(db: Db, id: number, step: number): void {
  db.run('UPDATE analysis SET step = ? WHERE id = ?', [step, id])
}

export function updateDecisionHead(
  db: Db,
  id: number,
  decision: { comment: string; decidedBy: string; decidedDate: string },
): void {
  db.run('UPDATE analysis SET commissioner_comment = ?, decided_by = ?, decided_date = ? WHERE id = ?', [
    decision.comment,
    decision.decidedBy,
    decision.decidedDate,
    id,
  ])
}

export function updateCompleted(db: Db, id: number, completedDate: string | null): void {
  db.run('UPDATE analysis SET completed_date = ? WHERE id = ?', [completedDate, id])
}

/** Every change makes the next version, which the next caller must name. */
export function bumpVersion(db: Db, id: number): number {
  const version = db.value<number>(
    'UPDATE analysis SET version = version + 1 WHERE id = ? RETURNING version',
    [id],
  )
  if (version === undefined) throw new RangeError(`analysis ${id} is gone inside its own transaction`)
  return version
}

/** The number of an analysis of this incident that is still open. */
export function openAnalysisOf(db: Db, incidentId: number): string | undefined {
  return db.value<string>(
    'SELECT number FROM analysis WHERE incident_id = ? AND completed_date IS NULL ORDER BY id LIMIT 1',
    [incidentId],
  )
}

function textsFrom(text: (key: TextKey) => string): Record<TextKey, string> {
  return {
    method: text('method'),
    sources: text('sources'),
    summary: text('summary'),
    eventDescription: text('eventDescription'),
    noticed: text('noticed'),
    similarEvents: text('similarEvents'),
    patientAccount: text('patientAccount'),
    barriers: text('barriers'),
    sideFindings: text('sideFindings'),
    cost: text('cost'),
    evaluation: text('evaluation'),
    feedback: text('feedback'),
    spread: text('spread'),
  }
}

function at(ids: readonly number[], index: number): number {
  const id = ids[index]
  if (id === undefined) throw new RangeError(`no row at place ${index} of ${ids.length}`)
  return id
}
