import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import type { LardomError } from '../../../shared/rpc/error.ts'
import { listCopies } from '../backup/copies.ts'
import { supportedVersion, type Migration } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { closeWorkspaceFile, createWorkspaceFile, openWorkspaceFile } from './workspaceFile.ts'

const PASSPHRASE = 'fyra små ord om havet'
const account = { id: 'konto', passphrase: PASSPHRASE }
const credential = { kind: 'passphrase', secret: PASSPHRASE } as const
/** The format after the newest. */
const NEXT = supportedVersion(migrations) + 1

const second: Migration = {
  version: NEXT,
  name: 'extra',
  sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;',
}
const options = (steps: readonly Migration[]) => ({
  migrations: steps,
  appVersion: '9.9.9',
  now: () => new Date('2026-02-01T11:00:00Z'),
})

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-format-'))
  path = join(folder, 'a.lardom')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function make(steps: readonly Migration[]): Promise<void> {
  closeWorkspaceFile(await createWorkspaceFile(path, account, options(steps)))
}
async function openCode(steps: readonly Migration[]): Promise<string> {
  try {
    closeWorkspaceFile(await openWorkspaceFile(path, credential, options(steps)))
    return 'ok'
  } catch (error) {
    return (error as LardomError).code
  }
}

/** Every byte of the workspace's files. The lock's file is empty and says nothing. */
function everything(): Record<string, string> {
  const names = readdirSync(folder).filter(
    (name) => name.startsWith(basename(path)) && !name.endsWith('-las'),
  )
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))
}

describe('the format', () => {
  it('is raised one step at a time, after a verified copy that opens with the same passphrase', async () => {
    await make(migrations)
    const opened = await openWorkspaceFile(path, credential, options([...migrations, second]))
    expect(opened.db.raw.pragma('user_version', { simple: true })).toBe(NEXT)
    expect(opened.db.all('SELECT version, name FROM schema_migration ORDER BY version')).toEqual([
      ...migrations.map(({ version, name }) => ({ version, name })),
      { version: NEXT, name: 'extra' },
    ])
    closeWorkspaceFile(opened)
    const copies = listCopies(path)
    expect(copies).toMatchObject([{ reason: 'fore-format', at: '2026-02-01 12:00:00', hasKeyring: true }])
    // Taken out of the folder of copies, it is a workspace like any other.
    const aside = join(folder, 'b.lardom')
    for (const end of ['', '-nycklar']) {
      copyFileSync(join(copiesFolder(path), `${copies[0]?.name}${end}`), `${aside}${end}`)
    }
    const before = await openWorkspaceFile(aside, credential, options(migrations))
    expect(before.db.raw.pragma('user_version', { simple: true })).toBe(NEXT - 1)
    closeWorkspaceFile(before)
  })

  it('of a newer program is refused before anything is written', async () => {
    await make([...migrations, second])
    const before = everything()
    expect(await openCode(migrations)).toBe('DB_FROM_NEWER_APP')
    expect(everything()).toEqual(before)
    expect(await openCode([...migrations, second])).toBe('ok')
  })

  it('of a newer program is left as it was even when that program ended without closing it', async () => {
    const open = await createWorkspaceFile(path, account, options([...migrations, second]))
    // As kill -9 leaves it: the last changes are in the log only.
    for (const end of ['', '-wal', '-nycklar']) copyFileSync(`${path}${end}`, join(folder, `b.lardom${end}`))
    closeWorkspaceFile(open)
    const original = path
    path = join(folder, 'b.lardom')
    const before = everything()
    expect(await openCode(migrations)).toBe('DB_FROM_NEWER_APP')
    expect(everything()).toEqual(before)
    expect(await openCode([...migrations, second])).toBe('ok')
    path = original
  })

  it('stays as it was when a step fails halfway', async () => {
    await make(migrations)
    const broken: Migration = {
      version: NEXT,
      name: 'trasig',
      sql: 'CREATE TABLE halv (id INTEGER) STRICT; CREATE TABLE incident (x INTEGER) STRICT;',
    }
    expect(await openCode([...migrations, broken])).toBe('MIGRATION_FAILED')
    const opened = await openWorkspaceFile(path, credential, options(migrations))
    expect(opened.db.raw.pragma('user_version', { simple: true })).toBe(NEXT - 1)
    expect(opened.db.get("SELECT 1 FROM sqlite_schema WHERE name = 'halv'")).toBeUndefined()
    closeWorkspaceFile(opened)
  })

  it('notices that a merged step was changed afterwards', async () => {
    await make([...migrations, second])
    const changed = { ...second, sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY, x TEXT) STRICT;' }
    expect(await openCode([...migrations, changed])).toBe('DB_DAMAGED')
  })
})

describe('a full disk', () => {
  it('is what is told when a workspace is made or its format raised, and leaves nothing half made', async () => {
    const full: Migration = {
      version: NEXT,
      name: 'full',
      sql: `PRAGMA max_page_count = 1; CREATE TABLE stor (x TEXT) STRICT;
        INSERT INTO stor WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
        SELECT hex(randomblob(2000)) FROM n;`,
    }
    await expect(make([...migrations, full])).rejects.toThrow(/Disken är full/)
    expect(readdirSync(folder)).toEqual([])
    await make(migrations)
    expect(await openCode([...migrations, full])).toBe('DISK_FULL')
    expect(await openCode(migrations)).toBe('ok')
  })

  it('is told in Swedish, and what was stored is kept', async () => {
    const { db } = await createWorkspaceFile(path, account, options(migrations))
    db.run("INSERT INTO workspace (id, uid, name, is_example, created_at) VALUES (1, 'u', 'Kvar', 0, '')")
    const pages = Number(db.raw.pragma('page_count', { simple: true }))
    db.raw.pragma(`max_page_count = ${pages + 2}`)
    expect(() =>
      db.transaction(() => {
        for (let i = 0; i < 200; i++) {
          db.run(
            "INSERT INTO audit_log (at, account_name, action, entity, entity_id, previous_hash, hash) VALUES ('', ?, '', '', '', '', '')",
            ['x'.repeat(4000)],
          )
        }
      }),
    ).toThrow(/full/)
    expect(db.value('SELECT name FROM workspace')).toBe('Kvar')
    expect(db.value('SELECT count(*) FROM audit_log')).toBe(0)
    db.close()
  })
})
