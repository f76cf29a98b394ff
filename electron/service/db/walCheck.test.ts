import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { openEncrypted } from './connection.ts'
import type { Db } from './database.ts'
import { readWalState } from './walCheck.ts'

const FRAME = 4096 + 24
const HEADER = 32

let folder: string
let path: string
let db: Db
const key = randomBytes(32)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-logg-'))
  path = join(folder, 'a.lardom')
  db = openEncrypted(path, key, { create: true })
  db.raw.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  db.raw.pragma('wal_checkpoint(TRUNCATE)')
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A change of several pages. */
const write = (text: string) =>
  db.run('INSERT INTO note (text) VALUES (?)', [`${text} ${'ord '.repeat(3000)}`])
/** How many frames the log holds. */
const frames = () => (readFileSync(`${path}-wal`).length - HEADER) / FRAME

/** The file as it lies now, with its log changed. */
function copyWith(change: (log: Buffer) => Buffer): string {
  const copy = join(folder, 'kopia.lardom')
  copyFileSync(path, copy)
  writeFileSync(`${copy}-wal`, change(readFileSync(`${path}-wal`)))
  return copy
}

const stateWith = (change: (log: Buffer) => Buffer) => readWalState(copyWith(change))
const flipAt = (at: number) => (log: Buffer) => {
  log[at] = (log[at] ?? 0) ^ 1
  return log
}
const inFrame = (frame: number, byte: number) => HEADER + frame * FRAME + byte

describe('the log beside the file', () => {
  it('is whole where there is none, where it is empty, and after whole changes', () => {
    expect(readWalState(join(folder, 'finns-inte.lardom'))).toBe('whole')
    expect(readWalState(path)).toBe('whole')
    write('ett')
    write('två')
    expect(readWalState(path)).toBe('whole')
  })

  it('is whole also where a process was killed in the middle of a change', () => {
    write('ett')
    const first = frames()
    write('två')
    for (let kept = first * FRAME; kept < frames() * FRAME; kept += 1000) {
      expect(stateWith((log) => log.subarray(0, HEADER + kept))).toBe('whole')
    }
  })

  it('is whole when it is begun anew over what has been moved into the file', () => {
    for (let round = 0; round < 3; round++) {
      for (let note = 0; note < 4 - round; note++) write(`varv ${round}`)
      db.raw.pragma('wal_checkpoint(RESTART)')
    }
    write('över det gamla')
    expect(frames()).toBeGreaterThan(6)
    expect(readWalState(path)).toBe('whole')
  })

  it('is cut where the last change is broken: a power cut leaves that, and so does damage', () => {
    write('ett')
    const first = frames()
    write('två')
    for (let frame = first; frame < frames(); frame++) {
      for (const byte of [0, 5, 9, 17, 100, FRAME - 1]) {
        expect(stateWith(flipAt(inFrame(frame, byte)))).toBe('cut')
      }
    }
  })

  it('is damaged where others were made after the broken one', () => {
    for (const text of ['ett', 'två', 'tre']) write(text)
    for (const byte of [0, 5, 9, 17, 100, FRAME - 1]) {
      expect(stateWith(flipAt(inFrame(0, byte)))).toBe('damaged')
    }
    expect(stateWith(flipAt(4))).toBe('damaged')
    expect(stateWith(flipAt(17))).toBe('damaged')
  })

  it('is never whole when reading it loses what it held', () => {
    for (const text of ['ett', 'två', 'tre', 'fyra']) write(text)
    const rows = (file: string) => {
      const copy = openEncrypted(file, key)
      try {
        return copy.all('SELECT id, length(text) FROM note')
      } finally {
        copy.close()
      }
    }
    const all = db.all('SELECT id, length(text) FROM note')
    const length = readFileSync(`${path}-wal`).length
    fc.assert(
      fc.property(
        fc.array(fc.nat(length - 1), { minLength: 1, maxLength: 4 }),
        fc.nat(254),
        (places, noise) => {
          const copy = copyWith((log) => {
            for (const at of places) log[at] = (log[at] ?? 0) ^ (noise + 1)
            return log
          })
          expect(readWalState(copy) !== 'whole' || isDeepStrictEqual(rows(copy), all)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a workspace with such a log', () => {
  let workspace: TestWorkspace
  beforeEach(async () => {
    workspace = await openTestWorkspace()
  })
  afterEach(() => workspace.close())

  /** As a crash left it: the file and its log, with a byte of the log changed. */
  async function crashed(place: (frameCount: number) => number): Promise<string> {
    for (const body of ['ett', 'två', 'tre']) await workspace.call('account.draft-save', { key: 'k', body })
    const copy = join(workspace.folder, 'krasch.lardom')
    for (const suffix of ['', '-wal', '-nycklar'])
      copyFileSync(`${workspace.path}${suffix}`, `${copy}${suffix}`)
    const log = readFileSync(`${copy}-wal`)
    writeFileSync(`${copy}-wal`, flipAt(inFrame(place((log.length - HEADER) / FRAME), 200))(log))
    await workspace.call('account.lock', {})
    return copy
  }
  const unlock = (copy: string) =>
    workspace.callRaw('account.unlock', { path: copy, passphrase: TEST_PASSPHRASE })

  it('is refused as damaged and left as it was, when changes that were answered are broken', async () => {
    const copy = await crashed(() => 0)
    const before = readFileSync(`${copy}-wal`)
    expect(await unlock(copy)).toMatchObject({
      ok: false,
      error: { code: 'DB_DAMAGED', message: expect.stringContaining('de senaste ändringarna') as unknown },
    })
    expect(readFileSync(`${copy}-wal`)).toEqual(before)
  })

  it('opens with what is whole, and says and notes that the last change is not there', async () => {
    const copy = await crashed((count) => count - 1)
    expect(await unlock(copy)).toMatchObject({ ok: true })
    expect(workspace.events.find(({ name }) => name === 'cut-short')).toMatchObject({
      message: expect.stringContaining('Kontrollera det du sparade sist') as unknown,
    })
    expect((await workspace.call('account.draft-get', { key: 'k' }))?.body).toBe('två')
    expect(
      workspace
        .db()
        .value("SELECT after_json FROM audit_log WHERE action = 'upplåst' ORDER BY seq DESC LIMIT 1"),
    ).toContain('"cutShort":true')
    // Once.
    workspace.events.length = 0
    await workspace.call('account.lock', {})
    expect(await unlock(copy)).toMatchObject({ ok: true })
    expect(workspace.events.filter(({ name }) => name === 'cut-short')).toEqual([])
    expect(workspace.faults).toEqual([])
  })
})
