import { runInput } from '../testing/importFile.ts'
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { damagePage } from '../testing/damage.ts'
import { registerIncident } from '../testing/registerIncident.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fileThread } from './fileThread.ts'
import { layIncoming } from './incoming.ts'

const thread = fileThread(join(import.meta.dirname, '../entry.ts'))

let workspace: TestWorkspace
afterEach(() => workspace.close())

const folder = () => copiesFolder(workspace.path)
const titles = async () => (await workspace.call('incident.list', {})).rows.map(({ title }) => title).sort()
/** What lies beside the workspace, but the folder of copies. */
const beside = () =>
  readdirSync(workspace.folder)
    .filter((name) => name.startsWith('test.lardom') && !name.endsWith('-kopior'))
    .sort()
const restoreClosed = (copy: string, passphrase = TEST_PASSPHRASE) =>
  workspace.callRaw('backup.restore-closed', { path: workspace.path, copy, passphrase })
const kept = () => readdirSync(folder()).filter((name) => name.includes(' ersatt'))

/** A workspace with one incident, a copy of it, and then another incident. */
async function withCopy(options: Parameters<typeof openTestWorkspace>[0] = {}): Promise<string> {
  workspace = await openTestWorkspace({ now: '2026-11-22T12:00:00Z', ...options })
  await registerIncident(workspace, 'Före')
  const { name } = await workspace.call('backup.make', {})
  await registerIncident(workspace, 'Efter')
  return name
}

describe('a wrong passphrase for a copy', () => {
  it('leaves a trace as one for the workspace does, at work and at the gate', async () => {
    const copy = await withCopy()
    const wrong = 'fel ord om fel hav'
    const refused = { ok: false, error: { code: 'BACKUP_PASSPHRASE' } }
    expect(await workspace.callRaw('backup.restore', { copy, passphrase: wrong })).toMatchObject(refused)
    const last = () =>
      workspace.db().get('SELECT action, after_json FROM audit_log ORDER BY seq DESC LIMIT 1')
    expect(last()).toMatchObject({ action: 'account.wrong-passphrase' })
    await workspace.call('account.lock', {})
    expect(await restoreClosed(copy, wrong)).toMatchObject(refused)
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(last()).toEqual({
      action: 'upplåst',
      after_json: '{"openedWith":"passphrase","failedBefore":1}',
    })
  })
})

