import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  detectedSource,
  SEPARATORS,
  type Encoding,
  type Separator,
} from '../../../../shared/transfer/format.ts'
import { LardomError } from '../../../../shared/rpc/error.ts'
import { openSource } from './openSource.ts'
import { readFile, TestFiles } from './testFiles.ts'

const files = new TestFiles()
afterAll(() => files.remove())

const testdata = (name: string) => join(import.meta.dirname, '..', 'testdata', name)
const any = expect.any(String) as string
const saying = (text: string) => expect.stringContaining(text) as string

/** What the given program would have written. */
function encode(text: string, encoding: Encoding | 'utf-16le-unmarked' | 'utf-16be-unmarked'): Buffer {
  const wide = Buffer.from(text, 'utf16le')
  switch (encoding) {
    case 'utf-8-bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])
    case 'utf-16le':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), wide])
    case 'utf-16be':
      return Buffer.concat([Buffer.from([0xfe, 0xff]), wide.swap16()])
    case 'utf-16le-unmarked':
      return wide
    case 'utf-16be-unmarked':
      return wide.swap16()
    case 'windows-1252':
      return Buffer.from(text, 'latin1')
    case 'utf-8':
    case 'utf-8+windows-1252':
      return Buffer.from(text)
  }
}

describe('Teckenkodning', () => {
  const text = 'Namn;Ort\r\nÅke Öst;Växjö\r\n'
  it.each([
    ['utf-8', 'utf-8'],
    ['utf-8-bom', 'utf-8-bom'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['utf-16le-unmarked', 'utf-16le'],
    ['utf-16be-unmarked', 'utf-16be'],
    ['windows-1252', 'windows-1252'],
  ] as const)('%s känns igen, sägs och ger rätt å ä ö', async (written, found) => {
    const { source, fields } = await files.read(encode(text, written))
    expect(source.detected.settings.encoding).toBe(found)
    expect(source.detected.findings).toContainEqual({ about: 'encoding', says: any })
    expect(source.detected.columns.map(({ name }) => name)).toEqual(['Namn', 'Ort'])
    expect(fields).toEqual([['Åke Öst', 'Växjö']])
  })

  it('ger € och tankstreck rätt ur Windows-1252', async () => {
    const { fields } = await files.read(Buffer.from('A;B\nå;\x80 10 \x96 20\n', 'latin1'))
    expect(fields).toEqual([['å', '€ 10 – 20']])
  })

  it('läser en enstaka rad i Windows-1252 i en UTF-8-fil, och säger vilken', async () => {
    const file = Buffer.concat([
      Buffer.from('A;B\nå;ä\nö;é\n'),
      Buffer.from('å;"fält\nmed å"\n', 'latin1'),
      Buffer.from('ä;slut\n'),
    ])
    const { source, fields, records } = await files.read(file)
    expect(source.detected.settings.encoding).toBe('utf-8+windows-1252')
    expect(fields).toEqual([
      ['å', 'ä'],
      ['ö', 'é'],
      ['å', 'fält\nmed å'],
      ['ä', 'slut'],
    ])
    expect(records.flatMap(({ warnings }) => warnings)).toEqual([
      { row: 4, line: 4, reason: saying('Windows-1252') },
    ])
  })

  it('finner den enda raden med å långt in i en fil av bara ASCII', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `${index};text`).join('\n')
    const { source, fields } = await files.read(
      Buffer.concat([Buffer.from(`A;B\n${rows}\n`), Buffer.from('x;å\n', 'latin1')]),
    )
    expect(source.detected.settings.encoding).toBe('windows-1252')
    expect(fields.at(-1)).toEqual(['x', 'å'])
  })

  it('lyder den som vet bättre, och varnar där tecknen inte finns', async () => {
    const bytes = Buffer.from('A;B\nå;ä\n', 'latin1')
    const { fields, records } = await files.read(bytes, { encoding: 'utf-8' })
    expect(fields).toEqual([['\ufffd', '\ufffd']])
    expect(records[0]?.warnings).toEqual([{ row: 2, line: 2, reason: saying('valda teckenkodningen') }])
    expect((await files.read('A;B\nå;ä\n', { encoding: 'windows-1252' })).fields).toEqual([['Ã¥', 'Ã¤']])
  })

  it('tappar inte resten av filen efter ett NUL-tecken, och säger att det fanns', async () => {
    const { fields, records } = await files.read('A;B\n1\u0000;2\n3;4\n')
    expect(fields).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(records.map(({ warnings }) => warnings.length)).toEqual([1, 0])
  })
})

