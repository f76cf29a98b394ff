import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../../shared/account/roles.ts'
import { choicesFrom, grantLines, grantsFrom } from './roleWords.ts'

const nameOf = (id: number) => ({ 2: 'SU', 3: 'NU', 4: 'SkaS' })[id] ?? '?'

describe('the roles of an account, as the form has them', () => {
  it('are said in words', () => {
    expect(
      grantLines(
        [
          { role: 'lasare', forvaltningId: 2 },
          { role: 'lasare', forvaltningId: 3 },
          { role: 'lasare', forvaltningId: 4 },
          { role: 'skribent', forvaltningId: null },
          { role: 'administrator', forvaltningId: null },
        ],
        nameOf,
      ),
    ).toEqual(['Administratör', 'Skribent i hela regionen', 'Läsare i SU, NU och SkaS'])
    expect(grantLines([], nameOf)).toEqual([])
  })

  it('give the same rights back, whatever the account had', () => {
    const grant = fc.record({
      role: fc.constantFrom(...ROLES),
      forvaltningId: fc.option(fc.integer({ min: 1, max: 9 })),
    })
    fc.assert(
      fc.property(fc.uniqueArray(grant, { selector: (it) => `${it.role} ${it.forvaltningId}` }), (grants) => {
        const again = grantsFrom(choicesFrom(grants))
        const key = (it: { role: string; forvaltningId: number | null }) => `${it.role} ${it.forvaltningId}`
        // A role in the whole region holds in each förvaltning too.
        const expected = grants.filter(
          (it) =>
            it.forvaltningId === null ||
            !grants.some((other) => other.role === it.role && other.forvaltningId === null),
        )
        expect(again.map(key).sort()).toEqual(expected.map(key).sort())
      }),
    )
  })

  it('leave nothing of a role whose förvaltningar were never picked', () => {
    const choices = choicesFrom([])
    expect(grantsFrom({ ...choices, lasare: { reach: 'valda', forvaltningar: [] } })).toEqual([])
  })
})
