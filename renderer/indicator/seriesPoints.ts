import type { FigurePoint } from '../../shared/indicator/contract.ts'

/** A year of one indicator: what it was here and in the country. */
export interface YearRow {
  readonly period: string
  readonly vgr: FigurePoint | null
  readonly riket: FigurePoint | null
}

/** The two series side by side, oldest first. Where a source gives two figures for a period, the first one is shown. */
export function yearRows(vgr: readonly FigurePoint[], riket: readonly FigurePoint[]): YearRow[] {
  const periods = [...new Set([...vgr, ...riket].map(({ period }) => period))].sort()
  return periods.map((period) => ({ period, vgr: at(vgr, period), riket: at(riket, period) }))
}

function at(series: readonly FigurePoint[], period: string): FigurePoint | null {
  return series.find((point) => point.period === period) ?? null
}

export type Change = 'battre' | 'samre' | 'oforandrat' | 'okand'

export const CHANGE_LABELS: Readonly<Record<Change, string>> = {
  battre: 'åt rätt håll',
  samre: 'åt fel håll',
  oforandrat: 'oförändrat',
  okand: '',
}

/**
 * From one value to the next, as the direction of the measure says. It says nothing of chance: the sources give no
 * numerators, so whether a difference is more than that cannot be told.
 */
export function changeOf(
  from: number | undefined,
  to: number | undefined,
  direction: 'hogre_battre' | 'lagre_battre' | 'ingen',
): Change {
  if (from === undefined || to === undefined || direction === 'ingen') return 'okand'
  if (from === to) return 'oforandrat'
  return to > from === (direction === 'hogre_battre') ? 'battre' : 'samre'
}

/** Decimals that the values themselves have, one at most: 8,4 and 74,5 but 502. */
export function decimalsOf(values: readonly number[]): number {
  return values.some((value) => !Number.isInteger(value)) ? 1 : 0
}
