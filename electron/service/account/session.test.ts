import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fileThread } from '../backup/fileThread.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
afterEach(() => workspace.close())

/** The data key of a workspace that is opened and locked again for the purpose. */
async function keyOf(from: TestWorkspace): Promise<Uint8Array> {
  await from.call('account.unlock', { path: from.path, passphrase: TEST_PASSPHRASE })
  const key = Uint8Array.from(from.state().workspace?.file.dataKey ?? [])
  await from.call('account.lock', {})
  return key
}

async function unlockError(path: string, passphrase = TEST_PASSPHRASE) {
  const result = await workspace.callRaw('account.unlock', { path, passphrase })
  return result.ok ? undefined : result.error
}

describe('a workspace', () => {
  it('opens again with its passphrase and holds VGR’s förvaltningar', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.lock', {})
    const info = await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(info).toMatchObject({ name: 'Testarbetsyta', accountName: 'Test Chefläkare', isExample: false })
    const units = await workspace.call('organisation.tree', {})
    const codes = units.filter((unit) => unit.kind === 'forvaltning').map((unit) => unit.code)
    expect(codes).toEqual(['SU', 'NU', 'SkaS', 'SÄS', 'SV', 'NH', 'RH', 'HoH', 'FTV', 'FSS', 'KK'])
    expect(workspace.faults).toEqual([])
  })

  it('opens with the recovery key, however it is typed', async () => {
    workspace = await openTestWorkspace({ create: false })
    const { recoveryKey } = await workspace.call('account.create', {
      path: workspace.path,
      name: 'Ny',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    expect(recoveryKey).toMatch(/^([BCDFGHJKLMNPQRSTVWXZ2-9]{4}-){7}[BCDFGHJKLMNPQRSTVWXZ2-9]{4}$/)
    await workspace.call('account.lock', {})
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ')
    const info = await workspace.call('account.unlock', { path: workspace.path, passphrase: typed })
    expect(info.roles).toContain('administrator')
  })

  it('keeps no readable text in any of its files', async () => {
    workspace = await openTestWorkspace()
    for (const file of [workspace.path, `${workspace.path}-wal`]) {
      const bytes = readFileSync(file)
      expect(bytes.includes('Sahlgrenska')).toBe(false)
      expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    }
  })

  it('tells a wrong passphrase, a missing and a damaged keyring, and a damaged file apart', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.lock', {})
    const { path } = workspace
    const keyring = `${path}-nycklar`
    const whole = readFileSync(keyring, 'utf8')

    expect((await unlockError(path, 'fel fras helt och hållet'))?.code).toBe('WRONG_PASSPHRASE')
    writeFileSync(keyring, whole.replace(/"wrapped": "./, '"wrapped": "!'))
    expect((await unlockError(path))?.code).toBe('KEYRING_DAMAGED')
    writeFileSync(keyring, whole)

    const handle = openSync(path, 'r+')
    writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, Math.floor(statSync(path).size / 8192) * 4096)
    closeSync(handle)
    expect((await unlockError(path))?.code).toBe('DB_DAMAGED')
    expect(workspace.faults).toEqual([])
  })

  it('tells a keyring of another workspace, and a file that is damaged where it begins, apart', async () => {
    workspace = await openTestWorkspace()
    const other = await openTestWorkspace()
    await other.call('account.lock', {})
    await workspace.call('account.lock', {})
    const { path } = workspace
    const own = readFileSync(`${path}-nycklar`)
    // The same passphrase opens both keyrings; the file belongs to one of them.
    writeFileSync(`${path}-nycklar`, readFileSync(`${other.path}-nycklar`))
    other.close()
    expect((await unlockError(path))?.code).toBe('KEYRING_FOREIGN')
    writeFileSync(`${path}-nycklar`, own)
    const handle = openSync(path, 'r+')
    writeSync(handle, Buffer.alloc(64, 7), 0, 64, 1000)
    closeSync(handle)
    expect((await unlockError(path))?.code).toBe('DB_DAMAGED')
    rmSync(`${path}-nycklar`)
    expect((await unlockError(path))?.code).toBe('KEYRING_MISSING')
    expect(workspace.faults).toEqual([])
  })

  it('answers other calls while a passphrase is tried', async () => {
    workspace = await openTestWorkspace()
    let answered = 0
    const attempt = { done: false, code: '' }
    const running = unlockError(workspace.path, 'fel fras helt och hållet').then((error) => {
      attempt.done = true
      attempt.code = error?.code ?? ''
    })
    while (!attempt.done) {
      await workspace.call('account.session', {})
      answered++
      await new Promise((resolve) => setImmediate(resolve))
    }
    await running
    expect(attempt.code).toBe('WRONG_PASSPHRASE')
    expect(answered).toBeGreaterThan(20)
    // Who was in stays in.
    expect(await workspace.call('incident.count', {})).toEqual({ total: 0 })
  })

  it('stays in the one that is open when another one cannot be entered', async () => {
    workspace = await openTestWorkspace()
    // The other file opens but takes no more rows, as on a full disk.
    const other = await openTestWorkspace()
    try {
      other
        .db()
        .raw.exec("CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(FAIL, 'no room'); END")
      await other.call('account.lock', {})
      expect((await unlockError(other.path))?.code).toBe('INTERNAL')
      expect(await workspace.call('account.session', {})).toMatchObject({ fileName: 'test.lardom' })
      expect(await workspace.call('incident.count', {})).toEqual({ total: 0 })

      await workspace.call('account.lock', {})
      expect((await unlockError(other.path))?.code).toBe('INTERNAL')
      expect(await workspace.call('account.session', {})).toBeNull()
      expect(await workspace.callRaw('incident.count', {})).toMatchObject({ error: { code: 'LOCKED' } })
    } finally {
      other.close()
    }
  })

  it('is not made in a folder that does not exist, or under a file', async () => {
    workspace = await openTestWorkspace({ create: false })
    writeFileSync(join(workspace.folder, 'fil'), '')
    for (const place of ['borta', 'fil']) {
      const result = await workspace.callRaw('account.create', {
        path: join(workspace.folder, place, 'ny.lardom'),
        name: 'Ny',
        accountName: 'Å. Ö.',
        passphrase: TEST_PASSPHRASE,
      })
      expect(result).toMatchObject({ ok: false, error: { code: 'WRITE_FAILED' } })
    }
    expect(workspace.faults).toEqual([])
  })

  it('refuses a file that is no workspace, and a missing one, with what to do', async () => {
    workspace = await openTestWorkspace({ create: false })
    const other = join(workspace.folder, 'anteckningar.txt')
    writeFileSync(other, 'hej')
    expect((await unlockError(other))?.code).toBe('NOT_A_WORKSPACE')
    const missing = await unlockError(join(workspace.folder, 'borta.lardom'))
    expect(missing?.code).toBe('FILE_MISSING')
    expect(missing?.message).toContain('borta.lardom')
  })

  it('is never overwritten by a new one', async () => {
    workspace = await openTestWorkspace()
    const before = readFileSync(`${workspace.path}-nycklar`, 'utf8')
    const result = await workspace.callRaw('account.create', {
      path: workspace.path,
      name: 'En till',
      accountName: 'Någon',
      passphrase: TEST_PASSPHRASE,
    })
    expect(result.ok ? undefined : result.error.code).toBe('FILE_EXISTS')
    expect(readFileSync(`${workspace.path}-nycklar`, 'utf8')).toBe(before)
  })

  it('that is open elsewhere is told so, and opens when it is free', async () => {
    workspace = await openTestWorkspace()
    const other = await openTestWorkspace({ create: false })
    try {
      const unlock = () =>
        other.callRaw('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
      expect(await unlock()).toMatchObject({ ok: false, error: { code: 'WORKSPACE_IN_USE', retry: true } })
      // And the one who has it may open it once more.
      expect(await unlockError(workspace.path)).toBeUndefined()
      expect((await unlock()).ok).toBe(false)
      await workspace.call('account.lock', {})
      expect((await unlock()).ok).toBe(true)
    } finally {
      other.close()
    }
  })

  it('that is large is opened first and read through beside the work; damage is told', async () => {
    const thread = fileThread(join(import.meta.dirname, '../entry.ts'))
    workspace = await openTestWorkspace({ fileThread: thread, checkLaterAbove: 0 })
    await workspace.call('account.lock', {})
    const damage = () => workspace.events.find((event) => event.name === 'damaged')
    expect(await thread.check(workspace.path, await keyOf(workspace))).toBe('ok')

    const handle = openSync(workspace.path, 'r+')
    writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, Math.floor(statSync(workspace.path).size / 8192) * 4096)
    closeSync(handle)
    expect(await unlockError(workspace.path)).toBeUndefined()
    await vi.waitFor(() => expect(damage()).toBeDefined(), { timeout: 15_000 })
    expect(damage()).toMatchObject({ message: expect.stringContaining('säkerhetskopia') as unknown })
  })

  it('is opened by the host only: the window cannot name a path', async () => {
    workspace = await openTestWorkspace()
    const result = await workspace.callRaw(
      'account.unlock',
      { path: workspace.path, passphrase: TEST_PASSPHRASE },
      { caller: 'window' },
    )
    expect(result.ok ? undefined : result.error.code).toBe('NOT_ALLOWED')
  })

  it('keeps a draft for its writer until it is discarded', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.draft-save', { key: 'incident/ny', body: '{"title":"Fall"}' })
    expect((await workspace.call('account.draft-get', { key: 'incident/ny' }))?.body).toBe('{"title":"Fall"}')
    expect(await workspace.call('account.draft-list', { prefix: 'incident/' })).toHaveLength(1)
    await workspace.call('account.draft-discard', { key: 'incident/ny' })
    expect(await workspace.call('account.draft-get', { key: 'incident/ny' })).toBeNull()
    // Skatteverket's own test number.
    const named = await workspace.callRaw('account.draft-save', { key: 'x/19121212-1212', body: '' })
    expect(named).toMatchObject({ ok: false, error: { code: 'PERSONNUMMER_IN_TEXT', field: 'key' } })
  })
})
