import type { FigurePoint, PublishedIndicator } from '../../../shared/indicator/contract.ts'
import { areaOf, KOLADA_MEASURES, type FigureSource } from '../../../shared/indicator/published.ts'
import { compareSwedish } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'

interface ValueRow {
  code: string
  name: string
  definition: string
  unit: string
  source: FigureSource
  organisation: string
  period: string
  value: number
  target: string
  source_url: string
  note: string
}

/** Every published measure with its series for Västra Götaland and the country; Kolada's first, then by name. */
export function listPublished(db: Db, vgrOnly: boolean): PublishedIndicator[] {
  const found = new Map<string, PublishedIndicator & { vgr: FigurePoint[]; riket: FigurePoint[] }>()
  const rows = db.all<ValueRow>(
    `SELECT code, name, definition, unit, indicator.source, organisation, period, value, target, source_url, note
     FROM indicator JOIN indicator_value ON indicator_id = indicator.id ORDER BY period, indicator_value.id`,
  )
  for (const row of rows) {
    const area = areaOf(row.organisation)
    if (area === undefined) continue
    const known = found.get(row.code) ?? {
      code: row.code,
      name: row.name,
      definition: row.definition,
      unit: row.unit,
      source: row.source,
      direction: KOLADA_MEASURES[row.code]?.direction ?? ('ingen' as const),
      target: '',
      vgr: [],
      riket: [],
    }
    found.set(row.code, { ...known, target: known.target || row.target })
    known[area].push({
      period: row.period,
      value: row.value,
      organisation: row.organisation,
      sourceUrl: row.source_url,
      note: row.note,
    })
  }
  return [...found.values()]
    .filter((indicator) => !vgrOnly || indicator.vgr.length > 0)
    .sort((a, b) => compareSwedish(a.source, b.source) || compareSwedish(a.name, b.name))
}
