import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, crc32 } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { LardomError } from '../../../../shared/rpc/error.ts'
import { openSource } from './openSource.ts'
import { fileRefusal } from './refusal.ts'
import { refusedWith, TestFiles, textRows, workbook } from './testFiles.ts'

const files = new TestFiles()
afterAll(() => files.remove())

/** A container of Microsoft's old kind with one name in its directory. */
function ole(name: string): Buffer {
  const bytes = Buffer.alloc(2048)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.write(name, 1024, 'utf16le')
  return bytes
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('En fil som inte är en tabell vägras med skälet', () => {
  it.each([
    ['en bild som heter .csv', png, 'bild (PNG)'],
    [
      'en JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0'), Buffer.alloc(50)]),
      'bild (JPG)',
    ],
    ['en PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'PDF'],
    ['ett ZIP-arkiv', Buffer.from(zipSync({ 'a.csv': strToU8('A;B\n1;2\n') })), 'Packa upp'],
    ['ett Word-dokument', Buffer.from(zipSync({ 'word/document.xml': strToU8('<w/>') })), 'Word-dokument'],
    ['ett gammalt Word-dokument', ole('WordDocument'), 'Word-dokument'],
    ['ett RTF-dokument', Buffer.from('{\\rtf1\\ansi hej}'), 'RTF'],
    ['en gammal arbetsbok', ole('Workbook'), 'gamla format (.xls)'],
    ['en låst arbetsbok', ole('EncryptedPackage'), 'lösenord'],
    [
      'en webbsida som kallas Excel',
      Buffer.from('<html><body><table><tr><td>Nr</td></tr></table>'),
      'webbsida',
    ],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4]), 'packat arkiv'],
    [
      'brus',
      Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256)),
      'inte text',
    ],
    ['bara nollor', Buffer.alloc(5000), 'inte text'],
    ['en tom fil', Buffer.alloc(0), 'tom'],
    ['bara blanksteg', Buffer.from(' \n\n  \r\n'), 'blanksteg'],
    [
      'tusentals kolumner',
      Buffer.from(
        `${Array.from({ length: 2000 }, (_, index) => `K${index}`).join(';')}\n${';'.repeat(1999)}x\n`,
      ),
      'fler än 1 000 kolumner',
    ],
    ['en enda kolumn', Buffer.from('Namn\nAnna\nBo\n'), 'bara en kolumn'],
    [
      'löpande text',
      Buffer.from(
        'Hej.\nDet här är, tror jag, en text.\nUtan, som sagt, tabell, eller så.\nSlut, kort.\nEtt. Två.\nTre.\nFyra.\nFem.\nSex.\nSju.\n',
      ),
      'bara en kolumn',
    ],
    ['ingen rubrikrad', Buffer.from('1;2025-01-02;fall\n2;2025-01-03;fall\n'), 'ingen rubrikrad'],
    [
      'avhuggen UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('A;B\n1;2\n', 'utf16le'), Buffer.from('x')]),
      'avhuggen',
    ],
    [
      'en skadad arbetsbok',
      Buffer.from(
        workbook([
          {
            name: 'B',
            rows: textRows([
              ['Nr', 'Typ'],
              ['1', 'a'],
            ]),
          },
        ]),
      ).fill(0, 60, 120),
      'skadad',
    ],
    [
      'en avhuggen arbetsbok',
      Buffer.from(workbook([{ name: 'B', rows: textRows([['Nr', 'Typ']]) }])).subarray(0, 700),
      'skadad',
    ],
  ])('%s', async (_, bytes, reason) => {
    const message = await files.refused(bytes)
    expect(message).toContain(reason)
    expect(message).toMatch(/^Källfilen export\.csv kan inte läsas in: .+\.$/)
  })

  it('men en rubrik får börja som en bild gör', async () => {
    const { fields } = await files.read('BMI;Vikt\n22;70\n')
    expect(fields).toEqual([['22', '70']])
  })

  it('en rubrikrad som saknas kan väljas ändå', async () => {
    const { fields } = await files.read('1;2025-01-02\n2;2025-01-03\n', { headerRow: 1 })
    expect(fields).toEqual([['2', '2025-01-03']])
  })

  it('en mapp, en fil som inte finns, en som man inte får läsa', async () => {
    const folder = join(files.folder, 'mapp.csv')
    mkdirSync(folder)
    expect(await refusedWith(folder)).toContain('mapp')
    expect(await refusedWith(join(files.folder, 'borta.csv'))).toContain('finns inte')
    expect(await refusedWith(join(files.folder, 'a\u0000b.csv'))).toContain('finns inte')
  })

  it.each([
    ['EACCES', 'inte rätt'],
    ['EBUSY', 'annat program'],
    ['EIO', 'svarar inte'],
  ])('det som filsystemet kallar %s', (code, reason) => {
    expect(fileRefusal('/mapp/fil.csv', Object.assign(new Error('x'), { code }))?.message).toContain(reason)
  })

  it('en fil som försvinner mellan öppnandet och läsningen', async () => {
    const path = files.write('A;B\n1;2\n', 'bort.csv')
    const source = await openSource(path, {})
    rmSync(path)
    const run = async () => {
      for await (const _batch of source.batches());
    }
    await expect(run()).rejects.toMatchObject({ code: 'SOURCE_INVALID' })
  })

  it('en fil på mer än 2 GB, utan att läsa den', async () => {
    const path = files.write('A;B\n', 'stor.csv')
    truncateSync(path, 2 * 1024 ** 3 + 1)
    expect(await refusedWith(path)).toContain('2 GB')
    rmSync(path)
  })
})

