/** What a system would run, by its first bytes. The names of formats in comments are where the bytes are specified. */

/** True for a program, library or script of any of the usual systems. */
export function looksExecutable(bytes: Buffer): boolean {
  if (isWindowsProgram(bytes)) return true
  return MAGICS.some((magic) => bytes.subarray(0, magic.length).equals(magic))
}

const MAGICS = [
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0xfe, 0xed, 0xfa, 0xce], // Mach-O
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe], // Mach-O for several processors, and Java's class files
  [0x64, 0x65, 0x78, 0x0a], // Android's dex
  [0x00, 0x61, 0x73, 0x6d], // WebAssembly
  [0x23, 0x21], // #!
  [0x49, 0x54, 0x53, 0x46], // compiled HTML help
].map((magic) => Buffer.from(magic))

/** MZ alone may begin a word: a program has control bytes in its head too. */
function isWindowsProgram(bytes: Buffer): boolean {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a) return false
  return bytes.subarray(2, 64).some((byte) => byte < 9)
}

/** The sentence that every Windows program carries near its start, wherever the program lies. */
const STUBS = ['This program cannot be run in DOS mode', 'This program must be run under Win32'].map((text) =>
  Buffer.from(text, 'latin1'),
)

/** True when a Windows program lies somewhere inside. */
export function holdsProgram(bytes: Buffer): boolean {
  return STUBS.some((stub) => bytes.includes(stub))
}

/** A Windows shortcut (MS-SHLLINK) or a Mac alias. */
export function isShortcut(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from([0x4c, 0, 0, 0, 1, 0x14, 2, 0]))
}
