import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { insertTestIncident } from './testIncident.ts'
import { findAnalysis, insertAnalysis } from './repository.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

describe('insertAnalysis', () => {
  it('stores an analysis whole, with rows that point at each other and numbers of its year', () => {
    const db = workspace.db()
    const { id: incidentId, forvaltningId } = insertTestIncident(db)
    const { id, number } = db.transaction(() =>
      insertAnalysis(
        db,
        {
          incidentId,
          forvaltningId,
          title: 'Fördröjd läkemedelsgiva',
          step: 8,
          startedDate: '2025-03-04',
          completedDate: '2025-05-01',
          commission: { commissionerRole: 'Verksamhetschef', inNitha: true },
          texts: { summary: 'Dosen gavs för sent.', spread: 'Chefläkarmötet i juni.' },
          patientHeard: 'ja',
          decision: { comment: 'Bra.', decidedBy: 'Verksamhetschef', decidedDate: '2025-04-20' },
          isExample: true,
        },
        {
          members: [{ role: 'analysledare', profession: 'Sjuksköterska', unit: 'Östra sjukhuset' }],
          delhandelser: [
            { timeText: '08:00', actor: 'Läkare', text: 'Ordinerar', source: 'Journal', deviation: '' },
            {
              timeText: '09:00',
              actor: 'Sköterska',
              text: 'Ger inte',
              source: 'Intervju',
              deviation: 'Sen giva',
            },
          ],
          causes: [
            { delhandelse: 1, text: 'Larm saknas', area: 'TU', subcategory: 'Larm', noActionReason: '' },
            {
              delhandelse: null,
              text: 'Bemanning',
              area: 'OO',
              subcategory: '',
              noActionReason: 'Åtgärdas redan',
            },
          ],
          actions: [
            {
              text: 'Bygg in ett larm',
              strength: 'stark',
              responsible: 'Enhetschef',
              dueDate: '2025-09-01',
              measure: 'Antal sena givor',
              focusArea: 'O2',
              causes: [0],
              decision: 'genomfors',
              decisionReason: '',
              doneDate: null,
              followUpDate: null,
              effect: 'ej_matt',
              effectDate: null,
              effectText: '',
            },
          ],
        },
      ),
    )
    expect(number).toBe('HA-2025-0001')
    const found = findAnalysis(db, id)
    expect(found).toMatchObject({
      step: 8,
      completedDate: '2025-05-01',
      isExample: true,
      patientHeard: 'ja',
      commission: { title: 'Fördröjd läkemedelsgiva', commissionerRole: 'Verksamhetschef', inNitha: true },
      texts: { summary: 'Dosen gavs för sent.', spread: 'Chefläkarmötet i juni.', method: '' },
      decision: { comment: 'Bra.', decidedBy: 'Verksamhetschef', decidedDate: '2025-04-20' },
      members: [{ role: 'analysledare', unit: 'Östra sjukhuset' }],
    })
    expect(found?.causes.map((cause) => cause.delhandelseId)).toEqual([found?.delhandelser[1]?.id, null])
    expect(found?.actions[0]).toMatchObject({ number: 'ATG-2025-0001', causeIds: [found?.causes[0]?.id] })
  })

  it('refuses a row that points outside its lists, and stores nothing', () => {
    const db = workspace.db()
    const { id: incidentId, forvaltningId } = insertTestIncident(db)
    const head = { incidentId, forvaltningId, title: 'X', startedDate: '2025-03-04', isExample: true }
    const cause = { delhandelse: 3, text: 'A', area: '' as const, subcategory: '', noActionReason: '' }
    expect(() => db.transaction(() => insertAnalysis(db, head, { causes: [cause] }))).toThrow(RangeError)
    expect(db.value('SELECT count(*) FROM analysis')).toBe(0)
  })
})
