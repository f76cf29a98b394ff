import type { PublishedIndicator } from '../../../shared/annual-report/figures.ts'
import { FIGURE_SOURCES } from '../../../shared/indicator/published.ts'
import type { Db } from '../db/database.ts'
import { listPublished } from '../indicator/repository.ts'

const YEAR = /^\d{4}$/

/**
 * Published measures for the region beside the country: of each complete yearly series (Kolada) the latest value that
 * is not newer than the berättelse, the value of the year before it, and the country's of the same year.
 */
export function publishedFigures(db: Db, year: number): PublishedIndicator[] {
  // As the source was named when it was loaded: 'Kolada/SKR via Region Hallands rapport (JSON)'; readers need no file type.
  const sources = new Map(
    db
      .all<{ url: string; type: string }>(
        'SELECT DISTINCT source_url AS url, source_type AS type FROM indicator_value',
      )
      .map(({ url, type }) => [url, type.replace(/ \(JSON\)$/, '')]),
  )
  return listPublished(db, true).flatMap((indicator): PublishedIndicator[] => {
    if (indicator.source !== 'kolada') return []
    const own = indicator.vgr.filter(({ period }) => YEAR.test(period) && Number(period) <= year)
    const latest = own.toSorted((a, b) => a.period.localeCompare(b.period)).at(-1)
    if (!latest) return []
    const before = own.find(({ period }) => Number(period) === Number(latest.period) - 1)
    const nation = indicator.riket.find(
      ({ period, organisation }) => period === latest.period && organisation === 'Riket',
    )
    return [
      {
        name: indicator.name,
        unit: indicator.unit,
        direction: indicator.direction,
        period: latest.period,
        value: latest.value,
        previous: before ? { period: before.period, value: before.value } : null,
        nation: nation?.value ?? null,
        sourceUrl: latest.sourceUrl,
        sourceName: sources.get(latest.sourceUrl) ?? FIGURE_SOURCES[indicator.source],
      },
    ]
  })
}
