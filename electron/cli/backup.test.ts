import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLE_PASSPHRASE } from '../../shared/example/contract.ts'
import { damagePage } from '../service/testing/damage.ts'

const MAIN = join(import.meta.dirname, 'main.ts')

let folder: string
let workspace: string

function run(...args: string[]) {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LARDOM_PASSPHRASE: EXAMPLE_PASSPHRASE },
    input: '',
    timeout: 120_000,
  })
  return { code: result.status, out: result.stdout, err: result.stderr }
}
const json = (...args: string[]) => {
  const { code, out, err } = run(...args, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Record<string, unknown>
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-terminal-å-'))
  run('demo', '--out', 'exempel', '--incidents', '20')
  workspace = join(folder, 'Min yta.lardom')
  for (const end of ['', '-nycklar']) {
    copyFileSync(join(folder, 'exempel', `Exempeldata.lardom${end}`), `${workspace}${end}`)
  }
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('lardom backup and lardom restore', () => {
  it('make a copy, list it, and bring back a workspace that is damaged, gone, or has lost its keyring', () => {
    const made = json('backup', '--workspace', workspace)
    const name = String(made['name'])
    expect(name).toMatch(/^Min yta \d{4}-\d{2}-\d{2} \d{6} for-hand\.lardom$/)
    expect(json('backup', '--workspace', workspace, '--list')['copies']).toMatchObject([{ name }])
    expect(run('backup', '--workspace', workspace, '--list').out).toContain('Gjord för hand')

    damagePage(workspace)
    expect(run('verify', '--workspace', workspace)).toMatchObject({ code: 3 })
    expect(run('restore', '--workspace', workspace).out).toContain(name)
    expect(json('restore', '--workspace', workspace, '--backup', name)).toMatchObject({ isExample: true })
    expect(run('verify', '--workspace', workspace).code).toBe(0)

    rmSync(workspace)
    expect(run('restore', '--workspace', workspace, '--backup', name).code).toBe(0)
    expect(run('verify', '--workspace', workspace).code).toBe(0)

    writeFileSync(`${workspace}-nycklar`, 'trasig')
    expect(run('verify', '--workspace', workspace)).toMatchObject({ code: 3 })
    expect(run('restore', '--workspace', workspace, '--keyring').out).toContain('går att öppna igen')
    expect(run('verify', '--workspace', workspace).code).toBe(0)
  })

  it('write a copy elsewhere, never over a file, and say so with an exit code', () => {
    const out = join(folder, 'annanstans.lardom')
    expect(json('backup', '--workspace', workspace, '--out', out)).toMatchObject({ path: out })
    expect(run('verify', '--workspace', out).code).toBe(0)
    const bytes = readFileSync(out)
    const again = run('backup', '--workspace', workspace, '--out', out)
    expect(again.code).toBe(3)
    expect(again.err).toContain('finns redan')
    expect(readFileSync(out).equals(bytes)).toBe(true)
  })

  it('refuse what is not there', () => {
    const missing = run('restore', '--workspace', workspace, '--backup', 'en annan.lardom')
    expect(missing.code).toBe(4)
    expect(missing.err).toContain('Säkerhetskopian finns inte')
    expect(run('restore', '--workspace', join(folder, 'okänd.lardom')).out).toContain('inga säkerhetskopior')
  })
})

describe('two terminals on one workspace', () => {
  it('cannot both have it open, and a kill -9 frees it', async () => {
    // One that unlocks and then waits, with the workspace open.
    const script = `
      import { randomUUID } from 'node:crypto'
      const { createService } = await import(${JSON.stringify(join(import.meta.dirname, '../service/service.ts'))})
      const service = createService({ appVersion: '0', pdfPrinter: {} })
      const answer = await service.call({
        type: 'call', id: randomUUID(), procedure: 'account.unlock', caller: 'host',
        input: { path: ${JSON.stringify(workspace)}, passphrase: ${JSON.stringify(EXAMPLE_PASSPHRASE)} },
      })
      process.stdout.write(answer.ok ? 'öppen' : answer.error.code)
      setInterval(() => undefined, 1000)
    `
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [said] = (await once(other.stdout, 'data')) as [Buffer]
      expect(said.toString()).toBe('öppen')
      const refused = run('verify', '--workspace', workspace)
      expect(refused.code).toBe(3)
      expect(refused.err).toContain('redan öppen på annat håll')
    } finally {
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    expect(run('verify', '--workspace', workspace).code).toBe(0)
    expect(existsSync(`${workspace}-las`)).toBe(true)
    expect(readdirSync(folder).filter((name) => name.includes('aterst'))).toEqual([])
  })
})
