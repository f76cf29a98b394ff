import { importFile, runInput } from '../testing/importFile.ts'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { registerIncident } from '../testing/registerIncident.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fileThread } from './fileThread.ts'

const thread = fileThread(join(import.meta.dirname, '../entry.ts'))

let workspace: TestWorkspace
afterEach(() => workspace.close())

const folder = () => copiesFolder(workspace.path)
const copies = async () => (await workspace.call('backup.list', {})).copies

describe('a copy', () => {
  it.each([
    ['in a thread', { fileThread: thread }],
    ['in the service itself', {}],
  ])('made by hand %s is whole, checked, listed and traced', async (_where, options) => {
    workspace = await openTestWorkspace({ now: '2026-11-22T12:45:10Z', ...options })
    await registerIncident(workspace, 'Fall i korridor')
    const made = await workspace.call('backup.make', {})
    expect(made.name).toBe('test 2026-11-22 134510 for-hand.lardom')
    expect(made.rows).toBeGreaterThan(50)
    expect(await copies()).toEqual([
      { name: made.name, at: '2026-11-22 13:45:10', reason: 'for-hand', bytes: made.bytes, hasKeyring: true },
    ])
    expect(readdirSync(folder()).sort()).toEqual([made.name, `${made.name}-nycklar`])
    expect(statSync(folder()).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder())) expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600)
    expect(workspace.db().get("SELECT action, entity_id FROM audit_log WHERE entity = 'backup'")).toEqual({
      action: 'backup.make',
      entity_id: made.name,
    })
    expect(workspace.faults).toEqual([])
  })

  it('shows no word of its content to strings and sqlite3', async () => {
    workspace = await openTestWorkspace()
    await registerIncident(workspace, 'Ovanligt rubrikord')
    const { name } = await workspace.call('backup.make', {})
    const file = join(folder(), name)
    for (const end of ['', '-nycklar']) {
      const bytes = readFileSync(`${file}${end}`)
      for (const word of ['Ovanligt', 'rubrikord', 'Sahlgrenska', 'incident', 'Test Chef', 'CREATE TABLE']) {
        expect(bytes.includes(word), `${word} ${end}`).toBe(false)
        expect(bytes.includes(Buffer.from(word, 'utf16le')), `${word} ${end}`).toBe(false)
      }
    }
    const printable = execFileSync('strings', ['-n', '6', file], { encoding: 'utf8' })
    expect(printable).not.toMatch(/incident|region|avdelning|SQLite/i)
    expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  })

  it('of the same second has a number, and foreign files in the folder are neither listed nor touched', async () => {
    workspace = await openTestWorkspace({ now: '2026-11-22T12:45:10Z' })
    const first = await workspace.call('backup.make', {})
    // Of another workspace, by its keyring; of no workspace; a folder with a copy's name.
    const other = 'test 2026-11-20 100000 for-hand.lardom'
    const keyring = readFileSync(`${workspace.path}-nycklar`, 'utf8')
    const { workspaceId } = JSON.parse(keyring) as { workspaceId: string }
    const foreign = await openTestWorkspace()
    const foreignKeyring = readFileSync(`${foreign.path}-nycklar`, 'utf8')
    foreign.close()
    expect(foreignKeyring).not.toContain(workspaceId)
    writeFileSync(join(folder(), other), 'x')
    writeFileSync(join(folder(), `${other}-nycklar`), foreignKeyring)
    writeFileSync(join(folder(), 'anteckningar.txt'), 'mina egna')
    writeFileSync(join(folder(), 'annan 2026-11-20 100000 for-hand.lardom'), 'utan nycklar')
    mkdirSync(join(folder(), 'test 2026-11-19 100000 for-hand.lardom'))
    const before = readdirSync(folder())

    const second = await workspace.call('backup.make', {})
    expect(second.name).toBe('test 2026-11-22 134510 for-hand 2.lardom')
    expect((await copies()).map(({ name }) => name)).toEqual([second.name, first.name])
    workspace.setNow('2028-01-01T12:00:00Z')
    await workspace.call('backup.make', {})
    expect(readdirSync(folder())).toEqual(
      expect.arrayContaining(before.filter((name) => !name.startsWith(first.name))),
    )
  })

  it('that was never finished is swept away by the next one', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('backup.make', {})
    const left = '.pagar-00000000-0000-4000-8000-000000000000.lardom'
    writeFileSync(join(folder(), left), 'halv')
    await workspace.call('backup.make', {})
    expect(readdirSync(folder())).not.toContain(left)
    expect(await copies()).toHaveLength(2)
  })

  it('is not made when it could not be opened again: nothing is left, and why is said', async () => {
    workspace = await openTestWorkspace()
    writeFileSync(`${workspace.path}-nycklar`, 'trasig')
    const result = await workspace.callRaw('backup.make', {})
    expect(result).toMatchObject({ ok: false, error: { code: 'BACKUP_FAILED' } })
    expect(result.ok ? '' : result.error.message).toContain('Nyckelfilen')
    expect(readdirSync(folder())).toEqual([])
    expect(workspace.faults).toEqual([])
  })

  it('stops when the person says so, and when the workspace is locked, and leaves nothing half made', async () => {
    workspace = await openTestWorkspace({ fileThread: thread })
    const making = workspace.callRaw('backup.make', {})
    await vi.waitFor(() => expect(readdirSync(folder())).toHaveLength(1), { interval: 1 })
    await workspace.call('account.lock', {})
    expect(await making).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(readdirSync(folder())).toEqual([])
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    await workspace.call('backup.make', {})
    expect(await copies()).toHaveLength(1)
    expect(workspace.faults).toEqual([])
  })

  it('is made while others write, and holds a beginning of the log', async () => {
    workspace = await openTestWorkspace({ fileThread: thread })
    for (let n = 0; n < 20; n++) await registerIncident(workspace, `Händelse ${n}`)
    const copying = new AbortController()
    const writes = (async () => {
      for (let n = 0; !copying.signal.aborted; n++) {
        await registerIncident(workspace, `Under kopian ${n}`)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const made = await workspace.call('backup.make', {})
    copying.abort()
    await writes
    expect(made.rows).toBeGreaterThan(50)
    expect(await copies()).toHaveLength(1)
    expect(workspace.faults).toEqual([])
  })

  it('is made before an import, and without it nothing is read in', async () => {
    workspace = await openTestWorkspace()
    const source = join(import.meta.dirname, '../example/data/lexmaria.csv')
    await importFile(workspace, source, { dryRun: true })
    expect(await copies()).toEqual([])
    await importFile(workspace, source)
    expect((await copies()).map(({ reason }) => reason)).toEqual(['fore-import'])

    const { total } = await workspace.call('incident.count', {})
    writeFileSync(`${workspace.path}-nycklar`, 'trasig')
    const smaller = join(workspace.folder, 'en.csv')
    writeFileSync(smaller, readFileSync(source, 'utf8').split('\n').slice(0, 3).join('\n'))
    expect(await workspace.callRaw('transfer.run', runInput(smaller))).toMatchObject({
      error: { code: 'BACKUP_FAILED' },
    })
    expect(await workspace.call('incident.count', {})).toEqual({ total })
  })

  it('lies beside a workspace whose name and folder have å, ä, ö and spaces', async () => {
    workspace = await openTestWorkspace({ create: false })
    const place = join(workspace.folder, 'Åsas mapp, ö')
    mkdirSync(place)
    const path = join(place, 'Vårdens läge på Östra.lardom')
    await workspace.call('account.create', {
      path,
      name: 'Vårdens läge',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    const { name } = await workspace.call('backup.make', {})
    expect(name).toMatch(/^Vårdens läge på Östra \d{4}-/)
    expect(await copies()).toHaveLength(1)
    expect(readdirSync(place).map((file) => file.normalize('NFC'))).toContain(
      'Vårdens läge på Östra.lardom-kopior',
    )
  })

  it('is not opened where it lies, for it could be thinned away while one works in it', async () => {
    workspace = await openTestWorkspace()
    const { name } = await workspace.call('backup.make', {})
    const other = await openTestWorkspace({ create: false })
    try {
      const path = join(folder(), name)
      const result = await other.callRaw('account.unlock', { path, passphrase: TEST_PASSPHRASE })
      expect(result).toMatchObject({ ok: false, error: { code: 'COPY_CHOSEN' } })
    } finally {
      other.close()
    }
  })
})

describe('an exported copy', () => {
  it.each(['the workspace as it is now', 'a kept copy'])(
    'of %s opens with the same passphrase',
    async (what) => {
      workspace = await openTestWorkspace({ fileThread: thread })
      await registerIncident(workspace, 'Före kopian')
      const made = await workspace.call('backup.make', {})
      await registerIncident(workspace, 'Efter kopian')
      const path = join(workspace.folder, 'på stickan.lardom')
      const copy = what === 'a kept copy' ? made.name : null
      const { bytes } = await workspace.call('backup.export', { copy, path })
      expect(bytes).toBe(statSync(path).size)
      expect(readdirSync(workspace.folder).filter((name) => name.startsWith('.pagar'))).toEqual([])

      const other = await openTestWorkspace({ create: false })
      try {
        await other.call('account.unlock', { path, passphrase: TEST_PASSPHRASE })
        expect(await other.call('incident.count', {})).toEqual({ total: copy === null ? 2 : 1 })
      } finally {
        other.close()
      }
      expect(workspace.db().value("SELECT count(*) FROM audit_log WHERE action = 'backup.export'")).toBe(1)
    },
  )

  it('that cannot be logged is not written', async () => {
    workspace = await openTestWorkspace()
    const { name } = await workspace.call('backup.make', {})
    workspace
      .db()
      .raw.exec(
        "CREATE TEMP TRIGGER stopp BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'fullt'); END",
      )
    const path = join(workspace.folder, 'ut.lardom')
    for (const copy of [name, null]) {
      expect(await workspace.callRaw('backup.export', { copy, path })).toMatchObject({ ok: false })
      expect(readdirSync(workspace.folder).filter((file) => /^ut|pagar/.test(file))).toEqual([])
    }
  })

  it('never takes the place of a file, the open workspace least of all', async () => {
    workspace = await openTestWorkspace()
    const before = readFileSync(workspace.path)
    const result = await workspace.callRaw('backup.export', { copy: null, path: workspace.path })
    expect(result).toMatchObject({ ok: false, error: { code: 'FILE_EXISTS' } })
    expect(readFileSync(workspace.path).equals(before)).toBe(true)
  })

  it('of a copy that has been damaged since, or of none, is refused in words', async () => {
    workspace = await openTestWorkspace()
    const path = join(workspace.folder, 'ut.lardom')
    for (const copy of ['../test.lardom', 'test 2026-01-01 000000 for-hand.lardom']) {
      expect(await workspace.callRaw('backup.export', { copy, path })).toMatchObject({
        error: { code: 'NOT_FOUND' },
      })
    }
    expect(
      await workspace.callRaw('backup.export', {
        copy: null,
        path: join(workspace.folder, 'borta', 'x.lardom'),
      }),
    ).toMatchObject({ ok: false })
    expect(workspace.faults).toEqual([])
  })
})
