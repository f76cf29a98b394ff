import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LardomError } from '../../../shared/rpc/error.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { closeWithoutFaults } from '../analysis/testIncident.ts'
import { insertIncident } from '../incident/repository.ts'
import { fallReport, rowNumber } from '../incident/testFields.ts'
import { verifyAudit } from '../kernel/audit.ts'
import { findOwnUnitByCode, insertUnit } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/** Skatteverket's own test number, and the example of a reservnummer in Inera's description: they belong to nobody. */
const NUMBER = '19121212-1212'
const RESERV = '19810829-M071'

let workspace: TestWorkspace
let unitId: number
let incidentId: number
let version: number
beforeEach(async () => {
  workspace = await openTestWorkspace()
  unitId = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
  const made = await workspace.call('incident.register', { fields: fallReport(unitId) })
  incidentId = made.id
  version = made.version
})
afterEach(() => {
  const { brokenAt } = verifyAudit(workspace.db())
  closeWithoutFaults(workspace)
  if (brokenAt !== null) throw new Error(`the log is broken at ${brokenAt}`)
})

const register = (number = NUMBER, replace = false) =>
  workspace.call('patient.set', { incidentId, number, purpose: 'lex_maria', replace })
const reveal = () => workspace.call('patient.reveal', { incidentId, purpose: 'journal' })
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => ({ code: 'none', field: undefined, message: '' }),
    // The test's workspace rejects with nothing else.
    (error: unknown) => error as LardomError,
  )
const trace = () =>
  workspace
    .db()
    .all<{ action: string; after_json: string; before_json: string | null }>(
      "SELECT action, after_json, before_json FROM audit_log WHERE entity = 'patient' ORDER BY seq",
    )
    .map(({ action, after_json, before_json }) => ({ action, after: after_json, before: before_json }))
const count = (sql: string) => workspace.db().value<number>(sql) ?? -1

/** Somebody analyses the case. */
const analysis = () =>
  insertAnalysis(workspace.db(), {
    incidentId,
    forvaltningId: unitId,
    title: 'Fall',
    startedDate: '2026-01-22',
    isExample: false,
  })