describe('En zippbomb', () => {
  it('som säger sin storlek vägras utan att packas upp', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(60 * 1024 ** 2) }, { level: 9 })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await files.refused(bomb, 'bomb.xlsx')).toContain('orimligt stor')
  })

  it('som ljuger om sin storlek stannar när den blir större än den säger', async () => {
    const real = deflateRawSync(Buffer.alloc(30 * 1024 ** 2, 'a'))
    const bomb = lyingZip('xl/workbook.xml', real, 1000)
    const before = process.memoryUsage().rss
    expect(await files.refused(bomb, 'bomb.xlsx')).toContain('orimligt stor')
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 ** 2)
  })

  it('med tusentals delar vägras', async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 6000 }, (_, index) => [`xl/a${index}.xml`, strToU8('x')]),
    )
    expect(await files.refused(zipSync(parts, { level: 0 }), 'bomb.xlsx')).toContain('orimligt stor')
  })

  it('och ett arkiv med lösenord vägras som det', async () => {
    const book = Buffer.from(workbook([{ name: 'B', rows: textRows([['Nr', 'Typ']]) }]))
    const central = book.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    book.writeUInt16LE(1, central + 8)
    writeFileSync(join(files.folder, 'last.xlsx'), book)
    expect(await refusedWith(join(files.folder, 'last.xlsx'))).toContain('lösenord')
  })
})

describe('Skadade arbetsböcker', () => {
  const rows = textRows([
    ['Nr', 'Typ', 'Dag'],
    ['1', 'fall &amp; annat', 'x'],
  ]).replace('<c t="inlineStr"><is><t>x</t></is></c>', '<c r="C2" s="1"><f>NOW()</f><v>45000.5</v></c>')
  const settle = async (bytes: Uint8Array) =>
    files.read(bytes, {}, 'skadad.xlsx').then(
      () => 'read',
      (error: unknown) => (error instanceof LardomError ? error.code : error),
    )

  it('läses eller vägras, vilket byte det än är fel på', async () => {
    const good = Buffer.from(workbook([{ name: 'B', rows }]))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(good.length),
        async (changes, cut) => {
          const bad = Buffer.from(good)
          for (const [at, byte] of changes) bad[at] = byte
          expect(['read', 'SOURCE_INVALID']).toContain(await settle(bad))
          expect(['SOURCE_INVALID', 'read']).toContain(await settle(bad.subarray(0, Math.max(1, cut))))
        },
      ),
      { numRuns: 120 },
    )
  })

  it('läses eller vägras, vad som än står i dess XML', async () => {
    const mess = (xml: string) =>
      fc
        .array(
          fc.tuple(
            fc.nat(xml.length),
            fc.nat(30),
            fc.constantFrom(
              '',
              '<',
              '>',
              '"',
              '/',
              '</row>',
              '<row r="-1">',
              '<c r="ZZZ9">',
              '&#xFFFFFF;',
              '<v>',
              '1e999',
              '_xD83D_',
            ),
          ),
          { maxLength: 4 },
        )
        .map((edits) =>
          edits.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), xml),
        )
    const strings = '<si><t>ett</t></si><si><r><t>två</t></r><rPh><t>x</t></rPh></si>'
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yy-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    await fc.assert(
      fc.asyncProperty(mess(rows), mess(strings), mess(styles), async (rows, strings, styles) => {
        expect(['read', 'SOURCE_INVALID']).toContain(
          await settle(workbook([{ name: 'B', rows }], { strings, styles })),
        )
      }),
      { numRuns: 200 },
    )
  })
})

/** A ZIP file of one packed entry whose directory says another size than it has. */
function lyingZip(name: string, packed: Buffer, said: number): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(said, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(crc32('a'), 16)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(said, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}
