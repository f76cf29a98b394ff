import { compareSwedish, formatNumber } from '../../shared/text/swedish.ts'
import type { BulkResult } from '../../shared/triage/contract.ts'

/** '3 dagar', 'i dag'. */
export function age(days: number): string {
  if (days === 0) return 'i dag'
  return days === 1 ? '1 dag' : `${formatNumber(days)} dagar`
}

export function events(count: number): string {
  return count === 1 ? '1 händelse' : `${formatNumber(count)} händelser`
}

/** What could not be changed, by its reason, the commonest first. */
export function byReason(result: BulkResult): { reason: string; numbers: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { reason, arendenr, id } of result.refused) {
    groups.set(reason, [...(groups.get(reason) ?? []), arendenr ?? `nr ${id}`])
  }
  return [...groups]
    .map(([reason, numbers]) => ({ reason, numbers: numbers.sort(compareSwedish) }))
    .sort((a, b) => b.numbers.length - a.numbers.length)
}

/** What was done, in one sentence. */
export function outcome(result: BulkResult): string {
  const parts = [
    result.changed === 0 ? 'Inget ändrades.' : `${capital(events(result.changed))} ändrades.`,
    ...(result.unchanged === 0 ? [] : [`${capital(events(result.unchanged))} var redan så.`]),
    ...(result.refusedTotal === 0 ? [] : [`${capital(events(result.refusedTotal))} kunde inte ändras.`]),
    ...(result.stopped ? ['Du avbröt innan allt var klart.'] : []),
  ]
  return parts.join(' ')
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
}
