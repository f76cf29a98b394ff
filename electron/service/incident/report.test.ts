import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../shared/account/roles.ts'
import { EJ_KLASSIFICERAD } from '../../../shared/incident/codes.ts'
import type { IncidentFields } from '../../../shared/incident/fields.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { insertIncident } from './repository.ts'
import { fallReport, rowNumber } from './testFields.ts'

let workspace: TestWorkspace
let unitId: number
beforeAll(async () => {
  workspace = await openTestWorkspace()
  unitId = findOwnUnitByCode(workspace.db(), 'SU-1')?.id ?? 0
})
afterAll(() => workspace.close())
beforeEach(() => {
  workspace.db().raw.exec('SAVEPOINT test')
  workspace.actAs(...ROLES)
})
afterEach(() => {
  workspace.db().raw.exec('ROLLBACK TO test; RELEASE test')
  if (workspace.faults.length > 0) throw new AggregateError(workspace.faults, 'unexpected faults')
})

async function fieldOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise
  } catch (error) {
    if (error instanceof LardomError) return `${error.code} ${error.field}`
    throw error
  }
  throw new Error('expected a refusal')
}

const register = (changes: Partial<IncidentFields> = {}, short = false) =>
  workspace.call('incident.register', { fields: fallReport(unitId, changes), short })
const update = (id: number, version: number, changes: Partial<IncidentFields>) =>
  workspace.call('incident.update', { id, version, fields: fallReport(unitId, changes) })
const get = (id: number) => workspace.call('incident.get', { id })

/** One of each new field, in its own words. */
const WHOLE: Partial<IncidentFields> = {
  handelsetyp: 'lakemedel',
  undertyp: 'lakemedel.administrering',
  skadetyp: 'lakemedel',
  nccMerp: 'E',
  psychologicalSeverity: 2,
  vardprocess: 'behandling',
  vardtyp: 'sluten',
  agens: ['lakemedel', 'medicinteknik'],
  medicineName: 'Warfarin Orion',
  medicineStrength: '2,5 mg',
  medicineForm: 'tablett',
  medicineBatch: 'B-17',
  deviceName: 'Infusionspump',
  deviceMaker: 'Tillverkaren AB',
  deviceModel: 'P4',
  deviceSerial: 'SN-9',
  patientAge: 12,
  isChild: true,
  childInformed: 'ja',
  guardianInformed: 'nej',
  frailElderly: false,
  fastVardkontakt: 'okant',
  vardplan: 'nej',
  waitingKind: 'besok',
  waitingDays: 120,
  samverkan: 'kommun',
  samverkanWith: 'Alingsås',
  medicalArea: 'barn',
  strategiomraden: ['barnuppdraget', 'nara_vard'],
  kvalitetsregister: ['snq'],
  feedbackSkipReason: 'Rapportören är okänd.',
}

describe('the whole report', () => {
  it('comes back as it was written, in the case and in its history', async () => {
    const { id } = await register()
    await update(id, 1, WHOLE)
    const stored = await get(id)
    expect(stored.fields).toEqual(fallReport(unitId, { ...WHOLE, agens: ['lakemedel', 'medicinteknik'] }))
    const [entry] = await workspace.call('incident.history', { id })
    const told = Object.fromEntries(entry?.changes.map((change) => [change.label, change.after]) ?? [])
    expect(told).toMatchObject({
      Undertyp: 'Administrering',
      'Vad var inblandat?': 'Läkemedel, Medicinteknik',
      Strategiområden: 'Barnuppdraget, Nära vård',
      'Är vårdnadshavarna informerade?': 'Nej',
      'Skadans kategori (NCC MERP)': 'E Övergående skada som krävde åtgärd',
      'Vårdgarantins gräns passerad': 'Ja',
      Vårdform: 'Slutenvård',
    })
  })

  it('is taken back whole by Ångra, tags and guarantee too', async () => {
    const { id } = await register({ agens: ['it'] })
    await update(id, 1, WHOLE)
    await workspace.call('incident.undo', { id, version: 2 })
    const back = await get(id)
    expect(back.fields).toEqual(fallReport(unitId, { agens: ['it'] }))
    expect(back.guaranteePassed).toBeNull()
    expect(workspace.db().all('SELECT list, code FROM incident_tag WHERE incident_id = ?', [id])).toEqual([
      { list: 'agens', code: 'it' },
    ])
  })

  it('takes an undertyp of its own händelsetyp only, and an upper level as händelsetyp', async () => {
    const stray = { handelsetyp: 'fall', undertyp: 'lakemedel.ordination' }
    expect(await fieldOf(register(stray))).toBe('INPUT_INVALID undertyp')
    expect(await fieldOf(register({ handelsetyp: 'lakemedel.ordination' }))).toBe('INPUT_INVALID handelsetyp')
    const { id } = await register({ handelsetyp: 'lakemedel', undertyp: 'lakemedel.ordination' })
    expect(await fieldOf(update(id, 1, { handelsetyp: 'fall', undertyp: 'lakemedel.ordination' }))).toBe(
      'INPUT_INVALID undertyp',
    )
    expect(await fieldOf(register({ undertyp: 'fall.pahittad' }))).toBe('INPUT_INVALID undertyp')
  })

  it('says nothing of a patient where none was involved', async () => {
    const { id } = await register({ ...WHOLE, patientInvolved: false, reportedActualSeverity: 0 })
    expect((await get(id)).fields).toMatchObject({
      patientAge: null,
      isChild: null,
      childInformed: null,
      guardianInformed: null,
      frailElderly: null,
      fastVardkontakt: null,
      vardplan: null,
    })
  })
})

