import type { Input, Output, ProcedureName } from '../../shared/contract.ts'
import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'

interface Caller {
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<Output<Name>>
}

/** Twelve cases, four of them assessed, two analyses: something of everything, by the procedures themselves. */
export async function seed(running: Caller): Promise<void> {
  const units = await running.call('organisation.tree', {})
  const own = units.filter(({ kind, organisation }) => kind === 'forvaltning' && organisation === 'egen')
  for (let index = 0; index < 12; index++) {
    await running.call('incident.register', {
      fields: {
        ...EMPTY_FIELDS,
        arendetyp: 'negativ_handelse',
        handelsetyp: index % 2 === 0 ? 'fall' : 'lakemedel',
        unitId: own[index % own.length]?.id ?? 0,
        title: `Händelse nummer ${index}`,
        description: 'Patienten gled på ett vått golv.',
        eventDate: '2026-01-10',
      },
    })
  }
  const harmed = { lasting: true, increasedCare: true, death: false }
  for (const id of [1, 2, 3, 4]) {
    await running.call('incident.assess', {
      id,
      version: 1,
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
    })
  }
  for (const incidentId of [1, 2]) {
    const { id } = await running.call('analysis.start', { incidentId, title: 'Fall i korridor' })
    await running.call('analysis.save-members', {
      id,
      expectedVersion: 1,
      rows: [{ id: null, role: 'analysledare', profession: 'sjuksköterska', unit: 'avdelningen' }],
    })
    const causes = await running.call('analysis.save-causes', {
      id,
      expectedVersion: 2,
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
      expectedVersion: 3,
      rows: [
        {
          id: null,
          text: 'Byt golv.',
          strength: 'stark',
          responsible: 'chef',
          dueDate: '2026-03-01',
          measure: 'Antal fall.',
          focusArea: 'O1',
          causeIds: causes.ids,
        },
      ],
    })
  }
}
