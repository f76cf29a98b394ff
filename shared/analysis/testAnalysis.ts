import type { Action } from '../action/contract.ts'
import type { AnalysisContent, Cause, Delhandelse } from './content.ts'

/** A whole, well made analysis to start a test from; each test takes away or adds what it is about. */
export function testAnalysis(changes: Partial<AnalysisContent> = {}): AnalysisContent {
  return {
    id: 1,
    number: 'HA-2026-0001',
    incident: {
      id: 7,
      arendenr: 'AVV-2026-000007',
      title: 'Fel dos av insulin',
      description: 'Patienten fick tio gånger för hög dos.',
      consequence: 'Lågt blodsocker, ett extra vårddygn',
      immediateAction: 'Glukos gavs',
      eventDate: '2026-01-10',
      eventText: null,
      discoveredDate: '2026-01-10',
      unitId: 2,
      unitName: 'Östra sjukhuset',
      harm: 'allvarlig_vardskada',
      potentialHarm: 'ej_bedomd',
      origin: 'registrerad',
      sourceUrl: null,
      sourcePublisher: null,
      diarienummer: 'SU 2026-00123',
    },
    forvaltningId: 1,
    forvaltningName: 'Sahlgrenska Universitetssjukhuset',
    step: 8,
    startedDate: '2026-01-15',
    completedDate: null,
    commission: {
      title: 'Fel dos av insulin på akutavdelning',
      commissioner: 'Kerstin Larsson',
      commissionerRole: 'Verksamhetschef medicin',
      commissionDate: '2026-01-14',
      purpose: 'Förstå hur dosen kunde bli tio gånger för hög.',
      scope: 'Från ordination till att felet upptäcktes.',
      wantedEndDate: '2026-02-25',
      feedbackTo: 'Patienten, avdelningens personal, rapportören',
      lexMaria: 'ja',
      inNitha: false,
    },
    texts: {
      method: 'Händelseanalys enligt SKR:s handbok.',
      sources: '- Intervjuer med två sjuksköterskor och en läkare\n- Patientjournal\n- Rutin för insulin',
      summary: 'En patient fick tio gånger för hög dos insulin.\n\nOrdinationsmallen visade två enheter.',
      eventDescription: 'Patienten fick för mycket insulin och blev medvetslös.',
      noticed: 'Patienten hittades svårväckt vid rond.',
      similarEvents: 'Två liknande tillbud under 2025.',
      patientAccount: 'Närstående berättar att de hade påpekat att dosen var ovanlig.',
      barriers: 'Dubbelkontrollen gjordes av samma person.',
      sideFindings: 'Glukos förvarades långt från avdelningen.',
      cost: 'Ett vårddygn.',
      evaluation: 'Analysen tog 40 timmar.',
      feedback: 'Samtal med patienten den 2 mars.',
      spread: 'Chefläkarmötet i april.',
    },
    patientHeard: 'ja',
    members: [
      { id: 1, role: 'analysledare', profession: 'Sjuksköterska', unit: 'Patientsäkerhetsenheten' },
      { id: 2, role: 'medlem', profession: 'Läkare', unit: 'Östra sjukhuset' },
      { id: 3, role: 'medlem', profession: 'Apotekare', unit: 'Sjukhusapoteket' },
    ],
    delhandelser: [
      testDelhandelse({ id: 11 }),
      testDelhandelse({ id: 12, deviation: 'Dosen tolkas i fel enhet' }),
    ],
    causes: [testCause({ id: 21, delhandelseId: 12 })],
    actions: [testAction({ id: 31, causeIds: [21] })],
    decision: { comment: 'Viktig analys.', decidedBy: 'Verksamhetschef medicin', decidedDate: '2026-02-20' },
    isExample: false,
    version: 5,
    ...changes,
  }
}

export function testDelhandelse(changes: Partial<Delhandelse> = {}): Delhandelse {
  return {
    id: 11,
    timeText: '10 jan 08:15',
    actor: 'Läkare',
    text: 'Ordinerar insulin i mallen',
    source: 'Journal',
    deviation: '',
    ...changes,
  }
}

export function testCause(changes: Partial<Cause> = {}): Cause {
  return {
    id: 21,
    delhandelseId: null,
    text: 'Ordinationsmallen visade både enheter och milliliter, vilket ökade risken för att dosen tolkades fel.',
    area: 'TU',
    subcategory: 'Användbarhet',
    noActionReason: '',
    ...changes,
  }
}

export function testAction(changes: Partial<Action> = {}): Action {
  return {
    id: 31,
    number: 'ATG-2026-0001',
    text: 'Visa bara en enhet i ordinationsmallen',
    strength: 'stark',
    responsible: 'Systemförvaltare läkemedel',
    dueDate: '2026-06-30',
    measure: 'Antal fel doser per månad, mål 0',
    focusArea: 'O2',
    causeIds: [],
    decision: 'genomfors',
    decisionReason: '',
    doneDate: null,
    followUpDate: null,
    effect: 'ej_matt',
    effectDate: null,
    effectText: '',
    version: 1,
    ...changes,
  }
}
