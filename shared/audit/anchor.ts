/**
 * An anchor is a row's number and fingerprint, short enough to write down: '1234:7K2M-Q0ZD-4VXA-91TC-PB3E'. Whoever
 * kept it outside the file can prove later that the log up to that row is the one that stood there then, also if
 * somebody with the key made every later fingerprint anew.
 *
 * 18 letters of Crockford's base 32 (no I, L, O or U) hold the first 90 bits of the row's SHA-256; two more check the
 * writing, so that a slip of the pen is not taken for a forged log.
 */
export interface Anchor {
  readonly seq: number
  /** The 20 letters, without separators. */
  readonly letters: string
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEPT = 18
const GROUP = 4
/** The greatest prime that two letters hold: every single wrong letter and every swap of two shows. */
const MODULUS = 1021

/** The anchor of a row, from its number and its whole hash in hex. */
export function formatAnchor(seq: number, hash: string): string {
  const kept = toLetters(hash)
  const letters = kept + checkLetters(seq, kept)
  const groups = letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []
  return `${seq}:${groups.join('-')}`
}

/**
 * Reads what a person typed: small letters, spaces, and the letters that Crockford left out for being mistaken.
 * 'form': not an anchor at all. 'felskrivet': a letter or figure was taken for another.
 */
export function parseAnchor(text: string): Anchor | 'form' | 'felskrivet' {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const match = /^(\d{1,12}):([0-9A-Z]+)$/.exec(plain)
  const seq = Number(match?.[1])
  const letters = match?.[2] ?? ''
  if (!match || seq < 1 || letters.length !== KEPT + 2) return 'form'
  const kept = letters.slice(0, KEPT)
  return checkLetters(seq, kept) === letters.slice(KEPT) ? { seq, letters } : 'felskrivet'
}

/** Does the row with this hash bear the anchor? */
export function holdsAnchor(anchor: Anchor, hash: string): boolean {
  return toLetters(hash) === anchor.letters.slice(0, KEPT)
}

function toLetters(hash: string): string {
  let value = BigInt(`0x${hash}`) >> BigInt(hash.length * 4 - KEPT * 5)
  let letters = ''
  for (let place = 0; place < KEPT; place++) {
    letters = (ALPHABET[Number(value & 31n)] ?? '') + letters
    value >>= 5n
  }
  return letters
}

function checkLetters(seq: number, kept: string): string {
  let sum = 0
  for (const letter of `${seq}${kept}`) sum = (sum * 37 + ALPHABET.indexOf(letter) + 1) % MODULUS
  return (ALPHABET[sum >> 5] ?? '') + (ALPHABET[sum & 31] ?? '')
}
