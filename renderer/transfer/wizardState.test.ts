import { describe, expect, it } from 'vitest'
import type { ImportProfile, UnknownValue } from '../../shared/transfer/contract.ts'
import { EMPTY_MAPPING, type Mapping } from '../../shared/transfer/mapping.ts'
import { settingProblems } from './mappingRules.ts'
import { search } from './Picker.tsx'
import {
  EMPTY_DRAFT,
  fitDraft,
  fitKey,
  isMissing,
  keptReport,
  valueLines,
  withColumn,
  withProfile,
  withValue,
  wizardDraft,
  type RunReport,
} from './wizardState.ts'

const SHA = 'a'.repeat(64)
const columns = (...fields: [string, Mapping['columns'][number]['field']][]): Mapping['columns'] =>
  fields.map(([heading, field], index) => ({ index, heading, field }))
const mapped: Mapping = {
  ...EMPTY_MAPPING,
  columns: columns(['Nr', 'key'], ['Text', 'description'], ['Plats', 'enhet']),
}
const profile = (id: string, shipped: boolean, mapping: Mapping = mapped): ImportProfile => ({
  id,
  shipped,
  mapping,
  version: 3,
  updatedAt: null,
  updatedBy: null,
})
const inspection = (mapping: Mapping, more: { sha256?: string; profile?: string } = {}) => ({
  sha256: more.sha256 ?? SHA,
  mapping,
  profile: more.profile ?? null,
  profiles: [profile('lexmaria', true), profile('7', false)],
})

describe('the import that one is at', () => {
  it('begins from what was found, and knows which profile that is', () => {
    const fresh = fitDraft(EMPTY_DRAFT, inspection(mapped, { profile: '7' }))
    expect(fresh).toMatchObject({
      mapping: mapped,
      profile: { id: '7', shipped: false, version: 3 },
      saveProfile: false,
      touched: false,
    })
    // With no profile there is something new to keep, and nobody has said which system it is.
    const unknown = fitDraft(EMPTY_DRAFT, inspection(mapped))
    expect(unknown.saveProfile).toBe(true)
    expect(unknown.mapping).toEqual({ ...mapped, sourceSystem: '' })
  })

  it('is the same draft when nothing is new, so that it is not saved for nothing', () => {
    const fitted = fitDraft(EMPTY_DRAFT, inspection(mapped))
    expect(fitDraft(fitted, inspection(EMPTY_MAPPING))).toBe(fitted)
  })

  it('keeps what was chosen by hand when the file is read in another way or is another one', () => {
    const touched = {
      ...fitDraft(EMPTY_DRAFT, inspection(mapped)),
      touched: true,
      mapping: withValue(withColumn(mapped, 1, { field: 'consequence' }), 'enhet', 'Akuten', '12'),
    }
    const other = inspection(
      { ...EMPTY_MAPPING, columns: columns(['Ny', 'title'], ['TEXT ', 'description'], ['Nr', 'key']) },
      { sha256: 'b'.repeat(64) },
    )
    const fitted = fitDraft(touched, other)
    expect(fitted.mapping?.columns).toEqual([
      { index: 0, heading: 'Ny', field: 'title' },
      { index: 1, heading: 'TEXT ', field: 'consequence' },
      { index: 2, heading: 'Nr', field: 'key' },
    ])
    expect(fitted.mapping?.values).toEqual([{ field: 'enhet', value: 'Akuten', target: '12' }])
    // Untouched, it is what was found in the file that is there now.
    expect(fitDraft({ ...touched, touched: false }, other).mapping?.columns).toEqual(other.mapping.columns)
  })

  it('tells a file that is read with other settings from the same one', () => {
    expect(fitKey(SHA, { separator: ';', quote: '"' })).toBe(fitKey(SHA, { quote: '"', separator: ';' }))
    expect(fitKey(SHA, { separator: ';' })).not.toBe(fitKey(SHA, { separator: ',' }))
  })

  it('can be kept while its names are half written', () => {
    const half = { ...EMPTY_DRAFT, mapping: { ...mapped, name: '', sourceSystem: '' } }
    expect(wizardDraft.parse(JSON.parse(JSON.stringify(half)))).toEqual(half)
  })

  it('keeps a report that fits in a draft, whole in its figures', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      row: index,
      line: index,
      reason: 'x'.repeat(200),
    }))
    const counts = { faulty: 1000 }
    // Only what is cut is looked at.
    const report = {
      counts,
      faulty: rows,
      warnings: rows,
      kept: rows,
      unknown: [],
      known: [],
    } as unknown as RunReport
    const kept = keptReport(report)
    expect(kept.counts).toBe(counts)
    expect(JSON.stringify(kept).length).toBeLessThan(250_000)
  })
})

