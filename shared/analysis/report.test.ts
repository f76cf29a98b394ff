import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentModel, type Block, type DocumentModel } from '../document/model.ts'
import { plainText } from '../document/plainText.ts'
import { personnummerCheckDigit } from '../text/personnummer.ts'
import type { AnalysisContent } from './content.ts'
import { buildAnalysisReport } from './report.ts'
import { testAction, testAnalysis, testCause, testDelhandelse } from './testAnalysis.ts'

const build = (changes: Partial<AnalysisContent> = {}, workspaceIsExample = false): DocumentModel =>
  buildAnalysisReport({ content: testAnalysis(changes), workspaceIsExample, today: '2026-02-22' })

const section = (model: DocumentModel, key: string): Block[] => {
  const found = model.sections.find((one) => one.key === key)
  if (!found) throw new Error(`${key} is missing`)
  return found.blocks
}
const tables = (model: DocumentModel, key: string) =>
  section(model, key).flatMap((block) => (block.type === 'table' ? [block] : []))
const everything = (model: DocumentModel) => JSON.stringify(model)

const EMPTY: Partial<AnalysisContent> = {
  texts: {
    method: '',
    sources: '',
    summary: '',
    eventDescription: '',
    noticed: '',
    similarEvents: '',
    patientAccount: '',
    barriers: '',
    sideFindings: '',
    cost: '',
    evaluation: '',
    feedback: '',
    spread: '',
  },
  members: [],
  delhandelser: [],
  causes: [],
  actions: [],
  patientHeard: 'ej_angivet',
  decision: { comment: '', decidedBy: '', decidedDate: null },
}

