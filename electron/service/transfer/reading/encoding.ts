import { isAscii, isUtf8 } from 'node:buffer'
import type { Encoding } from '../../../../shared/transfer/format.ts'
import type { FileBytes } from './fileBytes.ts'
import { refusal } from './refusal.ts'

const LF = 0x0a
const CR = 0x0d

export interface FoundEncoding {
  readonly encoding: Encoding
  /** Bytes of the byte order mark, which are not text. */
  readonly skip: number
  /** A Swedish sentence. */
  readonly why: string
  /** Lines end with CR alone, as old Macintosh programs write them. */
  readonly crLines: boolean
}

/** So many lines with å, ä, ö in UTF-8 are proof enough; counting on would only cost time. */
const ENOUGH = 20_000

/**
 * Finds how the text of a file is stored, by looking through all of it: a file may be plain letters for a hundred
 * megabytes and then hold one å. Windows-1252 text with å, ä or ö is practically never valid UTF-8, so where both
 * occur the majority of such lines decides, and the others are decoded one by one and named.
 */
export async function findEncoding(file: FileBytes, wish: Encoding | undefined): Promise<FoundEncoding> {
  const head = await file.part(0, 64 * 1024)
  const marked = byMark(head)
  const wide = wish === undefined ? (marked?.encoding ?? guessUtf16(head)) : wish
  if (wide === 'utf-16le' || wide === 'utf-16be') {
    if (file.size % 2 === 1) {
      throw refusal(
        file.path,
        'texten är i UTF-16 men filen slutar mitt i ett tecken, så den är avhuggen. Gör om exporten.',
      )
    }
    const text = head.toString('latin1')
    return {
      encoding: wide,
      skip: marked?.encoding === wide ? marked.skip : 0,
      why: marked
        ? `Teckenkodningen är ${NAMES[wide]}: det står i filens första tecken.`
        : `Teckenkodningen är ${NAMES[wide]}: vartannat tecken i filens bytes är noll.`,
      crLines: text.includes('\r') && !text.includes('\n'),
    }
  }
  const skip = marked?.encoding === 'utf-8-bom' ? marked.skip : 0
  const seen = await countLines(file, skip)
  if (wish !== undefined) {
    return {
      encoding: wish,
      skip,
      why: `Teckenkodningen är ${NAMES[wish]}, som du har valt.`,
      crLines: seen.crLines,
    }
  }
  return { ...decide(seen, skip > 0), skip, crLines: seen.crLines }
}

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8 med byteordningsmärke',
  'utf-16le': 'UTF-16 (LE)',
  'utf-16be': 'UTF-16 (BE)',
  'windows-1252': 'Windows-1252',
  'utf-8+windows-1252': 'UTF-8 med enstaka rader i Windows-1252',
}

function decide(seen: LineCount, bom: boolean): { encoding: Encoding; why: string } {
  const utf8 = bom ? 'utf-8-bom' : 'utf-8'
  if (seen.odd === 0) {
    return {
      encoding: utf8,
      why: bom
        ? `Teckenkodningen är ${NAMES[utf8]}: det står i filens första tecken.`
        : seen.good === 0
          ? 'Filen har bara tecken som är lika i alla teckenkodningar; den läses som UTF-8.'
          : 'Teckenkodningen är UTF-8: alla å, ä, ö och andra tecken stämmer med den.',
    }
  }
  if (seen.good <= seen.odd && !bom) {
    return {
      encoding: 'windows-1252',
      why: 'Teckenkodningen är Windows-1252: raderna med å, ä, ö eller andra sådana tecken är inte giltig UTF-8.',
    }
  }
  return {
    encoding: 'utf-8+windows-1252',
    why: `Teckenkodningen är UTF-8, men ${seen.odd === 1 ? 'en rad' : `${seen.odd} rader`} är i Windows-1252 och läses så.`,
  }
}

function byMark(head: Buffer): { encoding: Encoding; skip: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8-bom', skip: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', skip: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', skip: 2 }
  return undefined
}

/** UTF-16 without a mark: nearly every other byte of Western text is zero. */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = head.subarray(0, 4096)
  if (sample.length < 4) return undefined
  let even = 0
  let odd = 0
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const half = sample.length / 2
  if (odd / half > 0.6 && even / half < 0.1) return 'utf-16le'
  if (even / half > 0.6 && odd / half < 0.1) return 'utf-16be'
  return undefined
}

interface LineCount {
  /** Lines with other than ASCII that are valid UTF-8; counted up to ENOUGH. */
  good: number
  /** Lines that are not valid UTF-8. */
  odd: number
  crLines: boolean
}

async function countLines(file: FileBytes, skip: number): Promise<LineCount> {
  const seen: LineCount = { good: 0, odd: 0, crLines: false }
  let hasLf = false
  let hasCr = false
  let rest = Buffer.alloc(0)
  for await (const chunk of file.chunks(skip)) {
    hasLf ||= chunk.includes(LF)
    hasCr ||= chunk.includes(CR)
    const block = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    // A file without line ends is one long line; then any place between two letters does.
    const cut = lastLineEnd(block) || (block.length > 256 * 1024 ? letterEnd(block) : 0)
    countBlock(block.subarray(0, cut), seen)
    rest = Buffer.from(block.subarray(cut))
  }
  countBlock(rest, seen)
  seen.crLines = hasCr && !hasLf
  return seen
}

function countBlock(block: Buffer, seen: LineCount): void {
  if (isAscii(block)) return
  const valid = isUtf8(block)
  if (valid && seen.good >= ENOUGH) return
  for (const line of lines(block)) {
    if (isAscii(line)) continue
    if (valid || isUtf8(line)) seen.good++
    else seen.odd++
  }
}

/** Each line with its own line end. */
export function* lines(block: Buffer): Generator<Buffer> {
  for (let start = 0; start < block.length;) {
    const end = block.indexOf(LF, start)
    const next = end === -1 ? block.length : end + 1
    yield block.subarray(start, next)
    start = next
  }
}

function lastLineEnd(block: Buffer): number {
  return block.lastIndexOf(LF) + 1
}

/** The last place that is not inside a letter of UTF-8. */
export function letterEnd(block: Buffer): number {
  let at = block.length
  while (at > 0 && at > block.length - 4 && ((block[at - 1] ?? 0) & 0xc0) === 0x80) at--
  return at > 0 && (block[at - 1] ?? 0) >= 0xc0 ? at - 1 : block.length
}

/** What Windows-1252 has where ISO 8859-1 has control characters (WHATWG Encoding, index windows-1252). */
const C1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Decoded here, not by TextDecoder: some versions of Node take windows-1252 for ISO 8859-1 and lose € and –. */
export function decodeWindows1252(bytes: Buffer, start = 0, end = bytes.length): string {
  const text = bytes.toString('latin1', start, end)
  return /[\u0080-\u009f]/.test(text)
    ? text.replace(/[\u0080-\u009f]/g, (char) => C1[char.charCodeAt(0) - 0x80] ?? char)
    : text
}
