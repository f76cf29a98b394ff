import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LardomError } from '../../../shared/rpc/error.ts'
import { rotateDataKey } from '../account/rotate.ts'
import { fileThread } from '../backup/fileThread.ts'
import type { Context } from '../kernel/context.ts'
import { writeAudit } from '../kernel/audit.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fieldKey } from './fieldKey.ts'
import { keyringPath, readKeyring } from './keyringFile.ts'
import { rotationPath } from './rotation.ts'

const STEPS = [
  'keyring with both',
  'closed',
  'renamed',
  'flushed',
  'open',
  'keyring with the new one',
] as const

let workspace: TestWorkspace
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-nyckelbyte-'))
})
afterEach(() => {
  workspace.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a job gets, with a signal of the test's own. */
function contextOf(signal: AbortSignal = new AbortController().signal): Context {
  const service = workspace.state()
  const { workspace: open, actor } = service
  if (!open || !actor) throw new Error('nothing is open')
  const now = () => new Date('2026-02-01T12:00:00Z')
  return {
    service,
    workspace: open,
    db: open.file.db,
    actor,
    scope: { all: true },
    now,
    signal,
    progress: () => undefined,
    announce: () => undefined,
    stopOthers: () => Promise.resolve(),
    audit: (entry) => writeAudit(open.file.db, actor, now().toISOString(), entry),
    changed: () => undefined,
  }
}

/** The workspace's files as they are on the disk this moment: what a crash would leave. */
function crashImage(step: string): string {
  const to = join(folder, step.replaceAll(' ', '-'))
  mkdirSync(to)
  for (const name of readdirSync(workspace.folder)) {
    // The lock goes with its process.
    if (!name.endsWith('-las')) cpSync(join(workspace.folder, name), join(to, name), { recursive: true })
  }
  return join(to, 'test.lardom')
}

async function draft(): Promise<string | undefined> {
  return (await workspace.call('account.draft-get', { key: 'ord' }))?.body
}

describe('a new data key', () => {
  it('is in the file and the keyring, and everything is there', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.draft-save', { key: 'ord', body: 'kvar' })
    const sealed = fieldKey(workspace.db(), 'patient-identity')
    const oldKey = Buffer.from(workspace.state().workspace?.file.dataKey ?? [])
    const { db } = contextOf()
    await workspace.call('account.rotate-key', {})
    expect(workspace.state().workspace?.file.dataKey.equals(oldKey)).toBe(false)
    // The same connection for whoever held it, under another key.
    expect(workspace.db()).toBe(db)
    expect(await draft()).toBe('kvar')
    expect(fieldKey(workspace.db(), 'patient-identity')).toEqual(sealed)
    expect(readKeyring(workspace.path).generations).toHaveLength(1)
    expect(existsSync(rotationPath(workspace.path))).toBe(false)
    expect(await workspace.call('account.verify', {})).toMatchObject({ ok: true })
    await workspace.call('account.lock', {})
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(await draft()).toBe('kvar')
    expect(workspace.faults).toEqual([])
  })

  it('loses nothing when the power goes at any moment', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.draft-save', { key: 'ord', body: 'kvar' })
    const images = new Map<string, string>()
    const take = (step: string) => void images.set(step, crashImage(step))
    take('before')
    await rotateDataKey(contextOf(), take)
    take('after')
    expect([...images.keys()]).toEqual(['before', ...STEPS, 'after'])
    await workspace.call('account.lock', {})
    for (const [step, path] of images) {
      const info = await workspace.call('account.unlock', { path, passphrase: TEST_PASSPHRASE })
      expect({ step, info }).toMatchObject({ info: { accountName: 'Test Chefläkare' } })
      expect({ step, body: await draft() }).toEqual({ step, body: 'kvar' })
      expect({ step, ...(await workspace.call('account.verify', {})) }).toMatchObject({ step, ok: true })
      // Tidied: one key, no copy.
      expect({ step, generations: readKeyring(path).generations.length }).toEqual({ step, generations: 1 })
      expect(readdirSync(join(path, '..')).filter((name) => name.includes('nyckelbyte'))).toEqual([])
      // And it can be done again from there.
      await workspace.call('account.rotate-key', {})
      expect({ step, body: await draft() }).toEqual({ step, body: 'kvar' })
      await workspace.call('account.lock', {})
    }
    expect(workspace.faults).toEqual([])
  }, 60_000)

  it.each(STEPS)(
    'leaves the workspace open and whole when “%s” is followed by a failure',
    async (failing) => {
      workspace = await openTestWorkspace()
      await workspace.call('account.draft-save', { key: 'ord', body: 'kvar' })
      const refuse = (step: string) => {
        if (step === failing) throw new Error('played')
      }
      await expect(rotateDataKey(contextOf(), refuse)).rejects.toThrow('played')
      expect(await draft()).toBe('kvar')
      await workspace.call('account.draft-save', { key: 'ord', body: 'skrivet efteråt' })
      expect(existsSync(rotationPath(workspace.path))).toBe(false)
      await workspace.call('account.rotate-key', {})
      await workspace.call('account.lock', {})
      await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
      expect(await draft()).toBe('skrivet efteråt')
      expect(readKeyring(workspace.path).generations).toHaveLength(1)
    },
  )

  it('waits for nothing and loses nothing that is written while the copy is made beside the work', async () => {
    const threads = fileThread(join(import.meta.dirname, '../entry.ts'))
    let copies = 0
    workspace = await openTestWorkspace({
      checkLaterAbove: Number.POSITIVE_INFINITY,
      fileThread: {
        ...threads,
        copy: async (...input) => {
          const made = await threads.copy(...input)
          // Somebody writes after each of the first two copies.
          if (++copies <= 2) {
            await workspace.call('account.draft-save', { key: 'ord', body: `skrivet ${copies}` })
          }
          return made
        },
      },
    })
    await workspace.call('account.rotate-key', {})
    expect(copies).toBe(3)
    expect(await draft()).toBe('skrivet 2')
    await workspace.call('account.lock', {})
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(await draft()).toBe('skrivet 2')
    expect(workspace.faults).toEqual([])
  }, 30_000)

  it('comes to an end even when somebody writes all the time', async () => {
    const threads = fileThread(join(import.meta.dirname, '../entry.ts'))
    let copies = 0
    workspace = await openTestWorkspace({
      checkLaterAbove: Number.POSITIVE_INFINITY,
      fileThread: {
        ...threads,
        copy: async (...input) => {
          const made = await threads.copy(...input)
          // Not for the copy that is kept first.
          if (input[2] !== rotationPath(workspace.path)) return made
          await workspace.call('account.draft-save', { key: 'ord', body: `skrivet ${++copies}` })
          return made
        },
      },
    })
    await workspace.call('account.rotate-key', {})
    expect(await draft()).toBe('skrivet 3')
  }, 30_000)

  it('is given up when the workspace is locked or the person changes their mind, and nothing has changed', async () => {
    const threads = fileThread(join(import.meta.dirname, '../entry.ts'))
    const abort = new AbortController()
    let meanwhile: () => Promise<unknown> = () => Promise.resolve(abort.abort())
    workspace = await openTestWorkspace({
      checkLaterAbove: Number.POSITIVE_INFINITY,
      fileThread: {
        ...threads,
        copy: async (...input) => {
          const made = await threads.copy(...input)
          if (input[2] === rotationPath(workspace.path)) await meanwhile()
          return made
        },
      },
    })
    const code = (error: unknown) => (error as LardomError).code
    const before = Buffer.from(workspace.state().workspace?.file.dataKey ?? [])
    expect(await rotateDataKey(contextOf(abort.signal)).catch(code)).toBe('CANCELLED')
    expect(workspace.state().workspace?.file.dataKey).toEqual(before)
    expect(existsSync(rotationPath(workspace.path))).toBe(false)

    meanwhile = () => workspace.call('account.lock', {})
    expect(await rotateDataKey(contextOf()).catch(code)).toBe('LOCKED')
    expect(await workspace.call('account.session', {})).toBeNull()
    meanwhile = () => Promise.resolve()
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(existsSync(rotationPath(workspace.path))).toBe(false)
    expect(readKeyring(workspace.path).generations).toHaveLength(1)
  }, 30_000)

  it('is asked for once at a time', async () => {
    workspace = await openTestWorkspace()
    const both = await Promise.allSettled([rotateDataKey(contextOf()), rotateDataKey(contextOf())])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('that cannot be made leaves the account removed, and is said to be due', async () => {
    workspace = await openTestWorkspace()
    const { id } = await workspace.call('account.add', {
      name: 'Bo Läsare',
      title: '',
      grants: [{ role: 'lasare', forvaltningId: null }],
    })
    // A folder stands where the copy is to lie.
    mkdirSync(rotationPath(workspace.path))
    writeFileSync(join(rotationPath(workspace.path), 'fil'), '')
    const removed = await workspace.call('account.remove', { id })
    expect(removed.rotated).toBe(false)
    expect(removed.problem).toMatch(/rätt till mappen/)
    expect(await workspace.call('account.list', {})).toMatchObject({
      rotationDue: true,
      accounts: [{ removedAt: null }, { id, removedAt: '2026-02-01T11:00:00.000Z' }],
    })
    rmSync(rotationPath(workspace.path), { recursive: true })
    await workspace.call('account.rotate-key', {})
    expect(await workspace.call('account.list', {})).toMatchObject({ rotationDue: false })
    expect(workspace.faults).toEqual([])
  })

  it('needs the keyring that belongs to the file', async () => {
    workspace = await openTestWorkspace()
    const other = await openTestWorkspace()
    cpSync(keyringPath(other.path), keyringPath(workspace.path))
    other.close()
    expect(await workspace.callRaw('account.rotate-key', {})).toMatchObject({
      ok: false,
      error: { code: 'KEYRING_DAMAGED' },
    })
    expect(await draft()).toBeUndefined()
  })
})
