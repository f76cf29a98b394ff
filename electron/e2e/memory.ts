import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const CHUNK = 4 * 1024 * 1024

/**
 * How many times the text stands in a process's memory, as UTF-8 and as UTF-16 (a JavaScript string may be either).
 * Reads /proc/<pid>/mem as a debugger would: everything the process may write, heaps, stacks and shared memory alike.
 */
export function countInMemory(pid: number, text: string): number {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  const overlap = Math.max(...needles.map(({ length }) => length)) - 1
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    let found = 0
    for (const { start, end } of writableParts(pid)) {
      let kept = Buffer.alloc(0)
      for (let at = start; at < end; at += CHUNK) {
        const part = readPart(memory, at, Math.min(CHUNK, end - at))
        if (part === undefined) break
        const seen = Buffer.concat([kept, part])
        for (const needle of needles) found += countIn(seen, needle, kept.length)
        kept = seen.subarray(Math.max(0, seen.length - overlap))
      }
    }
    return found
  } finally {
    closeSync(memory)
  }
}

/** Only those that reach past what was counted with the part before. */
function countIn(bytes: Buffer, needle: Buffer, counted: number): number {
  let found = 0
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) {
    if (at + needle.length > counted) found++
  }
  return found
}

function writableParts(pid: number): { start: number; end: number }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      return from === undefined || to === undefined
        ? []
        : [{ start: Number.parseInt(from, 16), end: Number.parseInt(to, 16) }]
    })
}

function readPart(memory: number, at: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length)
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, at))
  } catch {
    // Mapped but not readable (a device's memory): holds nothing of ours.
    return undefined
  }
}
