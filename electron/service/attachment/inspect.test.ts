import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFUSALS, type Refusal } from '../../../shared/attachment/refusals.ts'
import type { AttachmentType } from '../../../shared/attachment/types.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { inspect } from './inspect.ts'
import { xmlText } from './officeFile.ts'
import {
  compound,
  docx,
  eml,
  exe,
  gif,
  heic,
  jpg,
  m4a,
  mp3,
  mp4,
  msg,
  odt,
  pdf,
  png,
  pptx,
  tif,
  wav,
  webp,
  xlsx,
  zip,
} from './testFiles.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'
const { signal } = new AbortController()
const text = (content: string) => Buffer.from(content, 'utf8')

/** The type, or why not. Anything but a refusal is the test's failure. */
async function found(bytes: Buffer, name = 'fil'): Promise<AttachmentType | Refusal> {
  try {
    return (await inspect(bytes, name, signal)).type
  } catch (error) {
    if (!(error instanceof LardomError) || error.code !== 'ATTACHMENT_REFUSED') throw error
    const why = Object.entries(REFUSALS).find(([, words]) => words === error.message)?.[0]
    if (why === undefined) throw error
    // A key of the list it was found in.
    return why as Refusal
  }
}

describe('the type of a file', () => {
  it.each<readonly [AttachmentType, Buffer]>([
    ['docx', docx('Rutin')],
    ['xlsx', xlsx('<c><v>1</v></c>')],
    ['pptx', pptx('Rutin')],
    ['odt', odt('Rutin')],
    ['pdf', pdf('Rutin')],
    ['txt', text('En rutin på svenska: å ä ö.')],
    ['txt', Buffer.from('R\xf6ntgen p\xe5 \xd6ster', 'latin1')],
    ['txt', Buffer.from('\ufeffRöntgen', 'utf16le')],
    ['txt', text('MZ är en förkortning, BM likaså.')],
    ['txt', text('BM 2 enligt protokollet.')],
    ['eml', eml('Hej!')],
    ['msg', msg('Hej!')],
    ['png', png],
    ['gif', gif],
    ['jpg', jpg],
    ['webp', webp],
    ['tif', tif],
    ['heic', heic],
    ['mp3', mp3],
    ['m4a', m4a],
    ['wav', wav],
    ['mp4', mp4],
  ])('is %s by its content, whatever its name says', async (type, bytes) => {
    for (const name of ['fil', 'fil.pdf', 'fil.docx', 'fil.png']) expect(await found(bytes, name)).toBe(type)
  })

  it('is CSV only for text in columns that is also called so', async () => {
    const table = text('datum;antal\n2026-01-01;3\n')
    expect(await found(table, 'fall.csv')).toBe('csv')
    expect(await found(table, 'fall.txt')).toBe('txt')
    expect(await found(text('Bara text\nutan kolumner'), 'fall.csv')).toBe('txt')
    expect(await found(png, 'fall.csv')).toBe('png')
  })

  it.each<readonly [Refusal, string, Buffer]>([
    ['tom', 'nothing', Buffer.alloc(0)],
    ['for_stor', 'too large', Buffer.alloc(25 * 1024 * 1024 + 1, 'a')],
    ['program', 'a Windows program', exe],
    ['program', 'ELF', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')],
    ['program', 'Mach-O', Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1])],
    ['program', 'a Java class', Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x34])],
    ['program', 'a script', text('#!/bin/sh\necho hej\n')],
    ['program', 'a batch file', text('@echo off\r\ndel *.*\r\n')],
    [
      'program',
      'a registry file',
      text('Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER]\r\n'),
    ],
    ['program', 'a jar', zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A', 'A.class': 'x' })],
    ['program', 'an apk', zip({ 'AndroidManifest.xml': 'x', 'classes.dex': 'y' })],
    ['program', 'an installer', compound(['\u4840\u3f3f\u4577\u446c', '\u0005SummaryInformation'])],
    ['genvag', 'a Windows shortcut', Buffer.from([0x4c, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0])],
    ['genvag', 'an internet shortcut', text('[InternetShortcut]\r\nURL=https://exempel.se\r\n')],
    ['genvag', 'a desktop entry', text('[Desktop Entry]\nType=Link\n')],
    ['webbsida', 'HTML', text('<!DOCTYPE html><p>hej')],
    ['webbsida', 'HTML after a text', text('Hej\n\n<script>alert(1)</script>')],
    ['webbsida', 'SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['webbsida', 'XML', text('<?xml version="1.0"?><a/>')],
    ['webbsida', 'an HTML application', text('<HTA:APPLICATION id="x">')],
    ['arkiv', 'a zip', zip({ 'rutin.txt': 'hej' })],
    ['arkiv', 'gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4])],
    ['arkiv', '7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0])],
    ['makron', 'macros', docx('x', { 'word/vbaProject.bin': 'x' })],
    ['makron', 'old macro sheets', docx('x', { 'xl/macrosheets/sheet1.xml': '<x/>' })],
    [
      'makron',
      'a docm',
      zip({
        '[Content_Types].xml':
          '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
      }),
    ],
    [
      'makron',
      'macros in OpenDocument',
      zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/Standard/x.xml': '<x/>' }),
    ],
    [
      'okant',
      'a template',
      zip({
        '[Content_Types].xml':
          '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"/></Types>',
      }),
    ],
    ['inbaddat', 'a program inside', docx('x', { 'word/embeddings/setup.bin': exe })],
    ['inbaddat', 'a script inside', docx('x', { 'word/embeddings/a.vbs': 'MsgBox 1' })],
    [
      'inbaddat',
      'a packed file',
      docx('x', { 'word/embeddings/oleObject1.bin': compound(['\u0001Ole10Native']) }),
    ],
    [
      'inbaddat',
      'a PDF that starts something',
      text(`%PDF-1.4\n<</S /Launch/F(cmd.exe)>>\nstartxref\n0\n%%EOF`),
    ],
    ['inbaddat', 'a letter with a program', eml(exe.toString('base64').replace(/.{76}/g, '$&\r\n'))],
    [
      'inbaddat',
      'a letter with a script',
      eml('x', 'Content-Disposition: attachment; filename="faktura.js"\r\n'),
    ],
    ['last', 'a protected document', compound(['EncryptedPackage', 'EncryptionInfo'])],
    ['aldre_office', 'doc', compound(['WordDocument', '1Table'])],
    ['aldre_office', 'xls', compound(['Workbook'])],
    ['aldre_office', 'ppt', compound(['PowerPoint Document'])],
    ['dicom', 'DICOM', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.alloc(64)])],
    ['okant', 'rich text', text('{\\rtf1\\ansi hej}')],
    ['okant', 'bytes of no kind', Buffer.from([1, 2, 3, 4, 5, 0, 200, 201])],
    ['okant', 'UTF-16 with control characters', Buffer.from('\ufeffa\u0001b', 'utf16le')],
    ['skadad', 'a PDF that is cut off', pdf('Rutin').subarray(0, 100)],
    ['skadad', 'a picture that is cut off', png.subarray(0, png.length - 4)],
    ['skadad', 'a zip that is cut off', docx('x').subarray(0, 200)],
  ])('is refused (%s): %s', async (why, _what, bytes) => {
    for (const name of ['fil', 'fil.pdf', 'fil.docx']) expect(await found(bytes, name)).toBe(why)
  })

  it.each(['a.js', 'a.vbs', 'a.ps1', 'a.bat', 'a.py', 'a.hta', 'a.reg', 'a.sh'])(
    'is refused for text that the system would run: %s',
    async (name) => {
      expect(await found(text('x = 1'), name)).toBe('program')
      expect(await found(text('x = 1'), `${name}.txt`)).toBe('txt')
    },
  )
})

