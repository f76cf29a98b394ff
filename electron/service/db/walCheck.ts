import { closeSync, openSync, readSync, statSync } from 'node:fs'

/**
 * What SQLite passes over in silence: where the write-ahead log is damaged it stops reading, and the changes after that
 * are gone as if they had never been made. Here the log is read as its format says (sqlite.org/fileformat2.html, §4)
 * without changing it, before SQLite opens it.
 * - whole: it ends as a log does, also when the process was killed while it wrote.
 * - cut: the last change is not whole. A power cut while it was written leaves that; so does damage to it.
 * - damaged: a change is broken that was flushed to the disk, since others were made after it.
 */
export type WalState = 'whole' | 'cut' | 'damaged'

const HEADER = 32
const FRAME_HEADER = 24
const MAGIC = 0x377f0682

interface Checksum {
  readonly a: number
  readonly b: number
}

export function readWalState(path: string): WalState {
  const file = `${path}-wal`
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size <= HEADER) return 'whole'
  const handle = openSync(file, 'r')
  try {
    return readFrames(handle, size)
  } finally {
    closeSync(handle)
  }
}

function readFrames(handle: number, size: number): WalState {
  const header = Buffer.alloc(HEADER)
  readSync(handle, header, 0, HEADER, 0)
  const magic = header.readUInt32BE(0)
  const bigEndian = magic === MAGIC + 1
  const pageSize = header.readUInt32BE(8)
  // The header is flushed before the first frame: a log with frames has a whole one.
  if ((magic !== MAGIC && !bigEndian) || !isPageSize(pageSize)) return 'damaged'
  let sum = checksum(header.subarray(0, 24), { a: 0, b: 0 }, bigEndian)
  if (!isStored(sum, header, 24)) return 'damaged'

  const salts = header.subarray(16, 24)
  const frame = Buffer.alloc(FRAME_HEADER + pageSize)
  const frames = Math.floor((size - HEADER) / frame.length)
  /** Changes that end whole, from the first broken frame on. */
  let commits = 0
  let broken: { readonly at: number; readonly commit: number } | undefined
  let foundOurs = false
  for (let index = 0; index < frames; index++) {
    readSync(handle, frame, 0, frame.length, HEADER + index * frame.length)
    const ours = frame.subarray(8, 16).equals(salts)
    const pages = frame.readUInt32BE(4)
    const next = checksum(
      frame.subarray(FRAME_HEADER),
      checksum(frame.subarray(0, 8), sum, bigEndian),
      bigEndian,
    )
    const whole = isStored(next, frame, 16)
    if (!broken && ours && whole) {
      sum = next
      continue
    }
    if (!broken) {
      // Neither ours nor whole: an older log's frame, or one of ours with nothing left of it; what follows tells.
      broken = { at: index, commit: pages }
      foundOurs = ours || whole
    } else if (ours && whole) {
      foundOurs = true
      if (pages !== 0) {
        if (commits === 0 && wasCommit(broken.commit, pages, index - broken.at)) commits++
        commits++
      }
    }
    // A frame's sum goes on from the one before it: from here on, from what that one says of itself.
    sum = { a: frame.readUInt32BE(16), b: frame.readUInt32BE(20) }
  }
  if (commits >= 2) return 'damaged'
  return foundOurs ? 'cut' : 'whole'
}

/**
 * Whether the broken frame ended a change: then it says how many pages the file had, and the file has not grown by more
 * than the frames since. A damaged word seldom fits.
 */
function wasCommit(said: number, later: number, framesBetween: number): boolean {
  return said > 0 && said <= later && later - said <= framesBetween
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0
}

function isStored({ a, b }: Checksum, where: Buffer, at: number): boolean {
  return where.readUInt32BE(at) === a && where.readUInt32BE(at + 4) === b
}

/** SQLite's own sum over pairs of words; `bigEndian` is how the words are read, not how the sum is stored. */
function checksum(bytes: Buffer, start: Checksum, bigEndian: boolean): Checksum {
  let { a, b } = start
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const first = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    const second = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)
    a = (a + first + b) >>> 0
    b = (b + second + a) >>> 0
  }
  return { a, b }
}
