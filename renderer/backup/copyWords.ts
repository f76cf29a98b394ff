import type { CopyInfo } from '../../shared/backup/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { longDate } from '../../shared/time/dates.ts'

/** '22 november 2026 kl. 13:45' from a copy's own time. */
export function copyTime(at: string): string {
  return `${longDate(at.slice(0, 10))} kl. ${at.slice(11, 16)}`
}

/** '12,3 MB': how much room it takes, as file managers count. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1000)))}\u00a0kB`
  if (bytes < 1_000_000_000) return `${formatNumber(bytes / 1_000_000, 1)}\u00a0MB`
  return `${formatNumber(bytes / 1_000_000_000, 1)}\u00a0GB`
}

/** The newest copy to lean on. What a restore moved aside is kept as it was, and checked by nobody: it is not one. */
export function latestCopy(copies: readonly CopyInfo[]): CopyInfo | undefined {
  return copies.find((copy) => copy.reason !== 'ersatt')
}
