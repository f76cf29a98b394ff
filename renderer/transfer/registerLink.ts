import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { DEFAULT_SORT } from '../../shared/incident/filter.ts'

/** The register, cut to what one import brought in. */
export function registerAddress(importBatchId: number): string {
  const filter: IncidentFilter = { importBatchId }
  return `/handelser?handelser=${encodeURIComponent(JSON.stringify({ filter, sort: DEFAULT_SORT }))}`
}
