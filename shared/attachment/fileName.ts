import { findPersonnummer } from '../text/personnummer.ts'
import { ATTACHMENT_TYPES, type AttachmentType } from './types.ts'

/** Characters and, since å is two bytes on disk, bytes; file systems allow 255 bytes. */
const LONGEST = 150
const MOST_BYTES = 240

/** Windows keeps these names for devices, whatever follows the first full stop. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\.|$)/i
/** What a name may be written with on every system; controls, bidi marks and half characters (\p{C}) go too. */
const FORBIDDEN = /[<>:"/\\|?*]/g

/** A text of this name is something that a system would run, or that leads elsewhere. */
const RUNNABLE = new Set(
  `app appref-ms bash bat chm cmd com command cpl csh desktop dll exe fish hta htm html inf iqy jar js jse ksh library-ms
   lnk mht mhtml mjs msc msi msp php pif pl ps1 psd1 psm1 py pyw rb reg scf scpt scr sct settingcontent-ms sh shtml slk
   svg svgz tcl terminal url vb vbe vbs webloc website wsc wsf wsh xht xhtml xml xsl xslt zsh`.split(/\s+/),
)
/** Endings that say a type: they give way to the one that was found. */
const KNOWN = new Set([
  ...RUNNABLE,
  ...Object.values(ATTACHMENT_TYPES).map((type): string => type.extension),
  ...`jpeg jpe tiff heif text log m4v wave zip doc xls ppt docm xlsm pptm dot xlt pot rtf`.split(' '),
])

/** The ending of a name, lower case; '' when there is none. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}-]{1,20})\s*$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** True when the name says that the system should run the file, or follow it. */
export function isRunnableName(name: string): boolean {
  return RUNNABLE.has(extensionOf(name))
}

/**
 * The name a file is stored and opened under: no path, nothing that any system forbids or that makes it look like
 * something else, and the ending of the type that was found.
 */
export function cleanFileName(given: string, type: AttachmentType): string {
  const { extension } = ATTACHMENT_TYPES[type]
  const parts = given.split(/[/\\]/).filter((part) => part.trim() !== '')
  const last = parts.at(-1) ?? ''
  let base = tidy(last.normalize('NFC').replace(/\p{C}/gu, '').replace(FORBIDDEN, ' '))
  while (KNOWN.has(extensionOf(base))) base = tidy(base.slice(0, base.lastIndexOf('.')))
  if (RESERVED.test(base)) base = `_${base}`
  base = tidy(shorten(base, extension.length + 1))
  return `${base === '' ? 'Bilaga' : base}.${extension}`
}

/** A name to show when it may not be stored: each personnummer is dotted out. */
export function maskedName(name: string): string {
  const [hit] = findPersonnummer(name)
  return hit ? maskedName(`${name.slice(0, hit.start)}•••${name.slice(hit.end)}`) : name
}

/** Neither spaces nor full stops at the ends: one hides a file, the other Windows takes away. */
function tidy(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '')
}

function shorten(base: string, ending: number): string {
  let kept = ''
  let bytes = ending
  for (const character of base) {
    bytes += utf8Length(character)
    if (kept.length + character.length + ending > LONGEST || bytes > MOST_BYTES) break
    kept += character
  }
  return kept
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
