import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeDifference } from './describe.ts'

const words = {
  unitName: (id: number) => `enhet ${id}`,
  codeLabel: (_list: string, code: string) => code,
}
const of = (before: unknown, after: unknown) => describeDifference(before, after, words)

describe('the difference between before and after', () => {
  it('says fields, codes, days and units in words', () => {
    expect(
      of(
        { status: 'inkommen', unitId: 3, eventDate: '2026-02-01', title: 'Fall' },
        { status: 'bedomd', unitId: 4, eventDate: '2026-02-02', title: 'Fall' },
      ),
    ).toEqual([
      { label: 'Status', before: 'Inkommen', after: 'Bedömd' },
      { label: 'Händelseplats', before: 'enhet 3', after: 'enhet 4' },
      { label: 'Händelsedatum', before: '1 februari 2026', after: '2 februari 2026' },
    ])
  })

  it('follows a row of a list by its id, also when it moves', () => {
    expect(
      of(
        [
          { id: 7, text: 'Larmet hördes inte', area: 'TU' },
          { id: 8, text: 'Nytt i lag', area: '' },
        ],
        [
          { id: 8, text: 'Nytt i lag', area: 'UK' },
          { id: 9, text: 'Hög belastning', area: 'OO' },
        ],
      ),
    ).toEqual([
      { label: 'Rad 8, Orsaksområde', before: '–', after: 'Utbildning och kompetens' },
      { label: 'Rad 9, Text', before: '–', after: 'Hög belastning' },
      { label: 'Rad 9, Orsaksområde', before: '–', after: 'Omgivning och organisation' },
      { label: 'Rad 7, Text', before: 'Larmet hördes inte', after: '–' },
      { label: 'Rad 7, Orsaksområde', before: 'Teknik, utrustning och apparatur', after: '–' },
    ])
  })

  it('reads an account’s grants', () => {
    expect(
      of(
        { grants: [{ role: 'lasare', forvaltningId: null }] },
        { grants: [{ role: 'cheflakare', forvaltningId: 2 }] },
      ),
    ).toEqual([
      { label: 'Behörighet, Rad 1, Roll', before: 'Läsare', after: 'Chefläkare' },
      { label: 'Behörighet, Rad 1, Förvaltning', before: '–', after: 'enhet 2' },
    ])
  })

  it('shows what it has no words for by its own name', () => {
    expect(of(undefined, { nyttFält: 'värde' })).toEqual([{ label: 'nyttFält', before: '–', after: 'värde' }])
  })

  it('has words for what the workspace and its accounts log', () => {
    const labels = (after: unknown, entity: string) =>
      describeDifference(undefined, after, words, entity).map(
        ({ label, after: value }) => `${label}: ${value}`,
      )
    expect(labels({ title: 'Verksamhetschef' }, 'account')).toEqual(['Befattning: Verksamhetschef'])
    expect(labels({ title: 'Fall' }, 'incident')).toEqual(['Rubrik: Fall'])
    expect(labels({ idleLockMinutes: 10, backupKeepGigabytes: 5 }, 'setting')).toEqual([
      'Minuter utan aktivitet innan arbetsytan låses: 10',
      'Säkerhetskopior får ta, GB: 5',
    ])
    expect(labels({ openedWith: 'recovery', failedBefore: 2 }, 'arbetsyta')).toEqual([
      'Låste upp med: Återställningsnyckeln',
      'Misslyckade försök dessförinnan: 2',
    ])
    expect(labels({ arendenr: 'AVV-2026-000001' }, 'incident')).toEqual(['Ärendenummer: AVV-2026-000001'])
  })

  it('is nothing between two that are alike, and never fails, whatever the log holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(of(one, one)).toEqual([])
        for (const change of of(one, other)) expect(change.before).not.toBe(change.after)
      }),
    )
  })
})
