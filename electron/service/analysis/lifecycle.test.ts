import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../shared/contract.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { closeWithoutFaults, insertTestIncident } from './testIncident.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-02-10T09:00:00Z' })
})
afterEach(() => closeWithoutFaults(workspace))

async function refusal(procedure: string, input: unknown) {
  const result = await workspace.callRaw(procedure, input)
  if (result.ok) throw new Error(`${procedure} was allowed`)
  return result.error
}

const content = async (id: number): Promise<Output<'analysis.get'>['content']> =>
  (await workspace.call('analysis.get', { id })).content

async function start(incidentId: number) {
  return workspace.call('analysis.start', {
    incidentId,
    title: 'Fel dos av insulin',
    commissionerRole: 'Verksamhetschef',
    commissionDate: '2026-02-09',
    purpose: 'Förstå hur dosen kunde bli fel',
  })
}

const CAUSE = {
  id: null,
  delhandelseId: null,
  text: 'Ordinationsmallen visade två enheter, vilket ökade risken för fel dos.',
  area: 'TU' as const,
  subcategory: 'Användbarhet',
  noActionReason: '',
}
const ACTION = {
  id: null,
  text: 'Visa bara en enhet i mallen',
  strength: 'stark' as const,
  responsible: '',
  dueDate: null,
  measure: 'Antal fel doser per månad, mål 0',
  focusArea: 'O2' as const,
  causeIds: [] as number[],
}

/** One delhändelse, one cause, one åtgärd that meets it. */
async function filled(id: number, from = 1) {
  const steps = await workspace.call('analysis.save-delhandelser', {
    id,
    expectedVersion: from,
    rows: [
      {
        id: null,
        timeText: '08:00',
        actor: 'Läkare',
        text: 'Ordinerar',
        source: 'Journal',
        deviation: 'Fel enhet',
      },
    ],
  })
  const causes = await workspace.call('analysis.save-causes', {
    id,
    expectedVersion: steps.version,
    rows: [{ ...CAUSE, delhandelseId: steps.ids[0] ?? null }],
  })
  const actions = await workspace.call('analysis.save-actions', {
    id,
    expectedVersion: causes.version,
    rows: [{ ...ACTION, causeIds: causes.ids }],
  })
  return { version: actions.version, causeId: causes.ids[0] ?? 0, actionId: actions.ids[0] ?? 0 }
}

const row = (text: string, rowId: number | null = null) => ({
  id: rowId,
  timeText: '',
  actor: '',
  text,
  source: '',
  deviation: '',
})

const genomfors = (actionId: number) => ({
  actionId,
  decision: 'genomfors' as const,
  reason: '',
  responsible: 'Enhetschef',
  dueDate: '2026-06-30',
})

async function decidedAnalysis() {
  const incident = insertTestIncident(workspace.db(), { harm: 'allvarlig_vardskada' })
  const { id } = await start(incident.id)
  const { version, actionId } = await filled(id)
  const decided = await workspace.call('analysis.decide', {
    id,
    expectedVersion: version,
    comment: '',
    decidedBy: 'Verksamhetschef',
    decidedDate: '2026-02-10',
    decisions: [
      { actionId, decision: 'genomfors', reason: '', responsible: 'Enhetschef', dueDate: '2026-06-30' },
    ],
  })
  return { id, incidentId: incident.id, version: decided.version }
}

