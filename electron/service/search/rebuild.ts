import type { Db } from '../db/database.ts'
import { indexCase, reindexCase } from './indexText.ts'
import { storedTexts } from './searchedText.ts'

/** To be raised whenever the same text would give other words: then every workspace's index is made anew. */
export const WORDS_VERSION = 1

/** Cases in one step: a step is a transaction, and nothing else is answered meanwhile. */
const STEP = 64

interface State {
  readonly version: number
  readonly nextId: number | null
}

function stateOf(db: Db): State {
  return (
    db.get<State>('SELECT version, next_id AS nextId FROM search_index WHERE id = 1') ?? {
      version: 0,
      nextId: 1,
    }
  )
}

/** True when every case's words are in the index, made as this program makes them. */
export function isWhole(db: Db): boolean {
  const state = stateOf(db)
  return state.version === WORDS_VERSION && state.nextId === null
}

export interface IndexStatus {
  readonly whole: boolean
  readonly done: number
  readonly total: number
}

/** How far the index has come. */
export function indexStatus(db: Db): IndexStatus {
  const total = db.value<number>('SELECT count(*) FROM incident_fts_docsize') ?? 0
  const state = stateOf(db)
  if (state.version === WORDS_VERSION && state.nextId === null) return { whole: true, done: total, total }
  const all = db.value<number>('SELECT count(*) FROM incident') ?? 0
  const next = state.version === WORDS_VERSION ? (state.nextId ?? 1) : 1
  const done = db.value<number>('SELECT count(*) FROM incident WHERE id < ?', [next]) ?? 0
  return { whole: false, done, total: all }
}

/** A new workspace has no case yet: its index is whole from the beginning. */
export function finishEmptyIndex(db: Db): void {
  db.run('INSERT OR REPLACE INTO search_index (id, version, next_id) VALUES (1, ?, NULL)', [WORDS_VERSION])
}

/**
 * Does one step of making the index anew; true when there is more to do. Each step is a transaction with a note of where
 * it ended, so that whatever stops it loses one step at most and the next opening goes on from there.
 */
export function rebuildStep(db: Db): boolean {
  return db.transaction(() => {
    const state = stateOf(db)
    if (state.version !== WORDS_VERSION) {
      db.run("INSERT INTO incident_fts (incident_fts) VALUES ('delete-all')")
      db.run('DELETE FROM search_word')
      db.run('INSERT OR REPLACE INTO search_index (id, version, next_id) VALUES (1, ?, 1)', [WORDS_VERSION])
      return true
    }
    if (state.nextId === null) return false
    const cases = storedTexts(db, state.nextId, STEP)
    for (const { id, text } of cases) {
      // It may have come, or been changed, since the index was emptied.
      const there = db.value<number>('SELECT 1 FROM incident_fts_docsize WHERE id = ?', [id]) === 1
      if (there) reindexCase(db, id, text)
      else indexCase(db, id, text)
    }
    const last = cases.at(-1)?.id
    const next = cases.length < STEP || last === undefined ? null : last + 1
    db.run('UPDATE search_index SET next_id = ? WHERE id = 1', [next])
    return next !== null
  })
}
