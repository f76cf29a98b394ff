import type { Cause, Delhandelse, Member } from '../../../shared/analysis/content.ts'
import type { Db } from '../db/database.ts'

/** The rows of an analysis, in their order. A row put back by Ångra is inserted with the id it had. */

type New<Row extends { id: number }> = Omit<Row, 'id'> & { readonly id?: number }

export function membersOf(db: Db, analysisId: number): Member[] {
  return db.all<Member>(
    'SELECT id, role, profession, unit FROM analysis_member WHERE analysis_id = ? ORDER BY position, id',
    [analysisId],
  )
}

export function insertMember(db: Db, analysisId: number, position: number, row: New<Member>): number {
  return db.run(
    'INSERT INTO analysis_member (id, analysis_id, position, role, profession, unit) VALUES (?, ?, ?, ?, ?, ?)',
    [row.id ?? null, analysisId, position, row.role, row.profession, row.unit],
  ).id
}

export function updateMember(db: Db, position: number, row: Member): void {
  db.run('UPDATE analysis_member SET position = ?, role = ?, profession = ?, unit = ? WHERE id = ?', [
    position,
    row.role,
    row.profession,
    row.unit,
    row.id,
  ])
}

export function delhandelserOf(db: Db, analysisId: number): Delhandelse[] {
  return db.all<Delhandelse>(
    `SELECT id, time_text AS timeText, actor, text, source, deviation FROM delhandelse
     WHERE analysis_id = ? ORDER BY position, id`,
    [analysisId],
  )
}

export function insertDelhandelse(
  db: Db,
  analysisId: number,
  position: number,
  row: New<Delhandelse>,
): number {
  return db.run(
    `INSERT INTO delhandelse (id, analysis_id, position, time_text, actor, text, source, deviation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [row.id ?? null, analysisId, position, row.timeText, row.actor, row.text, row.source, row.deviation],
  ).id
}

export function updateDelhandelse(db: Db, position: number, row: Delhandelse): void {
  db.run(
    'UPDATE delhandelse SET position = ?, time_text = ?, actor = ?, text = ?, source = ?, deviation = ? WHERE id = ?',
    [position, row.timeText, row.actor, row.text, row.source, row.deviation, row.id],
  )
}

export function causesOf(db: Db, analysisId: number): Cause[] {
  return db.all<Cause>(
    `SELECT id, delhandelse_id AS delhandelseId, text, area, subcategory, no_action_reason AS noActionReason
     FROM cause WHERE analysis_id = ? ORDER BY position, id`,
    [analysisId],
  )
}

export function insertCause(db: Db, analysisId: number, position: number, row: New<Cause>): number {
  return db.run(
    `INSERT INTO cause (id, analysis_id, delhandelse_id, position, text, area, subcategory, no_action_reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id ?? null,
      analysisId,
      row.delhandelseId,
      position,
      row.text,
      row.area,
      row.subcategory,
      row.noActionReason,
    ],
  ).id
}

export function updateCause(db: Db, position: number, row: Cause): void {
  db.run(
    `UPDATE cause SET position = ?, delhandelse_id = ?, text = ?, area = ?, subcategory = ?, no_action_reason = ?
     WHERE id = ?`,
    [position, row.delhandelseId, row.text, row.area, row.subcategory, row.noActionReason, row.id],
  )
}
