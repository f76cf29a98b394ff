import { deflateSync } from 'node:zlib'
import { zipSync, type Zippable } from 'fflate'

/** Small whole files of the kinds that may be attached, made here so that their content is known. For tests. */

const utf8 = (text: string) => new TextEncoder().encode(text)
export const zip = (files: Readonly<Record<string, string | Uint8Array>>): Buffer => {
  const parts: Zippable = {}
  for (const [name, content] of Object.entries(files)) {
    parts[name] = typeof content === 'string' ? utf8(content) : content
  }
  return Buffer.from(zipSync(parts))
}

const MAIN = 'application/vnd.openxmlformats-officedocument'
const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="${main}"/></Types>`

export const docx = (text: string, extra: Readonly<Record<string, string | Uint8Array>> = {}) =>
  zip({
    '[Content_Types].xml': contentTypes(`${MAIN}.wordprocessingml.document.main+xml`),
    'word/document.xml': `<w:document><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    ...extra,
  })

export const xlsx = (cells: string) =>
  zip({
    '[Content_Types].xml': contentTypes(`${MAIN}.spreadsheetml.sheet.main+xml`),
    'xl/workbook.xml': '<workbook/>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${cells}</row></sheetData></worksheet>`,
  })

export const pptx = (text: string) =>
  zip({
    '[Content_Types].xml': contentTypes(`${MAIN}.presentationml.presentation.main+xml`),
    'ppt/slides/slide1.xml': `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`,
  })

export const odt = (text: string) =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:text><text:p>${text}</text:p></office:text>`,
  })

/** One page with a line of text, in a standard font. */
export function pdf(text: string): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    stream(`BT /F1 12 Tf 20 100 Td (${text}) Tj ET`),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

const stream = (content: string) => `<</Length ${content.length}>>\nstream\n${content}\nendstream`

function chunk(kind: string, content: Buffer): Buffer {
  const whole = Buffer.alloc(content.length + 12)
  whole.writeUInt32BE(content.length, 0)
  whole.write(kind, 4, 'latin1')
  content.copy(whole, 8)
  return whole
}

/** A grey point. Its checksums are left out: the outline is what is read. */
export const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
  chunk('IEND', Buffer.alloc(0)),
])
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0008010100003f001234ffd9', 'hex')
export const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
export const tif = Buffer.concat([
  Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0]),
  Buffer.from([0, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
  Buffer.alloc(4),
])

function box(kind: string, content: Buffer | string): Buffer {
  const inside = Buffer.from(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(inside.length + 8, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, inside])
}
const brand = (name: string) => box('ftyp', `${name}\0\0\0\0${name}`)
export const heic = Buffer.concat([brand('heic'), box('meta', Buffer.alloc(4)), box('mdat', Buffer.alloc(8))])
export const mp4 = Buffer.concat([brand('isom'), box('moov', Buffer.alloc(8)), box('mdat', Buffer.alloc(99))])
export const m4a = Buffer.concat([brand('M4A '), box('moov', Buffer.alloc(8)), box('mdat', Buffer.alloc(99))])

export const wav = (() => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(136, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(100, 40)
  return Buffer.concat([head, Buffer.alloc(100)])
})()

/** 128 kbit/s at 44.1 kHz: a frame is 417 bytes. */
export const mp3 = Buffer.concat(
  [1, 2, 3].map(() => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)])),
)

export const eml = (body: string, extra = '') =>
  Buffer.from(
    `From: chef@exempel.se\r\nTo: vard@exempel.se\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nSubject: Rutin\r\n${extra}\r\n${body}\r\n`,
  )

/** A compound file whose directory names these streams, with `content` in a sector of its own. */
export function compound(names: readonly string[], content: Buffer | string = ''): Buffer {
  const SECTOR = 512
  const head = Buffer.alloc(SECTOR)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(head)
  head.writeUInt16LE(9, 30)
  head.writeUInt32LE(1, 44)
  head.writeUInt32LE(1, 48)
  head.writeUInt32LE(0xfffffffe, 60)
  head.writeUInt32LE(0xfffffffe, 68)
  head.fill(0xff, 76)
  head.writeUInt32LE(0, 76)
  const directorySectors = Math.ceil((names.length + 1) / 4)
  const fat = Buffer.alloc(SECTOR, 0xff)
  fat.writeUInt32LE(0xfffffffd, 0)
  for (let sector = 1; sector <= directorySectors; sector++) {
    fat.writeUInt32LE(sector === directorySectors ? 0xfffffffe : sector + 1, sector * 4)
  }
  const directory = Buffer.alloc(directorySectors * SECTOR)
  for (const [index, name] of ['Root Entry', ...names].entries()) {
    const at = index * 128
    directory.write(name, at, 'utf16le')
    directory.writeUInt16LE(name.length * 2 + 2, at + 64)
    directory[at + 66] = index === 0 ? 5 : 2
  }
  const data = Buffer.from(content)
  const padded = Buffer.alloc(Math.ceil((data.length + 1) / SECTOR) * SECTOR)
  data.copy(padded)
  return Buffer.concat([head, fat, directory, padded])
}

export const msg = (body: string) =>
  compound(
    ['__properties_version1.0', '__nameid_version1.0', '__substg1.0_1000001F'],
    Buffer.from(body, 'utf16le'),
  )

/** A Windows program as far as its head tells. */
export const exe = Buffer.concat([
  Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]),
  Buffer.alloc(56),
  Buffer.from('This program cannot be run in DOS mode.\r\n$', 'latin1'),
  Buffer.alloc(64),
  Buffer.from('PE\0\0', 'latin1'),
])
