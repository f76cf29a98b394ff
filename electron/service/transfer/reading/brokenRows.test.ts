import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { RecordCutter } from './recordCutter.ts'
import type { RawRecord } from './source.ts'
import { readFile, TestFiles } from './testFiles.ts'

const files = new TestFiles()
afterAll(() => files.remove())
const saying = (text: string) => expect.stringContaining(text) as string

describe('Trasiga rader', () => {
  it('rapporteras när antalet fält är fel, och de andra läses', async () => {
    const { records } = await files.read('A;B;C\n1;2;3\n4;5\n6;7;8\n9;9;9;9\n')
    expect(records.map(({ row, line, problem }) => [row, line, problem])).toEqual([
      [2, 2, null],
      [3, 3, { row: 3, line: 3, reason: saying('2 fält men rubrikraden har 3') }],
      [4, 4, null],
      [5, 5, { row: 5, line: 5, reason: saying('4 fält men rubrikraden har 3') }],
    ])
  })

  it('säger på vilken rad ett oavslutat citat öppnas, och hittar nästa hela rad', async () => {
    const { fields, faults } = await files.read(
      'Nr;Text;Typ\n1;"första\nraden";a\n2;"öppnas\nmen stängs inte;b\n3;"hel";c\n4;fyra;d\n',
    )
    expect(fields.map(([first]) => first)).toEqual(['1', '3', '4'])
    expect(faults.map(({ problem }) => problem)).toEqual([
      {
        row: 3,
        line: 4,
        reason:
          'Ett citattecken öppnas på rad 4 i filen men stängs aldrig. Raderna 4–5 i filen lästes inte in.',
      },
    ])
  })

  it('säger det också när citatet öppnas på sista raden', async () => {
    const { fields, faults } = await files.read('A,B\n1,2\n3,"fyra\nfem\n')
    expect(fields).toHaveLength(1)
    expect(faults[0]?.problem).toMatchObject({ row: 3, line: 3, reason: saying('rad 3') })
  })

  it('upptäcker ett oavslutat citat som råkar sluta vid nästa rads citattecken', async () => {
    const { fields, faults, records } = await files.read('A;B;C\n1;"öppet;x\n2;"";y\n3;b;z\n')
    expect(faults).toHaveLength(1)
    expect(records.length).toBeGreaterThanOrEqual(2)
    expect(fields.some(([first]) => first === '3')).toBe(true)
  })

  it('läser odubblerade citattecken inne i texten och varnar', async () => {
    const { fields, faults, records } = await files.read('A;B\n1;"en "patient" föll"\n2;5" slang\n3;slut\n')
    expect(fields.map(([, text]) => text)).toEqual(['en "patient" föll', '5" slang', 'slut'])
    expect(records.flatMap(({ warnings }) => warnings.map(({ line }) => line))).toEqual([2, 3])
    expect(faults).toEqual([])
  })

  it('godtar LF, CRLF och CR om vartannat, och hoppar över tomma rader', async () => {
    const { fields, source } = await files.read('A;B\r\n1;2\n3;4\r5;6\r\n\r\n;\r\n7;8')
    expect(fields.map((row) => row.join(''))).toEqual(['12', '34', '56', '78'])
    expect(source.tally.empty).toBe(2)
  })

  it('räknar rader också där bara CR avslutar dem', async () => {
    const { records } = await files.read('A;B\r1;"två\rrader"\r3;4;5\r')
    expect(records.map(({ line, problem }) => [line, problem === null])).toEqual([
      [2, true],
      [4, false],
    ])
  })

  it('varnar för ovanligt långa fält och vägrar orimliga', async () => {
    const { records } = await files.read(`A;B\n1;${'x'.repeat(50_000)}\n2;${'y'.repeat(1_100_000)}\n`)
    expect(records[0]?.warnings).toEqual([{ row: 2, line: 2, column: 'B', reason: saying('50 000 tecken') }])
    expect(records[1]?.problem).toMatchObject({ column: 'B', reason: saying('1100 000 tecken') })
  })

  it('pekar ut det oavslutade citatet i den smutsiga exporten', async () => {
    const path = join(import.meta.dirname, '..', 'testdata', 'avvikelser_smutsig_oavslutat_citat.csv')
    const { records, faults } = await readFile(path)
    expect(records.filter(({ problem }) => !problem).map(({ row }) => row)).toEqual([2, 3, 5, 6, 7])
    expect(faults).toMatchObject([{ row: 4, line: 8 }])
  })

  it('läser vidare efter ett citat som inte stängs på åtta megabyte', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `${index};${'text '.repeat(10)};slut`)
    rows[100] = '100;"öppnas här;slut'
    const { fields, faults } = await files.read(`Nr;Text;Typ\n${rows.join('\n')}\n`)
    expect(faults.map(({ problem }) => problem)).toEqual([
      { row: 102, line: 102, reason: 'Ett citattecken öppnas på rad 102 i filen men stängs aldrig.' },
    ])
    expect(fields).toHaveLength(199_999)
  })

  it('ger upp en rad utan slut men inte minnet', async () => {
    const { faults, fields } = await files.read(`A;B\n1;2\n3;${'x'.repeat(20 * 1024 * 1024)}\n4;5\n`)
    expect(faults[0]?.problem?.reason).toContain('längre än 8 MB')
    expect(fields.at(0)).toEqual(['1', '2'])
    expect(fields.at(-1)).toEqual(['4', '5'])
  })
})

