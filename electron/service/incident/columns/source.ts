import { TAG_FIELDS, type TagField } from '../../../../shared/incident/fields.ts'
import type { Db } from '../../db/database.ts'
import type { Rung } from '../cursor.ts'
import { FEEDBACK, TAG_KEYS } from '../where.ts'

/** Columns of `incident` that are kept as codes: by name, what is selected. */
export const CODED = {
  forvaltning: 'forvaltning_id',
  unit: 'unit_id',
  arendetyp: 'arendetyp',
  handelsetyp: 'handelsetyp',
  undertyp: 'undertyp',
  status: 'status',
  harm: 'harm',
  potentialHarm: 'potential_harm',
  riskLevel: 'risk_level',
  riskScore: 'risk_score',
  severity: 'reported_actual_severity',
  origin: 'origin',
  skadetyp: 'skadetyp',
  nccMerp: 'ncc_merp',
  vardtyp: 'vardtyp',
  vardprocess: 'vardprocess',
  reporterRole: 'reporter_role',
  medicalArea: 'medical_area',
  samverkan: 'samverkan',
  isChild: 'is_child',
  frailElderly: 'frail_elderly',
  fastVardkontakt: 'fast_vardkontakt',
  vardplan: 'vardplan',
  waitingKind: 'waiting_kind',
  guaranteePassed: 'guarantee_passed',
  incomplete: 'incomplete',
  assignedTo: 'assigned_to',
  feedback: FEEDBACK,
  importBatch: 'import_batch_id',
} as const
export type CodedName = keyof typeof CODED
export const CODED_NAMES = Object.keys(CODED) as CodedName[]

/** Kept as codes too, from other tables: sets of tags as one text each, and whether there is anything at all. */
export type LinkedName = TagField | 'hasAnalysis' | 'hasLexMaria'
export const LINKED_NAMES: readonly LinkedName[] = [...TAG_KEYS, 'hasAnalysis', 'hasLexMaria']
export type ColumnName = CodedName | LinkedName

/** Between the codes of a set of tags. */
export const BETWEEN = ','

const FIRST = 'id, sort_date, reported_at'
/** Where the coded columns begin in a row. */
export const CODED_FROM = 3
const SELECT = `SELECT ${FIRST}, ${Object.values(CODED).join(', ')} FROM incident`

/** id, sort_date, reported_at, then the coded columns. */
export type RawRow = readonly [number, string, string, ...Rung[]]

/** The next rows after an id, ascending. */
export function readAfter(db: Db, id: number, count: number): RawRow[] {
  return rows(db, `${SELECT} INDEXED BY incident_columns WHERE id > ? ORDER BY id LIMIT ?`, [id, count])
}

