import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scopeHolds, scopeOf, type Grant } from '../../../shared/account/grants.ts'
import { ROLES, type Role } from '../../../shared/account/roles.ts'
import { contract } from '../../../shared/contract.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { insertTestIncident } from '../analysis/testIncident.ts'
import { insertIncident } from '../incident/repository.ts'
import { fallReport, rowNumber } from '../incident/testFields.ts'
import { insertAction } from '../action/repository.ts'
import { insertAttachment } from '../attachment/repository.ts'
import { findOwnUnitByCode, insertUnit } from '../organisation/repository.ts'
import { Tally } from '../transfer/tally.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/**
 * How each procedure that needs an unlocked workspace is bound to a förvaltning (domain.md 1.7):
 * - 'case': it touches one case, its analysis, åtgärd or berättelse, and is tried on another förvaltning's below;
 * - 'list': it answers with only what may be seen, and is tried below;
 * - 'free': aggregates, the organisation, one's own account, or the workspace as a whole.
 * A new procedure must be placed here.
 */
const BOUND: Readonly<Record<string, 'case' | 'list' | 'free'>> = {
  'incident.list': 'list',
  'incident.count': 'list',
  'incident.suggest-facets': 'list',
  'incident.groups': 'list',
  'incident.export': 'list',
  'incident.found-in': 'list',
  'incident.get': 'case',
  'incident.history': 'case',
  'incident.register': 'case',
  'incident.update': 'case',
  'incident.assess': 'case',
  'incident.set-status': 'case',
  'incident.give-feedback': 'case',
  'incident.undo': 'case',
  'patient.get': 'case',
  'patient.set': 'case',
  'patient.reveal': 'case',
  'patient.remove': 'case',
  'supervision.get': 'case',
  'supervision.decide': 'case',
  'supervision.mark-reported': 'case',
  'supervision.record-decision': 'case',
  'analysis.list': 'list',
  'analysis.get': 'case',
  'analysis.start': 'case',
  'analysis.save-commission': 'case',
  'analysis.save-texts': 'case',
  'analysis.save-members': 'case',
  'analysis.save-delhandelser': 'case',
  'analysis.save-causes': 'case',
  'analysis.save-actions': 'case',
  'analysis.set-step': 'case',
  'analysis.decide': 'case',
  'analysis.complete': 'case',
  'analysis.reopen': 'case',
  'analysis.undo': 'case',
  'analysis.report-model': 'case',
  'analysis.write-report': 'case',
  'action.list': 'list',
  'action.mark-done': 'case',
  'action.record-effect': 'case',
  'annual-report.list': 'free',
  'annual-report.get': 'free',
  'annual-report.preview': 'free',
  'annual-report.write': 'free',
  'annual-report.save-section': 'case',
  'annual-report.undo-section': 'case',
  'annual-report.save-meta': 'case',
  'indicator.published': 'free',
  'attachment.list': 'case',
  'attachment.get': 'case',
  'attachment.add': 'case',
  'attachment.add-bytes': 'case',
  'attachment.describe': 'case',
  'attachment.remove': 'case',
  'attachment.extract': 'case',
  'organisation.tree': 'free',
  'search.status': 'free',
  // Rows outside the caller's förvaltning are faulty, not the file: see transfer/importScope.test.ts.
  'transfer.inspect': 'free',
  'transfer.check': 'free',
  'transfer.run': 'free',
  'transfer.save-faulty': 'free',
  'transfer.profiles': 'free',
  'transfer.save-profile': 'free',
  'transfer.remove-profile': 'free',
  'transfer.batches': 'list',
  'transfer.undo-batch': 'case',
  'triage.counts': 'list',
  'triage.inbox': 'list',
  'triage.handlers': 'free',
  'triage.save-settings': 'free',
  'triage.assign': 'case',
  'triage.classify': 'case',
  'triage.change-many': 'case',
  // One's own changes only; each case is asked for again (triage/triage.test.ts).
  'triage.undo': 'free',
  'triage.suggest-types': 'case',
  'triage.suggest-rows': 'case',
  'triage.similar': 'case',
  'triage.duplicates': 'list',
  'triage.compare': 'case',
  'triage.merge': 'case',
  'triage.unmerge': 'case',
  'triage.not-duplicate': 'case',
  'triage.get': 'case',
  'triage.analysis-links': 'case',
  'triage.link': 'case',
  'triage.unlink': 'case',
}
/** One's own account, the workspace's accounts, log, settings and backups: bound by role alone. */
const FREE_AREAS = ['view.', 'account.', 'audit.', 'backup.', 'code.']

