import { EMPTY_FIELDS } from '../../../shared/incident/fields.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '../../../shared/account/roles.ts'
import { contract } from '../../../shared/contract.ts'
import { EMPTY_MAPPING } from '../../../shared/transfer/mapping.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/** Who may call what (domain.md 1.7), written out once more by hand: a change of access must be meant. */
const EVERYONE = [...ROLES]
const READERS: Role[] = ['cheflakare', 'handlaggare', 'analysledare', 'lasare']
const WRITERS: Role[] = ['cheflakare', 'handlaggare']
const ANALYSTS: Role[] = ['cheflakare', 'analysledare']
const WORKERS: Role[] = ['cheflakare', 'handlaggare', 'analysledare']
const AUTHORS: Role[] = ['cheflakare', 'skribent']

const ALLOWED: Readonly<Record<string, readonly Role[]>> = {
  'account.verify': ['administrator', 'cheflakare'],
  'account.settings-get': EVERYONE,
  'account.settings-save': ['administrator'],
  'account.list': ['administrator', 'cheflakare'],
  'account.add': ['administrator'],
  'account.update': ['administrator'],
  'account.remove': ['administrator'],
  'account.change-passphrase': EVERYONE,
  'account.reset-passphrase': ['administrator'],
  'account.new-recovery-key': ['administrator'],
  'account.rotate-key': ['administrator'],
  'account.enable-device': EVERYONE,
  'account.disable-device': EVERYONE,
  'account.draft-get': EVERYONE,
  'account.draft-save': EVERYONE,
  'account.draft-discard': EVERYONE,
  'account.draft-list': EVERYONE,
  'organisation.tree': EVERYONE,
  'search.status': EVERYONE,
  'incident.list': READERS,
  'incident.count': READERS,
  'incident.suggest-facets': READERS,
  'incident.groups': READERS,
  'incident.export': READERS,
  'incident.found-in': READERS,
  'incident.get': READERS,
  'incident.history': READERS,
  'incident.register': WRITERS,
  'incident.update': WRITERS,
  'incident.assess': WRITERS,
  'incident.set-status': WRITERS,
  'incident.give-feedback': WRITERS,
  'incident.undo': WRITERS,
  'patient.get': WORKERS,
  'patient.set': WRITERS,
  'patient.reveal': WORKERS,
  'patient.remove': WRITERS,
  'supervision.get': READERS,
  'supervision.decide': ['cheflakare'],
  'supervision.mark-reported': ['cheflakare'],
  'supervision.record-decision': ['cheflakare'],
  'analysis.list': READERS,
  'analysis.get': READERS,
  'analysis.start': WORKERS,
  'analysis.save-commission': ANALYSTS,
  'analysis.save-texts': ANALYSTS,
  'analysis.save-members': ANALYSTS,
  'analysis.save-delhandelser': ANALYSTS,
  'analysis.save-causes': ANALYSTS,
  'analysis.save-actions': ANALYSTS,
  'analysis.set-step': ANALYSTS,
  'analysis.decide': WRITERS,
  'analysis.complete': ANALYSTS,
  'analysis.reopen': ANALYSTS,
  'analysis.undo': ANALYSTS,
  'analysis.report-model': READERS,
  'analysis.write-report': READERS,
  'action.list': READERS,
  'action.mark-done': WORKERS,
  'action.record-effect': WORKERS,
  'view.list': READERS,
  'view.save': READERS,
  'view.rename': READERS,
  'view.share': WRITERS,
  'view.remove': READERS,
  'view.restore': READERS,
  'triage.counts': WRITERS,
  'triage.inbox': WRITERS,
  'triage.handlers': WRITERS,
  'triage.save-settings': ['administrator', 'cheflakare'],
  'triage.assign': WRITERS,
  'triage.classify': WRITERS,
  'triage.change-many': WRITERS,
  'triage.undo': WRITERS,
  'triage.suggest-types': WRITERS,
  'triage.suggest-rows': WRITERS,
  'triage.similar': READERS,
  'triage.duplicates': WRITERS,
  'triage.compare': WRITERS,
  'triage.merge': WRITERS,
  'triage.unmerge': WRITERS,
  'triage.not-duplicate': WRITERS,
  'triage.get': READERS,
  'triage.analysis-links': READERS,
  'triage.link': WRITERS,
  'triage.unlink': WRITERS,
  'code.lists': EVERYONE,
  'code.usage': ['administrator'],
  'code.history': ['administrator'],
  'code.version': ['administrator'],
  'code.add': ['administrator'],
  'code.change': ['administrator'],
  'code.move': ['administrator'],
  'code.remove': ['administrator'],
  'code.restore': ['administrator'],
  'audit.overview': EVERYONE,
  'audit.list': EVERYONE,
  'audit.count': EVERYONE,
  'audit.get': EVERYONE,
  'audit.anchor': ['administrator', 'cheflakare'],
  'audit.verify': ['administrator', 'cheflakare'],
  'audit.export': ['administrator', 'cheflakare'],
  'backup.list': ['administrator', 'cheflakare'],
  'backup.make': ['administrator', 'cheflakare'],
  'backup.restore': ['administrator', 'cheflakare'],
  'backup.export': ['administrator', 'cheflakare'],
  'attachment.list': READERS,
  'attachment.get': READERS,
  'attachment.add': WORKERS,
  'attachment.add-bytes': WORKERS,
  'attachment.describe': WORKERS,
  'attachment.remove': WORKERS,
  'attachment.extract': READERS,
  'annual-report.list': EVERYONE,
  'annual-report.get': EVERYONE,
  'annual-report.preview': EVERYONE,
  'annual-report.save-section': AUTHORS,
  'annual-report.undo-section': AUTHORS,
  'annual-report.save-meta': AUTHORS,
  'annual-report.write': EVERYONE,
  'indicator.published': EVERYONE,
  'transfer.inspect': WRITERS,
  'transfer.check': WRITERS,
  'transfer.run': WRITERS,
  'transfer.save-faulty': WRITERS,
  'transfer.profiles': WRITERS,
  'transfer.save-profile': WRITERS,
  'transfer.remove-profile': WRITERS,
  'transfer.batches': WRITERS,
  'transfer.undo-batch': WRITERS,
}
const BEFORE_UNLOCK = [
  'account.session',
  'account.unlock',
  'account.create',
  'account.lock',
  'backup.list-closed',
  'backup.restore-closed',
  'backup.rescue-keyring',
  'example.create',
]
const HOST_ONLY = [
  'account.unlock',
  'account.create',
  'account.enable-device',
  'account.disable-device',
  'example.create',
  'transfer.inspect',
  'transfer.check',
  'transfer.run',
  'transfer.save-faulty',
  'attachment.add',
  'attachment.extract',
  'incident.export',
  'analysis.write-report',
  'annual-report.write',
  'audit.export',
  'backup.export',
  'backup.list-closed',
  'backup.restore-closed',
  'backup.rescue-keyring',
]

