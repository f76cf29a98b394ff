import { strToU8 } from 'fflate'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import { numberKind, numberText, plainNumber } from './cellText.ts'
import { TestFiles, textRows, workbook } from './testFiles.ts'

const files = new TestFiles()
afterAll(() => files.remove())
const saying = (text: string) => expect.stringContaining(text) as string
const heading = textRows([['Nr', 'Värde']])

/** Rows whose second cell is what is tried. */
const cells = async (xml: readonly string[], parts: Parameters<typeof workbook>[1] = {}) => {
  const rows = xml.map(
    (cell, index) => `<row r="${index + 2}"><c r="A${index + 2}"><v>${index}</v></c>${cell}</row>`,
  )
  return files.read(workbook([{ name: 'Data', rows: heading + rows.join('') }], parts), {}, 'bok.xlsx')
}

describe('En arbetsboks celler blir text som man läser den', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" formatCode="[$-41D]d mmmm yyyy hh:mm"/><numFmt numFmtId="166" formatCode="#,##0.00\\ &quot;dagar&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>'

  it.each([
    ['ett datum', '<c r="B2" s="1"><v>45908</v></c>', '2025-09-08'],
    ['ett datum i eget format', '<c r="B2" s="2"><v>45908</v></c>', '2025-09-08'],
    ['datum och klockslag', '<c r="B2" s="3"><v>45908.604166666664</v></c>', '2025-09-08 14:30'],
    ['ett klockslag', '<c r="B2" s="6"><v>0.34375</v></c>', '08:15'],
    ['ett tal med ordet dagar i formatet', '<c r="B2" s="4"><v>3.5</v></c>', '3,5'],
    ['en procent', '<c r="B2" s="5"><v>0.125</v></c>', '12,5 %'],
    ['ett långt tal', '<c r="B2"><v>1.23456789012E+11</v></c>', '123456789012'],
    ['ett litet tal', '<c r="B2"><v>1.5E-7</v></c>', '0,00000015'],
    ['ett tal med räknefel', '<c r="B2"><v>0.30000000000000004</v></c>', '0,3'],
    ['sant', '<c r="B2" t="b"><v>1</v></c>', 'ja'],
    ['falskt', '<c r="B2" t="b"><v>0</v></c>', 'nej'],
    [
      'text med tecken ur XML',
      '<c r="B2" t="inlineStr"><is><t>a &lt;b&gt; &amp; &#229;&#x1F600;_x000D__x005F_x0041_</t></is></c>',
      'a <b> & å😀\r_x0041_',
    ],
    ['formaterad text', '<c r="B2" t="s"><v>0</v></c>', 'två delar'],
    ['ett datum som text', '<c r="B2" t="d"><v>2025-09-08T00:00:00</v></c>', '2025-09-08'],
  ])('%s', async (_, cell, expected) => {
    const strings =
      '<si><r><t xml:space="preserve">två </t></r><r><rPr/><t>delar</t></r><rPh sb="0"><t>läsning</t></rPh></si>'
    const { records } = await cells([cell], { styles, strings })
    expect(records[0]).toMatchObject({ fields: ['0', expected], warnings: [], problem: null })
  })

  it('räknar dagar från 1904 där arbetsboken gör det', async () => {
    const { fields } = await cells(['<c r="B2" s="1"><v>44446</v></c>'], {
      styles,
      properties: '<workbookPr date1904="1"/>',
    })
    expect(fields[0]?.[1]).toBe('2025-09-08')
  })

  it('ger en formels senaste värde och säger det, och säger när inget finns', async () => {
    const { records } = await cells([
      '<c r="B2"><f>1+1</f><v>2</v></c>',
      '<c r="B3" t="str"><f>A1&amp;"x"</f><v>Nrx</v></c>',
      '<c r="B4"><f>NOW()</f></c>',
    ])
    expect(records.map(({ fields }) => fields[1])).toEqual(['2', 'Nrx', ''])
    expect(records.map(({ warnings }) => warnings)).toEqual([
      [{ row: 2, line: 2, column: 'Värde', reason: saying('senast räknade ut') }],
      [{ row: 3, line: 3, column: 'Värde', reason: saying('senast räknade ut') }],
      [{ row: 4, line: 4, column: 'Värde', reason: saying('utan uträknat värde') }],
    ])
  })

  it('läser en felcell som tom och säger var den är', async () => {
    const { records } = await cells(['<c r="B2" t="e"><v>#N/A</v></c>'])
    expect(records[0]).toMatchObject({
      fields: ['0', ''],
      warnings: [{ row: 2, line: 2, column: 'Värde', reason: saying('fel i kalkylarket') }],
    })
  })

  it('säger att en text saknas, när cellen pekar utanför arbetsbokens texter', async () => {
    const { records } = await cells(
      ['0', '1', '0.5', '-1', '4000000000'].map(
        (place, row) => `<c r="B${row + 2}" t="s"><v>${place}</v></c>`,
      ),
      { strings: '<si><t>ett</t></si>' },
    )
    expect(records.map(({ fields }) => fields[1])).toEqual(['ett', '', '', '', ''])
    expect(records.map(({ warnings }) => warnings.length)).toEqual([0, 1, 1, 1, 1])
    expect(records[2]?.warnings[0]?.reason).toContain('finns inte i arbetsboken')
  })

  it('visar varje dag i två sekel som den heter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 73_050 }), (serial) => {
        const day = new Date(Date.UTC(1900, 0, serial - 1)).toISOString().slice(0, 10)
        expect(numberText(String(serial), 'date', false)).toBe(day)
      }),
    )
    expect(['1', '59', '61'].map((serial) => numberText(serial, 'date', false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ])
  })

  it('skriver aldrig ett tal med exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(plainNumber(value)).toMatch(/^-?\d+(,\d+)?$/)
      }),
    )
  })

  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0 "kr"', 'number'],
    ['[Red]-0', 'number'],
    ['yyyy-mm-dd', 'date'],
    ['d/m', 'date'],
    ['mmm\\ yy', 'date'],
    ['h:mm', 'time'],
    ['[h]:mm:ss', 'time'],
    ['mm:ss', 'time'],
    ['0.0%', 'percent'],
    ['@', 'number'],
  ] as const)('formatet %s är %s', (code, kind) => expect(numberKind(164, code)).toBe(kind))
})

