import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../db/database.ts'
import { insertIncident } from '../incident/repository.ts'
import { rowNumber } from '../incident/testFields.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { similarTo } from './similar.ts'

let workspace: TestWorkspace
let db: Db
let n = 0
let insert: (title: string, description: string) => number

beforeAll(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  const unitId = findOwnUnitByCode(db, 'SU')?.id ?? 0
  insert = (title, description) => insertIncident(db, rowNumber(++n, unitId, { title, description }))
  db.transaction(() => {
    for (let i = 0; i < 60; i++) {
      insert('Fall på avdelning', `Patienten föll vid sängen kväll ${i}. Personalen hjälpte upp patienten.`)
      insert('Fel dos', `Patienten fick fel dos vid ronden dag ${i}. Personalen upptäckte felet.`)
    }
  })
})
afterAll(() => workspace.close())

describe('earlier cases like this one', () => {
  it('share its rare words in whatever form, and say which; the most alike comes first', () => {
    const pump = insert('Infusionspump stannade', 'Pumpens batteri tog slut under transport med ambulans.')
    const both = insert('Fel på pump', 'En infusionspump larmade om batteriet i ambulansen och stannade.')
    const one = insert('Batteri saknades', 'Ambulansens telefon hade inget batteri.')
    insert('Fall i korridor', 'Patienten föll vid sängen.')
    const similar = similarTo(db, pump, 5)
    expect(similar.map(({ id }) => id).slice(0, 2)).toEqual([both, one])
    expect(similar[0]?.words).toEqual(expect.arrayContaining(['infusionspump', 'batteri']))
    expect(similar.every(({ words }) => words.length >= 2)).toBe(true)
    expect(similar.map(({ id }) => id)).not.toContain(pump)
  })

  it('are found for a text that is still being written', () => {
    const stored = insert(
      'Trombos missades',
      'Ultraljud av vaden beställdes inte, trombosen upptäcktes senare.',
    )
    expect(similarTo(db, 'Misstänkt trombos i vaden, inget ultraljud gjordes.', 3)[0]?.id).toBe(stored)
  })

  it('are none where nothing rare is shared, for nothing at all, and for a case that is not there', () => {
    expect(similarTo(db, 'Xyz qwerty zxcvb', 5)).toEqual([])
    expect(similarTo(db, '', 5)).toEqual([])
    expect(similarTo(db, 999_999, 5)).toEqual([])
  })
})
