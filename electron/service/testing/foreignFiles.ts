import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import * as z from 'zod'

const PACKED = join(import.meta.dirname, '..', 'transfer', 'testdata', 'foreign', 'whole')
const YEARLY = 'us_safenet_yearly'

/** Large, real files from abroad, unpacked into a folder of the test's own, which is the test's to remove. */
export function unpackForeignFiles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-utifran-'))
  for (const name of readdirSync(PACKED)) {
    const from = join(PACKED, name)
    if (!name.endsWith('.br')) copyFileSync(from, join(folder, name))
    else {
      const bytes = brotliDecompressSync(readFileSync(from))
      if (name === `${YEARLY}.json.br`) unpackYears(bytes, join(folder, YEARLY))
      else writeFileSync(join(folder, name.slice(0, -'.br'.length)), bytes)
    }
  }
  return folder
}

/** Twenty-three small files pack better as one: a name each, and its bytes as the letters of Latin-1. */
function unpackYears(bytes: Uint8Array, folder: string): void {
  mkdirSync(folder)
  const files = z.record(z.string(), z.string()).parse(JSON.parse(new TextDecoder().decode(bytes)))
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), Buffer.from(text, 'latin1'))
}