describe('the slutrapport', () => {
  it('has the headings of the method, in their order', () => {
    expect(build().sections.map((one) => `${one.number} ${one.title}`.trim())).toEqual([
      'Sammanfattning',
      '1 Uppdrag',
      '2 Deltagare i analysteam',
      '3 Metod och källor',
      '4 Händelsebeskrivning',
      '5 Patientens och närståendes beskrivning',
      '6 Händelseförlopp',
      '7 Bakomliggande orsaker',
      '8 Barriärer',
      '9 Bidragande faktorer, bifynd och andra upptäckta risker',
      '10 Vårdskadekostnad',
      '11 Åtgärdsförslag med uppföljning',
      '12 Analysutvärdering',
      '13 Återkoppling',
      '14 Uppdragsgivarens kommentar och beslut',
      'Bilagor',
      'Bilaga 1. Analysens samband i tabellform',
    ])
  })

  it('is a valid document with a sentence under every heading, however little is written', () => {
    for (const completedDate of [null, '2026-02-21']) {
      for (const changes of [{}, EMPTY]) {
        const model = build({ ...changes, completedDate })
        expect(documentModel.parse(model)).toEqual(model)
        for (const { title, blocks } of model.sections) {
          const sentence = blocks.some((block) => block.type === 'paragraph' || block.type === 'table')
          expect({ title, sentence }).toEqual({ title, sentence: true })
        }
      }
    }
  })

  it('says ”Inte ifyllt ännu.” only while it is arbetsmaterial', () => {
    expect(everything(build(EMPTY))).toContain('Inte ifyllt ännu.')
    expect(everything(build({ ...EMPTY, completedDate: '2026-02-21' }))).not.toContain('Inte ifyllt')
    expect(everything(build())).not.toContain('Inte ifyllt')
  })

  it('is stamped for what it is', () => {
    expect(build().stamps).toEqual(['Arbetsmaterial'])
    expect(build({ completedDate: '2026-02-21' })).toMatchObject({
      stamps: [],
      date: '2026-02-21',
      version: 'Slutlig',
    })
    expect(build({ isExample: true }).stamps).toEqual(['Exempeldata', 'Arbetsmaterial'])
    expect(build({ completedDate: '2026-02-21' }, true).stamps).toEqual(['Exempeldata'])
  })

  it('names roles, never the uppdragsgivare', () => {
    const model = build()
    expect(everything(model)).not.toContain('Kerstin')
    expect(model.cover).toContainEqual({ label: 'Uppdragsgivare', value: 'Verksamhetschef medicin' })
    expect(section(model, 'uppdrag')[0]).toEqual({
      type: 'paragraph',
      text: 'Uppdraget gavs den 14 januari 2026 av verksamhetschef medicin.',
    })
  })

  it('holds no personnummer, whatever text it came in', () => {
    const nine = fc.record({
      year: fc.integer({ min: 10, max: 99 }),
      serial: fc.integer({ min: 100, max: 999 }),
    })
    fc.assert(
      fc.property(nine, fc.constantFrom('-', '', ' '), ({ year, serial }, dash) => {
        const start = `${year}0412`
        const last = personnummerCheckDigit(`${start}${serial}`)
        const secret = `${start}${dash}${serial}${last}`
        const text = `Patient ${secret} kom in. ${secret}`
        const base = testAnalysis()
        const model = build({
          incident: { ...base.incident, consequence: text, immediateAction: text, unitName: text },
          commission: { ...base.commission, title: text, purpose: text, commissionerRole: text },
          texts: { ...base.texts, summary: text, sources: `- ${text}`, feedback: text },
          members: [{ id: 1, role: 'analysledare', profession: text, unit: text }],
          delhandelser: [
            testDelhandelse({ text, timeText: text, actor: text, source: text, deviation: text }),
          ],
          causes: [testCause({ text, noActionReason: text, delhandelseId: 11, subcategory: text })],
          actions: [
            testAction({
              text,
              responsible: text,
              measure: text,
              decisionReason: text,
              effectText: text,
              doneDate: '2026-02-20',
              effect: 'ja',
            }),
          ],
          decision: { comment: text, decidedBy: text, decidedDate: '2026-02-20' },
        })
        expect(everything(model)).not.toContain(secret)
        expect(everything(model)).toContain('personnummer borttaget')
      }),
      { numRuns: 30 },
    )
  })

  it('turns dashes into a list and blank lines into paragraphs', () => {
    expect(section(build(), 'metod')).toContainEqual({
      type: 'list',
      ordered: false,
      items: ['Intervjuer med två sjuksköterskor och en läkare', 'Patientjournal', 'Rutin för insulin'],
    })
    expect(section(build(), 'sammanfattning').filter((block) => block.type === 'paragraph')).toHaveLength(2)
  })

  it('says whose case a published one is, and that this is an exercise', () => {
    const { incident } = testAnalysis()
    const model = build({
      isExample: true,
      incident: {
        ...incident,
        origin: 'publicerad',
        sourcePublisher: 'Region Skåne',
        sourceUrl: 'https://www.skane.se/x',
      },
    })
    const [note] = section(model, 'handelse')
    expect(note).toMatchObject({ type: 'note', title: 'Publicerat fall' })
    expect(JSON.stringify(note)).toContain('https://www.skane.se/x')
    expect(JSON.stringify(note)).toContain('övning')
  })
})

