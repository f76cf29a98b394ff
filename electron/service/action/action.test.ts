import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewAnalysisParts } from '../analysis/repository.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { closeWithoutFaults, insertTestIncident } from '../analysis/testIncident.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-02-10T09:00:00Z' })
})
afterEach(() => closeWithoutFaults(workspace))

type ActionPart = NonNullable<NewAnalysisParts['actions']>[number]

function insertActions(...actions: Partial<ActionPart>[]): number {
  const db = workspace.db()
  const { id: incidentId, forvaltningId } = insertTestIncident(db)
  insertAnalysis(
    db,
    { incidentId, forvaltningId, title: 'Fel dos', startedDate: '2026-01-20', isExample: false },
    {
      actions: actions.map((action, index) => ({
        text: `Åtgärd ${index + 1}`,
        strength: 'medel',
        responsible: 'Enhetschef',
        dueDate: '2026-03-01',
        measure: '',
        focusArea: '',
        causes: [],
        decision: 'genomfors',
        decisionReason: '',
        doneDate: null,
        followUpDate: null,
        effect: 'ej_matt',
        effectDate: null,
        effectText: '',
        ...action,
      })),
    },
  )
  return forvaltningId
}

const list = (input: Parameters<typeof workspace.call<'action.list'>>[1] = {}) =>
  workspace.call('action.list', input)
const first = async () => {
  const [row] = (await list()).rows
  if (!row) throw new Error('no åtgärd')
  return row
}
async function refusal(procedure: string, input: unknown) {
  const result = await workspace.callRaw(procedure, input)
  if (result.ok) throw new Error(`${procedure} was allowed`)
  return result.error
}

describe('the register of åtgärder', () => {
  it('puts late ones first, then what is due next, then what nothing is due for', async () => {
    insertActions(
      { text: 'klar i mars' },
      { text: 'sen', dueDate: '2026-02-09' },
      { text: 'förslag', decision: 'ej_beslutad', dueDate: '2026-01-01' },
      { text: 'följs upp sent', doneDate: '2025-06-01', followUpDate: '2025-12-01' },
      { text: 'klar i dag', dueDate: '2026-02-10' },
    )
    const { rows, lateTotal } = await list()
    expect(rows.map((row) => [row.text, row.late])).toEqual([
      ['följs upp sent', true],
      ['sen', true],
      ['klar i dag', false],
      ['klar i mars', false],
      ['förslag', false],
    ])
    expect(lateTotal).toBe(2)
    expect(rows[0]).toMatchObject({
      analysisNumber: 'HA-2026-0001',
      sourceTitle: 'Fel dos',
      state: 'genomford',
    })
  })

  it('is cut by state, lateness, strength, förvaltning and text, and paged', async () => {
    const su = insertActions(
      { text: 'Ändra LÄKEMEDELSSKÅP', strength: 'stark' },
      { text: 'Ny rutin', strength: 'svag', dueDate: '2026-01-31' },
      { text: 'Hänskjuten', decision: 'hanskjuts', decisionReason: 'Till koncernen' },
    )
    const texts = async (input: Parameters<typeof list>[0]) => (await list(input)).rows.map((row) => row.text)
    expect(await texts({ text: 'läkemedelsskåp' })).toEqual(['Ändra LÄKEMEDELSSKÅP'])
    expect(await texts({ text: 'enhetschef rutin' })).toEqual(['Ny rutin'])
    expect(await texts({ text: '%' })).toEqual([])
    expect(await texts({ strength: 'stark' })).toEqual(['Ändra LÄKEMEDELSSKÅP'])
    expect(await texts({ lateOnly: true })).toEqual(['Ny rutin'])
    expect(await texts({ states: ['hanskjuten', 'genomfors_ej'] })).toEqual(['Hänskjuten'])
    expect(await texts({ forvaltningId: su })).toHaveLength(3)
    expect(await texts({ forvaltningId: su + 1 })).toEqual([])
    expect(await list({ offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ text: 'Ändra LÄKEMEDELSSKÅP' }],
    })
  })
})

