import { describe, expect, it } from 'vitest'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import type { Unit } from '../../shared/organisation/contract.ts'
import { chipsOf, FACET_GROUPS, keysOf, set, ticked, usedCount, type FilterWords } from './registerFacets.ts'
import { FIRST_LOOK, parseLook } from './registerLook.ts'
import { chosenPlace, withBelow } from './RegisterPlaces.tsx'
import {
  columnsOf,
  EMPTY_VIEW,
  isEmpty,
  parseView,
  sameDefinition,
  withFilter,
  withText,
} from './registerState.ts'
import { makeUnits } from './units.ts'

const unit = (id: number, parentId: number | null, name: string, changes: Partial<Unit> = {}): Unit => ({
  id,
  parentId,
  organisation: 'egen',
  kind: 'enhet',
  code: String(id),
  name,
  providesCare: true,
  forvaltningId: 2,
  isExample: false,
  ...changes,
})
const SU = unit(2, 1, 'SU', { kind: 'forvaltning' })
const OSTRA = unit(3, 2, 'Östra')
const AVD_12 = unit(4, 3, 'Avdelning 12')
const units = makeUnits([
  unit(1, null, 'Regionen', { kind: 'region', forvaltningId: null }),
  SU,
  OSTRA,
  AVD_12,
  unit(5, null, 'Växjö', { organisation: 'publicerad', kind: 'forvaltning', forvaltningId: 5 }),
])
const words: FilterWords = {
  code: (_list, code) => code,
  unit: (id) => units.byId.get(id)?.name ?? '?',
  account: () => 'Åsa Öberg',
}
const labels = (filter: IncidentFilter) => chipsOf(filter, words).map((chip) => chip.label)

describe('the register’s view in the address', () => {
  it('comes back as it was, and anything else shows everything', () => {
    const view = {
      ...EMPTY_VIEW,
      filter: { status: ['inkommen' as const], text: 'å & ö' },
      group: 'status' as const,
      columns: ['title' as const, 'waitingDays' as const],
      saved: 3,
    }
    expect(parseView(JSON.stringify(view))).toEqual(view)
    for (const text of [null, '', '{', '{"filter":{"status":["okänd"]},"sort":{}}', '[]']) {
      expect(parseView(text)).toEqual(EMPTY_VIEW)
    }
  })

  it('is read also as it was kept before there were groups and columns', () => {
    const old = { filter: { harm: ['vardskada'] }, sort: EMPTY_VIEW.sort }
    expect(parseView(JSON.stringify(old))).toEqual({ ...EMPTY_VIEW, ...old })
  })

  it('loses a filter that is emptied', () => {
    const filter = withFilter(withFilter({}, 'text', 'fall'), 'status', ['inkommen'])
    expect(withFilter(withFilter(filter, 'text', ''), 'status', [])).toEqual({})
    expect(isEmpty({ ...EMPTY_VIEW, filter: {} })).toBe(true)
  })

  it('is the same whatever the order of filters and values, and another with another sort, group or column', () => {
    const one = { ...EMPTY_VIEW, filter: { status: ['inkommen', 'bedomd'], isChild: true } } as const
    const same = { ...EMPTY_VIEW, filter: { isChild: true, status: ['bedomd', 'inkommen'] } } as const
    const of = (view: object) => parseView(JSON.stringify(view))
    expect(sameDefinition(of(one), of(same))).toBe(true)
    expect(sameDefinition(of(one), { ...of(one), group: 'status' })).toBe(false)
    expect(sameDefinition(of(one), { ...of(one), columns: ['title'] })).toBe(false)
    expect(sameDefinition(of(one), { ...of(one), sort: { by: 'risk', direction: 'desc' } })).toBe(false)
  })

  it('puts the best hits first while one searches, unless another order was chosen', () => {
    const searching = withText(EMPTY_VIEW, 'fall')
    expect(searching.sort.by).toBe('relevance')
    expect(withText(searching, 'fallet').sort.by).toBe('relevance')
    expect(withText(searching, '')).toEqual(EMPTY_VIEW)
    const byRisk = { ...EMPTY_VIEW, sort: { by: 'risk', direction: 'desc' } } as const
    expect(withText(byRisk, 'fall').sort).toEqual(byRisk.sort)
    const chosen = { ...searching, sort: { by: 'number', direction: 'asc' } } as const
    expect(withText(chosen, 'fallet').sort).toEqual(chosen.sort)
  })

  it('has its own columns, else the person’s usual ones, else everybody’s', () => {
    expect(columnsOf({ columns: ['title'] }, ['date'])).toEqual(['title'])
    expect(columnsOf({ columns: null }, ['date'])).toEqual(['date'])
    expect(columnsOf({ columns: null }, null)).toContain('harm')
  })
})

