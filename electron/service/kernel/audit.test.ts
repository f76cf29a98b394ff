import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../db/database.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { verifyAudit, walkChain, writeAudit, type ChainReport, type ChainRow } from './audit.ts'

const ROWS = 40
const COLUMNS = [
  'at',
  'account_id',
  'account_name',
  'action',
  'entity',
  'entity_id',
  'before_json',
  'after_json',
  'previous_hash',
  'hash',
] as const

let workspace: TestWorkspace
let whole: ChainRow[]
beforeAll(async () => {
  workspace = await openTestWorkspace()
  const db = workspace.db()
  db.transaction(() => {
    for (let row = 1; row < ROWS; row++) {
      writeAudit(
        db,
        { id: row % 3 === 0 ? null : 'a', name: `Person ${row % 4}` },
        `2026-02-01T12:${row}:00Z`,
        {
          action: row % 2 === 0 ? 'incident.update' : 'incident.get',
          entity: 'incident',
          entityId: row % 5,
          ...(row % 2 === 0 ? { before: { title: `före ${row}` }, after: { title: `efter ${row}` } } : {}),
        },
      )
    }
  })
  // Somebody who has the key is not stopped by triggers.
  db.raw.exec('DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete')
  whole = db.all<ChainRow>('SELECT * FROM audit_log ORDER BY seq')
})
afterAll(() => workspace.close())

class Undo extends Error {}