describe('a file that is two things', () => {
  const html = '<html><script>alert(1)</script></html>'

  it('is taken only as what it is from beginning to end', async () => {
    expect(await found(text(`%PDF-1.4\n${html}`))).toBe('skadad')
    expect(await found(text(`${html}\n%PDF-1.4\nstartxref`))).toBe('webbsida')
    expect(await found(Buffer.concat([text(html), docx('x')]))).toBe('okant')
    expect(await found(text('GIF89a/*'.padEnd(40, ' ') + '*/=1;alert(1)'), 'a.gif')).toBe('txt')
    expect(await found(Buffer.concat([text('GIF89a/*\0'), Buffer.alloc(40), text('*/=1;alert(1)')]))).toBe(
      'skadad',
    )
    expect(await found(Buffer.concat([gif, text(html)]))).toBe('skadad')
    expect(await found(Buffer.concat([gif, text('\r\n')]))).toBe('gif')
    expect(await found(Buffer.concat([png, zip({ 'a.exe': exe })]))).toBe('skadad')
    expect(await found(Buffer.concat([jpg, text(html)]))).toBe('skadad')
    expect(await found(Buffer.concat([jpg, exe]))).toBe('skadad')
    expect(await found(Buffer.concat([docx('x'), exe]))).toBe('skadad')
    expect(await found(Buffer.concat([mp4, exe]))).toBe('skadad')
    expect(await found(zip({ 'a.pdf': 'x' }), 'rapport.pdf')).toBe('arkiv')
    // A whole PDF stays one whatever follows its end: only a PDF reader is ever started on it.
    expect(await found(Buffer.concat([pdf('x'), text(html)]), 'a.html')).toBe('pdf')
  })
})

