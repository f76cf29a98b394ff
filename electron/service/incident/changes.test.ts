import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../shared/account/roles.ts'
import type { AssessmentAnswers } from '../../../shared/incident/assessment.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { personnummerCheckDigit } from '../../../shared/text/personnummer.ts'
import { verifyAudit, writeAudit } from '../kernel/audit.ts'
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

// Each test finds the workspace as new: what it wrote is rolled back. Making a new one costs half a second of scrypt.
beforeEach(() => {
  workspace.db().raw.exec('SAVEPOINT test')
  workspace.actAs(...ROLES)
  workspace.setNow('2026-02-01T11:00:00Z')
})
afterEach(() => {
  workspace.db().raw.exec('ROLLBACK TO test; RELEASE test')
  if (workspace.faults.length > 0) throw new AggregateError(workspace.faults, 'unexpected faults')
})

/** Synthetic, in the test series: no living person has it. */
const PERSONNUMMER = `19900101-980${personnummerCheckDigit('900101980')}`

const avoidableFall: AssessmentAnswers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 3,
  actual: { death: false, lasting: false, increasedCare: true },
  potential: { death: null, lasting: null, increasedCare: null },
  actualSeverity: 3,
  potentialSeverity: 4,
  likelihood: 2,
}

async function errorOf(promise: Promise<unknown>): Promise<{ code: string; field: string | undefined }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof LardomError) return { code: error.code, field: error.field }
    throw error
  }
  throw new Error('expected a refusal')
}

const register = (changes = {}) =>
  workspace.call('incident.register', { fields: fallReport(unitId, changes) })
const assess = (id: number, version: number) =>
  workspace.call('incident.assess', {
    id,
    version,
    answers: avoidableFall,
    investigationLevel: 'handelseanalys',
    motivation: 'Sänggrinden skulle ha varit uppfälld.',
  })

describe('registering', () => {
  it('gives the next number of the year, and everything that was written comes back', async () => {
    const first = await register()
    const second = await register({ title: 'Ett till' })
    expect(first.arendenr).toBe('AVV-2026-000001')
    expect(second.arendenr).toBe('AVV-2026-000002')
    const stored = await workspace.call('incident.get', { id: first.id })
    expect(stored).toMatchObject({
      status: 'inkommen',
      origin: 'registrerad',
      date: '2026-01-20',
      harm: 'ej_bedomd',
      version: 1,
    })
    expect(stored.fields).toEqual(fallReport(unitId))
    expect(stored.unitPath.map((unit) => unit.name)).toEqual([
      'Västra Götalandsregionen',
      'Sahlgrenska Universitetssjukhuset',
      stored.unitPath[2]?.name,
    ])
    expect(workspace.events).toContainEqual({ name: 'changed', areas: ['incident'] })
  })

  it('refuses an event in the future, and a discovery before the event', async () => {
    expect(await errorOf(register({ eventDate: '2026-02-02' }))).toEqual({
      code: 'INPUT_INVALID',
      field: 'eventDate',
    })
    // Half past midnight in Sweden is still yesterday in UTC.
    workspace.setNow('2026-02-01T23:30:00Z')
    await expect(register({ eventDate: '2026-02-02', discoveredDate: '2026-02-02' })).resolves.toBeTruthy()
    expect(await errorOf(register({ discoveredDate: '2026-01-19' }))).toEqual({
      code: 'INPUT_INVALID',
      field: 'discoveredDate',
    })
  })

  it('refuses a personnummer in any free text, and says in which field', async () => {
    for (const field of ['title', 'description', 'suggestion', 'specialty', 'diarienummer']) {
      const refused = await errorOf(register({ [field]: `Se ${PERSONNUMMER}` }))
      expect(refused).toEqual({ code: 'PERSONNUMMER_IN_TEXT', field })
    }
    const result = await workspace.callRaw('incident.register', {
      fields: fallReport(unitId, { whatHelped: PERSONNUMMER }),
    })
    expect(!result.ok && result.error.message).toContain('”Vad fungerade bra eller hindrade skada?”')
    expect(await workspace.call('incident.count', {})).toEqual({ total: 0 })
    // A refused report leaves no hole in the numbers.
    expect((await register()).arendenr).toBe('AVV-2026-000001')
  })

  it('asks whether the patient was told when someone was harmed', async () => {
    expect(await errorOf(register({ reportedActualSeverity: 2 }))).toEqual({
      code: 'INPUT_INVALID',
      field: 'patientInformed',
    })
    const told = { reportedActualSeverity: 2, patientInformed: 'ja', patientInformedDate: '2026-01-21' }
    await expect(register(told)).resolves.toBeTruthy()
  })

  it('takes no event on the whole region, no unknown unit and no unknown field', async () => {
    const region = findOwnUnitByCode(workspace.db(), 'VGR')?.id
    expect((await errorOf(register({ unitId: region }))).field).toBe('unitId')
    expect((await errorOf(register({ unitId: 99_999 }))).field).toBe('unitId')
    expect((await errorOf(register({ extra: 1 }))).code).toBe('INPUT_INVALID')
  })

  it('is applied once, however often the same command is sent', async () => {
    const input = { fields: fallReport(unitId) }
    const first = await workspace.callRaw('incident.register', input, { commandId: 'samma' })
    const again = await workspace.callRaw('incident.register', input, { commandId: 'samma' })
    expect(again).toEqual(first)
    expect(await workspace.call('incident.count', {})).toEqual({ total: 1 })
  })
})