/** Those of the ids that there are. */
export function readThese(db: Db, ids: readonly number[]): RawRow[] {
  return rows(db, `${SELECT} WHERE id IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)])
}

function rows(db: Db, sql: string, params: readonly (number | string)[]): RawRow[] {
  // The one place where these rows become typed: the statement is this file's own.
  return db.arrays(sql, params) as unknown as RawRow[]
}

export interface Linked {
  readonly tags: ReadonlyMap<number, Partial<Record<TagField, string>>>
  readonly analysis: ReadonlySet<number>
  readonly lexMaria: ReadonlySet<number>
}

/** What other tables say of the cases from an id to another, both included. */
export function linkedBetween(db: Db, from: number, to: number): Linked {
  return linked(db, 'BETWEEN ? AND ?', [from, to])
}

export function linkedOf(db: Db, ids: readonly number[]): Linked {
  return linked(db, 'IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)])
}

function linked(db: Db, which: string, params: readonly (number | string)[]): Linked {
  const tags = new Map<number, Partial<Record<TagField, string>>>()
  const found = db.arrays(
    `SELECT incident_id, list, code FROM incident_tag WHERE incident_id ${which} ORDER BY incident_id, list, code`,
    params,
  )
  for (const [id, list, code] of found as unknown as [number, string, string][]) {
    const field = FIELD_OF_LIST.get(list)
    if (field === undefined) continue
    const own = tags.get(id) ?? {}
    tags.set(id, own)
    const before = own[field]
    own[field] = before === undefined ? code : before + BETWEEN + code
  }
  return {
    tags,
    analysis: new Set(
      db.column<number>(`SELECT incident_id FROM analysis WHERE incident_id ${which}`, params),
    ),
    lexMaria: new Set(
      db.column<number>(`SELECT incident_id FROM lex_maria_case WHERE incident_id ${which}`, params),
    ),
  }
}

const FIELD_OF_LIST = new Map<string, TagField>(TAG_KEYS.map((field) => [TAG_FIELDS[field], field]))

/** What a noted change is about. */
export const NOTED = { row: 0, number: 1, names: 2 } as const

const COLUMNS = [
  'sort_date',
  'reported_at',
  'feedback_given_date',
  'feedback_wanted',
  'feedback_skip_reason',
  ...Object.values(CODED).filter((column) => column !== FEEDBACK),
]

const note = (id: string, kind: number) => `INSERT INTO register_noted (id, kind) VALUES (${id}, ${kind});`
const onRow = (table: string, ids: { old: string; new: string }) => `
  CREATE TEMP TRIGGER register_${table}_insert AFTER INSERT ON main.${table} BEGIN ${note(ids.new, NOTED.row)} END;
  CREATE TEMP TRIGGER register_${table}_delete AFTER DELETE ON main.${table} BEGIN ${note(ids.old, NOTED.row)} END;
  CREATE TEMP TRIGGER register_${table}_update AFTER UPDATE ON main.${table} BEGIN
    ${note(ids.old, NOTED.row)} ${note(ids.new, NOTED.row)} END;`
const onNames = (table: string) =>
  ['INSERT', 'UPDATE', 'DELETE']
    .map(
      (change) =>
        `CREATE TEMP TRIGGER register_${table}_${change} AFTER ${change} ON main.${table} BEGIN ${note('0', NOTED.names)} END;`,
    )
    .join('\n')

/**
 * Notes every change by this connection, whoever makes it, in a table that is part of the same transaction: a change
 * that is taken back takes its note with it. The file is open here alone, so there are no other writers.
 */
export function noteChanges(db: Db): void {
  const old = db.column<string>(
    "SELECT name FROM temp.sqlite_master WHERE type = 'trigger' AND name GLOB 'register_*'",
  )
  db.raw.exec(`
    ${old.map((name) => `DROP TRIGGER temp.${name};`).join('\n')}
    DROP TABLE IF EXISTS temp.register_noted;
    CREATE TEMP TABLE register_noted (seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, kind INTEGER NOT NULL);
    CREATE TEMP TRIGGER register_incident_insert AFTER INSERT ON main.incident BEGIN ${note('new.id', NOTED.number)} END;
    CREATE TEMP TRIGGER register_incident_delete AFTER DELETE ON main.incident BEGIN ${note('old.id', NOTED.number)} END;
    CREATE TEMP TRIGGER register_incident_update AFTER UPDATE OF ${COLUMNS.join(', ')} ON main.incident BEGIN
      ${note('new.id', NOTED.row)} END;
    CREATE TEMP TRIGGER register_incident_number AFTER UPDATE OF id, arendenr ON main.incident BEGIN
      ${note('old.id', NOTED.number)} ${note('new.id', NOTED.number)} END;
    ${onRow('incident_tag', { old: 'old.incident_id', new: 'new.incident_id' })}
    ${onRow('analysis', { old: 'coalesce(old.incident_id, 0)', new: 'coalesce(new.incident_id, 0)' })}
    ${onRow('lex_maria_case', { old: 'old.incident_id', new: 'new.incident_id' })}
    ${['unit', 'code', 'account'].map(onNames).join('\n')}
  `)
}

export interface Noted {
  readonly seq: number
  readonly id: number
  readonly kind: number
}

/** What has been noted after a number, at most `most` of it. */
export function notedAfter(db: Db, seq: number, most: number): Noted[] {
  return db.all<Noted>('SELECT seq, id, kind FROM temp.register_noted WHERE seq > ? ORDER BY seq LIMIT ?', [
    seq,
    most,
  ])
}

/** Forgets what has been taken in; the numbers begin anew. */
export function forgetNoted(db: Db): void {
  db.run('DELETE FROM temp.register_noted')
}
