import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_FIELDS, type IncidentFields } from '../incident/fields.ts'
import { COPYABLE_KEYS, copied, differences } from './merge.ts'

const fields = (changes: Partial<IncidentFields> = {}): IncidentFields => ({
  ...EMPTY_FIELDS,
  arendetyp: 'negativ_handelse',
  handelsetyp: 'fall',
  unitId: 1,
  title: 'Fall',
  description: 'Föll på vått golv.',
  ...changes,
})

describe('two reports of one event', () => {
  it('differ where they differ, and offer what the kept one lacks', () => {
    const keep = fields({ immediateAction: 'Läkare tillkallades.' })
    const away = fields({
      title: 'Fall i korridor',
      description: 'Golvet var nyss moppat.',
      eventTime: '10:00',
      immediateAction: 'Läkare tillkallades.',
    })
    expect(differences(keep, away).map(({ field, copy }) => [field, copy])).toEqual([
      ['title', null],
      ['description', 'append'],
      ['eventTime', 'fill'],
    ])
  })

  it('become one text that says where its parts came from', () => {
    const { values } = copied(
      fields(),
      fields({ description: 'Nyss moppat.' }),
      ['description'],
      'AVV-2026-000002',
    )
    expect(values).toEqual({ description: 'Föll på vått golv.\n\nUr AVV-2026-000002:\nNyss moppat.' })
  })

  it('never say the same twice', () => {
    const keep = fields({ description: 'Föll på vått golv. Nyss moppat.' })
    expect(copied(keep, fields({ description: 'Nyss moppat.' }), ['description'], 'x').values).toEqual({})
  })

  it('leave an undertyp with its own händelsetyp', () => {
    const keep = fields()
    const away = fields({ handelsetyp: 'lakemedel', undertyp: 'ordination' })
    expect(copied(keep, away, ['undertyp'], 'x').values).toEqual({})
  })

  it('tell when a text would be too long', () => {
    const long = fields({ description: 'a'.repeat(19_999) })
    expect(copied(long, fields({ description: 'b' }), ['description'], 'x').tooLong).toBe('description')
  })

  it('lose nothing the kept one said, whatever is copied', () => {
    const text = fc.string({ maxLength: 60 })
    fc.assert(
      fc.property(text, text, fc.subarray([...COPYABLE_KEYS]), (ours, theirs, chosen) => {
        const keep = fields({ description: ours, consequence: theirs })
        const { values } = copied(keep, fields({ description: theirs, consequence: ours }), chosen, 'AVV-1')
        for (const [field, value] of Object.entries(values)) {
          const before = field === 'description' ? ours : field === 'consequence' ? theirs : ''
          expect(value).toContain(before.trim())
        }
      }),
    )
  })
})