describe('changing', () => {
  it('is refused when somebody else has changed the case since it was opened', async () => {
    const { id } = await register()
    await workspace.call('incident.update', {
      id,
      version: 1,
      fields: fallReport(unitId, { title: 'Ny rubrik' }),
    })
    const late = workspace.call('incident.update', {
      id,
      version: 1,
      fields: fallReport(unitId, { title: 'Sen' }),
    })
    expect((await errorOf(late)).code).toBe('CONFLICT')
    expect((await workspace.call('incident.get', { id })).fields.title).toBe('Ny rubrik')
  })

  it('shows in the history what was changed, in words', async () => {
    const { id } = await register()
    const elsewhere = findOwnUnitByCode(workspace.db(), 'NU')?.id ?? 0
    await workspace.call('incident.update', {
      id,
      version: 1,
      fields: fallReport(elsewhere, { handelsetyp: 'bemotande', feedbackWanted: false }),
    })
    const [latest, first] = await workspace.call('incident.history', { id })
    expect(latest).toMatchObject({ by: 'Test Chefläkare', action: 'Redigerade händelsen' })
    expect(latest?.changes).toContainEqual({ label: 'Händelsetyp', before: 'Fall', after: 'Bemötande' })
    expect(latest?.changes).toContainEqual({ label: 'Återkoppling önskas', before: 'Ja', after: 'Nej' })
    expect(latest?.changes.find((change) => change.label === 'Händelseplats')?.after).toBe(
      'Västra Götalandsregionen › NU-sjukvården',
    )
    expect(latest?.changes).toHaveLength(3)
    expect(first?.action).toBe('Rapporterade händelsen')
  })

  it('moves the case to the new förvaltning, for lists and search too', async () => {
    const { id } = await register()
    const nu = findOwnUnitByCode(workspace.db(), 'NU')?.id ?? 0
    await workspace.call('incident.update', { id, version: 1, fields: fallReport(nu) })
    const list = await workspace.call('incident.list', { filter: { forvaltningId: nu } })
    expect(list.rows.map((row) => row.id)).toEqual([id])
    expect((await workspace.call('incident.count', { filter: { text: 'NU-sjukvården' } })).total).toBe(1)
  })

  it('writes nothing when nothing was changed', async () => {
    const { id } = await register()
    const same = await workspace.call('incident.update', { id, version: 1, fields: fallReport(unitId) })
    expect(same.version).toBe(1)
    expect(await workspace.call('incident.history', { id })).toHaveLength(1)
  })
})

describe('assessing', () => {
  it('stores the answers, concludes, and moves the case to bedömd', async () => {
    const { id } = await register()
    await assess(id, 1)
    const stored = await workspace.call('incident.get', { id })
    expect(stored).toMatchObject({
      status: 'bedomd',
      harm: 'allvarlig_vardskada',
      potentialHarm: 'risk_allvarlig_vardskada',
      riskScore: 8,
      riskLevel: 'hog',
    })
    expect(stored.assessment).toMatchObject({
      version: 1,
      answers: avoidableFall,
      assessedBy: 'Test Chefläkare',
      thresholdVersion: 'standard-1',
      lexMariaReview: true,
    })
    const [latest] = await workspace.call('incident.history', { id })
    expect(latest?.changes).toContainEqual({
      label: 'Skada',
      before: 'Ej bedömd',
      after: 'Allvarlig vårdskada',
    })
    expect(latest?.changes).toContainEqual({
      label: 'Undvikbarhet',
      before: '–',
      after: '3. Skadan var sannolikt undvikbar',
    })
  })

  it('keeps every version', async () => {
    const { id } = await register()
    await assess(id, 1)
    await assess(id, 2)
    expect((await workspace.call('incident.get', { id })).assessment?.version).toBe(2)
    expect(workspace.db().value('SELECT count(*) FROM assessment WHERE incident_id = ?', [id])).toBe(2)
  })

  it('refuses incomplete answers with the question that is missing', async () => {
    const { id } = await register()
    const refused = await errorOf(
      workspace.call('incident.assess', {
        id,
        version: 1,
        answers: { ...avoidableFall, likelihood: null },
        investigationLevel: 'enkel',
        motivation: 'x',
      }),
    )
    expect(refused).toEqual({ code: 'INPUT_INVALID', field: 'likelihood' })
    expect((await workspace.call('incident.get', { id })).harm).toBe('ej_bedomd')
  })
})

