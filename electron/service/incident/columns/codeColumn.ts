import type { Rung } from '../cursor.ts'

export type Codes = Uint8Array | Uint16Array | Uint32Array

/** One column of all cases: each distinct value has a number, and a case keeps the number in as few bytes as do. */
export class CodeColumn {
  codes: Codes
  /** The values by their numbers. */
  readonly values: Rung[] = []
  readonly #numbers = new Map<Rung, number>()

  constructor(capacity: number) {
    this.codes = new Uint8Array(capacity)
    // Number 0, which an untouched place has, is 'nothing stated'.
    this.#numberOf(null)
  }

  get(position: number): Rung {
    return this.values[this.codes[position] ?? 0] ?? null
  }

  set(position: number, value: Rung): void {
    this.codes[position] = this.#numberOf(value)
  }

  grow(capacity: number): void {
    this.codes = copied(this.codes, this.#like(capacity))
  }

  #numberOf(value: Rung): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = this.values.length
    this.values.push(value)
    this.#numbers.set(value, number)
    if (this.codes instanceof Uint8Array && number > 0xff) {
      this.codes = copied(this.codes, new Uint16Array(this.codes.length))
    } else if (this.codes instanceof Uint16Array && number > 0xffff) {
      this.codes = copied(this.codes, new Uint32Array(this.codes.length))
    }
    return number
  }

  #like(capacity: number): Codes {
    if (this.codes instanceof Uint8Array) return new Uint8Array(capacity)
    return this.codes instanceof Uint16Array ? new Uint16Array(capacity) : new Uint32Array(capacity)
  }
}

function copied<T extends Codes>(from: Codes, to: T): T {
  to.set(from)
  return to
}
