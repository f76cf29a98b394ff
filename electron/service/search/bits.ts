import type { Bits } from './indexReader.ts'

/** What is in either; changes the first. */
export function addAll(into: Bits, other: Bits): void {
  for (let n = 0; n < into.length; n++) into[n] = (into[n] ?? 0) | (other[n] ?? 0)
}

/** What is in both; changes the first. */
export function keepOnly(into: Bits, other: Bits): void {
  for (let n = 0; n < into.length; n++) into[n] = (into[n] ?? 0) & (other[n] ?? 0)
}

/** What is in the first alone; changes it. */
export function takeAway(into: Bits, other: Bits): void {
  for (let n = 0; n < into.length; n++) into[n] = (into[n] ?? 0) & ~(other[n] ?? 0)
}

export function has(bits: Bits, id: number): boolean {
  return (((bits[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1
}

/** How many. */
export function countOf(bits: Bits): number {
  let count = 0
  for (let n = 0; n < bits.length; n++) {
    let word = bits[n] ?? 0
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** The ids themselves, ascending. */
export function idsOf(bits: Bits): Uint32Array {
  const ids = new Uint32Array(countOf(bits))
  let at = 0
  for (let n = 0; n < bits.length; n++) {
    let word = bits[n] ?? 0
    while (word !== 0) {
      const lowest = word & -word
      ids[at] = n * 32 + 31 - Math.clz32(lowest)
      at += 1
      word ^= lowest
    }
  }
  return ids
}