describe('status', () => {
  it('follows the way of the case and says what is in the way', async () => {
    const { id } = await register()
    const early = workspace.call('incident.set-status', { id, version: 1, status: 'under_utredning' })
    expect((await errorOf(early)).code).toBe('RULE')
    await assess(id, 1)
    const alone = workspace.call('incident.set-status', { id, version: 2, status: 'under_utredning' })
    expect((await errorOf(alone)).code).toBe('RULE')
    await workspace.call('incident.set-status', { id, version: 2, status: 'under_utredning', takeOn: true })
    expect((await workspace.call('incident.get', { id })).assignedTo?.name).toBe('Test Chefläkare')
    const close = { id, version: 3, status: 'avslutad' as const, investigated: true }
    expect((await errorOf(workspace.call('incident.set-status', close))).code).toBe('RULE')
    await workspace.call('incident.update', {
      id,
      version: 3,
      fields: fallReport(unitId, { patientInformed: 'ja', patientInformedDate: '2026-01-21' }),
    })
    const undecided = workspace.callRaw('incident.set-status', { ...close, version: 4 })
    expect(await undecided).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('lex Maria') },
    })
    await workspace.call('supervision.decide', {
      incidentId: id,
      decision: 'ska_ej_anmalas',
      reason: 'Prövat med klinikledningen.',
      date: '2026-01-31',
    })
    const unanswered = workspace.callRaw('incident.set-status', { ...close, version: 4 })
    expect(await unanswered).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Ge återkoppling') },
    })
    await workspace.call('incident.give-feedback', {
      id,
      version: 4,
      answer: { kind: 'given', text: 'Sänggrindarna ses över.', date: '2026-02-01' },
    })
    await workspace.call('incident.set-status', { ...close, version: 5 })
    expect(await workspace.call('incident.get', { id })).toMatchObject({
      status: 'avslutad',
      closedDate: '2026-02-01',
      investigated: true,
    })
  })

  it('is reopened with a reason, where it stood', async () => {
    const { id } = await register()
    const reject = { id, version: 1, status: 'avvisad' as const }
    expect(await errorOf(workspace.call('incident.set-status', reject))).toEqual({
      code: 'INPUT_INVALID',
      field: 'reason',
    })
    await workspace.call('incident.set-status', { ...reject, reason: 'Dubblett av AVV-2026-000002.' })
    expect((await workspace.call('incident.get', { id })).statusReason).toContain('Dubblett')
    await workspace.call('incident.set-status', {
      id,
      version: 2,
      status: 'inkommen',
      reason: 'Det var ingen dubblett.',
    })
    expect(await workspace.call('incident.get', { id })).toMatchObject({
      status: 'inkommen',
      closedDate: null,
    })
  })
})

