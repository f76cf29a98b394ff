import type { Block } from '../document/model.ts'
import type { Arendetyp } from '../incident/codes.ts'
import { NAMNARE, NAMNARE_PER, type Namnare } from '../indicator/denominators.ts'
import { formatNumber } from '../text/swedish.ts'
import type { AnnualReportData, Counted, IncidentYear } from './figures.ts'

/** What is counted as an avvikelse, and against what. */

/** What counts as an avvikelse. Klagomål and förbättringsförslag are reported too, but are shown by themselves. */
export const AVVIKELSETYPER = [
  'negativ_handelse',
  'tillbud',
  'risk',
  'samverkansavvikelse',
  'ej_angivet',
] as const satisfies readonly Arendetyp[]

export function avvikelser(year: IncidentYear): number {
  return AVVIKELSETYPER.reduce((sum, code) => sum + (year.byArendetyp[code] ?? 0), 0)
}

/** A value of a year, or null when the register has nothing for it. */
export function known<Year extends { coverage: string }>(year: Year, value: (year: Year) => number): Counted {
  return year.coverage === 'saknas' ? null : value(year)
}

/** Avvikelser against vårdtillfällen and the like; null where the denominator is not known. */
export function rate(data: AnnualReportData, kind: Namnare, year: IncidentYear): Counted {
  const base = data.figures.denominators.find((row) => row.kind === kind && row.year === year.year)
  if (!base || base.value <= 0 || year.coverage !== 'hel') return null
  return (avvikelser(year) / base.value) * NAMNARE_PER[kind]
}

export function rateLabel(kind: Namnare): string {
  return `per ${formatNumber(NAMNARE_PER[kind])} ${NAMNARE[kind].toLocaleLowerCase('sv')}`
}

/** The denominators to show: what is produced (vårdtillfällen, else besök), and who could have reported. */
export function rateKinds(data: AnnualReportData): Namnare[] {
  const has = (kind: Namnare): boolean =>
    data.figures.incidents.some((year) => rate(data, kind, year) !== null)
  // The region's slutenvård cannot be set against its besök.
  const kinds =
    data.unit.kind === 'region' ? (['vardtillfallen'] as const) : (['vardtillfallen', 'besok'] as const)
  const care = kinds.find(has)
  return [...(care ? [care] : []), ...(has('arsarbetare') ? (['arsarbetare'] as const) : [])]
}

export function noIncidents(data: AnnualReportData): Block {
  return {
    type: 'paragraph',
    text: `I registret finns inga avvikelser från ${data.year}. Det betyder att uppgiften saknas, inte att inget har hänt.`,
  }
}
