/**
 * Deterministic random numbers for the example data: the same seed gives the same rows on every machine.
 * sfc32 (Chris Doty-Humphrey's Small Fast Counter, 32 bit, public domain): 128 bits of state, passes PractRand.
 * Only integer operations that ECMAScript defines exactly, so no platform can differ.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** `stream` gives independent numbers for the same seed, so that one part's use cannot shift another's. */
  constructor(seed: number, stream: string) {
    this.#a = seed >>> 0
    this.#b = hash(stream)
    this.#c = hash(`${stream}/${seed}`)
    // The first numbers still look like the seed.
    for (let turn = 0; turn < 15; turn++) this.#next()
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }

  /** 0 ≤ x < 1. */
  float(): number {
    return this.#next() / 4_294_967_296
  }

  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.float() < probability
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.float() * items.length)]
    if (item === undefined) throw new RangeError('pick from an empty list')
    return item
  }

  /** Up to `count` different items, in their own order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const chosen = new Set<number>()
    while (chosen.size < Math.min(count, items.length)) chosen.add(Math.floor(this.float() * items.length))
    return items.filter((_, index) => chosen.has(index))
  }

  /** One of the keys, as often as its weight says; zero weight is never chosen. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    // Object.entries loses the key type; every key is one of K.
    const entries = Object.entries(weights) as [K, number | undefined][]
    const total = entries.reduce((sum, [, weight]) => sum + (weight ?? 0), 0)
    let point = this.float() * total
    for (const [key, weight] of entries) {
      point -= weight ?? 0
      if (point < 0) return key
    }
    const last = entries.findLast(([, weight]) => (weight ?? 0) > 0)
    if (!last) throw new RangeError('no weight above zero')
    return last[0]
  }

  /** A skewed waiting time in days: `median` in the middle, a long tail to the right, never above `most`. */
  days(median: number, most: number): number {
    // Triangular sum for a bell shape, then 2^x: no Math.log or Math.exp, whose last bit may differ between machines.
    const bell = this.float() + this.float() + this.float() - 1.5
    return Math.min(most, Math.round(median * doubled(bell * 2.2)))
  }
}

/** 2^x by repeated exact halving and a polynomial; deterministic where Math.pow need not be. */
function doubled(x: number): number {
  let whole = Math.floor(x)
  const part = x - whole
  let value = 1 + part * (0.695_6 + part * (0.226 + part * 0.078_4))
  for (; whole > 0; whole--) value *= 2
  for (; whole < 0; whole++) value /= 2
  return value
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index)
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}