let workspace: TestWorkspace
let cases: { SU: Case; NU: Case }
let publishedId: number

interface Case {
  readonly unitId: number
  readonly incidentId: number
  readonly analysisId: number
  readonly actionId: number
  readonly incidentFile: number
  readonly analysisFile: number
}

beforeAll(async () => {
  workspace = await openTestWorkspace()
  cases = { SU: caseAt('SU'), NU: caseAt('NU') }
  const db = workspace.db()
  const publishedUnit = insertUnit(db, {
    parentId: null,
    organisation: 'publicerad',
    kind: 'forvaltning',
    code: 'pub-1',
    name: 'En region någonstans',
  })
  publishedId = insertIncident(db, rowNumber(1, publishedUnit, { origin: 'publicerad' }))
})
afterAll(() => workspace.close())

function caseAt(code: 'SU' | 'NU'): Case {
  const db = workspace.db()
  const unitId = findOwnUnitByCode(db, code)?.id ?? 0
  const { id: incidentId } = insertTestIncident(db, { unitId })
  const { id: analysisId } = insertAnalysis(db, {
    incidentId,
    forvaltningId: unitId,
    title: 'Fel dos',
    startedDate: '2026-01-12',
    isExample: false,
  })
  const actionId = insertAction(
    db,
    { analysisId, incidentId, forvaltningId: unitId, isExample: false },
    1,
    {
      text: 'Ny rutin',
      strength: 'svag',
      responsible: 'Enhetschefen',
      dueDate: '2026-03-01',
      measure: '',
      focusArea: '',
      decision: 'genomfors',
      decisionReason: '',
      doneDate: null,
      followUpDate: null,
      effect: 'ej_matt',
      effectDate: null,
      effectText: '',
      causeIds: [],
    },
    2026,
  )
  const [incidentFile = 0, analysisFile = 0] = [{ incidentId }, { analysisId }].map((owner) =>
    insertAttachment(db, {
      owner,
      name: 'Rutin.txt',
      type: 'txt',
      sha256: '0'.repeat(64),
      personnummerSeen: false,
      addedAt: '2026-01-20T08:00:00Z',
      addedBy: workspace.state().actor?.id ?? '',
      content: Buffer.from('Rutin'),
    }),
  )
  return { unitId, incidentId, analysisId, actionId, incidentFile, analysisFile }
}

/** An import that made the case. */
function batchOf(incidentId: number): number {
  const db = workspace.db()
  const { id } = db.run(
    `INSERT INTO import_batch (started_at, started_by, account_id, profile_name, source_system, file_name, file_sha256,
       state, counts_json) VALUES ('2026-01-20', 'T', ?, 'P', 'P', 'p.csv', '', 'klar', ?)`,
    [workspace.state().actor?.id ?? '', JSON.stringify({ counts: new Tally().counts, units: [] })],
  )
  // A later version: undo leaves the case where it is.
  db.run("INSERT INTO import_batch_row (batch_id, incident_id, fate, version) VALUES (?, ?, 'ny', 99)", [
    id,
    incidentId,
  ])
  return id
}

const nothing = { lasting: null, increasedCare: null, death: null }