/** Enough to pass the contract's check of the input; nothing of it exists. */
const id = 999_999
const at = { id, expectedVersion: 1 }
const rows = { ...at, rows: [] }
const report = { unitCode: 'SU', year: 2025 }
const fields = {
  ...EMPTY_FIELDS,
  arendetyp: 'risk',
  title: 'Trappa utan räcke',
  description: 'Räcket saknas.',
  unitId: id,
  eventDate: null,
  handelsetyp: 'fall',
  patientInvolved: false,
  feedbackWanted: false,
}
const codeFields = {
  label: 'Ett eget värde',
  definition: '',
  example: '',
  icps: '',
  mimPs: '',
  nccMerp: '',
  validFrom: null,
  validTo: null,
}
const nothing = { lasting: null, increasedCare: null, death: null }
const answers = {
  effect: null,
  careRelated: null,
  avoidability: null,
  actual: nothing,
  potential: nothing,
  actualSeverity: null,
  potentialSeverity: null,
  likelihood: null,
}
const file = { format: 'docx', path: '/finns/inte/x.docx' }
const commission = {
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
}
const INPUTS: Readonly<Record<string, unknown>> = {
  'account.settings-save': { idleLockMinutes: 10, backupKeepGigabytes: 5 },
  'account.add': { name: 'Ny', title: '', grants: [{ role: 'lasare', forvaltningId: id }] },
  'account.update': { id: 'x', name: 'Ny', title: '', grants: [{ role: 'lasare', forvaltningId: id }] },
  'account.remove': { id: 'x' },
  'account.change-passphrase': { current: 'fel', next: 'en ny lång lösenfras' },
  'account.reset-passphrase': { id: 'x' },
  'account.new-recovery-key': { passphrase: 'fel' },
  'account.enable-device': { passphrase: 'fel' },
  'account.disable-device': { lockId: 'x' },
  'account.draft-get': { key: 'k' },
  'account.draft-save': { key: 'k', body: 'b' },
  'account.draft-discard': { key: 'k' },
  'account.draft-list': { prefix: 'k' },
  'backup.restore': { copy: 'x', passphrase: 'fel' },
  'backup.export': { copy: 'x', path: '/dev/null/x.lardom' },
  'incident.get': { id },
  'incident.history': { id },
  'incident.register': { fields },
  'incident.update': { id, version: 1, fields },
  'incident.assess': { id, version: 1, answers, investigationLevel: 'enkel', motivation: 'm' },
  'incident.set-status': { id, version: 1, status: 'avvisad' },
  'incident.give-feedback': { id, version: 1, answer: { kind: 'skipped', reason: 'r' } },
  'incident.undo': { id, version: 1 },
  'patient.get': { incidentId: id },
  'patient.set': { incidentId: id, number: '191212121212', purpose: 'journal' },
  'patient.reveal': { incidentId: id, purpose: 'journal' },
  'patient.remove': { incidentId: id, reason: 'r' },
  'supervision.get': { incidentId: id },
  'supervision.decide': { incidentId: id, decision: 'ska_anmalas', reason: 'r', date: '2026-01-01' },
  'supervision.mark-reported': { incidentId: id, date: '2026-01-01' },
  'supervision.record-decision': { incidentId: id, decision: 'avvisas', date: '2026-01-01' },
  'analysis.get': { id },
  'analysis.start': { incidentId: id, title: 't' },
  'analysis.save-commission': { ...at, commission },
  'analysis.save-texts': { ...at, texts: {} },
  'analysis.save-members': rows,
  'analysis.save-delhandelser': rows,
  'analysis.save-causes': rows,
  'analysis.save-actions': rows,
  'analysis.set-step': { ...at, step: 2 },
  'analysis.decide': { ...at, comment: '', decidedBy: 'chef', decidedDate: '2026-01-01', decisions: [] },
  'analysis.complete': { ...at, completedDate: '2026-01-01', acknowledged: [] },
  'analysis.reopen': { ...at, reason: 'r' },
  'analysis.undo': at,
  'analysis.report-model': { id },
  'analysis.write-report': { analysisId: id, ...file },
  'action.mark-done': { ...at, doneDate: '2026-01-01', followUpDate: null },
  'action.record-effect': {
    ...at,
    effect: 'ja',
    effectDate: '2026-01-01',
    effectText: '',
    nextFollowUpDate: null,
  },
  'attachment.list': { incidentId: id },
  'attachment.get': { id },
  'attachment.add': { owner: { incidentId: id }, paths: ['/finns/inte.pdf'] },
  'attachment.add-bytes': { owner: { incidentId: id }, name: 'a.txt', bytes: new Uint8Array([65]) },
  'attachment.describe': { id, name: 'a', description: '' },
  'attachment.remove': { id, reason: 'r' },
  'attachment.extract': { id, to: { kind: 'temp', folder: '/finns/inte' } },
  'annual-report.get': report,
  'annual-report.preview': report,
  'annual-report.save-section': { ...report, section: 'f2', text: '', expectedUpdatedAt: 'x' },
  'annual-report.undo-section': { ...report, section: 'f2', expectedUpdatedAt: 'x' },
  'annual-report.save-meta': {
    ...report,
    expectedVersion: 7,
    status: 'utkast',
    responsible: '',
    diarienummer: '',
    decisionBody: '',
    decisionDate: null,
  },
  'annual-report.write': { ...report, ...file },
  'transfer.inspect': { path: '/finns/inte.csv' },
  'transfer.check': { path: '/finns/inte.csv', mapping: EMPTY_MAPPING },
  'transfer.run': { path: '/finns/inte.csv', mapping: EMPTY_MAPPING, sha256: '0'.repeat(64) },
  'transfer.save-faulty': {
    path: '/finns/inte.csv',
    mapping: EMPTY_MAPPING,
    target: '/finns/inte/fel.csv',
    format: 'csv',
  },
  'transfer.save-profile': { id, expectedVersion: 1, mapping: { ...EMPTY_MAPPING, name: 'Prov' } },
  'transfer.remove-profile': { id, expectedVersion: 1 },
  'transfer.undo-batch': { batchId: id },
  'incident.found-in': { ids: [id], text: 'fall' },
  'incident.groups': { group: 'status' },
  'incident.export': { path: '/nowhere/register.csv', format: 'csv', columns: ['number'] },
  'view.list': {},
  'view.save': {
    name: 'Fall',
    definition: { filter: {}, sort: { by: 'date', direction: 'desc' }, group: null, columns: null },
  },
  'view.rename': { id, version: 1, name: 'Fall' },
  'view.share': { id, version: 1, shared: true },
  'view.remove': { id, version: 1 },
  'view.restore': { id },
  'triage.inbox': { section: 'nya' },
  'triage.save-settings': { stillDays: 14 },
  'triage.assign': { items: [{ id, version: null }], to: null },
  'triage.classify': { items: [{ id, version: null }], set: { handelsetyp: 'fall' } },
  'triage.change-many': { target: { ids: [id] }, change: { kind: 'assign', to: null } },
  'triage.undo': { batch: '00000000-0000-4000-8000-000000000000' },
  'triage.suggest-types': { text: 't' },
  'triage.suggest-rows': { ids: [id] },
  'triage.similar': { text: 't' },
  'triage.compare': { a: id, b: id + 1 },
  'triage.merge': { keep: { id, version: 1 }, away: { id: id + 1, version: 1 } },
  'triage.unmerge': { id, version: 1 },
  'triage.not-duplicate': { a: id, b: id + 1 },
  'triage.get': { incidentId: id },
  'triage.analysis-links': { analysisId: id },
  'triage.link': { incidentId: id, to: { analysisId: id } },
  'triage.unlink': { id },
  'code.lists': {},
  'code.usage': { list: 'agens' },
  'code.history': { list: 'agens' },
  'code.version': { list: 'agens', version: 99 },
  'code.add': { list: 'agens', version: 99, parent: null, fields: codeFields },
  'code.change': { list: 'agens', version: 99, code: 'it', fields: codeFields },
  'code.move': { list: 'agens', version: 99, code: 'it', direction: 'upp' },
  'code.remove': { list: 'agens', version: 99, code: 'it' },
  'code.restore': { list: 'agens', version: 99, to: 99 },
  'audit.list': { filter: {} },
  'audit.count': { filter: {} },
  'audit.get': { seq: id },
  'audit.export': { path: '/finns/inte/logg.csv', filter: {} },
}

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await openTestWorkspace()
})
afterAll(() => workspace.close())

