import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copiesFolder } from '../../../shared/backup/names.ts'
import { keyringPath } from '../db/keyringFile.ts'
import { rotationPath } from '../db/rotation.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T12:00:00Z' })
})
afterEach(() => workspace.close())

const PRECIOUS = 'något annat som personen äger'
/** A file of the person's own, elsewhere. */
function precious(): string {
  const path = join(workspace.folder, 'eget.txt')
  writeFileSync(path, PRECIOUS)
  return path
}

/** Calls a function of a module with the workspace's path, in a process that is stopped if it waits for ever. */
function ends(module: string, call: string): boolean {
  const url = new URL(module, import.meta.url).href
  const script = `import * as m from ${JSON.stringify(url)}; try { m.${call}(${JSON.stringify(workspace.path)}) } catch {}`
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 })
  return signal === null
}

// Windows has neither such pipes nor links that anybody may make.
describe.skipIf(process.platform === 'win32')('somebody who may write in the folder', () => {
  it('gets no other file written over by a link where the keyring is written aside', async () => {
    const own = precious()
    symlinkSync(own, `${keyringPath(workspace.path)}.tmp`)
    await workspace.call('account.add', {
      name: 'Bo',
      title: '',
      grants: [{ role: 'lasare', forvaltningId: null }],
    })
    expect(readFileSync(own, 'utf8')).toBe(PRECIOUS)
    expect(lstatSync(keyringPath(workspace.path)).isFile()).toBe(true)
  })

  it('nor by a link where a restore says what it does', async () => {
    const own = precious()
    const { name } = await workspace.call('backup.make', {})
    symlinkSync(own, `${workspace.path}-aterstallning.tmp`)
    await workspace.call('backup.restore', { copy: name, passphrase: TEST_PASSPHRASE })
    expect(readFileSync(own, 'utf8')).toBe(PRECIOUS)
  })

  it('does not get the workspace moved elsewhere by a link where it is encrypted anew', async () => {
    const elsewhere = join(workspace.folder, 'annanstans')
    symlinkSync(elsewhere, rotationPath(workspace.path))
    await workspace.call('account.rotate-key', {})
    expect(existsSync(elsewhere)).toBe(false)
    expect(lstatSync(workspace.path).isFile()).toBe(true)
  })

  it('does not close a folder elsewhere to others by a link in the place of the copies', async () => {
    const elsewhere = join(workspace.folder, 'delad')
    mkdirSync(elsewhere)
    chmodSync(elsewhere, 0o755)
    symlinkSync(elsewhere, copiesFolder(workspace.path))
    await workspace.call('backup.make', {})
    expect(statSync(elsewhere).mode & 0o777).toBe(0o755)
  })

  it('does not stop Lärdom for ever by a pipe in the place of a keyring or of what a restore said', async () => {
    await workspace.call('backup.make', {})
    workspace.service.close()
    rmSync(keyringPath(workspace.path))
    execFileSync('mkfifo', [keyringPath(workspace.path)])
    expect(ends('./copies.ts', 'listCopies')).toBe(true)
    execFileSync('mkfifo', [`${workspace.path}-aterstallning`])
    expect(ends('./replace.ts', 'finishReplacement')).toBe(true)
  })

  it('does not write words of its own in the log by a made-up restore', async () => {
    workspace.service.close()
    const intent = { copy: 'vad som helst\n19121212-1212', kept: 'a 2026-11-22 120000 ersatt.lardom' }
    writeFileSync(`${workspace.path}-aterstallning`, JSON.stringify(intent))
    expect(
      await workspace.callRaw('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE }),
    ).toMatchObject({ ok: false, error: { code: 'DB_DAMAGED' } })
  })
})
