import { randomBytes } from 'node:crypto'

/** A word that has not been written before, of letters alone: digits may look like a personnummer, which is refused. */
export function newWord(): string {
  return [...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
}