describe('Avgränsningstecken och citattecken', () => {
  it.each(SEPARATORS)('%j känns igen trots de andra i texten', async (separator) => {
    const rows = [
      ['Nr', 'Text', 'Typ'],
      ['1', '"en; två, tre\t| fyra"', 'a'],
      ['2', 'fem', 'b'],
    ]
    const { source, fields } = await files.read(rows.map((row) => row.join(separator)).join('\n'))
    expect(source.detected.settings.separator).toBe(separator)
    expect(fields).toEqual([
      ['1', 'en; två, tre\t| fyra', 'a'],
      ['2', 'fem', 'b'],
    ])
  })

  it('väljer inte komman i löpande text framför tabellens semikolon', async () => {
    const text = 'a, b, c, d, e, f, g'
    const { source } = await files.read(`Nr;Text\n1;${text}\n2;${text}\n3;kort\n`)
    expect(source.detected.settings.separator).toBe(';')
  })

  it('läser Excels egen anvisning sep= på första raden', async () => {
    const { source, fields, records } = await files.read('sep=|\r\nA|B;C\r\n1|2;3\r\n')
    expect(source.detected.settings).toMatchObject({ separator: '|', headerRow: 2 })
    expect(fields).toEqual([['1', '2;3']])
    expect(records[0]).toMatchObject({ row: 2, line: 3 })
  })

  it('läser blanksteg mellan avgränsare och citattecken', async () => {
    const { source, fields } = await files.read('"A", "B, C" , "D"\n"1", "två, ""2""\nrader", "3"\n')
    expect(source.detected.columns.map(({ name }) => name)).toEqual(['A', 'B, C', 'D'])
    expect(fields).toEqual([['1', 'två, "2"\nrader', '3']])
  })

  it('läser apostrofer som citattecken när de omger fälten', async () => {
    const { source, fields } = await files.read("A;B\n1;'en; två'\n2;'det ''är'''\n")
    expect(source.detected.settings.quote).toBe("'")
    expect(fields).toEqual([
      ['1', 'en; två'],
      ['2', "det 'är'"],
    ])
  })

  it('lyder den som väljer', async () => {
    const { fields } = await files.read('A;B,C\n1;"2,3"\n', { separator: ',', quote: '' })
    expect(fields).toEqual([['1;"2', '3"']])
  })
})

