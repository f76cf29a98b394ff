import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { registerIncident } from '../testing/registerIncident.ts'
import { mountSmallDisk } from '../testing/smallDisk.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'

// Elsewhere a full disk is tried with SQLite's own limit of pages (db/migrate.test.ts).
const disk = mountSmallDisk(48)

let workspace: TestWorkspace
let path: string
beforeEach(async () => {
  if (!disk) return
  disk.free()
  const folder = join(disk.folder, String(readdirSync(disk.folder).length))
  mkdirSync(folder)
  path = join(folder, 'Ytan.lardom')
  workspace = await openTestWorkspace({ create: false, now: '2026-11-22T12:00:00Z' })
  await workspace.call('account.create', {
    path,
    name: 'Ytan',
    accountName: 'Å. Ö.',
    passphrase: TEST_PASSPHRASE,
  })
  await registerIncident(workspace, 'Före')
})
afterEach(() => workspace.close())
afterAll(() => disk?.remove())

const titles = async () => (await workspace.call('incident.list', {})).rows.map(({ title }) => title).sort()

describe.skipIf(disk === null)('a disk that is full', () => {
  it('gets no copy that would take the room the work needs; that is said, and the work goes on', async () => {
    expect((await workspace.callRaw('backup.make', {})).ok).toBe(true)
    disk?.fill()
    const refused = await workspace.callRaw('backup.make', {})
    expect(refused).toMatchObject({ ok: false, error: { code: 'BACKUP_FAILED' } })
    expect(refused.ok ? '' : refused.error.message).toMatch(/Disken är full.*sparas som vanligt/)
    expect(readdirSync(copiesFolder(path)).filter((file) => file.startsWith('.'))).toEqual([])
    disk?.free()
    await registerIncident(workspace, 'Efter')
    expect(await titles()).toEqual(['Efter', 'Före'])
    expect(workspace.faults).toEqual([])
  })

  it('refuses a write whole, says so, and takes it when there is room', async () => {
    disk?.fill()
    const write = () =>
      workspace.callRaw('account.draft-save', { key: 'handelse/ny', body: 'Lång text. '.repeat(20_000) })
    expect(await write()).toMatchObject({ ok: false, error: { code: 'DISK_FULL', retry: true } })
    expect(await titles()).toEqual(['Före'])
    disk?.free()
    expect((await write()).ok).toBe(true)
    expect((await workspace.call('account.verify', {})).ok).toBe(true)
  })

  it('refuses a restore before anything is touched', async () => {
    const { name } = await workspace.call('backup.make', {})
    await registerIncident(workspace, 'Efter')
    disk?.fill()
    const result = await workspace.callRaw('backup.restore', { copy: name, passphrase: TEST_PASSPHRASE })
    expect(result).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } })
    expect(await titles()).toEqual(['Efter', 'Före'])
    expect(existsSync(`${path}-aterstalls`)).toBe(false)
    disk?.free()
    expect((await workspace.callRaw('backup.restore', { copy: name, passphrase: TEST_PASSPHRASE })).ok).toBe(
      true,
    )
    expect(await titles()).toEqual(['Före'])
  })
})

describe.skipIf(disk === null)('a disk that can only be read', () => {
  it('is told in words when a workspace on it is opened, and nothing is left behind', async () => {
    await workspace.call('account.lock', {})
    disk?.readOnly()
    const before = readdirSync(join(path, '..'))
    const result = await workspace.callRaw('account.unlock', { path, passphrase: TEST_PASSPHRASE })
    expect(result).toMatchObject({ ok: false, error: { code: 'NO_PERMISSION' } })
    expect(result.ok ? '' : result.error.message).toContain('Ytan.lardom')
    expect(readdirSync(join(path, '..'))).toEqual(before)
    expect(workspace.faults).toEqual([])
  })
})
