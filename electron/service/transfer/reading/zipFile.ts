import { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createInflateRaw, crc32 } from 'node:zlib'
import type { FileBytes } from './fileBytes.ts'
import { refusal } from './refusal.ts'

const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const IS_ZIP64 = 0xffffffff

/** A workbook with Excel's million rows and twenty columns unpacks to about 1 GB. */
const LARGEST_UNPACKED = 2 * 1024 ** 3
/** Deflate cannot pack real tables closer than about 1:50; a bomb is packed 1:1000. */
const STEEPEST = 200
const SMALL = 20 * 1024 ** 2
const MOST_ENTRIES = 5000

const DAMAGED =
  'filen är skadad: den går inte att packa upp. Öppna den i Excel, spara den igen som .xlsx och försök på nytt.'
const BOMB =
  'filen är packad så att den blir orimligt stor när den packas upp, så den öppnas inte. Är filen äkta: öppna den i Excel och spara som CSV UTF-8.'

interface ZipEntry {
  readonly name: string
  readonly packed: number
  readonly unpacked: number
  readonly crc: number
  readonly method: number
  readonly at: number
}

/** A ZIP file read by its central directory (APPNOTE 4.3), entry by entry, with a limit on what is unpacked. */
export class ZipFile {
  readonly #file: FileBytes
  readonly #entries: ReadonlyMap<string, ZipEntry>

  private constructor(file: FileBytes, entries: ReadonlyMap<string, ZipEntry>) {
    this.#file = file
    this.#entries = entries
  }

  /** @throws SOURCE_INVALID for a damaged file and for a bomb. */
  static async of(file: FileBytes): Promise<ZipFile> {
    const tail = await file.part(Math.max(0, file.size - END_SIZE - LONGEST_COMMENT), file.size)
    const end = findEnd(tail)
    if (end === undefined) throw refusal(file.path, DAMAGED)
    const count = tail.readUInt16LE(end + 10)
    const size = tail.readUInt32LE(end + 12)
    const at = tail.readUInt32LE(end + 16)
    if (at === IS_ZIP64 || count > MOST_ENTRIES) throw refusal(file.path, BOMB)
    if (at + size > file.size || size < count * 46) throw refusal(file.path, DAMAGED)
    const entries = readDirectory(file, await file.part(at, at + size), count)
    return new ZipFile(file, entries)
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** Unpacked size as the directory says; it is held to that when it is read. */
  sizeOf(name: string): number {
    return this.#entries.get(name)?.unpacked ?? 0
  }

  packedSizeOf(name: string): number {
    return this.#entries.get(name)?.packed ?? 0
  }

  /** A small part whole; undefined when there is none of that name. */
  async text(name: string, most = 16 * 1024 ** 2): Promise<string | undefined> {
    const entry = this.#entries.get(name)
    if (!entry) return undefined
    if (entry.unpacked > most) throw refusal(this.#file.path, BOMB)
    const parts: Buffer[] = []
    for await (const chunk of this.stream(name)) parts.push(chunk)
    return Buffer.concat(parts).toString('utf8')
  }

  /** The unpacked bytes of an entry; `onRead` hears how many packed bytes have been read. */
  async *stream(name: string, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const file = this.#file
    const entry = this.#entries.get(name)
    if (!entry) throw refusal(file.path, DAMAGED)
    const local = await file.part(entry.at, entry.at + 30)
    if (local.length < 30 || local.readUInt32LE(0) !== LOCAL) throw refusal(file.path, DAMAGED)
    const start = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    if (start + entry.packed > file.size) throw refusal(file.path, DAMAGED)
    const packed = copies(file, start, start + entry.packed, onRead)
    let size = 0
    let crc = 0
    for await (const chunk of entry.method === 0 ? packed : inflate(file, packed)) {
      size += chunk.length
      // The directory lied about the size: that is how a bomb hides.
      if (size > entry.unpacked) throw refusal(file.path, BOMB)
      crc = crc32(chunk, crc)
      yield chunk
    }
    if (size !== entry.unpacked || crc !== entry.crc) throw refusal(file.path, DAMAGED)
  }
}

async function* copies(
  file: FileBytes,
  start: number,
  end: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let read = 0
  for await (const chunk of file.chunks(start, end)) {
    read += chunk.length
    onRead(read)
    // The stream may keep a piece while the next is read into the same room.
    yield Buffer.from(chunk)
  }
}

async function* inflate(file: FileBytes, packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacking = createInflateRaw({ chunkSize: 16 * 1024 })
  let failure: unknown
  const source = Readable.from(packed, { highWaterMark: 1 })
  source.on('error', (error) => {
    failure = error
  })
  // What goes wrong reaches the loop below through the stream it destroys.
  pipeline(source, unpacking, () => undefined)
  try {
    for await (const chunk of unpacking) yield chunk as Buffer
  } catch (error) {
    throw failure ?? (isZlibError(error) ? refusal(file.path, DAMAGED, error) : error)
  }
}

function isZlibError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  return typeof error.code === 'string' && error.code.startsWith('Z_')
}

/** The place of the end record in the file's tail: the last one whose comment ends where the file does. */
function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && at + END_SIZE + tail.readUInt16LE(at + 20) <= tail.length) return at
  }
  return undefined
}

function readDirectory(file: FileBytes, bytes: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  let packed = 0
  let unpacked = 0
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw refusal(file.path, DAMAGED)
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + bytes.readUInt16LE(at + 30))
    const [unpackedSize, packedSize, place] = large(extra, [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ])
    const entry = {
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: packedSize,
      unpacked: unpackedSize,
      at: place,
    }
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) {
      throw refusal(
        file.path,
        'filen är låst med ett lösenord. Öppna den, ta bort lösenordet och spara den igen.',
      )
    }
    if (entry.method !== 0 && entry.method !== 8) throw refusal(file.path, DAMAGED)
    packed += entry.packed
    unpacked += entry.unpacked
    entries.set(name, entry)
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (
    unpacked > LARGEST_UNPACKED ||
    packed > file.size ||
    (unpacked > SMALL && unpacked > packed * STEEPEST)
  ) {
    throw refusal(file.path, BOMB)
  }
  return entries
}

type Numbers = readonly [unpacked: number, packed: number, place: number]

/** ZIP64 writes numbers that may be large, in this order, in a field of their own (APPNOTE 4.5.3). */
function large(extra: Buffer, numbers: Numbers): Numbers {
  if (!numbers.includes(IS_ZIP64)) return numbers
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    const read = (number: number) => {
      if (number !== IS_ZIP64 || next + 8 > extra.length) return number
      next += 8
      return Number(extra.readBigUInt64LE(next - 8))
    }
    const [unpacked, packed, place] = numbers
    return [read(unpacked), read(packed), read(place)]
  }
  return numbers
}
