import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../db/database.ts'
import { insertIncident, reindexIncident } from '../incident/repository.ts'
import { rowNumber } from '../incident/testFields.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { searchIds, searchRanked } from './search.ts'
import { vocabularyOf } from './vocabulary.ts'

/** What each case says, by the number it gets. */
const TEXTS = [
  'Patienten föll i trappan.',
  'Hon har fallit ur sängen två gånger.',
  'Fallet skedde på natten.',
  'En läkemedelsförväxling upptäcktes på kvällen.',
  'Förväxling av prover mellan två patienter.',
  'Fel läkemedel gavs till fel patient.',
  'Avfallet hämtades inte i tid.',
  'Åderns läge bedömdes. Älskvärt bemötande, öppen dialog.',
  'Två tänder lossnade vid intubation, en tand svaldes.',
  'Infarten slutade fungera när slangen bröts.',
  'Sköterskan gav fel dos. Dosen var för hög och doserna skrevs inte upp.',
  'Ronden på avdelningen ställdes in, proverna glömdes.',
  'EKG-apparaten gick sönder under covid-19.',
  'Fel person fick dropp. Dropp stängdes av.',
  'Skadan dokumenterades i journalen, skada på händerna.',
] as const

let workspace: TestWorkspace
let db: Db
let unitId: number

beforeAll(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  unitId = findOwnUnitByCode(db, 'SU')?.id ?? 0
  db.transaction(() => {
    for (const [n, description] of TEXTS.entries()) {
      insertIncident(db, rowNumber(n + 1, unitId, { title: 'Händelse', description }))
    }
  })
})
afterAll(() => workspace.close())

/** The numbers of the cases that a search finds. */
function found(text: string): number[] {
  const ids = [...(searchIds(db, text)?.ids ?? [])]
  const first = db.value<number>('SELECT min(id) FROM incident') ?? 1
  return ids.map((id) => id - first + 1)
}

