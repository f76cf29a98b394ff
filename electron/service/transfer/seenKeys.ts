/**
 * Which keys a file has had so far, what they said and on which line: in plain numbers, so that a million of them take
 * 32 MB and not ten times that. Keys are told apart by 64 bits; two of a million meet in one of 37 million files.
 */
export class SeenKeys {
  #table = new Int32Array(4 * 4096)
  #count = 0

  /** The line where the key came first and whether the row said the same; undefined, and remembered, when it is new. */
  meet(key: string, content: string, line: number): { line: number; same: boolean } | undefined {
    if (this.#count * 2 >= this.#table.length / 4) this.#grow()
    const [a, b] = hashes(key)
    const said = hashes(content)[0]
    const at = slotOf(this.#table, a, b)
    if (this.#table[at + 2] !== 0) {
      return { line: this.#table[at + 2] ?? 0, same: this.#table[at + 3] === said }
    }
    this.#table.set([a, b, Math.max(1, line), said], at)
    this.#count++
    return undefined
  }

  #grow(): void {
    const larger = new Int32Array(this.#table.length * 2)
    for (let at = 0; at < this.#table.length; at += 4) {
      if (this.#table[at + 2] === 0) continue
      const to = slotOf(larger, this.#table[at] ?? 0, this.#table[at + 1] ?? 0)
      larger.set(this.#table.subarray(at, at + 4), to)
    }
    this.#table = larger
  }
}

/** Where the key lies, or the first free place after it. A line is never 0, so 0 there is free. */
function slotOf(table: Int32Array, a: number, b: number): number {
  const slots = table.length / 4
  let slot = (a >>> 0) % slots
  for (;;) {
    const at = slot * 4
    if (table[at + 2] === 0 || (table[at] === a && table[at + 1] === b)) return at
    slot = (slot + 1) % slots
  }
}

function hashes(text: string): [number, number] {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15)
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d)
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  return [(a ^ (a >>> 12)) | 0, (b ^ (b >>> 16)) | 0]
}