describe('starting a händelseanalys', () => {
  it('numbers it, carries its commission and puts the incident under utredning', async () => {
    const incident = insertTestIncident(workspace.db())
    const { id, number } = await start(incident.id)
    expect(number).toBe('HA-2026-0001')
    expect(await content(id)).toMatchObject({
      startedDate: '2026-02-10',
      step: 1,
      isExample: false,
      commission: {
        commissionerRole: 'Verksamhetschef',
        commissionDate: '2026-02-09',
        lexMaria: 'ej_avgjort',
      },
    })
    expect((await workspace.call('incident.get', { id: incident.id })).status).toBe('under_utredning')
    const [latest] = await workspace.call('incident.history', { id: incident.id })
    expect(latest).toMatchObject({ action: 'Startade händelseanalys' })
    expect(workspace.events).toContainEqual({ name: 'changed', areas: ['analysis', 'incident'] })
  })

  it('asks before a second one is started beside an open one', async () => {
    const incident = insertTestIncident(workspace.db())
    await start(incident.id)
    const input = { incidentId: incident.id, title: 'En till' }
    const refused = await refusal('analysis.start', input)
    expect(refused).toMatchObject({ code: 'RULE', field: 'confirmed' })
    expect(refused.message).toContain('HA-2026-0001')
    const second = await workspace.call('analysis.start', { ...input, confirmed: true })
    expect(second.number).toBe('HA-2026-0002')
  })

  it('marks an analysis of a published case as example and leaves the case as its source has it', async () => {
    const incident = insertTestIncident(workspace.db(), { origin: 'publicerad', status: 'ej_angivet' })
    const { id } = await start(incident.id)
    expect((await content(id)).isExample).toBe(true)
    expect((await workspace.call('incident.get', { id: incident.id })).status).toBe('ej_angivet')
  })

  it('refuses a rejected incident, one that is gone, a personnummer, and those who may not', async () => {
    const rejected = insertTestIncident(workspace.db(), { status: 'avvisad' })
    expect((await refusal('analysis.start', { incidentId: rejected.id, title: 'X' })).code).toBe('RULE')
    expect((await refusal('analysis.start', { incidentId: 999, title: 'X' })).code).toBe('NOT_FOUND')
    const incident = insertTestIncident(workspace.db())
    const secret = { incidentId: incident.id, title: 'Fallet 19121212-1212' }
    expect((await refusal('analysis.start', secret)).code).toBe('PERSONNUMMER_IN_TEXT')
    workspace.actAs('skribent')
    expect((await refusal('analysis.start', { incidentId: incident.id, title: 'X' })).code).toBe(
      'NOT_ALLOWED',
    )
    expect((await refusal('analysis.get', { id: 1 })).code).toBe('NOT_ALLOWED')
  })
})

describe('saving an analysis', () => {
  it('keeps the ids of rows that stay, in the order they are sent', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const first = await workspace.call('analysis.save-delhandelser', {
      id,
      expectedVersion: 1,
      rows: [row('ett'), row('två'), row('tre')],
    })
    const [one, two, three] = first.ids
    if (one === undefined || two === undefined || three === undefined) throw new Error('three ids')
    const second = await workspace.call('analysis.save-delhandelser', {
      id,
      expectedVersion: first.version,
      rows: [row('tre', three), row('ny'), row('ett, ändrad', one)],
    })
    const stored = (await content(id)).delhandelser
    expect(stored.map((step) => step.text)).toEqual(['tre', 'ny', 'ett, ändrad'])
    expect(stored.map((step) => step.id)).toEqual(second.ids)
    expect(second.ids[0]).toBe(three)
    expect(second.ids[2]).toBe(one)
    expect(second.ids[1]).toBeGreaterThan(three)
    expect(
      (
        await refusal('analysis.save-delhandelser', {
          id,
          expectedVersion: second.version,
          rows: [row('borta', two)],
        })
      ).code,
    ).toBe('NOT_FOUND')
  })

  it('refuses a save made on an older version, and saves nothing of it', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    await workspace.call('analysis.save-texts', { id, expectedVersion: 1, texts: { summary: 'först' } })
    const late = await refusal('analysis.save-texts', { id, expectedVersion: 1, texts: { summary: 'sist' } })
    expect(late.code).toBe('CONFLICT')
    expect((await content(id)).texts.summary).toBe('först')
  })

  it('changes only the texts that are sent', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const saved = await workspace.call('analysis.save-texts', {
      id,
      expectedVersion: 1,
      texts: { method: 'Intervjuer', cost: '12 vårddygn' },
      patientHeard: 'ja',
    })
    await workspace.call('analysis.save-texts', { id, expectedVersion: saved.version, texts: { cost: '' } })
    const { texts, patientHeard } = await content(id)
    expect(texts).toMatchObject({ method: 'Intervjuer', cost: '' })
    expect(patientHeard).toBe('ja')
  })

  it('refuses personnummer in every list, with the field', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const bad = 'Patient 19121212-1212'
    const at = { id, expectedVersion: 1 }
    const tries: [string, unknown][] = [
      ['analysis.save-texts', { ...at, texts: { sources: bad } }],
      ['analysis.save-members', { ...at, rows: [{ id: null, role: 'medlem', profession: bad, unit: '' }] }],
      [
        'analysis.save-delhandelser',
        { ...at, rows: [{ id: null, timeText: '', actor: '', text: '', source: bad, deviation: '' }] },
      ],
      ['analysis.save-causes', { ...at, rows: [{ ...CAUSE, text: bad }] }],
      ['analysis.save-actions', { ...at, rows: [{ ...ACTION, measure: bad }] }],
      [
        'analysis.decide',
        { ...at, comment: bad, decidedBy: 'Chef', decidedDate: '2026-02-10', decisions: [] },
      ],
    ]
    for (const [procedure, input] of tries) {
      const { code } = await refusal(procedure, input)
      expect({ procedure, code }).toEqual({ procedure, code: 'PERSONNUMMER_IN_TEXT' })
    }
    expect((await content(id)).version).toBe(1)
  })

  it('refuses a cause under, and an åtgärd for, a row of another analysis', async () => {
    const { id: other } = await start(insertTestIncident(workspace.db()).id)
    const { causeId } = await filled(other)
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const step = (await content(other)).delhandelser[0]?.id ?? 0
    const causes = { id, expectedVersion: 1, rows: [{ ...CAUSE, delhandelseId: step }] }
    expect((await refusal('analysis.save-causes', causes)).code).toBe('NOT_FOUND')
    const actions = { id, expectedVersion: 1, rows: [{ ...ACTION, causeIds: [causeId] }] }
    expect((await refusal('analysis.save-actions', actions)).code).toBe('NOT_FOUND')
  })
})

