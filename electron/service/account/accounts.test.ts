import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Input } from '../../../shared/contract.ts'
import { fieldKey } from '../db/fieldKey.ts'
import { keyringPath } from '../db/keyringFile.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'
const OWN = 'en egen mening om skogen'

let workspace: TestWorkspace
afterEach(() => workspace.close())

const region = (...roles: ('administrator' | 'cheflakare' | 'lasare')[]) =>
  roles.map((role) => ({ role, forvaltningId: null }))

async function add(name: string, grants: Input<'account.add'>['grants'] = region('lasare')) {
  return workspace.call('account.add', { name, title: '', grants })
}

async function enter(passphrase: string, accountId?: string) {
  await workspace.call('account.lock', {})
  return workspace.call('account.unlock', {
    path: workspace.path,
    passphrase,
    ...(accountId === undefined ? {} : { accountId }),
  })
}

async function codeOf(procedure: string, input: unknown): Promise<string> {
  const result = await workspace.callRaw(procedure, input)
  return result.ok ? 'ok' : result.error.code
}

async function enterCode(passphrase: string): Promise<string> {
  await workspace.call('account.lock', {})
  return codeOf('account.unlock', { path: workspace.path, passphrase })
}

/** Adds an account, opens as it, chooses `passphrase`, and opens as the administrator again. Returns its id. */
async function addSettled(name: string, passphrase: string, grants = region('lasare')): Promise<string> {
  const { id, temporaryPassphrase } = await add(name, grants)
  await enter(temporaryPassphrase)
  await workspace.call('account.change-passphrase', { current: temporaryPassphrase, next: passphrase })
  await enter(TEST_PASSPHRASE)
  return id
}

const acts = () =>
  workspace
    .db()
    .all<{ action: string; account_name: string; after_json: string | null }>(
      'SELECT action, account_name, after_json FROM audit_log ORDER BY seq',
    )

describe('a new account', () => {
  it('opens with its temporary passphrase, and can then do nothing but choose an own one', async () => {
    workspace = await openTestWorkspace()
    const su = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
    const { id, temporaryPassphrase } = await add('Bo Läsare', [{ role: 'lasare', forvaltningId: su }])
    expect(temporaryPassphrase).toMatch(/^([B-Z2-9]{4}-){4}[B-Z2-9]{4}$/)

    const info = await enter(temporaryPassphrase)
    expect(info).toMatchObject({
      accountId: id,
      accountName: 'Bo Läsare',
      grants: [{ role: 'lasare', forvaltningId: su }],
      openedWith: 'passphrase',
      mustChangePassphrase: true,
    })
    expect(await codeOf('incident.count', {})).toBe('PASSPHRASE_MUST_CHANGE')
    expect(await codeOf('account.draft-save', { key: 'k', body: 'b' })).toBe('PASSPHRASE_MUST_CHANGE')
    expect(await codeOf('account.session', {})).toBe('ok')

    const next = { current: temporaryPassphrase, next: OWN }
    expect(await codeOf('account.change-passphrase', { ...next, current: 'fel' })).toBe('WRONG_PASSPHRASE')
    expect(await codeOf('account.change-passphrase', { ...next, next: 'kort' })).toBe('INPUT_INVALID')
    expect(await codeOf('account.change-passphrase', { ...next, next: 'aaaaaaaaaaaaaaaaaaaa' })).toBe(
      'INPUT_INVALID',
    )
    expect(await codeOf('account.change-passphrase', { ...next, next: temporaryPassphrase })).toBe('RULE')
    await workspace.call('account.change-passphrase', next)
    expect(await workspace.call('account.session', {})).toMatchObject({ mustChangePassphrase: false })
    expect(await codeOf('incident.count', {})).toBe('ok')

    expect(await enterCode(temporaryPassphrase)).toBe('WRONG_PASSPHRASE')
    expect(await enter(OWN)).toMatchObject({ accountId: id, mustChangePassphrase: false })
    expect(workspace.faults).toEqual([])
  })

  it('is refused what could confuse the log or the roles', async () => {
    workspace = await openTestWorkspace()
    const su = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
    const attempt = (change: Partial<Input<'account.add'>>) =>
      codeOf('account.add', { name: 'Ny', title: '', grants: region('lasare'), ...change })
    expect(await attempt({ name: `Ny ${NUMBER}` })).toBe('PERSONNUMMER_IN_TEXT')
    expect(await attempt({ title: NUMBER })).toBe('PERSONNUMMER_IN_TEXT')
    expect(await attempt({ name: 'test  chefläkare'.replace('  ', ' ') })).toBe('RULE')
    expect(await attempt({ grants: [{ role: 'administrator', forvaltningId: su }] })).toBe('RULE')
    expect(await attempt({ grants: [{ role: 'lasare', forvaltningId: 999_999 }] })).toBe('RULE')
    expect(await attempt({ grants: [...region('lasare'), ...region('lasare')] })).toBe('RULE')
    expect(await attempt({ grants: [] })).toBe('INPUT_INVALID')
    expect((await workspace.call('account.list', {})).accounts).toHaveLength(1)
  })
})

