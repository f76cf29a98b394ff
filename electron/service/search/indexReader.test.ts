import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Random } from '../example/random.ts'
import type { Db } from '../db/database.ts'
import { insertIncident, reindexIncident } from '../incident/repository.ts'
import { rowNumber } from '../incident/testFields.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { variedTexts } from '../testing/variedTexts.ts'
import { idsOf } from './bits.ts'
import { scanPage, TermReader, UnknownFormat } from './indexReader.ts'
import { wantedBy } from './matchExpression.ts'
import { openIndex } from './openIndex.ts'
import { askedOfFts, searchIds } from './search.ts'

let workspace: TestWorkspace
let db: Db
let unitId: number
const make = variedTexts(11)
let n = 0

beforeEach(async () => {
  workspace = await openTestWorkspace()
  db = workspace.db()
  unitId = findOwnUnitByCode(db, 'SU')?.id ?? 0
})
afterEach(() => workspace.close())

function fill(count: number): void {
  db.transaction(() => {
    for (let i = 0; i < count; i++) insertIncident(db, rowNumber(++n, unitId, { ...make() }))
  })
}

function words(): string[] {
  return db.column<string>('SELECT word FROM search_word')
}

/** Of the questions, those that get another answer read from FTS5's tables than asked of FTS5. */
function answeredOtherwise(questions: readonly string[]): string[] {
  return questions.filter((text) => {
    const wanted = wantedBy(db, text)
    if (wanted === null) return false
    const bits = openIndex(db)?.bitsOf(wanted)
    return !bits || idsOf(bits).join() !== askedOfFts(db, wanted).join()
  })
}

/** How a page is read: 'unknown' when it is not as expected. */
function outcome(block: Uint8Array, beginning: boolean, within: boolean): string {
  try {
    const scan = { beginning, within, bits: new Uint32Array(4), removed: new Set<number>() }
    return scanPage(block, new TermReader(Uint8Array.of(48, 97)), scan)
  } catch (error) {
    if (error instanceof UnknownFormat) return 'unknown'
    throw error
  }
}

describe('the index as FTS5 stores it', () => {
  it('is read to the same answer as FTS5 gives, while cases come, change and go', () => {
    const random = new Random(3, 'index-reader')
    fill(600)
    for (let round = 0; round < 12; round++) {
      const ids = db.column<number>('SELECT id FROM incident')
      db.transaction(() => {
        for (const id of random.sample(ids, 25)) {
          db.run("UPDATE incident SET title = 'Ändrad förväxling' WHERE id = ?", [id])
          reindexIncident(db, id)
        }
        for (const id of random.sample(ids, 12)) db.run('DELETE FROM incident WHERE id = ?', [id])
        // The newest goes too.
        db.run('DELETE FROM incident WHERE id = (SELECT max(id) FROM incident)')
      })
      fill(random.int(1, 150))
      const known = words()
      const some = () => random.pick(known)
      const questions = [
        'patienten ',
        'förväxling ',
        'pa',
        'pat',
        'patie',
        '-patienten',
        'ändrad förväxling -patienten',
        '"fel läkemedel"',
        'AVV-2025-0001',
        ...Array.from({ length: 20 }, () => `${some()} `),
        ...Array.from({ length: 10 }, () => `${some()} ${some().slice(0, 4)}`),
      ]
      expect(answeredOtherwise(questions)).toEqual([])
      if (round === 6) db.run("INSERT INTO incident_fts (incident_fts) VALUES ('optimize')")
    }
  })

  it('is read by itself while a merge of its parts has come half-way', () => {
    db.raw.exec("INSERT INTO incident_fts (incident_fts, rank) VALUES ('automerge', 0), ('pgsz', 64)")
    for (let part = 0; part < 4; part++) fill(200)
    const questions = ['patienten ', 'förväxling ', 'pa', 'lä', 'stre', '-patienten', 'avv-2025-0001']
    for (let step = 0; step < 12; step++) {
      db.raw.exec("INSERT INTO incident_fts (incident_fts, rank) VALUES ('merge', 4)")
      expect(answeredOtherwise(questions)).toEqual([])
    }
  })

  it('is read over many pages, for words of every case and for beginnings that cross pages', () => {
    fill(4000)
    const questions = [
      '-finnsinte',
      'lä',
      's',
      'st',
      'str',
      'stre',
      'en ',
      'läkem',
      '§',
      'i ',
      'avv-2025-00012',
    ]
    expect(answeredOtherwise(questions)).toEqual([])
  })

  it('answers within a transaction by FTS5 alone, and keeps nothing of it', () => {
    fill(30)
    db.raw.exec('BEGIN')
    const before = searchIds(db, 'patienten')?.ids.length ?? 0
    insertIncident(db, rowNumber(++n, unitId, { description: 'Patienten väntade.' }))
    expect(openIndex(db)).toBeNull()
    expect(searchIds(db, 'patienten')?.ids.length).toBe(before + 1)
    db.raw.exec('ROLLBACK')
    expect(searchIds(db, 'patienten')?.ids.length).toBe(before)
  })

  it('that is unlike what is known is told, and never read for ever or outside its place', () => {
    const page = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      // With an end that can be.
      fc.uint8Array({ minLength: 8, maxLength: 80 }).map((bytes) => {
        bytes.set([0, 4, 0, 4 + ((bytes[0] ?? 0) % (bytes.length - 4))])
        return bytes
      }),
    )
    fc.assert(
      fc.property(page, fc.boolean(), fc.boolean(), (block, beginning, within) => {
        expect(['done', 'within', 'before', 'unknown']).toContain(outcome(block, beginning, within))
      }),
      { numRuns: 3000 },
    )
  })
})
