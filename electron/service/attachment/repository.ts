import type { Attachment, AttachmentOwner, RemovedAttachment } from '../../../shared/attachment/contract.ts'
import type { AttachmentType } from '../../../shared/attachment/types.ts'
import { ATTACHMENT_TYPE_CODES, ATTACHMENT_TYPES } from '../../../shared/attachment/types.ts'
import type { Db } from '../db/database.ts'

export interface StoredAttachment extends Attachment {
  readonly owner: AttachmentOwner
  readonly sha256: string
}

export interface NewAttachment {
  readonly owner: AttachmentOwner
  readonly name: string
  readonly type: AttachmentType
  readonly sha256: string
  readonly personnummerSeen: boolean
  readonly addedAt: string
  readonly addedBy: string
  readonly content: Buffer
}

interface Row {
  id: number
  incident_id: number | null
  analysis_id: number | null
  name: string
  media_type: string
  size: number
  sha256: string
  description: string
  personnummer_seen: number
  added_at: string
  added_by_name: string
}

const SELECT = `SELECT attachment.id, incident_id, analysis_id, attachment.name, media_type, size, sha256, description,
    personnummer_seen, added_at, account.name AS added_by_name
  FROM attachment JOIN account ON account.id = attachment.added_by`

const TYPE_OF = new Map<string, AttachmentType>(
  ATTACHMENT_TYPE_CODES.map((type) => [ATTACHMENT_TYPES[type].mediaType, type]),
)

/** What is there now, oldest first. */
export function attachmentsOf(db: Db, owner: AttachmentOwner): StoredAttachment[] {
  const { column, id } = columnOf(owner)
  return db
    .all<Row>(`${SELECT} WHERE ${column} = ? AND removed_at IS NULL ORDER BY attachment.id`, [id])
    .map(stored)
}

/** Everything there is, whatever it belongs to. */
export function allAttachments(db: Db): StoredAttachment[] {
  return db.all<Row>(`${SELECT} WHERE removed_at IS NULL ORDER BY attachment.id`).map(stored)
}

export function removedOf(db: Db, owner: AttachmentOwner): RemovedAttachment[] {
  const { column, id } = columnOf(owner)
  return db.all<RemovedAttachment>(
    `SELECT attachment.id, attachment.name, removed_at AS removedAt, coalesce(account.name, '') AS removedBy,
       removed_reason AS reason
     FROM attachment LEFT JOIN account ON account.id = attachment.removed_by
     WHERE ${column} = ? AND removed_at IS NOT NULL ORDER BY removed_at, attachment.id`,
    [id],
  )
}

/** One that is not removed. */
export function findAttachment(db: Db, id: number): StoredAttachment | undefined {
  const row = db.get<Row>(`${SELECT} WHERE attachment.id = ? AND removed_at IS NULL`, [id])
  return row && stored(row)
}

/** Whose it is, or was before it was removed. */
export function findOwner(db: Db, id: number): AttachmentOwner | undefined {
  const row = db.get<Pick<Row, 'incident_id' | 'analysis_id'>>(
    'SELECT incident_id, analysis_id FROM attachment WHERE id = ?',
    [id],
  )
  return row && ownerIn(row)
}

export function insertAttachment(db: Db, it: NewAttachment): number {
  const { id } = db.run(
    `INSERT INTO attachment
       (incident_id, analysis_id, name, media_type, size, sha256, personnummer_seen, added_at, added_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      'incidentId' in it.owner ? it.owner.incidentId : null,
      'analysisId' in it.owner ? it.owner.analysisId : null,
      it.name,
      ATTACHMENT_TYPES[it.type].mediaType,
      it.content.length,
      it.sha256,
      it.personnummerSeen ? 1 : 0,
      it.addedAt,
      it.addedBy,
    ],
  )
  db.run('INSERT INTO attachment_content (attachment_id, content) VALUES (?, ?)', [id, it.content])
  return id
}

export function updateDescription(db: Db, id: number, name: string, description: string): void {
  db.run('UPDATE attachment SET name = ?, description = ? WHERE id = ?', [name, description, id])
}

/** The content goes, for good: secure_delete writes zeros over its pages. The row stays. */
export function removeContent(db: Db, id: number, removed: { at: string; by: string; reason: string }): void {
  db.run('DELETE FROM attachment_content WHERE attachment_id = ?', [id])
  db.run('UPDATE attachment SET removed_at = ?, removed_by = ?, removed_reason = ? WHERE id = ?', [
    removed.at,
    removed.by,
    removed.reason,
    id,
  ])
}

export function readContent(db: Db, id: number): Buffer | undefined {
  return db.value<Buffer>('SELECT content FROM attachment_content WHERE attachment_id = ?', [id])
}

function columnOf(owner: AttachmentOwner): { column: 'incident_id' | 'analysis_id'; id: number } {
  return 'incidentId' in owner
    ? { column: 'incident_id', id: owner.incidentId }
    : { column: 'analysis_id', id: owner.analysisId }
}

/** The table's own check: exactly one of them is set. */
function ownerIn({ incident_id, analysis_id }: Pick<Row, 'incident_id' | 'analysis_id'>): AttachmentOwner {
  return incident_id === null ? { analysisId: analysis_id ?? 0 } : { incidentId: incident_id }
}

function stored(row: Row): StoredAttachment {
  const type = TYPE_OF.get(row.media_type)
  if (type === undefined) throw new RangeError('an attachment of an unknown type is stored')
  return {
    id: row.id,
    owner: ownerIn(row),
    name: row.name,
    type,
    size: row.size,
    sha256: row.sha256,
    description: row.description,
    personnummerSeen: row.personnummer_seen === 1,
    addedAt: row.added_at,
    addedBy: row.added_by_name,
  }
}