describe("a patient's number", () => {
  it('is registered, masked and said by whom and for what', async () => {
    expect(await workspace.call('patient.get', { incidentId })).toEqual({
      identity: null,
      registered: false,
      mayShow: true,
      mayChange: true,
    })
    workspace.setNow('2026-02-01T12:30:00Z')
    const registered = await register()
    expect(registered).toEqual({
      kind: 'personnummer',
      masked: '19121212-****',
      purpose: 'lex_maria',
      registeredAt: '2026-02-01T12:30:00.000Z',
      registeredBy: 'Test Chefläkare',
    })
    expect(await workspace.call('patient.get', { incidentId })).toEqual({
      identity: registered,
      registered: true,
      mayShow: true,
      mayChange: true,
    })
    expect(trace()).toEqual([
      {
        action: 'patient.set',
        after: '{"patientIdentity":"Registrerad","patientIdentityPurpose":"Anmälan enligt lex Maria"}',
        before: null,
      },
    ])
  })

  it.each([
    ['701063-2391', 'samordningsnummer', '19701063-****'],
    [RESERV, 'reservnummer', '19810829-****'],
    ['121212+1212', 'personnummer', '19121212-****'],
  ])('%s is a %s', async (number, kind, masked) => {
    expect(await register(number)).toMatchObject({ kind, masked })
  })

  it('is refused beside its field when it cannot be right, and nothing of it comes back', async () => {
    for (const number of ['19121212-1213', '20300101-9802', 'Anna', '2'.repeat(61)]) {
      const error = await refusal(register(number))
      expect(error).toMatchObject({ code: 'INPUT_INVALID', field: 'number' })
      expect(error.message).not.toContain(number)
    }
    expect((await refusal(register(' '))).message).toContain('Skriv numret.')
    expect(trace()).toEqual([])
    expect(count('SELECT count(*) FROM patient_identity')).toBe(0)
  })

  it('is replaced only when that is said, and the trace tells it', async () => {
    await register()
    expect(await refusal(register(RESERV))).toMatchObject({ code: 'CONFLICT' })
    expect(await reveal()).toEqual({ number: NUMBER, kind: 'personnummer' })
    await register(RESERV, true)
    expect(await reveal()).toEqual({ number: RESERV, kind: 'reservnummer' })
    expect(trace().map(({ after }) => after.match(/"patientIdentity":"(\w+)"/)?.[1])).toEqual([
      'Registrerad',
      'Visad',
      'Ersatt',
      'Visad',
    ])
  })

  it('is taken away with a reason', async () => {
    await register()
    expect(await refusal(workspace.call('patient.remove', { incidentId, reason: ' ' }))).toMatchObject({
      code: 'INPUT_INVALID',
    })
    await workspace.call('patient.remove', { incidentId, reason: 'Anmälan är gjord.' })
    expect(await workspace.call('patient.get', { incidentId })).toMatchObject({ registered: false })
    expect(await refusal(reveal())).toMatchObject({ code: 'NOT_FOUND' })
    expect(trace().at(-1)?.after).toBe(
      '{"patientIdentity":"Borttagen","patientIdentityReason":"Anmälan är gjord."}',
    )
  })

  it('stays out of receipts, for even a hash of so few numbers would tell it', async () => {
    await register()
    await reveal()
    expect(count("SELECT count(*) FROM command_receipt WHERE procedure LIKE 'patient.%'")).toBe(0)
  })

  it('is registered on no published case', async () => {
    const published = insertIncident(
      workspace.db(),
      rowNumber(
        1,
        insertUnit(workspace.db(), {
          parentId: null,
          organisation: 'publicerad',
          kind: 'forvaltning',
          code: 'pub-1',
          name: 'En region någonstans',
        }),
        { origin: 'publicerad' },
      ),
    )
    const set = { incidentId: published, number: NUMBER, purpose: 'journal' } as const
    expect(await refusal(workspace.call('patient.set', set))).toMatchObject({ code: 'RULE' })
    expect(await workspace.call('patient.get', { incidentId: published })).toEqual({
      identity: null,
      registered: false,
      mayShow: false,
      mayChange: false,
    })
  })
})

describe('a look at the number', () => {
  it('is in the log with its purpose before the answer', async () => {
    await register()
    await reveal()
    await workspace.call('patient.reveal', { incidentId, purpose: 'annat', reason: 'IVO ringde.' })
    expect(trace().slice(1)).toEqual([
      {
        action: 'patient.reveal',
        after: '{"patientIdentity":"Visad","patientIdentityPurpose":"Hitta patientens journal"}',
        before: null,
      },
      {
        action: 'patient.reveal',
        after:
          '{"patientIdentity":"Visad","patientIdentityPurpose":"Annat skäl","patientIdentityReason":"IVO ringde."}',
        before: null,
      },
    ])
  })

  it('is not given when it cannot be logged', async () => {
    await register()
    workspace
      .db()
      .raw.exec(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON audit_log WHEN NEW.action = 'patient.reveal' BEGIN SELECT RAISE(ABORT, 'no room'); END",
      )
    const result = await workspace.callRaw('patient.reveal', { incidentId, purpose: 'journal' })
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(JSON.stringify(result)).not.toContain('1212')
    expect(trace()).toHaveLength(1)
    // The fault that the test made.
    workspace.faults.length = 0
    workspace.db().raw.exec('DROP TRIGGER full')
  })

  it('is not logged as given when the seal is broken, and that is told', async () => {
    await register()
    workspace.db().run('UPDATE patient_identity SET sealed = zeroblob(60)')
    expect(await refusal(reveal())).toMatchObject({ code: 'DB_DAMAGED' })
    expect(trace()).toHaveLength(1)
  })

  it('for another reason says which, and the reason holds no number', async () => {
    await register(RESERV)
    const why = (reason: string) =>
      refusal(workspace.call('patient.reveal', { incidentId, purpose: 'annat', reason }))
    expect(await why('')).toMatchObject({ code: 'INPUT_INVALID', field: 'reason' })
    expect(await why(`Gäller ${NUMBER}`)).toMatchObject({ code: 'PERSONNUMMER_IN_TEXT', field: 'reason' })
    expect(await why('Gäller 810829 M071')).toMatchObject({ code: 'PERSONNUMMER_IN_TEXT', field: 'reason' })
    expect(trace()).toHaveLength(1)
  })

  it("is told in the case's history, and does not stand in the way of Ångra", async () => {
    const updated = await workspace.call('incident.update', {
      id: incidentId,
      version,
      fields: fallReport(unitId, { title: 'Fall i korridor' }),
    })
    await register()
    await reveal()
    const history = await workspace.call('incident.history', { id: incidentId })
    expect(history.slice(0, 2).map(({ action, changes }) => ({ action, changes }))).toEqual([
      {
        action: 'Såg patientens nummer',
        changes: [
          { label: 'Patientens identitet', before: '–', after: 'Visad' },
          { label: 'Ändamål', before: '–', after: 'Hitta patientens journal' },
        ],
      },
      {
        action: 'Skrev in patientens nummer',
        changes: [
          { label: 'Patientens identitet', before: '–', after: 'Registrerad' },
          { label: 'Ändamål', before: '–', after: 'Anmälan enligt lex Maria' },
        ],
      },
    ])
    expect((await workspace.call('incident.get', { id: incidentId })).undo).toMatchObject({
      label: 'Redigerade händelsen',
    })
    await workspace.call('incident.undo', { id: incidentId, version: updated.version })
    expect(await reveal()).toMatchObject({ number: NUMBER })
  })
})