/** A call of each bound procedure on the case of one förvaltning, such as the role may make at home. */
function inputs(code: 'SU' | 'NU', role: Role = 'cheflakare'): Readonly<Record<string, unknown>> {
  const { unitId, incidentId, analysisId, actionId, incidentFile, analysisFile } = cases[code]
  // Whoever leads analyses adds to them, whoever handles incidents to those.
  const owner = role === 'analysledare' ? { analysisId } : { incidentId }
  const file = { id: role === 'analysledare' ? analysisFile : incidentFile }
  const incident = { id: incidentId, version: 1 }
  const analysis = { id: analysisId, expectedVersion: 1 }
  const action = { id: actionId, expectedVersion: 1 }
  const report = { unitCode: code, year: 2025 }
  const document = { format: 'docx', path: '/finns/inte/x.docx' }
  return {
    'incident.get': { id: incidentId },
    'incident.history': { id: incidentId },
    'incident.register': { fields: fallReport(unitId) },
    'incident.update': { ...incident, fields: fallReport(unitId) },
    'incident.assess': {
      ...incident,
      answers: {
        effect: null,
        careRelated: null,
        avoidability: null,
        actual: nothing,
        potential: nothing,
        actualSeverity: null,
        potentialSeverity: null,
        likelihood: null,
      },
      investigationLevel: 'enkel',
      motivation: 'm',
    },
    'incident.set-status': { ...incident, status: 'avvisad', reason: 'Fel plats' },
    'incident.give-feedback': { ...incident, answer: { kind: 'skipped', reason: 'Okänd' } },
    'incident.undo': incident,
    'patient.get': { incidentId },
    'patient.set': { incidentId, number: '19121212-1212', purpose: 'journal', replace: true },
    'patient.reveal': { incidentId, purpose: 'journal' },
    'patient.remove': { incidentId, reason: 'Behövs inte längre' },
    'supervision.get': { incidentId },
    'supervision.decide': { incidentId, decision: 'ska_anmalas', reason: 'r', date: '2026-01-20' },
    'supervision.mark-reported': { incidentId, date: '2026-01-20' },
    'supervision.record-decision': { incidentId, decision: 'avvisas', date: '2026-01-25' },
    'analysis.get': { id: analysisId },
    'analysis.start': { incidentId, title: 'En till', confirmed: true },
    'analysis.save-commission': {
      ...analysis,
      commission: {
        title: 'Fall',
        commissioner: '',
        commissionerRole: '',
        commissionDate: null,
        purpose: '',
        scope: '',
        wantedEndDate: null,
        feedbackTo: '',
        lexMaria: 'ej_avgjort',
        inNitha: false,
      },
    },
    'analysis.save-texts': { ...analysis, texts: {} },
    'analysis.save-members': { ...analysis, rows: [] },
    'analysis.save-delhandelser': { ...analysis, rows: [] },
    'analysis.save-causes': { ...analysis, rows: [] },
    'analysis.save-actions': { ...analysis, rows: [] },
    'analysis.set-step': { ...analysis, step: 2 },
    'analysis.decide': { ...analysis, comment: '', decidedBy: 'C', decidedDate: '2026-01-30', decisions: [] },
    'analysis.complete': { ...analysis, completedDate: '2026-01-31', acknowledged: [] },
    'analysis.reopen': { ...analysis, reason: 'r' },
    'analysis.undo': analysis,
    'analysis.report-model': { id: analysisId },
    'analysis.write-report': { analysisId, ...document },
    'action.mark-done': { ...action, doneDate: '2026-01-31', followUpDate: null },
    'action.record-effect': {
      ...action,
      effect: 'ja',
      effectDate: '2026-01-31',
      effectText: '',
      nextFollowUpDate: null,
    },
    'attachment.list': owner,
    'attachment.get': file,
    'attachment.add': { owner, paths: ['/finns/inte.pdf'] },
    'attachment.add-bytes': { owner, name: 'a.txt', bytes: Buffer.from('a') },
    'attachment.describe': { ...file, name: 'Rutin', description: '' },
    'attachment.remove': { ...file, reason: 'Fel fil' },
    'attachment.extract': { ...file, to: { kind: 'temp', folder: '/finns/inte' } },
    'annual-report.save-section': { ...report, section: 'f2', text: 'Kultur', expectedUpdatedAt: null },
    'annual-report.undo-section': { ...report, section: 'f2', expectedUpdatedAt: 'x' },
    'annual-report.save-meta': {
      ...report,
      expectedVersion: null,
      status: 'utkast',
      responsible: '',
      diarienummer: '',
      decisionBody: '',
      decisionDate: null,
    },
    'triage.assign': { items: [{ id: incidentId, version: null }], to: null },
    'triage.classify': { items: [{ id: incidentId, version: null }], set: { medicalArea: 'akut' } },
    'triage.change-many': { target: { ids: [incidentId] }, change: { kind: 'assign', to: null } },
    'triage.suggest-types': { incidentId },
    'triage.suggest-rows': { ids: [incidentId] },
    'triage.similar': { incidentId },
    'triage.compare': { a: incidentId, b: 999_999 },
    'triage.merge': { keep: { id: incidentId, version: 1 }, away: { id: 999_999, version: 1 } },
    'triage.unmerge': { id: incidentId, version: 1 },
    'triage.not-duplicate': { a: incidentId, b: 999_999 },
    'triage.get': { incidentId },
    'triage.analysis-links': { analysisId },
    'triage.link': { incidentId, to: { incidentId: 999_999, kind: 'liknande' } },
    'triage.unlink': { id: linkOf(incidentId, analysisId) },
    'transfer.undo-batch': { batchId: batchOf(incidentId) },
  }
}