describe('a zip', () => {
  /** Sets a field of the first entry in the directory. */
  function tampered(offset: number, write: (zip: Buffer, at: number) => void): Buffer {
    const bytes = docx('Rutin')
    write(bytes, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + offset)
    return bytes
  }

  it('that would unpack to far more than it says, or to very much, is not unpacked', async () => {
    expect(await found(tampered(24, (bytes, at) => bytes.writeUInt32LE(1, at)))).toBe('skadad')
    expect(await found(tampered(24, (bytes, at) => bytes.writeUInt32LE(0x7fffffff, at)))).toBe('skadad')
    const bomb = docx('x', { 'word/media/a.bin': new Uint8Array(60 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await found(bomb)).toBe('skadad')
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}`, '']))
    expect(await found(docx('x', many))).toBe('skadad')
  })

  it('with a password, a wrong checksum, a name that leads out or stands twice is refused', async () => {
    expect(await found(tampered(8, (bytes, at) => bytes.writeUInt16LE(1, at)))).toBe('last')
    expect(await found(tampered(16, (bytes, at) => bytes.writeUInt32LE(7, at)))).toBe('skadad')
    for (const name of ['../a.xml', '/a.xml', 'C:/a.xml', 'a/../../b.xml', 'a\\b.xml', 'WORD/document.xml']) {
      expect(await found(docx('x', { [name]: 'x' }))).toBe('skadad')
    }
  })
})

describe('the text of a file', () => {
  const holds = async (bytes: Buffer, name = 'fil') => {
    const inspected = await inspect(bytes, name, signal)
    return inspected.text !== null && containsPersonnummer(inspected.text)
  }

  it('is read so that a personnummer in it is seen', async () => {
    expect(await holds(text(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(Buffer.from(`\ufeffPatient ${NUMBER}`, 'utf16le'))).toBe(true)
    expect(await holds(text(`namn;nummer\nA;${NUMBER}\n`), 'lista.csv')).toBe(true)
    expect(await holds(pdf(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(docx(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(docx('Patient 1912</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>1212-1212'))).toBe(true)
    expect(await holds(docx('x', { 'word/comments.xml': `<w:p>${NUMBER}</w:p>` }))).toBe(true)
    expect(await holds(xlsx('<c><v>191212121212</v></c>'))).toBe(true)
    expect(await holds(xlsx('<c><v>1.91212121212E11</v></c>'))).toBe(true)
    expect(await holds(pptx(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(odt(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(eml(`Patient ${NUMBER}`))).toBe(true)
    expect(await holds(eml('Patient 1912=\r\n1212-1212'))).toBe(true)
    expect(
      await holds(
        eml(Buffer.from(`Patienten heter något och har ${NUMBER} enligt journalen`).toString('base64')),
      ),
    ).toBe(true)
    expect(await holds(msg(`Patient ${NUMBER}`))).toBe(true)
  })

  it('is not put together over cells and paragraphs', async () => {
    expect(await holds(xlsx('<c><v>19121212</v></c><c><v>1212</v></c>'))).toBe(false)
    expect(await holds(docx('19121212</w:t></w:r></w:p><w:p><w:r><w:t>1212'))).toBe(false)
  })

  it('of a picture, or of a PDF that cannot be read, is not known', async () => {
    expect((await inspect(png, 'a.png', signal)).text).toBeNull()
    expect((await inspect(text('%PDF-1.4\ntrasig\nstartxref\n99\n%%EOF'), 'a.pdf', signal)).text).toBeNull()
  })

  it('is read from XML in one pass, however it is made', () => {
    const start = performance.now()
    expect(xmlText('<'.repeat(2_000_000))).toBe('<'.repeat(2_000_000))
    expect(xmlText('&#'.repeat(500_000)).length).toBe(1_000_000)
    expect(performance.now() - start).toBeLessThan(2000)
    expect(xmlText('<w:p>&#229;&#xE4;&amp;lt;</w:p>').trim()).toBe('åä&lt;')
  })
})

describe('any bytes at all', () => {
  const whole = [docx('x'), xlsx(''), odt('x'), png, gif, jpg, webp, tif, heic, mp3, mp4, m4a, wav, exe]
  const letters = [msg('x'), compound(['WordDocument']), pdf('x'), eml('x')]
  const beginnings =
    `%PDF-1.7 ID3\x04 Rar!\x1a\x07 RIFF OggS fLaC BZh \xfd7zXZ\0 II*\0 MM\0* ftyp {\\rtf %!PS DICM \0asm
    SQLite ITSF MSCF !<arch>`.split(/ +|\n +/)
  const magics = [...whole, ...letters, ...beginnings.map((magic) => Buffer.from(magic, 'latin1'))]
  const bytes = fc.uint8Array({ maxLength: 3000 }).map((values) => Buffer.from(values))

  // Each whole PDF among them takes a thread of its own.
  it('give a type or a refusal in words, never a stumble', async () => {
    const prefixed = fc
      .tuple(fc.constantFrom(...magics), fc.nat(64), bytes)
      .map(([magic, cut, rest]) => Buffer.concat([magic.subarray(0, Math.max(1, magic.length - cut)), rest]))
    const harmed = fc
      .tuple(
        fc.constantFrom(...magics),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      )
      .map(([magic, changes]) => {
        const copy = Buffer.from(magic)
        for (const [place, value] of changes) copy[place % copy.length] = value
        return copy
      })
    const joined = fc
      .tuple(fc.constantFrom(...magics), fc.constantFrom(...magics))
      .map((two) => Buffer.concat(two))
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(bytes, prefixed, harmed, joined),
        fc.string({ maxLength: 30 }),
        async (content, name) => {
          expect(typeof (await found(content, name))).toBe('string')
        },
      ),
      { numRuns: 700 },
    )
  }, 90_000)
})
