import { formatNumber } from '../text/swedish.ts'

/** The words that all figures share: what they need, and how their alt texts speak. */

/** What every figure needs beside its numbers. */
export interface FigureText {
  /** Without 'Figur 1.'. */
  readonly caption: string
  /** What is counted, with unit: 'Antal avvikelser', 'Andel (%)'. */
  readonly valueLabel: string
  readonly decimals?: number
  /** Source, date of extraction: printed under the data table. */
  readonly note?: string
}

export const NO_DATA = 'Uppgift saknas'

export const MONTHS = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
] as const

/** 'mars 2025' from '2025-03'. */
export function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`
}

/** The highest and the lowest, in a sentence. */
export function extremes(items: readonly { name: string; value: number }[], decimals: number): string {
  const [first] = items
  if (first === undefined) return 'Det finns inga värden.'
  const high = items.reduce((best, item) => (item.value > best.value ? item : best), first)
  const low = items.reduce((best, item) => (item.value < best.value ? item : best), first)
  const say = (item: { name: string; value: number }): string =>
    `${item.name} med ${formatNumber(item.value, decimals)}`
  return high.value === low.value
    ? `Alla har värdet ${formatNumber(high.value, decimals)}.`
    : `Högst är ${say(high)}, lägst ${say(low)}.`
}

export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('sv') + text.slice(1)
}

export function note(text: string | undefined): { note?: string } {
  return text === undefined ? {} : { note: text }
}
