import type { SimilarCase } from '../../../shared/triage/contract.ts'
import type { Context } from '../kernel/context.ts'
import { askedOf, candidateReader, type About } from './asked.ts'
import { neighboursOf } from './neighbours.ts'

/** Earlier cases that are about the like, with the words they share and what became of them. */

const MOST = 8
/** Less than this part of what the most alike shares is hardly alike. */
const LEAST = 0.35
/** One shared word may be chance. */
const LEAST_WORDS = 2
const MOST_WORDS = 6

interface Row {
  id: number
  arendenr: string
  title: string
  sort_date: string
  event_text: string | null
  unit_name: string
  forvaltning_name: string
  handelsetyp: string
  status: SimilarCase['status']
  harm: SimilarCase['harm']
  origin: SimilarCase['origin']
  analysis_id: number | null
  analysis_number: string | null
  analysis_completed: string | null
}

export function similarCases(context: Pick<Context, 'db' | 'scope'>, about: About): SimilarCase[] {
  const { db } = context
  const { text, excludeId } = askedOf(context, about)
  const reader = candidateReader(context, excludeId)
  const neighbours = neighboursOf(db, text, {
    limit: MOST,
    take: (ids) =>
      new Set(
        reader
          .lookUp(ids)
          .filter(({ status }) => status !== 'sammanford')
          .map(({ id }) => id),
      ),
  })
  const best = neighbours[0]?.score ?? 0
  const alike = neighbours.filter(({ score, words }) => score >= best * LEAST && words.length >= LEAST_WORDS)
  const rows = db.all<Row>(
    `SELECT i.id, i.arendenr, i.title, i.sort_date, i.event_text, u.name AS unit_name, f.name AS forvaltning_name,
       i.handelsetyp, i.status, i.harm, i.origin, n.id AS analysis_id, n.number AS analysis_number,
       n.completed_date AS analysis_completed
     FROM incident i JOIN unit u ON u.id = i.unit_id JOIN unit f ON f.id = i.forvaltning_id
       LEFT JOIN analysis n ON n.id = (SELECT max(id) FROM analysis WHERE incident_id = i.id)
     WHERE i.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(alike.map(({ id }) => id))],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return alike.flatMap(({ id, score, words }) => {
    const row = byId.get(id)
    if (!row) return []
    return [
      {
        id,
        arendenr: row.arendenr,
        title: row.title,
        date: row.sort_date,
        eventText: row.event_text,
        unitName: row.unit_name,
        forvaltningName: row.forvaltning_name,
        handelsetyp: row.handelsetyp,
        status: row.status,
        harm: row.harm,
        origin: row.origin,
        score: score / best,
        sharedWords: words.slice(0, MOST_WORDS),
        analysis:
          row.analysis_id === null || row.analysis_number === null
            ? null
            : {
                id: row.analysis_id,
                number: row.analysis_number,
                completed: row.analysis_completed !== null,
              },
      },
    ]
  })
}
