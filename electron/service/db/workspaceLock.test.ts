import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LardomError } from '../../../shared/rpc/error.ts'
import { takeLock } from './workspaceLock.ts'

let folder: string
let path: string
const started: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-las-'))
  path = join(folder, 'Ytan.lardom')
  writeFileSync(path, '')
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that takes the lock and keeps it until it is killed. */
async function otherProcess(): Promise<ChildProcess> {
  const script = `
    const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'workspaceLock.ts'))})
    takeLock(${JSON.stringify(path)})
    process.stdout.write('har det')
    setInterval(() => undefined, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  await once(child.stdout, 'data')
  return child
}

function lockCode(at = path): string {
  try {
    takeLock(at).release()
    return 'free'
  } catch (error) {
    return (error as LardomError).code
  }
}

describe('the lock of a workspace', () => {
  it('is held by one process at a time, and goes away with it however it ends', async () => {
    const child = await otherProcess()
    expect(lockCode()).toBe('WORKSPACE_IN_USE')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(lockCode()).toBe('free')
  })

  it('is told in Swedish, with the file’s name and what to do', () => {
    const held = takeLock(path)
    expect(() => takeLock(path)).toThrow(/^Ytan\.lardom är redan öppen.*stäng den där/)
    held.release()
  })

  it('is held until everyone who holds it has let go', () => {
    const first = takeLock(path)
    const again = first.retain()
    first.release()
    expect(lockCode()).toBe('WORKSPACE_IN_USE')
    again.release()
    expect(lockCode()).toBe('free')
  })

  it('is the same for a link to the workspace', () => {
    const link = join(folder, 'genväg.lardom')
    symlinkSync(path, link)
    const held = takeLock(path)
    expect(lockCode(link)).toBe('WORKSPACE_IN_USE')
    held.release()
    expect(lockCode(link)).toBe('free')
  })

  it('is one empty file and nothing else', () => {
    const held = takeLock(path)
    expect(readdirSync(folder).sort()).toEqual(['Ytan.lardom', 'Ytan.lardom-las'])
    held.release()
    expect(readdirSync(folder).sort()).toEqual(['Ytan.lardom', 'Ytan.lardom-las'])
  })

  it('cannot be taken where nothing can be written, and that is said', () => {
    mkdirSync(`${path}-las`)
    expect(lockCode()).toBe('NO_PERMISSION')
  })
})
