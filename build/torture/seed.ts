import { SHIPPED_PROFILES } from '../../electron/service/transfer/shippedProfiles.ts'
import { TEXT_KEYS } from '../../shared/analysis/content.ts'
import { codesToAcknowledge } from '../../shared/analysis/quality.ts'
import type { Input, Output, ProcedureName } from '../../shared/contract.ts'
import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'
import { FILES } from './files.ts'
import { newWord } from './newWord.ts'

export interface Caller {
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<Output<Name>>
}

/** Something of everything, by the procedures themselves: cases in every state, analyses, an account, attachments. */
export async function seed(running: Caller): Promise<void> {
  const units = await running.call('organisation.tree', {})
  const own = units.filter(({ kind, organisation }) => kind === 'forvaltning' && organisation === 'egen')
  const su = own.find(({ code }) => code === 'SU') ?? own[0]
  for (let index = 0; index < 12; index++) {
    await running.call('incident.register', {
      fields: {
        ...EMPTY_FIELDS,
        arendetyp: 'negativ_handelse',
        handelsetyp: index % 2 === 0 ? 'fall' : 'lakemedel',
        unitId: (index < 6 ? su : own[index % own.length])?.id ?? 0,
        title: `Händelse nummer ${index}`,
        description: 'Patienten gled på ett vått golv.',
        consequence: 'Höftfraktur.',
        eventDate: '2026-01-10',
        patientInformed: 'ja',
        patientInformedDate: '2026-01-11',
      },
    })
  }
  for (const id of [1, 2, 3, 4]) await running.call('incident.assess', { id, version: 1, ...HARM })
  await settleLexMaria(running)
  await finishAnalysis(running, await startAnalysis(running, 1))
  await startAnalysis(running, 2)
  const saved = { unitCode: 'SU', year: 2025, section: 'f2', text: 'Kulturen är god.' }
  await running.call('annual-report.save-section', { ...saved, expectedUpdatedAt: null })
  await running.call('patient.set', { incidentId: 1, number: '19121212-1212', purpose: 'lex_maria' })
  await running.call('account.add', {
    name: 'Anna Handläggare',
    title: 'Enhetschef',
    grants: [{ role: 'handlaggare', forvaltningId: su?.id ?? null }],
  })
  for (const [name, content] of Object.entries(FILES)) {
    const owner = { incidentId: 1 }
    await running.call('attachment.add-bytes', { owner, name, bytes: new Uint8Array(content) })
  }
}

const harmed = { lasting: true, increasedCare: true, death: false }
const HARM = {
  answers: {
    effect: 'faktisk',
    careRelated: true,
    avoidability: 4,
    actual: harmed,
    potential: harmed,
    actualSeverity: 3,
    potentialSeverity: 3,
    likelihood: 2,
  },
  investigationLevel: 'handelseanalys',
  motivation: 'Brott på höften.',
} as const

/** One case is reported to IVO, one is about to be. */
async function settleLexMaria(running: Caller): Promise<void> {
  for (const incidentId of [1, 2]) {
    await running.call('supervision.decide', {
      incidentId,
      decision: 'ska_anmalas',
      reason: 'Allvarlig.',
      date: '2026-01-15',
    })
  }
  await running.call('supervision.mark-reported', { incidentId: 1, date: '2026-01-20', ivoDnr: '3.1-1/2026' })
}

async function startAnalysis(running: Caller, incidentId: number): Promise<number> {
  const { id } = await running.call('analysis.start', {
    incidentId,
    title: 'Fall i korridor',
    commissioner: 'Verksamhetschefen',
    commissionerRole: 'Verksamhetschef',
    commissionDate: '2026-01-12',
  })
  await running.call('analysis.save-texts', {
    id,
    expectedVersion: 1,
    texts: Object.fromEntries(TEXT_KEYS.map((key) => [key, 'Så här var det.'])),
  })
  await running.call('analysis.save-members', {
    id,
    expectedVersion: 2,
    rows: [{ id: null, role: 'analysledare', profession: 'sjuksköterska', unit: 'avdelningen' }],
  })
  await running.call('analysis.save-delhandelser', {
    id,
    expectedVersion: 3,
    rows: [
      { id: null, timeText: '10.00', actor: 'Usk', text: 'Torkar golvet.', source: 'Samtal', deviation: '' },
    ],
  })
  const causes = await running.call('analysis.save-causes', {
    id,
    expectedVersion: 4,
    rows: [
      {
        id: null,
        delhandelseId: null,
        text: 'Golvet torkas sällan.',
        area: 'KI',
        subcategory: '',
        noActionReason: '',
      },
    ],
  })
  await running.call('analysis.save-actions', {
    id,
    expectedVersion: 5,
    rows: ['Byt golv.', 'Sätt upp skyltar.'].map((text) => ({
      id: null,
      text,
      strength: 'stark' as const,
      responsible: 'chef',
      dueDate: '2026-03-01',
      measure: 'Antal fall.',
      focusArea: 'O1' as const,
      causeIds: causes.ids,
    })),
  })
  return id
}

/** Decided, closed, and one of its åtgärder carried out. */
async function finishAnalysis(running: Caller, id: number): Promise<void> {
  const { content } = await running.call('analysis.get', { id })
  await running.call('analysis.decide', {
    id,
    expectedVersion: content.version,
    comment: 'Bra.',
    decidedBy: 'Verksamhetschef',
    decidedDate: '2026-01-30',
    decisions: content.actions.map((action) => ({
      actionId: action.id,
      decision: 'genomfors',
      reason: '',
      responsible: 'chef',
      dueDate: '2026-03-01',
    })),
  })
  const decided = await running.call('analysis.get', { id })
  await running.call('analysis.complete', {
    id,
    expectedVersion: decided.content.version,
    completedDate: '2026-01-31',
    acknowledged: codesToAcknowledge(decided.findings),
  })
  const [first] = (await running.call('analysis.get', { id })).content.actions
  await running.call('action.mark-done', {
    id: first?.id ?? 0,
    expectedVersion: first?.version ?? 0,
    doneDate: '2026-01-31',
    followUpDate: null,
  })
}

/** An export of that many cases, with the headings that the profile knows. */
export function cases(count: number): string {
  const rows = Array.from({ length: count }, (_, index) =>
    HEADINGS.map((heading) => CELLS[heading]?.(index) ?? '').join(';'),
  )
  return [HEADINGS.join(';'), ...rows].join('\r\n')
}

const HEADINGS =
  SHIPPED_PROFILES.find(({ id }) => id === 'avvikelser')?.mapping.columns.map(({ heading }) => heading) ?? []
const CELLS: Readonly<Record<string, (index: number) => string>> = {
  Ärendenummer: () => newWord(),
  Händelsedatum: (index) => `2025-03-${String((index % 28) + 1).padStart(2, '0')}`,
  'Rapporterat datum': () => '2025-04-01',
  Förvaltning: () => 'Sahlgrenska Universitetssjukhuset',
  Region: () => 'Västra Götalandsregionen',
  Händelsetyp: () => 'fall',
  Beskrivning: (index) => `Patient ${index} föll vid sängen.`,
  Källa: (index) => `https://exempel.se/${index}`,
}
