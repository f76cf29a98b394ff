import { crc32, inflateRawSync } from 'node:zlib'
import { refuse } from './refusal.ts'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_LENGTH = 22
const MOST_COMMENT = 0xffff

/** An office file of some hundred pages has a few hundred parts. */
const MOST_ENTRIES = 5000
/** Unpacked, all together and one by one: real files of 25 MB stay well below, bombs do not. */
const MOST_UNPACKED = 300 * 1024 * 1024
const LARGEST_ENTRY = 100 * 1024 * 1024
/** XML packs to a twentieth, empty rows of a sheet to a hundredth; bombs to a thousandth. */
const MOST_RATIO = 300
const SMALL = 5 * 1024 * 1024

interface Entry {
  readonly name: string
  readonly unpackedSize: number
  /** Unpacks, never beyond what the directory says, and compares the checksum. */
  readonly read: () => Buffer
}

export type ZipEntries = ReadonlyMap<string, Entry>

/**
 * The directory of a zip, read with suspicion: nothing before or after it, no name twice, no way out of its folder, no
 * password, no bomb. Nothing is unpacked until it is asked for. @throws ATTACHMENT_REFUSED
 */
export function zipEntries(zip: Buffer): ZipEntries {
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  const directory = zip.readUInt32LE(end + 16)
  // Spread over several files, in the form for files above 4 GB, or with something between directory and end.
  if (zip.readUInt16LE(end + 4) !== 0 || zip.readUInt16LE(end + 8) !== count) throw refuse('skadad')
  if (directory + zip.readUInt32LE(end + 12) !== end || count > MOST_ENTRIES) throw refuse('skadad')

  const entries = new Map<string, Entry>()
  const seen = new Set<string>()
  let unpacked = 0
  let at = directory
  for (let left = count; left > 0; left--) {
    if (at + 46 > end || zip.readUInt32LE(at) !== ENTRY) throw refuse('skadad')
    const flags = zip.readUInt16LE(at + 8)
    const nameLength = zip.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    if (next > end) throw refuse('skadad')
    if ((flags & 0x41) !== 0) throw refuse('last')
    const name = zip.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8', at + 46, at + 46 + nameLength)
    if (isOutside(name) || seen.has(name.toLowerCase())) throw refuse('skadad')
    seen.add(name.toLowerCase())
    const entry = readEntry(zip, at, directory, name)
    unpacked += entry.unpackedSize
    if (unpacked > MOST_UNPACKED) throw refuse('skadad')
    entries.set(name, entry)
    at = next
  }
  if (at !== end) throw refuse('skadad')
  if (unpacked > SMALL && unpacked > zip.length * MOST_RATIO) throw refuse('skadad')
  return entries
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - END_LENGTH; at >= Math.max(0, zip.length - END_LENGTH - MOST_COMMENT); at--) {
    // Its comment must reach exactly to the end: nothing is hidden after it.
    if (
      zip.readUInt32LE(at) === END_OF_DIRECTORY &&
      at + END_LENGTH + zip.readUInt16LE(at + 20) === zip.length
    )
      return at
  }
  throw refuse('skadad')
}

function readEntry(zip: Buffer, at: number, directory: number, name: string): Entry {
  const method = zip.readUInt16LE(at + 10)
  const checksum = zip.readUInt32LE(at + 16)
  const packedSize = zip.readUInt32LE(at + 20)
  const unpackedSize = zip.readUInt32LE(at + 24)
  const local = zip.readUInt32LE(at + 42)
  if (local + 30 > directory || zip.readUInt32LE(local) !== LOCAL) throw refuse('skadad')
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packedSize > directory || unpackedSize > LARGEST_ENTRY) throw refuse('skadad')
  if (method !== 0 && method !== 8) throw refuse('skadad')
  const read = (): Buffer => {
    const packed = zip.subarray(start, start + packedSize)
    const content = method === 0 ? packed : inflate(packed, unpackedSize)
    if (content.length !== unpackedSize || crc32(content) !== checksum) throw refuse('skadad')
    return content
  }
  return { name, unpackedSize, read }
}

function inflate(packed: Buffer, size: number): Buffer {
  try {
    // One byte more than promised is a lie, and ends there.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    throw refuse('skadad', error)
  }
}

function isOutside(name: string): boolean {
  return name === '' || /^[/\\]|[\0\\]|^[a-z]:|(?:^|\/)\.\.(?:\/|$)/i.test(name)
}
