import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../shared/account/roles.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { insertIncident } from '../incident/repository.ts'
import { rowNumber } from '../incident/testFields.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
let incidentId: number
beforeAll(async () => {
  workspace = await openTestWorkspace()
})
afterAll(() => workspace.close())
beforeEach(() => {
  const db = workspace.db()
  db.raw.exec('SAVEPOINT test')
  workspace.actAs(...ROLES)
  incidentId = insertIncident(
    db,
    rowNumber(1, findOwnUnitByCode(db, 'NU')?.id ?? 0, {
      origin: 'registrerad',
      status: 'bedomd',
      harm: 'allvarlig_vardskada',
      potentialHarm: 'risk_allvarlig_vardskada',
      eventDate: '2025-12-20',
    }),
  )
})
afterEach(() => {
  workspace.db().raw.exec('ROLLBACK TO test; RELEASE test')
  if (workspace.faults.length > 0) throw new AggregateError(workspace.faults, 'unexpected faults')
})

const decide = (decision: 'ska_anmalas' | 'ska_ej_anmalas' = 'ska_anmalas', date = '2026-01-15') =>
  workspace.callRaw('supervision.decide', { incidentId, decision, reason: 'Uppfyller 3 kap. 5 §.', date })
const report = (date = '2026-01-20') =>
  workspace.callRaw('supervision.mark-reported', { incidentId, date, ivoDnr: '3.1.1-00001/2026-1' })
const tellPatient = () =>
  workspace
    .db()
    .run("UPDATE incident SET patient_informed = 'ja', patient_informed_date = '2026-01-02' WHERE id = ?", [
      incidentId,
    ])

describe('a lex Maria case', () => {
  it('goes from decision to report to IVO’s decision, and the incident’s history tells it', async () => {
    expect(await workspace.call('supervision.get', { incidentId })).toBeNull()
    expect(await decide()).toMatchObject({
      ok: true,
      data: { number: 'LM-2026-0001', decision: 'ska_anmalas', decidedBy: 'Test Chefläkare' },
    })
    tellPatient()
    expect(await report()).toMatchObject({ ok: true, data: { reportedDate: '2026-01-20' } })
    const decision = await workspace.call('supervision.record-decision', {
      incidentId,
      decision: 'avslutas_fullgjord',
      date: '2026-01-31',
    })
    expect(decision).toMatchObject({ ivoDecision: 'avslutas_fullgjord', ivoDecisionDate: '2026-01-31' })
    expect(await workspace.call('incident.get', { id: incidentId })).toMatchObject({
      lexMaria: { number: 'LM-2026-0001', decided: true, reportedDate: '2026-01-20' },
    })
    const history = await workspace.call('incident.history', { id: incidentId })
    expect(history.map((entry) => entry.action)).toEqual([
      'Skrev in IVO:s beslut',
      'Markerade som anmäld till IVO',
      'Beslutade om lex Maria',
    ])
    expect(history[2]?.changes).toContainEqual({ label: 'Lex Maria', before: '–', after: 'Ska anmälas' })
  })

  it('is not marked as reported before the patient is told, or a reason why not is written', async () => {
    await decide()
    expect(await report()).toMatchObject({ ok: false, error: { code: 'RULE', field: 'patientInformed' } })
    workspace
      .db()
      .run(
        "UPDATE incident SET patient_not_informed_reason = 'Patienten är avliden utan närstående.' WHERE id = ?",
        [incidentId],
      )
    expect(await report()).toMatchObject({ ok: true })
  })

  it('is not let past the patient by saying that no patient was involved in a vårdskada', async () => {
    await decide()
    workspace.db().run('UPDATE incident SET patient_involved = 0 WHERE id = ?', [incidentId])
    expect(await report()).toMatchObject({ ok: false, error: { code: 'RULE', field: 'patientInformed' } })
  })

  it('is not said to be reported after IVO decided', async () => {
    await decide()
    tellPatient()
    await report('2026-01-20')
    await workspace.call('supervision.record-decision', {
      incidentId,
      decision: 'avslutas_fullgjord',
      date: '2026-01-25',
    })
    expect(await report('2026-01-26')).toMatchObject({ ok: false, error: { field: 'date' } })
    expect(await report('2026-01-25')).toMatchObject({ ok: true })
  })

  it('is not reported without the decision to, nor decided anew once reported', async () => {
    tellPatient()
    expect(await report()).toMatchObject({ ok: false, error: { code: 'RULE' } })
    await decide('ska_ej_anmalas')
    expect(await report()).toMatchObject({ ok: false, error: { code: 'RULE' } })
    // A decision may be changed until the report is sent; it stays one case with one number.
    expect(await decide('ska_anmalas')).toMatchObject({ ok: true, data: { number: 'LM-2026-0001' } })
    await report()
    expect(await decide('ska_ej_anmalas')).toMatchObject({ ok: false, error: { code: 'RULE' } })
  })

  it('has its days in order', async () => {
    expect(await decide('ska_anmalas', '2026-02-02')).toMatchObject({ ok: false, error: { field: 'date' } })
    expect(await decide('ska_anmalas', '2025-12-19')).toMatchObject({ ok: false, error: { field: 'date' } })
    await decide()
    tellPatient()
    expect(await report('2026-02-02')).toMatchObject({ ok: false, error: { field: 'date' } })
    await report()
    const early = { incidentId, decision: 'forelaggande', date: '2026-01-19' }
    expect(await workspace.callRaw('supervision.record-decision', early)).toMatchObject({
      ok: false,
      error: { field: 'date' },
    })
  })

  it('needs an assessed event of one’s own', async () => {
    workspace.db().run("UPDATE incident SET harm = 'ej_bedomd' WHERE id = ?", [incidentId])
    expect(await decide()).toMatchObject({ ok: false, error: { code: 'RULE' } })
    workspace
      .db()
      .run("UPDATE incident SET harm = 'vardskada', origin = 'publicerad' WHERE id = ?", [incidentId])
    expect(await decide()).toMatchObject({ ok: false, error: { code: 'RULE' } })
    const gone = { incidentId: 9999, decision: 'ska_anmalas', reason: 'x', date: '2026-01-15' }
    expect(await workspace.callRaw('supervision.decide', gone)).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
  })

  it('is the chefläkare’s to decide; a handläggare may look', async () => {
    workspace.actAs('handlaggare')
    expect(await decide()).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    expect(await workspace.call('supervision.get', { incidentId })).toBeNull()
    workspace.actAs('skribent')
    expect(await workspace.callRaw('supervision.get', { incidentId })).toMatchObject({
      ok: false,
      error: { code: 'NOT_ALLOWED' },
    })
  })
})