describe('Rubrikraden', () => {
  it('hittas under en titel, tomma rader och utskriftsdag', async () => {
    const { source, records } = await files.read(
      'Avvikelser 2025;;;\n\nUtskriven;2026-01-02;;\n;;;\nNr;Datum;Typ;Text\n1;2025-01-02;fall;a\n2;2025-01-03;fall;b\n',
    )
    expect(source.detected.settings.headerRow).toBe(5)
    expect(source.detected.columns.map(({ name }) => name)).toEqual(['Nr', 'Datum', 'Typ', 'Text'])
    expect(records.map(({ row, line }) => [row, line])).toEqual([
      [2, 6],
      [3, 7],
    ])
    expect(source.detected.findings.find(({ about }) => about === 'headerRow')?.says).toContain('Rad 5')
  })

  it.each([
    ['Urval:;2025-01-01;till;2025-12-31;;', 'datum'],
    ['Period;Januari;till;December;;', 'ord'],
  ])('hittas under en bred titel (%s)', async (title) => {
    const { source, fields } = await files.read(
      `Rapport;;;;;\n${title}\nNr;Datum;Typ;Enhet;Text;Grad\n1;2025-01-02;fall;IVA;a;1\n2;2025-01-03;fall;IVA;b;2\n`,
    )
    expect(source.detected.settings.headerRow).toBe(3)
    expect(fields).toHaveLength(2)
  })

  it('tas inte ur raderna när den saknas', async () => {
    const reason = await files.refused('1;2025-01-02;fall;IVA;a\n2;;fall;IVA;b\nx;y;fall;IVA;c\n')
    expect(reason).toContain('ingen rubrikrad')
  })

  it('kan väljas', async () => {
    const { source, fields } = await files.read('A;B\nNamn;Ort\n1;2\n', { headerRow: 2 })
    expect(source.detected.columns.map(({ name }) => name)).toEqual(['Namn', 'Ort'])
    expect(fields).toEqual([['1', '2']])
  })

  it('ger upprepade och tomma rubriker var sitt namn, och säger det', async () => {
    const { source } = await files.read('Datum;Datum;;Datum (2);Text\n1;2;3;4;5\n')
    expect(source.detected.columns.map(({ name }) => name)).toEqual([
      'Datum',
      'Datum (3)',
      'Kolumn 3',
      'Datum (2)',
      'Text',
    ])
    expect(source.detected.warnings).toEqual([saying('”Datum”'), saying('saknar rubrik')])
  })
})

describe('Rader som inte är data', () => {
  it('räknas: tomma, rubriken igen och summor sist', async () => {
    const { source, fields } = await files.read(
      'Nr;Typ;Text;Antal\n1;a;b;1\n\n;;;\nNr;Typ;Text;Antal\n2;a;Summa av allt;1\nSumma;;;2\nAntal ärenden: 2;;Utskriven av TEST\n',
    )
    expect(fields.map(([first]) => first)).toEqual(['1', '2'])
    expect(source.tally).toEqual({
      empty: 2,
      repeatedHeadings: 1,
      sums: [
        { row: 7, line: 7, reason: saying('Summeringsrad') },
        { row: 8, line: 8, reason: saying('Summeringsrad') },
      ],
    })
  })

  it('tar en summa mitt i tabellen för vad den är: en rad som måste sägas', async () => {
    const { records, source } = await files.read('Nr;Typ;Text\n1;a;b\nSumma: 1\n2;a;b\n')
    expect(records.map(({ problem }) => problem?.line)).toEqual([undefined, 3, undefined])
    expect(source.tally.sums).toEqual([])
  })

  it('tar inte en avhuggen sista rad för en summa', async () => {
    const { faults } = await files.read('Nr;Typ;Text\nAVV-1;a;b\nAVV-2;a\n')
    expect(faults).toEqual([
      expect.objectContaining({ row: 3, line: 3, problem: { row: 3, line: 3, reason: saying('2 fält') } }),
    ])
  })
})