const refusals = () =>
  workspace.db().value<number>("SELECT count(*) FROM audit_log WHERE action = 'nekad'") ?? 0

describe('access', () => {
  it('is decided for every procedure', () => {
    expect([...Object.keys(ALLOWED), ...BEFORE_UNLOCK].sort()).toEqual(Object.keys(contract).sort())
    expect(
      Object.entries(contract)
        .filter(([, procedure]) => procedure.access === 'open')
        .map(([name]) => name)
        .sort(),
    ).toEqual([...BEFORE_UNLOCK].sort())
  })

  it.each(Object.keys(ALLOWED))('%s is tried with an input that its contract takes', (name) => {
    const procedure = Object.entries(contract).find(([other]) => other === name)?.[1]
    expect(procedure?.input.safeParse(INPUTS[name] ?? {})).toMatchObject({ success: true })
  })

  it.each(Object.entries(ALLOWED))(
    '%s is for those roles and no other, and a refusal leaves a trace',
    async (name, allowed) => {
      const got: string[] = []
      for (const role of ROLES) {
        workspace.actAs(role)
        const before = refusals()
        const result = await workspace.callRaw(name, INPUTS[name] ?? {})
        const noted = refusals() - before
        got.push(
          `${role}: ${result.ok || result.error.code !== 'NOT_ALLOWED' ? 'may' : 'refused'}, ${noted} noted`,
        )
      }
      expect(got).toEqual(
        ROLES.map((role) => `${role}: ${allowed.includes(role) ? 'may, 0 noted' : 'refused, 1 noted'}`),
      )
      expect(workspace.faults).toEqual([])
      // Nobody without a role gets anything.
      workspace.actAs()
      expect(await workspace.callRaw(name, INPUTS[name] ?? {})).toMatchObject({
        ok: false,
        error: { code: 'NOT_ALLOWED' },
      })
    },
  )

  it('gives no window a procedure that takes a path, and notes the attempt', async () => {
    workspace.actAs(...ROLES)
    const hosts = Object.entries(contract).filter(([, procedure]) => procedure.caller === 'host')
    expect(hosts.map(([name]) => name).sort()).toEqual([...HOST_ONLY].sort())
    for (const name of HOST_ONLY) {
      const before = refusals()
      const result = await workspace.callRaw(name, INPUTS[name] ?? {}, { caller: 'window' })
      expect({ name, ...result }).toMatchObject({ name, ok: false, error: { code: 'NOT_ALLOWED' } })
      expect(refusals()).toBe(before + 1)
    }
  })
})
