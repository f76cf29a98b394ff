import type { PublishedIndicator } from '../../../shared/annual-report/figures.ts'
import type { Db } from '../db/database.ts'

export function publishedFigures(_db: Db, _year: number): PublishedIndicator[] {
  return []
}