describe('väntetid', () => {
  it('is held against the limit of the day it happened, also when the day is changed', async () => {
    const { id } = await register({ waitingKind: 'bedomning', waitingDays: 5 })
    expect((await get(id)).guaranteePassed).toBe(true)
    await update(id, 1, {
      waitingKind: 'bedomning',
      waitingDays: 5,
      eventDate: '2018-06-01',
      discoveredDate: '2018-06-01',
    })
    expect((await get(id)).guaranteePassed).toBe(false)
  })

  it('is held against it for what is brought in too', async () => {
    const row = rowNumber(1, unitId, { waitingKind: 'behandling', waitingDays: 91, eventDate: '2025-06-01' })
    expect((await get(insertIncident(workspace.db(), row))).guaranteePassed).toBe(true)
  })
})

describe('a short report', () => {
  const SHORT = { handelsetyp: EJ_KLASSIFICERAD, reportedActualSeverity: 2, patientInformed: null } as const

  it('needs little, and says of the case that it is short', async () => {
    const { id } = await register(SHORT, true)
    expect(await get(id)).toMatchObject({ status: 'inkommen', incomplete: true })
    // The same report as a whole one would need to say whether the patient was told.
    expect(await fieldOf(register(SHORT))).toBe('INPUT_INVALID patientInformed')
  })

  it('is whole when somebody has filled in the rest, and short again by Ångra', async () => {
    const { id } = await register(SHORT, true)
    await update(id, 1, { ...SHORT, title: 'Ändrad' })
    expect((await get(id)).incomplete).toBe(true)
    const rest = {
      ...SHORT,
      handelsetyp: 'fall',
      vardtyp: 'sluten',
      patientInformed: 'ja',
      patientInformedDate: '2026-01-21',
      journalNoted: true,
    } as const
    await update(id, 2, rest)
    expect((await get(id)).incomplete).toBe(false)
    await workspace.call('incident.undo', { id, version: 3 })
    expect((await get(id)).incomplete).toBe(true)
  })

  it('is found whole by a save without a change, when another room has filled in the last', async () => {
    const { id } = await register({ handelsetyp: EJ_KLASSIFICERAD, vardtyp: 'sluten' }, true)
    workspace.db().run("UPDATE incident SET handelsetyp = 'fall' WHERE id = ?", [id])
    await update(id, 1, { vardtyp: 'sluten' })
    expect((await get(id)).incomplete).toBe(false)
  })

  it('or a case brought in without a händelsetyp is not closed before somebody has chosen one', async () => {
    const judged = { status: 'bedomd', harm: 'ingen_skada', potentialHarm: 'ingen_risk' } as const
    const row = rowNumber(1, unitId, { ...judged, handelsetyp: EJ_KLASSIFICERAD, feedbackWanted: false })
    const id = insertIncident(workspace.db(), row)
    const close = { id, version: 1, status: 'avslutad' as const }
    expect(await fieldOf(workspace.call('incident.set-status', close))).toBe('RULE status')
    workspace.db().run("UPDATE incident SET handelsetyp = 'fall' WHERE id = ?", [id])
    await workspace.call('incident.set-status', close)
  })

  it('that holds everything is not called short', async () => {
    const { id } = await register({ vardtyp: 'sluten' }, true)
    expect((await get(id)).incomplete).toBe(false)
  })
})

