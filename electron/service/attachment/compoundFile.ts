import type { Inspected } from './officeFile.ts'
import { holdsProgram } from './programs.ts'
import { refuse } from './refusal.ts'

const MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const SECTOR_FREE = 0xfffffff8
const ENTRY = 128

export function isCompoundFile(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(MAGIC)
}

/**
 * A compound file (MS-CFB): an Outlook letter is taken, everything else that comes in this form is not: password
 * protected documents, the old Office formats, installers. @throws ATTACHMENT_REFUSED
 */
export function inspectCompound(bytes: Buffer): Inspected {
  const names = directoryNames(bytes)
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) throw refuse('last')
  if (['WordDocument', 'Workbook', 'Book', 'PowerPoint Document'].some((name) => names.has(name))) {
    throw refuse('aldre_office')
  }
  if (!names.has('__properties_version1.0') || !names.has('__nameid_version1.0')) {
    // Installers write their tables' names in characters from U+3800 on (MSI).
    throw refuse([...names].some((name) => /[\u3800-\u4840]/.test(name)) ? 'program' : 'okant')
  }
  if (holdsProgram(bytes)) throw refuse('inbaddat')
  return { type: 'msg', text: letterText(bytes) }
}

/** The names of all storages and streams. The chain of sectors is followed no further than the file is long. */
function directoryNames(bytes: Buffer): Set<string> {
  const names = new Set<string>()
  if (bytes.length < 1536) throw refuse('skadad')
  const power = bytes.readUInt16LE(30)
  if (power !== 9 && power !== 12) throw refuse('skadad')
  const size = 2 ** power
  const fat = allocationTable(bytes, size)
  let sector = bytes.readUInt32LE(48)
  for (let steps = 0; sector < SECTOR_FREE; steps++) {
    const start = (sector + 1) * size
    if (start + size > bytes.length || steps > fat.length) throw refuse('skadad')
    for (let at = start; at < start + size; at += ENTRY) {
      const length = bytes.readUInt16LE(at + 64)
      if (bytes[at + 66] === 0 || length < 2 || length > 64) continue
      names.add(bytes.toString('utf16le', at, at + length - 2))
    }
    sector = fat[sector] ?? SECTOR_FREE
  }
  return names
}

/**
 * Which sector follows which. Its first 109 pieces are listed in the head: enough for 7 MB; more stand in a chain. Each
 * piece is listed once: a list that goes in a circle would make a table without end of a small file.
 */
function allocationTable(bytes: Buffer, size: number): number[] {
  const fat: number[] = []
  const seen = new Set<number>()
  const add = (sector: number) => {
    const start = (sector + 1) * size
    if (sector >= SECTOR_FREE || start + size > bytes.length) return
    if (seen.has(sector)) throw refuse('skadad')
    seen.add(sector)
    for (let at = start; at < start + size; at += 4) fat.push(bytes.readUInt32LE(at))
  }
  for (let at = 76; at < 512; at += 4) add(bytes.readUInt32LE(at))
  let list = bytes.readUInt32LE(68)
  for (let left = bytes.length / size; list < SECTOR_FREE && left > 0; left--) {
    const start = (list + 1) * size
    if (start + size > bytes.length) throw refuse('skadad')
    for (let at = start; at < start + size - 4; at += 4) add(bytes.readUInt32LE(at))
    list = bytes.readUInt32LE(start + size - 4)
  }
  return fat
}

/** The letter lies in the file as UTF-16 or in one byte per character, at even places: read both ways. */
function letterText(bytes: Buffer): string {
  return `${bytes.toString('utf16le')}\n${bytes.toString('latin1')}`
}
