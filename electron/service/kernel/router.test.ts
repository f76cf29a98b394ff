import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { LardomError } from '../../../shared/rpc/error.ts'
import { command, job, query } from '../../../shared/rpc/procedure.ts'
import type { CallRequest, ServiceEvent } from '../../../shared/rpc/wire.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { verifyAudit } from './audit.ts'
import type { ServiceState } from './context.ts'
import { implement } from './handlers.ts'
import { Router } from './router.ts'

/** A small area of its own, over a real workspace: what holds for every procedure is tried here once. */
const contract = {
  'test.read': query({ input: z.strictObject({}), output: z.number(), access: ['lasare'] }),
  'test.write': command({
    input: z.strictObject({ key: z.string().min(1, 'Skriv en nyckel.'), fail: z.boolean().optional() }),
    output: z.number(),
    access: ['cheflakare'],
  }),
  'test.host': query({ input: z.strictObject({}), output: z.null(), access: ['cheflakare'], caller: 'host' }),
  'test.break': query({ input: z.strictObject({}), output: z.null(), access: ['cheflakare'] }),
  'test.number': query({
    input: z.strictObject({ age: z.number().int().min(0), kind: z.enum(['risk', 'tillbud']) }),
    output: z.null(),
    access: ['cheflakare'],
  }),
  'test.silent': command({ input: z.strictObject({}), output: z.null(), access: ['cheflakare'] }),
  'test.late': job({ input: z.strictObject({}), output: z.number(), access: ['cheflakare'] }),
  'test.changing-hands': job({ input: z.strictObject({}), output: z.null(), access: ['cheflakare'] }),
  'test.long': job({ input: z.strictObject({}), output: z.string(), access: ['cheflakare'] }),
} as const

let workspace: TestWorkspace
let state: ServiceState
let router: Router
let events: ServiceEvent[]
let logged: unknown[]

beforeEach(async () => {
  workspace = await openTestWorkspace()
  state = workspace.state()
  events = []
  logged = []
  router = new Router({
    contract,
    handlers: implement(contract, {
      'test.read': (_input, { db }) => db.value<number>('SELECT count(*) FROM draft') ?? 0,
      'test.write': ({ key, fail }, { db, actor, audit, changed }) => {
        db.run('INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, ?, ?, ?)', [
          actor.id,
          key,
          '',
          '',
        ])
        audit({ action: 'skrev', entity: 'test', entityId: key })
        if (fail) throw new Error('hemlig detalj')
        changed('test')
        return db.value<number>('SELECT count(*) FROM draft') ?? 0
      },
      'test.host': () => null,
      'test.number': () => null,
      'test.silent': (_input, { db, actor }) => {
        db.run("INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, 'tyst', '', '')", [actor.id])
        return null
      },
      'test.late': async (_input, { db }) => {
        await Promise.resolve()
        workspace.service.close()
        return db.transaction(() => db.value<number>('SELECT count(*) FROM draft') ?? 0)
      },
      'test.changing-hands': async () => {
        await Promise.resolve()
        if (state.actor) state.actor = { ...state.actor, id: 'nästa', name: 'Nästa Person' }
        throw new LardomError('OUT_OF_SCOPE')
      },
      'test.break': () => {
        throw new Error('hemlig detalj')
      },
      'test.long': (_input, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve('avbruten'))),
    }),
    state,
    now: () => new Date('2026-02-01T11:00:00Z'),
    emit: (event) => events.push(event),
    log: (_ref, _procedure, error) => logged.push(error),
    checkOutput: true,
  })
})
afterEach(() => workspace.close())

const ask = (procedure: string, input: unknown = {}, extra: Partial<CallRequest> = {}) =>
  router.call({ type: 'call', id: 'a', procedure, input, caller: 'window', ...extra })
const codeOf = async (answer: ReturnType<typeof ask>) => {
  const result = await answer
  return result.ok ? 'ok' : result.error.code
}
const auditActions = () =>
  workspace
    .db()
    .all<{ action: string; entity_id: string }>('SELECT action, entity_id FROM audit_log ORDER BY seq')
    .map((row) => `${row.action} ${row.entity_id}`)

describe('a command', () => {
  it('is applied once, however often it is sent', async () => {
    const first = await ask('test.write', { key: 'a' }, { commandId: 'c1' })
    const again = await ask('test.write', { key: 'a' }, { commandId: 'c1' })
    expect(first).toEqual({ ok: true, data: 1 })
    expect(again).toEqual(first)
    expect(auditActions().filter((action) => action === 'skrev a')).toHaveLength(1)
  })

  it('may not reuse another command’s id', async () => {
    await ask('test.write', { key: 'a' }, { commandId: 'c1' })
    expect(await codeOf(ask('test.write', { key: 'b' }, { commandId: 'c1' }))).toBe('CONFLICT')
  })

  it('gives its answer again only to somebody who still has the same roles', async () => {
    await ask('test.write', { key: 'a' }, { commandId: 'c1' })
    workspace.actAsIn('SU', 'cheflakare')
    expect(await codeOf(ask('test.write', { key: 'a' }, { commandId: 'c1' }))).toBe('CONFLICT')
  })

  it('leaves nothing behind when it fails: no row, no trace, no receipt, no event', async () => {
    const before = auditActions()
    expect(await codeOf(ask('test.write', { key: 'a', fail: true }, { commandId: 'c1' }))).toBe('INTERNAL')
    expect(workspace.db().value('SELECT count(*) FROM draft')).toBe(0)
    expect(workspace.db().value('SELECT count(*) FROM command_receipt WHERE command_id = ?', ['c1'])).toBe(0)
    expect(auditActions()).toEqual(before)
    expect(events).toEqual([])
  })

  it('on a full disk says so, leaves nothing behind, and works again when there is room', async () => {
    const { raw } = workspace.db()
    raw.pragma(`max_page_count = ${Number(raw.pragma('page_count', { simple: true })) + 2}`)
    const before = auditActions()
    const full = await ask('test.write', { key: 'x'.repeat(100_000) }, { commandId: 'c1' })
    expect(full).toMatchObject({ ok: false, error: { code: 'DISK_FULL', retry: true } })
    expect(auditActions()).toEqual(before)
    expect(logged).toEqual([])
    raw.pragma('max_page_count = 1000000')
    expect(await codeOf(ask('test.write', { key: 'x'.repeat(100_000) }, { commandId: 'c1' }))).toBe('ok')
  })

  it('that changes anything without a trace in the log is a fault, and changes nothing', async () => {
    expect(await ask('test.silent')).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(String(logged[0])).toContain('a change must leave a trace')
    expect(workspace.db().value<number>('SELECT count(*) FROM draft')).toBe(0)
  })

  it('names the areas it changed', async () => {
    await ask('test.write', { key: 'a' })
    expect(events).toEqual([{ name: 'changed', areas: ['test'] }])
  })
})

