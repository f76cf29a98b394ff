import { isAscii, isUtf8 } from 'node:buffer'
import type { Encoding } from '../../../../shared/transfer/format.ts'
import { decodeWindows1252, lines, type FoundEncoding } from './encoding.ts'
import type { FileBytes } from './fileBytes.ts'

/** Text as bytes in which every ASCII byte is that letter, so that separators are looked for without decoding. */
export async function* textBytes(
  file: FileBytes,
  found: FoundEncoding,
  end = file.size,
): AsyncGenerator<Buffer> {
  if (found.encoding !== 'utf-16le' && found.encoding !== 'utf-16be') {
    yield* file.chunks(found.skip, end)
    return
  }
  let rest = Buffer.alloc(0)
  for await (const chunk of file.chunks(found.skip, end)) {
    const all = Buffer.concat([rest, chunk])
    let whole = all.length - (all.length % 2)
    if (found.encoding === 'utf-16be') all.subarray(0, whole).swap16()
    // Not between the two halves of a letter outside the first plane.
    if (whole >= 2 && ((all[whole - 1] ?? 0) & 0xfc) === 0xd8) whole -= 2
    yield Buffer.from(all.toString('utf16le', 0, whole), 'utf8')
    rest = Buffer.from(all.subarray(whole))
    if (found.encoding === 'utf-16be' && rest.length >= 2) rest.subarray(0, 2).swap16()
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('utf16le'), 'utf8')
}

/** Decodes slices of blocks, and keeps which lines were not as the rest of the file. */
export class TextDecoding {
  readonly #encoding: Encoding
  #block: Buffer = Buffer.alloc(0)
  #plain = true
  #valid = true
  /** True when something of the block was read as Windows-1252, or not at all. */
  odd = false

  constructor(encoding: Encoding) {
    this.#encoding = encoding
  }

  /** The bytes that `text` slices from now on. */
  use(block: Buffer): void {
    this.#block = block
    this.#plain = isAscii(block)
    this.#valid = this.#plain || this.#encoding === 'windows-1252' || isUtf8(block)
  }

  text(start: number, end: number): string {
    const block = this.#block
    if (this.#plain) return block.toString('latin1', start, end)
    if (this.#encoding === 'windows-1252') return decodeWindows1252(block, start, end)
    if (this.#valid) return block.toString('utf8', start, end)
    const bytes = block.subarray(start, end)
    if (isUtf8(bytes)) return bytes.toString('utf8')
    this.odd = true
    if (this.#encoding !== 'utf-8+windows-1252') return bytes.toString('utf8')
    let text = ''
    for (const line of lines(bytes)) text += isUtf8(line) ? line.toString('utf8') : decodeWindows1252(line)
    return text
  }

  /** The first line of `start`–`end` (0-based from `start`) that is not valid, or undefined. */
  oddLine(start: number, end: number): number | undefined {
    if (this.#valid) return undefined
    let index = 0
    for (const line of lines(this.#block.subarray(start, end))) {
      if (!isUtf8(line)) return index
      index++
    }
    return undefined
  }
}
