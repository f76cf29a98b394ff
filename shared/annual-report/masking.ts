/**
 * Small numbers in a public document (domain.md 1.7): counts 1–4 are shown as '<5' where a table is cut so finely
 * that someone could be recognised. A printed sum gives a single hidden count back by subtraction; then the smallest
 * of the others is hidden too ('dolt').
 */
export const SMALLEST_SHOWN = 5
const LARGEST_SMALL = SMALLEST_SHOWN - 1

/** small: written '<5'. hidden: written 'dolt'. A number is shown as it is; 0 hides nobody. */
export type MaskedCount = number | 'small' | 'hidden'

/** What a reader can know of a number that is not printed. */
interface Range {
  readonly low: number
  readonly high: number
}

/**
 * Null when a count could still be worked out: then the table must be left out. What is hidden depends on nothing but
 * what the reader sees anyway, so that the rule itself, which is no secret, tells nothing (were one more hidden just
 * because the small ones are all 1, its being hidden would say that they are). `mustHide`: places of counts that
 * another document would give away with.
 */
export function maskSmall(
  counts: readonly number[],
  mustHide: ReadonlySet<number> = new Set(),
): MaskedCount[] | null {
  const small = new Set<number>()
  counts.forEach((count, index) => {
    if (count > 0 && count <= LARGEST_SMALL) small.add(index)
  })
  const hidden = new Set([...mustHide].filter((index) => !small.has(index)))
  const rest = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count, index }) => count > 0 && !small.has(index) && !hidden.has(index))
    .sort((a, b) => a.count - b.count)
  if (small.size + hidden.size === 1) {
    const next = rest.shift()
    if (!next) return null
    hidden.add(next.index)
  }
  const masked = counts.map((count, index) =>
    small.has(index) ? 'small' : hidden.has(index) ? 'hidden' : count,
  )
  const sum = [...small, ...hidden].reduce((total, index) => total + (counts[index] ?? 0), 0)
  const high = mustHide.size > 0 ? Infinity : smallestShown(masked)
  // Of two equal ones only one is hidden, and which may tell that it is not equal: both limits must hold.
  return [high, high - 1].some((limit) => givesAway(rangesOf(masked, limit), sum)) ? null : masked
}

/** The smallest is hidden first, so a hidden count is no larger than those that are shown. */
function smallestShown(masked: readonly MaskedCount[]): number {
  return Math.min(Infinity, ...masked.map((cell) => (typeof cell === 'number' && cell > 0 ? cell : Infinity)))
}

function rangesOf(masked: readonly MaskedCount[], limit: number): Range[] {
  const high = Math.max(SMALLEST_SHOWN, limit)
  return masked.flatMap((cell) => {
    if (cell === 'small') return [SMALL]
    return cell === 'hidden' ? [{ low: SMALLEST_SHOWN, high }] : []
  })
}

const SMALL: Range = { low: 1, high: LARGEST_SMALL }

/** Does the sum of the unknown numbers leave one of the small ones a single value? */
export function givesAway(unknown: readonly Range[], sum: number): boolean {
  const low = unknown.reduce((total, range) => total + range.low, 0)
  const high = unknown.reduce((total, range) => total + range.high, 0)
  return unknown.some((range) => {
    if (range.high > LARGEST_SMALL) return false
    // Infinity − Infinity is no number; an unbounded other leaves nothing to be had from below.
    const least = high === Infinity ? range.low : Math.max(range.low, sum - (high - range.high))
    const most = Math.min(range.high, sum - (low - range.low))
    return least >= most
  })
}

/**
 * Places in the region's row of counts that would give a förvaltning's hidden count away, set beside the
 * förvaltningarnas own tables of the same kind. `parts`: one row of the same length for each förvaltning.
 */
export function givenAwayByParts(parts: readonly (readonly number[])[], length: number): Set<number> {
  const tables = parts.map((counts) => {
    const masked = maskSmall(counts)
    return {
      masked,
      total: counts.reduce((sum, count) => sum + count, 0),
      high: smallestShown(masked ?? []),
    }
  })
  const given = new Set<number>()
  for (let index = 0; index < length; index++) {
    let sum = 0
    const unknown = tables.flatMap(({ masked, total, high }, part): Range[] => {
      const cell = masked === null ? 'left-out' : masked[index]
      if (typeof cell === 'number' || cell === undefined) return []
      sum += parts[part]?.[index] ?? 0
      if (cell === 'small') return [SMALL]
      // A table that was left out may hold anything up to its sum, and it protects nobody by name.
      return [
        cell === 'hidden' ? { low: SMALLEST_SHOWN, high } : { low: 0, high: Math.max(total, SMALLEST_SHOWN) },
      ]
    })
    if (unknown.length > 0 && givesAway(unknown, sum)) given.add(index)
  }
  return given
}

/** For the table's cell. */
export function maskedText(count: MaskedCount, show: (count: number) => string): string {
  if (count === 'small') return `<${SMALLEST_SHOWN}`
  return count === 'hidden' ? 'dolt' : show(count)
}

/**
 * The order in which masked rows are printed: those with a number by size, then the others by name, for their own
 * order by size would tell what they are. Gives the places in `counts`.
 */
export function maskedOrder(
  counts: readonly MaskedCount[],
  byName: (a: number, b: number) => number,
): number[] {
  const size = (index: number): number => {
    const count = counts[index]
    return typeof count === 'number' ? count : -1
  }
  return counts.map((_, index) => index).sort((a, b) => size(b) - size(a) || byName(a, b))
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