describe('a copy put in the place of the open workspace', () => {
  it.each([
    ['with a thread', { fileThread: thread }],
    ['without one', {}],
  ])(
    '%s brings back what it held, keeps what was there, and says so in its own log',
    async (_how, options) => {
      const copy = await withCopy(options)
      const info = await workspace.call('backup.restore', { copy, passphrase: TEST_PASSPHRASE })
      expect(info).toMatchObject({ fileName: 'test.lardom', accountName: 'Test Chefläkare' })
      expect(workspace.events.at(-1)).toEqual({ name: 'restored' })
      expect(await titles()).toEqual(['Före'])
      const row = workspace
        .db()
        .get("SELECT entity_id, account_name, after_json FROM audit_log WHERE action = 'backup.restore'")
      expect(row).toEqual({
        entity_id: copy,
        account_name: 'Test Chefläkare',
        after_json: '{"kept":"test 2026-11-22 130000 ersatt.lardom"}',
      })
      expect((await workspace.call('account.verify', {})).ok).toBe(true)
      expect(beside()).toEqual([
        'test.lardom',
        'test.lardom-las',
        'test.lardom-nycklar',
        'test.lardom-shm',
        'test.lardom-wal',
      ])

      // And what was there can be brought back the same way.
      const { copies } = await workspace.call('backup.list', {})
      const replaced = copies.find(({ reason }) => reason === 'ersatt')
      await workspace.call('backup.restore', { copy: replaced?.name ?? '', passphrase: TEST_PASSPHRASE })
      expect(await titles()).toEqual(['Efter', 'Före'])
      expect(workspace.faults).toEqual([])
    },
  )

  it('is refused with nothing changed for a wrong passphrase, a damaged copy, one that is gone, and a name outside', async () => {
    const copy = await withCopy()
    const refusal = async (name: string, passphrase = TEST_PASSPHRASE) => {
      const result = await workspace.callRaw('backup.restore', { copy: name, passphrase })
      expect(beside().filter((file) => file.includes('aterst'))).toEqual([])
      expect(kept()).toEqual([])
      expect(await titles()).toEqual(['Efter', 'Före'])
      return result.ok ? 'ok' : result.error.code
    }
    expect(await refusal(copy, 'fel fras helt och hållet')).toBe('BACKUP_PASSPHRASE')
    expect(await refusal('../test.lardom')).toBe('NOT_FOUND')
    expect(await refusal('test 2020-01-01 000000 for-hand.lardom')).toBe('NOT_FOUND')
    damagePage(join(folder(), copy))
    expect(await refusal(copy)).toBe('BACKUP_UNUSABLE')
    rmSync(join(folder(), copy))
    expect(await refusal(copy)).toBe('NOT_FOUND')
    expect(workspace.faults).toEqual([])
  })

  it('is refused for an account that is neither administrator nor chefläkare in the copy', async () => {
    const copy = await withCopy()
    workspace.db().run("DELETE FROM account_grant WHERE role = 'administrator'")
    workspace.db().run("UPDATE account_grant SET role = 'handlaggare'")
    const { name } = await workspace.call('backup.make', {})
    await workspace.call('account.lock', {})
    expect(await restoreClosed(name)).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    expect(kept()).toEqual([])
    expect(await restoreClosed(copy)).toMatchObject({ ok: true })
  })

  it('is done once, however often it is asked for at the same time', async () => {
    const copy = await withCopy({ fileThread: thread })
    const ask = () => workspace.callRaw('backup.restore', { copy, passphrase: TEST_PASSPHRASE })
    const answers = await Promise.all([ask(), ask()])
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(['ok', 'RULE'])
    expect(await titles()).toEqual(['Före'])
    expect(kept().filter((name) => name.endsWith('.lardom'))).toHaveLength(1)
    expect(workspace.faults).toEqual([])
  })

  it('ends the other work under way before the file is closed', async () => {
    const copy = await withCopy()
    const source = join(import.meta.dirname, '../example/data/lexmaria.csv')
    const [restored, imported] = await Promise.all([
      workspace.callRaw('backup.restore', { copy, passphrase: TEST_PASSPHRASE }),
      workspace.callRaw('transfer.run', runInput(source)),
    ])
    expect(restored.ok).toBe(true)
    expect(imported.ok || ['CANCELLED', 'LOCKED'].includes(imported.error.code)).toBe(true)
    expect(await titles()).toEqual(['Före'])
    expect(workspace.faults).toEqual([])
  })

  it('is refused for a passphrase that is two accounts’, who are not told apart', async () => {
    workspace = await openTestWorkspace()
    const added = await workspace.call('account.add', {
      name: 'Någon Annan',
      title: '',
      grants: [{ role: 'lasare', forvaltningId: null }],
    })
    await workspace.call('account.lock', {})
    await workspace.call('account.unlock', { path: workspace.path, passphrase: added.temporaryPassphrase })
    await workspace.call('account.change-passphrase', {
      current: added.temporaryPassphrase,
      next: TEST_PASSPHRASE,
    })
    workspace.actAs('administrator')
    const { name } = await workspace.call('backup.make', {})
    await workspace.call('account.lock', {})
    expect(await restoreClosed(name)).toMatchObject({ error: { code: 'WHICH_ACCOUNT' } })
    expect(kept()).toEqual([])
  })

  it('is not begun when the person changes their mind', async () => {
    const copy = await withCopy()
    const stop = new AbortController()
    stop.abort()
    const laying = layIncoming({
      path: workspace.path,
      copy: join(folder(), copy),
      passphrase: TEST_PASSPHRASE,
      newest: 99,
      thread: undefined,
      signal: stop.signal,
    })
    await expect(laying).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(beside().filter((file) => file.includes('aterst'))).toEqual([])
  })
})

