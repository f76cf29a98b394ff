import { randomBytes } from 'node:crypto'

/** No vowels and no look-alikes, so no words and no misreading; what is shown to be written down is made of these. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ23456789'
/** The largest multiple of the alphabet's length under 256: a plain modulo would favour the first letters. */
const FAIR = 256 - (256 % ALPHABET.length)

/** A new data key: 256 random bits. */
export function newDataKey(): Buffer {
  return randomBytes(32)
}

/** A new recovery key, about 153 bits, as eight groups of four. */
export function newRecoveryKey(): string {
  return groups(8)
}

/** A temporary passphrase, about 96 bits, as five groups of four: generated, so that no two accounts share one. */
export function newTemporaryPassphrase(): string {
  return groups(5)
}

/** What the operating system's keychain keeps for one computer: 256 random bits. */
export function newDeviceSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** The recovery key however it was typed: with other dashes, in lower case, with spaces. */
export function normalRecoveryKey(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function groups(count: number): string {
  const made: string[] = []
  for (let group = 0; group < count; group++) {
    let text = ''
    while (text.length < 4) {
      const byte = randomBytes(1)[0] ?? 255
      if (byte < FAIR) text += ALPHABET[byte % ALPHABET.length]
    }
    made.push(text)
  }
  return made.join('-')
}
