import type { FoundIn } from '../../../shared/incident/foundIn.ts'
import { FOUND_FIELDS } from '../../../shared/incident/foundIn.ts'
import { highlight, snippet } from '../../../shared/search/highlight.ts'
import type { Db } from '../db/database.ts'
import { conditions, type Readable } from './where.ts'

/** How much of a text is shown round what was found. */
const LENGTH = 150

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
      const part = snippet(text, whole, LENGTH)
      found.push({ id: row.id, label, text: part.text, ranges: [...part.ranges] })
      break
    }
  }
  return found
}