describe('an åtgärd that is done', () => {
  it('is followed up half a year later, unless another day is chosen', async () => {
    insertActions({})
    const row = await first()
    const done = await workspace.call('action.mark-done', {
      id: row.id,
      expectedVersion: row.version,
      doneDate: '2025-08-31',
      followUpDate: null,
    })
    expect(done.followUpDate).toBe('2026-02-28')
    expect(await first()).toMatchObject({ state: 'genomford', doneDate: '2025-08-31', version: done.version })
    await workspace.call('action.mark-done', {
      id: row.id,
      expectedVersion: done.version,
      doneDate: '2025-08-31',
      followUpDate: '2025-11-30',
    })
    expect(await first()).toMatchObject({ late: true, followUpDate: '2025-11-30' })
  })

  it('must have been decided, not lie ahead, and be the version one saw', async () => {
    insertActions({ decision: 'ej_beslutad' })
    const proposal = await first()
    const input = { id: proposal.id, expectedVersion: 1, doneDate: '2026-02-10', followUpDate: null }
    expect((await refusal('action.mark-done', input)).message).toContain('beslutar först')
    workspace.db().run("UPDATE action SET decision = 'genomfors'")
    expect((await refusal('action.mark-done', { ...input, doneDate: '2026-02-11' })).field).toBe('doneDate')
    expect((await refusal('action.mark-done', { ...input, followUpDate: '2026-02-09' })).field).toBe(
      'followUpDate',
    )
    expect((await refusal('action.mark-done', { ...input, expectedVersion: 2 })).code).toBe('CONFLICT')
    expect((await refusal('action.mark-done', { ...input, id: 99 })).code).toBe('NOT_FOUND')
    workspace.actAs('lasare')
    expect((await refusal('action.mark-done', input)).code).toBe('NOT_ALLOWED')
  })
})

describe('the effect of an åtgärd', () => {
  const effect = {
    effect: 'delvis' as const,
    effectDate: '2026-02-01',
    effectText: 'Fel doser minskade från 4 till 2 i månaden.',
    nextFollowUpDate: null,
  }

  it('is recorded with its figures, and leaves a trace before and after', async () => {
    insertActions({ doneDate: '2025-10-01', followUpDate: '2026-01-15' })
    const row = await first()
    expect(row.late).toBe(true)
    await workspace.call('action.record-effect', { id: row.id, expectedVersion: row.version, ...effect })
    expect(await first()).toMatchObject({
      state: 'uppfoljd',
      late: false,
      effect: 'delvis',
      effectText: effect.effectText,
    })
    const log = workspace
      .db()
      .get<{ before_json: string; after_json: string }>(
        "SELECT before_json, after_json FROM audit_log WHERE action = 'action.record-effect'",
      )
    expect(JSON.parse(log?.before_json ?? '')).toMatchObject({ effect: 'ej_matt' })
    expect(JSON.parse(log?.after_json ?? '')).toMatchObject({ effect: 'delvis', doneDate: '2025-10-01' })
  })

  it('is not told of what is not done, before it was done, or with a personnummer', async () => {
    insertActions({})
    const { id } = await first()
    const at = { id, expectedVersion: 1 }
    expect((await refusal('action.record-effect', { ...at, ...effect })).message).toContain('inte genomförd')
    workspace.db().run("UPDATE action SET done_date = '2026-02-05'")
    expect((await refusal('action.record-effect', { ...at, ...effect })).field).toBe('effectDate')
    const later = { ...at, ...effect, effectDate: '2026-02-08' }
    expect((await refusal('action.record-effect', { ...later, effectText: '191212121212' })).code).toBe(
      'PERSONNUMMER_IN_TEXT',
    )
    expect((await refusal('action.record-effect', { ...later, effect: 'ej_matt' })).field).toBe(
      'nextFollowUpDate',
    )
  })

  it('may be put off to another day when it could not be measured', async () => {
    insertActions({ doneDate: '2025-10-01', followUpDate: '2026-01-15' })
    const row = await first()
    await workspace.call('action.record-effect', {
      id: row.id,
      expectedVersion: row.version,
      ...effect,
      effect: 'ej_matt',
      nextFollowUpDate: '2026-05-01',
    })
    expect(await first()).toMatchObject({ state: 'genomford', late: false, followUpDate: '2026-05-01' })
  })
})