describe('Kolumner', () => {
  const column = async (values: readonly string[]) => {
    const { source } = await files.read(
      `Nr;K\n${values.map((value, index) => `n${index};"${value}"`).join('\n')}\n`,
    )
    return source.detected.columns[1]
  }

  it.each([
    [['2025-01-02', '20250103', '2025/01/04'], 'ymd'],
    [['1/2/2025', '13/2/2025', ''], 'dmy'],
    [['1/2/2025', '2/13/2025'], 'mdy'],
    [['1/2/2025', '3/4/2025'], 'unclear'],
    [['13/2/2025', '2/13/2025'], 'unclear'],
    [['3.4.2025', '5.6.2025'], 'dmy'],
    [['14/2 2020', '3/4 2020'], 'dmy'],
    [['16 mars 2020', '1 maj 2021'], 'dmy'],
    [['02/13/2025 08:15:00 AM', '01/02/2025 11:00:00 PM'], 'mdy'],
  ] as const)('%j är datum i ordningen %s', async (values, order) => {
    expect(await column(values)).toMatchObject({ looksLike: 'date', dateOrder: order })
  })

  it.each([
    [['ja', 'Nej', 'ja'], 'yes-no'],
    [['0', '1', '1'], 'yes-no'],
    [['1 200', '3,5', '-7'], 'number'],
    [['', ' ', '\u00a0'], 'empty'],
    [['Fall', 'Läkemedel', 'Fall', 'Fall', 'Läkemedel', 'Fall'], 'code'],
    [['En patient föll', 'En annan föll', 'En tredje föll'], 'text'],
    [['12/34', '99/99/9999', '2025-13-45'], 'text'],
  ] as const)('%j ser ut som %s', async (values, looks) => {
    expect(await column(values)).toMatchObject({ looksLike: looks, dateOrder: null })
  })

  it('bär prov, fyllnadsgrad och de första raderna, och följer sin form', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, index) => `${index};${index % 4 === 0 ? 'x'.repeat(600) : ''}`,
    )
    const { source } = await files.read(`Nr;Text\n${rows.join('\n')}\n`)
    expect(detectedSource.parse(source.detected)).toEqual(source.detected)
    expect(source.detected.columns[0]?.samples).toHaveLength(20)
    expect(source.detected.columns[1]).toMatchObject({ filled: 0.25 })
    expect(source.detected.sample).toHaveLength(50)
    expect(source.detected.sample[0]?.fields[1]).toHaveLength(501)
  })
})

describe('Förhandsvisningen', () => {
  it('visar inte heller ett halvt, där en lång text kortas', async () => {
    for (const before of [490, 192]) {
      const text = `${'a'.repeat(before - 1)} 19121212-1212 och mer`
      const { source } = await files.read(`Nr;Text\n1;${text}\n2;kort\n`, {}, 'a.csv')
      const shown = JSON.stringify([source.detected.sample, source.detected.columns])
      expect(shown).not.toContain('1912')
    }
  })

  it('visar inget personnummer, men raden har det kvar så att den kan vägras', async () => {
    const { source, fields } = await files.read('Nr;Text\n1;Patient 19121212-1212 föll\n')
    expect(JSON.stringify(source.detected)).not.toMatch(/121212.?1212/)
    expect(source.detected.sample[0]?.fields[1]).toMatch(/^Patient .+ föll$/)
    expect(fields[0]?.[1]).toContain('19121212-1212')
  })
})

