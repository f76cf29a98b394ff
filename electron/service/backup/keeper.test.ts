import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { damagePage } from '../testing/damage.ts'
import { registerIncident } from '../testing/registerIncident.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fileThread } from './fileThread.ts'

const thread = fileThread(join(import.meta.dirname, '../entry.ts'))
const AUTOMATIC = { now: '2026-11-22T08:00:00Z', automaticBackups: true, afterOpening: 20 }

let workspace: TestWorkspace
afterEach(() => workspace.close())

const copies = async () => (await workspace.call('backup.list', {})).copies
const reasons = async () => (await copies()).map(({ at, reason }) => `${at.slice(11, 16)} ${reason}`)
const tick = () => workspace.state().backups.tick()
const named = (name: string) => workspace.events.filter((event) => event.name === name)

async function reopen(): Promise<void> {
  await workspace.call('account.lock', {})
  await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
}
/** Long enough for a copy after opening to have been begun, and then until it is done. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60))
  await workspace.state().backups.idle()
}

describe('copies that are made by themselves', () => {
  it.each([
    ['in a thread', { fileThread: thread }],
    ['in the service itself', {}],
  ])(
    '%s: one at opening when something has changed since the last, none when nothing has',
    async (_how, options) => {
      workspace = await openTestWorkspace({ ...AUTOMATIC, ...options })
      await vi.waitFor(async () => expect(await reasons()).toEqual(['09:00 vid-oppning']), { timeout: 5000 })

      workspace.setNow('2026-11-22T08:10:00Z')
      await reopen()
      await settle()
      expect(await copies()).toHaveLength(1)

      await registerIncident(workspace, 'Ny')
      workspace.setNow('2026-11-22T10:10:00Z')
      await reopen()
      await vi.waitFor(
        async () => expect(await reasons()).toEqual(['11:10 vid-oppning', '09:00 vid-oppning']),
        { timeout: 5000 },
      )
      expect(workspace.faults).toEqual([])
    },
  )

  it('come each hour with changes, by the clock and not by the timer', async () => {
    workspace = await openTestWorkspace(AUTOMATIC)
    await settle()
    expect(await reasons()).toEqual(['09:00 vid-oppning'])
    const at = async (time: string, change?: string) => {
      workspace.setNow(`2026-11-22T${time}:00Z`)
      if (change !== undefined) await registerIncident(workspace, change)
      await tick()
      return reasons()
    }
    expect(await at('08:59', 'Tidig')).toHaveLength(1)
    expect(await at('09:00')).toEqual(['10:00 varje-timme', '09:00 vid-oppning'])
    // An hour without changes.
    expect(await at('10:30')).toHaveLength(2)
    // A draft is a change too, though it leaves no row in the log.
    await workspace.call('account.draft-save', { key: 'handelse/ny', body: 'Skriver ännu' })
    expect(await at('11:29')).toHaveLength(2)
    expect(await at('11:30')).toHaveLength(3)
    // The computer slept for two days: one copy, not forty-eight.
    workspace.setNow('2026-11-24T07:00:00Z')
    await registerIncident(workspace, 'Efter sömnen')
    await tick()
    await tick()
    expect(await copies()).toHaveLength(4)
    expect(workspace.faults).toEqual([])
  })

  it('go on when the clock is turned back, and none of the earlier ones is lost', async () => {
    workspace = await openTestWorkspace(AUTOMATIC)
    await settle()
    workspace.setNow('2026-11-22T09:30:00Z')
    await registerIncident(workspace, 'Rätt klocka')
    await tick()
    const before = (await copies()).map(({ name }) => name)
    expect(before).toHaveLength(2)
    workspace.setNow('2026-01-20T00:00:00Z')
    await registerIncident(workspace, 'Fel klocka')
    await tick()
    const after = (await copies()).map(({ name }) => name)
    expect(after).toHaveLength(3)
    expect(after).toEqual(expect.arrayContaining(before))
  })

  it('are not made in the terminal or of a workspace that was locked before its turn', async () => {
    workspace = await openTestWorkspace({ ...AUTOMATIC, automaticBackups: false })
    workspace.setNow('2026-11-23T08:00:00Z')
    await registerIncident(workspace, 'Ny')
    await tick()
    await settle()
    expect(existsSync(copiesFolder(workspace.path))).toBe(false)
    workspace.close()

    workspace = await openTestWorkspace(AUTOMATIC)
    await workspace.call('account.lock', {})
    await settle()
    await tick()
    expect(existsSync(copiesFolder(workspace.path))).toBe(false)
    expect(workspace.faults).toEqual([])
  })

  it('that cannot be made are told, logged and listed until one can, and the work goes on', async () => {
    workspace = await openTestWorkspace({ ...AUTOMATIC, create: false })
    // Where the folder should be there is a file.
    writeFileSync(copiesFolder(workspace.path), '')
    await workspace.call('account.create', {
      path: workspace.path,
      name: 'Ny',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    await vi.waitFor(() => expect(named('backup-failed')).toHaveLength(1))
    expect(named('backup-failed')[0]).toMatchObject({
      message: expect.stringMatching(/^Säkerhetskopian kunde inte göras\..*sparas som vanligt/) as unknown,
    })
    expect(workspace.faults).toHaveLength(1)
    await registerIncident(workspace, 'Arbetet går vidare')
    const refused = await workspace.callRaw('backup.make', {})
    expect(refused).toMatchObject({ ok: false, error: { code: 'BACKUP_FAILED' } })

    rmSync(copiesFolder(workspace.path))
    expect((await workspace.call('backup.list', {})).problem).toMatch(/kunde inte göras/)
    workspace.setNow('2026-11-22T09:00:00Z')
    await tick()
    expect(named('backup-made')).toHaveLength(1)
    expect(await workspace.call('backup.list', {})).toMatchObject({ problem: null, copies: [{}] })
  })

  it('are thinned as they are made', async () => {
    workspace = await openTestWorkspace(AUTOMATIC)
    await settle()
    for (let n = 1; n <= 30; n++) {
      workspace.setNow(new Date(Date.parse('2026-11-22T08:00:00Z') + n * 3_600_000).toISOString())
      await registerIncident(workspace, `Timme ${n}`)
      await tick()
    }
    // The last 24 hours, of which some are the day before.
    expect(await copies()).toHaveLength(24)
    expect(readdirSync(copiesFolder(workspace.path))).toHaveLength(48)
  })
})

describe('the open file', () => {
  it('is read through once a day beside the work, and damage is told', async () => {
    workspace = await openTestWorkspace({ now: '2026-11-22T08:00:00Z', fileThread: thread })
    await registerIncident(workspace, 'Ett')
    workspace.db().raw.pragma('wal_checkpoint(TRUNCATE)')
    workspace.setNow('2026-11-23T07:59:00Z')
    await tick()
    damagePage(workspace.path)
    await tick()
    expect(named('damaged')).toEqual([])
    workspace.setNow('2026-11-23T08:00:00Z')
    await tick()
    expect(named('damaged')).toHaveLength(1)
    // Told once a day, not at every look at the clock.
    await tick()
    expect(named('damaged')).toHaveLength(1)
  })

  it('that is damaged is told as such when it should be copied, and no damaged copy is kept', async () => {
    workspace = await openTestWorkspace(AUTOMATIC)
    await settle()
    const before = await copies()
    await registerIncident(workspace, 'Ett')
    workspace.db().raw.pragma('wal_checkpoint(TRUNCATE)')
    for (let page = 20; page < 60; page++) damagePage(workspace.path, page)
    workspace.db().raw.pragma('shrink_memory')
    workspace.setNow('2026-11-22T09:00:00Z')
    await tick()
    expect(named('damaged')).toHaveLength(1)
    expect(named('backup-failed')).toEqual([])
    expect(readdirSync(copiesFolder(workspace.path)).filter((name) => name.endsWith('.lardom'))).toEqual(
      before.map(({ name }) => name),
    )
  })
})
