import type { Db } from '../db/database.ts'

export type NumberSeries = 'AVV' | 'HA' | 'ATG' | 'LM'

/** The next `count` numbers of a series in a year, for those who add many rows at a time; they commit with them. */
export function nextNumbers(db: Db, series: NumberSeries, year: number, count: number): string[] {
  if (count === 0) return []
  const last = db.value<number>(
    `INSERT INTO number_series (series, year, last) VALUES (@series, @year, @count)
     ON CONFLICT (series, year) DO UPDATE SET last = last + @count RETURNING last`,
    { series, year, count },
  )
  const first = (last ?? count) - count + 1
  return Array.from({ length: count }, (_, index) => numberText(series, year, first + index))
}

/** The next number of a series in a year, e.g. `AVV-2026-000123`. Gap-free: it commits with its row. */
export function nextNumber(db: Db, series: NumberSeries, year: number): string {
  const last = db.value<number>(
    `INSERT INTO number_series (series, year, last) VALUES (?, ?, 1)
     ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last`,
    [series, year],
  )
  return numberText(series, year, last ?? 1)
}

function numberText(series: NumberSeries, year: number, number: number): string {
  return `${series}-${year}-${String(number).padStart(series === 'AVV' ? 6 : 4, '0')}`
}
