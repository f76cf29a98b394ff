import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AddOutcome } from '../../../shared/attachment/contract.ts'
import { ACTS } from '../../../shared/audit/acts.ts'
import { EMPTY_FIELDS } from '../../../shared/incident/fields.ts'
import { codesToAcknowledge } from '../../../shared/analysis/quality.ts'
import { TEXT_KEYS } from '../../../shared/analysis/content.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { EMPTY_MAPPING } from '../../../shared/transfer/mapping.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { fallReport } from '../incident/testFields.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'
import { whereOf } from './whereOf.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'

let workspace: TestWorkspace
let unitId: number
beforeEach(async () => {
  workspace = await openTestWorkspace()
  unitId = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
})
afterEach(() => workspace.close())

/** Random ids and hashes are looked past: now and then one of them reads like a number. */
const RANDOM = /\b(?:[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/g

const holdsNumber = (text: string) => containsPersonnummer(text.replace(RANDOM, ''))

/** Everything in the file that is text, but the drafts, which hold what one is typing. */
function leaks(): string[] {
  const db = workspace.db()
  const tables = db
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('draft') AND name NOT LIKE 'incident_fts%'",
    )
    .map((row) => row.name)
  const found = tables.flatMap((table) =>
    db.all<Record<string, unknown>>(`SELECT * FROM ${table}`).flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => typeof value === 'string' && holdsNumber(value))
        .map(([column]) => `${table}.${column}`),
    ),
  )
  const indexed = db.value<number>(
    'SELECT count(*) FROM incident_fts WHERE incident_fts MATCH \'"19121212"\'',
  )
  return [...new Set([...found, ...(indexed ? ['incident_fts'] : [])])]
}

/** Inera's example of VGR's reservnummer; it belongs to nobody. */
const RESERV = '19810829-M071'
/** The ways in which the two could be written, as text of its own or within other text. */
const SPELLINGS = [NUMBER, RESERV].flatMap((number) => {
  const [eight = '', four = ''] = number.split('-')
  return ['', '-', '+', ' ', '\u2011'].map((sign) => `${eight.slice(2)}${sign}${four}`)
})

const spelledIn = (text: string) => SPELLINGS.filter((spelling) => text.includes(spelling))

