import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lock } from '../account/session.ts'
import type { Db } from '../db/database.ts'
import { insertIncident } from '../incident/repository.ts'
import { rowNumber } from '../incident/testFields.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { isWhole, rebuildStep } from './rebuild.ts'
import { searchIds } from './search.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

const hits = (db: Db, text: string) => searchIds(db, text)?.ids.length ?? -1

function fill(db: Db, from: number, count: number): void {
  const unitId = findOwnUnitByCode(db, 'SU')?.id ?? 0
  db.transaction(() => {
    for (let n = from; n < from + count; n++) {
      insertIncident(db, rowNumber(n, unitId, { description: 'Patienten föll i trappan.' }))
    }
  })
}

/** As a file that an older Lärdom has written: words of another kind, and no note of which. */
function makeOld(db: Db): void {
  db.run("INSERT INTO incident_fts (incident_fts) VALUES ('delete-all')")
  db.run("INSERT INTO incident_fts (rowid, body) SELECT id, 'gammalt' FROM incident")
  db.run('DELETE FROM search_word')
  db.run('UPDATE search_index SET version = 0, next_id = 1')
}

async function openAgain(): Promise<Db> {
  lock(workspace.state())
  await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
  return workspace.db()
}

describe('the search index', () => {
  it('is whole in a new workspace, and stays so', async () => {
    expect(await workspace.call('search.status', {})).toEqual({ whole: true, done: 0, total: 0 })
    fill(workspace.db(), 1, 3)
    expect(await workspace.call('search.status', {})).toEqual({ whole: true, done: 3, total: 3 })
  })

  it('of an older file is made anew when it is opened: a small one before the first question', async () => {
    fill(workspace.db(), 1, 20)
    makeOld(workspace.db())
    const db = await openAgain()
    expect(isWhole(db)).toBe(true)
    expect(hits(db, 'fallet')).toBe(20)
    expect(hits(db, 'gammalt')).toBe(0)
  })

  it('of a large file is made beside the work, tells how far it has come, and takes in what comes meanwhile', async () => {
    fill(workspace.db(), 1, 1500)
    makeOld(workspace.db())
    const db = await openAgain()
    const status = await workspace.call('search.status', {})
    expect(status.whole).toBe(false)
    expect(status.done).toBeGreaterThan(0)
    expect(status.done).toBeLessThan(1500)
    expect(status.total).toBe(1500)
    fill(db, 2001, 5)
    await workspace.state().search.idle()
    expect(isWhole(db)).toBe(true)
    expect(hits(db, 'föll')).toBe(1505)
    expect(db.value('SELECT count(*) FROM incident_fts_docsize')).toBe(1505)
    expect(workspace.events).toContainEqual({ name: 'changed', areas: ['search', 'incident'] })
    expect(workspace.faults).toEqual([])
  })

  it('goes on where it was stopped when the workspace is locked meanwhile', async () => {
    fill(workspace.db(), 1, 1500)
    makeOld(workspace.db())
    const first = await openAgain()
    rebuildStep(first)
    const { done } = await workspace.call('search.status', {})
    const db = await openAgain()
    const later = await workspace.call('search.status', {})
    expect(later.done).toBeGreaterThan(done)
    await workspace.state().search.idle()
    expect(isWhole(db)).toBe(true)
    expect(hits(db, 'fallit')).toBe(1500)
    expect(workspace.faults).toEqual([])
  })
})
