/** How the text of a file is stored. 'utf-8+windows-1252': UTF-8 with single lines in Windows-1252. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'utf-8+windows-1252'

export interface DecodedText {
  readonly encoding: Encoding
  /** Without byte order mark. */
  readonly text: string
  /** Lines (from 1) that were read as Windows-1252 in a file that otherwise is UTF-8. */
  readonly oddLines: readonly number[]
}

const LF = 0x0a

/**
 * Finds the encoding of an exported file and decodes it. Windows programs write all of these, and an export that was
 * opened and mended by hand may hold two at once: such lines are decoded one by one and named, never guessed silently.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return decodeUtf8(bytes.subarray(3), 'utf-8-bom')
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return plain('utf-16le', bytes.subarray(2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return plain('utf-16be', bytes.subarray(2))
  const guessed = guessUtf16(bytes)
  return guessed ? plain(guessed, bytes) : decodeUtf8(bytes, 'utf-8')
}

function plain(encoding: 'utf-16le' | 'utf-16be' | 'windows-1252', bytes: Uint8Array): DecodedText {
  return { encoding, text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), oddLines: [] }
}

/** UTF-16 without a mark: nearly every other byte of Western text is zero. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4096)
  if (sample.length < 4) return undefined
  let even = 0
  let odd = 0
  sample.forEach((byte, index) => {
    if (byte !== 0) return
    if (index % 2 === 0) even++
    else odd++
  })
  const half = sample.length / 2
  if (odd / half > 0.6 && even / half < 0.1) return 'utf-16le'
  if (even / half > 0.6 && odd / half < 0.1) return 'utf-16be'
  return undefined
}

function decodeUtf8(bytes: Uint8Array, encoding: 'utf-8' | 'utf-8-bom'): DecodedText {
  const whole = tryUtf8(bytes)
  if (whole !== undefined) return { encoding, text: whole, oddLines: [] }
  const lines = splitLines(bytes)
  const ansi = new TextDecoder('windows-1252')
  const oddLines: number[] = []
  let goodLines = 0
  const texts = lines.map((line, index) => {
    const text = tryUtf8(line)
    if (text === undefined) {
      oddLines.push(index + 1)
      return ansi.decode(line)
    }
    if (line.some((byte) => byte >= 0x80)) goodLines++
    return text
  })
  // Windows-1252 text with å, ä or ö is practically never valid UTF-8, so the majority of such lines decides.
  if (goodLines <= oddLines.length && encoding === 'utf-8') return plain('windows-1252', bytes)
  return { encoding: 'utf-8+windows-1252', text: texts.join(''), oddLines }
}

function tryUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: that is the answer to the question.
    return undefined
  }
}

/** Each line with its own line feed. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(LF, start)
    const next = end === -1 ? bytes.length : end + 1
    lines.push(bytes.subarray(start, next))
    start = next
  }
  return lines
}
