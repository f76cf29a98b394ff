import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { openForRekey } from './connection.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

describe('a workspace that a crash left in the middle of a write', () => {
  it('is rolled back where it was not yet in WAL mode, and opened', async () => {
    await workspace.call('account.draft-save', { key: 'k', body: 'Före kraschen' })
    const key = Buffer.from(workspace.state().workspace?.file.dataKey ?? [])
    await workspace.call('account.lock', {})

    // As when a copy has just taken the workspace's place: not yet in WAL mode, and in the middle of a write.
    const { raw } = openForRekey(workspace.path, key)
    raw.pragma('journal_mode = DELETE')
    raw.pragma('cache_size = 1')
    raw.exec('BEGIN IMMEDIATE')
    raw.prepare('UPDATE draft SET body = ?').run('ord '.repeat(100_000))
    const crashed = join(workspace.folder, 'krasch.lardom')
    for (const suffix of ['', '-journal', '-nycklar']) {
      copyFileSync(`${workspace.path}${suffix}`, `${crashed}${suffix}`)
    }
    raw.exec('ROLLBACK')
    raw.close()

    const result = await workspace.callRaw('account.unlock', { path: crashed, passphrase: TEST_PASSPHRASE })
    expect(result).toMatchObject({ ok: true })
    expect((await workspace.call('account.draft-get', { key: 'k' }))?.body).toBe('Före kraschen')
    expect(workspace.db().raw.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(workspace.faults).toEqual([])
  })

  it('is tidied of a keyring that was being written', async () => {
    await workspace.call('account.lock', {})
    const unfinished = `${workspace.path}-nycklar.tmp`
    writeFileSync(unfinished, '{"format":"lardom-ny')
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(existsSync(unfinished)).toBe(false)
  })
})