describe('filters in words', () => {
  it('each have their own way out', () => {
    const filter: IncidentFilter = {
      unitId: 4,
      status: ['inkommen', 'bedomd'],
      riskLevel: ['hog'],
      from: '2026-01-01',
    }
    expect(labels(filter)).toEqual(['Inkommen', 'Bedömd', 'Hög risk', 'Avdelning 12', 'från 1 januari 2026'])
    const chips = chipsOf(filter, words)
    expect(chips[0]?.without.status).toEqual(['bedomd'])
    expect(chips[3]?.without).not.toHaveProperty('unitId')
  })

  it('say what a yes or no is about', () => {
    expect(
      labels({
        isChild: true,
        frailElderly: false,
        guaranteePassed: true,
        vardplan: ['nej'],
        assignedTo: ['jag', 'ingen', 'konto-3'],
        closed: false,
        importBatchId: 7,
        ids: [1, 2],
      }),
    ).toEqual([
      'Barn',
      'Inte: Mest sjuka äldre',
      'Vårdplan: nej',
      'Vårdgarantin: gränsen passerad',
      'Jag handlägger',
      'Ingen handläggare',
      'Åsa Öberg',
      'Pågår',
      'Import nr 7',
      '2 utvalda händelser',
    ])
  })

  it('can all be taken away by their chips, one after the other', () => {
    let filter: IncidentFilter = {
      text: 'fall',
      status: ['inkommen'],
      agens: ['it'],
      hasAnalysis: false,
      reportedFrom: '2026-01-01',
      forvaltningId: 2,
    }
    expect(usedCount(filter)).toBe(5)
    for (let left = 6; left > 0; left--) {
      const chips = chipsOf(filter, words)
      expect(chips).toHaveLength(left)
      filter = chips[0]?.without ?? filter
    }
    expect(filter).toEqual({})
  })

  it('have each one place in the panel', () => {
    const keys = FACET_GROUPS.flatMap((group) => group.sections.flatMap(keysOf))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('ticking a value', () => {
  it('adds it to the others of its filter, and takes it away again', () => {
    const fall = { kind: 'value', key: 'handelsetyp', code: 'fall' } as const
    const both = ticked({ handelsetyp: ['lakemedel'] }, fall)
    expect(both).toEqual({ handelsetyp: ['lakemedel', 'fall'] })
    expect(ticked(ticked(both, fall), { ...fall, code: 'lakemedel' })).toEqual({})
  })

  it('of yes and no keeps one of them', () => {
    const passed = { kind: 'flag', key: 'guaranteePassed', yes: true, label: '' } as const
    expect(ticked({ guaranteePassed: false }, passed)).toEqual({ guaranteePassed: true })
    expect(ticked({ guaranteePassed: true }, passed)).toEqual({})
  })

  it('that is none of the filter’s changes nothing', () => {
    expect(set({ isChild: true }, 'status', ['påhittad'])).toEqual({ isChild: true })
  })

  it('of a place takes the place of another', () => {
    expect(chosenPlace({ forvaltningId: 2 }, AVD_12)).toEqual({ unitId: 4 })
    expect(chosenPlace({ unitId: 4, isChild: true }, SU)).toEqual({ forvaltningId: 2, isChild: true })
    expect(chosenPlace({ unitId: 4 }, AVD_12)).toEqual({})
  })
})

describe('units to choose from', () => {
  it('stand in tree order with their place above, without the region', () => {
    expect(units.choices({ organisation: 'egen' })).toEqual([
      { code: '2', label: 'SU' },
      { code: '3', label: 'Östra', detail: 'SU' },
      { code: '4', label: 'Avdelning 12', detail: 'SU › Östra' },
    ])
    expect(units.forvaltningar).toEqual([
      { code: '2', label: 'SU' },
      { code: '5', label: 'Växjö', detail: 'Publicerade fall' },
    ])
  })

  it('count what is under them', () => {
    const counts = withBelow(
      [OSTRA, AVD_12],
      [
        { code: '2', count: 1 },
        { code: '3', count: 5 },
        { code: '4', count: 7 },
      ],
    )
    expect(counts.get(4)).toBe(7)
    expect(counts.get(3)).toBe(12)
  })
})

describe('how a person likes the register to look', () => {
  it('is kept, and what cannot be read is the first look', () => {
    const look = { ...FIRST_LOOK, panel: false, widths: { title: 300 }, pinned: [4] }
    expect(parseLook(JSON.stringify(look))).toEqual(look)
    expect(parseLook('{"panel":true}')).toEqual({ ...FIRST_LOOK, panel: true })
    for (const body of [null, '', '{"widths":{"påhittad":3}}', '[1]'])
      expect(parseLook(body)).toEqual(FIRST_LOOK)
  })
})