describe('every call', () => {
  it('is refused and logged when the role does not allow it', async () => {
    expect(await codeOf(ask('test.read'))).toBe('NOT_ALLOWED')
    expect(auditActions().at(-1)).toBe('nekad test.read')
  })

  it('that is refused late is logged as whoever made it, not as who has come in since', async () => {
    expect(await codeOf(ask('test.changing-hands'))).toBe('OUT_OF_SCOPE')
    expect(
      workspace.db().value("SELECT account_name FROM audit_log WHERE action = 'nekad' ORDER BY seq DESC"),
    ).toBe('Test Chefläkare')
  })

  it('is refused to the window when it is for the host alone', async () => {
    expect(await codeOf(ask('test.host'))).toBe('NOT_ALLOWED')
    expect(await codeOf(ask('test.host', {}, { caller: 'host' }))).toBe('ok')
  })

  it('gets its input checked, with the field and the contract’s own Swedish words', async () => {
    const result = await ask('test.write', { key: '' })
    expect(result).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', field: 'key' } })
    expect(result.ok ? '' : result.error.message).toContain('Skriv en nyckel.')
    expect(await codeOf(ask('test.write', { key: 'a', extra: 1 }))).toBe('INPUT_INVALID')
    expect(await codeOf(ask('test.write', null))).toBe('INPUT_INVALID')
  })

  it.each([
    [{ age: -1, kind: 'risk' }, 'Talet ska vara minst 0.'],
    [{ age: 'tio', kind: 'risk' }, 'Ett värde har fel form.'],
    [{ age: 1, kind: 'x' }, 'Valet finns inte i listan.'],
    [{ kind: 'risk' }, 'Ett värde saknas.'],
    [{ age: 1, kind: 'risk', mer: 1 }, 'Där finns ett fält som inte hör dit.'],
    [7, 'Ett värde har fel form.'],
  ])('gets Swedish words where the contract has none of its own: %o', async (input, words) => {
    const result = await ask('test.number', input)
    expect(result.ok ? '' : result.error.message).toBe(`Något i formuläret behöver rättas: ${words}`)
  })

  it('that does not exist is told so, also with a name every object has', async () => {
    expect(await codeOf(ask('test.nothing'))).toBe('NOT_FOUND')
    expect(await codeOf(ask('constructor'))).toBe('NOT_FOUND')
    expect(await codeOf(ask('__proto__'))).toBe('NOT_FOUND')
  })

  it('that is at work when the workspace is locked ends with that, not with an unexpected fault', async () => {
    expect(await codeOf(ask('test.late'))).toBe('LOCKED')
    expect(logged).toEqual([])
  })

  it('is refused while no workspace is open', async () => {
    workspace.service.close()
    expect(await codeOf(ask('test.write', { key: 'a' }))).toBe('LOCKED')
  })

  it('that breaks gives a reference and no detail; the detail is logged', async () => {
    const result = await ask('test.break')
    expect(JSON.stringify(result)).not.toContain('hemlig detalj')
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(String(logged[0])).toContain('hemlig detalj')
  })

  it('can be cancelled while it runs', async () => {
    const answer = ask('test.long', {}, { id: 'lång' })
    await Promise.resolve()
    router.cancel('lång')
    expect(await answer).toEqual({ ok: true, data: 'avbruten' })
  })
})

describe('the audit trail', () => {
  it('holds as a chain, and names the first broken link', async () => {
    for (const key of ['a', 'b', 'c']) await ask('test.write', { key })
    const db = workspace.db()
    expect(verifyAudit(db).brokenAt).toBeNull()
    const seq = db.value<number>("SELECT seq FROM audit_log WHERE entity_id = 'b'") ?? 0
    db.raw.exec('DROP TRIGGER audit_log_no_update')
    db.run("UPDATE audit_log SET entity_id = 'x' WHERE seq = ?", [seq])
    expect(verifyAudit(db).brokenAt).toBe(seq)
  })

  it('shows a removed row, and refuses to change or remove one by plain SQL', async () => {
    for (const key of ['a', 'b', 'c']) await ask('test.write', { key })
    const db = workspace.db()
    expect(() => db.run("UPDATE audit_log SET action = 'x'")).toThrow(/append only/)
    expect(() => db.run('DELETE FROM audit_log')).toThrow(/append only/)
    db.raw.exec('DROP TRIGGER audit_log_no_delete')
    const seq = db.value<number>("SELECT seq FROM audit_log WHERE entity_id = 'b'") ?? 0
    db.run('DELETE FROM audit_log WHERE seq = ?', [seq])
    expect(verifyAudit(db).brokenAt).toBe(seq)
  })
})
