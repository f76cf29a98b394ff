import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatAnchor } from '../../shared/audit/anchor.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../service/testing/testWorkspace.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
  await workspace.call('account.draft-save', { key: 'k', body: 'utkast' })
  for (const role of ['lasare', 'skribent'] as const) {
    workspace.actAs(role)
    await workspace.callRaw('audit.verify', {})
  }
})
afterEach(() => workspace.close())

function verify(...args: string[]) {
  // The terminal is another program: the file is closed before it comes.
  workspace.service.close()
  const main = join(import.meta.dirname, 'main.ts')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, 'verify', '--workspace', workspace.path, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, LARDOM_PASSPHRASE: TEST_PASSPHRASE },
      input: '',
      timeout: 60_000,
    },
  )
  return { code: status, out: stdout.replaceAll('\u00a0', ' '), err: stderr }
}

describe('lardom verify', () => {
  it('says how long the log is, from when to when, and gives an anchor that holds the next time', () => {
    const first = verify()
    expect(first).toMatchObject({ code: 0, err: '' })
    // Opening the file to check it is a row of its own.
    expect(first.out).toContain('Logg: 4 rader, kedjan hel')
    expect(first.out).toContain('från 2026-02-01 12:00:00')
    const anchor = /ankare (4:[0-9A-Z-]+)/.exec(first.out)?.[1] ?? ''
    const second = verify('--anchor', anchor)
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toContain(`Ankaret ${anchor}: stämmer`)
    expect(second.out).toContain('Logg: 5 rader, kedjan hel')
  })

  it('names the first broken link, and what stands there now', () => {
    const db = workspace.db()
    db.raw.exec('DROP TRIGGER audit_log_no_update')
    db.run("UPDATE audit_log SET entity_id = 'incident.get' WHERE seq = 2")
    const { code, out, err } = verify()
    expect(code).toBe(5)
    expect(out).toContain('Logg: 1 rader hänger ihop; därefter är kedjan bruten')
    expect(out).toContain(
      'Första brutna länk: rad 2 i loggen är ändrad i efterhand; där står nu 2026-02-01 12:00:00, Test Chefläkare: Försökte utan behörighet (Anrop händelser (incident.get))',
    )
    expect(err).toContain('loggens kedja är bruten vid rad 2')
  })

  it('tells an anchor that does not hold from one that is miswritten', () => {
    const anchor = /ankare (4:[0-9A-Z-]+)/.exec(verify().out)?.[1] ?? ''
    const other = anchor.replace('4:', '3:')
    const miswritten = verify('--anchor', other)
    expect(miswritten.code).toBe(2)
    expect(miswritten.err).toContain('Ankaret är felskrivet')
    const forged = formatAnchor(3, 'ab'.repeat(32))
    const { code, out, err } = verify('--anchor', forged)
    expect(code).toBe(5)
    expect(out).toContain(`Ankaret ${forged}: stämmer inte`)
    expect(err).toContain(`loggen bär inte ankaret ${forged}`)
  })
})
