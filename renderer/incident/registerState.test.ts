import { describe, expect, it } from 'vitest'
import type { Unit } from '../../shared/organisation/contract.ts'
import { chipsOf } from './FilterChips.tsx'
import { EMPTY_VIEW, isEmpty, parseView, withFilter } from './registerState.ts'
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
const units = makeUnits([
  unit(1, null, 'Regionen', { kind: 'region', forvaltningId: null }),
  unit(2, 1, 'SU', { kind: 'forvaltning' }),
  unit(3, 2, 'Östra'),
  unit(4, 3, 'Avdelning 12'),
  unit(5, null, 'Växjö', { organisation: 'publicerad', kind: 'forvaltning', forvaltningId: 5 }),
])

describe('the register’s view in the address', () => {
  it('comes back as it was, and anything else shows everything', () => {
    const view = { filter: { status: ['inkommen' as const], text: 'å & ö' }, sort: EMPTY_VIEW.sort }
    expect(parseView(JSON.stringify(view))).toEqual(view)
    for (const text of [null, '', '{', '{"filter":{"status":["okänd"]},"sort":{}}', '[]']) {
      expect(parseView(text)).toEqual(EMPTY_VIEW)
    }
  })

  it('loses a filter that is emptied', () => {
    const filter = withFilter(withFilter({}, 'text', 'fall'), 'status', ['inkommen'])
    expect(withFilter(withFilter(filter, 'text', ''), 'status', [])).toEqual({})
    expect(isEmpty({ ...EMPTY_VIEW, filter: {} })).toBe(true)
  })

  it('is said in words, each with its own way out', () => {
    const chips = chipsOf(
      { unitId: 4, status: ['inkommen', 'bedomd'], riskLevel: ['hog'], from: '2026-01-01' },
      units,
      { label: (_list, code) => code },
    )
    expect(chips.map((chip) => chip.label)).toEqual([
      'Avdelning 12',
      'Inkommen',
      'Bedömd',
      'Hög risk',
      'från 1 januari 2026',
    ])
    expect(chips[1]?.without.status).toEqual(['bedomd'])
    expect(chips[0]?.without).not.toHaveProperty('unitId')
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
})
