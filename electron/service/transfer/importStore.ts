import { codesOf, VANTETIDER } from '../../../shared/incident/codes.ts'
import { FIELD_LABELS, TAG_FIELDS } from '../../../shared/incident/fields.ts'
import { guaranteePassed } from '../../../shared/incident/vardgaranti.ts'
import type { Db } from '../db/database.ts'
import { insertIncident, reindexIncident, type NewIncidentRow } from '../incident/repository.ts'
import { writeTags } from '../incident/stored.ts'
import type { AuditEntry } from '../kernel/audit.ts'
import { workOn } from './caseWork.ts'
import { putLexMaria } from './lexMaria.ts'
import type { ReadCase } from './readCase.ts'
import {
  asColumn,
  canonical,
  isColumnValue,
  mark,
  MARK_WIDTH,
  readMarks,
  readSourceHash,
  sourceHash,
  TAG_VALUES,
  VALUE_COLUMNS,
  type SourceValues,
  type ValueName,
} from './sourceValues.ts'

/** A case that has been imported before. */
export interface KnownCase {
  readonly id: number
  readonly version: number
  readonly source_hash: string | null
  readonly unit_id: number
  readonly forvaltning_id: number
}

/** What becomes of a row, found out without changing anything. */
export type Decision =
  | { readonly fate: 'new' }
  | { readonly fate: 'unchanged'; readonly refresh: boolean }
  | { readonly fate: 'kept'; readonly why: string }
  | { readonly fate: 'changed'; readonly names: readonly ValueName[]; readonly move: boolean }

/** Values that follow from others: where they were changed here they stay so, and are no reason to leave the rest. */
const DERIVED: ReadonlySet<ValueName> = new Set(['title', 'eventText', 'sortDate', 'sourceDate'])

const LABELS: Readonly<Partial<Record<ValueName, string>>> = {
  ...FIELD_LABELS,
  status: 'Status',
  closedDate: 'Avslutad datum',
  statusReason: 'Skäl',
  patientText: 'Patienten i källans ord',
  sourceUrl: 'Källa',
  reportedAt: 'Rapporterat datum',
  lexReported: 'Anmäld till IVO',
  lexDecision: 'IVO:s beslut',
}

/** What undo needs to put a changed case back. */
export interface BeforeChange {
  readonly columns: Readonly<Record<string, string | number | null>>
  readonly tags: Readonly<Record<string, readonly string[]>>
  readonly lex: Readonly<Record<string, string | number | null>> | null | undefined
}

/** Finds, compares and writes the cases of one source. */
export class ImportStore {
  readonly #db: Db
  readonly #sourceSystem: string
  readonly #names: readonly ValueName[]
  readonly #titleIsDerived: boolean

  constructor(db: Db, sourceSystem: string, names: readonly ValueName[], titleIsDerived: boolean) {
    this.#db = db
    this.#sourceSystem = sourceSystem
    this.#names = names
    this.#titleIsDerived = titleIsDerived
  }

  /** The cases of these keys that are here already: one question for a whole chunk. */
  known(keys: readonly string[]): Map<string, KnownCase> {
    const rows = this.#db.all<KnownCase & { source_key: string }>(
      `SELECT i.source_key, i.id, i.version, i.source_hash, i.unit_id, i.forvaltning_id
       FROM json_each(?) k CROSS JOIN incident i ON i.source_system = ? AND i.source_key = k.value`,
      [JSON.stringify(keys), this.#sourceSystem],
    )
    return new Map(rows.map((row) => [row.source_key, row]))
  }

