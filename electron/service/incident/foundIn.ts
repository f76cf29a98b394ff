import { FOUND_FIELDS, type FoundIn } from '../../../shared/incident/foundIn.ts'
import { highlight, snippet, type Snippet } from '../../../shared/search/highlight.ts'
import type { Db } from '../db/database.ts'
import { conditions, type Readable } from './where.ts'

/** How much of a text is shown round what was found. */
const LENGTH = 150
/** How much stands before it. */
const LEAD = 24

type Row = { readonly id: number } & Readonly<Record<(typeof FOUND_FIELDS)[number]['field'], string | null>>

/**
 * Where in each case a search found it: the first of its texts that holds what was searched for. The title is left out,
 * since the line shows it; cases that hold it nowhere else are not in the answer.
 */
export function foundIn(db: Db, ids: readonly number[], text: string, readable: Readable): FoundIn[] {
  const clauses = ['id IN (SELECT value FROM json_each(@ids))']
  const params: Record<string, string> = { ids: JSON.stringify(ids) }
  if (readable !== null) {
    clauses.push('forvaltning_id IN (SELECT value FROM json_each(@readable))')
    params['readable'] = JSON.stringify(readable)
  }
  const columns = FOUND_FIELDS.map(({ field, column }) => `${column} AS ${field}`).join(', ')
  const rows = db.all<Row>(`SELECT id, ${columns} FROM incident ${conditions(clauses)}`, params)
  const found: FoundIn[] = []
  for (const row of rows) {
    for (const { field, label } of FOUND_FIELDS) {
      const whole = row[field]
      if (whole === null || whole === '' || highlight(text, whole).length === 0) continue
      const part = startingNear(snippet(text, whole, LENGTH))
      found.push({ id: row.id, label, text: part.text, ranges: [...part.ranges] })
      break
    }
  }
  return found
}

/** The stretch from a few words before what was found: a narrow column shows its beginning only. */
function startingNear({ text, ranges }: Snippet): Snippet {
  const first = ranges[0]?.start ?? 0
  if (first <= LEAD) return { text, ranges }
  const space = text.indexOf(' ', first - LEAD)
  const from = space >= 0 && space < first ? space + 1 : first
  const shift = 2 - from
  return {
    text: `… ${text.slice(from)}`,
    ranges: ranges.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}