/** A link of the case, made anew when a call has taken it away. */
function linkOf(incidentId: number, analysisId: number): number {
  const db = workspace.db()
  db.run(
    `INSERT INTO incident_link (incident_id, analysis_id, kind, created_at, created_by)
     VALUES (?, ?, 'ingar_i_analys', '2026-01-20T08:00:00Z', ?) ON CONFLICT DO NOTHING`,
    [incidentId, analysisId, workspace.state().actor?.id ?? ''],
  )
  return db.value<number>('SELECT id FROM incident_link WHERE incident_id = ?', [incidentId]) ?? 0
}

const refusals = () =>
  workspace.db().value<number>("SELECT count(*) FROM audit_log WHERE action = 'nekad'") ?? 0

const codeOf = async (name: string, input: unknown) => {
  const result = await workspace.callRaw(name, input)
  return result.ok ? 'ok' : result.error.code
}

const bound = (how: string) => Object.keys(BOUND).filter((name) => BOUND[name] === how)

describe('a role in one förvaltning', () => {
  it('has every procedure placed, and every bound one tried', () => {
    const names = Object.entries(contract)
      .filter(([name, { access }]) => access !== 'open' && !FREE_AREAS.some((area) => name.startsWith(area)))
      .map(([name]) => name)
    expect(Object.keys(BOUND).sort()).toEqual(names.sort())
    expect(Object.keys(inputs('SU')).sort()).toEqual(bound('case').sort())
  })

  it.each(bound('case'))("%s reaches no other förvaltning's, and the try leaves a trace", async (name) => {
    const access = Object.entries(contract).find(([other]) => other === name)?.[1].access ?? []
    if (access === 'open') throw new Error(`${name} is open`)
    for (const role of access) {
      workspace.actAsIn('SU', role)
      const before = refusals()
      expect({ role, code: await codeOf(name, inputs('NU', role)[name]) }).toEqual({
        role,
        code: 'OUT_OF_SCOPE',
      })
      expect(refusals()).toBe(before + 1)
      // The same call at home is not refused for the place, whatever else may be wrong with it.
      workspace.actAsIn('NU', role)
      expect(['OUT_OF_SCOPE', 'NOT_ALLOWED']).not.toContain(await codeOf(name, inputs('NU', role)[name]))
    }
    expect(workspace.faults).toEqual([])
  })

  it('lists and counts its own and what is published, and nothing else', async () => {
    workspace.actAs('cheflakare')
    const whole = await workspace.call('incident.count', { filter: {} })
    workspace.actAsIn('SU', 'cheflakare')
    const query = { filter: {}, sort: { by: 'date', direction: 'desc' }, cursor: null, limit: 200 } as const
    const seen = (await workspace.call('incident.list', query)).rows.map((row) => row.id)
    expect(seen).toContain(cases.SU.incidentId)
    expect(seen).toContain(publishedId)
    expect(seen).not.toContain(cases.NU.incidentId)
    const { total } = await workspace.call('incident.count', { filter: {} })
    expect(total).toBe(seen.length)
    expect(total).toBeLessThan(whole.total)
    const elsewhere = { forvaltningId: cases.NU.unitId }
    expect(await workspace.call('incident.count', { filter: elsewhere })).toEqual({ total: 0 })
    expect((await workspace.call('incident.list', { ...query, filter: elsewhere })).rows).toEqual([])
    for (const by of ['unit', 'status', 'risk', 'number', 'type', 'harm'] as const) {
      const sorted = await workspace.call('incident.list', { ...query, sort: { by, direction: 'asc' } })
      expect(new Set(sorted.rows.map((row) => row.id))).toEqual(new Set(seen))
      expect(sorted.rows).toHaveLength(seen.length)
    }
    const facets = await workspace.call('incident.suggest-facets', { filter: {} })
    expect(facets.status.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    const groups = await workspace.call('incident.groups', { group: 'unit' })
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total)

    const all = { forvaltningId: null, text: '', offset: 0, limit: 100 } as const
    const analyses = await workspace.call('analysis.list', {
      ...all,
      step: null,
      state: 'alla',
      incidentId: null,
    })
    expect(new Set(analyses.rows.map((row) => row.forvaltningId))).toEqual(new Set([cases.SU.unitId]))
    const actions = await workspace.call('action.list', {
      ...all,
      states: [],
      lateOnly: false,
      strength: null,
    })
    expect(new Set(actions.rows.map((row) => row.forvaltningId))).toEqual(new Set([cases.SU.unitId]))
  })

  it('reads a published case, and changes none', async () => {
    workspace.actAsIn('SU', 'cheflakare')
    expect(await codeOf('incident.get', { id: publishedId })).toBe('ok')
    expect(await codeOf('incident.undo', { id: publishedId, version: 1 })).toBe('RULE')
    expect(await codeOf('analysis.start', { incidentId: publishedId, title: 't' })).toBe('OUT_OF_SCOPE')
  })

  it('hands no case over to a förvaltning where it does not hold', async () => {
    workspace.actAsIn('SU', 'handlaggare')
    const { id, version } = await workspace.call('incident.register', { fields: fallReport(cases.SU.unitId) })
    expect(await codeOf('incident.update', { id, version, fields: fallReport(cases.NU.unitId) })).toBe(
      'OUT_OF_SCOPE',
    )
    expect((await workspace.call('incident.get', { id })).forvaltningId).toBe(cases.SU.unitId)
  })

  it("writes its own förvaltning's berättelse and never the region's", async () => {
    workspace.actAsIn('SU', 'skribent')
    const meta = inputs('SU')['annual-report.save-meta'] as object
    expect(await codeOf('annual-report.save-meta', meta)).toBe('ok')
    expect(await codeOf('annual-report.save-meta', { ...meta, unitCode: 'VGR' })).toBe('OUT_OF_SCOPE')
  })
})

describe('scope', () => {
  const grants = fc.array(
    fc.record<Grant>({
      role: fc.constantFrom(...ROLES),
      forvaltningId: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    }),
  )

  it('holds exactly where a grant of one of the roles says so', () => {
    fc.assert(
      fc.property(
        grants,
        fc.subarray([...ROLES], { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (given, roles, place) => {
          const scope = scopeOf(given, roles)
          const expected = given.some(
            (it) => roles.includes(it.role) && (it.forvaltningId === null || it.forvaltningId === place),
          )
          expect(scope !== null && scopeHolds(scope, place)).toBe(expected)
        },
      ),
    )
  })

  it('holds for what belongs to the region only with a role in the region', () => {
    fc.assert(
      fc.property(grants, (given) => {
        const scope = scopeOf(given, ROLES)
        expect(scope !== null && scopeHolds(scope, null)).toBe(given.some((it) => it.forvaltningId === null))
      }),
    )
  })
})
