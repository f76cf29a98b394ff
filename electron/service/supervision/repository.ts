import type { IvoBeslut, LexMariaBeslut } from '../../../shared/supervision/codes.ts'
import type { LexMariaCase } from '../../../shared/supervision/contract.ts'
import type { Db } from '../db/database.ts'

/** A lex Maria case as the bulk makers give it. What is left out is empty. */
export interface NewLexMariaCaseRow {
  readonly number: string
  readonly incidentId: number
  readonly decision: LexMariaBeslut
  readonly decisionDate?: string | null
  readonly decisionReason?: string
  readonly decidedBy?: string
  readonly reportedDate?: string | null
  /** The date in the source's words, when it is not a day. */
  readonly reportedText?: string | null
  readonly ivoDnr?: string | null
  readonly ivoDecision?: IvoBeslut | null
  readonly ivoDecisionText?: string | null
  readonly ivoDecisionDate?: string | null
  readonly isExample?: boolean
}

/** Adds the one case of an incident; its förvaltning is the incident's. Makes no audit row. */
export function insertLexMariaCase(db: Db, row: NewLexMariaCaseRow): number {
  return db.run(
    `INSERT INTO lex_maria_case (number, incident_id, forvaltning_id, decision, decision_date, decision_reason,
       decided_by, reported_date, reported_text, ivo_dnr, ivo_decision, ivo_decision_text, ivo_decision_date, is_example)
     VALUES (@number, @incident_id, (SELECT forvaltning_id FROM incident WHERE id = @incident_id), @decision,
       @decision_date, @decision_reason, @decided_by, @reported_date, @reported_text, @ivo_dnr, @ivo_decision,
       @ivo_decision_text, @ivo_decision_date, @is_example)`,
    {
      number: row.number,
      incident_id: row.incidentId,
      decision: row.decision,
      decision_date: row.decisionDate ?? null,
      decision_reason: row.decisionReason ?? '',
      decided_by: row.decidedBy ?? '',
      reported_date: row.reportedDate ?? null,
      reported_text: row.reportedText ?? null,
      ivo_dnr: row.ivoDnr ?? null,
      ivo_decision: row.ivoDecision ?? null,
      ivo_decision_text: row.ivoDecisionText ?? null,
      ivo_decision_date: row.ivoDecisionDate ?? null,
      is_example: row.isExample ? 1 : 0,
    },
  ).id
}

interface CaseRow {
  id: number
  number: string
  incident_id: number
  decision: LexMariaBeslut
  decision_date: string | null
  decision_reason: string
  decided_by: string
  reported_date: string | null
  reported_text: string | null
  ivo_dnr: string | null
  ivo_decision: IvoBeslut | null
  ivo_decision_text: string | null
  ivo_decision_date: string | null
}

/** The case of an incident, or null when there is none yet. */
export function findCase(db: Db, incidentId: number): LexMariaCase | null {
  const row = db.get<CaseRow>(
    `SELECT id, number, incident_id, decision, decision_date, decision_reason, decided_by, reported_date,
       reported_text, ivo_dnr, ivo_decision, ivo_decision_text, ivo_decision_date
     FROM lex_maria_case WHERE incident_id = ?`,
    [incidentId],
  )
  return row
    ? {
        id: row.id,
        number: row.number,
        incidentId: row.incident_id,
        decision: row.decision,
        decisionDate: row.decision_date,
        decisionReason: row.decision_reason,
        decidedBy: row.decided_by,
        reportedDate: row.reported_date,
        reportedText: row.reported_text,
        ivoDnr: row.ivo_dnr,
        ivoDecision: row.ivo_decision,
        ivoDecisionText: row.ivo_decision_text,
        ivoDecisionDate: row.ivo_decision_date,
      }
    : null
}

export function updateDecision(
  db: Db,
  id: number,
  decision: Pick<LexMariaCase, 'decision' | 'decisionDate' | 'decisionReason' | 'decidedBy'>,
): void {
  db.run(
    'UPDATE lex_maria_case SET decision = ?, decision_date = ?, decision_reason = ?, decided_by = ? WHERE id = ?',
    [decision.decision, decision.decisionDate, decision.decisionReason, decision.decidedBy, id],
  )
}

export function updateReported(db: Db, id: number, reportedDate: string, ivoDnr: string | null): void {
  db.run('UPDATE lex_maria_case SET reported_date = ?, ivo_dnr = ? WHERE id = ?', [reportedDate, ivoDnr, id])
}

export function updateIvoDecision(
  db: Db,
  id: number,
  decision: { kind: IvoBeslut; date: string; text: string | null },
): void {
  db.run(
    'UPDATE lex_maria_case SET ivo_decision = ?, ivo_decision_date = ?, ivo_decision_text = ? WHERE id = ?',
    [decision.kind, decision.date, decision.text, id],
  )
}