describe('Läsningen', () => {
  const many = `Nr;Text\n${Array.from({ length: 30_000 }, (_, index) => `${index};rad ${index}`).join('\n')}\n`

  it('ger några hundra rader i taget och säger hur långt den har kommit', async () => {
    const source = await openSource(files.write(many), {})
    const seen: number[] = []
    let rows = 0
    for await (const batch of source.batches()) {
      expect(batch.length).toBeLessThanOrEqual(500)
      rows += batch.length
      seen.push(source.bytesRead)
    }
    expect(rows).toBe(30_000)
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
    expect(source.bytesRead).toBe(source.bytesTotal)
    expect(seen[0]).toBeLessThan(source.bytesTotal)
  })

  it('kan göras om från början', async () => {
    const source = await openSource(testdata('avvikelser_utf16le_tab.txt'), {})
    for (let turn = 0; turn < 2; turn++) {
      let rows = 0
      for await (const batch of source.batches()) rows += batch.length
      expect(rows).toBe(144)
    }
  })

  it('slutar när den avbryts, och lämnar andra en tur emellan', async () => {
    const abort = new AbortController()
    const source = await openSource(files.write(many), {}, { signal: abort.signal })
    setImmediate(() => abort.abort())
    const run = async () => {
      for await (const _batch of source.batches());
    }
    await expect(run()).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('säger att filen blev kortare medan den lästes', async () => {
    const path = files.write(many, 'krymper.csv')
    const source = await openSource(path, {})
    files.write(many.slice(0, 1000), 'krymper.csv')
    const run = async () => {
      for await (const _batch of source.batches());
    }
    await expect(run()).rejects.toMatchObject({ code: 'SOURCE_INVALID', message: saying('kortare') })
  })
})

describe('Exportfilerna', () => {
  it.each([
    ['avvikelser_semikolon_cp1252.csv', 'windows-1252', ';'],
    ['avvikelser_utf16le_tab.txt', 'utf-16le', '\t'],
    ['avvikelser_utf8bom_tab.txt', 'utf-8-bom', '\t'],
  ])('%s: 144 ärenden i 23 kolumner, utan fel', async (name, encoding, separator) => {
    const { source, records } = await readFile(testdata(name))
    expect(source.detected.settings).toMatchObject({ encoding, separator, headerRow: 1 })
    expect(source.detected.columns).toHaveLength(23)
    expect(records).toHaveLength(144)
    expect(
      records.every(
        ({ problem, warnings, fields }) => problem === null && warnings.length === 0 && fields.length === 23,
      ),
    ).toBe(true)
  })

  it('ger samma 144 ärenden i alla tre kodningarna', async () => {
    const [first, ...others] = await Promise.all(
      ['avvikelser_semikolon_cp1252.csv', 'avvikelser_utf16le_tab.txt', 'avvikelser_utf8bom_tab.txt'].map(
        async (name) =>
          (await readFile(testdata(name))).fields.map((fields) =>
            fields.map((field) => field.replaceAll('\r', '')),
          ),
      ),
    )
    for (const other of others) expect(other).toEqual(first)
  })

  it('den smutsiga: 176 poster efter rubriken, var och en läst, räknad eller namngiven', async () => {
    const { source, records, fields, faults } = await readFile(testdata('avvikelser_smutsig.csv'))
    expect(source.tally).toMatchObject({ empty: 2, repeatedHeadings: 1 })
    expect(source.tally.sums).toMatchObject([{ row: 177, line: 812 }])
    expect([fields.length, faults.length]).toEqual([169, 3])
    expect(faults.map(({ row, line }) => [row, line])).toEqual([
      [94, 639],
      [96, 641],
      [100, 650],
    ])
    expect(records.flatMap(({ warnings }) => warnings.map(({ line }) => line))).toEqual([
      201, 607, 651, 661, 672,
    ])
  })
})

const cell = fc.string({ unit: fc.constantFrom(...'abåÖ1 ",;\t|\n\r0xé'.split('')), maxLength: 12 })
/** A row that is blank in every column would be counted, not read. */
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(
    fc
      .array(cell, { minLength: width, maxLength: width })
      .filter((row) => row.some((text) => text.trim() !== '')),
    { minLength: 1, maxLength: 8 },
  ),
)

function write(rows: readonly (readonly string[])[], separator: Separator, end: string): string {
  return rows
    .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator) + end)
    .join('')
}

const codings = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16be',
  'utf-16le-unmarked',
  'utf-16be-unmarked',
  'windows-1252',
] as const

describe('Skriva och läsa igen', () => {
  it('ger samma fält, vilka tecken, avgränsare, radslut och kodningar det än är', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(...codings),
        async (rows, separator, end, encoding) => {
          const header = (rows[0] ?? []).map((_, index) => `Rubrik ${index}`)
          const { source, fields, faults } = await files.read(
            encode(write([header, ...rows], separator, end), encoding),
          )
          expect(source.detected.settings.separator).toBe(separator)
          expect(faults).toEqual([])
          expect(fields).toEqual(rows)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('kastar aldrig annat än en vägran, vilka byte det än är', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc
        .string({
          unit: fc.constantFrom(...'ab";,\n\r\t{}[]:0å\u0000'.split('')),
          minLength: 1,
          maxLength: 200,
        })
        .map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 200 }).map((rest) => Buffer.concat([Buffer.from('PK\u0003\u0004'), rest])),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const failure: unknown = await files.read(content).then(
          () => undefined,
          (error: unknown) => error,
        )
        expect(
          failure === undefined || (failure instanceof LardomError && failure.code === 'SOURCE_INVALID'),
        ).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })
})