describe('the steps', () => {
  it('can be taken in any order, but not to the slutrapport without what the law asks', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const five = await workspace.call('analysis.set-step', { id, expectedVersion: 1, step: 5 })
    expect(five.findings.map((found) => found.code)).toContain('kallor_saknas')
    const refused = await refusal('analysis.set-step', { id, expectedVersion: five.version, step: 6 })
    expect(refused.message).toContain('3 kap. 3 §')
    const { version } = await filled(id, five.version)
    const six = await workspace.call('analysis.set-step', { id, expectedVersion: version, step: 6 })
    // Taste is told, and blocks nothing.
    expect(six.findings.every((found) => found.severity !== 'lag')).toBe(true)
    expect(six.findings.length).toBeGreaterThan(0)
    await workspace.call('analysis.set-step', { id, expectedVersion: six.version, step: 2 })
    expect((await content(id)).step).toBe(2)
  })
})

describe('the uppdragsgivare’s decision', () => {
  it('needs ansvarig and date for what will be done, and a reason for what will not', async () => {
    const incident = insertTestIncident(workspace.db())
    const { id } = await start(incident.id)
    const { version, actionId } = await filled(id)
    const decide = (more: object) => ({
      id,
      expectedVersion: version,
      comment: 'Vi gör det.',
      decidedBy: 'Verksamhetschef',
      decidedDate: '2026-02-10',
      decisions: [{ ...genomfors(actionId), ...more }],
    })
    const field = `decisions.${actionId}`
    expect(await refusal('analysis.decide', decide({ responsible: ' ' }))).toMatchObject({
      code: 'RULE',
      field,
    })
    expect((await refusal('analysis.decide', decide({ dueDate: null }))).message).toContain('3 kap. 2 §')
    for (const kind of ['genomfors_ej', 'hanskjuts', 'genomfors_andrad']) {
      expect((await refusal('analysis.decide', decide({ decision: kind }))).message).toContain('skälet')
    }
    const tomorrow = { ...decide({}), decidedDate: '2026-02-11' }
    expect((await refusal('analysis.decide', tomorrow)).field).toBe('decidedDate')

    await workspace.call('analysis.decide', decide({}))
    const after = await content(id)
    expect(after.actions[0]).toMatchObject({
      decision: 'genomfors',
      responsible: 'Enhetschef',
      dueDate: '2026-06-30',
    })
    expect(after).toMatchObject({
      step: 7,
      decision: { decidedBy: 'Verksamhetschef', decidedDate: '2026-02-10' },
    })
    expect((await workspace.call('incident.get', { id: incident.id })).status).toBe('atgard_beslutad')
  })

  it('holds afterwards: a decided åtgärd is not removed, and keeps its time plan', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const { version, actionId } = await filled(id)
    const decided = await workspace.call('analysis.decide', {
      id,
      expectedVersion: version,
      comment: '',
      decidedBy: 'Verksamhetschef',
      decidedDate: '2026-02-10',
      decisions: [
        { actionId, decision: 'genomfors', reason: '', responsible: 'Enhetschef', dueDate: '2026-06-30' },
      ],
    })
    const at = { id, expectedVersion: decided.version }
    expect((await refusal('analysis.save-actions', { ...at, rows: [] })).code).toBe('RULE')
    const emptied = { ...at, rows: [{ ...ACTION, id: actionId, responsible: 'Enhetschef', dueDate: null }] }
    expect((await refusal('analysis.save-actions', emptied)).message).toContain('3 kap. 2 §')
  })
})

