import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatAnchor } from '../../../shared/audit/anchor.ts'
import type { AuditFilter } from '../../../shared/audit/filter.ts'
import type { Output } from '../../../shared/contract.ts'
import { fallReport } from '../incident/testFields.ts'
import { writeAudit } from '../kernel/audit.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { cell } from './exportLog.ts'

let workspace: TestWorkspace
let me: string
const cases: Record<string, { id: number; arendenr: string }> = {}

beforeAll(async () => {
  workspace = await openTestWorkspace()
  me = workspace.state().actor?.id ?? ''
  for (const code of ['SU', 'NU']) {
    const unitId = findOwnUnitByCode(workspace.db(), code)?.id ?? 0
    const { id } = await workspace.call('incident.register', {
      fields: fallReport(unitId, { title: `Fall på ${code}` }),
    })
    const { arendenr } = await workspace.call('incident.get', { id })
    cases[code] = { id, arendenr }
    await workspace.call('incident.update', {
      id,
      version: 1,
      fields: fallReport(unitId, { title: `Nytt namn på ${code}` }),
    })
  }
  const { id } = await workspace.call('analysis.start', { incidentId: caseOf('SU').id, title: 'Fall' })
  await workspace.call('analysis.save-texts', {
    id,
    expectedVersion: 1,
    texts: { summary: 'Hemlig sammanfattning.' },
  })
  const other = (at: string, action: string, entity: string, entityId: string | number, after?: unknown) =>
    writeAudit(workspace.db(), { id: 'annan', name: 'Berit Läsare' }, at, { action, entity, entityId, after })
  other('2026-02-02T22:59:59.000Z', 'nekad', 'procedure', 'incident.update')
  other('2026-02-02T23:00:00.000Z', 'patient.reveal', 'patient', caseOf('SU').id, { purpose: 'journal' })
  other('2026-02-04T08:00:00.000Z', 'något.nytt', 'okänt', 1, { text: 'hemligt' })
  other('2026-02-04T08:00:00.000Z', 'inläst', 'import', '=cmd|calc')
})
afterAll(() => workspace.close())

const EVERYTHING = ['administrator', 'cheflakare'] as const

function caseOf(code: string) {
  const found = cases[code]
  if (!found) throw new Error(`${code} has no case`)
  return found
}

/** The acts of the rows that the filter gives, oldest first; read page by page and counted, which must agree. */
async function acts(filter: AuditFilter = {}): Promise<string[]> {
  const found: string[] = []
  let before: number | null = null
  for (;;) {
    const page: Output<'audit.list'> = await workspace.call('audit.list', { filter, before, limit: 3 })
    found.push(...page.rows.map((row) => row.action))
    before = page.rows.at(-1)?.seq ?? null
    if (!page.more) break
  }
  expect(await workspace.call('audit.count', { filter })).toEqual({ total: found.length })
  return found.reverse()
}

async function detailOf(action: string, code?: string) {
  const filter = code === undefined ? {} : { about: caseOf(code).arendenr }
  const { rows } = await workspace.call('audit.list', { filter, limit: 200 })
  const seq = rows.find((row) => row.action === action)?.seq ?? 0
  return workspace.call('audit.get', { seq })
}