/** Cuts text that comes in pieces of any size. */
function cut(text: string, size: number): RawRecord[] {
  const cutter = new RecordCutter({
    encoding: 'utf-8',
    separator: ';',
    quote: '"',
    crLines: false,
    heading: { record: 1, width: 3 },
  })
  const bytes = Buffer.from(text)
  const out: RawRecord[] = []
  for (let at = 0; at < bytes.length; at += size)
    out.push(...cutter.push(bytes.subarray(at, at + size), false))
  out.push(...cutter.push(Buffer.alloc(0), true))
  return out
}

const rough = fc
  .array(fc.string({ unit: fc.constantFrom(...'aå";;"\n\r 1'.split('')), maxLength: 30 }), { maxLength: 6 })
  .map((lines) => `A;B;C\n${lines.join('\n')}\n`)

const cell = fc.string({ unit: fc.constantFrom(...'abåÖ1 ",;\t\n\r0xé€'.split('')), maxLength: 12 })
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(
    fc
      .array(cell, { minLength: width, maxLength: width })
      .filter((row) => row.some((text) => text.trim() !== '')),
    { minLength: 1, maxLength: 8 },
  ),
)
const quoted = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')}\n`).join('')

describe('Bitvis läsning', () => {
  it('ger samma poster, hur filen än delas i bitar', () => {
    fc.assert(
      fc.property(rough, fc.integer({ min: 1, max: 20 }), (text, size) => {
        expect(cut(text, size)).toEqual(cut(text, text.length * 4))
      }),
      { numRuns: 3000 },
    )
  })

  it('tappar aldrig en rad utan att säga det, vilket tecken som än saknas', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async (rows, at) => {
        const heading = quoted([(rows[0] ?? []).map((_, index) => `Rubrik ${index}`)])
        const body = quoted(rows)
        const gone = at % body.length
        const text = heading + body.slice(0, gone) + body.slice(gone + 1)
        const { fields, faults, records, source } = await files.read(text, { separator: ';', quote: '"' })
        const told = faults.length + source.tally.empty + records.flatMap(({ warnings }) => warnings).length
        // A file that changed its number of rows says so.
        expect(told === 0 ? fields.length : rows.length).toBe(rows.length)
        expect(fields.length >= rows.length || faults.length + source.tally.empty > 0).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
