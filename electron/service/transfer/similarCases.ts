import { plainKey } from '../../../shared/transfer/nearest.ts'
import type { Db } from '../db/database.ts'
import type { ReadCase } from './readCase.ts'

/** So much of two texts' words in common, and they probably tell of the same event. */
const ALIKE = 0.7
const WORDS_LOOKED_AT = 300
const CANDIDATES = 20

export interface SimilarCase {
  readonly incidentId: number
  readonly arendenr: string
  readonly title: string
  readonly reason: string
}

/**
 * Looks for a case that came here in another way (reported here, or from another system) and tells of the same event:
 * the same unit, the same day, nearly the same words. Advice to a person; nothing is done with it.
 */
export class SimilarCases {
  readonly #db: Db
  readonly #sourceSystem: string
  /** What was here before the import began: the import's own rows are not what is looked for. */
  readonly #last: number

  constructor(db: Db, sourceSystem: string) {
    this.#db = db
    this.#sourceSystem = sourceSystem
    const others = db.value<number>(
      'SELECT 1 FROM incident WHERE source_system IS NULL OR source_system <> ? LIMIT 1',
      [sourceSystem],
    )
    this.#last = others === undefined ? 0 : (db.value<number>('SELECT max(id) FROM incident') ?? 0)
  }

  find(found: ReadCase, unitId: number | undefined): SimilarCase | undefined {
    const day = found.values.eventDate
    if (this.#last === 0 || unitId === undefined || typeof day !== 'string') return undefined
    const candidates = this.#db.all<{ id: number; arendenr: string; title: string; description: string }>(
      `SELECT id, arendenr, title, description FROM incident
       WHERE unit_id = ? AND sort_date = ? AND id <= ? AND (source_system IS NULL OR source_system <> ?) LIMIT ?`,
      [unitId, day, this.#last, this.#sourceSystem, CANDIDATES],
    )
    if (candidates.length === 0) return undefined
    const words = wordsOf(String(found.values.description ?? ''))
    for (const { id, arendenr, title, description } of candidates) {
      const share = common(words, wordsOf(description))
      if (share < ALIKE) continue
      return {
        incidentId: id,
        arendenr,
        title,
        reason: `Samma enhet, samma dag och ${Math.round(share * 100)} procent av orden gemensamma.`,
      }
    }
    return undefined
  }
}

function wordsOf(text: string): Set<string> {
  return new Set(plainKey(text.slice(0, 4000)).split(' ').slice(0, WORDS_LOOKED_AT))
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const word of a) if (b.has(word)) both++
  return both / Math.max(1, a.size + b.size - both)
}
