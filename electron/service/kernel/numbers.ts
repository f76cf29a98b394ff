import type { Db } from '../db/database.ts'

export type NumberSeries = 'AVV' | 'HA' | 'ATG' | 'LM'

/** The next number of a series in a year, e.g. `AVV-2026-000123`. Gap-free: it commits with its row. */
export function nextNumber(db: Db, series: NumberSeries, year: number): string {
  const last = db.value<number>(
    `INSERT INTO number_series (series, year, last) VALUES (?, ?, 1)
     ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last`,
    [series, year],
  )
  return `${series}-${year}-${String(last).padStart(series === 'AVV' ? 6 : 4, '0')}`
}