describe('the causes and åtgärder of the slutrapport', () => {
  const causes = [
    testCause({ id: 21, delhandelseId: 12, text: 'Första' }),
    testCause({ id: 22, delhandelseId: 12, text: 'Andra', noActionReason: 'Åtgärdas i nytt system' }),
    testCause({ id: 23, delhandelseId: null, text: 'Tredje', area: 'OO', subcategory: '' }),
    testCause({ id: 24, text: '  ' }),
  ]
  const actions = [
    testAction({
      id: 31,
      text: 'Ändra mallen',
      causeIds: [21, 23],
      decision: 'genomfors_andrad',
      decisionReason: 'Bara på en avdelning',
    }),
    testAction({
      id: 32,
      text: 'Lös',
      causeIds: [],
      decision: 'genomfors_ej',
      decisionReason: 'Ryms inte',
      responsible: '',
      dueDate: null,
    }),
  ]
  const model = build({ causes, actions })

  it('shows which åtgärd meets each cause, and the ones that none meets', () => {
    expect(tables(model, 'orsaker')[0]?.rows).toEqual([
      ['O1', 'Första', 'Teknik, utrustning och apparatur: användbarhet', 'Å1'],
      [
        'O2',
        'Andra',
        'Teknik, utrustning och apparatur: användbarhet',
        'Ingen åtgärd: Åtgärdas i nytt system',
      ],
      ['O3', 'Tredje', 'Omgivning och organisation', 'Å1'],
    ])
    expect(tables(build({ causes, actions: [] }), 'orsaker')[0]?.note).toBe(
      'O1, O3 möts inte av någon åtgärd, och något skäl är inte angivet.',
    )
  })

  it('tells strength, ansvarig, date and decision of each åtgärd', () => {
    expect(tables(model, 'atgarder')[0]?.rows).toEqual([
      [
        'Å1',
        'Ändra mallen',
        'O1, O3',
        'Stark',
        'Systemförvaltare läkemedel',
        '2026-06-30',
        'Genomförs i ändrad form',
      ],
      ['Å2', 'Lös', 'Ingen orsak', 'Stark', 'Ej angiven', 'Ej angivet', 'Genomförs ej'],
    ])
    expect(tables(model, 'beslut')[0]?.rows).toEqual([
      ['Å1', 'Genomförs i ändrad form', 'Bara på en avdelning', 'Systemförvaltare läkemedel', '2026-06-30'],
      ['Å2', 'Genomförs ej', 'Ryms inte', '', ''],
    ])
  })

  it('needs no table for a decision to do everything as proposed', () => {
    expect(tables(build(), 'beslut')).toEqual([])
    expect(JSON.stringify(section(build(), 'beslut'))).toContain('Alla föreslagna åtgärder genomförs.')
    const undecided = build({
      actions: [testAction({ causeIds: [21] }), testAction({ id: 32, decision: 'ej_beslutad' })],
    })
    expect(tables(undecided, 'beslut')).toHaveLength(1)
  })

  it('tells who acts first in each delhändelse', () => {
    expect(tables(model, 'forlopp')[0]?.rows[0]?.[2]).toEqual([
      { text: 'Läkare', strong: true },
      { text: ': ordinerar insulin i mallen' },
    ])
  })

  it('follows each delhändelse to its causes and åtgärder in the table that stands for the graph', () => {
    expect(tables(model, 'bilaga1')[0]?.rows).toEqual([
      ['1', '10 jan 08:15', 'Ordinerar insulin i mallen', '', '', '', ''],
      [
        '2',
        '10 jan 08:15',
        'Ordinerar insulin i mallen',
        'Dosen tolkas i fel enhet',
        'O1 Första',
        'TU',
        'Å1 Ändra mallen',
      ],
      ['2 (forts.)', '', 'Samma som 2', '', 'O2 Andra', 'TU', 'Ingen åtgärd: Åtgärdas i nytt system'],
      ['–', '', 'Hela förloppet', '', 'O3 Tredje', 'OO', 'Å1 Ändra mallen'],
    ])
  })

  it('never loses a cause or an åtgärd on the way, and every row is as wide as its header', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 8 }), (places) => {
        const many = places.map((place, index) =>
          testCause({
            id: 100 + index,
            text: `Orsak nummer ${index}`,
            delhandelseId: place < 2 ? 11 + place : null,
          }),
        )
        const report = build({
          causes: many,
          actions: many.map((row, index) =>
            testAction({ id: 200 + index, text: `Åtgärd nummer ${index}`, causeIds: [row.id] }),
          ),
        })
        const [table] = tables(report, 'bilaga1')
        const cells = (table?.rows ?? []).map((row) => row.map(plainText).join('|'))
        many.forEach((_, index) => {
          expect(cells.filter((row) => row.includes(`O${index + 1} Orsak nummer ${index}|`))).toHaveLength(1)
          expect(cells.filter((row) => row.endsWith(`Å${index + 1} Åtgärd nummer ${index}`))).toHaveLength(1)
        })
        for (const one of report.sections.flatMap((part) => part.blocks)) {
          if (one.type !== 'table') continue
          expect(one.rows.every((row) => row.length === one.columns.length)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})