describe('at the gate', () => {
  it('the copies are listed for a workspace that is damaged, gone, or whose copy was chosen', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    const listed = (path: string) => workspace.call('backup.list-closed', { path })
    expect(await listed(workspace.path)).toMatchObject({
      workspace: 'test.lardom',
      present: true,
      keyrings: 1,
      copies: [{ name: copy, reason: 'for-hand' }],
    })
    rmSync(workspace.path)
    rmSync(`${workspace.path}-nycklar`)
    expect(await listed(workspace.path)).toMatchObject({ present: false, copies: [{ name: copy }] })
    expect(await listed(join(folder(), copy))).toMatchObject({
      workspace: 'test.lardom',
      copies: [{ name: copy }],
    })
    expect(await listed(join(workspace.folder, 'annan.lardom'))).toMatchObject({ copies: [], keyrings: 0 })
  })

  it('a copy takes the place of a workspace damaged anywhere, and the damaged one is kept to the byte', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    const whole = readFileSync(workspace.path)
    const pages = whole.length / 4096
    const places = fc.sample(fc.integer({ min: 0, max: pages - 1 }), 4)
    for (const page of [0, ...places]) {
      writeFileSync(workspace.path, whole)
      damagePage(workspace.path, page)
      const damaged = readFileSync(workspace.path)
      const before = kept()
      expect((await restoreClosed(copy)).ok, `page ${page}`).toBe(true)
      expect(await titles()).toEqual(['Före'])
      await workspace.call('account.lock', {})
      const added = kept().find((name) => name.endsWith('.lardom') && !before.includes(name))
      expect(readFileSync(join(folder(), added ?? '')).equals(damaged)).toBe(true)
    }
    expect(workspace.faults).toEqual([])
  })

  it('a copy takes the place of a workspace that is gone, keyring and all', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    for (const end of ['', '-nycklar', '-las']) rmSync(`${workspace.path}${end}`, { force: true })
    expect((await restoreClosed(copy)).ok).toBe(true)
    expect(await titles()).toEqual(['Före'])
    expect(kept()).toEqual([])
  })

  it('a copy without its own keyring is opened by the workspace’s', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    rmSync(join(folder(), `${copy}-nycklar`))
    expect((await restoreClosed(copy)).ok).toBe(true)
    expect(await titles()).toEqual(['Före'])
    // With no keyring at all there is nothing to open it with, and that is said.
    await workspace.call('account.lock', {})
    rmSync(`${workspace.path}-nycklar`)
    expect(await restoreClosed(copy)).toMatchObject({ error: { code: 'BACKUP_UNUSABLE' } })
    expect(existsSync(workspace.path)).toBe(true)
  })

  it('a workspace that is open elsewhere is not touched', async () => {
    const copy = await withCopy()
    const other = await openTestWorkspace({ create: false })
    try {
      expect(
        await other.callRaw('backup.restore-closed', {
          path: workspace.path,
          copy,
          passphrase: TEST_PASSPHRASE,
        }),
      ).toMatchObject({ error: { code: 'WORKSPACE_IN_USE' } })
      expect(await titles()).toEqual(['Efter', 'Före'])
    } finally {
      other.close()
    }
  })

  it('the recovery key of the copy may restore it', async () => {
    workspace = await openTestWorkspace({ create: false })
    const { recoveryKey } = await workspace.call('account.create', {
      path: workspace.path,
      name: 'Ny',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    const { name } = await workspace.call('backup.make', {})
    await workspace.call('account.lock', {})
    expect((await restoreClosed(name, recoveryKey.toLowerCase())).ok).toBe(true)
  })
})