describe('who leads an analysis', () => {
  it('meets the number only while the case is analysed, and a try before that is logged', async () => {
    await register()
    const refused = () => count("SELECT count(*) FROM audit_log WHERE action = 'nekad'")
    const analysisId = () => count('SELECT max(id) FROM analysis')
    workspace.actAsIn('SU', 'analysledare')
    expect(await workspace.call('patient.get', { incidentId })).toEqual({
      identity: null,
      registered: true,
      mayShow: false,
      mayChange: false,
    })
    expect(await refusal(reveal())).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(refused()).toBe(1)
    expect(trace()).toHaveLength(1)

    analysis()
    expect(await workspace.call('patient.get', { incidentId })).toMatchObject({
      identity: { masked: '19121212-****' },
      mayShow: true,
      mayChange: false,
    })
    expect(await reveal()).toMatchObject({ number: NUMBER })

    workspace.db().run("UPDATE analysis SET completed_date = '2026-01-30' WHERE id = ?", [analysisId()])
    expect(await refusal(reveal())).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(register(NUMBER, true))).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('and is handläggare elsewhere is still bound to the analysis here', async () => {
    await register()
    const nu = findOwnUnitByCode(workspace.db(), 'NU')?.id ?? 0
    const state = workspace.state()
    if (state.actor) {
      state.actor = {
        ...state.actor,
        roles: ['analysledare', 'handlaggare'],
        grants: [
          { role: 'analysledare', forvaltningId: unitId },
          { role: 'handlaggare', forvaltningId: nu },
        ],
      }
    }
    expect(await refusal(reveal())).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(register(NUMBER, true))).toMatchObject({ code: 'OUT_OF_SCOPE' })
    analysis()
    expect(await reveal()).toMatchObject({ number: NUMBER })
  })
})

describe('the file', () => {
  it('holds the number in no page of its own text, and another seal each time', async () => {
    await register()
    const sealed = () =>
      workspace.db().value<Uint8Array>('SELECT sealed FROM patient_identity') ?? new Uint8Array()
    const first = Buffer.from(sealed()).toString('latin1')
    expect(first).not.toContain('1212')
    await register(NUMBER, true)
    expect(Buffer.from(sealed()).toString('latin1')).not.toBe(first)
  })

  it('opens the number again after a lock', async () => {
    await register()
    await workspace.call('account.lock', {})
    expect(await refusal(reveal())).toMatchObject({ code: 'LOCKED' })
    await workspace.call('account.unlock', { path: workspace.path, passphrase: 'fyra små ord om havet' })
    expect(await reveal()).toEqual({ number: NUMBER, kind: 'personnummer' })
  })
})