describe('an account', () => {
  it('gets other roles at once, also the one that acts, but the last administrator stays one', async () => {
    workspace = await openTestWorkspace()
    const own = (await workspace.call('account.session', {}))?.accountId ?? ''
    const change = (id: string, name: string, grants: Input<'account.update'>['grants']) =>
      codeOf('account.update', { id, name, title: 'Överläkare', grants })
    expect(await change(own, 'Test Chefläkare', region('cheflakare'))).toBe('RULE')
    const bo = await addSettled('Bo Läsare', OWN)
    expect(await change(bo, 'Bo Läsare', region('administrator'))).toBe('ok')
    expect(await change(own, 'Testa Chefläkare', region('cheflakare'))).toBe('ok')
    expect(await workspace.call('account.session', {})).toMatchObject({
      accountName: 'Testa Chefläkare',
      roles: ['cheflakare'],
    })
    expect(await codeOf('account.add', { name: 'Ny', title: '', grants: region('lasare') })).toBe(
      'NOT_ALLOWED',
    )
    const { accounts } = await workspace.call('account.list', {})
    expect(accounts.map(({ name, title, isSelf }) => [name, title, isSelf])).toEqual([
      ['Bo Läsare', 'Överläkare', false],
      ['Testa Chefläkare', 'Överläkare', true],
    ])
    await enter(OWN)
    expect(await change(bo, 'Bo Läsare', region('lasare'))).toBe('RULE')
  })

  it('gets a new temporary passphrase, and the old one stops working', async () => {
    workspace = await openTestWorkspace()
    const bo = await addSettled('Bo Läsare', OWN)
    const { temporaryPassphrase } = await workspace.call('account.reset-passphrase', { id: bo })
    const listed = (await workspace.call('account.list', {})).accounts.find(({ id }) => id === bo)
    expect(listed?.mustChangePassphrase).toBe(true)
    expect(await enterCode(OWN)).toBe('WRONG_PASSPHRASE')
    expect(await enter(temporaryPassphrase)).toMatchObject({ accountId: bo, mustChangePassphrase: true })
    await enter(TEST_PASSPHRASE)
    const own = (await workspace.call('account.session', {}))?.accountId ?? ''
    expect(await codeOf('account.reset-passphrase', { id: own })).toBe('RULE')
    expect(await codeOf('account.reset-passphrase', { id: 'finns-inte' })).toBe('NOT_FOUND')
  })

  it('that is removed opens nothing any more, not even by its old keyring', async () => {
    workspace = await openTestWorkspace()
    const own = (await workspace.call('account.session', {}))?.accountId ?? ''
    const bo = await addSettled('Bo Läsare', OWN)
    const cecilia = 'tredje personens egen fras'
    await addSettled('Cecilia Läsare', cecilia)
    const kept = join(workspace.folder, 'bos-kopia')
    copyFileSync(keyringPath(workspace.path), kept)
    const sealed = fieldKey(workspace.db(), 'patient-identity')

    expect(await codeOf('account.remove', { id: own })).toBe('RULE')
    expect(await workspace.call('account.remove', { id: bo })).toEqual({ rotated: true, problem: null })
    expect(workspace.events.some((event) => event.name === 'progress')).toBe(true)
    const list = await workspace.call('account.list', {})
    expect(list).toMatchObject({ rotationDue: false, rotatedAt: '2026-02-01T11:00:00.000Z' })
    expect(list.accounts.at(-1)).toMatchObject({ id: bo, removedAt: '2026-02-01T11:00:00.000Z' })
    // The work went on in the same session, under the new key.
    await workspace.call('account.draft-save', { key: 'k', body: 'kvar' })
    expect(fieldKey(workspace.db(), 'patient-identity')).toEqual(sealed)
    expect(await codeOf('account.remove', { id: bo })).toBe('NOT_FOUND')

    expect(await enterCode(OWN)).toBe('WRONG_PASSPHRASE')
    expect((await enter(cecilia)).accountName).toBe('Cecilia Läsare')
    await enter(TEST_PASSPHRASE)
    expect(await workspace.call('account.verify', {})).toMatchObject({ ok: true, faults: [] })
    expect(await workspace.call('account.draft-get', { key: 'k' })).toMatchObject({ body: 'kvar' })

    await workspace.call('account.lock', {})
    copyFileSync(kept, keyringPath(workspace.path))
    expect(await codeOf('account.unlock', { path: workspace.path, passphrase: OWN })).toBe('KEYRING_FOREIGN')
    expect(workspace.faults).toEqual([])
  })

  it('leaves no secret and no name where they do not belong', async () => {
    workspace = await openTestWorkspace()
    const { temporaryPassphrase } = await add('Bo Läsare')
    const { recoveryKey } = await workspace.call('account.new-recovery-key', { passphrase: TEST_PASSPHRASE })
    const { deviceSecret } = await workspace.call('account.enable-device', { passphrase: TEST_PASSPHRASE })
    const db = workspace.db()
    const tables = db.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'incident_fts%'",
    )
    const texts = tables.flatMap(({ name }) =>
      db.all<Record<string, unknown>>(`SELECT * FROM ${name}`).map((row) => JSON.stringify(row)),
    )
    for (const secret of [temporaryPassphrase, recoveryKey, deviceSecret, TEST_PASSPHRASE]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
      expect(workspace.events.filter((event) => JSON.stringify(event).includes(secret))).toEqual([])
    }
    for (const name of readdirSync(workspace.folder)) {
      const file = join(workspace.folder, name)
      if (!statSync(file).isFile()) continue
      const bytes = readFileSync(file)
      for (const word of ['Bo Läsare', 'Chefläkare', 'Testarbetsyta', 'lasare']) {
        expect(bytes.includes(word), `${word} in ${name}`).toBe(false)
      }
    }
  })

  it('is one of twenty, each of whom opens as themselves', async () => {
    workspace = await openTestWorkspace()
    const made = await Promise.all(Array.from({ length: 19 }, (_, index) => add(`Person ${index}`)))
    const last = made.at(-1)
    expect(await enter(last?.temporaryPassphrase ?? '')).toMatchObject({ accountId: last?.id })
    expect(await enter(made[7]?.temporaryPassphrase ?? '', made[7]?.id)).toMatchObject({
      accountName: 'Person 7',
    })
    const tried = workspace.events.filter((event) => event.name === 'progress')
    expect(tried.at(-1)).toMatchObject({ done: 20, total: 20, label: 'Prövar lösenfrasen' })
    // Replacing the data key asks none of them for anything.
    await enter(TEST_PASSPHRASE)
    await workspace.call('account.rotate-key', {})
    expect(await enter(made[3]?.temporaryPassphrase ?? '', made[3]?.id)).toMatchObject({
      accountName: 'Person 3',
    })
  }, 60_000)
})