/** What the walk says of the log after `harm`, which is taken back again. */
function verifyAfter(harm: (db: Db) => void): ChainReport {
  const db = workspace.db()
  let report: ChainReport | undefined
  try {
    db.transaction(() => {
      harm(db)
      report = verifyAudit(db)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  if (!report) throw new Error('nothing was verified')
  return report
}

function put(db: Db, seq: number, row: ChainRow): void {
  db.run(
    `INSERT INTO audit_log (seq, ${COLUMNS.join(', ')}) VALUES (@seq, ${COLUMNS.map((it) => `@${it}`).join(', ')})`,
    {
      ...row,
      seq,
    },
  )
}

/** Writes the rows anew as they are given, numbered from 1: what a forger with the key can do. */
function replaceAll(db: Db, rows: readonly ChainRow[]): void {
  db.run('DELETE FROM audit_log')
  rows.forEach((row, index) => put(db, index + 1, row))
  db.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'audit_log'", [rows.length])
}

const anyRow = fc.integer({ min: 1, max: ROWS })

describe('the log’s chain', () => {
  it('is whole as it was written, whatever the texts hold', () => {
    expect(verifyAudit(workspace.db())).toMatchObject({
      rows: ROWS,
      brokenAt: null,
      firstAt: whole[0]?.at,
      lastAt: whole.at(-1)?.at,
      head: { seq: ROWS, hash: whole.at(-1)?.hash },
    })
    // Names with half a surrogate pair, NUL and the like are stored in another form than they were given.
    const text = fc.string({ unit: 'binary' })
    const odd = fc.oneof(text, fc.constantFrom('\ud800', 'a\udc00b', '\0', 'a\0b', 'e\u0301', '\ufeff'))
    fc.assert(
      fc.property(odd, odd, odd, fc.jsonValue(), (name, action, entityId, after) => {
        const report = verifyAfter((db) =>
          writeAudit(db, { id: 'a', name }, '2026-02-02T00:00:00Z', {
            action,
            entity: 'test',
            entityId,
            after,
          }),
        )
        expect(report.broken).toBeNull()
      }),
    )
  })

  it('names the row in which any one cell was changed', () => {
    fc.assert(
      fc.property(
        anyRow,
        fc.constantFrom(...COLUMNS),
        fc.oneof(fc.string(), fc.constantFrom('', 'null', '0')),
        fc.boolean(),
        (seq, column, text, empty) => {
          const nullable = column === 'account_id' || column.endsWith('_json')
          const value = empty && nullable ? null : text
          fc.pre(whole[seq - 1]?.[column] !== value)
          const { broken } = verifyAfter((db) =>
            db.run(`UPDATE audit_log SET ${column} = ? WHERE seq = ?`, [value, seq]),
          )
          expect(broken).toMatchObject({ seq, kind: 'andrad', row: { seq } })
        },
      ),
      { numRuns: 400 },
    )
  })

  it('names the first row that was removed, in the middle, at the head or at the tail', () => {
    fc.assert(
      fc.property(anyRow, fc.integer({ min: 1, max: ROWS }), (seq, count) => {
        const { broken, rows } = verifyAfter((db) =>
          db.run('DELETE FROM audit_log WHERE seq >= ? AND seq < ?', [seq, seq + count]),
        )
        expect(broken).toEqual({ seq, kind: 'saknas', row: null })
        expect(rows).toBe(seq - 1)
      }),
    )
  })

  it('names the first place where a row was removed and the rest numbered anew', () => {
    fc.assert(
      // The last row taken away together with SQLite's count is what only an anchor shows.
      fc.property(fc.integer({ min: 1, max: ROWS - 1 }), (seq) => {
        const { broken } = verifyAfter((db) => replaceAll(db, whole.toSpliced(seq - 1, 1)))
        expect(broken).toMatchObject({ seq, kind: 'fel-plats' })
      }),
    )
  })

  it('names the first of two rows that changed places', () => {
    fc.assert(
      fc.property(anyRow, anyRow, (one, other) => {
        fc.pre(one < other)
        const [first, second] = [whole[one - 1], whole[other - 1]]
        if (!first || !second) throw new Error('rows are missing')
        const { broken } = verifyAfter((db) =>
          replaceAll(db, whole.with(one - 1, second).with(other - 1, first)),
        )
        expect(broken).toMatchObject({ seq: one, kind: 'fel-plats' })
      }),
    )
  })

  it('names the copy of a row, wherever it was put in', () => {
    fc.assert(
      fc.property(anyRow, fc.integer({ min: 1, max: ROWS + 1 }), (from, to) => {
        const copied = whole[from - 1]
        if (!copied) throw new Error('the row is missing')
        const { broken } = verifyAfter((db) => replaceAll(db, whole.toSpliced(to - 1, 0, copied)))
        // Put in right before itself, it is the original that does not hang on.
        expect(broken).toMatchObject({ seq: from === to ? to + 1 : to, kind: 'fel-plats' })
      }),
    )
  })

  it('that is emptied is not taken for one that never was', () => {
    const { broken, rows, head } = verifyAfter((db) => db.run('DELETE FROM audit_log'))
    expect({ broken, rows, head }).toEqual({
      broken: { seq: 1, kind: 'saknas', row: null },
      rows: 0,
      head: null,
    })
  })

  it('made anew from some row looks whole from inside, and shows against a hash that was kept', () => {
    const forged = 20
    const kept = [forged - 1, forged, ROWS]
    const db = workspace.db()
    const hashes = new Map<number, string>()
    const report = verifyAfter(() => {
      const rows = whole.slice(forged - 1)
      replaceAll(db, whole.slice(0, forged - 1))
      for (const [index, row] of rows.entries()) {
        writeAudit(db, { id: row.account_id, name: row.account_name }, row.at, {
          action: row.action,
          entity: row.entity,
          entityId: row.entity_id,
          ...(row.before_json === null ? {} : { before: JSON.parse(row.before_json) as unknown }),
          ...(row.after_json === null ? {} : { after: JSON.parse(row.after_json) as unknown }),
          ...(index === 0 ? { after: { title: 'något helt annat' } } : {}),
        })
      }
      const walk = walkChain(db, kept)
      for (let step = walk.next(); ; step = walk.next()) {
        if (!step.done) continue
        for (const [seq, hash] of step.value.hashes) hashes.set(seq, hash)
        break
      }
    })
    expect(report.broken).toBeNull()
    expect(kept.map((seq) => hashes.get(seq) === whole[seq - 1]?.hash)).toEqual([true, false, false])
  })
})
