import { crc32, inflateRawSync } from 'node:zlib'
import { LardomError } from '../../../shared/rpc/error.ts'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50

/**
 * Refuses bytes that are not a whole zip with the named parts: every entry is unpacked and its checksum compared, as
 * Word does before it says 'oläsbart innehåll'. Written by hand since the product carries no unzip library.
 */
export function assertWholeZip(bytes: Uint8Array, parts: readonly string[]): void {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The directory's end stands last, with a comment of no length: our writer makes none.
  const end = zip.length - 22
  if (end < 0 || zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw damaged('filen är avhuggen')
  const names = new Set<string>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > end || zip.readUInt32LE(at) !== ENTRY) throw damaged('innehållsförteckningen är trasig')
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    if (crc32(unpack(zip, at)) !== zip.readUInt32LE(at + 16)) throw damaged(`${name} är trasig`)
    names.add(name)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  const missing = parts.find((part) => !names.has(part))
  if (missing !== undefined) throw damaged(`${missing} saknas`)
}

function unpack(zip: Buffer, entry: number): Buffer {
  const local = zip.readUInt32LE(entry + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20))
  return zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)
}

function damaged(detail: string): LardomError {
  return new LardomError('WRITE_FAILED', { file: 'Word-filen', detail })
}
