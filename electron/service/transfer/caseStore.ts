import type { Db } from '../db/database.ts'
import { insertIncident, reindexIncident, type NewIncidentRow } from '../incident/repository.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { insertLexMariaCase } from '../supervision/repository.ts'
import { PublishedPlaces } from './publishedPlaces.ts'
import type { SourceCase } from './readCases.ts'

/** What became of a case: `kept` is one that changed in the source but has been worked on here. */
export type Fate = 'new' | 'unchanged' | 'changed' | 'kept'

/** Puts cases in the register by their import key, inside the caller's transaction. */
export class CaseStore {
  readonly #db: Db
  readonly #sourceSystem: string
  readonly #at: string
  readonly #places: PublishedPlaces

  constructor(db: Db, sourceSystem: string, at: string) {
    this.#db = db
    this.#sourceSystem = sourceSystem
    this.#at = at
    this.#places = new PublishedPlaces(db)
  }

  put(found: SourceCase): Fate {
    const stored = this.#db.get<{ id: number; source_hash: string | null; version: number }>(
      'SELECT id, source_hash, version FROM incident WHERE source_system = ? AND source_key = ?',
      [this.#sourceSystem, found.key],
    )
    if (!stored) {
      this.#insert(found)
      return 'new'
    }
    if (stored.source_hash === found.hash) return 'unchanged'
    if (stored.version > 1) return 'kept'
    this.#update(stored.id, found)
    return 'changed'
  }

  #insert(found: SourceCase): void {
    const year = Number(this.#at.slice(0, 4))
    const id = insertIncident(this.#db, {
      ...found.incident,
      arendenr: nextNumber(this.#db, 'AVV', year),
      reportedAt: this.#at,
      unitId: this.#places.unitFor(found.place),
    })
    this.#db.run('UPDATE incident SET source_hash = ? WHERE id = ?', [found.hash, id])
    if (found.lexMaria) {
      insertLexMariaCase(this.#db, {
        ...found.lexMaria,
        incidentId: id,
        number: nextNumber(this.#db, 'LM', year),
      })
    }
  }

  /** Nobody has touched it here, so the source's new words take the place of its old ones. */
  #update(id: number, found: SourceCase): void {
    const unitId = this.#places.unitFor(found.place)
    const columns: Record<string, string | number | null> = {
      unit_id: unitId,
      forvaltning_id:
        this.#db.value<number>('SELECT forvaltning_id FROM unit WHERE id = ?', [unitId]) ?? null,
      source_hash: found.hash,
    }
    for (const [field, column] of Object.entries(SOURCE_COLUMNS) as [keyof typeof SOURCE_COLUMNS, string][]) {
      columns[column] = found.incident[field] ?? (TEXT_COLUMNS.has(column) ? '' : null)
    }
    const sets = Object.keys(columns).map((column) => `${column} = @${column}`)
    this.#db.run(`UPDATE incident SET ${sets.join(', ')} WHERE id = @id`, { ...columns, id })
    reindexIncident(this.#db, id)
    this.#updateLexMaria(id, found)
  }

  #updateLexMaria(id: number, found: SourceCase): void {
    const { lexMaria } = found
    const existing = this.#db.value<number>('SELECT id FROM lex_maria_case WHERE incident_id = ?', [id])
    if (!lexMaria) {
      if (existing !== undefined) this.#db.run('DELETE FROM lex_maria_case WHERE id = ?', [existing])
      return
    }
    if (existing === undefined) {
      const number = nextNumber(this.#db, 'LM', Number(this.#at.slice(0, 4)))
      insertLexMariaCase(this.#db, { ...lexMaria, incidentId: id, number })
      return
    }
    this.#db.run(
      `UPDATE lex_maria_case SET forvaltning_id = (SELECT forvaltning_id FROM incident WHERE id = ?), decision = ?,
         reported_date = ?, reported_text = ?, ivo_decision_text = ?, ivo_decision_date = ? WHERE id = ?`,
      [
        id,
        lexMaria.decision,
        lexMaria.reportedDate ?? null,
        lexMaria.reportedText ?? null,
        lexMaria.ivoDecisionText ?? null,
        lexMaria.ivoDecisionDate ?? null,
        existing,
      ],
    )
  }
}

/** The fields that come from a source, and their columns. */
const SOURCE_COLUMNS = {
  origin: 'origin',
  status: 'status',
  handelsetyp: 'handelsetyp',
  title: 'title',
  description: 'description',
  sourceUrl: 'source_url',
  sourcePublisher: 'source_publisher',
  sourceDate: 'source_date',
  eventDate: 'event_date',
  eventText: 'event_text',
  sortDate: 'sort_date',
  vardtyp: 'vardtyp',
  specialty: 'specialty',
  consequence: 'consequence',
  causesText: 'causes_text',
  measuresText: 'measures_text',
  reportedActualSeverity: 'reported_actual_severity',
  patientText: 'patient_text',
  patientSex: 'patient_sex',
  patientAge: 'patient_age',
  diarienummer: 'diarienummer',
} as const satisfies Partial<Record<keyof NewIncidentRow, string>>

const TEXT_COLUMNS: ReadonlySet<string> = new Set(['consequence', 'causes_text', 'measures_text'])
