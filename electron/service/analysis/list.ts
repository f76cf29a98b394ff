import type { AnalysisListRow } from '../../../shared/analysis/contract.ts'
import { fold } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'

export interface AnalysisFilter {
  readonly forvaltningId: number | null
  readonly step: number | null
  readonly state: 'alla' | 'pagaende' | 'avslutade'
  readonly incidentId: number | null
  readonly text: string
  readonly offset: number
  readonly limit: number
}

type ListedRow = Omit<AnalysisListRow, 'isExample'> & { isExample: number; summary: string }

/** The analyses, open ones first, then the newest. Free text is matched by Swedish rules, which SQLite lacks. */
export function listAnalyses(
  db: Db,
  filter: AnalysisFilter,
  readable: readonly number[] | null,
): { rows: AnalysisListRow[]; total: number } {
  const found = db.all<ListedRow>(
    `SELECT analysis.id, number, analysis.title, incident_id AS incidentId, arendenr,
       analysis.forvaltning_id AS forvaltningId, unit.name AS forvaltningName, step, started_date AS startedDate,
       wanted_end_date AS wantedEndDate, completed_date AS completedDate, summary,
       (SELECT count(*) FROM cause WHERE analysis_id = analysis.id AND trim(cause.text) <> '') AS causeCount,
       (SELECT count(*) FROM action WHERE analysis_id = analysis.id AND trim(action.text) <> '') AS actionCount,
       analysis.is_example AS isExample
     FROM analysis
     JOIN incident ON incident.id = incident_id
     JOIN unit ON unit.id = analysis.forvaltning_id
     WHERE (@forvaltningId IS NULL OR analysis.forvaltning_id = @forvaltningId)
       AND (@readable IS NULL OR analysis.forvaltning_id IN (SELECT value FROM json_each(@readable)))
       AND (@step IS NULL OR step = @step)
       AND (@incidentId IS NULL OR incident_id = @incidentId)
       AND (@state = 'alla' OR (completed_date IS NULL) = (@state = 'pagaende'))
     ORDER BY completed_date IS NOT NULL, started_date DESC, analysis.id DESC`,
    {
      forvaltningId: filter.forvaltningId,
      readable: readable && JSON.stringify(readable),
      step: filter.step,
      incidentId: filter.incidentId,
      state: filter.state,
    },
  )
  const words = fold(filter.text).split(/\s+/).filter(Boolean)
  const matching =
    words.length === 0
      ? found
      : found.filter((row) => {
          const text = fold([row.number, row.title, row.arendenr, row.summary].join(' '))
          return words.every((word) => text.includes(word))
        })
  return {
    total: matching.length,
    rows: matching
      .slice(filter.offset, filter.offset + filter.limit)
      .map(({ summary: _summary, ...row }) => ({ ...row, isExample: row.isExample === 1 })),
  }
}
