import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { TestFiles } from './testFiles.ts'

const files = new TestFiles()
afterAll(() => files.remove())
const saying = (text: string) => expect.stringContaining(text) as string
const rows = [
  { nr: 1, enhet: { namn: 'Akuten', kod: null }, taggar: ['fall', 'barn'], barn: true },
  { nr: 2.5, enhet: { namn: 'IVA, "2"' }, taggar: [], steg: [{ text: 'a' }, { text: 'b' }] },
]
const names = ['nr', 'enhet.namn', 'enhet.kod', 'taggar', 'barn', 'steg.1.text', 'steg.2.text']
const texts = [
  ['1', 'Akuten', '', 'fall; barn', 'ja', '', ''],
  ['2,5', 'IVA, "2"', '', '', '', 'a', 'b'],
]

describe('JSON', () => {
  it.each([
    ['en lista', JSON.stringify(rows)],
    ['en lista med indrag och byteordningsmärke', `\ufeff${JSON.stringify(rows, null, 2)}`],
    ['rows', JSON.stringify({ exported: '2026', rows })],
    ['data', JSON.stringify({ meta: { rows: 2, note: 'a ] } "' }, data: rows, more: [1, 2] })],
    ['items', JSON.stringify({ items: rows })],
    ['records', JSON.stringify({ records: rows }, null, 1)],
    ['Lärdoms egen export', JSON.stringify({ format: 'lardom-register', version: 1, rows })],
    ['en post på varje rad', `${rows.map((row) => JSON.stringify(row)).join('\r\n')}\r\n`],
  ])('%s läses, med inre fält efter punkter', async (_, text) => {
    const { source, fields, faults } = await files.read(text, {}, 'export.json')
    expect(source.detected.settings).toMatchObject({ format: 'json', headerRow: null })
    expect(source.detected.columns.map(({ name }) => name)).toEqual(names)
    expect(fields).toEqual(texts)
    expect(faults).toEqual([])
  })

  it('läses i andra teckenkodningar', async () => {
    const text = JSON.stringify([{ namn: 'Åsa', ort: 'Växjö' }])
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    expect((await files.read(wide, {}, 'a.json')).fields).toEqual([['Åsa', 'Växjö']])
    expect((await files.read(Buffer.from(text, 'latin1'), {}, 'a.json')).fields).toEqual([['Åsa', 'Växjö']])
  })

  it('säger vilken post som är trasig och läser de andra', async () => {
    const { records } = await files.read('[\n{"a":1,"b":2},\n{"a":1,,},\n7,\n{"a":3,"b":4}\n]', {}, 'a.json')
    expect(records.map(({ row, line, problem }) => [row, line, problem?.reason])).toEqual([
      [2, 2, undefined],
      [3, 3, 'Posten är inte giltig JSON.'],
      [4, 4, 'Posten är inget objekt med fält.'],
      [5, 5, undefined],
    ])
  })

  it('läser inte en post med orimligt många nivåer, men de andra', async () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
    const { records } = await files.read(`[{"a":1,"b":2},{"a":${deep},"b":2},{"a":3,"b":4}]`, {}, 'a.json')
    expect(records.map(({ problem }) => problem?.reason)).toEqual([undefined, saying('nivåer'), undefined])
  })

  it('säger att filen är avhuggen', async () => {
    const { records } = await files.read('[{"a":1,"b":2},{"a":3,"b', {}, 'a.json')
    expect(records[1]?.problem?.reason).toContain('avhuggen')
  })

  it('varnar för fält som inte fanns i början', async () => {
    const many = [...Array.from({ length: 20_000 }, () => ({ a: 1, b: 2 })), { a: 1, ny: 3 }]
    const { records } = await files.read(JSON.stringify(many), {}, 'a.json')
    expect(records.at(-1)?.warnings).toEqual([{ row: 20_002, line: 1, reason: saying('inte finns') }])
  })

  it.each([
    ['{"a":1,\n"b":2}', 'ingen lista av poster'],
    ['[]', 'tom'],
    ['[1,2,3]', 'ingen lista av poster'],
    ['{"format":"lardom-register","version":2,"rows":[]}', 'nyare Lärdom'],
  ])('%s läses inte', async (text, reason) => {
    expect(await files.refused(text, 'a.json')).toContain(reason)
  })

  it('ger vilka texter som helst tillbaka, hur de än är skrivna', async () => {
    const record = fc.record({
      a: fc.string({ unit: 'binary', maxLength: 20 }),
      b: fc.string({ unit: fc.constantFrom(...'"\\{}[],\nå'.split('')) }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.boolean(),
        async (list, indent, wrapped) => {
          const text = JSON.stringify(wrapped ? { rows: list } : list, null, indent)
          const { records, source } = await files.read(text, { format: 'json' }, 'a.json')
          const filled = list.filter(({ a, b }) => a.trim() !== '' || b.trim() !== '')
          const read = records.map(({ fields }) => fields)
          expect(read).toEqual(filled.map(({ a, b }) => [a, b]).filter(([a, b]) => !(a === 'a' && b === 'b')))
          expect(source.tally.empty).toBe(list.length - filled.length)
        },
      ),
      { numRuns: 300 },
    )
  })
})
