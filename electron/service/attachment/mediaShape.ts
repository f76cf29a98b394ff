import { looksExecutable } from './programs.ts'

/**
 * Whether pictures and sound are built as their kind is, from the first byte to the last: a few magic bytes before
 * something else do not make a picture of it. Only the outline is read, never a pixel.
 */

const PNG_HEAD = 8

/** Chunks from IHDR to IEND, and nothing after. */
export function isWholePng(bytes: Buffer): boolean {
  let at = PNG_HEAD
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (first && kind !== 'IHDR') return false
    at += 12 + length
    if (kind === 'IEND') return at === bytes.length
  }
  return false
}

/** What old programs leave after a picture's end is at most this long. */
const SCRAP = 64

/** Blocks up to the trailer, and nothing after but a scrap. */
export function isWholeGif(bytes: Buffer): boolean {
  if (bytes.length < 14) return false
  let at = 13 + colourTable(bytes[10] ?? 0)
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) return bytes.length - at <= SCRAP && isHarmless(bytes.subarray(at + 1))
    if (kind === 0x21) at = afterBlocks(bytes, at + 2)
    else if (kind === 0x2c) at = afterBlocks(bytes, at + 11 + colourTable(bytes[at + 9] ?? 0))
    else return false
  }
  return false
}

function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

function afterBlocks(bytes: Buffer, start: number): number {
  let at = start
  for (;;) {
    const length = bytes[at]
    if (length === undefined) return bytes.length
    at += length + 1
    if (length === 0) return at
  }
}

/** Segments, then the picture, to its end. A camera may put a film or a larger picture after it; nobody a program. */
export function isWholeJpeg(bytes: Buffer): boolean {
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]
    if (marker === undefined) return false
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xda) break
    if (marker === 0xd9 || at + 4 > bytes.length) return false
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  const end = bytes.indexOf(Buffer.from([0xff, 0xd9]), at)
  if (end === -1) return false
  return isHarmless(bytes.subarray(end + 2))
}

/** Neither a program nor a page at the start of what follows a picture. */
function isHarmless(after: Buffer): boolean {
  return !looksExecutable(after) && !/<\s*(?:script|html|svg)\b/i.test(after.toString('latin1', 0, 65_536))
}

/** RIFF says how long it is; a recorder that was cut off may leave it longer than the file, never shorter. */
export function isWholeRiff(bytes: Buffer): boolean {
  return bytes.length > 20 && bytes.readUInt32LE(4) + 8 >= bytes.length - 1
}

/** The first directory of a TIFF lies inside the file. */
export function isWholeTiff(bytes: Buffer): boolean {
  if (bytes.length < 14) return false
  const little = bytes[0] === 0x49
  const read16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  // 43 is BigTIFF, for pictures above 4 GB.
  if (read16(2) !== 42) return false
  const first = little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4)
  return first >= 8 && first + 2 <= bytes.length && first + 2 + read16(first) * 12 <= bytes.length
}

/** Boxes from the first byte to the last, with the one that says what it is first. */
export function isWholeMp4(bytes: Buffer): boolean {
  let at = 0
  for (let count = 0; at < bytes.length; count++) {
    if (at + 8 > bytes.length) return false
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (!/^[\w -©]{4}$/.test(kind) || (count === 0 && kind !== 'ftyp')) return false
    let length = bytes.readUInt32BE(at)
    if (length === 1) length = at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : 0
    else if (length === 0) length = bytes.length - at
    if (length < 8) return false
    at += length
  }
  return at === bytes.length
}

const MPEG_BITRATES = {
  1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const MPEG_RATES = [44_100, 48_000, 32_000]

/** After the tag, if there is one, two frames of layer III in a row. */
export function isWholeMp3(bytes: Buffer): boolean {
  let at = 0
  if (bytes.toString('latin1', 0, 3) === 'ID3' && bytes.length > 10) {
    at = 10 + [6, 7, 8, 9].reduce((size, place) => size * 128 + ((bytes[place] ?? 0) & 0x7f), 0)
  }
  // Padding after a tag.
  while (bytes[at] === 0) at++
  const second = at + frameLength(bytes, at)
  return second > at && second + frameLength(bytes, second) > second
}

/** Of the frame that starts here; 0 when none does. */
function frameLength(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) return 0
  const head = bytes.readUInt32BE(at)
  const version = (head >>> 19) & 3
  const bitrate = MPEG_BITRATES[version === 3 ? 1 : 2][((head >>> 12) & 15) - 1]
  const rate = MPEG_RATES[(head >>> 10) & 3]
  if (head >>> 21 !== 0x7ff || version === 1 || ((head >>> 17) & 3) !== 1) return 0
  if (bitrate === undefined || rate === undefined) return 0
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4
  const samples = version === 3 ? 144 : 72
  return Math.floor((samples * bitrate * 1000) / (rate / divisor)) + ((head >>> 9) & 1)
}
