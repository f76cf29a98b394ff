import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit, writeAudit } from '../kernel/audit.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { closeWithoutFaults, insertTestIncident } from './testIncident.ts'

let workspace: TestWorkspace
let id: number
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-02-10T09:00:00Z' })
  const incident = insertTestIncident(workspace.db())
  id = (await workspace.call('analysis.start', { incidentId: incident.id, title: 'Fel dos' })).id
})
afterEach(() => closeWithoutFaults(workspace))

const get = () => workspace.call('analysis.get', { id })
const at = async () => ({ id, expectedVersion: (await get()).content.version })
const undo = async () => workspace.call('analysis.undo', await at())
/** The content without what every change moves. */
const state = async () => ({
  ...(await get()).content,
  version: 0,
  actions: (await get()).content.actions.map((a) => ({ ...a, version: 0 })),
})

const step = (text: string, rowId: number | null = null) => ({
  id: rowId,
  timeText: '08:00',
  actor: 'Läkare',
  text,
  source: 'Journal',
  deviation: '',
})
const cause = (text: string, delhandelseId: number | null) => ({
  id: null,
  delhandelseId,
  text,
  area: 'OO' as const,
  subcategory: 'Bemanning',
  noActionReason: '',
})
const action = (text: string, causeIds: number[]) => ({
  id: null,
  text,
  strength: 'medel' as const,
  responsible: '',
  dueDate: null,
  measure: '',
  focusArea: '' as const,
  causeIds,
})

/** Two steps, two causes under them, two åtgärder: one meets both. */
async function fill() {
  const steps = await workspace.call('analysis.save-delhandelser', {
    ...(await at()),
    rows: [step('ett'), step('två')],
  })
  const [one = 0, two = 0] = steps.ids
  const causes = await workspace.call('analysis.save-causes', {
    ...(await at()),
    rows: [cause('A', one), cause('B', two)],
  })
  const [a = 0, b = 0] = causes.ids
  const actions = await workspace.call('analysis.save-actions', {
    ...(await at()),
    rows: [action('Åtgärd 1', [a, b]), action('Åtgärd 2', [b])],
  })
  return { steps: steps.ids, causes: causes.ids, actions: actions.ids }
}

const save = async (summary: string) =>
  workspace.call('analysis.save-texts', { ...(await at()), texts: { summary } })

describe('undo', () => {
  it('puts back a removed delhändelse with the causes that hung on it', async () => {
    const { steps } = await fill()
    const before = await state()
    await workspace.call('analysis.save-delhandelser', { ...(await at()), rows: [step('två', steps[1])] })
    expect((await get()).content.causes[0]?.delhandelseId).toBeNull()
    expect((await undo()).label).toBe('Händelseförlopp')
    expect(await state()).toEqual(before)
  })

  it('puts back removed causes with the åtgärder that met them', async () => {
    await fill()
    const before = await state()
    await workspace.call('analysis.save-causes', { ...(await at()), rows: [] })
    expect((await get()).content.actions.map((row) => row.causeIds)).toEqual([[], []])
    expect((await undo()).label).toBe('Orsaker')
    expect(await state()).toEqual(before)
  })

  it('puts back removed åtgärder under their own numbers', async () => {
    await fill()
    const before = await state()
    await workspace.call('analysis.save-actions', { ...(await at()), rows: [action('En annan', [])] })
    await undo()
    expect(await state()).toEqual(before)
    expect(before.actions.map((row) => row.number)).toEqual(['ATG-2026-0001', 'ATG-2026-0002'])
  })

  it('goes back step by step to the start, and then has nothing more', async () => {
    const states = [await state()]
    await workspace.call('analysis.save-texts', {
      ...(await at()),
      texts: { summary: 'Ett' },
      patientHeard: 'ja',
    })
    states.push(await state())
    await workspace.call('analysis.save-members', {
      ...(await at()),
      rows: [{ id: null, role: 'analysledare', profession: 'Läkare', unit: 'NU' }],
    })
    states.push(await state())
    const { commission } = (await get()).content
    await workspace.call('analysis.save-commission', {
      ...(await at()),
      commission: { ...commission, scope: 'Ett dygn' },
    })
    states.push(await state())
    await workspace.call('analysis.set-step', { ...(await at()), step: 2 })
    await workspace.call('analysis.save-texts', { ...(await at()), texts: { summary: 'Två' } })

    for (const label of ['Texter', 'Uppdrag', 'Team', 'Texter']) {
      expect((await get()).undo?.label).toBe(label)
      expect((await undo()).label).toBe(label)
      expect({ ...(await state()), step: 1 }).toEqual(states.pop())
    }
    expect((await get()).undo).toBeNull()
    expect((await workspace.callRaw('analysis.undo', await at())).ok).toBe(false)
    expect(verifyAudit(workspace.db()).brokenAt).toBeNull()
  })

  it('after a new change takes back that one, then what came before the undone ones', async () => {
    await save('A')
    await save('B')
    await undo()
    await save('C')
    await undo()
    expect((await get()).content.texts.summary).toBe('A')
    await undo()
    expect((await get()).content.texts.summary).toBe('')
    expect((await get()).undo).toBeNull()
  })

  it('never takes back somebody else’s change, or a decision', async () => {
    await workspace.call('analysis.save-texts', { ...(await at()), texts: { summary: 'Mitt' } })
    expect((await get()).undo).not.toBeNull()
    await workspace.call('analysis.decide', {
      ...(await at()),
      comment: '',
      decidedBy: 'Verksamhetschef',
      decidedDate: '2026-02-10',
      decisions: [],
    })
    expect((await get()).undo).toBeNull()

    const { version } = await workspace.call('analysis.save-texts', {
      ...(await at()),
      texts: { summary: 'Igen' },
    })
    expect((await get()).undo).toMatchObject({ label: 'Texter' })
    writeAudit(workspace.db(), { id: 'annan', name: 'Annan' }, '2026-02-10T10:00:00Z', {
      action: 'analysis.save-texts',
      entity: 'analysis',
      entityId: id,
      before: { texts: { summary: 'Igen' } },
      after: { texts: { summary: 'Annans' } },
    })
    expect((await get()).undo).toBeNull()
    const result = await workspace.callRaw('analysis.undo', { id, expectedVersion: version })
    expect(result).toMatchObject({ ok: false, error: { code: 'RULE' } })
  })
})