describe('a mapping', () => {
  it('by a profile says what the profile says of each heading, and nothing of the others', () => {
    const present: Mapping = {
      ...EMPTY_MAPPING,
      columns: columns(['text', 'title'], ['Annat', 'consequence'], ['NR', null]),
    }
    const dated: Mapping = {
      ...mapped,
      columns: [...mapped.columns, { index: 3, heading: 'Dag', field: 'eventDate', dateOrder: 'mdy' }],
    }
    expect(withProfile(present, profile('7', false, dated)).columns).toEqual([
      { index: 0, heading: 'text', field: 'description' },
      { index: 1, heading: 'Annat', field: null },
      { index: 2, heading: 'NR', field: 'key' },
    ])
    const withDate = withProfile({ ...present, columns: columns(['Dag', null]) }, profile('7', false, dated))
    expect(withDate.columns).toEqual([{ index: 0, heading: 'Dag', field: 'eventDate', dateOrder: 'mdy' }])
  })

  it('forgets how dates were written when the column becomes something else', () => {
    const dated = withColumn(withColumn(mapped, 0, { field: 'eventDate' }), 0, { dateOrder: 'mdy' })
    expect(dated.columns[0]).toEqual({ index: 0, heading: 'Nr', field: 'eventDate', dateOrder: 'mdy' })
    expect(withColumn(dated, 0, { field: 'title' }).columns[0]).toEqual({
      index: 0,
      heading: 'Nr',
      field: 'title',
    })
    expect(withColumn(dated, 0, { field: null }).columns[0]).toEqual({ index: 0, heading: 'Nr', field: null })
  })

  it('remembers one meaning for each value, and can let it go', () => {
    const once = withValue(mapped, 'status', 'Klar', 'avslutad')
    expect(withValue(once, 'status', 'Klar', '').values).toEqual([
      { field: 'status', value: 'Klar', target: '' },
    ])
    expect(withValue(once, 'status', 'Klar', null).values).toEqual([])
  })

  it('shows every value that can be said something of, the most common first within its field', () => {
    const unknown = (field: UnknownValue['field'], value: string, count: number): UnknownValue => ({
      field,
      value,
      count,
      becomes: 'Läggs under Övrigt',
      suggestion: null,
    })
    const present = withValue(
      withValue(withValue(mapped, 'enhet', 'Akuten', '12'), 'enhet', 'Borta', '13'),
      'handelsetyp',
      'Fall i badrum',
      'fall',
    )
    const lines = valueLines(present, {
      unknown: [
        unknown('handelsetyp', 'Rökning', 2),
        unknown('enhet', 'Dagvården', 1),
        unknown('enhet', 'Akuten', 9),
      ],
      known: [
        {
          field: 'handelsetyp',
          value: 'Fallolycka',
          count: 7,
          target: 'fall',
          label: 'Fall',
          reason: '”Fallolycka” är ett annat ord för ”Fall”.',
        },
      ],
    })
    // The file has no column of händelsetyp: what a profile knows of one is not shown.
    expect(lines.map(({ field, value, count, target }) => [field, value, count, target])).toEqual([
      ['enhet', 'Akuten', 9, '12'],
      ['enhet', 'Dagvården', 1, null],
      ['enhet', 'Borta', null, '13'],
      ['handelsetyp', 'Rökning', 2, null],
      ['handelsetyp', 'Fallolycka', 7, null],
    ])
    expect(lines.filter(isMissing).map(({ value }) => value)).toEqual(['Dagvården', 'Rökning'])
  })

  it('is not checked until it has what is needed, each with where it is mended', () => {
    const free = { saveProfile: true, profile: null }
    expect(settingProblems({ ...mapped, name: 'Ny' }, free, [])).toEqual([])
    expect(settingProblems({ ...mapped, columns: [] }, free, []).map(({ field }) => field)).toEqual([
      'description',
      'enhet',
    ])
    expect(settingProblems({ ...mapped, name: ' ', sourceSystem: '' }, free, []).map(({ at }) => at)).toEqual(
      ['name', 'sourceSystem'],
    )
    const dated: Mapping = {
      ...mapped,
      columns: [...mapped.columns, { index: 3, heading: 'Dag', field: 'eventDate' }],
    }
    const unclear = [{ index: 3, dateOrder: 'unclear' as const }]
    expect(settingProblems(dated, free, [], unclear).map(({ text }) => text)).toEqual([
      'Välj hur datumen i kolumnen Dag skrivs.',
    ])
    expect(settingProblems(withColumn(dated, 3, { dateOrder: 'dmy' }), free, [], unclear)).toEqual([])
    expect(settingProblems(withColumn(dated, 3, { field: 'title' }), free, [], unclear)).toEqual([])
    const taken = [profile('7', false, { ...mapped, name: 'MedControl' })]
    const same = { ...mapped, name: ' medcontrol' }
    expect(settingProblems(same, free, taken).map(({ at }) => at)).toEqual(['name'])
    // Its own name, or one that is not saved, hinders nothing.
    const own = { id: '7', shipped: false, version: 3 }
    expect(settingProblems(same, { saveProfile: true, profile: own }, taken)).toEqual([])
    expect(settingProblems(same, { ...free, saveProfile: false }, taken)).toEqual([])
  })
})

describe('the list that is searched in', () => {
  const groups = [
    {
      title: 'Plats',
      choices: [
        { code: 'enhet', label: 'Enhet' },
        { code: 'klinik', label: 'Verksamhet eller klinik' },
      ],
    },
    { title: 'Tid', choices: [{ code: 'dag', label: 'Händelsedatum', detail: 'Dagen det hände' }] },
  ]
  const codes = (text: string) =>
    search(groups, text).found.flatMap(({ choices }) => choices.map(({ code }) => code))

  it('finds every word anywhere in the name or its explanation, and what begins with it first', () => {
    expect(codes('')).toEqual(['enhet', 'klinik', 'dag'])
    expect(codes('KLINIK verk')).toEqual(['klinik'])
    expect(codes('e')).toEqual(['enhet', 'klinik', 'dag'])
    expect(codes('hände')).toEqual(['dag'])
    expect(codes('finns inte')).toEqual([])
  })

  it('says how many more there are than are shown', () => {
    const many = [
      {
        title: 'Enheter',
        choices: Array.from({ length: 450 }, (_, n) => ({ code: `${n}`, label: `E${n}` })),
      },
    ]
    const { found, more } = search(many, '')
    expect(found[0]?.choices).toHaveLength(300)
    expect(more).toBe(150)
  })
})