describe('the log', () => {
  it('is read newest first, page by page, and whole', async () => {
    workspace.actAs(...EVERYTHING)
    const all = await acts()
    expect(all.slice(0, 3)).toEqual(['skapad', 'incident.register', 'incident.update'])
    expect(all.at(-1)).toBe('inläst')
    const overview = await workspace.call('audit.overview', {})
    expect(overview).toMatchObject({ rows: all.length, everyone: true })
    expect(overview.people.map((person) => person.name).sort()).toEqual(['Berit Läsare', 'Test Chefläkare'])
  })

  it('is filtered by who, by what kind of act, and by Swedish days', async () => {
    workspace.actAs(...EVERYTHING)
    expect(await acts({ accountId: 'annan' })).toEqual(['nekad', 'patient.reveal', 'något.nytt', 'inläst'])
    expect(await acts({ kinds: ['nekad'] })).toEqual(['nekad'])
    expect(await acts({ kinds: ['visning'] })).toEqual(['patient.reveal'])
    expect(await acts({ kinds: ['visning', 'ovrigt'] })).toEqual(['patient.reveal', 'något.nytt'])
    expect(await acts({ kinds: ['dokument'] })).toEqual([])
    // 23.00 UTC in winter is midnight in Sweden.
    expect(await acts({ from: '2026-02-02', to: '2026-02-02' })).toEqual(['nekad'])
    expect(await acts({ from: '2026-02-03', to: '2026-02-03' })).toEqual(['patient.reveal'])
    expect(await acts({ from: '2026-02-03' })).toEqual(['patient.reveal', 'något.nytt', 'inläst'])
    expect(await acts({ to: '2026-01-31' })).toEqual([])
    expect(await acts({ accountId: me, from: '2026-02-02' })).toEqual([])
  })

  it('gives everything about a case by its number, with what hangs on it', async () => {
    workspace.actAs(...EVERYTHING)
    const { arendenr } = caseOf('SU')
    expect(await acts({ about: ` ${arendenr.toLowerCase()} ` })).toEqual([
      'incident.register',
      'incident.update',
      'analysis.start',
      'analysis.start',
      'analysis.save-texts',
      'patient.reveal',
    ])
    expect(await acts({ about: 'HA-2026-0001' })).toEqual(['analysis.start', 'analysis.save-texts'])
    expect(await acts({ about: 'AVV-2019-000001' })).toEqual([])
    // Anything else is looked for as the log has it.
    expect(await acts({ about: 'incident.update' })).toEqual(['nekad'])
    const { rows } = await workspace.call('audit.list', { filter: { about: arendenr, kinds: ['visning'] } })
    expect(rows).toMatchObject([{ name: arendenr, incidentId: caseOf('SU').id, kind: 'visning' }])
  })

  it('finds rows that a clock set back left out of order', async () => {
    workspace.actAs(...EVERYTHING)
    const db = workspace.db()
    db.raw.exec('SAVEPOINT klocka')
    writeAudit(db, { id: 'annan', name: 'Berit' }, '2025-06-01T10:00:00.000Z', {
      action: 'x',
      entity: 'y',
      entityId: 1,
    })
    writeAudit(db, { id: 'annan', name: 'Berit' }, '2026-03-01T10:00:00.000Z', {
      action: 'z',
      entity: 'y',
      entityId: 1,
    })
    expect(await acts({ from: '2025-06-01', to: '2025-06-01' })).toEqual(['x'])
    expect(await acts({ from: '2026-02-04' })).toEqual(['något.nytt', 'inläst', 'z'])
    db.raw.exec('ROLLBACK TO klocka; RELEASE klocka')
  })
})

describe('who may see what in the log', () => {
  it('the chefläkare of the region reads what a change held before and after', async () => {
    workspace.actAs('cheflakare')
    expect(await detailOf('incident.update', 'SU')).toMatchObject({
      content: 'visas',
      changes: [{ label: 'Rubrik', before: 'Fall på SU', after: 'Nytt namn på SU' }],
    })
    expect(await detailOf('analysis.save-texts')).toMatchObject({
      content: 'visas',
      changes: [{ label: 'Sammanfattning', before: '–', after: 'Hemlig sammanfattning.' }],
    })
  })

  it('the administrator sees who, when and what, but no case text', async () => {
    workspace.actAs('administrator')
    expect((await acts()).length).toBeGreaterThan(8)
    for (const action of ['incident.update', 'analysis.save-texts', 'patient.reveal', 'något.nytt']) {
      const shown = await detailOf(action)
      expect(shown).toMatchObject({ content: 'dolt', changes: [] })
      expect(JSON.stringify(shown)).not.toMatch(/namn på|Hemlig|hemligt|journal/)
    }
    // The list itself never carries any.
    const { rows } = await workspace.call('audit.list', { filter: {}, limit: 200 })
    expect(JSON.stringify(rows)).not.toMatch(/namn på|Fall på|Hemlig|hemligt/)
    expect(await detailOf('skapad')).toMatchObject({ content: 'inget' })
  })

  it('the chefläkare of one förvaltning reads the text of its cases alone', async () => {
    workspace.actAsIn('SU', 'cheflakare')
    expect(await detailOf('incident.update', 'SU')).toMatchObject({ content: 'visas' })
    expect(await detailOf('analysis.save-texts')).toMatchObject({ content: 'visas' })
    expect(await detailOf('incident.update', 'NU')).toMatchObject({ content: 'dolt', changes: [] })
    expect(await detailOf('något.nytt')).toMatchObject({ content: 'dolt', changes: [] })
  })

  it.each(['handlaggare', 'analysledare', 'skribent', 'lasare'] as const)(
    'a %s sees her own acts and nobody else’s',
    async (role) => {
      workspace.actAs(role)
      const mine = await acts()
      expect(mine).toContain('incident.update')
      expect(mine).not.toContain('patient.reveal')
      expect(await acts({ accountId: 'annan' })).toEqual([])
      const overview = await workspace.call('audit.overview', {})
      expect(overview).toMatchObject({ everyone: false, people: [{ id: me, name: 'Test Chefläkare' }] })
      workspace.actAs(...EVERYTHING)
      const { rows } = await workspace.call('audit.list', { filter: { accountId: 'annan' } })
      workspace.actAs(role)
      const refused = await workspace.callRaw('audit.get', { seq: rows[0]?.seq })
      expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
      expect(await detailOf('incident.update', 'SU')).toMatchObject({
        content: role === 'skribent' ? 'dolt' : 'visas',
      })
    },
  )
})

