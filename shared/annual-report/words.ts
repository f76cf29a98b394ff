import { formatNumber } from '../text/swedish.ts'
import { compareCounts } from './compare.ts'
import type { Counted, Coverage } from './figures.ts'

/** Small pieces of Swedish that the report's sentences are put together from. */

export const MISSING = '–'

/** '2 333', or '–' when it is not known. */
export function show(value: Counted, decimals = 0): string {
  return value === null ? MISSING : formatNumber(value, decimals)
}

/** '1 avvikelse', '2 333 avvikelser', 'inga avvikelser'. */
export function counted(count: number, one: string, many: string): string {
  if (count === 0) return `inga ${many}`
  return `${formatNumber(count)}\u00a0${count === 1 ? one : many}`
}

/** A median is whole days unless it falls between two: '58', '58,5'. */
export function showDays(days: Counted): string {
  return days === null ? MISSING : formatNumber(days, Number.isInteger(days) ? 0 : 1)
}

/** 'tillbud, risker och negativa händelser' */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1)
  if (last === undefined) return ''
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} och ${last}`
}

const WORDS = ['två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv']

/** Running text writes small numbers in words: 'sex', '13'. */
export function inWords(count: number): string {
  return WORDS[count - 2] ?? formatNumber(count)
}

/** '2021–2025' with tankstreck. */
export function yearSpan(years: readonly { readonly year: number }[]): string {
  const first = years[0]?.year
  const last = years.at(-1)?.year
  return first === last ? `${last ?? ''}` : `${first ?? ''}–${last ?? ''}`
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
}

/** May this year be set against the other? Only two whole years may. */
export function comparable(now: Coverage | undefined, before: Coverage | undefined): boolean {
  return now === 'hel' && before === 'hel'
}

/**
 * How a count relates to the year before, as the end of a sentence: ', 213 fler än 2024 (4 299)'. A difference
 * that chance can make is said to be one; in `brief`, both numbers stand without a word.
 */
export function change(now: number, before: number, yearBefore: number, brief = false): string {
  const was = formatNumber(before)
  if (now === 0 && before === 0) return `, liksom ${yearBefore}`
  switch (compareCounts(now, before)) {
    case 'lika':
      return `, lika många som ${yearBefore}`
    case 'fler':
      return `, ${formatNumber(now - before)} fler än ${yearBefore} (${was})${percent(now, before)}`
    case 'farre':
      return `, ${formatNumber(before - now)} färre än ${yearBefore} (${was})${percent(now, before)}`
    case 'inom-slumpen':
      return brief ? `, mot ${was} året före` : `, mot ${was} året före; skillnaden ryms inom slumpen`
  }
}

/** A share needs a base that is not tiny. */
function percent(now: number, before: number): string {
  if (before < 50) return ''
  const share = Math.abs(now - before) / before
  const rise = now > before ? 'en ökning' : 'en minskning'
  return `, ${rise} med ${formatNumber(share * 100, share < 0.1 ? 1 : 0)} procent`
}

/** '61 procent' in running text. */
export function percentWords(part: number, whole: number): string {
  const share = (part / whole) * 100
  // Rounding must not turn some into none, nor nearly all into all.
  if (part > 0 && share < 0.5) return 'mindre än 1 procent'
  if (part < whole && share >= 99.5) return 'mer än 99 procent'
  return `${formatNumber(share)} procent`
}