describe('återkoppling', () => {
  const give = (id: number, version: number, answer: object) =>
    workspace.call('incident.give-feedback', { id, version, answer: answer as never })

  it('is given with its day, told in the history, and taken back by Ångra', async () => {
    const { id } = await register()
    await give(id, 1, { kind: 'given', text: 'Grindarna byts.', date: '2026-02-01' })
    expect((await get(id)).fields).toMatchObject({
      feedbackText: 'Grindarna byts.',
      feedbackGivenDate: '2026-02-01',
    })
    const [entry] = await workspace.call('incident.history', { id })
    expect(entry?.action).toBe('Gav återkoppling')
    await workspace.call('incident.undo', { id, version: 2 })
    expect((await get(id)).fields.feedbackGivenDate).toBeNull()
  })

  it('is skipped with a reason only', async () => {
    const { id } = await register()
    expect(await fieldOf(give(id, 1, { kind: 'skipped', reason: ' ' }))).toContain('INPUT_INVALID')
    await give(id, 1, { kind: 'skipped', reason: 'Rapportören har slutat.' })
    expect((await get(id)).fields.feedbackSkipReason).toBe('Rapportören har slutat.')
  })

  it('was given neither in the future nor before the report, and holds no personnummer', async () => {
    const { id } = await register()
    for (const date of ['2026-02-02', '2026-01-31']) {
      expect(await fieldOf(give(id, 1, { kind: 'given', text: 'x', date }))).toBe(
        'INPUT_INVALID feedbackGivenDate',
      )
    }
    const text = 'Patienten 19121212-1212 mår bra.'
    expect(await fieldOf(give(id, 1, { kind: 'given', text, date: '2026-02-01' }))).toBe(
      'PERSONNUMMER_IN_TEXT feedbackText',
    )
    expect(await fieldOf(give(id, 1, { kind: 'skipped', reason: text }))).toBe(
      'PERSONNUMMER_IN_TEXT feedbackSkipReason',
    )
  })

  it('can be given when the case is closed, and not on an older version', async () => {
    const { id } = await register()
    await workspace.call('incident.set-status', { id, version: 1, status: 'avvisad', reason: 'Dubblett.' })
    expect(await fieldOf(give(id, 1, { kind: 'skipped', reason: 'x' }))).toBe('CONFLICT undefined')
    await give(id, 2, { kind: 'given', text: 'Tack, det är redan känt.', date: '2026-02-01' })
  })
})

describe('uppföljning', () => {
  it('has its day, set in the step and not before today', async () => {
    const id = insertIncident(
      workspace.db(),
      rowNumber(1, unitId, { status: 'atgard_beslutad', harm: 'ingen_skada', potentialHarm: 'ingen_risk' }),
    )
    const step = { id, version: 1, status: 'uppfoljning' as const }
    expect(await fieldOf(workspace.call('incident.set-status', step))).toBe('RULE status')
    expect(
      await fieldOf(workspace.call('incident.set-status', { ...step, followUpDate: '2026-01-31' })),
    ).toBe('INPUT_INVALID followUpDate')
    await workspace.call('incident.set-status', { ...step, followUpDate: '2026-05-01' })
    expect((await get(id)).followUpDate).toBe('2026-05-01')
    await workspace.call('incident.undo', { id, version: 2 })
    expect((await get(id)).followUpDate).toBeNull()
  })

  it('of a case without a decided åtgärd needs a reason first', async () => {
    const id = insertIncident(
      workspace.db(),
      rowNumber(1, unitId, { status: 'bedomd', harm: 'ingen_skada', potentialHarm: 'ingen_risk' }),
    )
    const step = { id, version: 1, status: 'atgard_beslutad' as const }
    expect(await fieldOf(workspace.call('incident.set-status', step))).toBe('INPUT_INVALID reason')
    await workspace.call('incident.set-status', { ...step, reason: 'Rutinen räcker.' })
  })
})

describe('search', () => {
  it('finds a case by its medicine, its device and the kommun', async () => {
    const { id } = await register()
    await update(id, 1, WHOLE)
    for (const text of ['warfarin', 'infusionspump', 'alingsås']) {
      const { total } = await workspace.call('incident.count', { filter: { text } })
      expect({ text, total }).toEqual({ text, total: 1 })
    }
  })
})
