import { readdirSync, readFileSync, lstatSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Shortest word that is looked for: shorter ones stand in any noise. */
const SHORTEST = 5

/** Every word of a text, once, as it was written. */
export function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(
    texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST),
  )
}

/** The words of the program's own code and of what it is built on: a cache of compiled code holds them. */
export function programWords(folders: readonly string[]): Set<string> {
  const words = new Set<string>()
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ts|tsx|js|mjs|cjs|css|html|json)$/.test(entry) || /\.test\.tsx?$/.test(entry)) continue
      const path = join(folder, entry)
      if (!lstatSync(path).isFile()) continue
      for (const word of wordsOf([readFileSync(path, 'utf8')])) words.add(word)
    }
  }
  return words
}

/** Everywhere below a folder that holds one of the words: as UTF-8, UTF-16 of either order, Latin-1 or in base64. */
export function searchFolder(
  folder: string,
  wordsFor: (place: string) => ReadonlySet<string>,
): { files: number; bytes: number; found: string[] } {
  const found: string[] = []
  let files = 0
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(folder, entry)
    const place = relative(folder, path)
    const words = wordsFor(place)
    // A name is read by whoever sees the folder.
    for (const word of words) if (place.includes(word)) found.push(`namnet ${place}: ${word}`)
    if (!lstatSync(path).isFile()) continue
    const content = readFileSync(path)
    files++
    bytes += content.length
    for (const word of wordsIn(content, words)) found.push(`${place}: ${word}`)
  }
  return { files, bytes, found }
}

/** The words that stand in a content. Looked for through its first bytes, so that megabytes take seconds. */
export function wordsIn(content: Buffer, words: ReadonlySet<string>): string[] {
  const text = content.toString('latin1')
  return [...words].filter((word) => formsOf(word).some((form) => text.includes(form)))
}

const forms = new Map<string, readonly string[]>()

/** A word as bytes, read as Latin-1. In base64 its middle is the same wherever it begins: three forms. */
function formsOf(word: string): readonly string[] {
  const known = forms.get(word)
  if (known) return known
  const utf8 = Buffer.from(word, 'utf8')
  const little = Buffer.from(word, 'utf16le')
  const big = Buffer.from(word, 'utf16le').swap16()
  const made = [
    ...new Set([
      utf8.toString('latin1'),
      little.toString('latin1'),
      big.toString('latin1'),
      Buffer.from(word, 'latin1').toString('latin1'),
      ...[0, 1, 2].map((shift) => base64Middle(utf8, shift)),
    ]),
  ].filter((form) => form.length >= SHORTEST)
  forms.set(word, made)
  return made
}

/** What base64 makes of the bytes whatever stands before and after them. */
function base64Middle(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const start = shift === 0 ? 0 : shift === 1 ? 2 : 3
  const whole = Math.floor(((shift + bytes.length) * 8) / 6)
  return text.slice(start, whole)
}
