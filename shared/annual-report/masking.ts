/**
 * Small numbers in a public document (domain.md 1.7): counts 1–4 are shown as '<5' where a table is cut so finely
 * that someone could be recognised. A printed sum may give a hidden count back by subtraction; then the next
 * smallest count is hidden too ('dolt'), until no hidden count can be worked out.
 */
export const SMALLEST_SHOWN = 5

/** small: written '<5'. hidden: written 'dolt'. A number is shown as it is; 0 hides nobody. */
export type MaskedCount = number | 'small' | 'hidden'

/** Null when even hiding every count would give one away: then the table must be left out. */
export function maskSmall(counts: readonly number[]): MaskedCount[] | null {
  const small = new Set<number>()
  counts.forEach((count, index) => {
    if (count > 0 && count < SMALLEST_SHOWN) small.add(index)
  })
  const hidden = new Set<number>()
  const rest = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count, index }) => count > 0 && !small.has(index))
    .sort((a, b) => a.count - b.count)
  const sum = (): number => [...small, ...hidden].reduce((total, index) => total + (counts[index] ?? 0), 0)
  while (small.size > 0 && givesAway(small.size, hidden.size, sum())) {
    const next = rest.shift()
    if (!next) return null
    hidden.add(next.index)
  }
  return counts.map((count, index) => (small.has(index) ? 'small' : hidden.has(index) ? 'hidden' : count))
}

/** One unknown is subtraction; a sum at its lowest or highest leaves each unknown a single value. */
function givesAway(small: number, hidden: number, sum: number): boolean {
  if (small + hidden === 1) return true
  if (sum === small + hidden * SMALLEST_SHOWN) return true
  return hidden === 0 && sum === small * (SMALLEST_SHOWN - 1)
}

/** For the table's cell. */
export function maskedText(count: MaskedCount, show: (count: number) => string): string {
  if (count === 'small') return `<${SMALLEST_SHOWN}`
  return count === 'hidden' ? 'dolt' : show(count)
}

/** Explains what is masked; '' when nothing is. */
export function maskNote(counts: readonly MaskedCount[]): string {
  const small = counts.includes('small')
    ? `<${SMALLEST_SHOWN} står för 1–${SMALLEST_SHOWN - 1}, så att ingen ska gå att känna igen.`
    : ''
  const hidden = counts.includes('hidden')
    ? ' Där det står ”dolt” hade det annars gått att räkna ut ett litet tal.'
    : ''
  return small + hidden
}
