/**
 * When may two years be called different? Counts vary by chance, so a rise or fall is said only when it is larger
 * than chance is expected to give: |a − b| − 1 > 1.96 · √(a + b), the normal approximation of the conditional test
 * of two Poisson counts with continuity correction. The rule is printed in the report's method appendix.
 */
export type Change = 'fler' | 'farre' | 'inom-slumpen' | 'lika'

const Z = 1.96

export function compareCounts(now: number, before: number): Change {
  if (now === before) return 'lika'
  if (Math.abs(now - before) - 1 <= Z * Math.sqrt(now + before)) return 'inom-slumpen'
  return now > before ? 'fler' : 'farre'
}