describe('Blad och rader', () => {
  it('det synliga bladet med flest rader väljs, och ett annat kan väljas', async () => {
    const book = workbook([
      { name: 'Försättsblad', rows: textRows([['Rapport', 'Avvikelser']]) },
      {
        name: 'Data &amp; mer',
        rows: textRows([
          ['Nr', 'Typ'],
          ['1', 'fall'],
          ['2', 'fall'],
        ]),
      },
      {
        name: 'Dolt',
        state: 'hidden',
        rows: textRows([
          ['A', 'B'],
          ['1', '2'],
          ['3', '4'],
          ['5', '6'],
        ]),
      },
    ])
    const { source, fields } = await files.read(book, {}, 'bok.xlsx')
    expect(source.detected.settings.sheet).toBe('Data & mer')
    expect(source.detected.sheets).toEqual([
      { name: 'Försättsblad', rows: 1 },
      { name: 'Data & mer', rows: 3 },
      { name: 'Dolt', rows: 4 },
    ])
    expect(source.detected.findings.find(({ about }) => about === 'sheet')?.says).toContain('flest rader')
    expect(fields).toHaveLength(2)
    const chosen = await files.read(book, { sheet: 'Dolt' }, 'bok.xlsx')
    expect(chosen.fields).toHaveLength(3)
    expect(await files.refused(book, 'bok.xlsx', { sheet: 'Saknas' })).toContain('”Dolt”')
  })

  it('rubrikraden hittas under titel och tomma rader, och raderna har sina nummer ur Excel', async () => {
    const rows =
      textRows([['Avvikelser 2025']]) +
      '<row r="2"/>' +
      textRows([['Nr', 'Datum', 'Typ']], 4) +
      '<row r="5" spans="1:3"><c r="A5"><v>1</v></c><c r="C5" t="inlineStr"><is><t>fall</t></is></c></row>' +
      '<row r="9"><c r="A9"><v>2</v></c><c r="E9"><v>7</v></c></row>'
    const { source, records } = await files.read(workbook([{ name: 'B', rows }]), {}, 'bok.xlsx')
    expect(source.detected.settings.headerRow).toBe(4)
    expect(source.detected.columns.map(({ name }) => name)).toEqual([
      'Nr',
      'Datum',
      'Typ',
      'Kolumn D',
      'Kolumn E',
    ])
    expect(records.map(({ row, line, fields }) => [row, line, fields])).toEqual([
      [2, 5, ['1', '', 'fall', '', '']],
      [6, 9, ['2', '', '', '', '7']],
    ])
  })

  it('läser taggar med prefix, som andra program än Excel skriver dem', async () => {
    const rows =
      '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Nr</x:t></x:is></x:c><x:c r="B1" t="str"><x:v>Typ</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2" t="str"><x:v>fall</x:v></x:c></x:row>'
    const { fields } = await files.read(workbook([{ name: 'B', rows }], { prefix: 'x' }), {}, 'bok.xlsx')
    expect(fields).toEqual([['1', 'fall']])
  })

  it('läser det som ett annat bibliotek skriver, rad för rad och fält för fält', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('abåÖ1 <>&"\n€😀')),
      minLength: 1,
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            text,
            fc.boolean(),
            fc.integer(),
            fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }),
          ),
          { minLength: 1, maxLength: 20 },
        ),
        async (rows) => {
          const book = await writeXlsx({
            sheets: [
              {
                name: 'Blad',
                columns: [{}, {}, {}, { numFmt: 'yyyy-mm-dd' }, {}],
                rows: [
                  ['Text', 'Sant', 'Tal', 'Dag', 'Slut'],
                  ...rows.map(([words, yes, number, date]) => [
                    words,
                    yes,
                    number,
                    new Date(date.toISOString().slice(0, 10)),
                    'x',
                  ]),
                ],
              },
            ],
          })
          const { fields } = await files.read(book, {}, 'bok.xlsx')
          expect(fields).toEqual(
            rows.map(([words, yes, number, date]) => [
              words,
              yes ? 'ja' : 'nej',
              String(number),
              date.toISOString().slice(0, 10),
              'x',
            ]),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('håller raderna isär vilka bitar de än kommer i', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`n${index}`, 'å'.repeat(index % 97)])
    const { fields } = await files.read(
      workbook([{ name: 'B', rows: heading + textRows(rows, 2) }]),
      {},
      'bok.xlsx',
    )
    expect(fields).toEqual(rows)
  })
})

