/** Risk score and level (domain.md 4.2): allvarlighetsgrad × sannolikhet, cut by dated thresholds. */

export type Scale = 1 | 2 | 3 | 4
export const SCALE: readonly Scale[] = [1, 2, 3, 4]

export const RISKNIVAER = { lag: 'Låg', medel: 'Medel', hog: 'Hög' } as const
export type RiskLevel = keyof typeof RISKNIVAER

/** What each level asks for, shown beside the matrix. */
export const RISKNIVA_TEXT: Readonly<Record<RiskLevel, string>> = {
  lag: 'Åtgärdas i linjen.',
  medel: 'Åtgärd ska övervägas.',
  hog: 'Fortsatt analys krävs.',
}

/** Limits differ between organisations and change over time, so each set has a name that is stored with the case. */
export interface RiskThresholds {
  readonly version: string
  /** ISO date from which the set applies. */
  readonly validFrom: string
  /** Lowest score of each level; below `medel` is låg. */
  readonly medel: number
  readonly hog: number
  /** Potential severity 4 is never below this level, and is always flagged for the chefläkare. */
  readonly severity4AtLeast: RiskLevel
}

/** Oldest first. Default proposal of domain.md 4.2; VGR's own limits were not found. */
export const RISK_THRESHOLDS: readonly [RiskThresholds, ...RiskThresholds[]] = [
  { version: 'standard-1', validFrom: '2000-01-01', medel: 4, hog: 8, severity4AtLeast: 'medel' },
]

/** The thresholds that applied on a day. */
export function thresholdsOn(date: string): RiskThresholds {
  return [...RISK_THRESHOLDS].reverse().find((set) => set.validFrom <= date) ?? RISK_THRESHOLDS[0]
}

/** Riskpoäng: 1, 2, 3, 4, 6, 8, 9, 12 or 16. */
export function riskScore(severity: Scale, likelihood: Scale): number {
  return severity * likelihood
}

const ORDER: readonly RiskLevel[] = ['lag', 'medel', 'hog']

export function riskLevel(score: number, severity: Scale, thresholds: RiskThresholds): RiskLevel {
  const byScore: RiskLevel = score >= thresholds.hog ? 'hog' : score >= thresholds.medel ? 'medel' : 'lag'
  if (severity !== 4) return byScore
  return ORDER.indexOf(byScore) >= ORDER.indexOf(thresholds.severity4AtLeast)
    ? byScore
    : thresholds.severity4AtLeast
}