describe('Ångra', () => {
  it('puts back what the latest change replaced, and leaves its own trace', async () => {
    const { id } = await register()
    const nu = findOwnUnitByCode(workspace.db(), 'NU')?.id ?? 0
    await workspace.call('incident.update', {
      id,
      version: 1,
      fields: fallReport(nu, { title: 'Ändrad', eventDate: '2026-01-10' }),
    })
    expect((await workspace.call('incident.get', { id })).undo).toEqual({ label: 'Redigerade händelsen' })
    await workspace.call('incident.undo', { id, version: 2 })
    const back = await workspace.call('incident.get', { id })
    expect(back.fields).toEqual(fallReport(unitId))
    expect(back).toMatchObject({ version: 3, date: '2026-01-20', undo: null })
    expect(back.unitPath[1]?.name).toBe('Sahlgrenska Universitetssjukhuset')
    expect((await workspace.call('incident.count', { filter: { text: 'Ändrad' } })).total).toBe(0)
    expect((await workspace.call('incident.history', { id })).map((entry) => entry.action)).toEqual([
      'Ångrade den senaste ändringen',
      'Redigerade händelsen',
      'Rapporterade händelsen',
    ])
    expect(verifyAudit(workspace.db()).brokenAt).toBeNull()
  })

  it('takes back an assessment and a status', async () => {
    const { id } = await register()
    await assess(id, 1)
    await workspace.call('incident.set-status', { id, version: 2, status: 'under_utredning', takeOn: true })
    await workspace.call('incident.undo', { id, version: 3 })
    expect(await workspace.call('incident.get', { id })).toMatchObject({ status: 'bedomd', assignedTo: null })
    // Only the latest change, so that nothing is undone that others have built on.
    expect((await errorOf(workspace.call('incident.undo', { id, version: 4 }))).code).toBe('RULE')

    const other = await register()
    await assess(other.id, 1)
    await workspace.call('incident.undo', { id: other.id, version: 2 })
    expect(await workspace.call('incident.get', { id: other.id })).toMatchObject({
      status: 'inkommen',
      harm: 'ej_bedomd',
      riskScore: null,
      assessment: null,
    })
  })

  it('is for the person who made the change', async () => {
    const { id } = await register()
    await assess(id, 1)
    writeAudit(workspace.db(), { id: 'annan', name: 'B. Berg' }, '2026-02-01T12:00:00Z', {
      action: 'incident.update',
      entity: 'incident',
      entityId: id,
      before: { title: 'Före' },
      after: { title: 'Efter' },
    })
    expect((await workspace.call('incident.get', { id })).undo).toBeNull()
    expect((await errorOf(workspace.call('incident.undo', { id, version: 2 }))).code).toBe('RULE')
  })
})

describe('published cases', () => {
  it('are shown with their source and cannot be changed', async () => {
    const id = insertIncident(
      workspace.db(),
      rowNumber(1, unitId, {
        origin: 'publicerad',
        status: 'ej_angivet',
        arendetyp: 'ej_angivet',
        sourceUrl: 'https://example.org/fall',
        eventDate: null,
        eventText: 'våren 2017',
        sourceDate: '2017-09-01',
      }),
    )
    const stored = await workspace.call('incident.get', { id })
    expect(stored).toMatchObject({ editable: false, date: '2017-09-01', eventText: 'våren 2017', undo: null })
    expect(stored.source?.url).toBe('https://example.org/fall')
    expect((await errorOf(assess(id, 1))).code).toBe('RULE')
    const update = workspace.call('incident.update', { id, version: 1, fields: fallReport(unitId) })
    expect((await errorOf(update)).code).toBe('RULE')
    const status = workspace.call('incident.set-status', { id, version: 1, status: 'avvisad', reason: 'x' })
    expect((await errorOf(status)).code).toBe('RULE')
  })
})

describe('roles', () => {
  it('a reader may look but not change; a skribent and an administrator see no case text', async () => {
    const { id } = await register()
    workspace.actAs('lasare')
    await expect(workspace.call('incident.get', { id })).resolves.toBeTruthy()
    expect((await errorOf(register())).code).toBe('NOT_ALLOWED')
    expect((await errorOf(assess(id, 1))).code).toBe('NOT_ALLOWED')
    for (const role of ['skribent', 'administrator'] as const) {
      workspace.actAs(role)
      expect((await errorOf(workspace.call('incident.list', {}))).code).toBe('NOT_ALLOWED')
      expect((await errorOf(workspace.call('incident.get', { id }))).code).toBe('NOT_ALLOWED')
    }
  })
})

describe('a patient', () => {
  it('is involved where one was harmed, in the assessment as in the report', async () => {
    const nobody = await register({
      patientInvolved: false,
      reportedActualSeverity: 0,
      patientInformed: null,
      patientInformedDate: null,
    })
    expect(await errorOf(assess(nobody.id, nobody.version))).toEqual({ code: 'RULE', field: 'effect' })

    const somebody = await register()
    const { version } = await assess(somebody.id, somebody.version)
    const fields = fallReport(unitId, { patientInvolved: false, reportedActualSeverity: 0 })
    expect(await errorOf(workspace.call('incident.update', { id: somebody.id, version, fields }))).toEqual({
      code: 'INPUT_INVALID',
      field: 'patientInvolved',
    })
  })
})