describe('En arbetsbok som inte läses', () => {
  const good = [
    {
      name: 'B',
      rows: textRows([
        ['Nr', 'Typ'],
        ['1', 'fall'],
      ]),
    },
  ]

  it.each([
    ['med makron', { 'xl/vbaProject.bin': strToU8('x') }, 'makron'],
    ['som är binär', { 'xl/workbook.bin': strToU8('x') }, '.xlsb'],
    ['som är ett Word-dokument', { 'word/document.xml': strToU8('x') }, 'Word-dokument'],
    ['som är ett OpenDocument', { mimetype: strToU8('x'), 'content.xml': strToU8('x') }, 'OpenDocument'],
  ])('%s', async (_, more, reason) => {
    expect(await files.refused(workbook(good, { more }), 'bok.xlsx')).toContain(reason)
  })

  it('utan rubrikrad, utan innehåll eller med en enda kolumn', async () => {
    const one = (rows: string) => workbook([{ name: 'B', rows }])
    expect(await files.refused(one(''), 'b.xlsx')).toContain('tomt')
    expect(
      await files.refused(
        one(
          textRows([
            ['1', '2025-01-02'],
            ['2', '2025-01-03'],
          ]),
        ),
        'b.xlsx',
      ),
    ).toContain('ingen rubrikrad')
    expect(await files.refused(one(textRows([['Nr'], ['1']])), 'b.xlsx')).toMatch(/en kolumn|ingen rubrikrad/)
  })
})
