import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../electron/service/example/random.ts'
import { makeWorkspace, PASSPHRASE, startInProcess, type InProcess } from './inProcess.ts'
import { Ledger } from './ledger.ts'

/** The ledger is what says that nothing is lost: it must see it when something is. */
let folder: string
let running: InProcess
let ledger: Ledger

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-liggare-'))
  const path = join(folder, 'a.lardom')
  await makeWorkspace(path)
  running = startInProcess()
  await running.call('account.unlock', { path, passphrase: PASSPHRASE })
  const units = await running.call('organisation.tree', {})
  ledger = new Ledger(new Random(1, 'liggare'), units.find(({ kind }) => kind === 'forvaltning')?.id ?? 0)
  for (let turn = 0; turn < 30; turn++) {
    const command = ledger.next()
    const { procedure, input, commandId } = command
    ledger.note(command, await running.raw(procedure, input, { commandId }))
  }
  const draft = ledger.nextDraft(false)
  draft.done(await running.raw('account.draft-save', { key: draft.key, body: draft.body }))
})
afterAll(() => {
  running.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the ledger says of the file after a change that no command made; the change is taken back. */
function saysAfter(...sql: string[]): string[] {
  const db = running.db()
  let said: string[] = []
  db.raw.exec('PRAGMA foreign_keys = OFF; BEGIN')
  try {
    for (const line of sql) db.raw.exec(line)
    said = ledger.compare(db)
  } finally {
    db.raw.exec('ROLLBACK; PRAGMA foreign_keys = ON')
  }
  return said
}

describe('the ledger', () => {
  it('has nothing to say of a file that holds what was answered', () => {
    expect(ledger.answered).toBeGreaterThan(30)
    expect(saysAfter()).toEqual([])
  })

  it('sees a lost case, a lost receipt, a lost row of the log and a lost draft', () => {
    const last = "(SELECT max(id) FROM incident WHERE origin = 'registrerad')"
    expect(saysAfter(`DELETE FROM incident WHERE id = ${last}`)).not.toEqual([])
    expect(
      saysAfter(
        'DELETE FROM command_receipt WHERE command_id = (SELECT max(command_id) FROM command_receipt)',
      ),
    ).not.toEqual([])
    expect(
      saysAfter('DROP TRIGGER audit_log_no_delete', "DELETE FROM audit_log WHERE action LIKE 'incident.%'"),
    ).not.toEqual([])
    expect(saysAfter('DELETE FROM draft')).not.toEqual([])
  })

  it('sees a change that is half there', () => {
    const one = "(SELECT min(id) FROM incident WHERE origin = 'registrerad')"
    expect(saysAfter(`UPDATE incident SET title = 'Ett annat' WHERE id = ${one}`)).not.toEqual([])
    expect(saysAfter(`UPDATE incident SET version = version + 1 WHERE id = ${one}`)).not.toEqual([])
    expect(saysAfter(`DELETE FROM incident_fts WHERE rowid = ${one}`)).not.toEqual([])
    expect(saysAfter('DELETE FROM assessment')).not.toEqual([])
  })
})