describe('a search', () => {
  it('finds fallet, föll and fallit by each other, and not avfallet', () => {
    const words = ['fall', 'fallet', 'föll', 'fallit', 'falla', 'Faller', 'FÖLL']
    expect(words.map(found)).toEqual(words.map(() => [1, 2, 3]))
    expect(found('avfall')).toEqual([7])
  })

  it.each([
    ['tand', [9]],
    ['tänder', [9]],
    ['sväljer', [9]],
    ['sluta', [10]],
    ['bryta', [10]],
    ['sköterskor', [11]],
    ['ge', [6, 11]],
    ['dos', [11]],
    ['provet', [5, 12]],
    ['glömt', [12]],
    ['ställa', [12]],
    ['hand', [15]],
    ['skador', [15]],
    ['dokumenterats', [15]],
    ['förväxlingar', [4, 5]],
  ] as const)('on %s finds the other forms of the word', (word, expected) => {
    expect(found(word)).toEqual(expected)
  })

  it('on förväxling finds läkemedelsförväxling, and so does läkemedel', () => {
    expect(found('förväxling')).toEqual([4, 5])
    expect(found('läkemedel')).toEqual([4, 6])
    expect(found('läkemedelsförväxling')).toEqual([4])
  })

  it('knows å, ä and ö as letters of their own', () => {
    expect(found('ådern')).toEqual([8])
    expect(found('adern')).toEqual([])
    expect(found('öppen')).toEqual([8])
    expect(found('oppen')).toEqual([])
    // Written as a letter and a mark, as some systems do.
    expect(found('a\u030adern')).toEqual([8])
  })

  it('goes along while one types', () => {
    expect(found('förvä')).toEqual([4, 5])
    expect(found('förväx')).toEqual([4, 5])
    expect(found('falli')).toEqual([1, 2, 3])
    expect(found('lä')).toEqual([4, 6, 8])
    expect(found('läk')).toEqual([4, 6])
    // With a space after it the word is finished.
    expect(found('förväx ')).toEqual([])
    expect(found('fel pat')).toEqual([6])
    expect(found('fel p')).toEqual(found('fel'))
  })

  it('keeps words within quotation marks together, in whatever form', () => {
    expect(found('"fel patient"')).toEqual([6])
    expect(found('"fel person"')).toEqual([14])
    expect(found('”fel patienten”')).toEqual([6])
    expect(found('"patient fel"')).toEqual([])
    expect(found('fel patient')).toEqual([6])
    expect(found('"två gånger"')).toEqual([2])
    expect(found('"fel läkem')).toEqual([6])
  })

  it('leaves out what stands after a dash', () => {
    expect(found('fel -dos')).toEqual([6, 14])
    expect(found('fel -"fel patient"')).toEqual([11, 14])
    expect(found('-fel').length).toBe(TEXTS.length - 3)
    expect(found('fel - dos')).toEqual([11])
  })

  it('finds a case by its number, whole, as far as typed, or by its last digits', () => {
    expect(found('AVV-2025-000012')).toEqual([12])
    expect(found('avv-2025-000012 ')).toEqual([12])
    expect(found('avv-2025-00001')).toEqual([10, 11, 12, 13, 14, 15])
    expect(found('AVV-2025').length).toBe(TEXTS.length)
    expect(found('000012 ')).toEqual([12])
    expect(found('AVV-2025-000099')).toEqual([])
  })

  it('reads words that signs join as such', () => {
    expect(found('EKG-apparat')).toEqual([13])
    expect(found('covid-19')).toEqual([13])
    expect(found('covid-20 ')).toEqual([])
  })

  it('does not ask for the small words beside others', () => {
    expect(found('föll i den trappan')).toEqual([1])
    expect(found('i').length).toBeGreaterThan(0)
  })

  it('finds a compound that was written before its parts were known', () => {
    db.raw.exec('SAVEPOINT test')
    insertIncident(db, rowNumber(901, unitId, { description: 'En zonterapikrubba stod i vägen.' }))
    const late = searchIds(db, 'krubba')?.ids.length
    insertIncident(db, rowNumber(902, unitId, { description: 'Zonterapi gavs.' }))
    const both = searchIds(db, 'krubba')?.ids.length
    const first = searchIds(db, 'zonterapi')?.ids.length
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect({ late, both, first }).toEqual({ late: 0, both: 1, first: 2 })
  })

  it('forgets the words of a change that was taken back', () => {
    db.raw.exec('SAVEPOINT test')
    insertIncident(db, rowNumber(903, unitId, { description: 'Xylofonspel hördes.' }))
    expect(found('xylofon').length).toBe(1)
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect(found('xylofon')).toEqual([])
    expect(vocabularyOf(db).knows('xylofonspel')).toBe(false)
    expect(db.value('SELECT count(*) FROM search_word')).toBe(vocabularyOf(db).size)
  })

  it('sees what has been changed and taken away since it was last asked', () => {
    const id = insertIncident(db, rowNumber(904, unitId, { description: 'Kvartsklocka stannade.' }))
    expect(found('kvartsklocka').length).toBe(1)
    db.run("UPDATE incident SET description = 'Solur stannade.' WHERE id = ?", [id])
    reindexIncident(db, id)
    expect(found('kvartsklocka')).toEqual([])
    expect(found('solur').length).toBe(1)
    db.run('DELETE FROM incident WHERE id = ?', [id])
    expect(found('solur')).toEqual([])
  })

  it('never throws, whatever is typed', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          '”',
          '*',
          '^',
          ':',
          '-',
          '+',
          '(',
          ')',
          "'",
          ';',
          ' ',
          'a',
          'å',
          '\0',
          '§',
          '1',
          '²',
          '\u00ad',
        ),
        maxLength: 60,
      }),
      fc.constantFrom(
        'AND',
        'a OR b',
        'NOT x',
        'NEAR(a b)',
        'body:x',
        '¶',
        '№1',
        '\ud800',
        'e\u0301',
        '-"',
        '--a',
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const hit = searchIds(db, text)
        expect(hit === null || hit.ids instanceof Uint32Array).toBe(true)
        searchRanked(db, text, 10)
      }),
      { numRuns: 500 },
    )
    expect(searchIds(db, '   ')).toBeNull()
    expect(searchIds(db, '"* - ')).toBeNull()
  })

  it('has no personnummer in its words, even where one has come in past the checks', () => {
    db.raw.exec('SAVEPOINT test')
    insertIncident(
      db,
      rowNumber(905, unitId, {
        description: 'Ringde om 1912-12-12-1212, 19121212-1212 och 121212-1212 samt 191212121212.',
        sourceKey: '19121212-1212',
        sourceSystem: 'test',
      }),
    )
    const hits = ['19121212', '121212', '1212', '191212121212', '19121212-1212'].map(
      (text) => searchIds(db, `${text} `)?.ids.length,
    )
    const words = db.column<string>("SELECT word FROM search_word WHERE word GLOB '*[0-9]*'")
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect(hits).toEqual([0, 0, 0, 0, 0])
    expect(words).toEqual([])
  })
})

describe('the best first', () => {
  it('puts the word in the title first, then the text that says it again and again, then the newest', () => {
    db.raw.exec('SAVEPOINT test')
    const once = insertIncident(db, rowNumber(911, unitId, { title: 'A', description: 'Kanylen satt löst.' }))
    const often = insertIncident(
      db,
      rowNumber(912, unitId, { title: 'B', description: 'Kanyl, en kanyl till, kanylen.' }),
    )
    const title = insertIncident(db, rowNumber(913, unitId, { title: 'Kanyl satt löst', description: 'X.' }))
    const newest = insertIncident(db, rowNumber(914, unitId, { title: 'C', description: 'En kanyl.' }))
    const ranked = searchRanked(db, 'kanyl', 10)
    const two = searchRanked(db, 'kanyl', 2)
    const within = searchRanked(db, 'kanyl', 10, (id) => id !== title)
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect(ranked).toEqual([title, often, newest, once])
    expect(two).toEqual([title, often])
    expect(within).toEqual([often, newest, once])
  })

  it('puts words that stand beside each other before the same words apart', () => {
    db.raw.exec('SAVEPOINT test')
    const beside = insertIncident(db, rowNumber(915, unitId, { description: 'Det var fel kanyl.' }))
    insertIncident(db, rowNumber(916, unitId, { description: 'En kanyl låg fel.' }))
    const ranked = searchRanked(db, 'fel kanyl', 10)
    db.raw.exec('ROLLBACK TO test; RELEASE test')
    expect(ranked[0]).toBe(beside)
    expect(ranked.length).toBe(2)
  })
})
