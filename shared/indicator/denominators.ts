import type { CodeList } from '../incident/codes.ts'

/** What counts of incidents are set against (table denominator, once per förvaltning and year; domain.md T1). */
export const NAMNARE = {
  vardtillfallen: 'Vårdtillfällen',
  vard_dygn: 'Vårddygn',
  besok: 'Besök',
  arsarbetare: 'Årsarbetare',
} as const satisfies CodeList
export type Namnare = keyof typeof NAMNARE

/** Rates are stated per this many: 'per 1 000 vårdtillfällen', 'per 100 årsarbetare'. */
export const NAMNARE_PER: Readonly<Record<Namnare, number>> = {
  vardtillfallen: 1000,
  vard_dygn: 1000,
  besok: 10_000,
  arsarbetare: 100,
}