describe('a passphrase', () => {
  it('is the same however å is put together', async () => {
    workspace = await openTestWorkspace()
    const id = await addSettled('Bo Läsare', 'små åar över ängen'.normalize('NFC'))
    expect((await enter('små åar över ängen'.normalize('NFD'))).accountId).toBe(id)
    expect(
      await codeOf('account.change-passphrase', {
        current: 'små åar över ängen'.normalize('NFD'),
        next: 'små åar över ängen'.normalize('NFC'),
      }),
    ).toBe('RULE')
  })

  it('that two accounts share lets nobody in as the other', async () => {
    workspace = await openTestWorkspace()
    const bo = await addSettled('Bo Läsare', OWN)
    const cecilia = await addSettled('Cecilia Läsare', OWN)
    await workspace.call('account.lock', {})
    const result = await workspace.callRaw('account.unlock', { path: workspace.path, passphrase: OWN })
    expect(result).toMatchObject({ ok: false, error: { code: 'WHICH_ACCOUNT' } })
    expect(JSON.stringify(result)).toMatch(/Bo Läsare/)
    expect((await enter(OWN, cecilia)).accountId).toBe(cecilia)
    expect((await enter(OWN, bo)).accountId).toBe(bo)
    // One of them gone, the other is the only one.
    await enter(TEST_PASSPHRASE)
    await workspace.call('account.remove', { id: bo })
    expect((await enter(OWN)).accountId).toBe(cecilia)
  })

  it('that was wrong is told in the log when somebody comes in', async () => {
    workspace = await openTestWorkspace()
    expect(await enterCode('fel första gången')).toBe('WRONG_PASSPHRASE')
    expect(await enterCode('fel andra gången')).toBe('WRONG_PASSPHRASE')
    await enter(TEST_PASSPHRASE)
    expect(JSON.parse(acts().at(-1)?.after_json ?? '')).toEqual({ openedWith: 'passphrase', failedBefore: 2 })
    await enter(TEST_PASSPHRASE)
    expect(JSON.parse(acts().at(-1)?.after_json ?? '')).toEqual({ openedWith: 'passphrase' })
    expect(await codeOf('account.enable-device', { passphrase: 'fel' })).toBe('WRONG_PASSPHRASE')
    expect(acts().at(-1)?.action).toBe('account.wrong-passphrase')
  })
})

