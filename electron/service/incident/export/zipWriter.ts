import type { FileHandle } from 'node:fs/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** What a part may hold without the 64-bit form, which not every program reads. */
const MOST = 0xffff_ffff

interface Part {
  readonly name: string
  readonly at: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

export class PartTooLarge extends Error {}

/**
 * Writes a zip file part by part, each as its text comes: nothing is kept but the parts' names and sizes. A part's
 * header is written again when its size is known, so that every program that reads zip files reads it.
 */
export class ZipWriter {
  readonly #file: FileHandle
  readonly #parts: Part[] = []
  #at = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** @throws PartTooLarge past 4 GB. */
  async add(name: string, text: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const at = this.#at
    await this.#write(header(LOCAL, { name, at, crc: 0, packed: 0, size: 0 }))
    const packer = createDeflateRaw({ level: 6 })
    let crc = 0
    let size = 0
    const writing = (async () => {
      // Buffers by default: no encoding is set.
      for await (const bytes of packer as AsyncIterable<Buffer>) await this.#write(bytes)
    })()
    // Looked at below; until then it must not count as nobody's.
    writing.catch(() => undefined)
    try {
      for await (const piece of text) {
        const bytes = Buffer.from(piece, 'utf8')
        crc = crc32(bytes, crc)
        size += bytes.length
        if (size > MOST || this.#at > MOST) throw new PartTooLarge(name)
        if (!packer.write(bytes)) await drained(packer, writing)
      }
      packer.end()
      await writing
    } finally {
      packer.destroy()
    }
    const start = at + header(LOCAL, { name, at, crc, packed: 0, size }).length
    const part = { name, at, crc, packed: this.#at - start, size }
    this.#parts.push(part)
    const known = header(LOCAL, part)
    await this.#file.write(known, 0, known.length, at)
  }

  async end(): Promise<void> {
    const at = this.#at
    for (const part of this.#parts) await this.#write(header(CENTRAL, part))
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x0605_4b50, 0)
    end.writeUInt16LE(this.#parts.length, 8)
    end.writeUInt16LE(this.#parts.length, 10)
    end.writeUInt32LE(this.#at - at, 12)
    end.writeUInt32LE(at, 16)
    await this.#write(end)
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#at)
    this.#at += bytes.length
  }
}

async function drained(packer: NodeJS.WritableStream, writing: Promise<void>): Promise<void> {
  // A disk that is full ends the writing, and then nothing is drained any more.
  await Promise.race([new Promise<void>((resolve) => packer.once('drain', () => resolve())), writing])
}

const LOCAL = 'local'
const CENTRAL = 'central'

/** Of a part in its own place, or in the list at the end (APPNOTE 4.3.7 and 4.3.12). */
function header(kind: typeof LOCAL | typeof CENTRAL, { name, at, crc, packed, size }: Part): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const fixed = Buffer.alloc(kind === LOCAL ? 30 : 46)
  fixed.writeUInt32LE(kind === LOCAL ? 0x0403_4b50 : 0x0201_4b50, 0)
  // The central form has one field more before these: the version it was made by.
  const from = kind === LOCAL ? 4 : 6
  if (kind === CENTRAL) fixed.writeUInt16LE(20, 4)
  fixed.writeUInt16LE(20, from)
  // Names are UTF-8.
  fixed.writeUInt16LE(0x0800, from + 2)
  fixed.writeUInt16LE(8, from + 4)
  // The first of January 1980: the same register gives the same file.
  fixed.writeUInt16LE(0x0021, from + 8)
  fixed.writeUInt32LE(crc, from + 10)
  fixed.writeUInt32LE(packed, from + 14)
  fixed.writeUInt32LE(size, from + 18)
  fixed.writeUInt16LE(bytes.length, from + 22)
  if (kind === CENTRAL) fixed.writeUInt32LE(at, 42)
  return Buffer.concat([fixed, bytes])
}
