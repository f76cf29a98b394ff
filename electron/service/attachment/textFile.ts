import { setImmediate } from 'node:timers/promises'
import { extensionOf, isRunnableName } from '../../../shared/attachment/fileName.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Inspected } from './officeFile.ts'
import { holdsProgram, looksExecutable } from './programs.ts'
import { refuse } from './refusal.ts'

/**
 * Text in one of the encodings that Swedish systems write, without control characters; undefined when it is none.
 */
export function decodeText(bytes: Buffer): string | undefined {
  for (const [encoding, mark] of ENCODINGS) {
    if (mark.length > 0 && !bytes.subarray(0, mark.length).equals(mark)) continue
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!CONTROL.test(text)) return text
    } catch {
      // Not this encoding: the next one is tried.
    }
    if (mark.length > 0) return undefined
  }
  return undefined
}

const ENCODINGS: readonly (readonly [string, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
  ['utf-8', Buffer.alloc(0)],
  ['windows-1252', Buffer.alloc(0)],
]
// Control characters are the point of this pattern: all but tab, line ends and form feed.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/

/** As far as a browser or a system looks for what a file is, and then some. */
const HEAD = 65_536
const WEB = /<\s*(?:!doctype|html|script|svg|iframe|object|embed|hta:application)\b|^\s*<\?xml\b/i
// Within its line only: an empty line begins anew, and a thousand of them would be read a thousand times.
const SHORTCUT = /^[^\S\r\n]*\[(?:internetshortcut|desktop entry|autorun|shell)\]/im
const SCRIPT = /^\s*(?:#!|@echo\s|windows registry editor|regedit4)/i
/** Text that is a format of its own, which some program would open. */
const OTHER = /^\s*(?:\{\\rtf|%!PS|%PDF-|BEGIN:V(?:CARD|CALENDAR)|-----BEGIN )/

/** Plain text, a CSV or a letter. @throws ATTACHMENT_REFUSED */
export async function inspectText(text: string, name: string, signal: AbortSignal): Promise<Inspected> {
  const head = text.slice(0, HEAD)
  if (SCRIPT.test(head)) throw refuse('program')
  if (SHORTCUT.test(head)) throw refuse('genvag')
  if (isLetter(head) && !/^m?html?$/.test(extensionOf(name))) {
    return { type: 'eml', text: await letterText(text, signal) }
  }
  if (WEB.test(head)) throw refuse('webbsida')
  if (OTHER.test(head)) throw refuse('okant')
  // The name alone never lets anything in, but a script is only text: here it may keep something out.
  if (isRunnableName(name))
    throw refuse(/^(?:url|lnk|desktop|webloc|website)$/.test(extensionOf(name)) ? 'genvag' : 'program')
  return { type: extensionOf(name) === 'csv' && isTable(head) ? 'csv' : 'txt', text }
}

/** A separator in each of the first lines. */
function isTable(head: string): boolean {
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 5)
  return [';', ',', '\t'].some((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length)
    return counts.length > 0 && counts.every((count) => count > 1)
  })
}

/** A block of header lines that says who wrote and when or what about (RFC 5322). */
function isLetter(head: string): boolean {
  const block = /^(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}\r?\n/.exec(head)?.[0]
  return block !== undefined && /^from:/im.test(block) && /^(?:date|received|subject):/im.test(block)
}

/** A file that the letter brings along, by its name; a name that begins anew is looked at by itself. */
const PROGRAM_ALONG =
  /name\*?=(?:(?!name\*?=)[^\r\n]){0,200}\.(?:exe|scr|com|bat|cmd|js|jse|vbs|vbe|wsf|hta|ps1|lnk|msi|jar|iso|img|docm|xlsm|pptm)\b/i
/** As many coded parts are read at a time; then other calls come in between. */
const BLOCKS_AT_A_TIME = 1000
/** Ten digits take sixteen characters: what is shorter holds neither a number nor a program. */
const SHORTEST_BLOCK = 16

/** The letter with its coded parts read. @throws ATTACHMENT_REFUSED when one of them is a program, CANCELLED. */
async function letterText(letter: string, signal: AbortSignal): Promise<string> {
  if (PROGRAM_ALONG.test(letter)) throw refuse('inbaddat')
  const plain = letter
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (coded) =>
      Buffer.from(coded.replaceAll('=', ''), 'hex').toString('latin1'),
    )
  const parts = [letter, plain]
  let read = 0
  for (const block of base64Blocks(letter)) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    if (++read % BLOCKS_AT_A_TIME === 0) await setImmediate()
    const content = Buffer.from(block, 'base64')
    if (looksExecutable(content) || holdsProgram(content)) throw refuse('inbaddat')
    parts.push(decodeText(content) ?? '')
  }
  return parts.join('\n')
}

function* base64Blocks(letter: string): Generator<string> {
  let block: string[] = []
  const whole = () => {
    const joined = block.join('')
    block = []
    return joined
  }
  for (const line of letter.split(/\r?\n/)) {
    if (isBase64(line)) {
      block.push(line)
      continue
    }
    const before = whole()
    if (before.length >= SHORTEST_BLOCK) yield before
  }
  const last = whole()
  if (last.length >= SHORTEST_BLOCK) yield last
}

/** Asked by what is not of it: a pattern that counts a whole line of megabytes runs out of stack. */
function isBase64(line: string): boolean {
  const code = line.replace(/={1,2}$/, '')
  return code.length >= 4 && !/[^A-Za-z0-9+/]/.test(code)
}