describe('the recovery key', () => {
  it('opens as the first administrator, says so, and lets one choose a new passphrase', async () => {
    workspace = await openTestWorkspace({ create: false })
    const { recoveryKey, info } = await workspace.call('account.create', {
      path: workspace.path,
      name: 'Ny',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    expect(await enter(recoveryKey)).toMatchObject({
      accountId: info.accountId,
      openedWith: 'recovery',
      mustChangePassphrase: false,
    })
    expect(acts().at(-1)?.action).toBe('account.unlock-recovery')
    expect(await codeOf('account.enable-device', { passphrase: recoveryKey })).toBe('WRONG_PASSPHRASE')
    await workspace.call('account.change-passphrase', { current: recoveryKey.toLowerCase(), next: OWN })
    expect(await workspace.call('account.session', {})).toMatchObject({ openedWith: 'passphrase' })
    expect(await enterCode(TEST_PASSPHRASE)).toBe('WRONG_PASSPHRASE')
    expect((await enter(OWN)).openedWith).toBe('passphrase')
    // Not in a session that a passphrase opened.
    expect(await codeOf('account.new-recovery-key', { passphrase: recoveryKey })).toBe('WRONG_PASSPHRASE')
  })

  it('is replaced by a new one, and the old one stops working', async () => {
    workspace = await openTestWorkspace({ create: false })
    const { recoveryKey: old } = await workspace.call('account.create', {
      path: workspace.path,
      name: 'Ny',
      accountName: 'Å. Ö.',
      passphrase: TEST_PASSPHRASE,
    })
    workspace.setNow('2026-03-01T09:00:00Z')
    const { recoveryKey } = await workspace.call('account.new-recovery-key', { passphrase: TEST_PASSPHRASE })
    expect(await workspace.call('account.list', {})).toMatchObject({
      recoveryKeyMadeAt: '2026-03-01T09:00:00.000Z',
      // With the keyring as it was, the old one opens the file until its key is another.
      rotationDue: true,
    })
    expect(await enterCode(old)).toBe('WRONG_PASSPHRASE')
    expect((await enter(recoveryKey)).openedWith).toBe('recovery')
    await workspace.call('account.rotate-key', {})
    expect((await workspace.call('account.list', {})).rotationDue).toBe(false)
    expect((await enter(recoveryKey)).openedWith).toBe('recovery')
    // What is done with it stands in the first administrator's account, who need not have done it.
    const names = workspace
      .db()
      .all<{ name: string }>("SELECT account_name AS name FROM audit_log WHERE action = 'account.rotate-key'")
    expect(names).toEqual([{ name: 'Å. Ö. (återställningsnyckeln)' }])
  })
})

describe('a computer that may open without a passphrase', () => {
  it('does so until its person ends it or changes passphrase', async () => {
    workspace = await openTestWorkspace()
    const { path } = workspace
    const first = await workspace.call('account.enable-device', { passphrase: TEST_PASSPHRASE })
    const second = await workspace.call('account.enable-device', { passphrase: TEST_PASSPHRASE })
    const open = async ({ accountId, deviceSecret }: typeof first) => {
      await workspace.call('account.lock', {})
      return codeOf('account.unlock', { path, accountId, deviceSecret })
    }
    expect(await open(first)).toBe('ok')
    expect(await workspace.call('account.session', {})).toMatchObject({ openedWith: 'device' })
    expect(await open({ ...first, deviceSecret: 'något annat' })).toBe('DEVICE_KEY_GONE')
    expect(await open({ ...first, accountId: 'aterstallning' })).toBe('DEVICE_KEY_GONE')
    expect(await open(second)).toBe('ok')
    await workspace.call('account.rotate-key', {})
    expect(await open(second)).toBe('ok')

    await workspace.call('account.disable-device', { lockId: first.lockId })
    expect((await workspace.call('account.list', {})).accounts[0]?.devices).toBe(1)
    expect(await open(first)).toBe('DEVICE_KEY_GONE')
    await enter(TEST_PASSPHRASE)
    await workspace.call('account.change-passphrase', { current: TEST_PASSPHRASE, next: OWN })
    expect(await open(second)).toBe('DEVICE_KEY_GONE')
    expect(workspace.faults).toEqual([])
  })

  it('is never the window’s to make', async () => {
    workspace = await openTestWorkspace()
    const result = await workspace.callRaw(
      'account.enable-device',
      { passphrase: TEST_PASSPHRASE },
      { caller: 'window' },
    )
    expect(result).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })
})

describe('the settings', () => {
  it('are read by everybody, changed by the administrator, and told in the log', async () => {
    workspace = await openTestWorkspace()
    expect(await workspace.call('account.settings-get', {})).toEqual({
      idleLockMinutes: 10,
      backupKeepGigabytes: 5,
    })
    await workspace.call('account.settings-save', { idleLockMinutes: 3, backupKeepGigabytes: 8 })
    workspace.actAs('lasare')
    expect(await workspace.call('account.settings-get', {})).toEqual({
      idleLockMinutes: 3,
      backupKeepGigabytes: 8,
    })
    expect(acts().at(-1)).toMatchObject({ action: 'account.settings-save' })
    workspace.actAs('administrator')
    expect(await codeOf('account.settings-save', { idleLockMinutes: 0, backupKeepGigabytes: 8 })).toBe(
      'INPUT_INVALID',
    )
  })
})

describe('receipts', () => {
  it('are kept for thirty days', async () => {
    workspace = await openTestWorkspace()
    await workspace.call('account.settings-save', { idleLockMinutes: 3, backupKeepGigabytes: 8 })
    const receipts = () => workspace.db().value<number>('SELECT count(*) FROM command_receipt')
    workspace.setNow('2026-03-03T10:00:00Z')
    await enter(TEST_PASSPHRASE)
    expect(receipts()).toBe(1)
    workspace.setNow('2026-03-03T12:00:00Z')
    await enter(TEST_PASSPHRASE)
    expect(receipts()).toBe(0)
  })
})
