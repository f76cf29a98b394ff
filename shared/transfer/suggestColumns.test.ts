import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORT_FIELD_NAMES, importFieldSpec, type ImportField } from './fields.ts'
import type { LooksLike, SourceColumn } from './format.ts'
import { HEADING_WORDS } from './headings.ts'
import { EMPTY_MAPPING, mapping, mappingProblems } from './mapping.ts'
import { closeness, editDistance, plainKey } from './nearest.ts'
import { columnsBy, suggestColumns } from './suggestColumns.ts'

const column = (name: string, index = 0, change: Partial<SourceColumn> = {}): SourceColumn => ({
  index,
  name,
  samples: [],
  filled: 1,
  looksLike: 'text',
  dateOrder: null,
  ...change,
})
const named = (...names: string[]) =>
  suggestColumns(
    names.map((name, index) => column(name, index)),
    () => [],
  ).map(({ best }) => best?.field ?? null)

const looks: Partial<Record<string, LooksLike>> = {
  date: 'date',
  'yes-no': 'yes-no',
  age: 'number',
  number: 'number',
  code: 'code',
  place: 'code',
}
const fitting = (field: ImportField): LooksLike => looks[importFieldSpec(field).kind] ?? 'text'

describe('Förslag till kolumner', () => {
  it('känner igen rubriker som svenska system skriver dem', () => {
    expect(named('Ärendenummer', 'Beskrivning', 'Bakomliggande orsak', 'Diarienummer')).toEqual([
      'key',
      'description',
      'causesText',
      'diarienummer',
    ])
  })

  it('känner igen engelska rubriker, oberoende av skiljetecken och versaler', () => {
    expect(named('INCIDENT_ID', 'what happened?', 'Immediate Action Taken')).toEqual([
      'key',
      'description',
      'immediateAction',
    ])
  })

  it('tål en felstavning och säger att rubriken liknar', () => {
    const [suggestion] = suggestColumns([column('Beskrivnng')], () => [])
    expect(suggestion?.best).toMatchObject({ field: 'description' })
    expect(suggestion?.best?.reason).toContain('Rubriken liknar ”Beskrivning”')
  })

  it('går på innehållet när rubriken inte säger något, och säger hur många värden som stämmer', () => {
    const [suggestion] = suggestColumns([column('Kolumn 7', 0, { looksLike: 'code' })], () => [
      { field: 'handelsetyp', known: 9, values: 10 },
    ])
    expect(suggestion?.best).toMatchObject({
      field: 'handelsetyp',
      reason: '9 av 10 värden finns i listan Händelsetyp.',
    })
  })

  it('låter inte datum bli fritext', () => {
    const [suggestion] = suggestColumns([column('Beskrivning', 0, { looksLike: 'date' })], () => [])
    expect(suggestion?.best?.field).not.toBe('description')
  })

  it('ger datumkolumner den ordning som syns i dem', () => {
    const columns = [column('Event date', 0, { looksLike: 'date', dateOrder: 'mdy' })]
    expect(
      columnsBy(
        columns,
        suggestColumns(columns, () => []),
      ),
    ).toEqual([{ index: 0, heading: 'Event date', field: 'eventDate', dateOrder: 'mdy' }])
  })

  it('ger varje känd rubrik ett av de fält den står för, när innehållet är rimligt', () => {
    for (const field of IMPORT_FIELD_NAMES) {
      for (const word of HEADING_WORDS[field] ?? []) {
        const [suggestion] = suggestColumns([column(word, 0, { looksLike: fitting(field) })], () => [])
        const candidates = [suggestion?.best, ...(suggestion?.others ?? [])].map((each) => each?.field)
        expect({ word, field, found: candidates.includes(field) }).toEqual({ word, field, found: true })
      }
    }
  })

  it('ger aldrig två kolumner samma fält, och alltid en giltig koppling, vilka rubriker filen än har', () => {
    const heading = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(...Object.values(HEADING_WORDS).flat()),
    )
    fc.assert(
      fc.property(
        fc.array(heading, { minLength: 1, maxLength: 15 }),
        fc.constantFrom<LooksLike>('text', 'date', 'code', 'number', 'yes-no', 'empty'),
        (names, looksLike) => {
          const columns = names.map((name, index) => column(name, index, { looksLike }))
          const suggestions = suggestColumns(columns, () => [])
          const fields = suggestions.flatMap(({ best }) => (best ? [best.field] : []))
          expect(new Set(fields).size).toBe(fields.length)
          const made = { ...EMPTY_MAPPING, columns: columnsBy(columns, suggestions) }
          expect(mapping.shape.columns.safeParse(made.columns).success).toBe(true)
          const problems = mappingProblems(made).map(({ text }) => text)
          expect(problems.some((text) => text.startsWith('Två kolumner'))).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('Likhet', () => {
  const words = fc.string({ maxLength: 30 }).map(plainKey)

  it('är lika åt båda håll, mellan 0 och 1, och 1 bara för samma ord', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const near = closeness(a, b)
        expect(near).toBeGreaterThanOrEqual(0)
        expect(near).toBeLessThanOrEqual(1)
        expect(closeness(b, a)).toBeCloseTo(near)
        expect(near < 1 || a === b).toBe(true)
      }),
    )
  })

  it('räknar bokstäver som tillkommit, fallit bort, bytts eller kastats om', () => {
    expect(editDistance('läkemedel', 'läkemedl')).toBe(1)
    expect(editDistance('läkemedel', 'lkäemedel')).toBe(1)
    expect(editDistance('', 'fall')).toBe(4)
  })

  it('skiljer inte på skrivsätt av samma rubrik', () => {
    expect(plainKey('  Händelse-typ: ')).toBe(plainKey('HÄNDELSE TYP'))
    expect(plainKey('Å ä ö')).toBe('å ä ö')
  })
})
