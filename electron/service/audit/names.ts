import { procedureWords } from '../../../shared/audit/acts.ts'
import type { Db } from '../db/database.ts'

/** What a row of the log is about, as people know it, and where it belongs. */
export interface Subject {
  /** '' when there is no other name than the log's own. */
  readonly name: string
  readonly incidentId: number | null
  readonly analysisId: number | null
  /** For case content: the förvaltning whose it is; null when it is not known (or in several). */
  readonly forvaltningId: number | null
  /** case: text about a case. open: who may see the row may read its content. unknown: nobody is sure. */
  readonly content: 'case' | 'open' | 'unknown'
}

const open = (name = ''): Subject => ({
  name,
  incidentId: null,
  analysisId: null,
  forvaltningId: null,
  content: 'open',
})
const caseOf = (subject: Partial<Subject>): Subject => ({ ...open(), content: 'case', ...subject })

interface Place {
  name: string
  incident_id: number | null
  analysis_id: number | null
  forvaltning_id: number | null
}

const INCIDENT = `SELECT arendenr AS name, id AS incident_id, NULL AS analysis_id, forvaltning_id FROM incident WHERE id = ?`
const PLACES: Readonly<Record<string, string>> = {
  incident: INCIDENT,
  // One identity per case: the log names it by the case's id.
  patient: INCIDENT,
  analysis: `SELECT number AS name, incident_id, id AS analysis_id, forvaltning_id FROM analysis WHERE id = ?`,
  action: `SELECT number AS name, incident_id, analysis_id, forvaltning_id FROM action WHERE id = ?`,
  // A file may be named after its patient: the log names it by the case it hangs on.
  attachment: `SELECT coalesce(incident.arendenr, analysis.number) AS name, attachment.incident_id, attachment.analysis_id,
       coalesce(incident.forvaltning_id, analysis.forvaltning_id) AS forvaltning_id
     FROM attachment LEFT JOIN incident ON incident.id = attachment.incident_id
     LEFT JOIN analysis ON analysis.id = attachment.analysis_id WHERE attachment.id = ?`,
}

const REPORT = `SELECT unit.code || ' ' || annual_report.year FROM annual_report
  JOIN unit ON unit.id = annual_report.unit_id WHERE annual_report.id = ?`

/** Finds what the log's entity and id point at. What is gone, or was never one row, keeps the log's own name. */
export function subjectOf(db: Db, entity: string, entityId: string): Subject {
  const sql = Object.hasOwn(PLACES, entity) ? PLACES[entity] : undefined
  if (sql !== undefined) {
    const place = /^\d{1,15}$/.test(entityId) ? db.get<Place>(sql, [Number(entityId)]) : undefined
    if (!place) return caseOf({})
    return caseOf({
      name: place.name,
      incidentId: place.incident_id,
      analysisId: place.analysis_id,
      forvaltningId: place.forvaltning_id,
    })
  }
  switch (entity) {
    case 'annual_report':
    case 'annual_report_section': {
      const [report = '', section = ''] = entityId.split('/')
      const name = /^\d+$/.test(report) ? db.value<string>(REPORT, [Number(report)]) : report
      return open([name ?? report, section].filter(Boolean).join(', '))
    }
    case 'account':
      return open(db.value<string>('SELECT name FROM account WHERE id = ?', [entityId]) ?? '')
    case 'procedure':
      return open(procedureWords(entityId))
    case 'arbetsyta':
    case 'audit':
    case 'backup':
    case 'import':
    case 'indicator':
    case 'code':
    case 'setting':
    case 'unit':
      return open()
    default:
      return { ...open(), content: 'unknown' }
  }
}

/** A number as it stands on a case's page, and everything that hangs on it, as the log names them. */
export function relatedTo(db: Db, about: string): { entity: string; entityId: string }[] | undefined {
  const text = about.trim().toUpperCase()
  const series = /^(AVV|LM|HA|ATG)-\d{4}-\d{1,6}$/.exec(text)?.[1]
  if (series === undefined) return undefined
  const ids = (sql: string, params: readonly (string | number)[]) =>
    db.all<{ id: number }>(sql, params).map(({ id }) => id)
  const all = (entity: string, found: readonly number[]) =>
    found.map((id) => ({ entity, entityId: String(id) }))
  if (series === 'ATG') return all('action', ids('SELECT id FROM action WHERE number = ?', [text]))
  const incidents =
    series === 'AVV'
      ? ids('SELECT id FROM incident WHERE arendenr = ?', [text])
      : series === 'LM'
        ? ids('SELECT incident_id AS id FROM lex_maria_case WHERE number = ?', [text])
        : []
  const analyses =
    series === 'HA'
      ? ids('SELECT id FROM analysis WHERE number = ?', [text])
      : incidents.flatMap((id) => ids('SELECT id FROM analysis WHERE incident_id = ?', [id]))
  const below = (table: 'action' | 'attachment') => [
    ...incidents.flatMap((id) => ids(`SELECT id FROM ${table} WHERE incident_id = ?`, [id])),
    ...analyses.flatMap((id) => ids(`SELECT id FROM ${table} WHERE analysis_id = ?`, [id])),
  ]
  return [
    ...all('incident', incidents),
    ...all('patient', incidents),
    ...all('analysis', analyses),
    ...all('action', [...new Set(below('action'))]),
    ...all('attachment', [...new Set(below('attachment'))]),
  ]
}