/** Bytes may hold text in either of the usual widths. */
function asTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (!(value instanceof Uint8Array)) return []
  const bytes = Buffer.from(value)
  return [bytes.toString('latin1'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')]
}

type Place = readonly (string | number)[]

function placesOfText(value: unknown, place: Place = []): Place[] {
  if (typeof value === 'string') return [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => placesOfText(inner, [...place, key]))
}

function withNumberAt(value: unknown, [key, ...rest]: Place): unknown {
  if (key === undefined) return `Patienten ${NUMBER} föll.`
  if (Array.isArray(value))
    return value.map((it: unknown, index) => (String(index) === key ? withNumberAt(it, rest) : it))
  const object = value as Record<string, unknown>
  return { ...object, [key]: withNumberAt(object[key], rest) }
}

/** Tries the number in every text of the call, one at a time; then makes the call itself. */
async function walk<T>(procedure: string, input: unknown): Promise<T> {
  for (const place of placesOfText(input)) {
    const result = await workspace.callRaw(procedure, withNumberAt(input, place))
    // A förvaltning that does not exist is named by the code that the caller wrote.
    const echo = !place.includes('unitCode') && holdsNumber(JSON.stringify(result))
    expect({ place, echo, faults: workspace.faults }).toEqual({ place, echo: false, faults: [] })
    expect(leaks(), `${procedure} ${place.join('.')}`).toEqual([])
  }
  const result = await workspace.callRaw(procedure, input)
  expect({ procedure, ...result }).toMatchObject({ procedure, ok: true })
  // The walk just proved that the call went well.
  return (result as { data: T }).data
}

const yes = { lasting: true, increasedCare: true, death: false }
const answers = {
  effect: 'faktisk',
  careRelated: true,
  avoidability: 4,
  actual: yes,
  potential: yes,
  actualSeverity: 3,
  potentialSeverity: 3,
  likelihood: 2,
}

describe('a personnummer', () => {
  it('reaches nothing in the file through any command that stores text', async () => {
    const view = await walk<{ id: number; version: number }>('view.save', {
      name: 'Fall',
      definition: {
        filter: {
          text: 'fall',
          handelsetyp: ['fall'],
          agens: ['it'],
          assignedTo: ['jag'],
          from: '2026-01-01',
        },
        sort: { by: 'date', direction: 'desc' },
        group: 'unit',
        columns: ['title'],
      },
    })
    await walk('view.rename', { id: view.id, version: view.version, name: 'Fall inne' })
    const fields = {
      ...EMPTY_FIELDS,
      arendetyp: 'negativ_handelse',
      handelsetyp: 'fall',
      unitId,
      title: 'Fall i korridor',
      description: 'Föll på vått golv.',
      eventDate: '2026-01-10',
      eventTime: '10:00',
      specialty: 'geriatrik',
      consequence: 'Höftfraktur.',
      causesText: 'x',
      measuresText: 'x',
      immediateAction: 'x',
      whatHelped: 'x',
      suggestion: 'x',
      patientInformed: 'ja',
      patientInformedDate: '2026-01-10',
      patientInformedBy: 'läkare',
      patientNotInformedReason: 'x',
      feedbackText: 'x',
      diarienummer: 'SU 2026-00001',
      medicineName: 'x',
      medicineStrength: 'x',
      medicineForm: 'x',
      medicineBatch: 'x',
      deviceName: 'x',
      deviceMaker: 'x',
      deviceModel: 'x',
      deviceSerial: 'x',
      samverkanWith: 'x',
      feedbackSkipReason: 'x',
    }
    const { id, version } = await walk<{ id: number; version: number }>('incident.register', { fields })
    const updated = await walk<{ version: number }>('incident.update', {
      id,
      version,
      fields: { ...fields, title: 'Fall i en korridor' },
    })
    const assessed = await walk<{ version: number }>('incident.assess', {
      id,
      version: updated.version,
      answers,
      investigationLevel: 'handelseanalys',
      motivation: 'Brott på höften.',
    })
    await walk('supervision.decide', {
      incidentId: id,
      decision: 'ska_anmalas',
      reason: 'Allvarlig.',
      date: '2026-01-15',
    })
    await walk('supervision.mark-reported', { incidentId: id, date: '2026-01-20', ivoDnr: '3.1-1/2026' })
    await walk('supervision.record-decision', {
      incidentId: id,
      decision: 'avslutas_kritik',
      date: '2026-01-25',
      text: 'Kritik.',
    })
    const status = { id, version: assessed.version, status: 'under_utredning', reason: 'x', takeOn: true }
    const moved = await walk<{ version: number }>('incident.set-status', status)
    const answered = await walk<{ version: number }>('incident.give-feedback', {
      id,
      version: moved.version,
      answer: { kind: 'given', text: 'Golven torkas direkt.', date: '2026-02-01' },
    })
    await walk('incident.give-feedback', {
      id,
      version: answered.version,
      answer: { kind: 'skipped', reason: 'Rapportören har slutat.' },
    })

    const { id: twin } = await workspace.call('incident.register', { fields: fallReport(unitId) })
    const items = [{ id: twin, version: null }]
    await walk('triage.assign', { items, to: workspace.state().actor?.id ?? '' })
    await walk('triage.classify', { items, set: { handelsetyp: 'lokal', medicalArea: 'akut' } })
    const link = await walk<{ id: number }>('triage.link', {
      incidentId: twin,
      to: { incidentId: id, kind: 'liknande' },
      note: 'Samma golv.',
    })
    await walk('triage.unlink', { id: link.id })
    await walk('triage.not-duplicate', { a: id, b: twin })
    const versionOf = async (one: number) => (await workspace.call('incident.get', { id: one })).version
    const { away } = await walk<{ away: { id: number; version: number } }>('triage.merge', {
      keep: { id, version: await versionOf(id) },
      away: { id: twin, version: await versionOf(twin) },
      copy: ['description'],
    })
    await walk('triage.unmerge', away)
    await walk('triage.save-settings', { stillDays: 10 })

    const outcome = await walk<{ attachment: { id: number } }>('attachment.add-bytes', {
      owner: { incidentId: id },
      name: 'Rutin.txt',
      bytes: Buffer.from('En rutin'),
    })
    const file = { id: outcome.attachment.id }
    await walk('attachment.describe', { ...file, name: 'Ny rutin', description: 'Gäller från mars.' })
    await walk('attachment.remove', { ...file, reason: 'Fel fil' })

    const started = await walk<{ id: number }>('analysis.start', {
      incidentId: id,
      title: 'Fall',
      commissioner: 'Chef',
      commissionerRole: 'Verksamhetschef',
      purpose: 'Lära',
      scope: 'Avdelningen',
    })
    let expectedVersion = 1
    const analysis = async <T extends { version: number }>(name: string, input: object): Promise<T> => {
      const saved = await walk<T>(`analysis.${name}`, { id: started.id, expectedVersion, ...input })
      expectedVersion = saved.version
      return saved
    }
    await analysis('save-commission', {
      commission: {
        title: 'Fall',
        commissioner: 'Chef',
        commissionerRole: 'Verksamhetschef',
        commissionDate: '2026-01-12',
        purpose: 'Lära',
        scope: 'x',
        wantedEndDate: null,
        feedbackTo: 'x',
        lexMaria: 'ja',
        inNitha: false,
      },
    })
    await analysis('save-texts', { texts: Object.fromEntries(TEXT_KEYS.map((key) => [key, 'text'])) })
    await analysis('save-members', { rows: [{ id: null, role: 'analysledare', profession: 'x', unit: 'y' }] })
    await analysis('save-delhandelser', {
      rows: [{ id: null, timeText: '10', actor: 'a', text: 't', source: 's', deviation: 'd' }],
    })
    const causes = await analysis<{ version: number; ids: number[] }>('save-causes', {
      rows: [{ id: null, delhandelseId: null, text: 't', area: 'KI', subcategory: 's', noActionReason: 'n' }],
    })
    const actions = await analysis<{ version: number; ids: number[] }>('save-actions', {
      rows: [
        {
          id: null,
          text: 't',
          strength: 'stark',
          responsible: 'r',
          dueDate: '2026-03-01',
          measure: 'm',
          focusArea: 'O1',
          causeIds: causes.ids,
        },
      ],
    })
    const actionId = actions.ids[0] ?? 0
    await analysis('decide', {
      comment: 'Bra.',
      decidedBy: 'Verksamhetschef',
      decidedDate: '2026-01-30',
      decisions: [
        { actionId, decision: 'genomfors_andrad', reason: 'r', responsible: 'v', dueDate: '2026-03-01' },
      ],
    })
    const { content } = await workspace.call('analysis.get', { id: started.id })
    const { findings } = await workspace.call('analysis.get', { id: started.id })
    const acknowledged = codesToAcknowledge(findings)
    expectedVersion = content.version
    await analysis('complete', { completedDate: '2026-01-31', acknowledged })
    await analysis('reopen', { reason: 'Mer att säga.' })

    const act = content.actions[0]
    await walk('action.mark-done', {
      id: actionId,
      expectedVersion: act?.version,
      doneDate: '2026-01-31',
      followUpDate: null,
    })
    await walk('action.record-effect', {
      id: actionId,
      expectedVersion: (act?.version ?? 0) + 1,
      effect: 'ja',
      effectDate: '2026-02-01',
      effectText: 'Färre fall.',
      nextFollowUpDate: null,
    })
    const report = { unitCode: 'SU', year: 2025 }
    await walk('transfer.save-profile', {
      mapping: {
        ...EMPTY_MAPPING,
        name: 'Provprofil',
        columns: [{ index: 0, heading: 'Beskrivning', field: 'description' }],
        values: [{ field: 'status', value: 'Klarad', target: 'avslutad' }],
      },
    })
    await walk('annual-report.save-section', {
      ...report,
      section: 'f2',
      text: 'Kultur.',
      expectedUpdatedAt: null,
    })
    await walk('annual-report.save-meta', {
      ...report,
      expectedVersion: 1,
      status: 'utkast',
      responsible: 'Chefläkare',
      diarienummer: 'SU 2026-1',
      decisionBody: 'Styrelsen',
      decisionDate: null,
    })
    await walk('account.draft-save', { key: 'handelse/ny', body: 'utkast' })
    await walk('patient.set', { incidentId: id, number: NUMBER, purpose: 'lex_maria' })
    await walk('patient.get', { incidentId: id })
    await workspace.call('patient.reveal', { incidentId: id, purpose: 'annat', reason: 'IVO ringde.' })
    await walk('patient.remove', { incidentId: id, reason: 'Anmälan är gjord.' })
    expect(leaks()).toEqual([])
    // What was done on the way reads in Swedish on the log's page.
    const done = workspace
      .db()
      .all<{ action: string }>('SELECT DISTINCT action FROM audit_log')
      .map(({ action }) => action)
    expect(done.filter((action) => ACTS[action] === undefined)).toEqual([])
  })

  it('that is registered on a case is in its sealed column and nowhere else', async () => {
    const { id } = await workspace.call('incident.register', { fields: fallReport(unitId) })
    const { id: otherId } = await workspace.call('incident.register', { fields: fallReport(unitId) })
    for (const [incidentId, number] of [
      [id, NUMBER],
      [otherId, RESERV],
    ] as const) {
      const set = { incidentId, number, purpose: 'lex_maria' } as const
      await workspace.call('patient.set', set)
      await workspace.callRaw('patient.set', set)
      await workspace.call('patient.set', { ...set, replace: true })
      await workspace.callRaw('patient.set', { ...set, number: `${number}7`, replace: true })
      await workspace.call('patient.reveal', { incidentId, purpose: 'journal' })
      await workspace.callRaw('patient.reveal', { incidentId, purpose: 'annat', reason: `För ${number}` })
      await workspace.callRaw('patient.remove', { incidentId, reason: `Fel nummer ${number}` })
    }
    const analysis = await workspace.call('analysis.start', { incidentId: id, title: 'Fall' })
    const file = (name: string) => ({ format: 'html', path: join(workspace.folder, name) }) as const
    const told = [
      await workspace.call('patient.get', { incidentId: id }),
      await workspace.call('incident.get', { id }),
      await workspace.call('incident.history', { id }),
      await workspace.call('incident.list', { filter: {} }),
      await workspace.call('supervision.get', { incidentId: id }),
      await workspace.call('analysis.get', { id: analysis.id }),
      await workspace.call('analysis.report-model', { id: analysis.id }),
      await workspace.call('annual-report.preview', { unitCode: 'SU', year: 2026 }),
      await workspace.call('audit.list', { filter: {} }),
      await workspace.callRaw('incident.list', { filter: { text: NUMBER } }),
      workspace.events,
      workspace.faults.map(whereOf),
    ]
    expect(spelledIn(JSON.stringify(told))).toEqual([])
    await workspace.call('analysis.write-report', { analysisId: analysis.id, ...file('analys.html') })
    await workspace.call('annual-report.write', { unitCode: 'SU', year: 2026, ...file('berattelse.html') })
    const docx = join(workspace.folder, 'analys.docx')
    await workspace.call('analysis.write-report', { analysisId: analysis.id, format: 'docx', path: docx })
    const written = [
      ...['analys.html', 'berattelse.html'].map((name) => readFileSync(join(workspace.folder, name), 'utf8')),
      ...Object.values(unzipSync(readFileSync(docx))).map((part) => Buffer.from(part).toString('utf8')),
    ]
    expect(written.length).toBeGreaterThan(5)
    expect(written.flatMap(spelledIn)).toEqual([])

    // Every value of every table, of the search index's own too, as text or bytes.
    const places = workspace
      .db()
      .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .flatMap(({ name }) =>
        workspace
          .db()
          .all<Record<string, unknown>>(`SELECT * FROM ${name}`)
          .flatMap((row) => Object.entries(row).flatMap(([column, value]) => ({ name, column, value }))),
      )
    expect(places.length).toBeGreaterThan(500)
    const found = places.filter(({ value }) => asTexts(value).some((text) => spelledIn(text).length > 0))
    expect(found.map(({ name, column }) => `${name}.${column}`)).toEqual([])
    // Nor a hash of it, of any way it was given.
    const hashes = new Set(
      [...SPELLINGS, NUMBER, RESERV].flatMap((number) =>
        [id, otherId].flatMap((incidentId) =>
          [{}, { replace: true }, { replace: false }].flatMap((replace) =>
            [number, JSON.stringify({ incidentId, number, purpose: 'lex_maria', ...replace })].map((text) =>
              createHash('sha256').update(text).digest('hex'),
            ),
          ),
        ),
      ),
    )
    expect(places.filter(({ value }) => typeof value === 'string' && hashes.has(value))).toEqual([])
  })

  it('reaches nothing in the file through an attachment, an account or the log', async () => {
    const { id } = await workspace.call('incident.register', { fields: fallReport(unitId) })
    const bytes = Buffer.from('Golvet var vått.')
    const owner = { incidentId: id }
    const added = await walk<AddOutcome>('attachment.add-bytes', { owner, name: 'Foto.txt', bytes })
    if (added.kind !== 'added') throw new Error(added.kind)
    const attachment = added.attachment.id
    await walk('attachment.describe', { id: attachment, name: 'Foto.txt', description: 'Golvet' })
    await walk('attachment.remove', { id: attachment, reason: 'Fel fil' })

    const grants = [{ role: 'lasare', forvaltningId: null }]
    workspace.actAs('administrator', 'cheflakare')
    const account = { name: 'Bo Läsare', title: 'Utvecklare', grants }
    const made = await walk<{ id: string }>('account.add', account)
    await walk('account.update', { ...account, id: made.id, title: 'Chef' })

    for (const about of [NUMBER, NUMBER.slice(2), `Patienten ${NUMBER}`]) {
      const path = join(workspace.folder, `logg-${about.length}.csv`)
      const read = await workspace.callRaw('audit.list', { filter: { about } })
      const exported = await workspace.callRaw('audit.export', { path, filter: { about } })
      await workspace.callRaw('audit.export', { path, filter: { accountId: about } })
      expect(holdsNumber(JSON.stringify([read, exported]))).toBe(false)
      expect({ about, leaks: leaks() }).toEqual({ about, leaks: [] })
    }
    expect(workspace.faults).toEqual([])
  })

  it('is neither the name of a workspace nor of an account', async () => {
    const other = await openTestWorkspace({ create: false })
    try {
      for (const names of [
        { name: `Fall ${NUMBER}`, accountName: 'Anna Chefläkare' },
        { name: 'Arbetsyta', accountName: `Anna ${NUMBER}` },
      ]) {
        const result = await other.callRaw('account.create', {
          path: other.path,
          passphrase: TEST_PASSPHRASE,
          ...names,
        })
        expect(result).toMatchObject({ ok: false, error: { code: 'PERSONNUMMER_IN_TEXT' } })
      }
    } finally {
      other.close()
    }
  })
})
