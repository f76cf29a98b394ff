import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDelimited, SEPARATORS, type Separator } from './parseDelimited.ts'

const bytes = (text: string) => Buffer.from(text, 'utf8')
const testdata = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name))

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

describe('Teckenkodning', () => {
  const text = 'Namn;Ort\r\nÅke Öst;Växjö\r\n'
  it.each([
    ['utf-8', bytes(text)],
    ['utf-8-bom', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(text)])],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ['windows-1252', latin1(text)],
  ])('%s känns igen och å ä ö blir rätt', (encoding, file) => {
    const read = parseDelimited(file)
    expect(read.encoding).toBe(encoding)
    expect(read.header).toEqual(['Namn', 'Ort'])
    expect(read.rows[0]?.fields).toEqual(['Åke Öst', 'Växjö'])
  })

  it('läser en enstaka rad i Windows-1252 i en UTF-8-fil, och säger det', () => {
    const file = Buffer.concat([bytes('A;B\nå;ä\nö;é\n'), latin1('å;fält\n'), bytes('ä;slut\n')])
    const read = parseDelimited(file)
    expect(read.encoding).toBe('utf-8+windows-1252')
    expect(read.rows.map(({ fields }) => fields[1])).toEqual(['ä', 'é', 'fält', 'slut'])
    expect(read.warnings).toEqual([
      expect.objectContaining({ row: 4, line: 4, reason: expect.stringContaining('Windows-1252') as string }),
    ])
  })

  it('tappar inte resten av filen efter ett NUL-tecken', () => {
    expect(parseDelimited(bytes('A;B\n1\u0000;2\n3;4\n')).rows.map(({ fields }) => fields)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })
})

describe('Trasiga rader', () => {
  it('rapporterar en rad med fel antal fält och läser de andra', () => {
    const read = parseDelimited(bytes('A;B;C\n1;2;3\n4;5\n6;7;8\n9;9;9;9\n'))
    expect(read.rows.map(({ row, line }) => [row, line])).toEqual([
      [2, 2],
      [4, 4],
    ])
    expect(read.faults).toEqual([
      { row: 3, line: 3, reason: expect.stringContaining('2 fält men rubrikraden har 3') as string },
      { row: 5, line: 5, reason: expect.stringContaining('4 fält men rubrikraden har 3') as string },
    ])
  })

  it('säger på vilken rad ett oavslutat citat öppnas, och hittar nästa hela rad', () => {
    const read = parseDelimited(
      bytes('Nr;Text;Typ\n1;"första\nraden";a\n2;"öppnas\nmen stängs inte;b\n3;"hel";c\n4;fyra;d\n'),
    )
    expect(read.rows.map(({ fields }) => fields[0])).toEqual(['1', '3', '4'])
    expect(read.faults).toEqual([
      {
        row: 3,
        line: 4,
        reason:
          'Ett citattecken öppnas på rad 4 i filen men stängs aldrig. Raderna 4–5 i filen lästes inte in.',
      },
    ])
  })

  it('säger det också när citatet öppnas på sista raden', () => {
    const read = parseDelimited(bytes('A,B\n1,2\n3,"fyra\nfem\n'))
    expect(read.rows).toHaveLength(1)
    expect(read.faults[0]).toMatchObject({ row: 3, line: 3 })
    expect(read.faults[0]?.reason).toContain('rad 3')
  })

  it('upptäcker ett oavslutat citat som råkar sluta vid nästa rads citattecken', () => {
    const read = parseDelimited(bytes('A;B;C\n1;"öppet;x\n2;"";y\n3;b;z\n'))
    const seen = [...read.rows.map(({ row }) => row), ...read.faults.map(({ row }) => row)]
    expect(read.faults).toHaveLength(1)
    expect(seen.length + read.emptyRows).toBeGreaterThanOrEqual(2)
    expect(read.rows.some(({ fields }) => fields[0] === '3')).toBe(true)
  })

  it('läser odubblerade citattecken inne i texten och varnar', () => {
    const read = parseDelimited(bytes('A;B\n1;"en "patient" föll"\n2;5" slang\n3;slut\n'))
    expect(read.rows.map(({ fields }) => fields[1])).toEqual(['en "patient" föll', '5" slang', 'slut'])
    expect(read.warnings.map(({ line }) => line)).toEqual([2, 3])
    expect(read.faults).toEqual([])
  })

  it('godtar LF, CRLF och CR om vartannat, och hoppar över tomma rader', () => {
    const read = parseDelimited(bytes('A;B\r\n1;2\n3;4\r5;6\r\n\r\n;\r\n7;8'))
    expect(read.rows.map(({ fields }) => fields.join(''))).toEqual(['12', '34', '56', '78'])
    expect(read.emptyRows).toBe(2)
  })
})

describe('Exportfilerna', () => {
  it('pekar ut det oavslutade citatet i den smutsiga filen', () => {
    const read = parseDelimited(testdata('avvikelser_smutsig_oavslutat_citat.csv'))
    expect(read.rows.map(({ row }) => row)).toEqual([2, 3, 5, 6, 7])
    expect(read.faults).toMatchObject([{ row: 4, line: 8 }])
  })
})

const cell = fc.string({ unit: fc.constantFrom(...'abåÖ1 ",;\t\n\r0xé€'.split('')), maxLength: 12 })
/** A single cell that is empty or blank in every column would be an empty row, which is counted, not read. */
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(
    fc
      .array(cell, { minLength: width, maxLength: width })
      .filter((row) => row.some((text) => text.trim() !== '')),
    { minLength: 1, maxLength: 8 },
  ),
)

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

function write(rows: readonly (readonly string[])[], separator: Separator, end: string): string {
  return rows.map((row) => row.map(quote).join(separator) + end).join('')
}

describe('Skriva och läsa igen', () => {
  it('ger samma fält, vilka tecken de än innehåller', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf8', 'utf16le'),
        (rows, separator, end, encoding) => {
          const header = (rows[0] ?? []).map((_, index) => `Rubrik ${index}`)
          const text = write([header, ...rows], separator, end)
          const mark = encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0)
          const read = parseDelimited(Buffer.concat([mark, Buffer.from(text, encoding)]))
          expect(read.separator).toBe(separator)
          expect(read.faults).toEqual([])
          expect(read.rows.map(({ fields }) => fields)).toEqual(rows)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('tappar aldrig en rad utan att säga det, vilket tecken som än saknas', () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, cut) => {
        const heading = write([(rows[0] ?? []).map((_, index) => `Rubrik ${index}`)], ';', '\n')
        const body = write(rows, ';', '\n')
        const at = cut % body.length
        const read = parseDelimited(bytes(heading + body.slice(0, at) + body.slice(at + 1)))
        const lost = read.rows.length < rows.length
        expect(lost && read.faults.length + read.emptyRows === 0).toBe(false)
        // And a file that changed its number of rows without a fault at least got a warning.
        const clean = read.faults.length + read.warnings.length + read.emptyRows === 0
        expect(clean ? read.rows.length : rows.length).toBe(rows.length)
      }),
      { numRuns: 2000 },
    )
  })
})