  /**
   * What the source has changed since it was last read is taken over, field by field, where the case still says what
   * the source said then. Where the same field has been changed here too, or work stands on the case, it is left as it
   * is. `unitId` is where the source now places it; undefined when that unit is yet to be made.
   */
  decide(found: ReadCase, known: KnownCase | undefined, unitId: number | undefined): Decision {
    if (!known) return { fate: 'new' }
    const base = readSourceHash(known.source_hash)
    if (base.marks === found.marks && base.unitId === unitId) return { fate: 'unchanged', refresh: false }
    const isOld = known.source_hash !== null && base.unitId === null
    const before = isOld ? undefined : readMarks(base.marks)
    const now = readMarks(found.marks)
    const candidates = this.#names.filter((name) => !before || before.get(name) !== now.get(name))
    const placed = base.unitId ?? known.unit_id
    const wantsMove = unitId !== placed
    if (candidates.length === 0 && !wantsMove) return { fate: 'unchanged', refresh: false }

    const current = this.#current(known.id)
    const names: ValueName[] = []
    const conflicts: string[] = []
    for (const name of candidates) {
      const here = canonical(current[name])
      if (here === canonical(found.values[name])) continue
      const asLastRead = before ? markOrNone(here) === before.get(name) : known.version === 1
      if (asLastRead) names.push(name)
      else if (!DERIVED.has(name) || (name === 'title' && !this.#titleIsDerived)) {
        conflicts.push(LABELS[name] ?? name)
      }
    }
    const movedHere = known.unit_id !== placed
    const move = wantsMove && unitId !== known.unit_id
    if (move && movedHere) conflicts.push(FIELD_LABELS.unitId)
    if (conflicts.length > 0) {
      const fields = conflicts.length === 1 ? 'Fältet' : 'Fälten'
      return {
        fate: 'kept',
        why: `${fields} ${conflicts.join(', ')} har ändrats både i källan och här. Ärendet lämnades som det är.`,
      }
    }
    if (names.length === 0 && !move) return { fate: 'unchanged', refresh: true }
    const work = workOn(this.#db, known.id)
    if (work !== undefined) {
      return { fate: 'kept', why: `Källan har ändrats, men ärendet lämnades som det är eftersom ${work}.` }
    }
    return { fate: 'changed', names, move }
  }

  insert(
    found: ReadCase,
    where: {
      unitId: number
      batchId: number
      at: string
      arendenr: string
      origin: NewIncidentRow['origin']
    },
  ): number {
    const year = Number(where.at.slice(0, 4))
    const id = insertIncident(this.#db, {
      // The values are fields of a new row by name and kind (sourceValues.ts).
      ...(found.values as Partial<NewIncidentRow> &
        Pick<NewIncidentRow, 'arendetyp' | 'status' | 'handelsetyp' | 'title' | 'description'>),
      reportedAt: String(found.values.reportedAt ?? where.at),
      arendenr: where.arendenr,
      origin: where.origin,
      unitId: where.unitId,
      sourceSystem: this.#sourceSystem,
      sourceKey: found.key,
      sourceHash: sourceHash(found.marks, where.unitId),
      importBatchId: where.batchId,
      feedbackWanted: false,
    })
    if (found.values.lexReported || found.values.lexDecision) putLexMaria(this.#db, id, found.values, year)
    this.#db.run(
      "INSERT INTO import_batch_row (batch_id, incident_id, fate, version) VALUES (?, ?, 'ny', 1)",
      [where.batchId, id],
    )
    return id
  }

  /** The source's memory alone: the case already says what the source now says. */
  refresh(found: ReadCase, known: KnownCase, unitId: number): void {
    this.#db.run('UPDATE incident SET source_hash = ? WHERE id = ?', [
      this.#mergedHash(found, known, unitId),
      known.id,
    ])
  }

  update(
    found: ReadCase,
    known: KnownCase,
    decision: Extract<Decision, { fate: 'changed' }>,
    where: { unitId: number; batchId: number; at: string; audit: (entry: AuditEntry) => void },
  ): void {
    const current = this.#current(known.id)
    const columns: Record<string, string | number | null> = {
      source_hash: this.#mergedHash(found, known, where.unitId),
      import_batch_id: where.batchId,
    }
    const auditBefore: Record<string, unknown> = {}
    const auditAfter: Record<string, unknown> = {}
    for (const name of decision.names) {
      const logged = name === 'sortDate' ? 'date' : name
      auditBefore[logged] = current[name] ?? null
      auditAfter[logged] = found.values[name] ?? null
      if (isColumnValue(name)) columns[VALUE_COLUMNS[name]] = asColumn(name, found.values[name])
    }
    if (decision.move) {
      auditBefore['unitId'] = known.unit_id
      auditAfter['unitId'] = where.unitId
      columns['unit_id'] = where.unitId
      columns['forvaltning_id'] =
        this.#db.value<number>('SELECT forvaltning_id FROM unit WHERE id = ?', [where.unitId]) ?? null
    }
    if (decision.names.some((name) => WAITING.has(name))) {
      columns['guarantee_passed'] = passed({ ...current, ...picked(found.values, decision.names) })
    }
    const before = this.#before(known.id, Object.keys(columns), decision.names)
    const sets = Object.keys(columns).map((column) => `${column} = @${column}`)
    this.#db.run(`UPDATE incident SET ${sets.join(', ')}, version = version + 1 WHERE id = @id`, {
      ...columns,
      id: known.id,
    })
    for (const name of TAG_VALUES) {
      if (!decision.names.includes(name)) continue
      const codes = found.values[name]
      writeTags(
        this.#db,
        known.id,
        TAG_FIELDS[name],
        typeof codes === 'object' && codes !== null ? codes : [],
      )
    }
    if (before.lex !== undefined) {
      putLexMaria(this.#db, known.id, found.values, Number(where.at.slice(0, 4)))
    } else if (decision.move) {
      this.#db.run(
        'UPDATE lex_maria_case SET forvaltning_id = (SELECT forvaltning_id FROM incident WHERE id = @id) WHERE incident_id = @id',
        { id: known.id },
      )
    }
    reindexIncident(this.#db, known.id)
    // A row changed twice by one batch (a run that was taken up again) goes back to what was before the first time.
    this.#db.run(
      `INSERT INTO import_batch_row (batch_id, incident_id, fate, version, before_json) VALUES (?, ?, 'andrad', ?, ?)
       ON CONFLICT (batch_id, incident_id) DO UPDATE SET version = excluded.version`,
      [where.batchId, known.id, known.version + 1, JSON.stringify(before)],
    )
    where.audit({
      action: 'transfer.update',
      entity: 'incident',
      entityId: known.id,
      before: auditBefore,
      after: auditAfter,
    })
  }

  /** Marks of fields that this mapping does not speak of stay as they were. */
  #mergedHash(found: ReadCase, known: KnownCase, unitId: number): string {
    const base = readSourceHash(known.source_hash)
    if (base.unitId === null) return sourceHash(found.marks, unitId)
    const spoken = new Set(this.#names)
    let marks = found.marks
    for (let at = 0; at + MARK_WIDTH <= base.marks.length; at += MARK_WIDTH) {
      const one = base.marks.slice(at, at + MARK_WIDTH)
      const name = [...readMarks(one).keys()][0]
      if (name !== undefined && !spoken.has(name)) marks += one
    }
    return sourceHash(marks, unitId)
  }

  #current(id: number): SourceValues {
    const row = this.#db.get<Record<string, string | number | null>>('SELECT * FROM incident WHERE id = ?', [
      id,
    ])
    const values: SourceValues = {}
    for (const name of this.#names) {
      if (isColumnValue(name)) values[name] = row?.[VALUE_COLUMNS[name]] ?? null
    }
    const tags = this.#tagsOf(id)
    for (const name of TAG_VALUES) values[name] = tags[TAG_FIELDS[name]] ?? []
    const lex = this.#db.get<{ reported_text: string | null; ivo_decision_text: string | null }>(
      'SELECT reported_text, ivo_decision_text FROM lex_maria_case WHERE incident_id = ?',
      [id],
    )
    return { ...values, lexReported: lex?.reported_text ?? null, lexDecision: lex?.ivo_decision_text ?? null }
  }

  #before(id: number, columns: readonly string[], names: readonly ValueName[]): BeforeChange {
    const row = this.#db.get<Record<string, string | number | null>>(
      `SELECT ${columns.join(', ')} FROM incident WHERE id = ?`,
      [id],
    )
    const tags = names.some((name) => TAG_VALUES.some((tag) => tag === name)) ? this.#tagsOf(id) : {}
    const touchesLex = names.includes('lexReported') || names.includes('lexDecision')
    return {
      columns: row ?? {},
      tags: Object.fromEntries(
        TAG_VALUES.filter((name) => names.includes(name)).map((name) => [
          TAG_FIELDS[name],
          tags[TAG_FIELDS[name]] ?? [],
        ]),
      ),
      lex: touchesLex
        ? (this.#db.get<Record<string, string | number | null>>(
            'SELECT * FROM lex_maria_case WHERE incident_id = ?',
            [id],
          ) ?? null)
        : undefined,
    }
  }

  #tagsOf(id: number): Record<string, string[]> {
    const tags: Record<string, string[]> = {}
    for (const { list, code } of this.#db.all<{ list: string; code: string }>(
      'SELECT list, code FROM incident_tag WHERE incident_id = ? ORDER BY list, code',
      [id],
    )) {
      ;(tags[list] ??= []).push(code)
    }
    return tags
  }
}

function markOrNone(text: string): string | undefined {
  return text === '' ? undefined : mark(text)
}

/** What it is counted from whether the vårdgaranti's limit was passed. */
const WAITING: ReadonlySet<ValueName> = new Set(['waitingKind', 'waitingDays', 'sortDate'])

function picked(values: SourceValues, names: readonly ValueName[]): SourceValues {
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}

/** By the limits of the event's day, as in a report that is written here. */
function passed({ waitingKind, waitingDays, sortDate }: SourceValues): number | null {
  const kind = codesOf(VANTETIDER).find((code) => code === waitingKind) ?? null
  const answer = guaranteePassed(kind, typeof waitingDays === 'number' ? waitingDays : null, String(sortDate))
  return answer === null ? null : Number(answer)
}
