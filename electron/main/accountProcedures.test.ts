import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LardomError } from '../../shared/rpc/error.ts'
import { AccountMemory, type Keychain } from './accountMemory.ts'
import { accountProcedures } from './accountProcedures.ts'

const PATH = '/arbete/Avdelning.lardom'
const made = { workspaceId: 'w', accountId: 'anna', lockId: 'las-1', deviceSecret: 'hemlig hemlighet' }
const call = { requestId: 'r' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-dator-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Written in another way: what matters is that it is not the secret itself. */
function keychain(available = true): Keychain & { lost: boolean; kind: string } {
  return {
    lost: false,
    kind: 'gnome_libsecret',
    available: () => available,
    name() {
      return this.kind
    },
    seal: (text) => Buffer.from(text).toString('hex'),
    open(sealed) {
      if (this.lost) throw new Error('unknown to this keychain')
      return Buffer.from(sealed, 'hex').toString('utf8')
    },
  }
}

function parts(keys: Keychain, refuse?: string) {
  const memory = new AccountMemory(folder, keys)
  const asked: { procedure: string; input: unknown }[] = []
  const opened: string[] = []
  const handlers = accountProcedures({
    memory,
    pathOf: () => PATH,
    openPath: () => PATH,
    opened: (path) => opened.push(path),
    ask: (procedure, input) => {
      asked.push({ procedure, input })
      if (procedure === refuse) return Promise.reject(new LardomError('DEVICE_KEY_GONE'))
      if (procedure === 'account.enable-device') return Promise.resolve(made)
      return Promise.resolve({ accountId: 'anna' })
    },
  })
  return { memory, asked, opened, handlers, procedures: () => asked.map(({ procedure }) => procedure) }
}

describe('a computer that may open without a passphrase', () => {
  it('keeps its secret in the keychain only, and opens as the account that chose it', async () => {
    const { memory, handlers, asked, opened } = parts(keychain())
    memory.noteAccount(PATH, 'anna')
    expect(await handlers['host.device']({}, call)).toEqual({ available: true, enabled: false })
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(false)
    await handlers['host.enable-device']({ passphrase: 'p' }, call)
    expect(readFileSync(join(folder, 'konton.json'), 'utf8')).not.toContain('hemlig')
    expect(await handlers['host.device']({}, call)).toEqual({ available: true, enabled: true })
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(true)

    await handlers['host.unlock-device']({ token: 't' }, call)
    expect(asked.at(-1)).toEqual({
      procedure: 'account.unlock',
      input: { path: PATH, accountId: 'anna', deviceSecret: 'hemlig hemlighet' },
    })
    expect(opened).toEqual([PATH])

    // Somebody else was here last: it is not offered to them.
    memory.noteAccount(PATH, 'bo')
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(false)
    memory.noteAccount(PATH, 'anna')
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(true)

    await handlers['host.disable-device']({}, call)
    expect(asked.at(-1)).toEqual({ procedure: 'account.disable-device', input: { lockId: 'las-1' } })
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(false)
  })

  it('is asked for the passphrase when the account or the keychain has taken the right away', async () => {
    const keys = keychain()
    const { memory, handlers, procedures } = parts(keys, 'account.unlock')
    memory.keepDevice(PATH, made)
    keys.lost = true
    await expect(handlers['host.unlock-device']({ token: 't' }, call)).rejects.toMatchObject({
      code: 'DEVICE_KEY_GONE',
    })
    expect(procedures()).toEqual([])
    keys.lost = false
    await expect(handlers['host.unlock-device']({ token: 't' }, call)).rejects.toMatchObject({
      code: 'DEVICE_KEY_GONE',
    })
    expect(await handlers['host.can-unlock-device']({ token: 't' }, call)).toBe(false)
  })

  it('is told in words, and loses nothing, when the system has come to use another keychain', async () => {
    const keys = keychain()
    const { memory, handlers, asked } = parts(keys)
    memory.keepDevice(PATH, made)
    memory.noteAccount(PATH, 'anna')
    keys.kind = 'kwallet6'
    await expect(handlers['host.unlock-device']({ token: 't' }, call)).rejects.toMatchObject({
      code: 'DEVICE_KEY_GONE',
    })
    expect(asked).toEqual([])
    keys.kind = 'gnome_libsecret'
    await handlers['host.unlock-device']({ token: 't' }, call)
    expect(asked.at(-1)).toMatchObject({
      procedure: 'account.unlock',
      input: { deviceSecret: made.deviceSecret },
    })
  })

  it('is not offered without a keychain that is safe', async () => {
    const { handlers, procedures } = parts(keychain(false))
    expect(await handlers['host.device']({}, call)).toEqual({ available: false, enabled: false })
    await expect(handlers['host.enable-device']({ passphrase: 'p' }, call)).rejects.toMatchObject({
      code: 'RULE',
    })
    expect(procedures()).not.toContain('account.enable-device')
  })

  it('takes its lock away again when the secret could not be kept', async () => {
    const { handlers, asked } = parts({
      ...keychain(),
      seal: () => {
        throw new Error('locked keychain')
      },
    })
    await expect(handlers['host.enable-device']({ passphrase: 'p' }, call)).rejects.toThrow('locked keychain')
    expect(asked.at(-1)).toEqual({ procedure: 'account.disable-device', input: { lockId: 'las-1' } })
  })
})

describe('what is remembered of accounts', () => {
  it('is who came last to each workspace, and costs nothing when it cannot be read', () => {
    const memory = new AccountMemory(folder, keychain())
    expect(memory.lastAccount(PATH)).toBeUndefined()
    memory.noteAccount(PATH, 'anna')
    memory.noteAccount('/annan.lardom', 'cecilia')
    memory.noteAccount(PATH, 'bo')
    expect(memory.lastAccount(PATH)).toBe('bo')
    expect(memory.lastAccount('/annan.lardom')).toBe('cecilia')
    writeFileSync(join(folder, 'konton.json'), 'trasig')
    expect(memory.lastAccount(PATH)).toBeUndefined()
    memory.noteAccount(PATH, 'bo')
    expect(memory.lastAccount(PATH)).toBe('bo')
  })
})