describe('a restore that is cut off', () => {
  const STEPS = [
    'intent',
    'log aside',
    'database aside',
    'keyring aside',
    'keyring in place',
    'database in place',
  ]

  it.each(STEPS)('after ”%s” is finished by whoever opens the workspace next', async (step) => {
    const copy = await withCopy()
    // The workspace as a crash leaves it: with a log of its own beside it.
    const { path } = workspace
    for (const end of ['', '-wal', '-nycklar'])
      copyFileSync(`${path}${end}`, join(workspace.folder, `k${end}`))
    await workspace.call('account.lock', {})
    for (const end of ['', '-wal', '-nycklar'])
      copyFileSync(join(workspace.folder, `k${end}`), `${path}${end}`)
    const old = new Map(['', '-wal', '-nycklar'].map((end) => [end, readFileSync(`${path}${end}`)]))
    await layIncoming({
      path,
      copy: join(folder(), copy),
      passphrase: TEST_PASSPHRASE,
      newest: 99,
      thread: undefined,
      signal: new AbortController().signal,
    })
    const name = 'test 2026-11-22 140000 ersatt.lardom'
    const killed = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'crashRestore.ts'), path, copy, name, step],
      { encoding: 'utf8' },
    )
    expect({ signal: killed.signal, said: killed.stderr }).toEqual({ signal: 'SIGKILL', said: '' })
    expect(killed.stdout.trim().split('\n').at(-1)).toBe(step)

    await workspace.call('account.unlock', { path, passphrase: TEST_PASSPHRASE })
    expect(await titles()).toEqual(['Före'])
    expect((await workspace.call('account.verify', {})).ok).toBe(true)
    expect(workspace.db().get("SELECT entity_id FROM audit_log WHERE action = 'backup.restore'")).toEqual({
      entity_id: copy,
    })
    expect(beside().filter((file) => file.includes('aterst'))).toEqual([])
    for (const [end, bytes] of old) {
      const now = readFileSync(join(folder(), `${name}${end}`))
      expect({ end, same: now.equals(bytes) }).toEqual({ end, same: true })
    }
    // It is noted once.
    await workspace.call('account.lock', {})
    await workspace.call('account.unlock', { path, passphrase: TEST_PASSPHRASE })
    expect(workspace.db().value("SELECT count(*) FROM audit_log WHERE action = 'backup.restore'")).toBe(1)
    // What was replaced, with its log, can be brought back whole.
    await workspace.call('backup.restore', { copy: name, passphrase: TEST_PASSPHRASE })
    expect(await titles()).toEqual(['Efter', 'Före'])
    expect(workspace.faults).toEqual([])
  })

  it('before anything was changed is forgotten', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    copyFileSync(join(folder(), copy), `${workspace.path}-aterstalls`)
    writeFileSync(`${workspace.path}-aterstallning.tmp`, '{"cop')
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(await titles()).toEqual(['Efter', 'Före'])
    expect(beside().filter((file) => file.includes('aterst'))).toEqual([])
  })

  it('whose incoming files somebody removed puts the old ones back', async () => {
    const copy = await withCopy()
    await workspace.call('account.lock', {})
    const name = 'test 2026-11-22 140000 ersatt.lardom'
    const args = [join(import.meta.dirname, 'crashRestore.ts'), workspace.path, copy, name, 'keyring aside']
    await layIncoming({
      path: workspace.path,
      copy: join(folder(), copy),
      passphrase: TEST_PASSPHRASE,
      newest: 99,
      thread: undefined,
      signal: new AbortController().signal,
    })
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL')
    expect(existsSync(workspace.path)).toBe(false)
    for (const end of ['', '-nycklar']) rmSync(`${workspace.path}-aterstalls${end}`)
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(await titles()).toEqual(['Efter', 'Före'])
  })
})

describe('a keyring that is damaged or gone', () => {
  it.each(['damaged', 'gone'])(
    'when %s is fetched from the copies, and the workspace opens as it was',
    async (how) => {
      await withCopy()
      await workspace.call('account.lock', {})
      const keyring = `${workspace.path}-nycklar`
      if (how === 'gone') rmSync(keyring)
      else writeFileSync(keyring, 'trasig')
      const rescue = (passphrase: string) =>
        workspace.callRaw('backup.rescue-keyring', { path: workspace.path, passphrase })
      expect(await rescue('fel fras helt och hållet')).toMatchObject({ error: { code: 'NO_KEYRING_COPY' } })
      expect((await rescue(TEST_PASSPHRASE)).ok).toBe(true)
      expect(await titles()).toEqual(['Efter', 'Före'])
      expect(
        workspace.db().value("SELECT count(*) FROM audit_log WHERE action = 'backup.rescue-keyring'"),
      ).toBe(1)
      // Even what is damaged is kept.
      expect(kept().map((name) => readFileSync(join(folder(), name), 'utf8'))).toEqual(
        how === 'damaged' ? ['trasig'] : [],
      )
      expect(workspace.faults).toEqual([])
    },
  )

  it('is not taken from another workspace', async () => {
    await withCopy()
    const other = await openTestWorkspace()
    const { name } = await other.call('backup.make', {})
    for (const file of readdirSync(folder())) rmSync(join(folder(), file))
    for (const end of ['', '-nycklar']) {
      copyFileSync(join(copiesFolder(other.path), `${name}${end}`), join(folder(), `${name}${end}`))
    }
    other.close()
    await workspace.call('account.lock', {})
    rmSync(`${workspace.path}-nycklar`)
    expect(
      await workspace.callRaw('backup.rescue-keyring', { path: workspace.path, passphrase: TEST_PASSPHRASE }),
    ).toMatchObject({ error: { code: 'NO_KEYRING_COPY' } })
    expect(existsSync(`${workspace.path}-nycklar`)).toBe(false)
  })
})
