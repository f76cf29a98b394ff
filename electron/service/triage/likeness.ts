import { foldedWords } from '../../../shared/search/words.ts'

/**
 * How alike two texts are: Jaccard's index of their word pairs (Broder 1997, resemblance of documents by shingles).
 * Sketches (min-wise hashing) find the alike among many without comparing each with each.
 */

/** Word pairs as 32-bit numbers; single words where a text has but one. */
export function shinglesOf(text: string): ReadonlySet<number> {
  const words = foldedWords(text)
  const shingles = new Set<number>()
  if (words.length === 1) shingles.add(hash(words[0] ?? '', SEED))
  for (let n = 1; n < words.length; n++) {
    shingles.add(hash(words[n] ?? '', hash(words[n - 1] ?? '', SEED)))
  }
  return shingles
}

/** 0–1; two empty texts are not alike. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared / (a.size + b.size - shared)
}

/** Bands of two rows each: texts alike to 0.6 meet in one of sixteen with a chance of 0.999, to 0.2 of 0.48. */
const BANDS = 16
const ROWS = 2

/** A key for each band; texts that are alike share one. */
export function bandsOf(shingles: ReadonlySet<number>): readonly number[] {
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let n = 0; n < least.length; n++) {
      const value = mix(shingle ^ Math.imul(n + 1, 0x9e3779b1))
      if (value < (least[n] ?? 0)) least[n] = value
    }
  }
  return Array.from({ length: BANDS }, (_, band) =>
    mix(Math.imul(least[band * ROWS] ?? 0, 31) ^ (least[band * ROWS + 1] ?? 0) ^ Math.imul(band + 1, SEED)),
  )
}

const SEED = 0x811c9dc5

/** FNV-1a over the letters, going on from another hash. */
function hash(text: string, from: number): number {
  let value = from
  for (let n = 0; n < text.length; n++) value = Math.imul(value ^ text.charCodeAt(n), 0x01000193)
  return mix(value)
}

/** The last steps of MurmurHash3: every bit of the number matters to every bit of the result. */
function mix(value: number): number {
  let it = value ^ (value >>> 16)
  it = Math.imul(it, 0x85ebca6b)
  it ^= it >>> 13
  it = Math.imul(it, 0xc2b2ae35)
  return (it ^ (it >>> 16)) >>> 0
}