describe('closing an analysis', () => {
  it('waits for the decision and stops at the law', async () => {
    const { id } = await start(insertTestIncident(workspace.db()).id)
    const close = { id, expectedVersion: 1, completedDate: '2026-02-10', acknowledged: [] }
    expect((await refusal('analysis.complete', close)).message).toContain('inte beslutat')
    const decided = await workspace.call('analysis.decide', {
      id,
      expectedVersion: 1,
      comment: 'Inget att göra.',
      decidedBy: 'Verksamhetschef',
      decidedDate: '2026-02-10',
      decisions: [],
    })
    const refused = await refusal('analysis.complete', { ...close, expectedVersion: decided.version })
    expect(refused.message).toContain('3 kap. 3 §')
  })

  it('lets an open quality finding through only when it is acknowledged, and keeps what was open', async () => {
    const { id, incidentId, version } = await decidedAnalysis()
    const close = { id, expectedVersion: version, completedDate: '2026-02-10' }
    expect(await refusal('analysis.complete', { ...close, acknowledged: [] })).toMatchObject({
      code: 'RULE',
      field: 'acknowledged',
    })
    const { findings } = await workspace.call('analysis.get', { id })
    const codes = [...new Set(findings.filter((f) => f.severity === 'kvalitet').map((f) => f.code))]
    expect(codes).toContain('sammanfattning_saknas')
    await workspace.call('analysis.complete', { ...close, acknowledged: codes })

    const incident = await workspace.call('incident.get', { id: incidentId })
    expect(incident).toMatchObject({ status: 'uppfoljning', investigated: true })
    const logged = workspace
      .db()
      .value<string>(
        "SELECT after_json FROM audit_log WHERE action = 'analysis.complete' AND entity = 'analysis'",
      )
    expect(logged).toContain('sammanfattning_saknas')
  })

  it('makes it a finished document, which can be opened again with a reason', async () => {
    const { id, version } = await decidedAnalysis()
    const { findings } = await workspace.call('analysis.get', { id })
    const closed = await workspace.call('analysis.complete', {
      id,
      expectedVersion: version,
      completedDate: '2026-02-10',
      acknowledged: findings.map((found) => found.code),
    })
    const at = { id, expectedVersion: closed.version }
    for (const [procedure, input] of [
      ['analysis.save-texts', { ...at, texts: { summary: 'sent' } }],
      ['analysis.save-causes', { ...at, rows: [] }],
      ['analysis.undo', at],
      ['analysis.set-step', { ...at, step: 3 }],
    ] as const) {
      const { message } = await refusal(procedure, input)
      expect(`${procedure}: ${message}`).toContain('avslutad')
    }
    expect((await refusal('analysis.reopen', { ...at, reason: ' ' })).code).toBe('INPUT_INVALID')
    const reopened = await workspace.call('analysis.reopen', {
      ...at,
      reason: 'Nya uppgifter från patienten',
    })
    await workspace.call('analysis.save-texts', {
      id,
      expectedVersion: reopened.version,
      texts: { summary: 'Med patientens uppgifter' },
    })
    expect(await content(id)).toMatchObject({
      completedDate: null,
      texts: { summary: 'Med patientens uppgifter' },
    })
  })
})

describe('the list of analyses', () => {
  it('is cut by förvaltning, step, state and text with å, ä and ö, open ones first', async () => {
    const first = insertTestIncident(workspace.db(), { title: 'Första' })
    const { id: older } = await start(first.id)
    const second = insertTestIncident(workspace.db())
    const { id: newer } = await workspace.call('analysis.start', {
      incidentId: second.id,
      title: 'ÅTERINLÄGGNING efter fall',
    })
    await workspace.call('analysis.set-step', { id: newer, expectedVersion: 1, step: 3 })
    workspace.db().run("UPDATE analysis SET completed_date = '2026-02-10' WHERE id = ?", [newer])

    const list = async (input: Parameters<typeof workspace.call<'analysis.list'>>[1]) =>
      (await workspace.call('analysis.list', input)).rows.map((row) => row.id)
    expect(await list({})).toEqual([older, newer])
    expect(await list({ state: 'avslutade' })).toEqual([newer])
    expect(await list({ state: 'pagaende' })).toEqual([older])
    expect(await list({ step: 3 })).toEqual([newer])
    expect(await list({ text: 'återinläggning FALL' })).toEqual([newer])
    expect(await list({ text: 'AVV-2026-000001' })).toEqual([older])
    expect(await list({ incidentId: first.id })).toEqual([older])
    expect(await list({ forvaltningId: first.forvaltningId })).toHaveLength(2)
    expect(await list({ forvaltningId: first.forvaltningId + 1 })).toEqual([])
    expect(await workspace.call('analysis.list', { limit: 1, offset: 1 })).toMatchObject({
      total: 2,
      rows: [{ id: newer, causeCount: 0, actionCount: 0 }],
    })
  })
})