describe('the check of the log', () => {
  it('says how much there is, from when, and gives an anchor that holds', async () => {
    workspace.actAs(...EVERYTHING)
    const report = await workspace.call('audit.verify', {})
    const anchor = await workspace.call('audit.anchor', {})
    expect(report).toMatchObject({ ok: true, broken: null, anchor: null, head: anchor?.text })
    expect(report.firstAt).toBe('2026-02-01T11:00:00.000Z')
    const kept = anchor?.text ?? ''
    writeAudit(workspace.db(), { id: me, name: 'A' }, '2026-03-01T10:00:00.000Z', {
      action: 'x',
      entity: 'y',
      entityId: 1,
    })
    expect(await workspace.call('audit.verify', { anchor: kept.toLowerCase() })).toMatchObject({
      ok: true,
      rows: report.rows + 1,
      anchor: { text: kept, holds: true },
    })
  })

  it('says that an anchor does not hold when the row is another, or is not there', async () => {
    workspace.actAs(...EVERYTHING)
    for (const anchor of [formatAnchor(3, 'ab'.repeat(32)), formatAnchor(999_999, 'ab'.repeat(32))]) {
      expect(await workspace.call('audit.verify', { anchor })).toMatchObject({
        ok: false,
        broken: null,
        anchor: { text: anchor, holds: false },
      })
    }
  })

  it('tells a miswritten anchor from a false one', async () => {
    workspace.actAs(...EVERYTHING)
    const text = formatAnchor(3, 'ab'.repeat(32))
    const wrong = text.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
    for (const [anchor, words] of [
      [wrong, /felskrivet/],
      ['rad 3', /ser ut så här/],
    ] as const) {
      const result = await workspace.callRaw('audit.verify', { anchor })
      expect(result).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', field: 'anchor' } })
      expect(result.ok ? '' : result.error.message).toMatch(words)
    }
  })

  it('names the first broken link: its number, and who did what when as it stands now', async () => {
    workspace.actAs(...EVERYTHING)
    const db = workspace.db()
    db.raw.exec('SAVEPOINT skada; DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete')
    db.run("UPDATE audit_log SET account_name = 'Någon annan' WHERE seq = 4")
    expect(await workspace.call('audit.verify', {})).toMatchObject({
      ok: false,
      rows: 3,
      broken: { seq: 4, kind: 'andrad', row: { seq: 4, who: 'Någon annan' } },
    })
    db.run('DELETE FROM audit_log WHERE seq = 2')
    expect(await workspace.call('audit.verify', {})).toMatchObject({
      rows: 1,
      broken: { seq: 2, kind: 'saknas', row: null },
    })
    db.raw.exec('ROLLBACK TO skada; RELEASE skada')
  })
})

describe('the export of the log', () => {
  it('holds who, when and what, opens in Excel, runs no formula, and is itself logged', async () => {
    workspace.actAs(...EVERYTHING)
    const path = join(workspace.folder, 'logg.csv')
    const filter = { from: '2026-02-01', to: '2026-02-28' }
    const expected = (await acts(filter)).length
    const written = await workspace.call('audit.export', { path, filter })
    const bytes = readFileSync(path)
    expect(written).toEqual({ rows: expected, bytes: bytes.length })
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeff"Rad";"Tid (svensk)"')).toBe(true)
    expect(text).not.toMatch(/namn på|Fall på|Hemlig|hemligt/)
    const rows: string[][] = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' })
    expect(rows).toHaveLength(expected + 1)
    const shown = rows.find((row) => row[9] === 'patient.reveal')
    expect(shown?.slice(1, 9)).toEqual([
      '2026-02-03 00:00:00',
      '2026-02-02T23:00:00.000Z',
      'Berit Läsare',
      'annan',
      'Visade patientens nummer',
      'Visad patientidentitet',
      'Patientidentitet',
      caseOf('SU').arendenr,
    ])
    expect(rows.find((row) => row[9] === 'inläst')?.[8]).toBe("'=cmd|calc")
    expect((await acts()).at(-1)).toBe('audit.export')
    expect(await detailOf('audit.export')).toMatchObject({
      content: 'visas',
      changes: expect.arrayContaining([{ label: 'Rader', before: '–', after: String(expected) }]) as unknown,
    })
  })

  it('never writes over a workspace, and leaves nothing when it cannot be written', async () => {
    workspace.actAs(...EVERYTHING)
    const before = (await acts()).length
    for (const path of [workspace.path, join(workspace.folder, 'finns inte', 'logg.csv')]) {
      const result = await workspace.callRaw('audit.export', { path, filter: {} })
      expect(result).toMatchObject({ ok: false, error: { code: 'WRITE_FAILED' } })
    }
    expect(existsSync(join(workspace.folder, 'finns inte'))).toBe(false)
    expect((await acts()).length).toBe(before)
    expect(workspace.faults).toEqual([])
  })

  it.each(['=1+1', '+46', '-2', '@a', ' =1', '\t=1', '＝1'])('makes the cell %j text', (text) => {
    expect(cell(text)).toBe(`"'${text}"`)
  })
})
