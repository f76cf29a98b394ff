import * as z from 'zod'

/** Shortest passphrase: length is what counts (NIST SP 800-63B asks 8, 15 where it is the only factor). */
export const MIN_PASSPHRASE = 15

/** A passphrase, a temporary passphrase or the recovery key, as somebody typed it. */
export const passphrase = z.string().min(1, 'Skriv lösenfrasen.').max(500)

export const newPassphrase = z
  .string()
  .min(MIN_PASSPHRASE, `Lösenfrasen behöver minst ${MIN_PASSPHRASE} tecken. Ta gärna flera ord.`)
  .max(500)
  .refine(isVaried, 'Lösenfrasen är för enkel: samma tecken kommer igen. Ta gärna flera ord.')

/** Length is what counts, as long as it is not one key held down. */
function isVaried(text: string): boolean {
  return new Set(text).size >= 6
}
